// What clocks count on has become another: the base instant was corrected, or the superior body wants its answer earlier.
import type { Story } from '../capability/capability.ts'
import type { Clock } from '../case/clock-state.ts'
import { firstRung } from '../clock/ladder.ts'
import { orderedUntil, underOrder } from '../clock/ordered.ts'
import { delayByQuietHours } from '../clock/quiet-hours.ts'
import { baseInstant, clockRule, type From, fromOf, type Setting, setClock } from '../clock/rules.ts'
import type { ClockRule } from '../policy/policy.ts'
import { recordOvertaken } from './clock-setting.ts'

/** The clock counts from its base as it is now. A date that was promised stands, and so does what counts from a reopening. */
export function rebaseClock(story: Story, clock: Clock): Story {
  const { state, context } = story
  if (clock.why.committed || clock.why.base !== clock.base) return story
  const from = baseInstant(state, clock.base, clock.of)
  const rule = clockRule(context.policy, state.level, clock)
  if (from === null || rule === undefined || isSame(from, fromOf(clock))) return story
  const { calendar, now } = context
  const { startedAt } = clock
  const counted = setClock(rule, calendar, from, startedAt, now)
  return moveTo(story, clock, rule, underOrder(state, rule, calendar, counted, { startedAt, now }), 'corrected')
}

/** The clock is due at the superior body's deadline where it was due after it. */
export function capClock(story: Story, clock: Clock): Story {
  const { state, context } = story
  const rule = clockRule(context.policy, state.level, clock)
  const until = orderedUntil(state)
  if (rule === undefined || until === null || clock.dueAt <= until) return story
  const { calendar, now } = context
  const { dueAt, within, why, startedAt } = clock
  const asItIs = { dueAt, within, why, next: firstRung(rule.ladder, calendar, clock), overtaken: [] }
  return moveTo(story, clock, rule, underOrder(state, rule, calendar, asItIs, { startedAt, now }))
}

/** What was said stays said; the rungs that the new due instant puts behind us are told once. */
function moveTo(
  story: Story,
  clock: Clock,
  rule: ClockRule,
  { overtaken, ...setting }: Setting,
  cause?: 'corrected',
): Story {
  const { policy, calendar } = story.context
  // A held clock says nothing now: its new ladder starts at its first rung, so that what is past is told when it resumes.
  const hook = { dueAt: setting.dueAt, startedAt: clock.startedAt }
  const rung = clock.status === 'held' ? firstRung(rule.ladder, calendar, hook) : setting.next
  const next = delayByQuietHours(policy, story.state.level, rung)
  const generation = clock.generation + 1
  const because = cause === undefined ? {} : { cause }
  const moved = story.add('clock-moved', { clock: clock.id, generation, ...setting, next, ...because })
  return clock.status === 'held' || setting.dueAt === clock.dueAt
    ? moved
    : recordOvertaken(moved, clock.id, overtaken, 'moved')
}

const isSame = (a: From, b: From): boolean =>
  a.at === b.at && a.fallback === b.fallback && (a.dayOnly ?? false) === (b.dayOnly ?? false)
