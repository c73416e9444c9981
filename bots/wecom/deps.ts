// What WeCom as a channel is given: a bot's credentials, robots of groups, its keeping, the time and a log.
import type { ChannelDeps } from '../../src/channel.ts'

export interface WecomSettings {
  /** Of the AI bot in API mode with a long connection. */
  botId: string
  secret: string
  /** What the bot is called in groups: it is taken out of what people say. Left out: the first name in the text is. */
  name?: string
  /** Another address of the platform (private deployments, tests): `wss://…`. */
  address?: string
  /** Webhooks of group robots by the room's id: they send where the bot may not. */
  robots: Record<string, string>
}

export interface Timing {
  /** How long a call to the platform may take before its outcome counts as unknown. */
  requestMs: number
  /** How long a connection's handshake, and the answer to its credentials, may take. */
  handshakeMs: number
  /** Two of these unanswered, and the connection counts as dead at the third. */
  heartbeatMs: number
  /** The first wait before reconnecting; it doubles up to half a minute. */
  reconnectMs: number
  /** Another instance takes the lease over when its holder has not renewed it for so long. */
  leaseMs: number
  /** How often the lease and the connection are checked. */
  lookMs: number
  /** After a client outside the desk has ended the connection: the first wait before reconnecting. */
  takenMs: number
  /** After so long without a connection of any instance, a room's robot sends in place of the bot. */
  robotAfterMs: number
  /** After so long without a connection, the outage is reported through another channel. */
  tellAfterMs: number
  /** The first wait before storing a message is retried. */
  keepAgainMs: number
}

export interface WecomDeps extends Omit<ChannelDeps, 'rooms' | 'people'> {
  settings: WecomSettings
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
