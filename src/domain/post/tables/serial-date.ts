// An instant that stands in a cell as a number: days as spreadsheets count them, or seconds or milliseconds since 1970.
import { Temporal } from 'temporal-polyfill'
import { type Instant, instantOf } from '../../calendar/instant.ts'

const DAY_SECONDS = 86_400

/** Null where no date of these years is meant. A whole number of days is a day without a time. */
export function instantOfNumber(
  value: number,
  { from1904, timeZone }: { from1904: boolean; timeZone: string },
): { at: Instant; dayOnly: boolean } | null {
  if (value >= FIRST_UNIX * 1_000 && value < LAST_UNIX * 1_000)
    return { at: instantOf(Math.round(value)), dayOnly: false }
  if (value >= FIRST_UNIX && value < LAST_UNIX) return { at: instantOf(Math.round(value) * 1_000), dayOnly: false }
  if (!(value >= 1 && value < LAST_DAY)) return null
  const days = Math.floor(value)
  const seconds = Math.round((value - days) * DAY_SECONDS)
  // 1900 counts a 29 February that was none; days before it are of no use here.
  const first = from1904 ? Temporal.PlainDate.from('1904-01-01') : Temporal.PlainDate.from('1899-12-30')
  const local = first.add({ days }).toPlainDateTime({ hour: 0 }).add({ seconds })
  return { at: instantOf(local.toZonedDateTime(timeZone).epochMilliseconds), dayOnly: seconds === 0 }
}

/** 2001 to 2100, in seconds. */
const FIRST_UNIX = 978_307_200
const LAST_UNIX = 4_102_444_800
/** 2173, in days. */
const LAST_DAY = 100_000
