// What a decision is made upon, all as of one transaction.
import type { WorkCalendar } from '../calendar/calendar.ts'
import type { Instant } from '../calendar/instant.ts'
import type { Case, Place } from '../case/case.ts'
import type { GraverLate } from '../notice/notice.ts'
import type { Actor, Org } from '../org/org.ts'
import type { Policy } from '../policy/policy.ts'

export interface DecisionContext {
  now: Instant
  actor: Actor
  place: Place
  policy: Policy
  policyId: number
  calendar: WorkCalendar
  org: Org
  /** What the public says, as it was forwarded; there for commands that read it. */
  posted?: string[]
  /** The other case that is meant, and that one's where it is counted at another; there for commands that read it. */
  other?: Case
  /** Of reminders that tell leaders, by the clock: a graver matter that is late in the same hands. */
  graver?: Record<string, GraverLate>
}
