// A fact that clocks count from was corrected: from when each of them was late, had it been recorded rightly from the beginning.
import { addDuration } from '../calendar/calendar.ts'
import { parseDuration } from '../calendar/duration.ts'
import type { Instant } from '../calendar/instant.ts'
import type { Story } from '../capability/capability.ts'
import type { Case } from '../case/case.ts'
import type { Clock, EarlierDue } from '../case/clock-state.ts'
import { latenessOf } from '../case/lateness.ts'
import { endOf } from '../case/recounting.ts'
import { baseInstant } from '../clock/rules.ts'
import type { Base } from '../policy/policy.ts'

/** Also of clocks that have ended: an answer was late, or in time, by what is right. */
export const recountLateness = (story: Story, before: Case, bases: readonly Base[]): Story =>
  story.state.clocks
    .filter(({ base, why }) => bases.includes(base) && why.base === base)
    .reduce((so, clock) => recount(so, before, clock), story)

function recount(story: Story, before: Case, clock: Clock): Story {
  const { now } = story.context
  const was = before.clocks.find(({ id }) => id === clock.id)
  const counted = latenessOf(story.state, clock, now)[0]?.from ?? null
  if (was === undefined || isUnexplained(was)) return story
  const from = lateFrom(story, clock, now)
  return from === counted ? story : story.add('lateness-corrected', { clock: clock.id, from })
}

/** Late against a due instant that is not on record any more (an earlier version moved it): that stays as it is. */
const isUnexplained = ({ late, earlier, dueAt, startedAt }: Clock): boolean =>
  late[0] !== undefined && earlier === undefined && late[0].from !== (dueAt > startedAt ? dueAt : startedAt)

/** The first of its due instants that passed while it stood; null where none did. */
function lateFrom(story: Story, clock: Clock, now: Instant): Instant | null {
  const dues = [...(clock.earlier ?? []), { dueAt: clock.dueAt, why: clock.why, until: endOf(clock) ?? now }]
  let since = clock.startedAt
  for (const due of dues) {
    const dueAt = corrected(story, clock, due)
    if (dueAt < due.until) return dueAt > since ? dueAt : since
    since = due.until
  }
  return null
}

/** The due instant as it would have been. A date that was named stands, and what counted from something else. */
function corrected({ state, context }: Story, { base, of }: Clock, { dueAt, why }: Omit<EarlierDue, 'until'>): Instant {
  const within = parseDuration(why.within)
  // What a reopening gave counts from that; of before it, from the fact itself.
  const from = baseInstant({ ...state, reopenedAt: null }, base, of)
  if (why.committed || why.base !== base || within === null || from === null) return dueAt
  const counted = addDuration(context.calendar, from.at, within).at
  return why.ordered && dueAt < counted ? dueAt : counted
}
