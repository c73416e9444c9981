// What became of a notice that could not be delivered, or only in a weaker way than the ladder asks for.
import { type EventSpec, type ServiceCapability, type Story, unchanged } from '../../capability/capability.ts'
import type { Clock } from '../../case/clock-state.ts'
import { clockRule } from '../../clock/rules.ts'
import { tellUndelivered, tellWeaker } from '../../notice/delivery.ts'
import { recipientsAbove } from '../../notice/recipients.ts'
import type { Way } from '../../policy/policy.ts'

declare module '../../capability/command.ts' {
  interface ServiceCommands {
    /** The outbox gave a notice up. */
    'report-undelivered': {
      notice: string
      clock: string | null
      to: string[]
      /** Those of a room who learn it by another channel. */
      privately: string[]
      /** That the channel is out is known: for the record alone. */
      quiet: boolean
      /** Whom it did not reach before. */
      missed: string[]
      place: string
      error: string
      way: Way
    }
    /** The outbox could tell it in a weaker way only. */
    'report-weaker': { notice: string; clock: string | null; to: string[]; asked: Way; used: Way; error: string }
  }
}
declare module '../../case/events.ts' {
  interface EventPayloads {
    /** A notice that could not be delivered: the desk is told, and for a reminder the next rung at once. */
    undelivered: {
      notice: string
      clock: string | null
      to: string[]
      /** Those of a room who were told by another channel instead; left out where nobody was. */
      privately?: string[]
      /** That the channel was out was known: nobody was told of this one. */
      quiet?: true
      /** All whom it did not reach so far, on every rung. */
      missed: string[]
      place: string
      error: string
      instead: string[]
    }
    /** The platform refused the way that the ladder asks for: it was told in a weaker one. */
    'sent-weaker': { notice: string; clock: string | null; to: string[]; asked: Way; used: Way; error: string }
  }
}

const undelivered: EventSpec<'undelivered'> = {
  fields: {
    notice: 'plain',
    clock: 'plain',
    to: 'plain',
    privately: 'plain',
    quiet: 'plain',
    missed: 'plain',
    place: 'plain',
    error: 'plain',
    instead: 'plain',
  },
  byDesk: true,
  apply: unchanged,
  tells: tellUndelivered,
}

/** The desk learns that a notice did not arrive; of a reminder, the people above learn at once what it said. */
export const reportUndelivered = {
  decide(story, command) {
    const clock = story.state.clocks.find(({ id, status }) => id === command.clock && status === 'running')
    const { notice, to, place, error, privately, quiet } = command
    const missed = [...new Set([...command.missed, ...to])]
    // Whoever is told by another channel has it: the ladder goes on as it would have.
    const instead = clock && (to.length > 0 || privately.length === 0) ? peopleAbove(story, clock, missed) : []
    const told = { ...(privately.length > 0 ? { privately } : {}), ...(quiet ? { quiet: true as const } : {}) }
    return story.add('undelivered', { notice, clock: clock?.id ?? null, to, ...told, missed, place, error, instead })
  },
  events: { undelivered },
} satisfies ServiceCapability<'report-undelivered'>

const sentWeaker: EventSpec<'sent-weaker'> = {
  fields: {
    notice: 'plain',
    clock: 'plain',
    to: 'plain',
    asked: 'plain',
    used: 'plain',
    error: 'plain',
  },
  byDesk: true,
  apply: unchanged,
  tells: tellWeaker,
}

/** It was told, though not as firmly as the ladder asks: on record, and the desk learns it. */
export const reportWeaker = {
  decide(story, { type: _type, ...data }) {
    return story.add('sent-weaker', data)
  },
  events: { 'sent-weaker': sentWeaker },
} satisfies ServiceCapability<'report-weaker'>

function peopleAbove({ state, context }: Story, clock: Clock, missed: string[]): string[] {
  const rule = clockRule(context.policy, state.level, clock)
  if (rule === undefined || clock.status !== 'running') return []
  const said = clock.next.repeat > 0 ? clock.next.step : clock.next.step - 1
  return recipientsAbove(rule.ladder, said, clock, state, context.org, missed)
}
