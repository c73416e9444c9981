// What people put on the case's record: notes, a first response, a promise of a date.
import { addDuration } from '../calendar.ts'
import type { Case } from '../case.ts'
import type { CommandOf } from '../command.ts'
import { dateCalled } from '../date-text.ts'
import { formatDuration } from '../duration.ts'
import { namesOf } from '../told.ts'
import { begin, type Decision, end, type Facts, happen, no } from './story.ts'

export const note = (state: Case, { text }: CommandOf<'note'>, facts: Facts): Decision =>
  text === ''
    ? no({ reason: 'missing', command: 'note', what: 'text' })
    : end(happen(begin(state), facts, 'noted', { text }))

export function respond(state: Case, { text }: CommandOf<'respond'>, facts: Facts): Decision {
  if (text === '') return no({ reason: 'missing', command: 'respond', what: 'text' })
  if (state.firstResponse) {
    const { by, at } = state.firstResponse
    return no({ reason: 'already-responded', by: namesOf(facts.org, [by]).join(''), at })
  }
  return end(happen(begin(state), facts, 'responded', { text }))
}

/** The department explains, and names the date by which the reply will come; the policy caps it. */
export function commit(state: Case, { date, text }: CommandOf<'commit'>, facts: Facts): Decision {
  const { policy, calendar, now } = facts
  if (policy.commitAtMost === null) return no({ reason: 'may-not-commit' })
  if (date === '') return no({ reason: 'missing', command: 'commit', what: 'date' })
  if (text === '') return no({ reason: 'missing', command: 'commit', what: 'text' })
  const until = dateCalled(date, now, calendar)
  if (until === null) return no({ reason: 'bad-date', text: date })
  if (until <= now) return no({ reason: 'date-past', until })
  const latest = addDuration(calendar, now, policy.commitAtMost).at
  if (until > latest) return no({ reason: 'date-too-far', latest, cap: formatDuration(policy.commitAtMost) })
  return end(happen(begin(state), facts, 'committed', { until, text }))
}
