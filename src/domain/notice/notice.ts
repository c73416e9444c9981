// What is to be told to whom: meaning, not layout. Instants and names are as of the decision; cards are told anew.

import type { Instant } from '../calendar/instant.ts'
import type { PersonsCommandType } from '../capability/command.ts'
import type { ListOf, QueryType } from '../capability/question.ts'
import type { Refusal } from '../capability/refusal.ts'
import type { Status } from '../case/case.ts'
import type { RequestFace } from '../case/request-names.ts'
import type { Order, Source } from '../case/source.ts'
import type { ClockKind, DocumentKind, Role } from '../policy/policy.ts'
import type { Asked } from './asked.ts'
import type { ExplainedRung, WholeTime } from './explained.ts'
import type { About, FindingKind } from './finding.ts'

/** What every notice about a case begins with. */
export interface Subject {
  number: number
  title: string
  level: number
  /** How many levels its plan has; what an earlier version put in the outbox does not say. */
  levels?: number
  levelName: { zh: string; en: string }
  url: string | null
}

/** What became of one of several cases that a message named. */
export type CaseOutcome = { number: number } & (
  | { ok: true; title: string; status: Status }
  | { ok: false; refusal: Refusal }
)
/** A graver matter that is late in the same hands as the one that is told of. */
export interface GraverLate {
  subject: Subject
  clock: ClockKind
  dueAt: Instant
}

export interface DueClock {
  kind: ClockKind
  dueAt: Instant
}

/** From the softest on. */
export const FIRMNESSES = ['in-time', 'soon', 'as-soon-as-possible', 'at-once', 'without-fail'] as const
export type Firmness = (typeof FIRMNESSES)[number]

export interface LateClock {
  clock: ClockKind
  dueAt: Instant
  at: Instant
}

/** "Somebody did X": what a notice holds that tells no more than that. */
export interface Did {
  subject: Subject
  by: string
  /** The lead department's name; empty where none has the case. */
  department: string
  text: string
  due: DueClock | null
}

/** Open: a capability declares the notices that only it makes. */
export interface Meanings {
  /**
   * The case's card: rendered from the case as it is when it is sent; shown anew in place. `call`: what it is to tell whom
   * it calls by name when it comes into a room first; said to them privately where that room cannot be reached.
   */
  'case-card': { number: number; call?: Notice }
  'already-known': {
    subject: Subject
    status: Status
    department: string | null
    claimedBy: string[]
    openedAt: Instant
    sightings: number
    /** The reply had been given: this forward has reopened the case. */
    reopened: boolean
    /** Why nothing is done about it any more; null where something is. */
    dismissed: string | null
    /** The case as which it had been registered, before it was found to be the same. */
    was?: number
  }
  /** Answers a forward where the case's card is not shown. */
  /** `source`: how it came in, where it was no forward. */
  registered: { subject: Subject; due: DueClock | null; source?: Source }
  reminder: {
    subject: Subject
    clock: ClockKind
    /** Who owes it, by name (a department, or persons). */
    owes: string
    dueAt: Instant
    at: Instant
    step: number
    repeat: number
    /** How many rungs this one message stands for (more than one after a downtime). */
    rungs: number
    told: string[]
    /** Of `told`, who owe it themselves; the others are asked to see to it. Left out by earlier versions. */
    owners?: string[]
    /** Of `told`, who do not owe it and are not above those who do: they are to know of it. */
    beside?: string[]
    /** Who was told on the rungs before. */
    toldBefore: string[]
    /** How firmly this case has been spoken of already, in the same hands: nothing is said more softly. */
    floor?: Firmness
    vacant: Role[]
    document: DocumentKind | null
    /** The thing to do now. */
    todo: PersonsCommandType
    /** The request that it is done to, where that is another than the reply. */
    about?: RequestFace
    /** Whoever reads it there may not do it, but see to it. */
    unable?: true
    /** What is to be decided, where it is no draft. */
    asks?: Asked
    /** Told to leaders first, who should know it beside this one. */
    graver?: GraverLate
  }
  /** The clock was late, or nearly, before it could remind (a case born late, a level raised, a draft sent back). */
  overtaken: {
    subject: Subject
    clock: ClockKind
    owes: string
    dueAt: Instant
    at: Instant
    rungs: number
    cause: 'started' | 'moved' | 'resumed'
    todo: PersonsCommandType
    about?: RequestFace
    unable?: true
    asks?: Asked
  }
  vacant: { subject: Subject; clock: ClockKind; roles: Role[]; department: string | null; instead: string[] }
  refused: { refusal: Refusal; case: number | null }
  /** Answers a typed command where nothing else would be said; a click has its own answer. */
  done: { subject: Subject; command: PersonsCommandType; status: Status; next: DueClock | null; at: Instant }
  /** One message was about several cases: what became of each, in the order in which they were named. */
  'done-each': { command: PersonsCommandType; outcomes: CaseOutcome[] }
  /**
   * What this person can do here; in a case's thread (`about`) what the case as it is allows. `registers`: what came in otherwise
   * can be registered here.
   */
  help: {
    commands: PersonsCommandType[]
    queries: QueryType[]
    forwards: boolean
    registers?: boolean
    about?: { number: number; status: Status }
  }
  /** A person's reminders of the quiet hours that ended at `release`: told from what stands when it is sent. */
  bundle: { person: string; release: Instant }
  'case-list': { which: ListOf; at: Instant; lines: ListLine[]; total: number; more: boolean; registers?: boolean }
  /** `order`: the superior body's, where there is one. */
  why: {
    subject: Subject
    status: Status
    at: Instant
    clocks: ExplainedRung[]
    whole: WholeTime | null
    order?: Order
  }
  duty: {
    at: Instant
    on: string[]
    shifts: { name: string; from: Instant; until: Instant | null }[]
    set: string | null
    /** Others who were put on duty with them; whose shift of the same hours was taken. */
    beside?: string[]
    replaced?: string[]
  }
  /** `further`: what the chat that had it before is called now, where that goes on as a further duty room. */
  bound: { what: string; to: string; further?: string | null }
  /** Said in the chat that had what another has now. `typed`: what binds it here again. */
  'room-moved': { to: string; by: string; stays: boolean; typed: string }
  /** A message in which the post had been forwarded was taken back. */
  /** `undo`: they may still take back what it brought. */
  recalled: { subject: Subject; by: string | null; undo?: true }
  /** Whoever forwarded it learns that it was answered. `url`: where; null where it was answered privately. */
  answered: { subject: Subject; department: string; url: string | null; at: Instant }
  /** What was taken from a record that was passed on whole: rendered from the case as it is when it is sent. */
  'record-taken': {
    number: number
    posts: { key: string; title: string; url: string | null }[]
    known: { number: number; title: string }[]
    /** Messages of the record that could be no post. */
    skipped: number
    /** Of a message with several links; left out of a record. */
    of?: 'message'
  }
  /** The desk has just come into a chat. */
  greeting: object
  /** The desk was taken out of a bound room, or the room is no more. */
  'room-lost': { room: string; how: 'removed' | 'dissolved' }
  /** People of the org have left a bound room: `others` are not of the org. */
  'member-left': { room: string; names: string[] }
  /** Somebody who is not registered has joined a bound room. */
  'member-unknown': { room: string; names: string[] }
  /** A channel does not hear or speak: `back` when it does again. Said through another channel. */
  'channel-trouble': {
    channel: string
    state: ChannelState
    since: Instant
    /** Where an administrator logs it in; null where nobody has to. */
    page?: string | null
  }
  /** After a login the platform gave rooms or people new ids, and which is which is not certain. */
  'rebinding-uncertain': { channel: string; lost: Unbound[] }
  /** A chat's history held messages that the platform had not delivered. */
  'caught-up': { from: Instant; until: Instant; found: number }
  /** The link is made when it is sent: no database keeps it. */
  'sign-in-link': { person: string; minutes: number; url?: string }
  'link-sent': object
  /** The service was out. `came`: said meanwhile and received after it; `left`: waiting when it ended. */
  downtime: {
    from: Instant
    to: Instant
    came: number
    left: number
    /** Of both, what is not handled yet. */
    unhandled: number
    /** Reminders that fell due meanwhile are still being said. */
    behind: boolean
    parked: number
    /** Of those that came late: found in a chat's history, not delivered by the platform. */
    recovered: number
    reminders: { number: number; clock: ClockKind }[]
    moreReminders: number
  }
  /** The auditor found something wrong with the service. */
  'audit-finding': { finding: FindingKind; about: About[]; more: number }
}

/** A line of `/list`. */
export interface ListLine {
  subject: Subject
  status: Status
  department: string | null
  due: DueClock | null
  overdue: boolean
}

/** What is wrong with a channel, as its people would mend it. */
export type ChannelState = 'missing' | 'logged-out' | 'disconnected' | 'silent' | 'dead' | 'back'

/** `gone`: nothing is called so any more. `alike`: several are. `others`: other people are in it. `unconfirmed`: it has no remark. */
export interface Unbound {
  what: 'room' | 'person'
  name: string
  why: 'gone' | 'alike' | 'others' | 'unconfirmed'
}

/** Notices that are a `Did`. Open, as `Meanings` is. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface DidNotices {}
export type DidKind = keyof DidNotices

type All = Meanings & { [K in DidKind]: Did }
export type NoticeKind = keyof All
export type NoticeOf<K extends NoticeKind> = { kind: K } & All[K]
export type Notice = { [K in NoticeKind]: NoticeOf<K> }[NoticeKind] & {
  /** Clocks that would have said at the same time that they are late, or nearly: told with it. */
  late?: LateClock[]
}

/** A reminder as it stands in a bundle. It is left out again where its clock has been met or moved before it is sent. */
export type BundledNotice = NoticeOf<'reminder'> | NoticeOf<'overtaken'>

export interface Bundled {
  person: string
  clock: string
  generation: number
  /** Tells one saying of a clock's from another: `step:repeat`, or `overtaken`. */
  saying: string
  notice: BundledNotice
}
