// The port between the desk and a chat: what comes in, what goes out, and what a channel promises.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Instant } from './domain/instant.ts'
import type { Card } from './wording/card.ts'

/** A message or click as the platform gave it, before anybody has understood it. Durable once `accept` has resolved. */
export interface RawIncoming {
  channel: string
  /** The platform's own id of the message or click: the same key again is the same message, and is dropped. */
  key: string
  /** Messages of one lane (a room) are handled in the order of their arrival. */
  lane: string
  body: unknown
}

export interface IncomingMessage {
  kind: 'message'
  /** The channel's ids, not the desk's. */
  room: string
  messageId: string
  /** The first message of the thread that this one stands in; null at the top of the room. */
  thread: string | null
  replyTo: string | null
  from: string
  /** The platform's time of the message, not of its receipt. Drill rooms give drill time. */
  at: Instant
  text: string
}

export interface IncomingAction {
  kind: 'action'
  room: string
  /** The message that bears the button. */
  messageId: string
  from: string
  at: Instant
  action: string
  /** The case that the card was about. */
  case: number | null
  values: Record<string, string>
}

export type Incoming = IncomingMessage | IncomingAction

/** A room of the channel, or a private word to a person, by the channel's own ids. */
export type Address = { room: string } | { person: string }

export interface Outgoing {
  /** Idempotency key, at most 50 characters: the same key again must not show a second message. */
  key: string
  to: Address
  /** The message to answer under; null for a message of its own. */
  thread: string | null
  /** Set where a card that was shown before is to be shown anew in place. */
  replaces: string | null
  card: Card
  /** The channel's ids of the people to call by name. */
  mention: string[]
  way: 'mention' | 'dm' | 'urgent-app' | 'urgent-sms' | 'urgent-phone'
  /** The instant that the message tells of, for channels that keep their own time of messages (drill time in drills). */
  at: Instant
}

/** Try again (later), or never. An unknown outcome is `again`: the same key makes it safe. */
export type SendResult =
  | { ok: true; messageId: string }
  | { ok: false; again: true; error: string; afterMs?: number }
  | { ok: false; again: false; error: string }

export interface Pace {
  perSecond: number
  burst: number
}

export interface Channel {
  name: string
  pace: { room: Pace; app: Pace }
  /** Understands what `accept` was given. Null: nothing that a person said or did. Throws on what it cannot read. */
  decode(body: unknown): Incoming | null
  /** Must settle within `signal`'s time. Must honour `key` for ever: a repeated key answers the first message's id. */
  send(outgoing: Outgoing, signal: AbortSignal): Promise<SendResult>
  /** Adds the channel's own pages and routes. */
  routes?(app: FastifyInstance, host: ChannelHost): void
  stop?(): Promise<void>
}

/** What the desk gives a channel. */
export interface ChannelHost {
  /** Resolves once the message is durable (also when it was known before). */
  accept(raw: RawIncoming): Promise<void>
  /**
   * Accepts a click and decides it at once where that takes at most two seconds. `text` is what to tell the person
   * (already in the institution's language); null where it is done and there is nothing to add.
   */
  act(raw: RawIncoming): Promise<{ done: boolean; refused: boolean; text: string | null }>
  /** The person who asks: by session, or by token (`Zhiban-As`); throws the HTTP error that fits where there is none. */
  identify(request: FastifyRequest): Promise<{ person: string; name: string }>
}
