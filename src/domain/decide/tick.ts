// Time has passed: each clock says what fell due, once; several rungs of one clock are one reminder.
import { applyOffset } from '../calendar/calendar.ts'
import type { Instant } from '../calendar/instant.ts'
import type { Case, Clock, Next } from '../case/case.ts'
import { clockRule } from '../clock/clock.ts'
import { climb } from '../clock/ladder.ts'
import { delayByQuietHours, quietUntil, speaksAt } from '../clock/quiet-hours.ts'
import type { CommandOf } from '../commands/command.ts'
import { recipientsAbove, recipientsOf } from '../notice/recipients.ts'
import type { ClockRule } from '../policy/policy.ts'
import { add, begin, type Decision, type DecisionContext, end, type Story } from './unfold.ts'
import { watchAgain } from './watch.ts'

/** Nothing due is no event; saying it again changes nothing. */
export function tick(state: Case, _command: CommandOf<'tick'>, facts: DecisionContext): Decision {
  const due = state.clocks.filter((clock) => clock.status === 'running' && speaksAt(clock.next) <= facts.now)
  const reminded = due.reduce((story, clock) => remind(story, facts, clock), begin(state))
  return end(watchAgain(reminded, facts))
}

/** The desk learns that a notice did not arrive; of a reminder, the people above learn at once what it said. */
export function reportUndelivered(
  state: Case,
  command: CommandOf<'report-undelivered'>,
  facts: DecisionContext,
): Decision {
  const clock = state.clocks.find(({ id, status }) => id === command.clock && status === 'running')
  const { notice, to, place, error, privately, quiet } = command
  const missed = [...new Set([...command.missed, ...to])]
  // Whoever is told by another channel has it: the ladder goes on as it would have.
  const instead = clock && (to.length > 0 || privately.length === 0) ? insteadOf(state, facts, clock, missed) : []
  const told = { ...(privately.length > 0 ? { privately } : {}), ...(quiet ? { quiet: true as const } : {}) }
  const data = { notice, clock: clock?.id ?? null, to, ...told, missed, place, error, instead }
  return end(add(begin(state), facts, 'undelivered', data))
}

/** It was told, though not as firmly as the ladder asks: on record, and the desk learns it. */
export function reportWeaker(state: Case, command: CommandOf<'report-weaker'>, facts: DecisionContext): Decision {
  const { type: _type, ...data } = command
  return end(add(begin(state), facts, 'sent-weaker', data))
}

function remind(story: Story, facts: DecisionContext, clock: Clock): Story {
  const { policy, calendar, now } = facts
  const rule = clockRule(policy, story.state.level, clock)
  if (clock.status !== 'running' || rule === undefined) return story
  // What could not be said in its time (the service was out) is not said at night either.
  const quiet = quietUntil(policy, story.state.level, now) ?? clock.next.quietUntil
  const { said, next: nominal } = climb(rule.ladder, calendar, clock, clock.next, now)
  const next = delayByQuietHours(
    policy,
    story.state.level,
    quiet === undefined ? nominal : fromDelivery(rule, facts, nominal, quiet),
  )
  const last = said.at(-1)
  if (last === undefined) return story
  const steps = said.map(({ step }) => step)
  const { to, vacant } = recipientsOf(rule.ladder, steps, clock, story.state, facts.org)
  return add(story, facts, 'reminded', {
    clock: clock.id,
    generation: clock.generation,
    step: last.step,
    repeat: last.last,
    steps: said,
    to,
    vacant,
    next,
    ...(quiet === undefined ? {} : { quiet }),
  })
}

// What was kept back all night is not said again soon after: repeats count from when it was said.
function fromDelivery({ ladder }: ClockRule, { calendar, now }: DecisionContext, next: Next, quiet: Instant): Next {
  const every = ladder.at(-1)?.repeat ?? null
  if (next.repeat === 0 || every === null) return next
  const from = quiet > now ? quiet : now
  return { ...next, at: applyOffset(calendar, from, from, { kind: 'span', sign: 1, duration: every }).at }
}

function insteadOf(state: Case, facts: DecisionContext, clock: Clock, missed: string[]): string[] {
  const rule = clockRule(facts.policy, state.level, clock)
  if (rule === undefined || clock.status !== 'running') return []
  const said = clock.next.repeat > 0 ? clock.next.step : clock.next.step - 1
  return recipientsAbove(rule.ladder, said, clock, state, facts.org, missed)
}
