// Whether people are at work, and when they will be: a working day runs from its first hour to its last, lunch included.
import { Temporal } from 'temporal-polyfill'
import { dayKind, localDate, type WorkCalendar } from './calendar.ts'
import { type Instant, instantOf, millisOf } from './instant.ts'

/** No holiday is longer. */
const MOST_DAYS = 60

/** When work begins next; null while a working day runs, and where nobody ever works. */
export function opensNext(calendar: WorkCalendar, now: Instant): Instant | null {
  const [first, last] = [calendar.spans[0], calendar.spans.at(-1)]
  if (first === undefined || last === undefined) return null
  const today = Temporal.PlainDate.from(localDate(calendar, now))
  for (let days = 0; days < MOST_DAYS; days += 1) {
    const date = today.add({ days })
    if (!dayKind(calendar, date.toString()).worked) continue
    if (millisOf(now) < wall(calendar, date, first.from)) return instantOf(wall(calendar, date, first.from))
    if (millisOf(now) < wall(calendar, date, last.to)) return null
  }
  return null
}

function wall({ timeZone }: WorkCalendar, date: Temporal.PlainDate, time: string): number {
  const [day, plainTime] = time === '24:00' ? [date.add({ days: 1 }), '00:00'] : [date, time]
  return day.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(plainTime) }).epochMilliseconds
}
