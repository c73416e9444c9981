// A clock as a case holds it: what it counts, for whom, when it is due, and where its ladder speaks next.
import type { NotedDay } from '../calendar/calendar.ts'
import type { Instant } from '../calendar/instant.ts'
import type { Base, ClockKind, Role } from '../policy/policy.ts'
import type { Stretch } from './stretch.ts'

/**
 * Where a clock speaks next: the rung (1 is the first), how often that was said before, the nominal instant; and where
 * that falls into quiet hours, the instant at which they end.
 */
export interface Next {
  step: number
  repeat: number
  at: Instant
  quietUntil?: Instant
}

/** A rung that was said, or overtaken: with its nominal instant; a repeated rung from its first to its last repeat. */
export interface FiredStep {
  step: number
  first: number
  last: number
  at: Instant
}

/**
 * What a due instant may be counted from: the bases of a policy file, and what happens to a clock in a case's life: all
 * claims were given up, the last progress note, the reply's publication, a promise that was made in public, the opening of
 * work after a night, the quiet end of the watch, a level that asks for what the one before did not.
 */
export type Since = Base | 'released' | 'progressed' | 'replied' | 'promised' | 'work-begun' | 'watched' | 'level-set'

/** Everything that a sentence needs to explain a due instant. */
export interface Why {
  base: Since
  baseAt: Instant
  /** The publication is not known: counted from the discovery. */
  fallback: boolean
  within: string
  passedOver: NotedDay[]
  uncoveredYears: number[]
  /** The department named the date itself; `within` then is the policy's cap. */
  committed: boolean
  /** The superior body wants the answer by then; counted from the base it would be due later. */
  ordered?: true
  /** Only the day of the base is known: counted from its first instant. */
  dayOnly?: true
}

/** `held`: the department is not reminded while its draft is with an approver; the due instant stands. */
export type ClockPhase =
  | { status: 'running'; next: Next }
  | { status: 'held'; next: Next }
  | { status: 'met'; metAt: Instant }
  | { status: 'cancelled'; cancelledAt: Instant }

/** What of a case a clock belongs to: the case itself (then its lead department owes), one department, or a request. */
export type ClockOf =
  | { kind: 'case' }
  | { kind: 'department'; department: string }
  | { kind: 'request'; request: string }

export interface ClockFace {
  id: string
  kind: ClockKind
  /** The id of the policy's rule that it runs by. */
  rule: string
  of: ClockOf
  owner: Role
  base: Base
  baseAt: Instant
  /** When the clock came to life: shares of the time left are counted from here. */
  startedAt: Instant
  within: string
  dueAt: Instant
  generation: number
  why: Why
}

/** A due instant that another took the place of at `until`. */
export interface EarlierDue {
  dueAt: Instant
  why: Why
  until: Instant
}

/** What is on record of its due instants and its lateness, whatever phase it is in. */
export interface ClockRecord {
  /** When it was late and in whose hands, oldest first; a clock that was late once is late until it is met or cancelled. */
  late: Stretch[]
  /** Not there where it was never moved, nor in clocks that were moved before this was kept. */
  earlier?: EarlierDue[]
  /** What was counted as late only while a fact was recorded wrongly: told, and counted no more. */
  struck?: Stretch[]
}

export type Clock = ClockFace & ClockRecord & ClockPhase

/** Running or held: neither met nor cancelled. */
export const isAlive = (clock: Clock): clock is Clock & { status: 'running' | 'held' } =>
  clock.status === 'running' || clock.status === 'held'
