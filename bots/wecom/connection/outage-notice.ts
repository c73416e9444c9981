// Somebody is told through another channel where the platform is not heard for long, and when it is heard again.
import { type Instant, later } from '../../../src/domain/calendar/instant.ts'
import { timingOf, type WecomDeps } from '../deps.ts'

/** `yes`, from when it was told that the platform is not heard until it was told that it is. */
const TOLD_KEY = 'told-deaf'

/** Asked by whoever holds the lease: the others would say the same. */
export class DeafNotice {
  /** Null: not looked up yet. Another instance may have told, or this one before it was started anew. */
  private told: boolean | null = null
  /** Kept while it is tried again: one instant is told once. */
  private since: Instant | null = null

  constructor(private readonly deps: WecomDeps) {}

  /**
   * `awayMs`: for how long no instance is known to have been connected; `upMs`: for how long this one has been. Never throws:
   * what could not be told is tried again with the next look.
   */
  async look({ isUp, awayMs, upMs }: { isUp: boolean; awayMs: number; upMs: number }): Promise<void> {
    try {
      this.told ??= (await this.deps.keeping.get(TOLD_KEY)) === 'yes'
      if (isUp === this.told) await this.tell(isUp ? upMs : awayMs, isUp)
      else this.since = null
    } catch (error) {
      this.deps.log.warn({ err: error }, 'wecom: nobody could be told how it stands; it is tried again')
    }
  }

  /** From now on another tells. */
  forget(): void {
    this.told = null
    this.since = null
  }

  /** A connection that comes and goes is told of once, as long as it does. */
  private async tell(forMs: number, isUp: boolean): Promise<void> {
    const { keeping, now, trouble } = this.deps
    const { tellAfterMs } = timingOf(this.deps)
    if (forMs < (isUp ? tellAfterMs / BACK_SOONER : tellAfterMs)) return
    this.since ??= later(now(), -Math.round(forMs))
    await trouble({ kind: 'account', state: isUp ? 'back' : 'disconnected', since: this.since })
    await keeping.set(TOLD_KEY, isUp ? '' : 'yes')
    this.told = !isUp
    this.since = null
  }
}

const BACK_SOONER = 3
