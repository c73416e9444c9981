// What clocks do automatically as a result of an event: met, cancelled, moved, held, resumed, started.
import type { ClockEffects, Story } from '../capability/capability.ts'
import type { Case } from '../case/case.ts'
import { type Clock, type ClockOf, isAlive } from '../case/clock-state.ts'
import type { CaseEvent, EventOf, EventType } from '../case/events.ts'
import { isLate } from '../case/lateness.ts'
import { isReplyHeld, isSameMatter } from '../case/statements.ts'
import { CLOCKS } from '../clock/kinds.ts'
import { saidRungs } from '../clock/ladder.ts'
import { baseInstant, clockRule } from '../clock/rules.ts'
import { specOf } from '../commands/index.ts'
import { type Base, type ClockKind, type ClockRule, levelOf, type Tell } from '../policy/policy.ts'
import { capClock, rebaseClock } from './clock-facts.ts'
import { recountLateness } from './clock-recount.ts'
import { moveClock, resumeClock } from './clock-setting.ts'

/** `before`: the case before the event, whose living clocks are looked at in their order. */
export function clocksFollow(story: Story, before: Case, event: CaseEvent): Story {
  const { clocks } = specOf(event.type)
  if (clocks === undefined) return story
  const effects = typeof clocks === 'function' ? clocks(event as EventOf<EventType>) : clocks
  const of = effects.of?.(event) ?? OF_CASE
  const concerned = before.clocks.filter((clock) => isAlive(clock) && concerns(effects, of, clock))
  const followed = concerned.reduce((so, clock) => clockFollows(so, before, clock, effects), story)
  let next = effects.movesFrom ? recountLateness(followed, before, effects.movesFrom) : followed
  for (const rule of rulesStarted(next, effects)) {
    const from = startedFrom(next, rule, of, effects)
    if (from !== null && !goesOn(next.state, rule, of)) next = next.start(rule, from, of)
  }
  return next
}

function startedFrom({ state, context: { now } }: Story, rule: ClockRule, of: ClockOf, effects: ClockEffects) {
  if (effects.restarts) return { at: now, since: 'reopened' as const, fallback: false }
  // What is wanted while the case is watched was not owed before the level asked for it.
  if (effects.movesAll && state.status === 'watching') return { at: now, since: 'level-set' as const, fallback: false }
  return baseInstant(state, rule.base, of)
}

/** Its publication is asked for already: of the statement whose place this one took. */
const goesOn = ({ clocks }: Case, { kind }: ClockRule, of: ClockOf): boolean =>
  CLOCKS[kind].of === 'statement' &&
  of.kind === 'request' &&
  clocks.some((each) => isAlive(each) && each.kind === kind && isSameMatter(each.of, of))

const OF_CASE: ClockOf = { kind: 'case' }

/** A clock of a department or of a request is another's matter, unless the event is about it or about all. */
function concerns({ ends, movesAll, movesFrom, restarts }: ClockEffects, of: ClockOf, clock: Clock): boolean {
  // The reply's publication is one thing, that of a statement beside it another.
  const isCases = clock.of.kind === 'case' && CLOCKS[clock.kind].of !== 'statement'
  if (isCases || ends === 'all' || movesAll || movesFrom || restarts) return true
  return CLOCKS[clock.kind].of === 'statement'
    ? isSameMatter(clock.of, of)
    : JSON.stringify(clock.of) === JSON.stringify(of)
}

function clockFollows(story: Story, before: Case, clock: Clock, effects: ClockEffects): Story {
  const { meets = [], ends = [], movesAll, movesFrom = [], caps = [], holds = [], resumes = [] } = effects
  if (meets.includes(clock.kind)) return meet(story, clock)
  if (ends === 'all' && !CLOCKS[clock.kind].lasts) return story.add('clock-cancelled', { clock: clock.id })
  const maySilence = !(effects.silencesNoLeader && hasToldLeaders(story, clock))
  if (ends !== 'all' && ends.includes(clock.kind) && maySilence) return endOrGoOn(story, clock)
  // Another department has its own time from its own assignment.
  if (effects.again === 'replaces' && effects.gives?.includes(clock.base)) {
    return story.add('clock-cancelled', { clock: clock.id })
  }
  if (movesAll) return moveClock(story, before, clock)
  if (movesFrom.includes(clock.base)) return rebaseClock(story, clock)
  if (caps.includes(clock.kind)) return capClock(story, clock)
  if (holds.includes(clock.kind) && clock.status === 'running' && maySilence)
    return story.add('clock-held', { clock: clock.id })
  if (resumes.includes(clock.kind) && clock.status === 'held' && !(clock.kind === 'reply' && isReplyHeld(story.state)))
    return resumeClock(story, clock)
  return story
}

function hasToldLeaders({ state, context }: Story, clock: Clock): boolean {
  const ladder = clockRule(context.policy, state.level, clock)?.ladder ?? []
  return saidRungs(ladder, clock).some(({ tell }) => tell.some((role) => LEADERS.includes(role)))
}

const LEADERS: readonly Tell[] = ['supervisor', 'principal', 'leading-group', 'office']

/** Progress that is wanted on while the case is watched counts anew from the reply, which told how far it has come. */
function endOrGoOn(story: Story, clock: Clock): Story {
  const { now, policy } = story.context
  const ended = story.add('clock-cancelled', { clock: clock.id })
  const rule = clockRule(policy, ended.state.level, clock)
  if (!rule?.whileWatched || ended.state.status !== 'watching') return ended
  return ended.start(rule, { at: now, since: 'replied', fallback: false }, clock.of)
}

/** Late or not is on record with it. What repeats counts anew from now, and stays held where it was. */
function meet(story: Story, clock: Clock): Story {
  const { now, policy } = story.context
  const met = story.add('clock-met', { clock: clock.id, late: isLate(clock, now) })
  const { repeats } = CLOCKS[clock.kind]
  const rule = repeats === null ? undefined : clockRule(policy, met.state.level, clock)
  if (repeats === null || rule === undefined) return met
  const again = met.start(rule, { at: now, since: repeats, fallback: false }, clock.of)
  const started = again.state.clocks.find(({ id }) => !met.state.clocks.some((each) => each.id === id))
  return clock.status === 'held' && started ? again.add('clock-held', { clock: started.id }) : again
}

function rulesStarted({ state, context }: Story, effects: ClockEffects): ClockRule[] {
  const { gives = [], only, unless = [], again, movesAll, restarts } = effects
  const rules = levelOf(context.policy, state.level)?.clocks ?? []
  if (restarts) return rules.filter((rule) => isOwed(state, rule))
  // A level may ask for a clock that the one before did not have.
  if (movesAll && state.status === 'watching') return rules.filter((rule) => rule.whileWatched && !runs(state, rule))
  if (movesAll) return rules.filter(({ id, kind, base }) => !hasClock(state, id) && isStillOwed(state, kind, base))
  if (state.clocks.some((each) => isAlive(each) && unless.includes(each.kind))) return []
  const given = rules.filter(({ kind, base }) => gives.includes(base) && (only?.includes(kind) ?? true))
  // Whoever claims beside others, or after all have let go, starts nothing that runs already.
  return again === 'goes-on' ? given.filter((rule) => !runs(state, rule)) : given
}

const runs = ({ clocks }: Case, { id }: ClockRule) => clocks.some((each) => isAlive(each) && each.rule === id)
const hasClock = ({ clocks }: Case, rule: string) => clocks.some((each) => each.rule === rule)

/** After a reopening: everything that the case has come to by then, or that it has behind it. */
function isOwed({ status }: Case, { kind, base }: ClockRule): boolean {
  if (status === 'triage') return kind === 'triage' || (kind !== 'claim' && FROM_OPENING.includes(base))
  return kind !== 'triage' && (base === 'assigned' || FROM_OPENING.includes(base))
}

const FROM_OPENING: readonly Base[] = ['published', 'discovered', 'opened', 'reopened']

function isStillOwed(state: Case, kind: ClockKind, base: Base): boolean {
  if (state.status === 'watching' || state.status === 'closed' || state.status === 'dismissed') return false
  if (kind === 'first-response' && state.firstResponse !== null) return false
  return baseInstant(state, base, OF_CASE) !== null
}
