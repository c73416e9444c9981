// The single values of a policy file: durations, times, dates, words; each says what it wants to be.
import { z } from 'zod'
import { type Duration, type Offset, parseDuration, parseOffset } from './duration.ts'
import { DAY, instantOf } from './instant.ts'

/**
 * A value that `read` understands. The issue's message is only what would be right ("a duration: write 30m, …"); the
 * reader puts what is wrong before it.
 */
export const value = <T>(read: (value: unknown) => T | null, wants: string | ((value: unknown) => string)) =>
  z.unknown().transform((given, context): T => {
    const found = given === undefined || given === null ? null : read(given)
    if (found !== null) return found
    context.addIssue({ code: 'custom', message: typeof wants === 'string' ? wants : wants(given) })
    return z.NEVER
  })

/** A map with these keys. The message for an unknown key is the list of the known ones, for a suggestion. */
export const keyed = <T extends z.ZodRawShape>(shape: T) => {
  const known = Object.keys(shape)
  return z.strictObject(shape, {
    error: ({ code }) => (code === 'unrecognized_keys' ? known.join(' ') : `a set of keys: write ${known.join(', ')}`),
  })
}

/** Reads by whichever schema the value itself calls for, so that its problems are told rather than "none fits". */
export const either = <T>(pick: (value: unknown) => z.ZodType<T>) =>
  z.unknown().transform((given, context): T => {
    const read = pick(given).safeParse(given)
    if (read.success) return read.data
    for (const issue of read.error.issues) context.issues.push({ ...issue, input: given } as z.core.$ZodRawIssue)
    return z.NEVER
  })

export const list = <T extends z.ZodType>(item: T, wants = 'a list: write [one, two], or one "- " line for each') =>
  z.array(item, { error: wants })

/** `head` is short for `[head]`. */
export const oneOrMore = <T>(item: z.ZodType<T>) =>
  either<T[]>((given) =>
    Array.isArray(given)
      ? list(item).min(1, 'a list of at least one: write [head]')
      : item.transform((each): T[] => [each]),
  )

export const word = <T extends string>(words: readonly T[], what: string) =>
  value<T>(
    (given) => words.find((each) => each === given) ?? null,
    (given) => {
      const near = typeof given === 'string' ? nearest(given, words) : undefined
      return `${what}: ${near === undefined ? 'write' : `did you mean ${near}? Write`} one of ${words.join(', ')}`
    },
  )

export const text = (max: number) =>
  value<string>(
    (given) => (typeof given === 'string' && given.trim() !== '' && given.trim().length <= max ? given.trim() : null),
    `a name: write 1 to ${max} characters, in quotation marks if it is only digits`,
  )

export const wholeNumber = (wants: string) =>
  value<number>((given) => (Number.isSafeInteger(given) && (given as number) > 0 ? (given as number) : null), wants)

export const yes = value<true>((given) => (given === true ? true : null), 'true: write true, or leave the line out')

export const duration = value<Duration>(
  (given) => {
    const read = typeof given === 'string' ? parseDuration(given) : null
    return read !== null && read.amount <= A_YEAR[read.unit] ? read : null
  },
  (given) =>
    typeof given === 'string' && parseDuration(given) !== null
      ? 'a duration of at most a year: write 366d or 260wd at most'
      : 'a duration: write 30m, 24h, 1d, 4wh (working hours) or 5wd (working days)',
)

export const offset = value<Offset>(
  (given) => (given === 0 ? { kind: 'due' } : typeof given === 'string' ? parseOffset(given) : null),
  'a place on a ladder: write 0 (when due), -30m or -25% (before), +1h or +1wd (after)',
)

export const slug = value<string>(
  (given) => (typeof given === 'string' && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(given) && given.length <= 60 ? given : null),
  'a short name: write small letters, digits and single hyphens, such as our-office',
)

export const timeZone = value<string>(
  (given) => (typeof given === 'string' && isTimeZone(given) ? given : null),
  (given) => {
    const near = typeof given === 'string' ? nearest(given, Intl.supportedValuesOf('timeZone')) : undefined
    return `a time zone: write its region and city, such as ${near ?? 'Asia/Shanghai'}`
  },
)

export const time = value<string>(
  (given) => (typeof given === 'string' && CLOCK_TIME.test(given) ? given : null),
  'a time of day: write 08:30, from 00:00 to 23:59',
)

export const span = value<{ from: string; to: string }>(
  (given) => (typeof given === 'string' ? readSpan(given) : null),
  'working hours: write 08:30-12:00, the earlier time first, with 24:00 for the end of the day',
)

/** One date, or from the first to the last of many. */
export const dates = value<string[]>(
  (given) => (typeof given === 'string' ? readDates(given) : null),
  'a date that exists: write 2026-10-09, or 2026-07-11..2026-08-31 for all days from one to another',
)

/** The word that was probably meant; undefined where none is like it. */
export function nearest(given: string, words: readonly string[]): string | undefined {
  const near = given.slice(0, LONGEST_WORD).toLowerCase()
  const ranked = words.map((each) => ({ each, apart: distance(near, each.toLowerCase()) }))
  const best = ranked.toSorted((a, b) => a.apart - b.apart)[0]
  return best !== undefined && best.apart <= Math.max(1, Math.floor(best.each.length / 3)) ? best.each : undefined
}

/** Longer is no plan but a slip of the hand, and working time is counted day by day. */
const A_YEAR = { s: 31_622_400, m: 527_040, h: 8_784, d: 366, wh: 2_400, wd: 260 }
const CLOCK_TIME = /^([01]\d|2[0-3]):[0-5]\d$/
const DATE = /^\d{4}-\d{2}-\d{2}$/
/** Of a school's long holidays the longest has 60 days. */
const MOST_DAYS = 366
const LONGEST_WORD = 60

function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(name)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false // the only way to ask
  }
}

function readSpan(given: string): { from: string; to: string } | null {
  const [from = '', to = '', ...rest] = given.split('-').map((each) => each.trim())
  const times = CLOCK_TIME.test(from) && (CLOCK_TIME.test(to) || to === '24:00')
  return times && rest.length === 0 && from < to ? { from, to } : null
}

function readDates(given: string): string[] | null {
  const [first = '', last = first, ...rest] = given.split('..').map((each) => each.trim())
  if (rest.length > 0 || !isDate(first) || !isDate(last)) return null
  const days = (Date.parse(last) - Date.parse(first)) / DAY + 1
  if (days < 1 || days > MOST_DAYS) return null
  return Array.from({ length: days }, (_, day) => instantOf(Date.parse(first) + day * DAY).slice(0, 10))
}

/** `Date.parse` takes 30 February for 2 March. */
const isDate = (given: string): boolean =>
  DATE.test(given) && !Number.isNaN(Date.parse(given)) && instantOf(Date.parse(given)).startsWith(given)

// Levenshtein; the words have a dozen letters, so the plain table is enough.
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, change))
    }
    row = next
  }
  return row[b.length] ?? 0
}
