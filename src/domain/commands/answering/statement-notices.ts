// Notices of a statement's way: to its approver, back to whoever drafted it, to whoever publishes it, and that it is out.
import type { Instant } from '../../calendar/instant.ts'
import type { Publication } from '../../case/case.ts'
import type { EventOf } from '../../case/events.ts'
import { leadOf } from '../../case/parts.ts'
import type { BesideKind } from '../../case/statement-kind.ts'
import { type BesideRequest, besideRequests, promisedReply, type Withdrawal } from '../../case/statements.ts'
import type { Finding, PostClaim } from '../../checks/index.ts'
import { dueOf, elsewhere, leadName, leadPlace } from '../../notice/audience.ts'
import { type NoticeContext, saying } from '../../notice/context.ts'
import { byPlace, type Envelope, keyOf, subjectOf } from '../../notice/envelope.ts'
import { decidersOf, namesOf } from '../../notice/recipients.ts'
import { departmentOf, holders } from '../../org/org.ts'
import type { Role } from '../../policy/policy.ts'
import { type DraftExamined, examinedOf } from './draft-notices.ts'
import { shown } from './examine.ts'

declare module '../../notice/notice.ts' {
  /** A statement beside the reply, as its notices speak of it. */
  interface Stated {
    subject: Subject
    /** The request: `interim-2`. */
    id: string
    statement: BesideKind
    number: number
    /** The date that a commitment names. */
    until: Instant | null
  }
  interface Meanings {
    'statement-for-approval': Stated &
      Partial<DraftExamined> & {
        by: string
        department: string
        text: string
        role: Role
        approvers: string[]
        dueAt: Instant | null
        turn: number
        turns: number
        /** The date that was promised before and that this one would take the place of. */
        instead: Instant | null
        /** It was approved before; the reply is late since, and more are to decide. */
        again: boolean
      }
    /** To whoever drafted it, where the approver's notice is not seen. */
    'statement-checked': Stated & { findings: Finding[]; claims: PostClaim[] }
    'statement-approved': Stated & { by: string; role: Role; text: string }
    'statement-sent-back': Stated & { by: string; role: Role; reason: string; due: DueClock[] }
    'statement-withdrawn': Stated & { cause: Withdrawal }
    'statement-published': Stated & { department: string; publication: Publication; byName: string; text: string }
  }
}

const stated = ({ after, facts }: NoticeContext, { id, kind, number, wanted }: BesideRequest) => ({
  subject: subjectOf(after, facts.policy),
  id,
  statement: kind,
  number,
  until: 'until' in wanted ? wanted.until : null,
})

const requestIn = (state: NoticeContext['before'], id: string): BesideRequest | null =>
  (state && besideRequests(state).find((each) => each.id === id)) ?? null

/** The statement goes, whole, to those whose turn it is. */
export function tellStatementApprovers(context: NoticeContext, id: string, key: string): Envelope[] {
  const { after, before, facts } = context
  const request = requestIn(after, id)
  if (request?.status !== 'open') return []
  const { role, people } = decidersOf(facts.org, after, request)
  const review = after.clocks.find(
    ({ kind, status, of }) => kind === 'review' && status === 'running' && of.kind === 'request' && of.request === id,
  )
  const turn = request.approvals.length + 1
  const promised = request.kind === 'commitment' && after.status !== 'watching' ? promisedReply(after) : null
  const notice = {
    kind: 'statement-for-approval' as const,
    ...stated(context, request),
    by: namesOf(facts.org, [request.by]).join(''),
    department: leadName(context),
    text: request.wanted.text,
    role,
    approvers: namesOf(facts.org, people),
    dueAt: review?.dueAt ?? null,
    turn,
    turns: Math.max(turnsOf(context, request), turn),
    instead: promised?.until ?? null,
    again: requestIn(before, id)?.status === 'granted',
    ...examinedOf(facts.org, request),
  }
  return byPlace(facts.org, people, after, 'mention').flatMap(({ to, people: called }) =>
    saying(`${key}:${keyOf(to)}`, to, notice, called),
  )
}

/** The approver, and the drafter where that is elsewhere and something was found. */
export function tellStatementDrafted(
  context: NoticeContext,
  { actor, data }: EventOf<'statement-drafted'>,
  key: string,
): Envelope[] {
  const told = tellStatementApprovers(context, data.statement, key)
  const { findings, claims } = shown(data)
  const request = requestIn(context.after, data.statement)
  const place = leadPlace(context)
  if (findings.length === 0 || request === null || place === null) return told
  if (told.some(({ to }) => keyOf(to) === keyOf(place))) return told
  const notice = { kind: 'statement-checked' as const, ...stated(context, request), findings, claims }
  return [...told, ...saying(`${key}:drafter`, place, notice, [actor])]
}

/** Of a commitment it is known only when each has decided: who must agree may rise meanwhile. */
const turnsOf = ({ facts: { policy } }: NoticeContext, { kind, approvals }: BesideRequest): number =>
  kind === 'commitment'
    ? Math.max(policy.commitment.approvers?.length ?? 1, approvals.length)
    : policy.statements[kind].length

export function tellStatementSentBack(
  context: NoticeContext,
  { actor, data }: EventOf<'statement-sent-back'>,
  key: string,
): Envelope[] {
  const { after, before, facts } = context
  const request = requestIn(before, data.statement)
  if (request === null) return []
  const by = namesOf(facts.org, [actor]).join('')
  const { role, reason } = data
  const notice = {
    kind: 'statement-sent-back' as const,
    ...stated(context, request),
    by,
    role,
    reason,
    due: dueOf(after.clocks),
  }
  return saying(key, leadPlace(context), notice, [request.by])
}

/** To the department, which publishes it; to the spokespersons, who may. */
export function tellStatementApproved(
  context: NoticeContext,
  { actor, data }: EventOf<'statement-approved'>,
  key: string,
): Envelope[] {
  const { after, facts } = context
  const request = requestIn(after, data.statement)
  if (request === null) return []
  const by = namesOf(facts.org, [actor]).join('')
  const { text } = request.wanted
  const notice = { kind: 'statement-approved' as const, ...stated(context, request), by, role: data.role, text }
  const contact = departmentOf(facts.org, leadOf(after))?.contact
  const publishers = [...new Set([...(contact ? [contact] : []), request.by])]
  const known = [...publishers, actor]
  const others = holders(facts.org, 'spokesperson', null).filter((each) => !known.includes(each))
  return [
    ...saying(key, leadPlace(context), notice, publishers),
    ...others.flatMap((person) => saying(`${key}:${person}`, { person }, notice, [person])),
  ]
}

/** Said where it was asked, and to those with whom it was: nobody decides on what is no longer waited for. */
export function tellStatementWithdrawn(
  context: NoticeContext,
  { data }: EventOf<'statement-withdrawn'>,
  key: string,
): Envelope[] {
  const { before, facts } = context
  const request = requestIn(before, data.statement)
  // Whoever drafts another knows that it takes the place of the one before.
  if (before === null || request === null || data.cause === 'replaced') return []
  const notice = { kind: 'statement-withdrawn' as const, ...stated(context, request), cause: data.cause }
  const asked = leadPlace({ ...context, after: before })
  const deciding = request.status === 'open' ? decidersOf(facts.org, before, request).people : []
  const places = byPlace(facts.org, deciding, before, 'mention').map(({ to }) => to)
  const all = new Map([...(asked === null ? [] : [asked]), ...places].map((to) => [keyOf(to), to]))
  return [...all.values()].flatMap((to) => saying(`${key}:${keyOf(to)}`, to, notice))
}

/** A commitment tells of its date itself. */
export function tellStatementPublished(
  context: NoticeContext,
  { actor, data }: EventOf<'statement-published'>,
  key: string,
): Envelope[] {
  const { before, after, facts } = context
  const request = requestIn(before, data.statement)
  const published = after.statements.find(({ id }) => id === data.statement)
  if (request === null || published === undefined || data.kind === 'commitment') return []
  return elsewhere(context, key, {
    kind: 'statement-published',
    ...stated(context, request),
    department: leadName(context),
    publication: published.publication,
    byName: namesOf(facts.org, [actor]).join(''),
    text: published.text,
  })
}
