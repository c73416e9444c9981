// Working time by the real days of 2025 and 2026.
import { describe, expect, it } from 'vitest'
import { officialHolidays } from '../../../src/desk/startup/holidays.ts'
import type { Reckoning, WorkCalendar } from '../../../src/domain/calendar/calendar.ts'
import { addDuration, applyOffset, dayKind, localDate } from '../../../src/domain/calendar/calendar.ts'
import { parseDuration, parseOffset } from '../../../src/domain/calendar/duration.ts'
import { HOUR, type Instant, instantOf, later } from '../../../src/domain/calendar/instant.ts'

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

/** `2026-10-09 09:20` on a wall in China. */
const at = (wall: string): Instant => instantOf(Date.parse(`${wall.replace(' ', 'T')}:00+08:00`))
const wall = (instant: Instant): string =>
  later(instant, 8 * HOUR)
    .replace('T', ' ')
    .slice(0, 16)

const reckon = (from: string, text: string, calendar = office): Reckoning =>
  addDuration(calendar, at(from), parseDuration(text)!)
const due = (from: string, text: string, calendar = office): string => wall(reckon(from, text, calendar).at)

const step = (from: string, text: string, started = from, calendar = office): string =>
  wall(applyOffset(calendar, at(from), at(started), parseOffset(text)!).at)

describe('a duration on the calendar', () => {
  it.each([
    ['2026-09-30 17:00', '30m', '2026-09-30 17:30'],
    ['2026-09-30 17:00', '2h', '2026-09-30 19:00'],
    ['2026-09-30 17:00', '24h', '2026-10-01 17:00'],
    ['2026-09-30 17:00', '1d', '2026-10-01 17:00'],
    ['2026-12-31 23:00', '2d', '2027-01-02 23:00'],
    ['2026-09-30 17:00', '120s', '2026-09-30 17:02'],
  ])('from %s, %s runs to %s, holidays included', (from, text, to) => {
    expect(due(from, text)).toBe(to)
  })

  it('passes over nothing and asks no year to be covered', () => {
    const { passedOver, weekendDays, uncoveredYears } = reckon('2026-12-31 23:00', '30d')
    expect({ passedOver, weekendDays, uncoveredYears }).toEqual({ passedOver: [], weekendDays: 0, uncoveredYears: [] })
  })
})

describe('working hours', () => {
  it.each([
    ['inside a span', '2026-10-09 09:20', '2wh', '2026-10-09 11:20'],
    ['exactly to the close of the morning', '2026-10-09 09:00', '3wh', '2026-10-09 12:00'],
    ['exactly to closing time', '2026-10-09 14:30', '3wh', '2026-10-09 17:30'],
    ['across lunch', '2026-10-09 11:00', '2wh', '2026-10-09 15:00'],
    ['before opening', '2026-10-09 06:00', '1wh', '2026-10-09 09:30'],
    ['at opening', '2026-10-09 08:30', '1wh', '2026-10-09 09:30'],
    ['during lunch', '2026-10-09 12:40', '1wh', '2026-10-09 15:00'],
    ['at the close of the morning', '2026-10-09 12:00', '1wh', '2026-10-09 15:00'],
    ['at closing time', '2026-10-12 17:30', '1wh', '2026-10-13 09:30'],
    ['after closing', '2026-10-12 20:00', '7wh', '2026-10-13 17:30'],
    ['over a plain weekend', '2026-10-16 17:00', '1wh', '2026-10-19 09:00'],
    ['from a weekend', '2026-10-17 10:00', '1wh', '2026-10-19 09:30'],
    ['from a holiday', '2026-10-03 10:00', '1wh', '2026-10-08 09:30'],
    ['into a make-up Saturday', '2026-10-09 17:00', '1wh', '2026-10-10 09:00'],
    ['on a make-up Saturday', '2026-10-10 16:30', '2wh', '2026-10-12 09:30'],
    ['on a make-up Sunday', '2026-09-20 09:00', '1wh', '2026-09-20 10:00'],
    ['over Spring Festival', '2026-02-14 17:00', '1wh', '2026-02-24 09:00'],
    ['over several days', '2026-10-12 08:30', '35wh', '2026-10-16 17:30'],
  ])('%s: from %s, %s runs to %s', (_, from, text, to) => {
    expect(due(from, text)).toBe(to)
  })

  it('keep the milliseconds of their base', () => {
    const from = later(at('2026-10-09 17:00'), 1)
    expect(addDuration(office, from, { amount: 1, unit: 'wh' }).at).toBe(later(at('2026-10-10 09:00'), 1))
  })

  it('run through the night where the day has 24 hours, and over a weekend still', () => {
    const always = { ...office, spans: allHours }
    expect(due('2026-10-14 20:00', '10wh', always)).toBe('2026-10-15 06:00')
    expect(due('2026-10-14 20:00', '4wh', always)).toBe('2026-10-15 00:00')
    expect(due('2026-10-16 20:00', '10wh', always)).toBe('2026-10-19 06:00')
    expect(due('2026-10-03 20:00', '24wh', always)).toBe('2026-10-09 00:00')
  })

  it('are counted in three shifts a day', () => {
    const spans = [
      { from: '06:00', to: '10:00' },
      { from: '11:00', to: '15:00' },
      { from: '20:00', to: '24:00' },
    ]
    expect(due('2026-10-14 09:00', '6wh', { ...office, spans })).toBe('2026-10-14 21:00')
    expect(due('2026-10-14 09:00', '9wh', { ...office, spans })).toBe('2026-10-15 00:00')
    expect(due('2026-10-14 09:00', '10wh', { ...office, spans })).toBe('2026-10-15 07:00')
  })

  it('name the holidays that moved them, and not a make-up day whose hours were over', () => {
    expect(reckon('2026-02-14 18:00', '1wh').passedOver).toEqual(
      [15, 16, 17, 18, 19, 20, 21, 22, 23].map((day) => ({ date: `2026-02-${day}`, why: 'holiday', name: '春节' })),
    )
    expect(reckon('2026-02-14 17:00', '1wh').passedOver[0]).toMatchObject({ date: '2026-02-14', why: 'make-up' })
    expect(reckon('2026-10-16 17:00', '1wh')).toMatchObject({ passedOver: [], weekendDays: 2 })
  })
})

describe('working days', () => {
  it.each([
    ['from a morning', '2026-10-12 08:00', '5wd', '2026-10-19 17:30'],
    ['from a minute to midnight', '2026-10-12 23:59', '5wd', '2026-10-19 17:30'],
    ['from midnight', '2026-10-12 00:00', '5wd', '2026-10-19 17:30'],
    ['counting a make-up Saturday', '2026-10-09 09:20', '1wd', '2026-10-10 17:30'],
    ['from a make-up Saturday', '2026-10-10 09:20', '1wd', '2026-10-12 17:30'],
    ['from a make-up Sunday', '2026-09-20 09:20', '5wd', '2026-09-28 17:30'],
    ['from a weekend', '2026-10-17 09:20', '1wd', '2026-10-19 17:30'],
    ['from a holiday', '2026-10-03 09:20', '3wd', '2026-10-10 17:30'],
    ['over National Day', '2026-09-30 09:20', '5wd', '2026-10-13 17:30'],
    ['over Spring Festival', '2026-02-13 09:20', '5wd', '2026-02-27 17:30'],
    ['into the Saturday after Spring Festival', '2026-02-13 09:20', '6wd', '2026-02-28 17:30'],
    ['over the end of the year', '2025-12-31 16:00', '1wd', '2026-01-04 17:30'],
    ['far over the end of the year', '2025-12-29 16:00', '5wd', '2026-01-06 17:30'],
  ])('%s: from %s, %s run to %s', (_, from, text, to) => {
    expect(due(from, text)).toBe(to)
  })

  it('end at midnight where the last span does', () => {
    expect(due('2026-10-12 08:00', '1wd', { ...office, spans: allHours })).toBe('2026-10-14 00:00')
  })

  it('take the day of their base from the time zone of the calendar', () => {
    const utc = { ...office, timeZone: 'UTC' }
    const base = '2026-10-12T16:00:00.000Z'
    expect([localDate(office, base), localDate(utc, base)]).toEqual(['2026-10-13', '2026-10-12'])
    expect(addDuration(office, base, { amount: 1, unit: 'wd' }).at).toBe('2026-10-14T09:30:00.000Z')
    expect(addDuration(utc, base, { amount: 1, unit: 'wd' }).at).toBe('2026-10-13T17:30:00.000Z')
  })

  it('name the holidays passed over and the make-up days counted, and count the weekends', () => {
    const { passedOver, weekendDays, uncoveredYears } = reckon('2026-09-30 09:20', '5wd')
    expect(passedOver.map(({ date, why }) => `${date} ${why}`)).toEqual([
      ...['01', '02', '03', '04', '05', '06', '07'].map((day) => `2026-10-${day} holiday`),
      '2026-10-10 make-up',
    ])
    expect(passedOver.at(-1)).toEqual({ date: '2026-10-10', why: 'make-up', name: '国庆节' })
    expect([weekendDays, uncoveredYears]).toEqual([1, []])
  })
})

describe("the institution's own days", () => {
  const closures = ['2026-10-12', '2026-10-10', '2026-10-03']
  const openings = ['2026-10-17', '2026-10-04']
  const own = { ...office, closures, openings }

  it('move the end of working days and hours', () => {
    expect(due('2026-10-09 09:20', '1wd', own)).toBe('2026-10-13 17:30')
    expect(due('2026-10-16 09:20', '1wd', own)).toBe('2026-10-17 17:30')
    expect(due('2026-10-09 17:00', '1wh', own)).toBe('2026-10-13 09:00')
    expect(due('2026-10-02 09:20', '1wd', own)).toBe('2026-10-04 17:30')
  })

  it('are named in the trace', () => {
    expect(reckon('2026-10-09 09:20', '5wd', own)).toMatchObject({
      passedOver: [
        { date: '2026-10-10', why: 'closure' },
        { date: '2026-10-12', why: 'closure' },
        { date: '2026-10-17', why: 'opening' },
      ],
      weekendDays: 1,
    })
  })

  it('are the reason only where they change the day', () => {
    expect(dayKind(own, '2026-10-03')).toEqual({ worked: false, why: 'holiday', name: '国庆节', covered: true })
    expect(dayKind(own, '2026-10-04')).toEqual({ worked: true, why: 'opening', covered: true })
    expect(dayKind({ ...own, openings: ['2026-10-13'] }, '2026-10-13').why).toBe('workday')
  })

  it('are closed where they are listed as both', () => {
    const both = { ...office, closures: ['2026-10-12', '2026-10-17'], openings: ['2026-10-12', '2026-10-17'] }
    expect(['2026-10-12', '2026-10-17'].map((date) => dayKind(both, date).why)).toEqual(['closure', 'weekend'])
  })
})

describe('a step of the ladder', () => {
  it.each([
    ['2026-10-09 09:20', '0', '2026-10-09 09:20'],
    ['2026-10-09 09:20', '-30m', '2026-10-09 08:50'],
    ['2026-10-01 00:10', '+1h', '2026-10-01 01:10'],
    ['2026-10-09 09:20', '+1d', '2026-10-10 09:20'],
    ['2026-10-09 17:30', '+1wd', '2026-10-10 08:30'],
    ['2026-10-10 17:30', '+1wd', '2026-10-12 08:30'],
    ['2026-10-03 12:00', '+1wd', '2026-10-08 08:30'],
    ['2026-10-08 17:30', '-1wd', '2026-09-30 08:30'],
    ['2026-10-12 17:30', '-1wd', '2026-10-10 08:30'],
    ['2026-10-12 17:30', '-2wd', '2026-10-09 08:30'],
    ['2026-10-12 17:30', '+2wh', '2026-10-13 10:30'],
    ['2026-10-12 17:30', '-2wh', '2026-10-12 15:30'],
    ['2026-10-12 17:30', '-7wh', '2026-10-12 08:30'],
    ['2026-10-12 15:00', '-2wh', '2026-10-12 11:00'],
    ['2026-10-12 15:00', '-1wh', '2026-10-12 14:00'],
    ['2026-10-12 13:00', '-1wh', '2026-10-12 11:00'],
    ['2026-10-12 08:30', '-1wh', '2026-10-10 16:30'],
    ['2026-10-05 08:30', '-1wh', '2026-09-30 16:30'],
  ])('of what is due %s, at %s, is reached %s', (from, text, to) => {
    expect(step(from, text)).toBe(to)
  })

  it('lies a percentage of the whole time before the due instant', () => {
    expect(step('2026-10-10 09:20', '-25%', '2026-10-09 09:20')).toBe('2026-10-10 03:20')
    expect(step('2026-10-10 09:20', '-99%', '2026-10-10 09:20')).toBe('2026-10-10 09:20')
    expect(step('2026-10-10 09:20', '-25%', '2026-10-12 09:20')).toBe('2026-10-10 09:20')
  })

  it('tells what moved it, backwards too', () => {
    const back = applyOffset(office, at('2027-01-04 10:00'), at('2026-12-01 10:00'), parseOffset('-2wd')!)
    expect([wall(back.at), back.weekendDays, back.uncoveredYears]).toEqual(['2026-12-31 08:30', 2, [2027]])
    const hours = applyOffset(office, at('2026-10-08 08:30'), at('2026-09-01 10:00'), parseOffset('-1wh')!)
    expect(hours.passedOver.map(({ date }) => date.slice(8)).join()).toBe('07,06,05,04,03,02,01')
  })

  it('counts back from midnight through the day that ends there', () => {
    const always = { ...office, spans: allHours }
    const back = applyOffset(always, at('2026-10-17 00:00'), at('2026-10-01 00:00'), parseOffset('-1wh')!)
    expect([wall(back.at), back.weekendDays]).toEqual(['2026-10-16 23:00', 0])
  })
})

describe('a day on which the clocks change', () => {
  const berlin: WorkCalendar = { ...office, timeZone: 'Europe/Berlin', workdays: everyDay, spans: allHours }
  const from = (instant: Instant, text: string, calendar = berlin): Instant =>
    addDuration(calendar, instant, parseDuration(text)!).at

  it('leaves elapsed time alone', () => {
    expect(from('2026-03-28T11:00:00.000Z', '1d')).toBe('2026-03-29T11:00:00.000Z')
    expect(from('2026-10-24T11:00:00.000Z', '24h')).toBe('2026-10-25T11:00:00.000Z')
  })

  it('has 23 working hours in spring and 25 in autumn', () => {
    expect(from('2026-03-28T23:00:00.000Z', '23wh')).toBe('2026-03-29T22:00:00.000Z')
    expect(from('2026-10-24T22:00:00.000Z', '25wh')).toBe('2026-10-25T23:00:00.000Z')
  })

  it('closes by the clock on the wall', () => {
    const day = { ...berlin, spans: [{ from: '08:00', to: '16:00' }] }
    expect(from('2026-03-27T12:00:00.000Z', '1wd', day)).toBe('2026-03-28T15:00:00.000Z')
    expect(from('2026-03-27T12:00:00.000Z', '2wd', day)).toBe('2026-03-29T14:00:00.000Z')
    expect(from('2026-03-28T14:00:00.000Z', '2wh', day)).toBe('2026-03-29T07:00:00.000Z')
  })

  it('loses the span that falls into the gap, and counts no minute twice', () => {
    const night = { ...berlin, spans: [{ from: '02:00', to: '03:00' }] }
    expect(from('2026-03-28T12:00:00.000Z', '1wd', night)).toBe('2026-03-30T01:00:00.000Z')
    const first = { from: '01:00', to: '02:30' }
    const split = { ...berlin, spans: [first, { from: '03:00', to: '05:00' }] }
    expect(from('2026-03-29T00:00:00.000Z', '3wh', split)).toBe('2026-03-29T03:00:00.000Z')
  })
})

describe('a calendar on which nobody ever works', () => {
  const unofficial = { version: 'none', years: {} }
  it.each<WorkCalendar>([
    { ...office, workdays: [], official: unofficial },
    { ...office, spans: [] },
    { ...office, spans: [{ from: '09:00', to: '09:00' }] },
  ])('is an error and not an endless search', (never) => {
    expect(() => due('2026-10-09 09:20', '1wd', never)).toThrow(/no working time/)
    expect(() => due('2026-10-09 09:20', '1wh', never)).toThrow(/no working time/)
    expect(() => step('2026-10-09 09:20', '-1wh', '2026-10-09 09:20', never)).toThrow(/no working time/)
  })

  it('is not one that works one day in a year and a half', () => {
    const rare = { ...office, workdays: [], official: unofficial, openings: ['2026-01-05', '2027-06-01'] }
    expect(due('2026-01-05 09:20', '1wd', rare)).toBe('2027-06-01 17:30')
  })
})
