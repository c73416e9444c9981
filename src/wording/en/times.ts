// Instants, spans and durations in English: `10 Oct 09:20 (Fri)`.
import { parseDuration, type Unit } from '../../domain/calendar/duration.ts'
import { type Instant, millisBetween } from '../../domain/calendar/instant.ts'
import { calendarDay, daysApart, exactOf, lateness, type SpanUnit, spanUnits, type Times, wallOf } from '../times.ts'

export function timesOf(timeZone: string): Times {
  const bare = (at: Instant, seenFrom?: Instant): string => {
    const { year, month, day, time } = wallOf(timeZone, at)
    const other = seenFrom !== undefined && wallOf(timeZone, seenFrom).year !== year
    return `${day} ${MONTHS[month - 1]} ${other ? `${year} ` : ''}${time}`
  }
  const weekday = (at: Instant) => WEEKDAYS[wallOf(timeZone, at).weekday] ?? ''
  const nearDay = (at: Instant, now: Instant) => NEAR[daysApart(timeZone, at, now)] ?? weekday(at)
  return {
    bare,
    dated: (at, seenFrom) => `${bare(at, seenFrom)} (${weekday(at)})`,
    instant: (at, relativeTo) =>
      `${bare(at, relativeTo)} (${relativeTo === undefined ? weekday(at) : nearDay(at, relativeTo)})`,
    due: (at, now) => `${bare(at, now)} (${nearDay(at, now)}, ${howLate(at, now)})`,
    exact: (at) => exactOf(timeZone, at),
    span,
    within,
    dates,
  }
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const NEAR: Record<number, string> = { [-1]: 'yesterday', 0: 'today', 1: 'tomorrow' }

function howLate(at: Instant, now: Instant): string {
  const length = span(millisBetween(at, now))
  return { left: `${length} left`, now: 'due now', late: `${length} late` }[lateness(at, now)]
}

const UNITS: Record<Unit, string> = {
  s: 'second',
  m: 'minute',
  h: 'hour',
  d: 'day',
  wh: 'working hour',
  wd: 'working day',
}

const counted = (amount: number, unit: Unit | SpanUnit): string => `${amount} ${UNITS[unit]}${amount === 1 ? '' : 's'}`

const span = (millis: number): string =>
  spanUnits(millis)
    .map(([amount, unit]) => counted(amount, unit))
    .join(' ')

function within(text: string): string {
  const duration = parseDuration(text)
  return duration === null ? text : counted(duration.amount, duration.unit)
}

function dates(first: string, last: string): string {
  const from = calendarDay(first)
  const to = calendarDay(last)
  const end = `${to.day} ${MONTHS[to.month - 1]}`
  if (first === last) return end
  return from.month === to.month ? `${from.day}–${end}` : `${from.day} ${MONTHS[from.month - 1]} – ${end}`
}
