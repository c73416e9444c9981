// Notices of the reply's way: to its approver, back to its drafter, to whoever publishes it, to the desk.
import type { EventOf } from '../case/case.ts'
import { departmentOf, holders } from '../org/org.ts'
import { levelOf } from '../policy/policy.ts'
import { type NoticeContext, saying } from './context.ts'
import { byPlace, departmentRoom, dutyRoom, type Envelope, keyOf, subjectOf } from './envelope.ts'
import { dueOf, leadName } from './handling.ts'
import { deciders, namesOf } from './recipients.ts'

/** The draft goes, whole, to those whose turn it is. */
export function toApprove(telling: NoticeContext, key: string): Envelope[] {
  const { after, facts } = telling
  if (after.status !== 'reviewing') return []
  const { role, people } = deciders(facts.org, after.turn, after.lead, after.draft.by)
  const review = after.clocks.find(({ kind, status }) => kind === 'review' && status === 'running')
  const turns = levelOf(facts.policy, after.level)?.approvers.length ?? 1
  const notice = {
    kind: 'draft-for-approval' as const,
    subject: subjectOf(after, facts.policy),
    draft: after.draft.number,
    by: namesOf(facts.org, [after.draft.by]).join(''),
    department: leadName(telling),
    text: after.draft.text,
    role,
    approvers: namesOf(facts.org, people),
    dueAt: review?.dueAt ?? null,
    turn: after.approvals.length + 1,
    turns: Math.max(turns, after.approvals.length + 1),
  }
  return byPlace(facts.org, people, after, 'mention').flatMap(({ to, people: called }) =>
    saying(`${key}:${keyOf(to)}`, to, notice, called),
  )
}

export function sentBack(telling: NoticeContext, event: EventOf<'sent-back'>, key: string): Envelope[] {
  const { after, before, facts } = telling
  const { draft, role, reason } = event.data
  const by = namesOf(facts.org, [event.actor]).join('')
  const due = dueOf(after.clocks)
  const notice = { kind: 'sent-back' as const, subject: subjectOf(after, facts.policy), draft, by, role, reason, due }
  const drafter = before?.status === 'reviewing' ? [before.draft.by] : []
  return saying(key, leadPlace(telling), notice, drafter)
}

export function approved(telling: NoticeContext, event: EventOf<'approved'>, key: string): Envelope[] {
  const { after, facts } = telling
  if (after.status !== 'approved') return []
  const by = namesOf(facts.org, [event.actor]).join('')
  const dueAt = after.clocks.find(({ kind, status }) => kind === 'publish' && status === 'running')?.dueAt ?? null
  const subject = subjectOf(after, facts.policy)
  const notice = { kind: 'approved' as const, subject, by, role: event.data.role, text: after.draft.text, dueAt }
  const contact = departmentOf(facts.org, after.lead)?.contact
  const publishers = [...new Set([...(contact ? [contact] : []), after.draft.by])]
  const known = [...publishers, event.actor]
  const others = holders(facts.org, 'spokesperson', null).filter((each) => !known.includes(each))
  return [
    ...saying(key, leadPlace(telling), notice, publishers),
    ...others.flatMap((person) => saying(`${key}:${person}`, { person }, notice, [person])),
  ]
}

export function published(telling: NoticeContext, event: EventOf<'published'>, key: string): Envelope[] {
  const { after, facts } = telling
  if (after.status !== 'watching') return []
  const byName = namesOf(facts.org, [event.actor]).join('')
  const notice = {
    kind: 'published' as const,
    subject: subjectOf(after, facts.policy),
    department: leadName(telling),
    publication: after.publication,
    byName,
    text: after.draft.text,
  }
  return saying(key, dutyRoom(facts.org), notice)
}

function leadPlace({ after, facts }: NoticeContext): Envelope['to'] | null {
  if (!('lead' in after)) return null
  const contact = departmentOf(facts.org, after.lead)?.contact
  return departmentRoom(facts.org, after.lead) ?? (contact ? { person: contact } : dutyRoom(facts.org))
}
