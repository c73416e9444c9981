// How firmly a reminder speaks: firmer from rung to rung, and never more softly than those who owe were spoken to before.
import type { Instant } from '../calendar/instant.ts'
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

/** The firmest that was said about the case's other clocks in the hands that owe this one; null where nothing was. */
export function floorFor({ after, facts }: NoticeContext, clock: Clock, at: Instant): Firmness | null {
  const said = after.clocks
    .filter((other) => other.id !== clock.id && inSameHands(other, clock, after))
    .flatMap((other) => {
      const until = other.status === 'met' ? other.metAt : at
      const ladder = clockRule(facts.policy, after.level, other)?.ladder ?? []
      if (other.status === 'cancelled' || until <= other.dueAt || ladder.length === 0) return []
      const steps = climb(ladder, facts.calendar, other, firstRung(ladder, facts.calendar, other), until).said
      return steps.map((step) => firmnessOf(rungIn(step, other.dueAt)))
    })
  const firmest = said.reduce<Firmness | null>((most, each) => (most === null ? each : firmer(most, each)), null)
  // Without fail is for what is said again and again.
  return firmest === 'without-fail' ? 'at-once' : firmest
}

const rungIn = ({ step, last, at }: FiredStep, dueAt: Instant) => ({ step, repeat: last, isLate: at >= dueAt })

/** Another department does not inherit the tone. */
function inSameHands(other: Clock, clock: Clock, state: Case): boolean {
  if (other.owner !== clock.owner || JSON.stringify(other.of) !== JSON.stringify(clock.of)) return false
  const since = clock.owner === 'contact' || clock.owner === 'head' ? (leadPart(state)?.assignedAt ?? '') : ''
  return other.startedAt >= since
}
