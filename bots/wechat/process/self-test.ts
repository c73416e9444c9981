// Checks a login that may have died silently: a message to the account itself must be echoed.

import type { StandingKeeper } from '../account-status.ts'
import type { Timing, WechatDeps } from '../deps.ts'
import { wordsOf } from '../words.ts'
import type { Outcome } from './protocol.ts'

/** Added to the echo's time: for the messages before it in the child's queue. */
const QUEUE_MS = 20_000

export class SelfTest {
  private isTrying = false
  private lastTry = Number.NEGATIVE_INFINITY

  constructor(
    private readonly deps: Pick<WechatDeps, 'lang' | 'now'>,
    private readonly timing: Pick<Timing, 'quietMs' | 'echoMs'>,
    private readonly standing: StandingKeeper,
    private readonly tryOut: (text: string, signal: AbortSignal) => Promise<Outcome | null>,
  ) {}

  async run(): Promise<void> {
    const isIn = () => this.standing.state === 'logged-in' || this.standing.state === 'silent'
    const tooSoon = performance.now() - this.lastTry < this.timing.quietMs / 6
    if (this.isTrying || !isIn() || tooSoon) return
    this.isTrying = true
    const text = wordsOf(this.deps.lang).selfTest(this.deps.now().slice(0, 16))
    const outcome = await this.tryOut(text, AbortSignal.timeout(this.timing.echoMs + QUEUE_MS))
    this.isTrying = false
    this.lastTry = performance.now()
    if (outcome?.kind === 'again' && isIn())
      await this.standing.set('silent', { why: 'what is said does not come back' })
  }
}
