// How far a date may be promised, and from when that counts.
import { addDuration } from '../calendar/calendar.ts'
import type { Instant } from '../calendar/instant.ts'
import type { DecisionContext } from '../capability/context.ts'
import type { Case } from '../case/case.ts'
import { baseInstant } from './rules.ts'

/** The last instant that may be promised; null where the policy knows no promise. */
export function latestPromise(state: Case, { policy, calendar }: DecisionContext): Instant | null {
  const cap = policy.commitAtMost
  return cap === null ? null : addDuration(calendar, promisesCountFrom(state, policy), cap).at
}

/** From the discovery, or what else the policy says; measures after the reply from its publication. */
export function promisesCountFrom(state: Case, { commitment }: DecisionContext['policy']): Instant {
  if (state.status === 'watching') return state.publication.at
  return baseInstant(state, commitment.from, { kind: 'case' })?.at ?? state.discoveredAt
}
