// What the chinese-days package knows, and that its silence about a year is not taken for an ordinary year.
import { describe, expect, it } from 'vitest'
import { coveredYears, officialHolidays } from '../../../src/desk/startup/holidays.ts'
import { addDuration, dayKind, type Reckoning, type WorkCalendar } from '../../../src/domain/calendar/calendar.ts'
import { parseDuration } from '../../../src/domain/calendar/duration.ts'
import { instantOf } from '../../../src/domain/calendar/instant.ts'

const office: WorkCalendar = {
  timeZone: 'Asia/Shanghai',
  workdays: [1, 2, 3, 4, 5],
  spans: [{ from: '08:30', to: '17:30' }],
  official: officialHolidays(),
  closures: [],
  openings: [],
}

const reckon = (from: string, text: string, calendar = office): Reckoning =>
  addDuration(calendar, instantOf(Date.parse(`${from.replace(' ', 'T')}:00+08:00`)), parseDuration(text)!)

/** Closing time in China. */
const closing = (date: string): string => `${date}T09:30:00.000Z`

describe('the official holidays', () => {
  it('say which release of the package they are from', () => {
    expect(officialHolidays().version).toBe('chinese-days 1.5.7')
  })

  it('are read once', () => {
    expect(officialHolidays()).toBe(officialHolidays())
  })

  it('cover 2004 to 2026 without a hole, and no year beyond', () => {
    expect(coveredYears(officialHolidays())).toEqual(Array.from({ length: 23 }, (_, index) => 2004 + index))
  })

  it.each([
    ['元旦', ['2026-01-01', '2026-01-02', '2026-01-03'], ['2026-01-04']],
    ['春节', [15, 16, 17, 18, 19, 20, 21, 22, 23].map((day) => `2026-02-${day}`), ['2026-02-14', '2026-02-28']],
    ['国庆节', [1, 2, 3, 4, 5, 6, 7].map((day) => `2026-10-0${day}`), ['2026-09-20', '2026-10-10']],
  ])('have the days of %s 2026 and its make-up days', (name, days, worked) => {
    const { holidays, makeUpDays } = officialHolidays().years['2026']!
    expect(Object.keys(holidays).filter((date) => holidays[date] === name)).toEqual(days)
    expect(Object.keys(makeUpDays).filter((date) => makeUpDays[date] === name)).toEqual(worked)
  })

  it.each(coveredYears(officialHolidays()))(
    'have every statutory day of %i, and make-up days on weekends only',
    (year) => {
      const { holidays, makeUpDays } = officialHolidays().years[year]!
      const statutory = ['01-01', '05-01', '10-01', '10-02', '10-03'].map((day) => `${year}-${day}`)
      expect(statutory.filter((date) => holidays[date] === undefined)).toEqual([])
      expect(Object.values(holidays).filter((name) => name === '春节').length).toBeGreaterThanOrEqual(7)
      expect(Object.keys(makeUpDays).length).toBeGreaterThanOrEqual(5)
      const weekday = { ...office, official: { version: 'none', years: {} } }
      expect(Object.keys(makeUpDays).filter((date) => dayKind(weekday, date).why !== 'weekend')).toEqual([])
      expect(Object.keys(makeUpDays).filter((date) => date in holidays)).toEqual([])
    },
  )

  it('do not cover 2027, whose New Year is then an ordinary Friday and said to be a guess', () => {
    expect(dayKind(office, '2027-01-01')).toEqual({ worked: true, why: 'workday', covered: false })
  })
})

describe('a year that the official table does not cover', () => {
  it('is counted by plain weekdays and said', () => {
    expect(reckon('2026-12-30 10:00', '2wd').at).toBe(closing('2027-01-01'))
    expect(reckon('2026-12-30 10:00', '2wd').uncoveredYears).toEqual([2027])
    expect(reckon('2026-12-31 17:00', '1wh').uncoveredYears).toEqual([2027])
    expect(reckon('2027-12-31 10:00', '1wd').uncoveredYears).toEqual([2028])
    expect(reckon('2026-12-31 10:00', '300wd').uncoveredYears).toEqual([2027, 2028])
  })

  it('is not said where no day of it was looked at', () => {
    expect(reckon('2026-12-30 10:00', '1wd').uncoveredYears).toEqual([])
    expect(reckon('2026-12-31 16:30', '1wh').uncoveredYears).toEqual([])
  })

  it("still keeps the institution's own days", () => {
    const closed = { ...office, closures: ['2027-01-01'] }
    expect(reckon('2026-12-30 10:00', '2wd', closed).at).toBe(closing('2027-01-04'))
    expect(reckon('2026-12-30 10:00', '2wd', closed).uncoveredYears).toEqual([2027])
    expect(dayKind(closed, '2027-01-01')).toEqual({ worked: false, why: 'closure', covered: false })
  })
})
