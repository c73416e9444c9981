// Reminders, and what takes their place: who owes what since when, told firmer from rung to rung.
import type { Case } from '../case/case.ts'
import type { Clock } from '../case/clock-state.ts'
import type { CaseEvent, EventOf } from '../case/events.ts'
import { leadOf } from '../case/parts.ts'
import type { RequestFace } from '../case/request-names.ts'
import { openRequestCalled } from '../case/requests.ts'
import { rankOf, statementOf, underWay } from '../case/statements.ts'
import { CLOCKS } from '../clock/kinds.ts'
import { clockRule } from '../clock/rules.ts'
import { departmentOf, type Org, personOf } from '../org/org.ts'
import type { ClockKind, Policy, Rung, Tell, Way } from '../policy/policy.ts'
import { WAYS } from '../policy/policy.ts'
import { type Asked, askedFor } from './asked.ts'
import { bundled } from './bundling.ts'
import type { NoticeContext } from './context.ts'
import { type Addressee, byPlace, dutyRoom, type Envelope, keyOf, subjectOf } from './envelope.ts'
import { floorFor } from './firmness.ts'
import type { NoticeOf } from './notice.ts'
import { namesOf, ownerNameOf, ownersOf, recipientsOf } from './recipients.ts'

export function tellReminded(context: NoticeContext, event: EventOf<'reminded'>): Envelope[] {
  const { after, facts } = context
  const { clock, rungs } = clockById(context, event.data.clock)
  const { steps, to, generation, step, repeat, vacant } = event.data
  const floor = floorFor(context, clock, event.at)
  const owners = ownersOf(clock, after, facts.org).filter((each) => to.includes(each))
  const beside = notAbove(
    to.filter((each) => !owners.includes(each)),
    ownersOf(clock, after, facts.org),
    facts.org,
  )
  const notice = {
    kind: 'reminder' as const,
    subject: subjectOf(after, facts.policy),
    clock: clock.kind,
    owes: ownerNameOf(clock, after, facts.org),
    dueAt: clock.dueAt,
    at: event.at,
    step,
    repeat,
    rungs: steps.reduce((sum, { first, last }) => sum + 1 + last - first, 0),
    told: namesOf(facts.org, to),
    owners: namesOf(facts.org, owners),
    ...(beside.length === 0 ? {} : { beside: namesOf(facts.org, beside) }),
    toldBefore: toldBefore(context, clock, rungs, steps[0]?.step ?? 1),
    ...(floor === null ? {} : { floor }),
    vacant,
    document: steps.map((each) => rungs[each.step - 1]?.document).findLast((each) => each) ?? null,
    todo: todoOf(clock, after),
    ...aboutOf(clock, after),
    ...asksOf(context, clock),
    ...graverOf(facts, clock),
  }
  const way = firmest(steps.map((each) => rungs[each.step - 1]?.how ?? 'mention'))
  if (event.data.quiet !== undefined) {
    const item = { clock: clock.id, generation, saying: `${step}:${repeat}`, notice }
    return [...bundled(event.data.quiet, to, item, way), ...vacancy(context, event, clock.kind)]
  }
  const nag = `${clock.id}:${generation}:${step}:${repeat}`
  const said = byPlace(facts.org, to, after, way).map(({ to: place, people }) => ({
    ...says(place, forReaders(context, place, notice), people),
    key: `${nag}:${keyOf(place)}`,
    way,
    clock: clock.id,
  }))
  return [...said, ...vacancy(context, event, clock.kind)]
}

/** A leader who owes a decision is not seen to by the people below. */
function notAbove(people: string[], owners: string[], org: Org): string[] {
  const rank = (key: string) => Math.max(-1, ...(personOf(org, key)?.roles ?? []).map(rankOf))
  const owing = Math.max(-1, ...owners.map(rank))
  return owing < 0 ? [] : people.filter((each) => rank(each) <= owing)
}

/** One notice for the rungs that were past before they could be said. */
export function tellOvertaken(context: NoticeContext, event: EventOf<'overtaken'>): Envelope[] {
  const { after, facts } = context
  const { clock } = clockById(context, event.data.clock)
  const { cause, steps, to, generation } = event.data
  const notice = {
    kind: 'overtaken' as const,
    subject: subjectOf(after, facts.policy),
    clock: clock.kind,
    owes: ownerNameOf(clock, after, facts.org),
    dueAt: clock.dueAt,
    at: event.at,
    rungs: steps.reduce((sum, { first, last }) => sum + 1 + last - first, 0),
    cause,
    todo: todoOf(clock, after),
    ...aboutOf(clock, after),
    ...asksOf(context, clock),
  }
  if (event.data.quiet !== undefined)
    return bundled(event.data.quiet, to, { clock: clock.id, generation, saying: 'overtaken', notice }, 'mention')
  return byPlace(facts.org, to, after, 'mention').map(({ to: place, people }) => ({
    ...says(place, forReaders(context, place, notice), people),
    key: `${clock.id}:${generation}:overtaken:${keyOf(place)}`,
    clock: clock.id,
  }))
}

function vacancy(context: NoticeContext, event: EventOf<'reminded'>, kind: ClockKind): Envelope[] {
  const { after, facts } = context
  const { vacant, to, clock, generation, step, repeat } = event.data
  const desk = dutyRoom(facts.org)
  // Once a clock and role: the first time that rung is reached, not at each repeat.
  if (vacant.length === 0 || desk === null || repeat > 0) return []
  const department = departmentOf(facts.org, leadOf(after))?.name ?? null
  const subject = subjectOf(after, facts.policy)
  const notice = {
    kind: 'vacant' as const,
    subject,
    clock: kind,
    roles: vacant,
    department,
    instead: namesOf(facts.org, to),
  }
  return [{ ...says(desk, notice, []), key: `${clock}:${generation}:${step}:vacant` }]
}

export const says = (to: Envelope['to'], notice: Envelope['notice'], mention: string[]) => ({
  kind: 'say' as const,
  to,
  thread: 'case' as const,
  notice,
  mention,
  way: 'mention' as Way,
  missed: [] as string[],
  clock: null as string | null,
})

export function clockById({ after, facts }: NoticeContext, id: string): { clock: Clock; rungs: Rung[] } {
  const clock = after.clocks.find((each) => each.id === id)
  if (clock === undefined) throw new Error(`case ${after.number} has no clock ${id}`)
  return { clock, rungs: clockRule(facts.policy, after.level, clock)?.ladder ?? [] }
}

function toldBefore({ after, facts }: NoticeContext, clock: Clock, rungs: Rung[], first: number): string[] {
  const before = Array.from({ length: first - 1 }, (_, index) => index + 1)
  return namesOf(facts.org, recipientsOf(rungs, before, clock, after, facts.org).to)
}

const firmest = (ways: Way[]): Way => WAYS[Math.max(...ways.map((way) => WAYS.indexOf(way)))] ?? 'mention'

const graverOf = ({ graver }: NoticeContext['facts'], { id }: Clock) => {
  const late = graver?.[id]
  return late === undefined ? {} : { graver: late }
}

/** Clocks of which these reminders tell leaders, of a case that is not of the gravest level. */
export const clocksToldToLeaders = (state: Case, events: readonly CaseEvent[], policy: Policy): Clock[] =>
  events.flatMap((event) => {
    if (event.type !== 'reminded' || state.level === 1) return []
    const clock = state.clocks.find(({ id }) => id === event.data.clock)
    const ladder = clock && clockRule(policy, state.level, clock)?.ladder
    const tells = event.data.steps.flatMap(({ step }) => ladder?.[step - 1]?.tell ?? [])
    return clock && tells.some((each) => LEADERS.includes(each)) ? [clock] : []
  })

const LEADERS: readonly Tell[] = ['office', 'supervisor', 'principal', 'leading-group']

/** Of a review of something that is no draft, what is to be decided. */
export function asksOf({ after, facts }: NoticeContext, { of }: Clock): { asks?: Asked } {
  const asks = of.kind === 'request' ? askedFor(after, of.request, facts.policy, facts.org) : null
  return asks === null ? {} : { asks }
}

/** The one thing to do now about a clock. */
export function todoOf({ kind, of }: Clock, state: Case) {
  if (kind === 'publish' && of.kind === 'request')
    return statementOf({ of }, state) === null ? draftingOf(of.request) : 'publish'
  if (kind === 'first-response' && underWay(state, kind)?.status === 'granted') return 'publish'
  return kind === 'subside' && state.subsided !== null ? 'close' : CLOCKS[kind].todo[state.status]
}

/** Another took its place and was sent back. */
const draftingOf = (request: string) => (request.startsWith('commitment') ? 'commit' : 'respond')

/** The request that it is done to, where that is another than the reply: a button then says which. */
export function aboutOf(clock: Clock, state: Case): { about?: RequestFace } {
  const reviewed =
    clock.kind === 'review' && clock.of.kind === 'request' ? openRequestCalled(state, clock.of.request) : null
  const waiting =
    todoOf(clock, state) === 'publish' && clock.kind === 'first-response'
      ? underWay(state, clock.kind)
      : clock.kind === 'publish'
        ? statementOf(clock, state)
        : null
  const request = reviewed?.kind === 'reply' ? null : (reviewed ?? waiting)
  return request === null ? {} : { about: { id: request.id, kind: request.kind, number: request.number } }
}

/** No button that would be refused to everybody who reads it there. */
export const forReaders = <N extends NoticeOf<'reminder' | 'overtaken'>>(
  { mayDo }: NoticeContext,
  to: Addressee,
  notice: N,
): N => (mayDo(to, notice.todo) ? notice : { ...notice, unable: true })
