// Instants on the institution's wall, and spans in units: what both languages' times are made from.
import { DAY, HOUR, type Instant, MINUTE, millisBetween, millisOf, SECOND } from '../domain/calendar/instant.ts'

/** Instants and spans in words of one language and one time zone. */
export interface Times {
  /** `10月9日 09:20`; with the year where `seenFrom` is given and lies in another. */
  bare(at: Instant, seenFrom?: Instant): string
  /** With the weekday; never 今天, so that it stays true on a card that is read tomorrow. */
  dated(at: Instant, seenFrom?: Instant): string
  /** For messages: also 今天, 明天, 昨天 as seen from the instant of the message. */
  instant(at: Instant, relativeTo?: Instant): string
  /** A due instant with how long is left, or how late it is, in brackets. */
  due(at: Instant, now: Instant): string
  /** `2026-10-10 09:20`, for explanations. */
  exact(at: Instant): string
  span(millis: number): string
  /** A policy's duration: `24h` is `24小时`, `5wd` is `5个工作日`. */
  within(duration: string): string
  /** `10月1日至7日`: dates (YYYY-MM-DD), both inclusive. */
  dates(first: string, last: string): string
}

export interface Wall {
  year: number
  month: number
  day: number
  /** `09:20` */
  time: string
  /** 0 is Sunday. */
  weekday: number
  /** Days since 1970-01-01 on the wall. */
  dayNumber: number
}

export function wallOf(timeZone: string, at: Instant): Wall {
  const parts = new Map(
    formatterOf(timeZone)
      .formatToParts(millisOf(at))
      .map(({ type, value }) => [type, value]),
  )
  const [year = 0, month = 0, day = 0] = (['year', 'month', 'day'] as const).map((type) => Number(parts.get(type)))
  return { ...dateOf(year, month, day), time: `${parts.get('hour')}:${parts.get('minute')}` }
}

/** A date (YYYY-MM-DD) without its time. */
export function calendarDay(date: string): Omit<Wall, 'time'> {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  return dateOf(year, month, day)
}

export const exactOf = (timeZone: string, at: Instant): string => {
  const { year, month, day, time } = wallOf(timeZone, at)
  return `${year}-${two(month)}-${two(day)} ${time}`
}

/** How many days `at` lies after `relativeTo` on the wall: 0 today, 1 tomorrow, -1 yesterday. */
export const daysApart = (timeZone: string, at: Instant, relativeTo: Instant): number =>
  wallOf(timeZone, at).dayNumber - wallOf(timeZone, relativeTo).dayNumber

export type SpanUnit = 'd' | 'h' | 'm' | 's'

/** The two largest units of a span, rounded: nobody needs the seconds of two hours, but a drill lasts seconds. */
export function spanUnits(millis: number): [number, SpanUnit][] {
  const length = Math.abs(millis)
  const seconds = Math.round(length / SECOND)
  if (seconds < 120) return present([Math.floor(seconds / 60), 'm'], [seconds % 60, 's'])
  const minutes = Math.round(length / MINUTE)
  if (minutes < DAY / MINUTE) return present([Math.floor(minutes / 60), 'h'], [minutes % 60, 'm'])
  const hours = Math.round(length / HOUR)
  return present([Math.floor(hours / 24), 'd'], [hours % 24, 'h'])
}

/** Whether a due instant is still to come, has just come, or has passed. Less than a second is neither. */
export function lateness(dueAt: Instant, now: Instant): 'left' | 'now' | 'late' {
  const late = millisBetween(dueAt, now)
  if (Math.abs(late) < SECOND) return 'now'
  return late < 0 ? 'left' : 'late'
}

function dateOf(year: number, month: number, day: number): Omit<Wall, 'time'> {
  const midnight = new Date(Date.UTC(year, month - 1, day))
  return { year, month, day, weekday: midnight.getUTCDay(), dayNumber: midnight.getTime() / DAY }
}

function present(...units: [number, SpanUnit][]): [number, SpanUnit][] {
  const counted = units.filter(([amount]) => amount > 0)
  return counted.length > 0 ? counted : [[0, 's']]
}

const two = (number: number): string => String(number).padStart(2, '0')

const formatters = new Map<string, Intl.DateTimeFormat>()

// The making of one takes longer than a hundred uses.
function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  })
  formatters.set(timeZone, made)
  return made
}
