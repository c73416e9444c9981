// After the reply: look-backs in their order until the watch ends quietly, or the matter comes up again.

import { addDuration } from '../calendar/calendar.ts'
import type { Instant } from '../calendar/instant.ts'
import type { Story } from '../capability/capability.ts'
import type { Case } from '../case/case.ts'
import { type Clock, isAlive } from '../case/clock-state.ts'
import { closingObstacles } from '../case/closing.ts'
import { isLate } from '../case/lateness.ts'
import { subsideRule, watchRules } from '../clock/rules.ts'
import type { ClockKind, Role } from '../policy/policy.ts'
import { withdrawAll } from './answering/withdraw.ts'

/** Whose note counts as a look-back. */
const LOOKS_BACK: readonly Role[] = ['duty-officer', 'monitor', 'supervisor', 'principal', 'leading-group', 'office']

/** The next look-back that is still to come, or null where all are past; each counts from the publication. */
export function nextLookBack(story: Story): Story | null {
  const { state, context } = story
  if (state.status !== 'watching') return null
  const { at } = state.publication
  const rule = watchRules(context.policy).find(
    ({ within }) => addDuration(context.calendar, at, within).at > context.now,
  )
  return rule === undefined ? null : story.start(rule, { at, since: 'replied', fallback: false })
}

const AFTER_REPLY: readonly ClockKind[] = ['watch', 'subside']
const isWatched = ({ clocks }: Case): boolean =>
  clocks.some((clock) => AFTER_REPLY.includes(clock.kind) && isAlive(clock))

/** A case that was answered before there were look-backs has none: it gets the one that is next, or the last of all. */
export function resumeLookBacks(story: Story): Story {
  const { state, context } = story
  if (state.status !== 'watching' || isWatched(state)) return story
  const next = nextLookBack(story)
  // What was promised keeps the case open when its look-backs are past; the promise's own clock speaks.
  if (next !== null || closingObstacles(state, context.policy).includes('open-promise')) return next ?? story
  const last = watchRules(context.policy).at(-1)
  const from = { at: state.publication.at, since: 'replied' as const, fallback: false }
  return last ? story.start(last, from) : story
}

/**
 * Where no look-back waits: the next one. Where all are past the case closes by itself, or asks for what must come first and goes on
 * asking.
 */
export function endWatch(story: Story): Story {
  const { state, context } = story
  if (state.status !== 'watching' || isWatched(state)) return story
  const next = nextLookBack(story)
  if (next !== null) return next
  const obstacles = closingObstacles(state, context.policy)
  if (obstacles.length === 0) return withdrawAll(story, 'closed').happen('closed', { reason: '', quiet: true })
  if (obstacles.every((each) => each === 'open-promise')) return story
  const from = { at: context.now, since: 'watched' as const, fallback: false }
  return story.add('watch-ended', { obstacles }).start(subsideRule(context.policy), from)
}

/** A note by somebody who watches, from the first reminder of the look-back on, puts it on record. */
export function lookBack(story: Story): Story {
  const { now, actor } = story.context
  const due = story.state.clocks.find((clock) => clock.kind === 'watch' && hasSpoken(clock, now))
  if (due === undefined || !LOOKS_BACK.some((role) => actor.roles.includes(role))) return story
  return endWatch(story.add('clock-met', { clock: due.id, late: isLate(due, now) }))
}

/**
 * A case whose watch has ended quietly closes once nothing stands in the way any more. Where only a promise does, its own clock
 * speaks and nobody is asked anything else.
 */
export function closeAfterWatch(story: Story): Story {
  const { state, context } = story
  const waiting = state.clocks.find((clock) => clock.kind === 'subside' && isAlive(clock))
  if (state.status !== 'watching' || waiting === undefined) return story
  if (closingObstacles(state, context.policy).some((each) => each !== 'open-promise')) return story
  return endWatch(story.add('clock-met', { clock: waiting.id, late: isLate(waiting, context.now) }))
}

const hasSpoken = (clock: Clock, now: Instant): boolean =>
  isAlive(clock) && (clock.next.step > 1 || clock.next.repeat > 0 || clock.next.at <= now)
