// What people put on the case's record: notes, a first response, a promise of a date.
import { addDuration } from '../calendar/calendar.ts'
import { dateCalled } from '../calendar/date-text.ts'
import { formatDuration } from '../calendar/duration.ts'
import type { Case } from '../case/case.ts'
import { clockRule, isAlive } from '../clock/clock.ts'
import type { CommandOf } from '../commands/command.ts'
import { namesOf } from '../notice/recipients.ts'
import { add, begin, type Decision, type DecisionContext, end, happen, no, start } from './unfold.ts'
import { lookBack } from './watch.ts'

/** After the reply a note is a look-back, where one is due. */
export function note(state: Case, { text }: CommandOf<'note'>, facts: DecisionContext): Decision {
  if (text === '') return no({ reason: 'missing', command: 'note', what: 'text' })
  const noted = happen(begin(state), facts, 'noted', { text })
  return end(state.status === 'watching' ? lookBack(noted, facts) : noted)
}

/** What is there already is not attached again. */
export function attach(state: Case, { files }: CommandOf<'attach'>, facts: DecisionContext): Decision {
  const has = new Set((state.files ?? []).map(({ sha256 }) => sha256))
  const fresh = files.filter(({ sha256 }) => !has.has(sha256))
  return end(fresh.length === 0 ? begin(state) : add(begin(state), facts, 'attached', { files: fresh }))
}

/** The record stands: what was forwarded is out in public, whoever takes the message back. */
export const recordRecall = (state: Case, { message }: CommandOf<'record-recall'>, facts: DecisionContext): Decision =>
  end(add(begin(state), facts, 'recalled', { message }))

/** Meets the clock of progress notes, which then counts anew. */
export function progress(state: Case, { text }: CommandOf<'progress'>, facts: DecisionContext): Decision {
  if (text === '') return no({ reason: 'missing', command: 'progress', what: 'text' })
  const told = happen(begin(state), facts, 'progressed', { text })
  const before = state.clocks.find((clock) => clock.kind === 'progress' && isAlive(clock))
  const rule = before && clockRule(facts.policy, state.level, before)
  if (rule === undefined) return end(told)
  const again = start(told, facts, rule, { at: facts.now, since: 'progressed', fallback: false })
  const clock = again.state.clocks.at(-1)
  return end(before?.status === 'held' && clock ? add(again, facts, 'clock-held', { clock: clock.id }) : again)
}

export function respond(state: Case, { text }: CommandOf<'respond'>, facts: DecisionContext): Decision {
  if (text === '') return no({ reason: 'missing', command: 'respond', what: 'text' })
  if (state.firstResponse) {
    const { by, at } = state.firstResponse
    return no({ reason: 'already-responded', by: namesOf(facts.org, [by]).join(''), at })
  }
  return end(happen(begin(state), facts, 'responded', { text }))
}

/** The department explains, and names the date by which the reply will come; the policy caps it. */
export function commit(state: Case, { date, text }: CommandOf<'commit'>, facts: DecisionContext): Decision {
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
