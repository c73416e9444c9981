// The port between the desk and a chat: what comes in, what goes out, and what a channel promises.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Lease, LeaseOptions } from './channel-lease.ts'
import type { Instant } from './domain/calendar/instant.ts'
import type { FileRefused } from './domain/capability/refusal.ts'
import type { ChannelState, Unbound } from './domain/notice/notice.ts'
import type { Card } from './wording/card/card.ts'

/** A message or click as the platform gave it, before anybody has understood it. Durable once `accept` has resolved. */
export interface RawIncoming {
  channel: string
  /** The platform's own id of the message or click: the same key again is the same message, and is dropped. */
  key: string
  /** Messages of one lane (a room) are handled in the order of their arrival. */
  lane: string
  body: unknown
  /** Found in a chat's history: the platform had not delivered it. */
  recovered?: boolean
}

export interface IncomingMessage {
  kind: 'message'
  /** The channel's ids, not the desk's. */
  room: string
  /** Nobody but the two reads there: commands are taken as in no room. */
  direct: boolean
  messageId: string
  /** The first message of the thread that this one stands in; null at the top of the room. */
  thread: string | null
  replyTo: string | null
  from: string
  /** The platform's time of the message, not of its receipt. Drill rooms give drill time. */
  at: Instant
  /** Mentions stand in it as `@name`; the desk's own is taken out. */
  text: string
  /** Addresses that the platform gives in fields of their own (a rich text's, a share card's), as they are; the text has
   * them too. Left out where the text alone tells the same (`linksBeside`). */
  links?: string[]
  /** The desk is called by name, or it was said to it alone: then even what is no command gets an answer. */
  addressed?: boolean
  /** Who is called by name in the text, the desk left out. */
  mentions?: { name: string; account: string }[]
  /** The messages of a record that was passed on as one, in order. Who had written them is dropped at the door. */
  parts?: Part[]
  files?: IncomingFile[]
  /** The platform's name of a kind of message that the channel cannot make text of (`audio`): answered with what to do. */
  opaque?: string
}

export interface Part {
  text: string
  links?: string[]
  files?: IncomingFile[]
}

export interface IncomingFile {
  kind: 'image' | 'file'
  /** As the platform tells it; null where it tells none. */
  name: string | null
  /** What `resolve` fetched. Left out where it could not be: `missing` says why. */
  bytes?: Uint8Array
  missing?: FileRefused
  /** The desk finds it out from the bytes. */
  mime?: string
}

export interface IncomingAction {
  kind: 'action'
  room: string
  direct: boolean
  /** The message that bears the button. */
  messageId: string
  from: string
  at: Instant
  action: string
  /** The case that the card was about. */
  case: number | null
  values: Record<string, string>
}

/** Somebody took a message back. */
export interface IncomingRecall {
  kind: 'recall'
  room: string
  messageId: string
  at: Instant
}

/** Who is in a room has changed. */
export interface IncomingMembership {
  kind: 'membership'
  room: string
  /** The room's name on the platform. */
  name: string | null
  change: 'desk-added' | 'desk-removed' | 'joined' | 'left' | 'dissolved'
  /** Who joined or left. */
  people: { account: string; name: string | null }[]
  at: Instant
}

export type Incoming = IncomingMessage | IncomingAction | IncomingRecall | IncomingMembership

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
  /** Where it cannot be shown anew in place, it is left as it stands, and nothing is posted: that is a success. */
  onlyInPlace?: true
  card: Card
  /** The channel's ids of the people to call by name. */
  mention: string[]
  way: 'mention' | 'dm' | 'urgent-app' | 'urgent-sms' | 'urgent-phone'
  /** The instant that the message tells of, for channels that keep their own time of messages (drill time in drills). */
  at: Instant
}

export type Urgent = Extract<Outgoing['way'], `urgent-${string}`>

/**
 * Try again (later), or never. An outcome that is not known is `again`; `unsent`: it surely was not sent. `weaker`: it was
 * sent, but the platform refused the way that was asked for. `error` is for the log, as the platform said it; `says` for
 * the chats: the same in the institution's language, where the channel has a sentence for it.
 */
export type SendResult =
  | { ok: true; messageId: string; weaker?: { asked: Urgent; used: Outgoing['way']; error: string; says?: string } }
  | { ok: false; again: true; error: string; says?: string; afterMs?: number; unsent?: boolean }
  | { ok: false; again: false; error: string; says?: string }

/** What is to be looked for in a chat's history: whether `outgoing` was sent within these instants of the world. */
export interface Sought {
  outgoing: Outgoing
  from: Instant
  until: Instant
  /** Of these ids of messages, those that the desk knows to be another message of its own. */
  known(ids: string[]): Promise<Set<string>>
}

/** Thrown by `resolve` and `find` where the platform cannot be asked now: tried again, however often that goes. */
export class TryLater extends Error {
  constructor(
    message: string,
    readonly afterMs?: number,
  ) {
    super(message)
  }
}

export interface Pace {
  perSecond: number
  burst: number
}

export interface Channel {
  name: string
  pace: { room: Pace; app: Pace }
  /**
   * How long the platform honours a key, in milliseconds; left out: for ever. A send whose outcome has been unknown for
   * longer is looked for in the chat's history (`find`) before it is sent again.
   */
  keyLifeMs?: number
  /** For how long a card can be pressed and shown anew, in milliseconds; before that ends it is posted again. */
  cardLifeMs?: number
  /**
   * How long a message may wait for this channel, in milliseconds: then it goes another way, or the desk is told. Left out:
   * a day.
   */
  patienceMs?: number
  /** The platform may deliver a message once more under another id: what is said again at the same instant is the same. */
  redelivers?: boolean
  /** What was said cannot be shown anew: a card is said once, and what changes is told by messages of their own. */
  showsOnce?: boolean
  /** Understands what `accept` was given. Null: nothing that a person said or did. Throws on what it cannot read. */
  decode(body: unknown): Incoming | null
  /** Whether `resolve` has anything to fetch for this. */
  isPartial?(incoming: Incoming): boolean
  /** Fetches what the platform keeps elsewhere (a record's messages, a file). Throws TryLater where it cannot be asked. */
  resolve?(incoming: Incoming, body: unknown, signal: AbortSignal): Promise<Incoming>
  /**
   * Must settle within `signal`'s time. The same key answers the first message's id for `keyLifeMs`. Where `replaces` can
   * be shown anew no more, posts the card once more and answers the new id.
   */
  send(outgoing: Outgoing, signal: AbortSignal): Promise<SendResult>
  /** The id of what was sent before with an unknown outcome; null where it is not there. Throws TryLater. */
  find?(sought: Sought, signal: AbortSignal): Promise<string | null>
  /** The accounts behind e-mail addresses and mobile numbers; what is not known is left out. Throws TryLater. */
  accounts?(given: string[], signal: AbortSignal): Promise<Map<string, string>>
  /** Adds the channel's own pages and routes. */
  routes?(app: FastifyInstance, host: ChannelHost): void
  /** Begins to listen to the platform; the HTTP server is there. Does not wait until it is connected. */
  start?(host: ChannelHost): Promise<void>
  /** For `zhiban doctor`, in its language: whether the platform lets it do what it must, by harmless calls. Never throws. */
  diagnose?(place: DiagnosedPlace, signal: AbortSignal): Promise<Diagnosis[]>
  /** Whether it hears the platform, and for how long it has not; null where that cannot be said. */
  hears?(): { ok: boolean; says: string; deafMs: number } | null
  /** It tells of its own trouble, by what it was given for that: nobody else has to. */
  reportsOwnOutages?: boolean
  /** How it stands with the account that an administrator logs in, for its page; null where nothing is known yet. */
  account?(): Promise<Account | null>
  /** Another instance has the platform's one connection, and sends: what is to be said is left to it. */
  isElsewhere?(): boolean
  stop?(): Promise<void>
}

/** Of a channel's own account, in the institution's language. */
export interface Account {
  says: string
  since: Instant
  /** What the account calls itself, or last called itself; null where none has logged in yet. */
  name: string | null
  /** Why it stands so, where that is known: as the platform or the program said it. */
  why: string | null
  /** What the code to scan says: whoever scans it speaks for the desk. */
  code: string | null
  /** Nobody has told for so long that it may be otherwise by now. */
  isOld: boolean
}

/** What is looked at on a platform: the org's rooms and people there. */
export interface DiagnosedPlace {
  rooms: { name: string; id: string }[]
  people: { name: string; account: string }[]
  /** Where people reach this service, without a trailing slash; null where none is set. */
  publicUrl: string | null
}

/** A line of the doctor's, in the institution's language: `says` is what is wrong and what to do about it. */
export interface Diagnosis {
  level: 'ok' | 'WARNING' | 'PROBLEM'
  what: string
  says: string | null
}

/** What the desk gives a channel. */
export interface ChannelHost {
  /** Resolves once the message is durable; false where it was known before. */
  accept(raw: RawIncoming): Promise<boolean>
  /**
   * Accepts a click and decides it at once where that takes at most two seconds. `text` is what to tell the person
   * (already in the institution's language); null where it is done and there is nothing to add. `card`: what the message
   * that bears the button shows now, where it is a card that is kept up to date.
   */
  act(raw: RawIncoming): Promise<{ done: boolean; refused: boolean; text: string | null; card: Card | null }>
  /** The channel's ids of the rooms that are bound, and of the threads' first messages of cases that are alive. */
  rooms(): Promise<{ id: string; threads: string[] }[]>
  /** Messages of a gap were found in the chats' histories and taken: the desk is told. */
  caughtUp(gap: { from: Instant; until: Instant; found: number }): Promise<void>
  /** The person who asks: by session, or by token (`Zhiban-As`); throws the HTTP error that fits where there is none. */
  identify(request: FastifyRequest): Promise<{ person: string; name: string }>
}

/** What a channel keeps in the desk's database: it survives restarts, and all instances see it. */
export interface ChannelStore {
  get(key: string): Promise<string | null>
  /** Kept for good, or forgotten some time after `forMs`. */
  set(key: string, value: string, forMs?: number): Promise<void>
  /** True for one caller only until `forMs` have passed: of several instances one does it. */
  take(key: string, forMs: number): Promise<boolean>
}

export interface ChannelLog {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** What somebody must hear of through another channel: how it stands with this one, or who is not certain after a login. */
export type Trouble =
  | { kind: 'account'; state: ChannelState; since: Instant }
  | { kind: 'unbound'; lost: Unbound[]; since: Instant }

/** What every channel of a platform is given, beside its settings. */
export interface ChannelDeps {
  keeping: ChannelStore
  /** For what only one of several instances may do: kept in `keeping`. */
  lease(options: LeaseOptions): Lease
  lang: 'zh-CN' | 'en'
  /** The world's clock. */
  now(): Instant
  /** The institution's time at an instant of the world (another in drills only). */
  drillTime(real: Instant): Instant
  log: ChannelLog
  /** The org's rooms and people of this channel. */
  rooms(): Promise<{ key: string; name: string; id: string }[]>
  people(): Promise<{ key: string; name: string; account: string }[]>
  /** Told once a state and instant, whichever instance says so. Rejects where it could not be kept: to be told again. */
  trouble(trouble: Trouble): Promise<void>
  /** Where the platform knows no keys: a message was sent once more, or given up, since nobody knows whether it was shown. */
  counted(what: 'resent' | 'given-up-unknown'): void
  /** False for a doctor who could not read what the running service keeps: whether one runs is not known then. */
  seesService: boolean
}
