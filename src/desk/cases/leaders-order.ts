// What a reminder to leaders needs from outside its case: a graver matter that is late in the same hands.
import { graverLate, type Hands } from '../../db/cases/graver-late.ts'
import type { Db } from '../../db/engine/connect.ts'
import type { Case } from '../../domain/case/case.ts'
import type { Clock } from '../../domain/case/clock-state.ts'
import type { CaseEvent } from '../../domain/case/events.ts'
import { lastLeadOf } from '../../domain/case/parts.ts'
import type { DecisionContext } from '../../domain/decide/index.ts'
import { subjectOf } from '../../domain/notice/envelope.ts'
import type { GraverLate } from '../../domain/notice/notice.ts'
import { clocksToldToLeaders } from '../../domain/notice/reminding.ts'
import type { Desk } from '../desk.ts'

/** One question for each clock whose reminder tells leaders, and none for all others. */
export async function withGraver(
  tx: Db,
  desk: Desk,
  { after, events }: { after: Case; events: readonly CaseEvent[] },
  facts: DecisionContext,
): Promise<DecisionContext> {
  const told = clocksToldToLeaders(after, events, facts.policy)
  if (told.length === 0) return facts
  const graver: Record<string, GraverLate> = {}
  for (const clock of told) {
    const found = await graverLate(
      tx,
      { number: after.number, level: after.level, hands: handsOf(clock, after) },
      facts.now,
    )
    if (found === null) continue
    const { policy } = await desk.versions.policy(tx, found.state.policy)
    graver[clock.id] = { subject: subjectOf(found.state, policy), clock: found.clock, dueAt: found.dueAt }
  }
  return { ...facts, graver }
}

/** What nobody has been given yet, and what the desk owes itself, is in the desk's hands. */
function handsOf({ owner, of }: Clock, state: Case): Hands {
  const lead = of.kind === 'department' ? of.department : lastLeadOf(state)
  return owner === 'duty-officer' || lead === null ? { desk: true } : { department: lead }
}
