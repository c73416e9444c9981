// An account is logged in once: of several instances one has the child. Told apart without clocks, which differ and step.
import { createHash, randomUUID } from 'node:crypto'
import type { ChannelStore } from '../../../src/channel.ts'

const KEY = 'turn'
const WAITING = 'turn:waiting'
/** Whoever has won a lease writes it at once; where they died in between, another may after this. */
const TAKEOVER_MS = 60_000
/** Takeovers use their keys again: by then each is long over. */
const KEYS = 4_096
/** Of a lease: who has it must know that it is over before another one can. */
const OURS = 0.8
/** So many leases after its last word nobody waits any more. */
const FORGOTTEN_AFTER = 6

interface Watched {
  value: string | null
  since: number
}

/**
 * The holder writes a beat several times a lease; whoever has seen no new one for the whole of it, by their own watch, takes
 * over. Others say that they wait, so that the holder knows whether it may go on where the database cannot be asked.
 */
export class Turn {
  private readonly me = randomUUID()
  private beat = 0
  private isOurs = false
  private isOthers = false
  private beatenAt = Number.NEGATIVE_INFINITY
  private seen: Watched = { value: null, since: performance.now() }
  private rival: Watched | null = null
  private saidAt = Number.NEGATIVE_INFINITY

  constructor(
    private readonly keeping: ChannelStore,
    private readonly leaseMs: number,
  ) {}

  /** Whether this instance has the account now; asked several times a lease. Rejects where nobody can tell. */
  async held(): Promise<boolean> {
    const kept = await this.keeping.get(KEY)
    const by = holderIn(kept)
    if (by === this.me) {
      if (performance.now() - this.beatenAt >= this.leaseMs / 4) await this.write()
      await this.lookForRivals()
      this.isOurs = true
      this.isOthers = false
      return true
    }
    this.isOurs = false
    if (this.seen.value !== kept) this.seen = { value: kept, since: performance.now() }
    const isFree = by === ''
    this.isOthers = !isFree && performance.now() - this.seen.since < this.leaseMs
    if (this.isOthers) {
      await this.sayThatWeWait()
      return false
    }
    this.isOurs = await this.takeOver(kept)
    return this.isOurs
  }

  /** Another instance was last seen to have it. */
  get isElsewhere(): boolean {
    return this.isOthers
  }

  /** Another one waits for it: for how long it is ours from the last beat on; null where nobody does. */
  get oursForMs(): number | null {
    const { rival } = this
    if (rival === null || performance.now() - rival.since > FORGOTTEN_AFTER * this.leaseMs) return null
    return OURS * this.leaseMs
  }

  /** It was ours, the database has not said so for long, and another one may have taken it. */
  get isLapsed(): boolean {
    const { oursForMs } = this
    return this.isOurs && oursForMs !== null && performance.now() - this.beatenAt > oursForMs
  }

  /** For whoever wants it next: at once. */
  async release(): Promise<void> {
    if (!this.isOurs) return
    this.isOurs = false
    if (holderIn(await this.keeping.get(KEY)) !== this.me) return
    this.beat += 1
    await this.keeping.set(KEY, JSON.stringify({ by: '', beat: this.beat, was: this.me }))
  }

  /** Each state of the lease can be taken over once: of several that find it abandoned one does. */
  private async takeOver(kept: string | null): Promise<boolean> {
    const print = createHash('sha256')
      .update(kept ?? '')
      .digest()
    if (!(await this.keeping.take(`turn:${print.readUInt16BE() % KEYS}`, TAKEOVER_MS))) return false
    if ((await this.keeping.get(KEY)) !== kept) return false
    await this.write()
    return true
  }

  private async write(): Promise<void> {
    this.beat += 1
    // Counted from before it is written: whoever reads it counts from later on.
    const began = performance.now()
    await this.keeping.set(KEY, JSON.stringify({ by: this.me, beat: this.beat }))
    this.beatenAt = began
  }

  private async sayThatWeWait(): Promise<void> {
    if (performance.now() - this.saidAt < this.leaseMs) return
    this.beat += 1
    await this.keeping.set(WAITING, `${this.me} ${this.beat}`)
    this.saidAt = performance.now()
  }

  private async lookForRivals(): Promise<void> {
    const value = await this.keeping.get(WAITING)
    if (value === null || value.startsWith(this.me) || value === this.rival?.value) return
    // What was there before we first looked may be of long ago: it counts once, for a while.
    this.rival = { value, since: performance.now() }
  }
}

/** '' where it is nobody's. */
function holderIn(kept: string | null): string {
  try {
    const { by } = JSON.parse(kept ?? '{}') as { by?: unknown }
    return typeof by === 'string' ? by : ''
  } catch {
    // Nobody of ours wrote it: it is free. Until this version a bare number stood there.
    return ''
  }
}
