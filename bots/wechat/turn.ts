// An account is logged in once: of several instances one has the child. Time is cut into windows, and each is taken by one.
import { millisOf } from '../../src/domain/instant.ts'
import type { WechatDeps } from './deps.ts'

/** Keys are used again: by then their window is long over. */
const KEYS = 4
const GENERATIONS = 64

export class Turn {
  private generation = '0'
  /** The last window that is ours; -1 for none. */
  private until = -1

  constructor(
    private readonly deps: Pick<WechatDeps, 'keeping' | 'now'>,
    private readonly windowMs: number,
  ) {}

  /** Whether this instance has the account now; asked several times a window. Whoever has it has the next one first. */
  async held(): Promise<boolean> {
    const window = this.window()
    const generation = (await this.deps.keeping.get(GENERATION)) ?? '0'
    if (generation !== this.generation) this.until = -1
    this.generation = generation
    if (this.until < window) this.until = (await this.take(window)) ? window : -1
    if (this.until === window && (await this.take(window + 1))) this.until = window + 1
    return this.until >= window
  }

  /** For whoever wants it next: at once, without waiting for the windows to pass. */
  async release(): Promise<void> {
    if (this.until < this.window()) return
    this.until = -1
    await this.deps.keeping.set(GENERATION, String(Number(this.generation) + 1))
  }

  private window(): number {
    return Math.floor(millisOf(this.deps.now()) / this.windowMs)
  }

  private take(window: number): Promise<boolean> {
    const end = (window + 1) * this.windowMs
    const key = `turn:${Number(this.generation) % GENERATIONS}:${window % KEYS}`
    return this.deps.keeping.take(key, end - millisOf(this.deps.now()))
  }
}

const GENERATION = 'turn'
