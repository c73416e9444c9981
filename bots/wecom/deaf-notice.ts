// Somebody is told through another channel where the platform is not heard for long, and when it is heard again.
import { later } from '../../src/domain/instant.ts'
import { timingOf, type WecomDeps } from './deps.ts'

/** Asked by whoever holds the lease: the others would say the same. */
export class DeafNotice {
  private told = false

  constructor(private readonly deps: WecomDeps) {}

  /** `awayMs`: for how long no instance is known to have been connected. Never throws. */
  look(isUp: boolean, awayMs: number): void {
    const now = this.deps.now()
    if (!this.told && !isUp && awayMs >= timingOf(this.deps).tellAfterMs) {
      this.told = true
      this.tell('dead', later(now, -Math.round(awayMs)))
    }
    if (this.told && isUp) {
      this.told = false
      this.tell('logged-in', now)
    }
  }

  private tell(state: 'dead' | 'logged-in', since: string): void {
    this.deps.trouble?.({ kind: 'account', state, since }).catch((error: unknown) => {
      this.deps.log.warn({ err: error, state }, 'wecom: nobody could be told how it stands with the connection')
    })
  }
}
