// The state of the account: stored for pages and the doctor, and reported through another channel where an outage lasts.
import { z } from 'zod'
import type { ChannelStore, Trouble } from '../../src/channel.ts'
import { type Instant, millisBetween } from '../../src/domain/calendar/instant.ts'
import type { ChannelState } from '../../src/domain/notice/notice.ts'
import type { State, Timing, WechatDeps } from './deps.ts'

const keptShape = z.object({
  state: z.enum(['missing', 'starting', 'scan', 'logged-in', 'logged-out', 'silent', 'dead']),
  since: z.string(),
  /** When the service last stored it. */
  at: z.string(),
  /** What the login's QR code says: to be shown to whoever scans it, and to nobody else. */
  qr: z.string().nullable(),
  account: z.string().nullable(),
  /** Why, where that is known. */
  why: z.string().nullable(),
  /** How many messages had to be said a second time. */
  resent: z.number(),
  /** That it is bad has been told to others. */
  told: z.boolean(),
  /** As what, where it is so. */
  toldAs: z.string().nullable().default(null),
})
export type Standing = z.infer<typeof keptShape>

const KEY = 'state'
/** Stored so often though nothing changes: a reader sees whether the service is running. */
const REFRESH_MS = 60_000

/** Null where no service has kept any. */
export async function keptStanding(keeping: Pick<ChannelStore, 'get'>): Promise<Standing | null> {
  const kept = await keeping.get(KEY)
  return kept === null ? null : keptShape.parse(JSON.parse(kept))
}

type Deps = Pick<WechatDeps, 'keeping' | 'now' | 'log' | 'trouble' | 'counted'>

/** The state as it is reported to others. */
const TOLD_AS: Record<State, ChannelState> = {
  missing: 'missing',
  starting: 'dead',
  scan: 'logged-out',
  'logged-out': 'logged-out',
  silent: 'silent',
  dead: 'dead',
  'logged-in': 'back',
}

const whatStays = ({ told, toldAs, resent, account }: Standing) => ({ told, toldAs, resent, account })

export class StandingKeeper {
  private now: Standing
  private wellSince: Instant
  private writing: Promise<void> = Promise.resolve()

  constructor(
    private readonly deps: Deps,
    private readonly timing: Pick<Timing, 'troubleAfterMs'>,
  ) {
    const at = deps.now()
    this.wellSince = at
    this.now = {
      state: 'starting',
      since: at,
      at,
      qr: null,
      account: null,
      why: null,
      resent: 0,
      told: false,
      toldAs: null,
    }
  }

  /** Continues from the stored state, whenever the lease is acquired: what was reported is not reported again. */
  async begin(): Promise<void> {
    const before = await keptStanding(this.deps.keeping).catch((error: unknown) => {
      this.deps.log.warn({ err: error }, 'wechat: the stored state could not be read; starting without it')
      return null
    })
    const at = this.deps.now()
    const isLate = before === null || before.state === 'logged-in' || millisBetween(before.at, at) > 3 * REFRESH_MS
    this.wellSince = isLate ? at : before.since
    this.now = { ...this.now, state: 'starting', since: at }
    if (before !== null) this.now = { ...this.now, ...whatStays(before) }
  }

  get state(): State {
    return this.now.state
  }

  get standing(): Standing {
    return this.now
  }

  /** For how long it has not been logged in. */
  deafMs(): number {
    return this.now.state === 'logged-in' ? 0 : millisBetween(this.wellSince, this.deps.now())
  }

  async set(state: State, more: Partial<Pick<Standing, 'qr' | 'account' | 'why' | 'resent'>> = {}): Promise<void> {
    const at = this.deps.now()
    const changed = state !== this.now.state
    if (changed && this.now.state === 'logged-in') this.wellSince = at
    const since = changed ? at : this.now.since
    if (changed) this.deps.log.info({ state, why: more.why ?? null }, 'wechat: the account')
    this.now = { ...this.now, qr: null, why: null, ...more, state, since }
    await this.write()
  }

  /** Without a change of state. */
  async note(more: Partial<Pick<Standing, 'resent' | 'why'>>): Promise<void> {
    const changed = Object.entries(more).some(([name, value]) => this.now[name as keyof Standing] !== value)
    // Since the folder was new.
    for (let count = this.now.resent; count < (more.resent ?? 0); count += 1) this.deps.counted('resent')
    this.now = { ...this.now, ...more }
    if (changed || millisBetween(this.now.at, this.deps.now()) >= REFRESH_MS) await this.write()
  }

  /** Called regularly: reports an outage once, and its end once. */
  async tell(): Promise<void> {
    const { state, since, told, toldAs } = this.now
    const isWell = state === 'logged-in'
    const as = TOLD_AS[state]
    if (isWell ? !told : toldAs === as) return
    // An account that keeps dropping is reported once, as long as it does.
    const from = told ? since : this.wellSince
    if (millisBetween(from, this.deps.now()) < this.timing.troubleAfterMs) return
    const trouble: Trouble = { kind: 'account', state: as, since: from }
    try {
      await this.deps.trouble(trouble)
    } catch (error) {
      this.deps.log.error({ err: error }, 'wechat: that the account is in trouble could not be told; it is tried again')
      return
    }
    this.now = { ...this.now, told: !isWell, toldAs: isWell ? null : as }
    await this.write()
  }

  /** One after the other, so that the last write is the current state. */
  private write(): Promise<void> {
    this.now = { ...this.now, at: this.deps.now() }
    const value = JSON.stringify(this.now)
    this.writing = this.writing
      .then(() => this.deps.keeping.set(KEY, value))
      .catch((error: unknown) => this.deps.log.warn({ err: error }, 'wechat: its state could not be kept'))
    return this.writing
  }
}
