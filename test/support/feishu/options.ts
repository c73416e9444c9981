// How the emulated platform is set up.
import type { ConnectionConfig } from './connections.ts'

export interface PlatformOptions {
  appId?: string
  appSecret?: string
  /** Null: events are neither encrypted nor signed. */
  encryptKey?: string | null
  verificationToken?: string
  /**
   * In milliseconds. All but the three seconds for an answer goes by it. Left out: the machine's, and what is due is sent
   * again without being asked to (`tick`).
   */
  clock?: { now(): number }
  limits?: boolean
  /** For how long the same `uuid` is the same message. */
  dedupeMs?: number
  seed?: number
  /** The three seconds that an event may take; shorter in tests. */
  answerMs?: number
  /** In seconds. The platform's own are 120; here a connection dies and comes back within a second. */
  connection?: Partial<ConnectionConfig>
  eventSchema?: 'v1' | 'v2'
  botName?: string
}

export type Settled = Required<Omit<PlatformOptions, 'clock'>> & { clock: PlatformOptions['clock'] }

/** As the app's own settings. */
export interface PlatformSettings {
  appId: string
  appSecret: string
  encryptKey: string | undefined
  verificationToken: string | undefined
  domain: string
  mode: 'long-connection' | 'webhook'
}

export const settled = (given: PlatformOptions): Settled => ({
  appId: 'cli_a1b2c3d4e5f60718',
  appSecret: 'emulated-app-secret-of-32-letters',
  encryptKey: 'emulated encrypt key',
  verificationToken: 'emulated-verification-token',
  limits: true,
  dedupeMs: 3_600_000,
  seed: 1,
  answerMs: 3000,
  connection: {},
  eventSchema: 'v2',
  botName: '值班台',
  clock: undefined,
  ...given,
})

export const quickConnection: ConnectionConfig = {
  PingInterval: 0.2,
  ReconnectCount: -1,
  ReconnectInterval: 0.1,
  ReconnectNonce: 0.05,
}
