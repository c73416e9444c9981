// Setting clocks: started by a rule, moved by a level or a named date, resumed after a review; and the one notice for rungs
// that were past before they could be said.

import type { Instant } from '../calendar/instant.ts'
import type { Story } from '../capability/capability.ts'
import type { Case } from '../case/case.ts'
import { type Clock, type ClockOf, type FiredStep, isAlive, type Next } from '../case/clock-state.ts'
import type { EventData } from '../case/events.ts'
import { statementOf } from '../case/statements.ts'
import { CLOCKS } from '../clock/kinds.ts'
import { firstRung } from '../clock/ladder.ts'
import { underOrder } from '../clock/ordered.ts'
import { delayByQuietHours, quietUntil } from '../clock/quiet-hours.ts'
import { clockRule, type From, fromOf, ladderFrom, type Setting, setClock, setNamed } from '../clock/rules.ts'
import { recipientsOf } from '../notice/recipients.ts'
import type { ClockKind, ClockRule, Rung } from '../policy/policy.ts'

/** A clock of this rule, counted from there. `of`: what the event that starts it is about. */
export function startClock(story: Story, rule: ClockRule, from: From, of: ClockOf, until?: Instant): Story {
  const { state, context } = story
  const { policy, calendar, now } = context
  const counted = setClock(rule, calendar, from, now, now)
  const named =
    until === undefined
      ? counted
      : setNamed(rule, calendar, { startedAt: now, why: counted.why }, until, counted.within, now)
  const { dueAt, within, why, next, overtaken } = underOrder(state, rule, calendar, named, { startedAt: now, now })
  const clock = {
    id: `${state.number}-${rule.kind}-${1 + state.clocks.filter(({ kind }) => kind === rule.kind).length}`,
    kind: rule.kind,
    rule: rule.id,
    of: belongsTo(rule.kind, of, state),
    owner: rule.owner,
    base: rule.base,
    baseAt: from.at,
    startedAt: now,
    within,
    dueAt,
    generation: 1,
    why,
  }
  const started = story.add('clock-started', { clock, next: delayByQuietHours(policy, state.level, next) })
  return recordOvertaken(started, clock.id, overtaken, 'started')
}

/** A clock of the case is the case's, whatever part of it the event is about. */
function belongsTo(kind: ClockKind, of: ClockOf, state: Case): ClockOf {
  const wanted = CLOCKS[kind].of
  if (wanted === 'statement') return statementOf({ of }, state) === null ? { kind: 'case' } : of
  if (wanted === 'case') return { kind: 'case' }
  if (of.kind !== wanted)
    throw new Error(`a ${kind} clock belongs to a ${wanted}, and what starts it is about a ${of.kind}`)
  return of
}

/** The level has changed: the due instant and the ladder are worked out anew from the clock's own base. */
export function moveClock(story: Story, before: Case, clock: Clock): Story {
  const { policy, calendar, now } = story.context
  const { level } = story.state
  const rule = clockRule(policy, level, clock)
  if (rule === undefined) return story.add('clock-cancelled', { clock: clock.id })
  const { overtaken, ...setting } = setAnew(story, rule, clock)
  const dueMoved = setting.dueAt !== clock.dueAt
  const ladder = clockRule(policy, before.level, clock)?.ladder
  if (!dueMoved && JSON.stringify(ladder) === JSON.stringify(rule.ladder)) return reapplyQuietHours(story, clock)
  // A held clock says nothing now: its new ladder starts at its first rung, so that what is past is told when it resumes.
  const hook = { dueAt: setting.dueAt, startedAt: clock.startedAt }
  const firstNext = clock.status === 'held' ? firstRung(rule.ladder, calendar, hook) : setting.next
  const next = delayByQuietHours(policy, level, firstNext)
  const wasWaitingForMorning = clock.status === 'running' && clock.next.quietUntil !== undefined && clock.next.at <= now
  const generation = clock.generation + 1
  const moved = story.add('clock-moved', { clock: clock.id, generation, ...setting, next })
  // With the due instant unchanged the rungs above were said by the ladder before, or wait for the morning.
  return clock.status === 'held' || !(dueMoved || wasWaitingForMorning)
    ? moved
    : recordOvertaken(moved, clock.id, overtaken, 'moved')
}

/** The living clocks of a kind run to an instant that somebody has named; `cap` is the longest that the policy allows. */
export function setDue(story: Story, kind: ClockKind, until: Instant, cap: string): Story {
  return story.state.clocks
    .filter((clock) => isAlive(clock) && clock.kind === kind)
    .reduce((next, clock) => setClockDue(next, clock, until, cap), story)
}

function setClockDue(story: Story, clock: Clock, until: Instant, cap: string): Story {
  const { policy, calendar, now } = story.context
  const rule = clockRule(policy, story.state.level, clock)
  if (rule === undefined) return story
  const { startedAt } = clock
  const named = setNamed(rule, calendar, clock, until, cap, now)
  const { overtaken, ...setting } = underOrder(story.state, rule, calendar, named, { startedAt, now })
  const generation = clock.generation + 1
  // A held clock says nothing now: what of its new ladder is past by then is told when it resumes.
  const hook = { dueAt: setting.dueAt, startedAt: clock.startedAt }
  const rung = clock.status === 'held' ? firstRung(rule.ladder, calendar, hook) : setting.next
  const next = delayByQuietHours(policy, story.state.level, rung)
  const moved = story.add('clock-moved', { clock: clock.id, generation, ...setting, next })
  return clock.status === 'held' ? moved : recordOvertaken(moved, clock.id, overtaken, 'moved')
}

/** What fell due while a request was with its approvers was theirs to answer for: told once, not said rung by rung. */
export function resumeClock(story: Story, clock: Clock): Story {
  const { policy, calendar, now } = story.context
  const { level } = story.state
  const rule = clockRule(policy, level, clock)
  if (rule === undefined) return story.add('clock-cancelled', { clock: clock.id })
  const held = clock.status === 'held' ? clock.next : null
  const { next: rung, overtaken } = ladderFrom(rule, calendar, clock, now)
  const next = delayByQuietHours(policy, level, rung)
  const unsaid = held === null ? overtaken : overtaken.flatMap((said) => unsaidPart(held, said))
  const resumed = story.add('clock-resumed', { clock: clock.id, generation: clock.generation + 1, next })
  return recordOvertaken(resumed, clock.id, unsaid, 'resumed')
}

// The new level may be one that quiet hours never delay, or no longer be one: the same rung, at another instant.
function reapplyQuietHours(story: Story, clock: Clock): Story {
  if (!isAlive(clock)) return story
  const next = delayByQuietHours(story.context.policy, story.state.level, clock.next)
  if (next.quietUntil === clock.next.quietUntil) return story
  const { id, dueAt, within, why, generation } = clock
  return story.add('clock-moved', { clock: id, dueAt, within, why, generation: generation + 1, next })
}

function setAnew({ state, context: { calendar, now } }: Story, rule: ClockRule, clock: Clock): Setting {
  // A date that the department has promised stands whatever the level.
  if (clock.why.committed) {
    const { dueAt, within, why } = clock
    return { dueAt, within, why, ...ladderFrom(rule, calendar, clock, now) }
  }
  const { startedAt } = clock
  const counted = setClock(rule, calendar, fromOf(clock), startedAt, now)
  return underOrder(state, rule, calendar, counted, { startedAt, now })
}

/** Of a rung, what had not been said when the clock was held. */
function unsaidPart(held: Next, said: FiredStep): FiredStep[] {
  if (said.step !== held.step) return said.step > held.step ? [said] : []
  return said.last >= held.repeat ? [{ ...said, first: Math.max(said.first, held.repeat) }] : []
}

/** One notice in place of the rungs that were past already; told to those of the rungs up to the due instant. */
export function recordOvertaken(
  story: Story,
  id: string,
  steps: FiredStep[],
  cause: EventData<'overtaken'>['cause'],
): Story {
  const { policy, org, now } = story.context
  const { state } = story
  const clock = state.clocks.find((each) => each.id === id)
  const rule = clock && clockRule(policy, state.level, clock)
  if (!clock || !rule || steps.length === 0) return story
  const upToDue = rungsUpToDue(rule.ladder)
  const past = upToDue.filter((rung) => steps.some(({ step }) => step === rung))
  // Where those were said before, and only later ones are past: whom they told is told that it has come to that.
  const { to } = recipientsOf(rule.ladder, past.length > 0 ? past : upToDue, clock, state, org)
  const quiet = quietUntil(policy, state.level, now)
  const data = { clock: id, generation: clock.generation, cause, steps, to, ...(quiet === null ? {} : { quiet }) }
  return story.add('overtaken', data)
}

/** The numbers of the rungs at or before the due instant; the first where all come after it. */
function rungsUpToDue(ladder: Rung[]): number[] {
  const numbers = ladder.flatMap(({ at }, index) => (at.kind !== 'span' || at.sign < 0 ? [index + 1] : []))
  return numbers.length > 0 ? numbers : [1]
}
