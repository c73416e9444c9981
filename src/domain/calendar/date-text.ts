// Dates as people write them in a command: 2026-10-12, 10月12日, 10-12 17:00, or a duration from now (3wd).
import { Temporal } from 'temporal-polyfill'
import { addDuration, localDate, type WorkCalendar } from './calendar.ts'
import { parseDuration } from './duration.ts'
import { type Instant, instantOf } from './instant.ts'

/**
 * The instant that is meant; null where none is. A date without a time ends when that day's work does; one without a
 * year is the next such day from `now` on.
 */
export function dateCalled(text: string, now: Instant, calendar: WorkCalendar): Instant | null {
  const duration = parseDuration(text.trim())
  if (duration) return duration.amount > 3_650 ? null : addDuration(calendar, now, duration).at
  const match = DATE.exec(text.trim())
  if (match === null) return null
  const [, year, month, day, hour, minute] = match
  const today = Temporal.PlainDate.from(localDate(calendar, now))
  const date = plainDate(year === undefined ? today.year : Number(year), Number(month), Number(day))
  if (date === null) return null
  const behind = year === undefined && Temporal.PlainDate.compare(date, today) < 0
  const clock = hour === undefined ? (calendar.spans.at(-1)?.to ?? '24:00') : `${hour.padStart(2, '0')}:${minute}`
  return atClock(behind ? date.add({ years: 1 }) : date, clock, calendar.timeZone)
}

const DATE = /^(?:(\d{4})\s*[-/.年]\s*)?(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号號]?(?:\s+(\d{1,2})[:：](\d{2}))?$/

function plainDate(year: number, month: number, day: number): Temporal.PlainDate | null {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' })
  } catch {
    return null // 31 November: no such date, and the caller says so
  }
}

function atClock(date: Temporal.PlainDate, clock: string, timeZone: string): Instant | null {
  const [hour = 0, minute = 0] = clock.split(':').map(Number)
  if (hour > 24 || minute > 59 || (hour === 24 && minute > 0)) return null
  const midnight = date.toPlainDateTime({ hour: 0 })
  const local = hour === 24 ? midnight.add({ days: 1 }) : midnight.with({ hour, minute })
  return instantOf(local.toZonedDateTime(timeZone).epochMilliseconds)
}
