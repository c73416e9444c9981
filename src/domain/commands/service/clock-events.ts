// What happens to clocks themselves: started, moved, held, resumed, met, cancelled, overtaken, reminded.

import type { Instant } from '../../calendar/instant.ts'
import { CARD_ONLY, type EventSpec, type EventSpecs, unchanged } from '../../capability/capability.ts'
import type { Case } from '../../case/case.ts'
import type { Clock, ClockFace, ClockRecord, FiredStep, Next, Why } from '../../case/clock-state.ts'
import { recounted } from '../../case/recounting.ts'
import { tellOvertaken, tellReminded } from '../../notice/reminding.ts'
import type { Role } from '../../policy/policy.ts'

declare module '../../case/events.ts' {
  interface EventPayloads {
    'clock-started': { clock: ClockFace; next: Next }
    /** `cause`: left out where the due instant of before was right until then. */
    'clock-moved': {
      clock: string
      dueAt: Instant
      within: string
      generation: number
      next: Next
      why: Why
      cause?: 'corrected'
    }
    /** A fact was corrected: with it the clock was late from there on; null: never. */
    'lateness-corrected': { clock: string; from: Instant | null }
    'clock-held': { clock: string }
    'clock-resumed': { clock: string; generation: number; next: Next }
    'clock-met': { clock: string; late: boolean }
    'clock-cancelled': { clock: string }
    /** Rungs that were past before the clock could say them: one notice, not the ladder. */
    overtaken: {
      clock: string
      generation: number
      cause: 'started' | 'moved' | 'resumed'
      steps: FiredStep[]
      to: string[]
      /** It fell into quiet hours, which end then: those who owe are told with what else has gathered. */
      quiet?: Instant
    }
    /** `step` and `repeat` are the last of `steps`; `vacant` roles were passed over to the next rung. */
    reminded: {
      clock: string
      generation: number
      step: number
      repeat: number
      steps: FiredStep[]
      to: string[]
      vacant: Role[]
      next: Next
      /** The quiet hours that keep it back end then: what was late already may be decided before. */
      quiet?: Instant
    }
  }
}

type ClockEvents = Pick<
  EventSpecs,
  | 'clock-started'
  | 'clock-moved'
  | 'lateness-corrected'
  | 'clock-held'
  | 'clock-resumed'
  | 'clock-met'
  | 'clock-cancelled'
  | 'overtaken'
  | 'reminded'
>

/** Of the clock that the event is about; its face, and what it is from then on. */
const changes =
  <E extends 'clock-moved' | 'clock-held' | 'clock-resumed' | 'clock-met' | 'clock-cancelled' | 'reminded'>(
    to: (clock: Clock, event: Parameters<EventSpec<E>['apply']>[1]) => Clock,
  ) =>
  (state: Case, event: Parameters<EventSpec<E>['apply']>[1]): Case => {
    const { clock: id } = event.data as { clock: string }
    return { ...state, clocks: state.clocks.map((clock) => (clock.id === id ? to(clock, event) : clock)) }
  }

const byDesk = { byDesk: true, tells: CARD_ONLY } as const

export const clockEvents: ClockEvents = {
  'clock-started': {
    ...byDesk,
    fields: { clock: 'plain', next: 'plain' },
    apply: (state, { data: { clock, next } }) => ({
      ...state,
      clocks: [...state.clocks, { ...clock, late: [], status: 'running', next }],
    }),
  },
  'clock-moved': {
    ...byDesk,
    fields: {
      clock: 'plain',
      dueAt: 'plain',
      within: 'plain',
      generation: 'plain',
      next: 'plain',
      why: 'plain',
      cause: 'plain',
    },
    apply: changes<'clock-moved'>((clock, { at, data: { dueAt, within, generation, next, why, cause } }) => {
      const status = clock.status === 'held' ? 'held' : 'running'
      const was = { dueAt: clock.dueAt, why: clock.why, until: at }
      const isOther = dueAt !== clock.dueAt && cause !== 'corrected'
      const earlier = isOther ? { earlier: [...(clock.earlier ?? []), was] } : {}
      // What it counts from may have been corrected.
      return { ...face(clock), ...earlier, baseAt: why.baseAt, dueAt, within, generation, why, status, next }
    }),
  },
  'lateness-corrected': {
    ...byDesk,
    fields: { clock: 'plain', from: 'plain' },
    apply: (state, { at, data }) => ({
      ...state,
      clocks: state.clocks.map((clock) => (clock.id === data.clock ? recounted(state, clock, data.from, at) : clock)),
    }),
  },
  'clock-held': {
    ...byDesk,
    fields: { clock: 'plain' },
    apply: changes<'clock-held'>((clock) => {
      if (clock.status !== 'running') throw new Error(`clock ${clock.id} is held while ${clock.status}`)
      return { ...clock, status: 'held' }
    }),
  },
  'clock-resumed': {
    ...byDesk,
    fields: { clock: 'plain', generation: 'plain', next: 'plain' },
    apply: changes<'clock-resumed'>((clock, { data: { generation, next } }) => ({
      ...face(clock),
      generation,
      status: 'running',
      next,
    })),
  },
  'clock-met': {
    ...byDesk,
    fields: { clock: 'plain', late: 'plain' },
    apply: changes<'clock-met'>((clock, { at }) => ({ ...face(clock), status: 'met', metAt: at })),
  },
  'clock-cancelled': {
    ...byDesk,
    fields: { clock: 'plain' },
    apply: changes<'clock-cancelled'>((clock, { at }) => ({ ...face(clock), status: 'cancelled', cancelledAt: at })),
  },
  overtaken: {
    fields: { clock: 'plain', generation: 'plain', cause: 'plain', steps: 'plain', to: 'plain', quiet: 'plain' },
    byDesk: true,
    apply: unchanged,
    tells: tellOvertaken,
  },
  reminded: {
    fields: {
      clock: 'plain',
      generation: 'plain',
      step: 'plain',
      repeat: 'plain',
      steps: 'plain',
      to: 'plain',
      vacant: 'plain',
      next: 'plain',
      quiet: 'plain',
    },
    byDesk: true,
    apply: changes<'reminded'>((clock, { data: { next } }) => ({ ...face(clock), status: 'running', next })),
    tells: tellReminded,
  },
}

/** What a clock keeps from one phase to the next. */
function face(clock: Clock): ClockFace & ClockRecord {
  const { id, kind, rule, of, owner, base, baseAt, startedAt, within, dueAt, generation, why } = clock
  const { late, earlier, struck } = clock
  return {
    ...{ id, kind, rule, of, owner, base, baseAt, startedAt, within, dueAt, generation, why, late },
    ...(earlier === undefined ? {} : { earlier }),
    ...(struck === undefined ? {} : { struck }),
  }
}
