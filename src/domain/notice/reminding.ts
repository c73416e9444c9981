// Reminders, and what takes their place: who owes what since when, told firmer from rung to rung.

import type { Case, Clock, EventOf } from '../case/case.ts'
import { clockRule } from '../clock/clock.ts'
import { allowedIn, refusalFor } from '../commands/authority.ts'
import type { PersonsCommandType } from '../commands/command.ts'
import { actorOf, departmentOf, departmentOfRoom, type Org, personOf } from '../org/org.ts'
import type { ClockKind, Rung, Way } from '../policy/policy.ts'
import { WAYS } from '../policy/policy.ts'
import { bundled } from './bundling.ts'
import type { NoticeContext } from './context.ts'
import { type Addressee, byPlace, dutyRoom, type Envelope, keyOf, subjectOf } from './envelope.ts'
import type { NoticeOf } from './notice.ts'
import { namesOf, ownerNameOf, recipientsOf } from './recipients.ts'

export function reminded(telling: NoticeContext, event: EventOf<'reminded'>): Envelope[] {
  const { after, facts } = telling
  const { clock, rungs } = clockOf(telling, event.data.clock)
  const { steps, to, generation, step, repeat, vacant } = event.data
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
    toldBefore: toldBefore(telling, clock, rungs, steps[0]?.step ?? 1),
    vacant,
    document: steps.map((each) => rungs[each.step - 1]?.document).findLast((each) => each) ?? null,
    todo: todoOf(clock.kind, after),
  }
  const way = firmest(steps.map((each) => rungs[each.step - 1]?.how ?? 'mention'))
  if (event.data.quiet !== undefined) {
    const item = { clock: clock.id, generation, saying: `${step}:${repeat}`, notice }
    return [...bundled(event.data.quiet, to, item, way), ...vacancy(telling, event, clock.kind)]
  }
  const nag = `${clock.id}:${generation}:${step}:${repeat}`
  const said = byPlace(facts.org, to, after, way).map(({ to: place, people }) => ({
    ...says(place, forReaders(telling, place, notice), people),
    key: `${nag}:${keyOf(place)}`,
    way,
    clock: clock.id,
  }))
  return [...said, ...vacancy(telling, event, clock.kind)]
}

/** One notice for the rungs that were past before they could be said. */
export function overtaken(telling: NoticeContext, event: EventOf<'overtaken'>): Envelope[] {
  const { after, facts } = telling
  const { clock } = clockOf(telling, event.data.clock)
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
    todo: todoOf(clock.kind, after),
  }
  if (event.data.quiet !== undefined)
    return bundled(event.data.quiet, to, { clock: clock.id, generation, saying: 'overtaken', notice }, 'mention')
  return byPlace(facts.org, to, after, 'mention').map(({ to: place, people }) => ({
    ...says(place, forReaders(telling, place, notice), people),
    key: `${clock.id}:${generation}:overtaken:${keyOf(place)}`,
    clock: clock.id,
  }))
}

/** No button that would be refused to everybody who reads it there. */
function forReaders<N extends NoticeOf<'reminder' | 'overtaken'>>(
  { after, facts: { org } }: NoticeContext,
  to: Addressee,
  notice: N,
): N {
  return mayDo(after, org, to, notice.todo) ? notice : { ...notice, unable: true }
}

function mayDo(state: Case, org: Org, to: Addressee, todo: PersonsCommandType): boolean {
  if ('room' in to) {
    const room = org.rooms.find(({ key }) => key === to.room)
    const department = departmentOfRoom(org, to.room)?.key ?? null
    return room !== undefined && allowedIn(state, { purpose: room.purpose, department }, org).includes(todo)
  }
  const person = personOf(org, to.person)
  const who = person && { actor: actorOf(org, person), place: { purpose: 'direct' as const }, org }
  return who !== undefined && refusalFor(todo, state, who) === null
}

/** The desk learns what did not arrive; those above learn of the reminder that did not. */
export function undelivered(telling: NoticeContext, event: EventOf<'undelivered'>, seq: number): Envelope[] {
  const { after, facts } = telling
  const { to, privately = [], quiet, place, error, instead, clock: id, notice: what } = event.data
  if (quiet) return []
  const notice = {
    kind: 'undelivered' as const,
    subject: subjectOf(after, facts.policy),
    to: namesOf(facts.org, to),
    privately: namesOf(facts.org, privately),
    place,
    error,
    instead: namesOf(facts.org, instead),
    what: what as 'reminder',
  }
  const desk = dutyRoom(facts.org)
  const told = desk === null ? [] : [{ ...says(desk, notice, []), key: `${after.number}:${seq}:undelivered` }]
  return [...told, ...(id === null ? [] : toldAbove(telling, event, id, seq))]
}

/** Whoever should have been rung up may sleep through a message: the desk learns it. */
export function sentWeaker({ after, facts }: NoticeContext, { data }: EventOf<'sent-weaker'>, key: string): Envelope[] {
  const { to, asked, used, error } = data
  const subject = subjectOf(after, facts.policy)
  const notice = { kind: 'sent-weaker' as const, subject, to: namesOf(facts.org, to), asked, used, error }
  const desk = dutyRoom(facts.org)
  return desk === null ? [] : [{ ...says(desk, notice, []), key: `${key}:weaker` }]
}

function toldAbove(telling: NoticeContext, event: EventOf<'undelivered'>, id: string, seq: number): Envelope[] {
  const { after, facts } = telling
  const { clock } = clockOf(telling, id)
  const notice = {
    kind: 'reminder' as const,
    subject: subjectOf(after, facts.policy),
    clock: clock.kind,
    owes: ownerNameOf(clock, after, facts.org),
    dueAt: clock.dueAt,
    at: event.at,
    step: clock.status === 'running' ? clock.next.step : 1,
    repeat: 0,
    rungs: 1,
    told: namesOf(facts.org, event.data.instead),
    toldBefore: [],
    vacant: [],
    document: null,
    todo: todoOf(clock.kind, after),
  }
  return byPlace(facts.org, event.data.instead, after, 'mention').map(({ to, people }) => ({
    ...says(to, forReaders(telling, to, notice), people),
    key: `${after.number}:${seq}:instead:${keyOf(to)}`,
    missed: event.data.missed,
    clock: clock.id,
  }))
}

function vacancy(telling: NoticeContext, event: EventOf<'reminded'>, kind: ClockKind): Envelope[] {
  const { after, facts } = telling
  const { vacant, to, clock, generation, step, repeat } = event.data
  const desk = dutyRoom(facts.org)
  // Once a clock and role: the first time that rung is reached, not at each repeat.
  if (vacant.length === 0 || desk === null || repeat > 0) return []
  const department = 'lead' in after ? (departmentOf(facts.org, after.lead)?.name ?? null) : null
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

const says = (to: Envelope['to'], notice: Envelope['notice'], mention: string[]) => ({
  kind: 'say' as const,
  to,
  thread: 'case' as const,
  notice,
  mention,
  way: 'mention' as Way,
  missed: [] as string[],
  clock: null as string | null,
})

function clockOf({ after, facts }: NoticeContext, id: string): { clock: Clock; rungs: Rung[] } {
  const clock = after.clocks.find((each) => each.id === id)
  if (clock === undefined) throw new Error(`case ${after.number} has no clock ${id}`)
  return { clock, rungs: clockRule(facts.policy, after.level, clock)?.ladder ?? [] }
}

function toldBefore({ after, facts }: NoticeContext, clock: Clock, rungs: Rung[], first: number): string[] {
  const before = Array.from({ length: first - 1 }, (_, index) => index + 1)
  return namesOf(facts.org, recipientsOf(rungs, before, clock, after, facts.org).to)
}

const firmest = (ways: Way[]): Way => WAYS[Math.max(...ways.map((way) => WAYS.indexOf(way)))] ?? 'mention'

/** The one thing to do now about a clock: what the case's status waits for. */
function todoOf(kind: ClockKind, { status }: Case): PersonsCommandType {
  if (kind === 'progress') return status === 'waiting' ? 'claim' : status === 'triage' ? 'assign' : 'progress'
  if (kind === 'watch') return 'note'
  if (kind === 'first-response') return status === 'waiting' ? 'claim' : status === 'triage' ? 'assign' : 'respond'
  switch (status) {
    case 'triage':
      return 'assign'
    case 'waiting':
      return 'claim'
    case 'handling':
      return 'draft'
    case 'reviewing':
      return 'approve'
    case 'approved':
      return 'publish'
    case 'watching':
    case 'closed':
    case 'dismissed':
      return 'close'
  }
}
