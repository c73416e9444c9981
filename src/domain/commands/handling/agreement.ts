// Notices of what another person must agree to: to those who are asked, to the desk, and what became of it.
import type { Instant } from '../../calendar/instant.ts'
import type { Case } from '../../case/case.ts'
import { isAlive } from '../../case/clock-state.ts'
import { departmentsOf, leadOf } from '../../case/parts.ts'
import { openRequestCalled } from '../../case/requests.ts'
import { type Asked, askedFor } from '../../notice/asked.ts'
import { dueOf, toDepartments } from '../../notice/audience.ts'
import { type NoticeContext, saying } from '../../notice/context.ts'
import { byPlace, dutyRoom, type Envelope, keyOf, subjectOf } from '../../notice/envelope.ts'
import type { Notice } from '../../notice/notice.ts'
import { askedOf, namesOf } from '../../notice/recipients.ts'
import { departmentOf } from '../../org/org.ts'
import type { Role } from '../../policy/policy.ts'

declare module '../../notice/notice.ts' {
  interface Meanings {
    'agreement-asked': {
      subject: Subject
      asked: Asked
      role: Role
      names: string[]
      dueAt: Instant | null
      /** It is done already, by one person alone at night: they are asked from then on. */
      from: Instant | null
      /** Said to those who are asked; else to whom it concerns. */
      asks: boolean
    }
    'agreement-refused': {
      subject: Subject
      asked: Asked
      by: string
      reason: string
      /** The desk itself takes it back. */
      withdrawn: boolean
      /** It had been done, and is undone. */
      undone: boolean
      due: DueClock[]
    }
  }
}

/** Who is asked reads reason and case; the desk, whom it waits for. */
export function tellAsked(context: NoticeContext, id: string, key: string): Envelope[] {
  const notice = askedNotice(context, id)
  const request = openRequestCalled(context.after, id)
  if (notice === null || request === null) return []
  const { org } = context.facts
  const { people } = askedOf(org, context.after, request)
  const asking = byPlace(org, people, context.after, 'mention').flatMap(({ to, people: called }) =>
    saying(`${key}:${keyOf(to)}`, to, { ...notice, asks: true }, called),
  )
  const desk = dutyRoom(org)
  const told = desk !== null && asking.some(({ to }) => keyOf(to) === keyOf(desk))
  return [...(told ? [] : saying(`${key}:desk`, desk, notice)), ...asking]
}

/** Nobody is called at night who need not act before the morning: the desk and these departments are told what was done. */
export function tellDone(context: NoticeContext, id: string, key: string, departments: string[]): Envelope[] {
  const notice = askedNotice(context, id)
  if (notice === null) return []
  const desk = saying(`${key}:desk`, dutyRoom(context.facts.org), notice)
  return [...desk, ...toDepartments(context, key, departments, notice)]
}

function askedNotice({ after, facts }: NoticeContext, id: string) {
  const request = openRequestCalled(after, id)
  const asked = askedFor(after, id, facts.policy, facts.org)
  if (request === null || asked === null) return null
  const { role, people } = askedOf(facts.org, after, request)
  const review = reviewOf(after, id)
  return {
    kind: 'agreement-asked' as const,
    subject: subjectOf(after, facts.policy),
    asked,
    role,
    names: namesOf(facts.org, people),
    dueAt: review?.dueAt ?? null,
    from: review?.why.base === 'work-begun' ? review.baseAt : null,
    asks: false,
  }
}

/** What was asked goes back to whoever asked; what is undone, to all whom it concerns. */
export function tellRefused(
  context: NoticeContext,
  { id, actor, reason, withdrawn }: { id: string; actor: string; reason: string; withdrawn: boolean },
  key: string,
): Envelope[] {
  const { after, before, facts } = context
  const asked = before && askedFor(before, id, facts.policy, facts.org)
  if (before === null || asked === null) return []
  const asker = openRequestCalled(before, id)?.by
  const undone = reviewOf(before, id)?.why.base === 'work-begun'
  const notice = {
    kind: 'agreement-refused' as const,
    subject: subjectOf(after, facts.policy),
    asked,
    by: namesOf(facts.org, [actor]).join(''),
    reason,
    withdrawn,
    undone,
    due: undone ? dueOf(after.clocks) : [],
  }
  const said = saying(`${key}:desk`, dutyRoom(facts.org), notice, asker && asker !== actor ? [asker] : [])
  const desk = [...said, ...(withdrawn ? toThoseAsked(context, id, key, notice) : [])]
  if (!undone) return desk
  const contact = departmentOf(facts.org, leadOf(after))?.contact
  const rooms = toDepartments(context, key, departmentsOf(after), notice)
  return [...desk, ...rooms.map((each) => ({ ...each, mention: contact ? [contact] : [] }))]
}

/** Nobody decides on what was taken back; who was to be asked in the morning has not heard of it yet. */
function toThoseAsked({ before, facts }: NoticeContext, id: string, key: string, notice: Notice): Envelope[] {
  const request = before && openRequestCalled(before, id)
  const review = before && reviewOf(before, id)
  if (before === null || !request || !review || review.baseAt > facts.now) return []
  const desk = dutyRoom(facts.org)
  return byPlace(facts.org, askedOf(facts.org, before, request).people, before, 'mention')
    .filter(({ to }) => desk === null || keyOf(to) !== keyOf(desk))
    .flatMap(({ to, people }) => saying(`${key}:${keyOf(to)}`, to, notice, people))
}

const reviewOf = ({ clocks }: Case, id: string) =>
  clocks.find((clock) => isAlive(clock) && clock.of.kind === 'request' && clock.of.request === id)
