// What Feishu as a channel is given: the app's credentials, its keeping, the time and a log.
import type { Instant } from '../../src/domain/instant.ts'

export interface FeishuSettings {
  appId: string
  appSecret: string
  encryptKey: string | undefined
  verificationToken: string | undefined
  /** Without a trailing slash. */
  domain: string
  mode: 'long-connection' | 'webhook'
}

/** What the channel keeps in the desk's database; survives restarts, shared by all instances. */
export interface Keeping {
  get(key: string): Promise<string | null>
  /** Kept for good, or forgotten some time after `forMs`. */
  set(key: string, value: string, forMs?: number): Promise<void>
  /** True for one caller only until `forMs` have passed: of several instances one does it. */
  take(key: string, forMs: number): Promise<boolean>
}

export interface FeishuLog {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

export interface Timing {
  /** How long a call to the platform may take. */
  requestMs: number
  /**
   * How long after a ping without any answer a connection counts as dead. Shorter than the platform's interval between
   * pings (90 s and more): the SDK begins to count anew with each.
   */
  pingTimeoutS: number
  /** How long a connection's handshake may take. */
  handshakeMs: number
  /** How often the connection is looked at; also the shortest wait before another try. */
  watchEveryMs: number
}

export interface FeishuDeps {
  settings: FeishuSettings
  keeping: Keeping
  lang: 'zh-CN' | 'en'
  /** The world's clock. */
  now(): Instant
  /** The institution's time at an instant of the world (another in drills only). */
  drillTime(real: Instant): Instant
  log: FeishuLog
  /** Shorter in tests. */
  timing?: Partial<Timing>
}

const TIMING: Timing = { requestMs: 8_000, pingTimeoutS: 10, handshakeMs: 8_000, watchEveryMs: 1_000 }

export const timingOf = ({ timing }: Pick<FeishuDeps, 'timing'>): Timing => ({ ...TIMING, ...timing })
