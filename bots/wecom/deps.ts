// What WeCom as a channel is given: a bot's credentials, robots of groups, its keeping, the time and a log.
import type { Instant } from '../../src/domain/instant.ts'

export interface WecomSettings {
  /** Of the AI bot in API mode with a long connection. */
  botId: string
  secret: string
  /** What the bot is called in groups: it is taken out of what people say. Left out: the first name in the text is. */
  name?: string
  /** Another address of the platform (private deployments, tests): `wss://…`. */
  address?: string
  /** Webhooks of group robots by the room's id: they speak where the bot may not. */
  robots: Record<string, string>
}

/** What the channel keeps in the desk's database; survives restarts, shared by all instances. */
export interface Keeping {
  get(key: string): Promise<string | null>
  /** Kept for good, or forgotten some time after `forMs`. */
  set(key: string, value: string, forMs?: number): Promise<void>
  /** True for one caller only until `forMs` have passed: of several instances one does it. */
  take(key: string, forMs: number): Promise<boolean>
}

export interface WecomLog {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

export interface Timing {
  /** How long a call to the platform may take before its outcome counts as unknown. */
  requestMs: number
  /** How long a connection's handshake, and the answer to its credentials, may take. */
  handshakeMs: number
  /** Two of these unanswered, and the connection counts as dead at the third. */
  heartbeatMs: number
  /** The first wait before another try; it grows to half a minute. */
  reconnectMs: number
  /** An instance whose lease has not moved for so long is gone. */
  leaseMs: number
  /** How often the lease and the connection are looked at. */
  lookMs: number
  /** After somebody outside the desk has taken the connection: the first wait before it is taken back. */
  takenMs: number
  /** So long without a connection of any instance, and a room's robot speaks in its place. */
  robotAfterMs: number
  /** So long without a connection, and somebody is told through another channel. */
  tellAfterMs: number
  /** The first wait before what could not be kept is tried once more. */
  keepAgainMs: number
}

/** What is counted of sends on a platform that knows no idempotency keys. */
export type Counted = 'resent' | 'given-up-unknown'

export interface WecomDeps {
  settings: WecomSettings
  keeping: Keeping
  lang: 'zh-CN' | 'en'
  /** The world's clock. */
  now(): Instant
  /** The institution's time at an instant of the world (another in drills only). */
  drillTime(real: Instant): Instant
  /** What is typed for a command (`/签收`); null where it cannot be typed. */
  commands(type: string): string | null
  log: WecomLog
  /** Told of each message that was sent once more, or given up, since nobody knows whether it was shown. */
  counted?(what: Counted): void
  /**
   * True where `keeping` is the running service's own, so that it tells whether a connection is held: trying the credentials
   * would take it away. Left out: they are not tried.
   */
  mayConnectToExamine?: boolean
  /** Tells somebody through another channel that the platform is not heard, and later that it is again. */
  trouble?(trouble: { kind: 'account'; state: 'dead' | 'logged-in'; since: Instant }): Promise<void>
  /** Shorter in tests. */
  timing?: Partial<Timing>
}

const TIMING: Timing = {
  // The SDK itself waits 5 s for the platform's answer.
  requestMs: 6_000,
  handshakeMs: 8_000,
  heartbeatMs: 15_000,
  reconnectMs: 1_000,
  leaseMs: 12_000,
  lookMs: 2_000,
  takenMs: 60_000,
  robotAfterMs: 30_000,
  tellAfterMs: 180_000,
  keepAgainMs: 250,
}

export const timingOf = ({ timing }: Pick<WecomDeps, 'timing'>): Timing => ({ ...TIMING, ...timing })
