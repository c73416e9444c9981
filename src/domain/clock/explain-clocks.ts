// What `/why` tells of a case: each living clock with what explains its due instant, and what is said about it next.
import type { Case } from '../case/case.ts'
import { type Clock, isAlive } from '../case/clock-state.ts'
import { isBesidePromise } from '../case/statements.ts'
import type { ExplainedRung } from '../notice/notice.ts'
import { namesOf, ownerNameOf, recipientsOf } from '../notice/recipients.ts'
import type { Org } from '../org/org.ts'
import type { Policy } from '../policy/policy.ts'
import { speaksAt } from './quiet-hours.ts'
import { clockRule } from './rules.ts'

/** The next due first. */
export function explainClocks(state: Case, policy: Policy, org: Org): ExplainedRung[] {
  return state.clocks
    .filter(isAlive)
    .sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))
    .map((clock) => ({
      kind: clock.kind,
      dueAt: clock.dueAt,
      why: clock.why,
      owes: ownerNameOf(clock, state, org),
      next: nextOf(clock, state, policy, org),
      ...(isBesidePromise(clock, state) ? { beside: true as const } : {}),
    }))
}

function nextOf(clock: Clock, state: Case, policy: Policy, org: Org): ExplainedRung['next'] {
  const rule = clockRule(policy, state.level, clock)
  if (clock.status !== 'running' || rule === undefined) return null
  const { step, repeat, at } = clock.next
  const { to, vacant } = recipientsOf(rule.ladder, [step], clock, state, org)
  const how = rule.ladder[step - 1]?.how ?? 'mention'
  return { at, speaksAt: speaksAt(clock.next), step, repeat, told: namesOf(org, to), vacant, how }
}
