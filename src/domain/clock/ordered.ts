// The superior body's deadline: a reply that would be due later is due then, whatever the level, a commitment or a correction says.
import type { WorkCalendar } from '../calendar/calendar.ts'
import type { Instant } from '../calendar/instant.ts'
import type { Case } from '../case/case.ts'
import type { ClockRule } from '../policy/policy.ts'
import { ladderFrom, type Setting } from './rules.ts'

/** Until when the superior body wants the answer; null where it does not, or where the case was reopened since. */
export function orderedUntil({ order, reopenedAt }: Case): Instant | null {
  if (order === null || (reopenedAt !== null && order.deadline <= reopenedAt)) return null
  return order.deadline
}

/** The same clock, due at the superior body's deadline where it would be due after it. */
export function underOrder(
  state: Case,
  rule: ClockRule,
  calendar: WorkCalendar,
  setting: Setting,
  { startedAt, now }: { startedAt: Instant; now: Instant },
): Setting {
  const until = orderedUntil(state)
  if (rule.kind !== 'reply' || until === null || setting.dueAt <= until) return setting
  const why = { ...setting.why, ordered: true as const }
  return { ...setting, dueAt: until, why, ...ladderFrom(rule, calendar, { dueAt: until, startedAt }, now) }
}
