// Notices of a case's handling: assigned, its level changed, notes, first response, a promised date.
import type { Case, Clock, EventOf } from '../case/case.ts'
import { isAlive } from '../clock/clock.ts'
import { departmentOf } from '../org/org.ts'
import { levelByThresholds, levelOf } from '../policy/policy.ts'
import { type NoticeContext, saying } from './context.ts'
import { departmentRoom, dutyRoom, type Envelope, keyOf, subjectOf } from './envelope.ts'
import type { DueClock } from './notice.ts'
import { namesOf } from './recipients.ts'

export function assigned(telling: NoticeContext, event: EventOf<'assigned'>, key: string): Envelope[] {
  const { after, before, facts } = telling
  const { org, policy } = facts
  const subject = subjectOf(after, policy)
  const by = namesOf(org, [event.actor]).join('')
  const lead = departmentOf(org, event.data.lead)
  const co = event.data.co.map((each) => departmentOf(org, each)?.name ?? each)
  const notice = {
    kind: 'assigned' as const,
    subject,
    department: lead?.name ?? event.data.lead,
    co,
    by,
    due: dueOf(after.clocks),
    lead: true,
  }
  const told = [event.data.lead, ...event.data.co].flatMap((each) => {
    const contact = departmentOf(org, each)?.contact
    const room = departmentRoom(org, each) ?? (contact ? { person: contact } : null)
    return saying(`${key}:${each}`, room, { ...notice, lead: each === event.data.lead }, contact ? [contact] : [])
  })
  const left = before && 'lead' in before && before.lead !== event.data.lead ? before.lead : null
  if (left === null) return told
  const from = departmentOf(org, left)?.name ?? left
  const away = { kind: 'taken-away' as const, subject, department: from, to: notice.department, by }
  return [...saying(`${key}:away`, departmentRoom(org, left), away), ...told]
}

export function levelSet(telling: NoticeContext, event: EventOf<'level-set'>, key: string): Envelope[] {
  const { after, before, facts } = telling
  const from = levelOf(facts.policy, event.data.from)?.name
  if (from === undefined || event.data.from === event.data.level) return []
  const by = typeof event.data.by === 'object' ? namesOf(facts.org, [event.data.by.person]).join('') : null
  const moved = after.clocks.filter(isAlive).flatMap((clock) => {
    const was = before?.clocks.find(({ id }) => id === clock.id)?.dueAt
    return was && was !== clock.dueAt ? [{ kind: clock.kind, from: was, to: clock.dueAt }] : []
  })
  const subject = subjectOf(after, facts.policy)
  const notice = { kind: 'level-changed' as const, subject, from, by, reason: event.data.reason, moved }
  return everywhere(telling, key, notice)
}

/** A rule would have raised the level that a person has set: the desk is told, once for each level. */
export function suggested(telling: NoticeContext, event: EventOf<'sighted'>, key: string): Envelope[] {
  const { after, before, facts } = telling
  if (typeof after.levelSetBy !== 'object' || before === null) return []
  const would = levelByThresholds(facts.policy, after.metrics, after.sightings)
  const was = levelByThresholds(facts.policy, before.metrics, before.sightings)
  const level = would === null || would === was || would >= after.level ? undefined : levelOf(facts.policy, would)?.name
  if (level === undefined) return []
  const setBy = namesOf(facts.org, [after.levelSetBy.person]).join('')
  const subject = subjectOf(after, facts.policy)
  return saying(`${key}:${event.type}`, dutyRoom(facts.org), { kind: 'level-suggested', subject, level, setBy })
}

/** Said to the rooms that did not hear it said: a note from the department reaches the desk, and the other way. */
export function noted(telling: NoticeContext, event: EventOf<'noted'>, key: string): Envelope[] {
  const { after, facts } = telling
  const by = namesOf(facts.org, [event.actor]).join('')
  return elsewhere(telling, key, { kind: 'noted', subject: subjectOf(after, facts.policy), by, text: event.data.text })
}

export const responded = (telling: NoticeContext, event: EventOf<'responded'>, key: string): Envelope[] =>
  inOwnWords(telling, event, key)

export function committed(telling: NoticeContext, event: EventOf<'committed'>, key: string): Envelope[] {
  const { after, facts } = telling
  const by = namesOf(facts.org, [event.actor]).join('')
  const { until, text } = event.data
  const subject = subjectOf(after, facts.policy)
  return everywhere(telling, key, { kind: 'committed', subject, by, department: leadName(telling), until, text })
}

/** Running clocks, the next due first. */
export const dueOf = (clocks: Clock[]): DueClock[] =>
  clocks
    .filter(({ status }) => status === 'running')
    .map(({ kind, dueAt }) => ({ kind, dueAt }))
    .sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))

/** What is waited for: the approver's turn, then the publication; else what is due first. */
export function nextOf({ clocks, status }: Case): DueClock | null {
  const due = dueOf(clocks)
  const first = { reviewing: 'review', approved: 'publish' }[status as string]
  return due.find(({ kind }) => kind === first) ?? due[0] ?? null
}

export const leadName = ({ after, facts }: NoticeContext): string =>
  'lead' in after ? (departmentOf(facts.org, after.lead)?.name ?? after.lead) : ''

export function everywhere({ after, facts }: NoticeContext, key: string, notice: Envelope['notice']): Envelope[] {
  const lead = 'lead' in after ? departmentRoom(facts.org, after.lead) : null
  return [...saying(`${key}:desk`, dutyRoom(facts.org), notice), ...saying(`${key}:lead`, lead, notice)]
}

/** What the department says of its work. */
export function inOwnWords(
  telling: NoticeContext,
  event: EventOf<'responded' | 'progressed'>,
  key: string,
): Envelope[] {
  const { after, facts } = telling
  const by = namesOf(facts.org, [event.actor]).join('')
  const subject = subjectOf(after, facts.policy)
  const notice = { kind: event.type, subject, by, department: leadName(telling), text: event.data.text }
  return elsewhere(telling, key, notice)
}

function elsewhere(telling: NoticeContext, key: string, notice: Envelope['notice']): Envelope[] {
  const { place, org } = telling.facts
  const said =
    place.purpose === 'duty'
      ? dutyRoom(org)
      : place.purpose === 'department'
        ? departmentRoom(org, place.department)
        : null
  return everywhere(telling, key, notice).filter(({ to }) => said === null || keyOf(to) !== keyOf(said))
}
