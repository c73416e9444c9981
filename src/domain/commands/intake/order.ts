// The superior body hands a matter down: its number and its deadline stay on record, and the reply is due no later.
import { dateCalled } from '../../calendar/date-text.ts'
import type { Instant } from '../../calendar/instant.ts'
import type { EventSpec, EventSpecs, RegionSpecs } from '../../capability/capability.ts'
import type { DecisionContext } from '../../capability/context.ts'
import type { Refusal } from '../../capability/refusal.ts'
import { isAlive } from '../../case/clock-state.ts'
import type { CameIn, Order } from '../../case/source.ts'
import { everywhere } from '../../notice/audience.ts'
import { subjectOf } from '../../notice/envelope.ts'
import { namesOf } from '../../notice/recipients.ts'
import type { ClockKind } from '../../policy/policy.ts'

declare module '../../capability/refusal.ts' {
  interface Refusals {
    /** No deadline of the superior body's can be read there, or one that is out of all reach. */
    'bad-deadline': { text: string }
  }
}
declare module '../../case/case.ts' {
  interface Regions {
    /** Where several came, the one with the earliest deadline. */
    order: Order | null
  }
}
declare module '../../case/events.ts' {
  interface EventPayloads {
    /** The superior body has handed down what is a case already. */
    ordered: Order
  }
}
declare module '../../notice/notice.ts' {
  interface Meanings {
    ordered: {
      subject: Subject
      by: string
      number: string
      deadline: Instant
      moved: { kind: ClockKind; from: Instant; to: Instant }[]
    }
  }
}

const ordered: EventSpec<'ordered'> = {
  fields: { number: 'plain', deadline: 'plain' },
  apply: (state, { data }) => ({ ...state, order: earlierOf(state.order, data) }),
  clocks: { caps: ['reply'] },
  tells(context, event, key) {
    const { before, after, facts } = context
    const moved = after.clocks.filter(isAlive).flatMap((clock) => {
      const was = before?.clocks.find(({ id }) => id === clock.id)?.dueAt
      return was && was !== clock.dueAt ? [{ kind: clock.kind, from: was, to: clock.dueAt }] : []
    })
    const by = namesOf(facts.org, [event.actor]).join('')
    const subject = subjectOf(after, facts.policy)
    return everywhere(context, key, { kind: 'ordered', subject, by, ...event.data, moved })
  },
}

export const ordering = {
  events: { ordered } satisfies Partial<EventSpecs>,
  regions: { order: { begins: null, perRound: false } } satisfies Partial<RegionSpecs>,
}

const earlierOf = (had: Order | null, { number, deadline }: Order): Order =>
  had !== null && had.deadline <= deadline ? had : { number, deadline }

const EARLIEST: Instant = '2000-01-01T00:00:00.000Z'
const FARTHEST_YEARS = 10

/** How it came in, with the deadline as the instant that is meant: it may be past, since orders are passed on late. */
export function cameMeant(came: CameIn, { now, calendar }: DecisionContext): CameIn | Refusal {
  if (came.order === null) return came
  const { number, deadline: text } = came.order
  const deadline = dateCalled(text, now, calendar)
  const farthest = `${Number(now.slice(0, 4)) + FARTHEST_YEARS}`
  if (deadline === null || deadline < EARLIEST || deadline > farthest) return { reason: 'bad-deadline', text }
  return { ...came, order: { number, deadline } }
}
