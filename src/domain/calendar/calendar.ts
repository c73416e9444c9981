// Working time: which days are worked, when they open and close, and where a duration or a ladder offset ends.
import { Temporal } from 'temporal-polyfill'
import type { Duration, Offset } from './duration.ts'
import { DAY, HOUR, type Instant, instantOf, MINUTE, millisOf, SECOND } from './instant.ts'

/** Official days off and make-up workdays, dates (YYYY-MM-DD) with their Chinese names; only complete years. */
export interface HolidayTable {
  version: string
  years: Record<string, { holidays: Record<string, string>; makeUpDays: Record<string, string> }>
}

/** What an institution works by. Immutable: its days are remembered per object, so that a change is a new object. */
export interface WorkCalendar {
  timeZone: string
  /** ISO weekdays normally worked, 1 = Monday. */
  workdays: number[]
  /** 'HH:MM' local time, sorted, without overlap; '24:00' is the end of the day. */
  spans: { from: string; to: string }[]
  official: HolidayTable
  /** The institution's own dates, YYYY-MM-DD; they outrank the official table, and a closure outranks an opening. */
  closures: string[]
  openings: string[]
}

export type DayReason = 'workday' | 'weekend' | 'holiday' | 'make-up' | 'closure' | 'opening'

/** `covered` is false where the official table does not know the year, so that only weekday and own dates decided. */
export interface DayKind {
  worked: boolean
  why: DayReason
  name?: string
  covered: boolean
}

export interface NotedDay {
  date: string
  why: DayReason
  name?: string
}

export interface Reckoning {
  at: Instant
  /** In the order met: holidays and closures that moved `at`, make-up days and openings that were counted. */
  passedOver: NotedDay[]
  /** Plain weekend days that moved it; they are too many to name. */
  weekendDays: number
  /** Years of working time that the official table does not cover: taken as plain weekdays, and to be told. */
  uncoveredYears: number[]
}

/** An own closure or opening is the reason only where it changes the day: a holiday closed anyway keeps its name. */
export const dayKind = (calendar: WorkCalendar, date: string): DayKind => {
  const kind = officialKind(calendar, date)
  if (calendar.closures.includes(date)) return kind.worked ? ownKind('closure', kind.covered) : kind
  if (calendar.openings.includes(date)) return kind.worked ? kind : ownKind('opening', kind.covered)
  return kind
}

/** The date (YYYY-MM-DD) on the calendar's wall at an instant. */
export const localDate = (calendar: WorkCalendar, at: Instant): string =>
  dateOf(localDay(calendar.timeZone, millisOf(at)))

/**
 * When a duration that starts at `from` has run out. Working hours that fill a span exactly end at its close; working
 * days end at the close of the last one, counted from the day after `from`. Throws where nobody ever works.
 */
export const addDuration = (calendar: WorkCalendar, from: Instant, { amount, unit }: Duration): Reckoning => {
  switch (unit) {
    case 'wh':
      return countWorkingTime(calendar, from, 1, amount * HOUR)
    case 'wd':
      return countWorkingDays(calendar, from, 1, amount, closing)
    default:
      return elapsed(millisOf(from) + amount * ELAPSED[unit])
  }
}

/**
 * When a step of the ladder is reached. A percentage is of the time from `startedAt` to `due`, and is `due` itself
 * where there is none; working days fall at the opening of the day. A span may lie before `startedAt`: it is born late.
 */
export const applyOffset = (calendar: WorkCalendar, due: Instant, startedAt: Instant, offset: Offset): Reckoning => {
  switch (offset.kind) {
    case 'due':
      return elapsed(millisOf(due))
    case 'percent':
      return elapsed(beforeDue(millisOf(due), millisOf(startedAt), offset.percent))
    case 'span':
      return shift(calendar, due, offset.sign, offset.duration)
  }
}

type Sign = -1 | 1

/** Milliseconds since 1970-01-01T00:00:00Z. */
interface Span {
  open: number
  close: number
}

interface Day extends DayKind {
  date: string
  /** Empty where the day is not worked; read when first asked for, since the zone's rules are the costly part. */
  spans: () => Span[]
}

const ELAPSED = { s: SECOND, m: MINUTE, h: HOUR, d: DAY }

const MOST_IDLE_DAYS = 2 * 366

const officialKind = (calendar: WorkCalendar, date: string): DayKind => {
  const year = calendar.official.years[date.slice(0, 4)]
  const covered = year !== undefined
  const holiday = year?.holidays[date]
  if (holiday !== undefined) return { worked: false, why: 'holiday', name: holiday, covered }
  const makeUp = year?.makeUpDays[date]
  if (makeUp !== undefined) return { worked: true, why: 'make-up', name: makeUp, covered }
  const worked = calendar.workdays.includes(weekdayOf(date))
  return { worked, why: worked ? 'workday' : 'weekend', covered }
}

const ownKind = (why: 'closure' | 'opening', covered: boolean): DayKind => ({ worked: why === 'opening', why, covered })

const weekdayOf = (date: string): number => Temporal.PlainDate.from(date).dayOfWeek

const shift = (calendar: WorkCalendar, due: Instant, sign: Sign, { amount, unit }: Duration): Reckoning => {
  switch (unit) {
    case 'wh':
      return countWorkingTime(calendar, due, sign, amount * HOUR)
    case 'wd':
      return countWorkingDays(calendar, due, sign, amount, opening)
    default:
      return elapsed(millisOf(due) + sign * amount * ELAPSED[unit])
  }
}

const beforeDue = (due: number, startedAt: number, percent: number): number =>
  due - Math.round((Math.max(due - startedAt, 0) * percent) / 100)

const elapsed = (millis: number): Reckoning => ({
  at: instantOf(millis),
  passedOver: [],
  weekendDays: 0,
  uncoveredYears: [],
})

const countWorkingTime = (calendar: WorkCalendar, from: Instant, sign: Sign, millis: number): Reckoning => {
  const base = millisOf(from)
  const seen: Day[] = []
  let left = millis
  // Backwards, midnight is the end of the day before.
  for (const day of daysFrom(calendar, localDay(calendar.timeZone, sign > 0 ? base : base - 1), sign)) {
    const before = left
    for (const span of sign > 0 ? day.spans() : day.spans().toReversed()) {
      const start = sign > 0 ? Math.max(span.open, base) : Math.min(span.close, base)
      const room = sign > 0 ? span.close - start : start - span.open
      if (room >= left) return reckoning(start + sign * left, [...seen, day])
      left -= Math.max(room, 0)
    }
    // A base after closing takes nothing from a day that is worked: it neither moved the result nor was counted.
    seen.push(day.worked && left === before ? { ...day, why: 'workday' } : day)
  }
  throw neverWorked(calendar)
}

const countWorkingDays = (
  calendar: WorkCalendar,
  from: Instant,
  sign: Sign,
  amount: number,
  momentOn: (day: Day) => number | undefined,
): Reckoning => {
  const seen: Day[] = []
  let left = amount
  for (const day of daysFrom(calendar, localDay(calendar.timeZone, millisOf(from)) + sign, sign)) {
    seen.push(day)
    if (day.worked) left -= 1
    const moment = left > 0 ? undefined : momentOn(day)
    if (moment !== undefined) return reckoning(moment, seen)
  }
  throw neverWorked(calendar)
}

const opening = (day: Day): number | undefined => day.spans()[0]?.open

const closing = (day: Day): number | undefined => day.spans().at(-1)?.close

/** Ends after two years in which nobody works. */
function* daysFrom(calendar: WorkCalendar, first: number, sign: Sign): Generator<Day> {
  const known = knownDays(calendar)
  const everOpen = calendar.spans.some(({ from, to }) => from < to)
  let idle = 0
  for (let number = first; idle <= MOST_IDLE_DAYS; number += sign) {
    const day = known.get(number) ?? readDay(calendar, number)
    known.set(number, day)
    idle = day.worked && everOpen ? 0 : idle + 1
    yield day
  }
}

const neverWorked = (calendar: WorkCalendar): Error =>
  new Error(
    `The working calendar has no working time within ${MOST_IDLE_DAYS} days: ` +
      `${calendar.workdays.length} workdays a week, ${calendar.spans.length} spans a day`,
  )

const reckoning = (millis: number, seen: Day[]): Reckoning => ({
  at: instantOf(millis),
  passedOver: seen.filter((day) => day.why !== 'workday' && day.why !== 'weekend').map(noted),
  weekendDays: seen.filter((day) => day.why === 'weekend').length,
  uncoveredYears: [...new Set(seen.filter((day) => !day.covered).map((day) => Number(day.date.slice(0, 4))))],
})

const noted = ({ date, why, name }: Day): NotedDay => (name === undefined ? { date, why } : { date, why, name })

// A day costs a few calls into Temporal; every case of an institution asks for the same ones.
const daysByCalendar = new WeakMap<WorkCalendar, Map<number, Day>>()

const knownDays = (calendar: WorkCalendar): Map<number, Day> => {
  const known = daysByCalendar.get(calendar) ?? new Map<number, Day>()
  daysByCalendar.set(calendar, known)
  return known
}

const readDay = (calendar: WorkCalendar, number: number): Day => {
  const date = dateOf(number)
  const kind = dayKind(calendar, date)
  let spans: Span[] | null = kind.worked ? null : []
  return { ...kind, date, spans: () => (spans ??= spansOn(calendar, number)) }
}

/** What a change of clocks leaves of the spans: one that falls into the gap is no longer there, and none overlap. */
const spansOn = (calendar: WorkCalendar, number: number): Span[] => {
  const spans: Span[] = []
  for (const { from, to } of calendar.spans) {
    const open = Math.max(wallTime(calendar.timeZone, number, from), spans.at(-1)?.close ?? -Infinity)
    const close = wallTime(calendar.timeZone, number, to)
    if (close > open) spans.push({ open, close })
  }
  return spans
}

const wallTime = (timeZone: string, number: number, time: string): number => {
  const local = time === '24:00' ? `${dateOf(number + 1)}T00:00` : `${dateOf(number)}T${time}`
  return Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone).epochMilliseconds
}

/** Days since 1970-01-01 of the local date: plain numbers step faster than dates. */
const localDay = (timeZone: string, millis: number): number => {
  const { offsetNanoseconds } = Temporal.Instant.fromEpochMilliseconds(millis).toZonedDateTimeISO(timeZone)
  return Math.floor((millis + offsetNanoseconds / 1e6) / DAY)
}

const dateOf = (number: number): string => instantOf(number * DAY).slice(0, 10)
