// When a clock ought to have spoken for the first time, worked out anew from the policy.
import type { WorkCalendar } from './calendar.ts'
import type { Clock } from './case.ts'
import { clockRule } from './clock.ts'
import type { Instant } from './instant.ts'
import { firstRung } from './ladder.ts'
import type { Policy } from './policy.ts'
import { hushed, speaksAt } from './quiet.ts'

/** Null where the policy has no such clock at that level, and so nothing to say. */
export function firstWord(clock: Clock, level: number, policy: Policy, calendar: WorkCalendar): Instant | null {
  const rule = clockRule(policy, level, clock)
  return rule ? speaksAt(hushed(policy, level, firstRung(rule.ladder, calendar, clock))) : null
}
