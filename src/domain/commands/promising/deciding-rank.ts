// Who decides on a commitment: the head; once the reply is late the rank that its ladder last told; beyond the number of times
// the next rank up.
import type { Story } from '../../capability/capability.ts'
import type { DecisionContext } from '../../capability/context.ts'
import type { Case } from '../../case/case.ts'
import { type Clock, isAlive } from '../../case/clock-state.ts'
import { leadOf } from '../../case/parts.ts'
import { type BesideRequest, higher, RANKS, rankOf, underWay } from '../../case/statements.ts'
import { climb } from '../../clock/ladder.ts'
import { clockRule } from '../../clock/rules.ts'
import { holders } from '../../org/org.ts'
import type { Role } from '../../policy/policy.ts'
import { ofRequest } from '../answering/statement-events.ts'

/** The roles that must agree to a commitment, in order, as the case is now. */
export function commitmentTurns(context: DecisionContext, state: Case): Role[] {
  const { approvers, times } = context.policy.commitment
  const asked = approvers ?? ['head']
  const highest = asked.reduce(higher)
  const beyond = Math.max(0, 1 + state.promises.length - times)
  const needed = higher(rankUp(highest, beyond), rankTold(context, state))
  if (rankOf(needed) <= rankOf(highest)) return [...asked]
  return approvers === null ? [needed] : [...asked, needed]
}

/** The highest rank that was told that the reply, or the date promised for it, is owed; the head where nobody of rank was. */
export function rankTold({ policy, calendar, now, org }: DecisionContext, state: Case): Role {
  const told = state.clocks.filter(isOwed).flatMap((clock): Role[] => {
    const rule = clockRule(policy, state.level, clock)
    if (rule === undefined || (clock.status !== 'running' && clock.status !== 'held')) return []
    const { next } = clock.status === 'running' ? climb(rule.ladder, calendar, clock, clock.next, now) : clock
    const said = rule.ladder.slice(0, next.repeat > 0 ? next.step : next.step - 1)
    return said.flatMap(({ tell }) => tell.map((each) => (each === 'owner' ? clock.owner : each)))
  })
  return told
    .filter((role) => RANKS.includes(role) && holders(org, role, leadOf(state)).length > 0)
    .reduce<Role>(higher, 'head')
}

/** The rank that was told since a commitment was approved and has not agreed to it; null where it stands. */
export function outranking(
  context: DecisionContext,
  state: Case,
  { approvals }: Pick<BesideRequest, 'approvals'>,
): Role | null {
  const told = rankTold(context, state)
  return approvals.some(({ role }) => rankOf(role) >= rankOf(told)) ? null : told
}

/** What was approved and is not public yet goes to the rank that was told since: no rung is silenced without those whom it told. */
export function escalateCommitment(story: Story): Story {
  const pending = underWay(story.state, 'commitment')
  const turn = pending?.status === 'granted' ? outranking(story.context, story.state, pending) : null
  if (pending === null || turn === null) return story
  return story.happen('statement-escalated', { ...ofRequest(pending), turn })
}

const rankUp = (role: Role, ranks: number): Role => RANKS[Math.min(rankOf(role) + ranks, RANKS.length - 1)] ?? role

const isOwed = (clock: Clock): boolean => isAlive(clock) && (clock.kind === 'reply' || clock.kind === 'promise')
