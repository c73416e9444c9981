// What `/why` tells of a case: each living clock with what explains its due instant, and what is said about it next.

import type { Instant } from '../calendar/instant.ts'
import type { Case } from '../case/case.ts'
import { type Clock, isAlive } from '../case/clock-state.ts'
import { chargedTo, latenessOf, lengthOf, sharesOf, wholeTime } from '../case/lateness.ts'
import { isBesidePromise, statementNamed } from '../case/statements.ts'
import type { Holder } from '../case/stretch.ts'
import type { ExplainedRung, LateSum, NamedHolder, WholeTime } from '../notice/explained.ts'
import { namesOf, ownerNameOf, recipientsOf } from '../notice/recipients.ts'
import { departmentOf, type Org } from '../org/org.ts'
import type { Policy } from '../policy/policy.ts'
import { speaksAt } from './quiet-hours.ts'
import { clockRule } from './rules.ts'

/** The next due first. */
export function explainClocks(state: Case, policy: Policy, org: Org, now: Instant): ExplainedRung[] {
  return state.clocks
    .filter(isAlive)
    .sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))
    .map((clock) => ({
      kind: clock.kind,
      ...statementNamed(clock, state),
      dueAt: clock.dueAt,
      why: clock.why,
      owes: ownerNameOf(clock, state, org),
      late: lateSum(state, clock, org, now),
      ...(clock.struck?.length ? { struck: lengthOf(clock.struck, now) } : {}),
      next: nextOf(clock, state, policy, org),
      ...(isBesidePromise(clock, state) ? { beside: true as const } : {}),
    }))
}

/** How late a clock is, or was; null where it never was. */
export function lateSum(state: Case, clock: Clock, org: Org, now: Instant): LateSum | null {
  const stretches = latenessOf(state, clock, now)
  const [first] = stretches
  if (first === undefined) return null
  return { from: first.from, millis: lengthOf(stretches, now), holder: named(chargedTo(stretches, now), org) }
}

export function wholeTimeOf(state: Case, org: Org, now: Instant): WholeTime {
  const shares = sharesOf(state.hands, now).map(({ holder, millis }) => ({ holder: named(holder, org), millis }))
  return { ...wholeTime(state, now), shares }
}

const named = (holder: Holder | null, org: Org): NamedHolder | null =>
  holder === null || 'role' in holder
    ? holder
    : { name: departmentOf(org, holder.department)?.name ?? holder.department }

function nextOf(clock: Clock, state: Case, policy: Policy, org: Org): ExplainedRung['next'] {
  const rule = clockRule(policy, state.level, clock)
  if (clock.status !== 'running' || rule === undefined) return null
  const { step, repeat, at } = clock.next
  const { to, vacant } = recipientsOf(rule.ladder, [step], clock, state, org)
  const how = rule.ladder[step - 1]?.how ?? 'mention'
  return { at, speaksAt: speaksAt(clock.next), step, repeat, told: namesOf(org, to), vacant, how }
}
