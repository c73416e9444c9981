// When a clock ought to have spoken for the first time, worked out anew from the policy.
import type { WorkCalendar } from '../calendar/calendar.ts'
import type { Instant } from '../calendar/instant.ts'
import type { Clock } from '../case/clock-state.ts'
import type { Policy } from '../policy/policy.ts'
import { firstRung } from './ladder.ts'
import { delayByQuietHours, speaksAt } from './quiet-hours.ts'
import { clockRule } from './rules.ts'

/** Null where the policy has no such clock at that level, and so nothing to say. */
export function firstReminderAt(clock: Clock, level: number, policy: Policy, calendar: WorkCalendar): Instant | null {
  const rule = clockRule(policy, level, clock)
  return rule ? speaksAt(delayByQuietHours(policy, level, firstRung(rule.ladder, calendar, clock))) : null
}
