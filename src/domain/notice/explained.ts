// Why a deadline is when it is, and how long a case has taken: as `/why` tells it.
import type { Instant } from '../calendar/instant.ts'
import type { Why } from '../case/clock-state.ts'
import type { RequestFace } from '../case/request-names.ts'
import type { ClockKind, Role, Way } from '../policy/policy.ts'

/** Who has, or had, something in hand: a department by name, or a role. */
export type NamedHolder = { name: string } | { role: Role }

/** From the discovery to the answer on record (`until`; null while it is wanted), and each holder's share in milliseconds. */
export interface WholeTime {
  from: Instant
  until: Instant | null
  millis: number
  shares: { holder: NamedHolder | null; millis: number }[]
}

/** `from`: the first instant; `holder`: whoever had it for the longest part; null where that is not on record. */
export interface LateSum {
  from: Instant
  millis: number
  holder: NamedHolder | null
}

/** A clock with what explains its due instant and what is said about it next. */
export interface ExplainedRung {
  kind: ClockKind
  /** The statement beside the reply that it is about. */
  about?: Pick<RequestFace, 'kind' | 'number'>
  dueAt: Instant
  why: Why
  owes: string
  late: LateSum | null
  /** Milliseconds that were counted as late while the publication was recorded wrongly, and are counted no more. */
  struck?: number
  /** Null while a draft is with its approver. */
  next: {
    at: Instant
    speaksAt: Instant
    step: number
    repeat: number
    told: string[]
    vacant: Role[]
    how: Way
  } | null
  /** The promised date has a clock that reminds in its place. */
  beside?: true
}
