// Who was asked to decide learns that somebody else has: by what is said in their place anyhow, or by a word of its own.
import type { OpenRequest } from '../case/case.ts'
import type { CaseEvent, EventType } from '../case/events.ts'
import type { RequestFace } from '../case/request-names.ts'
import { openRequestCalled } from '../case/requests.ts'
import type { Role } from '../policy/policy.ts'
import { type NoticeContext, saying } from './context.ts'
import { byPlace, type Envelope, keyOf, subjectOf } from './envelope.ts'
import type { NoticeKind } from './notice.ts'
import { askedOf, namesOf, roleDeciding } from './recipients.ts'

declare module './notice.ts' {
  interface Meanings {
    /** `names`: who was asked, and need not decide any more. */
    'decided-above': {
      subject: Subject
      by: string
      role: Role
      request: Pick<RequestFace, 'kind' | 'number'>
      agreed: boolean
      names: string[]
    }
  }
}

const AGREED: readonly EventType[] = [
  'approved', 'turn-approved', 'statement-approved', 'statement-turn-approved', 'dismissal-agreed', 'lowering-agreed',
] // biome-ignore format: one line reads better
const REFUSED: readonly EventType[] = ['sent-back', 'statement-sent-back', 'dismissal-refused', 'lowering-refused']

/** They tell who has decided. */
const TELLS: readonly NoticeKind[] = [
  'approved', 'sent-back', 'statement-approved', 'statement-sent-back', 'agreement-refused',
] // biome-ignore format: one line reads better

export function withThoseAsked(context: NoticeContext, said: Envelope[], events: CaseEvent[], key: string): Envelope[] {
  const { before, after, facts } = context
  const decision = events.find(({ type }) => AGREED.includes(type) || REFUSED.includes(type))
  const request = decision === undefined ? null : decidedRequest(context, events)
  if (decision === undefined || before === null || request === null) return said
  const { people } = askedOf(facts.org, before, request)
  if (people.length === 0 || people.includes(decision.actor)) return said
  const notice = {
    kind: 'decided-above' as const,
    subject: subjectOf(after, facts.policy),
    by: namesOf(facts.org, [decision.actor]).join(''),
    role: roleDeciding(facts.org, before, request, decision.actor),
    request: { kind: request.kind, number: request.number },
    agreed: AGREED.includes(decision.type),
    names: namesOf(facts.org, people),
  }
  const all = [...said]
  for (const { to, people: called } of byPlace(facts.org, people, before, 'mention')) {
    const told = all.findIndex((each) => keyOf(each.to) === keyOf(to) && TELLS.includes(each.notice.kind))
    const there = all[told]
    if (there === undefined) all.push(...saying(`${key}:asked:${keyOf(to)}`, to, notice, called))
    else all[told] = { ...there, mention: [...new Set([...there.mention, ...called])] }
  }
  return all
}

/** The request of which a decision has met the review. */
function decidedRequest({ before }: NoticeContext, events: CaseEvent[]): OpenRequest | null {
  const met = events.flatMap((event) => (event.type === 'clock-met' ? [event.data.clock] : []))
  const review = before?.clocks.find(({ id, kind }) => kind === 'review' && met.includes(id))
  return before && review?.of.kind === 'request' ? openRequestCalled(before, review.of.request) : null
}
