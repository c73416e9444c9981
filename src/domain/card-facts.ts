// What the card of a case shows, worked out from the case, its policy and the org: meaning, not layout.
import type { CaseEvent, Publication, Status } from './case.ts'
import type { PersonsCommandType } from './command.ts'
import type { Instant } from './instant.ts'
import type { Subject } from './notice/notice.ts'
import type { ClockKind, Role } from './policy.ts'

export type ClockState = 'running' | 'met' | 'met-late' | 'overdue' | 'suspended' | 'cancelled'

export interface CardFacts {
  subject: Subject
  status: Status
  overdue: boolean
  department: string | null
  co: string[]
  claimedBy: string[]
  openedAt: Instant
  platform: string | null
  sightings: number
  levelSetBy: { by: 'policy' | 'rule' } | { by: 'person'; name: string }
  /** Clocks that still run, the next due first. */
  clocks: { kind: ClockKind; dueAt: Instant; state: ClockState; owes: string }[]
  /** Whose turn it is while a draft is being reviewed. */
  turn: { role: Role; names: string[]; turn: number; turns: number; draft: number; text: string } | null
  publication: Publication | null
  last: { type: CaseEvent['type']; at: Instant; by: string }
  /** What this room may do with the case now, the likeliest first. */
  allowed: PersonsCommandType[]
  departments: { key: string; name: string }[]
  levels: { number: number; zh: string; en: string }[]
}
