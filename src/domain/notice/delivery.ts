// Notices of what did not arrive, or arrived in a weaker way: to the desk, and to the people above.
import type { EventOf } from '../case/events.ts'
import type { Way } from '../policy/policy.ts'
import type { NoticeContext } from './context.ts'
import { byPlace, dutyRoom, type Envelope, keyOf, subjectOf } from './envelope.ts'
import { namesOf, ownerNameOf } from './recipients.ts'
import { aboutOf, asksOf, clockById, forReaders, says, todoOf } from './reminding.ts'

declare module './notice.ts' {
  interface Meanings {
    undelivered: {
      subject: Subject
      to: string[]
      /** Told by another channel; left out by earlier versions. */
      privately?: string[]
      place: string
      error: string
      instead: string[]
      what: NoticeKind
    }
    'sent-weaker': { subject: Subject; to: string[]; asked: Way; used: Way; error: string }
  }
}

/** The desk learns what did not arrive; those above learn of the reminder that did not. */
export function tellUndelivered(context: NoticeContext, event: EventOf<'undelivered'>, key: string): Envelope[] {
  const { after, facts } = context
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
  const told = desk === null ? [] : [{ ...says(desk, notice, []), key: `${key}:undelivered` }]
  return [...told, ...(id === null ? [] : toldAbove(context, event, id, key))]
}

/** Whoever should have been rung up may sleep through a message: the desk learns it. */
export function tellWeaker({ after, facts }: NoticeContext, { data }: EventOf<'sent-weaker'>, key: string): Envelope[] {
  const { to, asked, used, error } = data
  const subject = subjectOf(after, facts.policy)
  const notice = { kind: 'sent-weaker' as const, subject, to: namesOf(facts.org, to), asked, used, error }
  const desk = dutyRoom(facts.org)
  return desk === null ? [] : [{ ...says(desk, notice, []), key: `${key}:weaker` }]
}

function toldAbove(context: NoticeContext, event: EventOf<'undelivered'>, id: string, key: string): Envelope[] {
  const { after, facts } = context
  const { clock } = clockById(context, id)
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
    todo: todoOf(clock, after),
    ...aboutOf(clock, after),
    ...asksOf(context, clock),
  }
  return byPlace(facts.org, event.data.instead, after, 'mention').map(({ to, people }) => ({
    ...says(to, forReaders(context, to, notice), people),
    key: `${key}:instead:${keyOf(to)}`,
    missed: event.data.missed,
    clock: clock.id,
  }))
}
