// To whom a capability's notices go: everywhere, where it was not said, the lead's place, departments; and what is due next.
import type { Case } from '../case/case.ts'
import type { Clock } from '../case/clock-state.ts'
import type { EventOf, EventType } from '../case/events.ts'
import { leadOf } from '../case/parts.ts'
import { departmentOf } from '../org/org.ts'
import { type NoticeContext, saying } from './context.ts'
import { departmentRoom, dutyRoom, type Envelope, keyOf, subjectOf } from './envelope.ts'
import type { Did, DidKind, DueClock, Notice } from './notice.ts'
import { namesOf } from './recipients.ts'

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

/** The name of the lead department; empty where none has the case. */
export function leadName({ after, facts }: NoticeContext): string {
  const lead = leadOf(after)
  return lead === null ? '' : (departmentOf(facts.org, lead)?.name ?? lead)
}

/** The lead department's room, its contact, or the desk; null where no department has the case. */
export function leadPlace({ after, facts }: NoticeContext): Envelope['to'] | null {
  const lead = leadOf(after)
  if (lead === null) return null
  const contact = departmentOf(facts.org, lead)?.contact
  return departmentRoom(facts.org, lead) ?? (contact ? { person: contact } : dutyRoom(facts.org))
}

/** The duty room and the lead department's. */
export function everywhere({ after, facts }: NoticeContext, key: string, notice: Notice): Envelope[] {
  const lead = departmentRoom(facts.org, leadOf(after))
  return [...saying(`${key}:desk`, dutyRoom(facts.org), notice), ...saying(`${key}:lead`, lead, notice)]
}

/** Of these the room that did not hear it said: what a department says reaches the desk, and the other way. */
export function elsewhere(context: NoticeContext, key: string, notice: Notice): Envelope[] {
  const { place, org } = context.facts
  const said =
    place.purpose === 'duty'
      ? dutyRoom(org)
      : place.purpose === 'department'
        ? departmentRoom(org, place.department)
        : null
  return everywhere(context, key, notice).filter(({ to }) => said === null || keyOf(to) !== keyOf(said))
}

/** Each in its room; where two share one it is said once. */
export function toDepartments({ facts: { org } }: NoticeContext, key: string, departments: string[], notice: Notice) {
  const said = departments.flatMap((each) => saying(`${key}:${each}`, departmentRoom(org, each), notice))
  return [...new Map(said.map((envelope) => [keyOf(envelope.to), envelope])).values()]
}

/** "Somebody did this": for events that need no notice of their own shape. */
export function did<K extends DidKind & EventType>(
  context: NoticeContext,
  event: EventOf<K>,
  { text = '', due = null }: { text?: string; due?: DueClock | null },
): Notice {
  const { after, facts } = context
  const by = namesOf(facts.org, [event.actor]).join('')
  const meaning: Did = { subject: subjectOf(after, facts.policy), by, department: leadName(context), text, due }
  return { kind: event.type, ...meaning } as Notice
}
