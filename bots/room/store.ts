// What the room keeps, and what it asks of whoever keeps it. The room is given one; it never meets the database.
import type { RawIncoming } from '../../src/channel.ts'
import type { Instant } from '../../src/domain/calendar/instant.ts'
import type { Card } from '../../src/wording/card/card.ts'

export interface RoomMessage {
  /** Rises within a room. */
  id: number
  room: string
  /** The thread's first message; null at the top of the room. */
  threadId: number | null
  /** A person's key, or `zhiban` for the desk itself. */
  sender: string
  at: Instant
  /** Everything that the message says, a card's words included. */
  text: string
  /** Keys of the people called by name. */
  mentions: string[]
  card: Card | null
  /** Rises with every change anywhere in the room: no two changes have the same. */
  rev: number
}

export type NewMessage = Omit<RoomMessage, 'id' | 'rev'> & {
  /** The same key again is the same message, for ever; null: always a new one. */
  key: string | null
}

/** What is new in a message that is shown anew in place. */
export type Replacement = Pick<RoomMessage, 'text' | 'mentions' | 'card'>

/** `fresh` is false where the key was known: then `id` is the first message's, and nothing was written. */
export interface Appended {
  id: number
  fresh: boolean
}

export interface ThreadFacts {
  root: number
  replies: number
  lastAt: Instant
  lastSender: string
  /** The first card in the thread, as it is now: what the thread is about. Null where its root is a card itself. */
  card: Card | null
}

/** The newest id of a room (0 where it is empty), and how many of `after`'s successors other people wrote. */
export interface RoomFacts {
  room: string
  last: number
  unread: number
}

export interface ListQuery {
  room: string
  /** A thread's replies, or `top`: what stands at the top of the room; everything where left out. */
  thread?: number | 'top'
  /** Ids strictly greater; the lowest of them are given. */
  after?: number
  /** Ids strictly less; the highest of them are given. With neither: the highest of all. */
  before?: number
  limit: number
}

export interface RoomStore {
  append(message: NewMessage): Promise<Appended>
  /**
   * Appends what a person wrote and puts it into the inbox, in one transaction: both are durable once it resolves.
   * `rawOf` is called with the id that the message got; it is not called where the key was known.
   */
  post(message: NewMessage, rawOf: (id: number) => RawIncoming): Promise<Appended>
  /** Shows a message anew in place, with a new `rev`; its id, sender and instant stay. False where there is none. */
  replace(id: number, replacement: Replacement): Promise<boolean>
  get(id: number): Promise<RoomMessage | null>
  /** By id, ascending, whichever end of the room they are taken from. */
  list(query: ListQuery): Promise<RoomMessage[]>
  /**
   * Messages whose `rev` is greater, by `rev`, at most `limit` of them, each as it is now. `rev` is where to go on: the
   * last one's, or where nothing is left out, `latest()`. Gapless: what has a lower `rev` than the answer's never
   * appears later, whatever commits in between.
   */
  changesSince(rev: number, limit: number): Promise<{ rev: number; messages: RoomMessage[] }>
  /** The greatest `rev` below which nothing can appear any more; 0 at first. */
  latest(): Promise<number>
  /** Of those of the messages that have replies. */
  threads(roots: number[]): Promise<ThreadFacts[]>
  /** One for each asked, in the same order. `reader`'s own messages are never unread. */
  overview(rooms: { room: string; after: number }[], reader: string): Promise<RoomFacts[]>
}
