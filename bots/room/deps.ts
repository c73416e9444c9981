// What the room is given: its keeping, who is there, what time it is, and the institution's words.
import type { Instant } from '../../src/domain/calendar/instant.ts'
import type { Person, Room } from '../../src/domain/org/org.ts'
import type { RoomStore } from './store.ts'

/** `department`: the name of the one whose room it is. */
export type OrgRoom = Room & { department: string | null }

/** `title`: what they are and where, as a list of people tells it (`联络员 · 城管局`). */
export type RoomPerson = Person & { title?: string }

/** Those of the institution's words for pages (`wordingOf(…).ui`) that the room uses. */
export interface RoomUi {
  roomTitle: string
  rooms: string
  thread: string
  openThread: string
  reply: string
  send: string
  messagePlaceholder: string
  speakingAs: string
  signOut: string
  empty: string
  loading: string
  connectionLost: string
  reconnected: string
  drillBanner(speed: number): string
  newMessages(count: number): string
  back: string
  more: string
  direct: string
  close: string
  required: string
  choose: string
  failed: string
  notFound: string
}

/** The actions that a person may take on a case's card in a room. */
export type Pressable = (person: string, number: number, room: string) => ReadonlySet<string>

export interface RoomDeps {
  store: RoomStore
  /** The org's rooms of this channel. */
  rooms(): Promise<OrgRoom[]>
  people(): Promise<RoomPerson[]>
  /** Domain time: drill time in drills. */
  now(): Instant
  drill: boolean
  /** How many seconds of domain time pass in a real one. */
  speed: number
  lang: 'zh-CN' | 'en'
  /** The institution's IANA time zone. */
  timeZone: string
  ui: RoomUi
  /** A text without personal data, as the room may keep and show it. */
  masked(text: string): string
  /** Whether a person may see one of the org's rooms (by its key). Private rooms are the room's own affair. */
  visible(person: string, roomKey: string): boolean | Promise<boolean>
  /**
   * What each of these people may do now with the cases of these cards (by the room in which they stand): a button that
   * would be refused is not shown to who would be. Where it is left out, everybody has the card's.
   */
  pressable?(asked: { case: number; room: string }[], people: string[]): Promise<Pressable>
  /** How often changes are looked for while anybody listens; 400 ms unless told. */
  pollEveryMs?: number
  /** How often a listener hears that all is well; 15 s unless told. */
  beatEveryMs?: number
}
