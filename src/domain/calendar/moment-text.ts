// An instant that has passed, as people write when something was done: 11-29 15:00, 11月29日15时, 今天 15:00, 2026-11-29T15:00.
import { Temporal } from 'temporal-polyfill'
import { toHalfWidth } from '../text/text.ts'
import { localDate, type WorkCalendar } from './calendar.ts'
import { type Instant, instantOf } from './instant.ts'

/** The instant that is meant; null where none is, or no time of day is said. A date without a year is the last such day up to `now`. */
export function momentCalled(text: string, now: Instant, calendar: WorkCalendar): Instant | null {
  const said = toHalfWidth(text).replace(/：/gu, ':').trim()
  if (ISO.test(said)) return instantIn(said)
  const match = MOMENT.exec(said)
  if (match === null) return null
  const { year, month, day, near, half, hour, minuteOfColon, minuteInWords } = match.groups ?? {}
  const minute = minuteOfColon ?? minuteInWords ?? '0'
  const today = Temporal.PlainDate.from(localDate(calendar, now))
  const date =
    month === undefined
      ? today.subtract({ days: DAYS_AGO[near?.toLowerCase() ?? ''] ?? 0 })
      : plainDate(year === undefined ? today.year : Number(year), Number(month), Number(day))
  if (date === null) return null
  const isAhead = year === undefined && Temporal.PlainDate.compare(date, today) > 0
  const clock = Number(hour) + (AFTERNOON.test(half ?? '') && Number(hour) < 12 ? 12 : 0)
  const minutes = minute === '半' ? 30 : Number(minute)
  if (clock > 23 || minutes > 59) return null
  const local = (isAhead ? date.subtract({ years: 1 }) : date).toPlainDateTime({ hour: clock, minute: minutes })
  return instantOf(local.toZonedDateTime(calendar.timeZone).epochMilliseconds)
}

const DAYS_AGO: Record<string, number> = { 今天: 0, 今日: 0, today: 0, 昨天: 1, 昨日: 1, yesterday: 1, 前天: 2 }
const AFTERNOON = /下午|晚上?|pm/iu
const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/iu
const DATE = String.raw`(?:(?<year>\d{4})\s*[-/.年]\s*)?(?<month>\d{1,2})\s*[-/.月]\s*(?<day>\d{1,2})\s*[日号號]?`
const NEAR = '(?<near>今天|今日|昨天|昨日|前天|today|yesterday)'
const TIME = String.raw`(?<half>上午|下午|晚上?|早上|中午|am|pm)?\s*(?<hour>\d{1,2})(?::(?<minuteOfColon>\d{2})|\s*[时點点](?:(?<minuteInWords>\d{1,2}|半)\s*分?)?)`
const MOMENT = new RegExp(`^(?:(?:${DATE}|${NEAR})[\\s，,T]*)?${TIME}$`, 'iu')

function plainDate(year: number, month: number, day: number): Temporal.PlainDate | null {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' })
  } catch {
    return null // 31 November: no such date, and the caller says so
  }
}

function instantIn(iso: string): Instant | null {
  const millis = Date.parse(iso)
  return Number.isNaN(millis) ? null : instantOf(millis)
}
