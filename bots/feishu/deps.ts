// What Feishu as a channel is given: the app's credentials, its keeping, the time and a log.
import type { ChannelDeps } from '../../src/channel.ts'

export interface FeishuSettings {
  appId: string
  appSecret: string
  encryptKey: string | undefined
  verificationToken: string | undefined
  /** Without a trailing slash. */
  domain: string
  mode: 'long-connection' | 'webhook'
}

export interface Timing {
  /** How long a call to the platform may take. */
  requestMs: number
  /** How long after the first ping without any answer a connection counts as dead, however often the platform wants pings. */
  pingTimeoutS: number
  /** How long a connection's handshake may take. */
  handshakeMs: number
  /** How often the connection is looked at; also the shortest wait before another try. */
  watchEveryMs: number
}

export interface FeishuDeps extends Pick<ChannelDeps, 'keeping' | 'lang' | 'now' | 'drillTime' | 'log'> {
  settings: FeishuSettings
  /** Shorter in tests. */
  timing?: Partial<Timing>
}

const TIMING: Timing = { requestMs: 8_000, pingTimeoutS: 10, handshakeMs: 8_000, watchEveryMs: 1_000 }

export const timingOf = ({ timing }: Pick<FeishuDeps, 'timing'>): Timing => ({ ...TIMING, ...timing })
