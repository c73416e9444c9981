// The app's access token: asked for once however many calls wait for it, renewed before it ends, dropped when refused.

export interface FetchedToken {
  token: string
  /** For how long it is good, in milliseconds. */
  lifeMs: number
}

/** Renewed so long before it ends: a call that sets out with it must also arrive with it. */
const EARLY_MS = 5 * 60_000

export class TokenCache {
  private held: { token: string; until: number } | null = null
  private flight: Promise<string> | null = null

  /** `now`: the world's time in milliseconds. */
  constructor(
    private readonly fetchToken: () => Promise<FetchedToken>,
    private readonly now: () => number,
  ) {}

  /** Rejects where the platform gives none. */
  async token(): Promise<string> {
    if (this.held !== null && this.now() < this.held.until) return this.held.token
    this.flight ??= this.renew().finally(() => {
      this.flight = null
    })
    return this.flight
  }

  /** The platform refused it. A newer one, that another call has fetched meanwhile, stays. */
  refused(token: string): void {
    if (this.held?.token === token) this.held = null
  }

  private async renew(): Promise<string> {
    const { token, lifeMs } = await this.fetchToken()
    // The platform gives the same token again while it has long to live: a short rest must not mean asking at each call.
    this.held = { token, until: this.now() + Math.max(lifeMs - EARLY_MS, lifeMs / 2) }
    return token
  }
}
