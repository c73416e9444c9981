// Reports a long outage of the connection, and its end, through another channel.
import { type Instant, later } from '../../../src/domain/calendar/instant.ts'
import { timingOf, type WecomDeps } from '../deps.ts'

/** `yes` from when the outage was reported until its end was. */
const TOLD_KEY = 'told-deaf'

/** Used by the holder of the lease only: the others would report the same. */
export class DeafNotice {
  /** Null: not read yet. Another instance may have reported it, or this one before a restart. */
  private told: boolean | null = null
  /** Kept across retries: an outage of one instant is reported once. */
  private since: Instant | null = null

  constructor(private readonly deps: WecomDeps) {}

  /**
   * `awayMs`: for how long no instance is known to have been connected; `upMs`: for how long this one has been. Never throws:
   * a report that failed is retried with the next look.
   */
  async look({ isUp, awayMs, upMs }: { isUp: boolean; awayMs: number; upMs: number }): Promise<void> {
    try {
      this.told ??= (await this.deps.keeping.get(TOLD_KEY)) === 'yes'
      if (isUp === this.told) await this.tell(isUp ? upMs : awayMs, isUp)
      else this.since = null
    } catch (error) {
      this.deps.log.warn({ err: error }, 'wecom: the outage or its end could not be reported; retrying')
    }
  }

  /** From now on another instance reports. */
  forget(): void {
    this.told = null
    this.since = null
  }

  /** A connection that keeps dropping is reported once, as long as it does. */
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
