// Somebody is told through another channel where the platform is not heard for long, and when it is heard again.
import { later } from '../../src/domain/instant.ts'
import { timingOf, type WecomDeps } from './deps.ts'

/** `yes`, from when it was told that the platform is not heard until it was told that it is. */
const TOLD_KEY = 'told-deaf'

/** Asked by whoever holds the lease: the others would say the same. */
export class DeafNotice {
  /** Null: not looked up yet. Another instance may have told, or this one before it was started anew. */
  private told: boolean | null = null

  constructor(private readonly deps: WecomDeps) {}

  /** `awayMs`: for how long no instance is known to have been connected. Rejects where the database is away. */
  async look(isUp: boolean, awayMs: number): Promise<void> {
    const { keeping, now } = this.deps
    this.told ??= (await keeping.get(TOLD_KEY)) === 'yes'
    if (!this.told && !isUp && awayMs >= timingOf(this.deps).tellAfterMs) {
      this.told = true
      await this.tell('disconnected', later(now(), -Math.round(awayMs)))
      await keeping.set(TOLD_KEY, 'yes')
    }
    if (this.told && isUp) {
      this.told = false
      await this.tell('back', now())
      await keeping.set(TOLD_KEY, '')
    }
  }

  /** From now on another tells. */
  forget(): void {
    this.told = null
  }

  private async tell(state: 'disconnected' | 'back', since: string): Promise<void> {
    try {
      await this.deps.trouble({ kind: 'account', state, since })
    } catch (error) {
      this.deps.log.warn({ err: error, state }, 'wecom: nobody could be told how it stands with the connection')
    }
  }
}
