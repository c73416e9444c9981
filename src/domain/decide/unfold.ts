// A decision as it unfolds: each thing that happens changes the case, and sets off what its clocks do of themselves.
import type { WorkCalendar } from '../calendar/calendar.ts'
import { formatDuration } from '../calendar/duration.ts'
import type { Instant } from '../calendar/instant.ts'
import type { Case, CaseEvent, Clock, EventData, EventType, FiredStep, Next, Place } from '../case/case.ts'
import { evolve } from '../case/evolve.ts'
import {
  baseInstant,
  CANCELLED_BY,
  clockRule,
  type From,
  HELD_IN_REVIEW,
  isAlive,
  ladderFrom,
  MET_BY,
  type Setting,
  STARTED_BY,
  setClock,
  setCommitted,
} from '../clock/clock.ts'
import { firstRung } from '../clock/ladder.ts'
import { delayByQuietHours, quietUntil } from '../clock/quiet-hours.ts'
import type { Refusal } from '../commands/refusal.ts'
import { recipientsOf } from '../notice/recipients.ts'
import type { Actor, Org } from '../org/org.ts'
import { type ClockRule, levelOf, type Policy, type Rung } from '../policy/policy.ts'

/** What a decision is made upon, all as of one transaction. */
export interface DecisionContext {
  now: Instant
  actor: Actor
  place: Place
  policy: Policy
  policyId: number
  calendar: WorkCalendar
  org: Org
}

export type Decision = { ok: true; events: CaseEvent[]; after: Case } | { ok: false; refusal: Refusal }

export const no = (refusal: Refusal): Decision => ({ ok: false, refusal })

export interface Story {
  state: Case
  events: CaseEvent[]
}

export const begin = (state: Case): Story => ({ state, events: [] })
export const end = ({ state, events }: Story): Decision => ({ ok: true, events, after: state })

/** Something happens: the event itself, then what it does to the clocks, in that order. */
export function happen<T extends EventType>(story: Story, facts: DecisionContext, type: T, data: EventData<T>): Story {
  return follow(add(story, facts, type, data), story.state, facts, type)
}

/** One event, without what follows from it. */
export function add<T extends EventType>(story: Story, facts: DecisionContext, type: T, data: EventData<T>): Story {
  const event = { type, at: facts.now, actor: facts.actor.person, data } as unknown as CaseEvent
  return { state: evolve(story.state, event, story.state.number), events: [...story.events, event] }
}

/** What the clocks do of themselves once something of this type has happened to the case as it was `before`. */
export function follow(story: Story, before: Case, facts: DecisionContext, type: EventType): Story {
  let next = story
  for (const clock of before.clocks.filter(isAlive)) next = clockFollows(next, before, clock, facts, type)
  for (const rule of rulesStartedBy(next.state, facts.policy, type)) {
    const base =
      type === 'reopened' ? { at: facts.now, since: type, fallback: false } : baseInstant(next.state, rule.base)
    if (base !== null) next = start(next, facts, rule, base)
  }
  return next
}

function clockFollows(story: Story, before: Case, clock: Clock, facts: DecisionContext, type: EventType): Story {
  const id = { clock: clock.id }
  if (MET_BY[clock.kind].includes(type)) return add(story, facts, 'clock-met', { ...id, late: facts.now > clock.dueAt })
  if (CANCELLED_BY.includes(type)) return add(story, facts, 'clock-cancelled', id)
  // With the reply on record nobody waits to hear how far it has come.
  if (type === 'published' && clock.kind === 'progress') return add(story, facts, 'clock-cancelled', id)
  // Another department has its own time from its own assignment.
  if (type === 'assigned' && 'lead' in before && STARTED_BY[clock.base].includes(type)) {
    return add(story, facts, 'clock-cancelled', id)
  }
  if (type === 'level-set') return move(story, before, facts, clock)
  if (type === 'committed' && clock.kind === 'reply') return commit(story, facts, clock)
  if (!HELD_IN_REVIEW.includes(clock.kind)) return story
  if (type === 'drafted' && clock.status === 'running') return add(story, facts, 'clock-held', id)
  // Once it is approved the reply itself is next; nobody wants to hear how far it has come.
  const resumes = type === 'sent-back' || (type === 'approved' && clock.kind === 'reply')
  if (resumes && clock.status === 'held') return resume(story, facts, clock)
  return story
}

function rulesStartedBy(state: Case, policy: Policy, type: EventType): ClockRule[] {
  const rules = levelOf(policy, state.level)?.clocks ?? []
  if (type === 'reopened') return rules.filter((rule) => startsAgain(state, rule))
  if (type === 'claimed') {
    // Whoever claims beside others, or after all have let go, starts nothing that runs already.
    const runs = (rule: ClockRule) => state.clocks.some((clock) => isAlive(clock) && clock.kind === rule.kind)
    return rules.filter((rule) => STARTED_BY[rule.base].includes(type) && !runs(rule))
  }
  if (type !== 'level-set') return rules.filter(({ base }) => STARTED_BY[base].includes(type))
  // A level may ask for a clock that the one before did not have.
  return rules.filter(
    ({ kind, base }) => !state.clocks.some((each) => each.kind === kind) && isStill(state, kind, base),
  )
}

/** Everything that the case has come to by then, or that it has behind it: what it owes now. */
function startsAgain({ status }: Case, { kind, base }: ClockRule): boolean {
  if (status === 'triage') return kind === 'triage' || (kind !== 'claim' && FROM_OPENING.includes(base))
  return kind !== 'triage' && (base === 'assigned' || FROM_OPENING.includes(base))
}

const FROM_OPENING: ClockRule['base'][] = ['published', 'discovered', 'opened', 'reopened']

const isStill = (state: Case, kind: ClockRule['kind'], base: ClockRule['base']): boolean => {
  if (state.status === 'watching' || state.status === 'closed' || state.status === 'dismissed') return false
  if (kind === 'first-response' && state.firstResponse !== null) return false
  return baseInstant(state, base) !== null
}

/** A clock of this rule, counted from there. */
export function start(story: Story, facts: DecisionContext, rule: ClockRule, base: From): Story {
  const { dueAt, within, why, next, overtaken } = setClock(rule, facts.calendar, base, facts.now, facts.now)
  const id = `${story.state.number}-${rule.kind}-${1 + story.state.clocks.filter(({ kind }) => kind === rule.kind).length}`
  const clock = {
    id,
    kind: rule.kind,
    owner: rule.owner,
    base: rule.base,
    baseAt: base.at,
    startedAt: facts.now,
    within,
    dueAt,
    generation: 1,
    why,
  }
  const started = add(story, facts, 'clock-started', {
    clock,
    next: delayByQuietHours(facts.policy, story.state.level, next),
  })
  return tellOvertaken(started, facts, id, overtaken, 'started')
}

function move(story: Story, before: Case, facts: DecisionContext, clock: Clock): Story {
  const { policy } = facts
  const rule = clockRule(policy, story.state.level, clock)
  if (rule === undefined) return add(story, facts, 'clock-cancelled', { clock: clock.id })
  const { overtaken, ...setting } = setAnew(rule, facts, clock)
  const delayed = setting.dueAt !== clock.dueAt
  const ladder = clockRule(policy, before.level, clock)?.ladder
  if (!delayed && JSON.stringify(ladder) === JSON.stringify(rule.ladder)) return hushAnew(story, facts, clock)
  // A held clock says nothing now: its new ladder stands at its foot, so that what is past is told when it resumes.
  const hook = { dueAt: setting.dueAt, startedAt: clock.startedAt }
  const foot = clock.status === 'held' ? firstRung(rule.ladder, facts.calendar, hook) : setting.next
  const next = delayByQuietHours(policy, story.state.level, foot)
  const kept = clock.status === 'running' && clock.next.quietUntil !== undefined && clock.next.at <= facts.now
  const moved = add(story, facts, 'clock-moved', {
    clock: clock.id,
    generation: clock.generation + 1,
    ...setting,
    next,
  })
  // With the due instant unchanged the rungs above were said by the ladder before, or wait for the morning.
  return clock.status === 'held' || !(delayed || kept)
    ? moved
    : tellOvertaken(moved, facts, clock.id, overtaken, 'moved')
}

// The new level may be one that quiet hours never delay, or no longer be one: the same rung, at another instant.
function hushAnew(story: Story, facts: DecisionContext, clock: Clock): Story {
  if (!isAlive(clock)) return story
  const next = delayByQuietHours(facts.policy, story.state.level, clock.next)
  if (next.quietUntil === clock.next.quietUntil) return story
  const { id, dueAt, within, why, generation } = clock
  return add(story, facts, 'clock-moved', { clock: id, dueAt, within, why, generation: generation + 1, next })
}

function setAnew(rule: ClockRule, { calendar, now }: DecisionContext, clock: Clock): Setting {
  // A date that the department has promised stands whatever the level.
  if (clock.why.committed) {
    const { dueAt, within, why } = clock
    return { dueAt, within, why, ...ladderFrom(rule, calendar, clock, now) }
  }
  const from = { at: clock.baseAt, since: clock.why.base, fallback: clock.why.fallback }
  return setClock(rule, calendar, from, clock.startedAt, now)
}

function commit(story: Story, facts: DecisionContext, clock: Clock): Story {
  const rule = clockRule(facts.policy, story.state.level, clock)
  const cap = facts.policy.commitAtMost
  const until = story.state.commitment?.until
  if (rule === undefined || cap === null || until === undefined) return story
  const set = setCommitted(rule, facts.calendar, clock, until, formatDuration(cap), facts.now)
  const { overtaken, ...setting } = set
  const generation = clock.generation + 1
  const next = delayByQuietHours(facts.policy, story.state.level, setting.next)
  const moved = add(story, facts, 'clock-moved', { clock: clock.id, generation, ...setting, next })
  return tellOvertaken(moved, facts, clock.id, overtaken, 'moved')
}

// What fell due while the draft was with its approvers was theirs to answer for: it is told once, not said rung by rung.
function resume(story: Story, facts: DecisionContext, clock: Clock): Story {
  const { level } = story.state
  const rule = clockRule(facts.policy, level, clock)
  if (rule === undefined) return add(story, facts, 'clock-cancelled', { clock: clock.id })
  const held = clock.status === 'held' ? clock.next : null
  const { next: rung, overtaken } = ladderFrom(rule, facts.calendar, clock, facts.now)
  const next = delayByQuietHours(facts.policy, level, rung)
  const unsaid = held === null ? overtaken : overtaken.flatMap((said) => since(held, said))
  const resumed = add(story, facts, 'clock-resumed', { clock: clock.id, generation: clock.generation + 1, next })
  return tellOvertaken(resumed, facts, clock.id, unsaid, 'resumed')
}

/** Of a rung, what had not been said when the clock was held. */
function since(held: Next, said: FiredStep): FiredStep[] {
  if (said.step !== held.step) return said.step > held.step ? [said] : []
  return said.last >= held.repeat ? [{ ...said, first: Math.max(said.first, held.repeat) }] : []
}

/** One notice in place of the rungs that were past already; told to those of the rungs up to the due instant. */
function tellOvertaken(
  story: Story,
  facts: DecisionContext,
  id: string,
  steps: FiredStep[],
  cause: EventData<'overtaken'>['cause'],
): Story {
  const clock = story.state.clocks.find((each) => each.id === id)
  const rule = clock && clockRule(facts.policy, story.state.level, clock)
  if (!clock || !rule || steps.length === 0) return story
  const upToDue = rungsUpToDue(rule.ladder)
  const past = upToDue.filter((rung) => steps.some(({ step }) => step === rung))
  // Where those were said before, and only later ones are past: whom they told is told that it has come to that.
  const { to } = recipientsOf(rule.ladder, past.length > 0 ? past : upToDue, clock, story.state, facts.org)
  const quiet = quietUntil(facts.policy, story.state.level, facts.now)
  const data = { clock: id, generation: clock.generation, cause, steps, to, ...(quiet === null ? {} : { quiet }) }
  return add(story, facts, 'overtaken', data)
}

/** The numbers of the rungs at or before the due instant; the first where all come after it. */
function rungsUpToDue(ladder: Rung[]): number[] {
  const numbers = ladder.flatMap(({ at }, index) => (at.kind !== 'span' || at.sign < 0 ? [index + 1] : []))
  return numbers.length > 0 ? numbers : [1]
}
