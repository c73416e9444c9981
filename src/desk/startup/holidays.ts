// The official days off and make-up workdays of mainland China, as the chinese-days package ships them.
import { createRequire } from 'node:module'
import type { HolidayTable } from '../../domain/calendar/calendar.ts'

/** Complete years only: of a year without a notice the package says nothing, and would have New Year's Day worked. */
export const officialHolidays = (): HolidayTable => {
  table ??= readTable()
  return table
}

/** In ascending order. */
export const coveredYears = (holidays: HolidayTable): number[] =>
  Object.keys(holidays.years)
    .map(Number)
    .sort((a, b) => a - b)

/** Dates to `English name,Chinese name,statutory days`, as in `National Day,国庆节,3`. */
type ShippedDays = Record<string, string>

interface Shipped {
  holidays: ShippedDays
  workdays: ShippedDays
}

// Each year's notice has these; a year that only spilled over from its neighbour's (30 December 2007) lacks some.
const IN_EVERY_NOTICE = ['元旦', '春节', '国庆节']

let table: HolidayTable | null = null

// The file rather than the functions: those do not tell an unknown year from an ordinary one, and on a machine west of
// Greenwich (TZ=America/New_York) they are a day off.
const readTable = (): HolidayTable => {
  const require = createRequire(import.meta.url)
  const shipped = require('chinese-days/dist/chinese-days.json') as Shipped
  const { version } = require('chinese-days/package.json') as { version: string }
  const years = [...new Set(Object.keys(shipped.holidays).map(yearOf))].filter((year) => isComplete(shipped, year))
  return {
    version: `chinese-days ${version}`,
    years: Object.fromEntries(
      years.map((year) => [
        year,
        { holidays: daysOf(shipped.holidays, year), makeUpDays: daysOf(shipped.workdays, year) },
      ]),
    ),
  }
}

const isComplete = (shipped: Shipped, year: string): boolean => {
  const names = new Set(Object.values(daysOf(shipped.holidays, year)))
  return IN_EVERY_NOTICE.every((name) => names.has(name))
}

const daysOf = (days: ShippedDays, year: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(days)
      .filter(([date]) => yearOf(date) === year)
      .map(([date, names]) => [date, names.split(',')[1] ?? names]),
  )

const yearOf = (date: string): string => date.slice(0, 4)
