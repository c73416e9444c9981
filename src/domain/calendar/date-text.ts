// Dates as people write them in a command, as the instants that are meant: ahead of now (a promise, a deadline), or behind it
// (when something was posted).
import { Temporal } from 'temporal-polyfill'
import { addDuration, localDate, type WorkCalendar } from './calendar.ts'
import { type DateText, type Day, NO_TIME, wholeDate } from './date-words.ts'
import { parseDuration } from './duration.ts'
import { type Instant, instantOf, later, MINUTE } from './instant.ts'

/**
 * The instant that is meant; null where none is. A date without a time ends when that day's work does; one without a
 * year is the next such day from `now` on.
 */
export function dateCalled(text: string, now: Instant, calendar: WorkCalendar): Instant | null {
  const duration = parseDuration(text.trim())
  if (duration) return duration.amount > 3_650 ? null : addDuration(calendar, now, duration).at
  const date = wholeDate(text)
  if (date === null || date.day === null || date.part) return null
  const day = dayMeant(date.day, today(now, calendar), 'ahead')
  const endOfWork = minutesOf(calendar.spans.at(-1)?.to ?? '24:00')
  return day === null ? null : atTime(day, date.time ?? endOfWork, date.offset, calendar)
}

/**
 * When something has happened; null where none is meant. A date without a time is the whole day, and `at` its first
 * instant (`dayOnly`); one without a year is the last such day, where that lies nearer than the next.
 */
export function dateBehind(
  text: string,
  now: Instant,
  calendar: WorkCalendar,
): { at: Instant; dayOnly: boolean } | null {
  const date = wholeDate(text)
  if (date === null) return null
  if (date.ago !== null) return { at: later(now, -date.ago * MINUTE), dayOnly: false }
  const day = date.day === null ? today(now, calendar) : dayMeant(date.day, today(now, calendar), 'behind')
  const at = day === null ? null : atTime(day, date.time ?? 0, date.offset, calendar)
  return at === null ? null : { at, dayOnly: date.time === null }
}

const today = (now: Instant, calendar: WorkCalendar): Temporal.PlainDate =>
  Temporal.PlainDate.from(localDate(calendar, now))

function dayMeant(day: Day, now: Temporal.PlainDate, where: 'ahead' | 'behind'): Temporal.PlainDate | null {
  switch (day.kind) {
    case 'apart':
      return now.add({ days: day.days })
    case 'weekday':
      return weekdayMeant(day, now, where)
    case 'date':
      return day.year === null ? withoutYear(day, now, where) : plainDate(yearMeant(day.year, now), day.month, day.day)
  }
}

const yearMeant = (year: number | { apart: number }, now: Temporal.PlainDate): number =>
  typeof year === 'number' ? year : now.year + year.apart

function withoutYear(
  { month, day }: { month: number; day: number },
  now: Temporal.PlainDate,
  where: 'ahead' | 'behind',
): Temporal.PlainDate | null {
  const years = where === 'ahead' ? [now.year, now.year + 1] : [now.year, now.year - 1]
  const [here, beyond] = years.map((year) => plainDate(year, month, day))
  if (where === 'ahead') {
    if (!here || Temporal.PlainDate.compare(here, now) >= 0) return here ?? null
    return here.add({ years: 1 })
  }
  if (!here || Temporal.PlainDate.compare(here, now) <= 0) return here ?? null
  return beyond && now.since(beyond).days < HALF_A_YEAR ? beyond : here
}

const HALF_A_YEAR = 183

function weekdayMeant(
  { weekday, week }: { weekday: number; week: number | null },
  now: Temporal.PlainDate,
  where: 'ahead' | 'behind',
): Temporal.PlainDate {
  const here = now.add({ days: weekday - now.dayOfWeek + 7 * (week ?? 0) })
  if (week !== null) return here
  if (where === 'ahead') return weekday < now.dayOfWeek ? here.add({ days: 7 }) : here
  return weekday > now.dayOfWeek ? here.subtract({ days: 7 }) : here
}

function plainDate(year: number, month: number, day: number): Temporal.PlainDate | null {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' })
  } catch {
    return null // 31 November: no such date, and the caller says so
  }
}

function atTime(
  date: Temporal.PlainDate,
  minutes: number,
  offset: DateText['offset'],
  { timeZone }: WorkCalendar,
): Instant | null {
  if (minutes === NO_TIME) return null
  const local = date.toPlainDateTime({ hour: 0 }).add({ minutes })
  if (offset === null) return instantOf(local.toZonedDateTime(timeZone).epochMilliseconds)
  return later(instantOf(local.toZonedDateTime('UTC').epochMilliseconds), -offset * MINUTE)
}

function minutesOf(clock: string): number {
  const [hour = 0, minute = 0] = clock.split(':').map(Number)
  return hour * 60 + minute
}
