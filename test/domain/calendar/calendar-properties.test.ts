// Working time: properties that hold of any calendar and any base.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { officialHolidays } from '../../../src/desk/startup/holidays.ts'
import type { WorkCalendar } from '../../../src/domain/calendar/calendar.ts'
import { addDuration, applyOffset, dayKind, localDate } from '../../../src/domain/calendar/calendar.ts'
import type { Unit } from '../../../src/domain/calendar/duration.ts'
import {
  DAY,
  type Instant,
  instantOf,
  later,
  MINUTE,
  millisBetween,
  millisOf,
} from '../../../src/domain/calendar/instant.ts'

const office: WorkCalendar = {
  timeZone: 'Asia/Shanghai',
  workdays: [1, 2, 3, 4, 5],
  spans: [
    { from: '08:30', to: '12:00' },
    { from: '14:00', to: '17:30' },
  ],
  official: officialHolidays(),
  closures: [],
  openings: [],
}

const everyDay = [1, 2, 3, 4, 5, 6, 7]
const allHours = [{ from: '00:00', to: '24:00' }]

describe('for any base', () => {
  const [first, last] = [millisOf('2025-09-01T00:00:00.000Z'), millisOf('2026-12-01T00:00:00.000Z')]
  const QUARTER = 15 * MINUTE
  const bases = fc.integer({ min: first / QUARTER, max: last / QUARTER }).map((count) => instantOf(count * QUARTER))
  const amounts = fc.integer({ min: 1, max: 30 })
  const calendars = fc.constantFrom<WorkCalendar>(
    office,
    { ...office, closures: ['2026-03-02'], openings: ['2026-03-07', '2026-10-01'] },
    { ...office, spans: allHours },
    { ...office, timeZone: 'Europe/Berlin', workdays: everyDay, spans: [{ from: '00:00', to: '06:30' }] },
  )
  const add = (calendar: WorkCalendar, base: Instant, amount: number, unit: Unit): Instant =>
    addDuration(calendar, base, { amount, unit }).at

  /** Whether the quarter that begins at `instant` is worked, by the wall clock of Intl (written as the Swedes do). */
  const isWorked = ({ timeZone, ...calendar }: WorkCalendar, instant: Instant): boolean => {
    const [date, time] = new Date(instant).toLocaleString('sv-SE', { timeZone }).split(' ') as [string, string]
    const open = calendar.spans.some(({ from, to }) => from <= time.slice(0, 5) && time.slice(0, 5) < to)
    return open && dayKind({ timeZone, ...calendar }, date).worked
  }

  it('working hours end after just so many worked quarters', () => {
    const few = fc.integer({ min: 1, max: 10 })
    const exact = fc.property(calendars, bases, few, (calendar, base, amount) => {
      const end = add(calendar, base, amount, 'wh')
      let worked = 0
      for (let each = base; each < end; each = later(each, QUARTER)) if (isWorked(calendar, each)) worked += 1
      expect(worked).toBe(amount * 4)
      expect(isWorked(calendar, later(end, -QUARTER))).toBe(true)
    })
    fc.assert(exact, { numRuns: 60 })
  })

  it('working hours add up', () => {
    const additive = fc.property(calendars, bases, amounts, amounts, (calendar, base, some, more) => {
      expect(add(calendar, add(calendar, base, some, 'wh'), more, 'wh')).toBe(add(calendar, base, some + more, 'wh'))
    })
    fc.assert(additive)
  })

  it('working hours are counted back to where they were counted from', () => {
    const inverse = fc.property(calendars, bases, amounts, (calendar, base, amount) => {
      fc.pre(isWorked(calendar, base))
      const end = add(calendar, base, amount, 'wh')
      const back = applyOffset(calendar, end, base, { kind: 'span', sign: -1, duration: { amount, unit: 'wh' } })
      expect(back.at).toBe(base)
    })
    fc.assert(inverse)
  })

  it('a later base is never due earlier, and the due instant is after the base', () => {
    const units = fc.constantFrom<Unit>('s', 'm', 'h', 'd', 'wh', 'wd')
    const monotone = fc.property(calendars, bases, bases, amounts, units, (calendar, one, other, amount, unit) => {
      const [first, second] = [one, other].sort() as [Instant, Instant]
      expect(add(calendar, first, amount, unit) <= add(calendar, second, amount, unit)).toBe(true)
      expect(millisBetween(first, add(calendar, first, amount, unit))).toBeGreaterThan(0)
    })
    fc.assert(monotone)
  })

  it('working days end at closing time after just so many worked days', () => {
    const counted = fc.property(bases, amounts, (base, amount) => {
      const end = add(office, base, amount, 'wd')
      const dates: string[] = []
      for (let day = later(base, DAY); localDate(office, day) <= localDate(office, end); day = later(day, DAY))
        dates.push(localDate(office, day))
      expect(dates.filter((date) => dayKind(office, date).worked)).toHaveLength(amount)
      expect(end.slice(11, 16)).toBe('09:30') // 17:30 in Shanghai
    })
    fc.assert(counted)
  })

  it('a percentage lies between the start and the due instant', () => {
    const between = fc.property(bases, bases, fc.integer({ min: 1, max: 99 }), (one, other, percent) => {
      const [started, ends] = [one, other].sort() as [Instant, Instant]
      const reached = applyOffset(office, ends, started, { kind: 'percent', percent }).at
      expect(started <= reached && reached <= ends).toBe(true)
    })
    fc.assert(between)
  })
})
