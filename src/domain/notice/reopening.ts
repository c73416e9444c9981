// Notices of what begins a case anew or ends it early: a claim given up, progress, dismissed, reopened.
import type { CaseEvent, EventOf } from '../case/case.ts'
import { departmentOf } from '../org/org.ts'
import { levelOf } from '../policy/policy.ts'
import { type NoticeContext, saying } from './context.ts'
import { departmentRoom, dutyRoom, type Envelope, keyOf, subjectOf } from './envelope.ts'
import { dueOf, everywhere, inOwnWords, leadName } from './handling.ts'
import { namesOf } from './recipients.ts'

export const progressed = (telling: NoticeContext, event: EventOf<'progressed'>, key: string): Envelope[] =>
  inOwnWords(telling, event, key)

/** Only where nobody has the case in hand any more: the desk must know, and the department's contact must act. */
export function released(telling: NoticeContext, event: EventOf<'released'>, key: string): Envelope[] {
  const { after, facts } = telling
  if (after.status !== 'waiting') return []
  const by = namesOf(facts.org, [event.actor]).join('')
  const due = dueOf(after.clocks).find(({ kind }) => kind === 'claim') ?? null
  const subject = subjectOf(after, facts.policy)
  return everywhere(telling, key, { kind: 'released', subject, by, department: leadName(telling), due })
}

export function dismissed(telling: NoticeContext, event: EventOf<'dismissed'>, key: string): Envelope[] {
  const { after, facts } = telling
  if (after.status !== 'dismissed') return []
  const by = namesOf(facts.org, [event.actor]).join('')
  const notice = {
    kind: 'dismissed' as const,
    subject: subjectOf(after, facts.policy),
    by,
    reason: event.data.reason,
  }
  const { lead = null, co = [] } = after.assigned ?? {}
  return [...saying(`${key}:desk`, dutyRoom(facts.org), notice), ...toDepartments(telling, key, [lead, ...co], notice)]
}

/** Each in its room; where two share one it is said once. */
function toDepartments(
  { facts: { org } }: NoticeContext,
  key: string,
  departments: (string | null)[],
  notice: Envelope['notice'],
): Envelope[] {
  const said = departments.flatMap((each) => saying(`${key}:${each}`, departmentRoom(org, each), notice))
  return [...new Map(said.map((envelope) => [keyOf(envelope.to), envelope])).values()]
}

/** `events`: those of the same decision, for the level that was raised with it. */
export function reopened(
  telling: NoticeContext,
  event: EventOf<'reopened'>,
  key: string,
  events: CaseEvent[],
): Envelope[] {
  const { after, facts } = telling
  const { org, policy } = facts
  const raised = events.find((each) => each.type === 'level-set')
  const { levelSetBy } = after
  const kept = event.data.cause === 'rebound' && typeof levelSetBy === 'object' && after.level > 1
  const notice = {
    kind: 'reopened' as const,
    subject: subjectOf(after, policy),
    cause: event.data.cause,
    by: namesOf(org, [event.actor]).join(''),
    reason: event.data.reason,
    from: raised?.type === 'level-set' ? (levelOf(policy, raised.data.from)?.name ?? null) : null,
    keptBy: kept ? namesOf(org, [levelSetBy.person]).join('') : null,
    department: 'lead' in after ? leadName(telling) : null,
    due: dueOf(after.clocks),
    claims: false,
  }
  const lead = 'lead' in after ? after.lead : null
  const co = 'co' in after ? after.co : []
  const contact = departmentOf(org, lead)?.contact
  return [
    ...saying(`${key}:desk`, dutyRoom(org), notice),
    ...toDepartments(telling, key, co, notice),
    ...saying(
      `${key}:lead`,
      departmentRoom(org, lead) ?? (contact ? { person: contact } : null),
      { ...notice, claims: true },
      contact ? [contact] : [],
    ),
  ]
}
