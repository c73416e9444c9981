// What is to be told to whom: meaning, not layout. Instants and names are as of the decision; cards are told anew.
import type { Publication, Status } from '../case.ts'
import type { PersonsCommandType } from '../command.ts'
import type { Instant } from '../instant.ts'
import type { ClockKind, DocumentKind, Role } from '../policy.ts'
import type { Refusal } from '../refusal.ts'

/** What every notice about a case begins with. */
export interface Subject {
  number: number
  title: string
  level: number
  levelName: { zh: string; en: string }
  url: string | null
}

export interface DueClock {
  kind: ClockKind
  dueAt: Instant
}

interface Meanings {
  /** The case's card: rendered from the case as it is when it is sent; shown anew in place. */
  'case-card': { number: number }
  'already-known': {
    subject: Subject
    status: Status
    department: string | null
    claimedBy: string[]
    openedAt: Instant
    sightings: number
  }
  /** `lead`: said to the department that answers; else to one that contributes. */
  assigned: { subject: Subject; department: string; co: string[]; by: string; due: DueClock[]; lead: boolean }
  'taken-away': { subject: Subject; department: string; to: string; by: string }
  'level-changed': {
    subject: Subject
    from: { zh: string; en: string }
    /** Null: a rule did it. */
    by: string | null
    reason: string
    moved: { kind: ClockKind; from: Instant; to: Instant }[]
  }
  /** A rule would change a level that a person has set. */
  'level-suggested': { subject: Subject; level: { zh: string; en: string }; setBy: string }
  noted: { subject: Subject; by: string; text: string }
  responded: { subject: Subject; by: string; department: string; text: string }
  committed: { subject: Subject; by: string; department: string; until: Instant; text: string }
  'draft-for-approval': {
    subject: Subject
    draft: number
    by: string
    department: string
    text: string
    role: Role
    approvers: string[]
    dueAt: Instant | null
    turn: number
    turns: number
  }
  'sent-back': { subject: Subject; draft: number; by: string; role: Role; reason: string; due: DueClock[] }
  approved: { subject: Subject; by: string; role: Role; text: string; dueAt: Instant | null }
  published: { subject: Subject; department: string; publication: Publication; byName: string; text: string }
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
    /** Who was told on the rungs before. */
    toldBefore: string[]
    vacant: Role[]
    document: DocumentKind | null
    /** The thing to do now. */
    todo: PersonsCommandType
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
  }
  vacant: { subject: Subject; clock: ClockKind; roles: Role[]; department: string | null; instead: string[] }
  undelivered: { subject: Subject; to: string[]; place: string; error: string; instead: string[]; what: Notice['kind'] }
  refused: { refusal: Refusal; case: number | null }
  /** Answers a typed command where nothing else would be said; a click has its own answer. */
  done: { subject: Subject; command: PersonsCommandType; status: Status; next: DueClock | null }
  /** What this person can do here. */
  help: { commands: PersonsCommandType[]; forwards: boolean }
}

export type NoticeKind = keyof Meanings
export type NoticeOf<K extends NoticeKind> = { kind: K } & Meanings[K]
export type Notice = { [K in NoticeKind]: NoticeOf<K> }[NoticeKind]
