// After the reply: look-backs in their order until the watch ends quietly, or the matter comes up again.
import { addDuration } from '../calendar/calendar.ts'
import type { Instant } from '../calendar/instant.ts'
import type { Case, Clock } from '../case/case.ts'
import { isAlive, watchesOf, watchRule } from '../clock/clock.ts'
import type { CommandOf } from '../commands/command.ts'
import type { Role } from '../policy/policy.ts'
import { add, begin, type Decision, type DecisionContext, end, happen, no, type Story, start } from './unfold.ts'

/** Whose note counts as a look-back. */
const LOOKS_BACK: Role[] = ['duty-officer', 'monitor', 'supervisor', 'principal', 'leading-group', 'office']

/** The next look-back that is still to come, or null where all are past; each counts from the publication. */
export function watchOn(story: Story, facts: DecisionContext): Story | null {
  if (story.state.status !== 'watching') return null
  const { at } = story.state.publication
  const after = watchesOf(facts.policy).find((each) => addDuration(facts.calendar, at, each).at > facts.now)
  const rule = watchRule(facts.policy, after)
  return rule === undefined ? null : start(story, facts, rule, { at, since: 'replied', fallback: false })
}

/** A case that was answered before there were look-backs has none: it gets the one that is next, or the last of all. */
export function watchAgain(story: Story, facts: DecisionContext): Story {
  const { state } = story
  if (state.status !== 'watching' || state.clocks.some((clock) => clock.kind === 'watch' && isAlive(clock)))
    return story
  const last = watchRule(facts.policy, watchesOf(facts.policy).at(-1))
  const from = { at: state.publication.at, since: 'replied' as const, fallback: false }
  return watchOn(story, facts) ?? (last ? start(story, facts, last, from) : story)
}

/** A note by somebody who watches, from the first reminder of the look-back on, puts it on record. */
export function lookBack(story: Story, facts: DecisionContext): Story {
  const due = story.state.clocks.find((clock) => clock.kind === 'watch' && hasSpoken(clock, facts.now))
  if (due === undefined || !LOOKS_BACK.some((role) => facts.actor.roles.includes(role))) return story
  const met = add(story, facts, 'clock-met', { clock: due.id, late: facts.now > due.dueAt })
  return watchOn(met, facts) ?? happen(met, facts, 'closed', { reason: '', quiet: true })
}

/** The matter has come up again: the case is handled anew, one level up where no person has set the level. */
export function rebound(story: Story, facts: DecisionContext): Story {
  const { level, levelSetBy } = story.state
  const isSticky = typeof levelSetBy === 'object'
  const raised = isSticky || level === 1 ? story : raise(story, facts, 'rule', '')
  return happen(raised, facts, 'reopened', { reason: '', cause: 'rebound' })
}

/** A person says that the matter is not at its end. What had been answered is graver now; what was dismissed is not. */
export function reopen(state: Case, { reason }: CommandOf<'reopen'>, facts: DecisionContext): Decision {
  if (reason === '') return no({ reason: 'missing', command: 'reopen', what: 'reason' })
  const answered = state.status !== 'dismissed' && state.level > 1
  const raised = answered ? raise(begin(state), facts, { person: facts.actor.person }, reason) : begin(state)
  return end(happen(raised, facts, 'reopened', { reason, cause: 'person' }))
}

// Before it is reopened, so that its clocks begin at the new level.
function raise(story: Story, facts: DecisionContext, by: 'rule' | { person: string }, reason: string): Story {
  const { level } = story.state
  return add(story, facts, 'level-set', { level: level - 1, from: level, by, reason })
}

const hasSpoken = (clock: Clock, now: Instant): boolean =>
  isAlive(clock) && (clock.next.step > 1 || clock.next.repeat > 0 || clock.next.at <= now)
