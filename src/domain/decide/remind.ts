// Time has passed: each clock says what fell due, once; several rungs of one clock are one reminder.

import { applyOffset } from '../calendar/calendar.ts'
import type { Instant } from '../calendar/instant.ts'
import type { Story } from '../capability/capability.ts'
import type { Clock, Next } from '../case/clock-state.ts'
import { climb } from '../clock/ladder.ts'
import { delayByQuietHours, quietUntil, speaksAt } from '../clock/quiet-hours.ts'
import { clockRule } from '../clock/rules.ts'
import { recipientsOf } from '../notice/recipients.ts'
import type { ClockRule } from '../policy/policy.ts'

/** Nothing due is no event; saying it again changes nothing. */
export function remindDue(story: Story): Story {
  const { now } = story.context
  const due = story.state.clocks.filter((clock) => clock.status === 'running' && speaksAt(clock.next) <= now)
  return due.reduce(remind, story)
}

function remind(story: Story, clock: Clock): Story {
  const { policy, calendar, now, org } = story.context
  const { state } = story
  const rule = clockRule(policy, state.level, clock)
  if (clock.status !== 'running' || rule === undefined) return story
  // What could not be said in its time (the service was out) is not said at night either.
  const quiet = quietUntil(policy, state.level, now) ?? clock.next.quietUntil
  const { said, next: nominal } = climb(rule.ladder, calendar, clock, clock.next, now)
  const last = said.at(-1)
  if (last === undefined) return story
  const following = quiet === undefined ? nominal : fromDelivery(rule, story, nominal, quiet)
  const { to, vacant } = recipientsOf(
    rule.ladder,
    said.map(({ step }) => step),
    clock,
    state,
    org,
  )
  return story.add('reminded', {
    clock: clock.id,
    generation: clock.generation,
    step: last.step,
    repeat: last.last,
    steps: said,
    to,
    vacant,
    next: delayByQuietHours(policy, state.level, following),
    ...(quiet === undefined ? {} : { quiet }),
  })
}

// What was kept back all night is not said again soon after: repeats count from when it was said.
function fromDelivery({ ladder }: ClockRule, { context: { calendar, now } }: Story, next: Next, quiet: Instant): Next {
  const every = ladder.at(-1)?.repeat ?? null
  if (next.repeat === 0 || every === null) return next
  const from = quiet > now ? quiet : now
  return { ...next, at: applyOffset(calendar, from, from, { kind: 'span', sign: 1, duration: every }).at }
}
