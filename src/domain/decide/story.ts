// A decision as it unfolds: each thing that happens changes the case, and sets off what its clocks do of themselves.
import type { WorkCalendar } from '../calendar.ts'
import type { Case, CaseEvent, Clock, EventData, EventType, Next, Place, Said } from '../case.ts'
import {
  baseInstant,
  clockRule,
  isAlive,
  ladderFrom,
  MET_BY,
  type Setting,
  STARTED_BY,
  setClock,
  setCommitted,
} from '../clock.ts'
import { formatDuration } from '../duration.ts'
import { evolve } from '../evolve.ts'
import type { Instant } from '../instant.ts'
import { firstRung } from '../ladder.ts'
import type { Actor, Org } from '../org.ts'
import { type ClockRule, levelOf, type Policy, type Rung } from '../policy.ts'
import type { Refusal } from '../refusal.ts'
import { toldBy } from '../told.ts'

/** What a decision is made upon, all as of one transaction. */
export interface Facts {
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
export function happen<T extends EventType>(story: Story, facts: Facts, type: T, data: EventData<T>): Story {
  return follow(add(story, facts, type, data), story.state, facts, type)
}

/** One event, without what follows from it. */
export function add<T extends EventType>(story: Story, facts: Facts, type: T, data: EventData<T>): Story {
  const event = { type, at: facts.now, actor: facts.actor.person, data } as unknown as CaseEvent
  return { state: evolve(story.state, event, story.state.number), events: [...story.events, event] }
}

/** What the clocks do of themselves once something of this type has happened to the case as it was `before`. */
export function follow(story: Story, before: Case, facts: Facts, type: EventType): Story {
  let next = story
  for (const clock of before.clocks.filter(isAlive)) next = clockFollows(next, before, clock, facts, type)
  for (const rule of rulesStartedBy(next.state, facts.policy, type)) next = start(next, facts, rule)
  return next
}

function clockFollows(story: Story, before: Case, clock: Clock, facts: Facts, type: EventType): Story {
  const id = { clock: clock.id }
  if (MET_BY[clock.kind].includes(type)) return add(story, facts, 'clock-met', { ...id, late: facts.now > clock.dueAt })
  if (type === 'closed') return add(story, facts, 'clock-cancelled', id)
  // Another department has its own time from its own assignment.
  if (type === 'assigned' && 'lead' in before && STARTED_BY[clock.base].includes(type)) {
    return add(story, facts, 'clock-cancelled', id)
  }
  if (type === 'level-set') return move(story, before, facts, clock)
  if (type === 'committed' && clock.kind === 'reply') return commit(story, facts, clock)
  if (clock.kind !== 'reply') return story
  if (type === 'drafted' && clock.status === 'running') return add(story, facts, 'clock-held', id)
  if ((type === 'approved' || type === 'sent-back') && clock.status === 'held') return resume(story, facts, clock)
  return story
}

function rulesStartedBy(state: Case, policy: Policy, type: EventType): ClockRule[] {
  const rules = levelOf(policy, state.level)?.clocks ?? []
  if (type !== 'level-set') return rules.filter(({ base }) => STARTED_BY[base].includes(type))
  // A level may ask for a clock that the one before did not have.
  return rules.filter(
    ({ kind, base }) => !state.clocks.some((each) => each.kind === kind) && isStill(state, kind, base),
  )
}

const isStill = (state: Case, kind: ClockRule['kind'], base: ClockRule['base']): boolean => {
  if (state.status === 'watching' || state.status === 'closed') return false
  if (kind === 'first-response' && state.firstResponse !== null) return false
  return baseInstant(state, base) !== null
}

function start(story: Story, facts: Facts, rule: ClockRule): Story {
  const base = baseInstant(story.state, rule.base)
  if (base === null) return story
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
  return tellOvertaken(add(story, facts, 'clock-started', { clock, next }), facts, id, overtaken, 'started')
}

function move(story: Story, before: Case, facts: Facts, clock: Clock): Story {
  const rule = clockRule(facts.policy, story.state.level, clock.kind)
  if (rule === undefined) return add(story, facts, 'clock-cancelled', { clock: clock.id })
  const { overtaken, ...setting } = setAnew(rule, facts, clock)
  const delayed = setting.dueAt !== clock.dueAt
  const ladder = clockRule(facts.policy, before.level, clock.kind)?.ladder
  if (!delayed && JSON.stringify(ladder) === JSON.stringify(rule.ladder)) return story
  // A held clock says nothing now: its new ladder stands at its foot, so that what is past is told when it resumes.
  const hook = { dueAt: setting.dueAt, startedAt: clock.startedAt }
  const next = clock.status === 'held' ? firstRung(rule.ladder, facts.calendar, hook) : setting.next
  const moved = add(story, facts, 'clock-moved', {
    clock: clock.id,
    generation: clock.generation + 1,
    ...setting,
    next,
  })
  // With the due instant unchanged the rungs above were said by the ladder before.
  return clock.status === 'held' || !delayed ? moved : tellOvertaken(moved, facts, clock.id, overtaken, 'moved')
}

function setAnew(rule: ClockRule, { calendar, now }: Facts, clock: Clock): Setting {
  // A date that the department has promised stands whatever the level.
  if (clock.why.committed) {
    const { dueAt, within, why } = clock
    return { dueAt, within, why, ...ladderFrom(rule, calendar, clock, now) }
  }
  return setClock(rule, calendar, { at: clock.baseAt, fallback: clock.why.fallback }, clock.startedAt, now)
}

function commit(story: Story, facts: Facts, clock: Clock): Story {
  const rule = clockRule(facts.policy, story.state.level, clock.kind)
  const cap = facts.policy.commitAtMost
  const until = story.state.commitment?.until
  if (rule === undefined || cap === null || until === undefined) return story
  const set = setCommitted(rule, facts.calendar, clock, until, formatDuration(cap), facts.now)
  const { overtaken, ...setting } = set
  const generation = clock.generation + 1
  const moved = add(story, facts, 'clock-moved', { clock: clock.id, generation, ...setting })
  return tellOvertaken(moved, facts, clock.id, overtaken, 'moved')
}

// What fell due while the draft was with its approvers was theirs to answer for: it is told once, not said rung by rung.
function resume(story: Story, facts: Facts, clock: Clock): Story {
  const rule = clockRule(facts.policy, story.state.level, clock.kind)
  if (rule === undefined) return add(story, facts, 'clock-cancelled', { clock: clock.id })
  const held = clock.status === 'held' ? clock.next : null
  const { next, overtaken } = ladderFrom(rule, facts.calendar, clock, facts.now)
  const unsaid = held === null ? overtaken : overtaken.flatMap((said) => since(held, said))
  const resumed = add(story, facts, 'clock-resumed', { clock: clock.id, generation: clock.generation + 1, next })
  return tellOvertaken(resumed, facts, clock.id, unsaid, 'resumed')
}

/** Of a rung, what had not been said when the clock was held. */
function since(held: Next, said: Said): Said[] {
  if (said.step !== held.step) return said.step > held.step ? [said] : []
  return said.last >= held.repeat ? [{ ...said, first: Math.max(said.first, held.repeat) }] : []
}

/** One notice in place of the rungs that were past already; told to those of the rungs up to the due instant. */
function tellOvertaken(
  story: Story,
  facts: Facts,
  id: string,
  steps: Said[],
  cause: EventData<'overtaken'>['cause'],
): Story {
  const clock = story.state.clocks.find((each) => each.id === id)
  const rule = clock && clockRule(facts.policy, story.state.level, clock.kind)
  if (!clock || !rule || steps.length === 0) return story
  const upToDue = rungsUpToDue(rule.ladder)
  const past = upToDue.filter((rung) => steps.some(({ step }) => step === rung))
  // Where those were said before, and only later ones are past: whom they told is told that it has come to that.
  const { to } = toldBy(rule.ladder, past.length > 0 ? past : upToDue, clock, story.state, facts.org)
  return add(story, facts, 'overtaken', { clock: id, generation: clock.generation, cause, steps, to })
}

/** The numbers of the rungs at or before the due instant; the first where all come after it. */
function rungsUpToDue(ladder: Rung[]): number[] {
  const numbers = ladder.flatMap(({ at }, index) => (at.kind !== 'span' || at.sign < 0 ? [index + 1] : []))
  return numbers.length > 0 ? numbers : [1]
}
