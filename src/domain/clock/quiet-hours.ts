// Quiet hours: which reminders wait for the morning, and until when. The nominal instant of a reminder never moves.
import { Temporal } from 'temporal-polyfill'
import type { Instant } from '../calendar/instant.ts'
import { instantOf, millisOf } from '../calendar/instant.ts'
import type { Next } from '../case/clock-state.ts'
import type { Policy } from '../policy/policy.ts'

/** When the quiet hours that hold at `at` for a level end; null where it may be spoken. */
export function quietUntil({ quiet, timeZone }: Policy, level: number, at: Instant): Instant | null {
  if (!quiet || quiet.exempt.includes(level)) return null
  const local = Temporal.Instant.fromEpochMilliseconds(millisOf(at)).toZonedDateTimeISO(timeZone)
  const time = local.toPlainTime().toString({ smallestUnit: 'second' })
  const overnight = quiet.from > quiet.to
  const isQuiet = overnight ? time >= quiet.from || time < quiet.to : time >= quiet.from && time < quiet.to
  if (!isQuiet) return null
  const date = overnight && time >= quiet.from ? local.toPlainDate().add({ days: 1 }) : local.toPlainDate()
  // A wall time that a change of clocks skips is the first one after it.
  const end = date.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(quiet.to) }).epochMilliseconds
  return end > millisOf(at) ? instantOf(end) : null
}

/** Where a clock speaks next, with the end of the quiet hours where its instant falls into them. */
export function delayByQuietHours(policy: Policy, level: number, { step, repeat, at }: Next): Next {
  const until = quietUntil(policy, level, at)
  return until === null ? { step, repeat, at } : { step, repeat, at, quietUntil: until }
}

/** When a clock really speaks. */
export const speaksAt = ({ at, quietUntil }: Next): Instant => quietUntil ?? at
