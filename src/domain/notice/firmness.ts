// How firmly a reminder speaks: firmer from rung to rung, and never more softly than those who owe were spoken to before.
import { type Instant, later } from '../calendar/instant.ts'
import type { Case } from '../case/case.ts'
import type { Clock, FiredStep } from '../case/clock-state.ts'
import { leadPart } from '../case/parts.ts'
import { climb, firstRung } from '../clock/ladder.ts'
import { clockRule } from '../clock/rules.ts'
import type { NoticeContext } from './context.ts'
import { FIRMNESSES, type Firmness } from './notice.ts'

/** Of a rung by itself. */
export function firmnessOf(rung: { step: number; repeat: number; isLate: boolean }): Firmness {
  if (!rung.isLate) return rung.step <= 1 ? 'in-time' : 'soon'
  if (rung.repeat > 0) return 'without-fail'
  return rung.step <= 2 ? 'as-soon-as-possible' : 'at-once'
}

export const firmer = (a: Firmness, b: Firmness): Firmness => (FIRMNESSES.indexOf(a) > FIRMNESSES.indexOf(b) ? a : b)

/**
 * The firmest that was said about the case in the hands that owe this clock: of its other clocks, and of this one before another due
 * instant took the place of one that had passed; null where nothing was.
 */
export function floorFor({ after, facts }: NoticeContext, clock: Clock, at: Instant): Firmness | null {
  const said = after.clocks
    .filter((other) => inSameHands(other, clock, after))
    .flatMap((other) => {
      const ladder = clockRule(facts.policy, after.level, other)?.ladder ?? []
      const dues = other.id === clock.id ? replacedDues(other) : [...replacedDues(other), ...currentDue(other, at)]
      if (ladder.length === 0) return []
      return dues
        .filter(({ dueAt, until }) => until > dueAt)
        .flatMap(({ dueAt, until }) => {
          const hook = { dueAt, startedAt: other.startedAt }
          const steps = climb(ladder, facts.calendar, hook, firstRung(ladder, facts.calendar, hook), until).said
          return steps.map((step) => firmnessOf(rungIn(step, dueAt)))
        })
    })
  const firmest = said.reduce<Firmness | null>((most, each) => (most === null ? each : firmer(most, each)), null)
  // Without fail is for what is said again and again.
  return firmest === 'without-fail' ? 'at-once' : firmest
}

interface Due {
  dueAt: Instant
  until: Instant
}

/** Of a clock that was moved before its due instants were kept, the lateness tells that one had passed. */
function replacedDues({ earlier, late, dueAt }: Clock): Due[] {
  const from = late[0]?.from
  if (earlier !== undefined || from === undefined || from >= dueAt) return earlier ?? []
  return [{ dueAt: from, until: later(from, 1) }]
}

const currentDue = (clock: Clock, at: Instant): Due[] =>
  clock.status === 'cancelled' ? [] : [{ dueAt: clock.dueAt, until: clock.status === 'met' ? clock.metAt : at }]

const rungIn = ({ step, last, at }: FiredStep, dueAt: Instant) => ({ step, repeat: last, isLate: at >= dueAt })

/** Another department does not inherit the tone. What the case's department owes of a statement or a promise is owed by the same people. */
function inSameHands(other: Clock, clock: Clock, state: Case): boolean {
  const isSame = JSON.stringify(other.of) === JSON.stringify(clock.of) || (isOfCase(other) && isOfCase(clock))
  if (other.owner !== clock.owner || !isSame) return false
  const since = clock.owner === 'contact' || clock.owner === 'head' ? (leadPart(state)?.assignedAt ?? '') : ''
  return other.startedAt >= since
}

const isOfCase = ({ kind, of }: Clock): boolean => kind !== 'review' && of.kind !== 'department'
