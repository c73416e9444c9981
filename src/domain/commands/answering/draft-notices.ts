// Notices of a draft's way: to its approver, back to its drafter, to whoever publishes it.
import type { Instant } from '../../calendar/instant.ts'
import type { OpenRequest } from '../../case/case.ts'
import type { Clock } from '../../case/clock-state.ts'
import type { EventOf } from '../../case/events.ts'
import { leadOf } from '../../case/parts.ts'
import { openRequest, requestOf } from '../../case/requests.ts'
import type { Finding, PostClaim } from '../../checks/index.ts'
import { dueOf, leadName, leadPlace } from '../../notice/audience.ts'
import { type NoticeContext, saying } from '../../notice/context.ts'
import { byPlace, type Envelope, keyOf, subjectOf } from '../../notice/envelope.ts'
import { approversOf, decidersOf, namesOf } from '../../notice/recipients.ts'
import { departmentOf, holders, type Org } from '../../org/org.ts'
import type { Role } from '../../policy/policy.ts'
import { isStatement, shown, standing } from './examine.ts'

declare module '../../notice/notice.ts' {
  interface Meanings {
    'draft-for-approval': Partial<DraftExamined> & {
      subject: Subject
      draft: number
      by: string
      department: string
      text: string
      role: Role
      approvers: string[]
      dueAt: Instant | null
      turn: number
      turns: number
    }
    /** To whoever drafted it, where the approver's notice is not seen. */
    'draft-checked': { subject: Subject; draft: number; findings: Finding[]; claims: PostClaim[] }
    'sent-back': { subject: Subject; draft: number; by: string; role: Role; reason: string; due: DueClock[] }
    approved: { subject: Subject; by: string; role: Role; text: string; dueAt: Instant | null }
  }
}

/** What the approver learns beside the text; each part only where there is something. */
export interface DraftExamined {
  findings: Finding[]
  claims: PostClaim[]
  /** The drafter's word to the approver. */
  note: string
  /** Who has let pass what is refused, and why. */
  passed: { by: string; reason: string }[]
  /** Nobody has yet. */
  standing: true
}

/** The draft goes, whole, to those whose turn it is. */
export function tellApprovers(context: NoticeContext, key: string): Envelope[] {
  const { after, facts } = context
  const request = openRequest(after, 'reply')
  if (request === null) return []
  const { role, people } = decidersOf(facts.org, after, request)
  const review = after.clocks.find(({ kind, status }) => kind === 'review' && status === 'running')
  const turn = request.approvals.length + 1
  const notice = {
    kind: 'draft-for-approval' as const,
    subject: subjectOf(after, facts.policy),
    draft: request.number,
    by: namesOf(facts.org, [request.by]).join(''),
    department: leadName(context),
    text: request.wanted.text,
    role,
    approvers: namesOf(facts.org, people),
    dueAt: review?.dueAt ?? null,
    turn,
    turns: Math.max(approversOf(facts.policy, after.level).length, turn),
    ...examinedOf(facts.org, request),
  }
  return byPlace(facts.org, people, after, 'mention').flatMap(({ to, people: called }) =>
    saying(`${key}:${keyOf(to)}`, to, notice, called),
  )
}

/** The approver, and the drafter where that is elsewhere and something was found. */
export function tellDrafted(context: NoticeContext, event: EventOf<'drafted'>, key: string): Envelope[] {
  const told = tellApprovers(context, key)
  const { findings, claims } = shown(event.data)
  const place = leadPlace(context)
  if (findings.length === 0 || place === null || told.some(({ to }) => keyOf(to) === keyOf(place))) return told
  const subject = subjectOf(context.after, context.facts.policy)
  const notice = { kind: 'draft-checked' as const, subject, draft: event.data.draft, findings, claims }
  return [...told, ...saying(`${key}:drafter`, place, notice, [event.actor])]
}

/** Only what there is: most drafts have none of it. */
export function examinedOf(org: Org, request: OpenRequest): Partial<DraftExamined> {
  if (!isStatement(request)) return {}
  const { wanted, approvals } = request
  const { findings, claims } = shown(wanted)
  const passed = approvals.flatMap(({ by, reason }) =>
    reason === undefined ? [] : [{ by: namesOf(org, [by]).join(''), reason }],
  )
  return {
    ...(findings.length > 0 ? { findings } : {}),
    ...(claims.length > 0 ? { claims } : {}),
    ...(wanted.note === undefined ? {} : { note: wanted.note }),
    ...(passed.length > 0 ? { passed } : {}),
    ...(standing(request) ? { standing: true as const } : {}),
  }
}

export function tellSentBack(context: NoticeContext, event: EventOf<'sent-back'>, key: string): Envelope[] {
  const { after, before, facts } = context
  const { draft, role, reason } = event.data
  const by = namesOf(facts.org, [event.actor]).join('')
  const due = dueOf(after.clocks)
  const notice = { kind: 'sent-back' as const, subject: subjectOf(after, facts.policy), draft, by, role, reason, due }
  const drafter = before && openRequest(before, 'reply')?.by
  return saying(key, leadPlace(context), notice, drafter ? [drafter] : [])
}

export function tellApproved(context: NoticeContext, event: EventOf<'approved'>, key: string): Envelope[] {
  const { after, facts } = context
  const reply = requestOf(after, 'reply')
  if (after.status !== 'approved' || reply === null) return []
  const by = namesOf(facts.org, [event.actor]).join('')
  const dueAt = after.clocks.find(isRepliesPublication)?.dueAt ?? null
  const subject = subjectOf(after, facts.policy)
  const notice = { kind: 'approved' as const, subject, by, role: event.data.role, text: reply.wanted.text, dueAt }
  const contact = departmentOf(facts.org, leadOf(after))?.contact
  const publishers = [...new Set([...(contact ? [contact] : []), reply.by])]
  const known = [...publishers, event.actor]
  const others = holders(facts.org, 'spokesperson', null).filter((each) => !known.includes(each))
  return [
    ...saying(key, leadPlace(context), notice, publishers),
    ...others.flatMap((person) => saying(`${key}:${person}`, { person }, notice, [person])),
  ]
}

const isRepliesPublication = ({ kind, status, of }: Clock): boolean =>
  kind === 'publish' && status === 'running' && of.kind === 'case'
