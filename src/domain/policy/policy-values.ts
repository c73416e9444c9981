// The single values of a policy file: durations, offsets, hours, dates; each refused with what would be right.
import { z } from 'zod'
import { type Duration, formatDuration, type Offset, parseDuration, parseOffset } from '../calendar/duration.ts'
import { durationMeant, offsetMeant } from '../calendar/duration-suggestion.ts'
import { carried, type Mistake } from '../yaml/mistake.ts'
import { type Found, found } from '../yaml/mistake-parts.ts'
import { textLike, wrong } from '../yaml/yaml-shape.ts'

declare module '../yaml/mistake.ts' {
  interface Mistakes {
    /** `value`: a number alone. */
    'no-unit': { value: string }
    /** `value`: a number alone, with its sign where it has one. */
    'offset-no-unit': { value: string }
    /** `meant`: after the due instant. */
    'offset-no-sign': { text: string; meant: string }
    /** Both as they are written. */
    'over-a-year': { text: string; most: string }
    'span-backwards': { found: Found }
  }
}

export const duration = z
  .union([z.string(), z.number()], wrong('duration', '24h'))
  .transform((value, context): Duration => {
    const read = typeof value === 'string' ? parseDuration(value) : null
    if (read !== null && isWithinYear(read)) return read
    context.addIssue(carried(read === null ? noDuration(value) : tooLong(read, '')))
    return z.NEVER
  })

export const offset = z
  .union([z.string(), z.number()], wrong('offset', { words: 'offsets' }))
  .transform((value, context): Offset => {
    const read = parseOffset(String(value))
    if (read !== null && (read.kind !== 'span' || isWithinYear(read.duration))) return read
    const tooFar = read?.kind === 'span' ? tooLong(read.duration, read.sign < 0 ? '-' : '+') : null
    context.addIssue(carried(tooFar ?? noOffset(value)))
    return z.NEVER
  })

const SPAN = /^([01]\d|2[0-3]):([0-5]\d)-(([01]\d|2[0-3]):([0-5]\d)|24:00)$/
export const span = z.string(wrong('span', '"08:30-12:00"')).transform((text, context) => {
  const [from = '', to = ''] = text.split('-')
  if (SPAN.test(text) && from < to) return { from, to }
  const right = { write: { words: 'span' } } as const
  context.addIssue(
    carried(
      SPAN.test(text)
        ? { code: 'span-backwards', found: found(text) }
        : { code: 'not-that', found: found(text), what: 'span', right },
    ),
  )
  return z.NEVER
})

export const timeOfDay = textLike(/^([01]\d|2[0-3]):[0-5]\d$/, 'time-of-day', '"22:00"')

export const date = z.iso.date(wrong('date', '2026-10-08'))

export const timeZone = z
  .string(wrong('time-zone', 'Asia/Shanghai'))
  .refine(isTimeZone, wrong('time-zone', 'Asia/Shanghai'))

/** Working time has a limit of its own: a year of it is beyond any plan, and slow to count. */
const MOST = { s: 31_536_000, m: 525_600, h: 8_760, d: 366, wh: 2_400, wd: 260 } as const

const isWithinYear = ({ amount, unit }: Duration) => amount <= MOST[unit]

const tooLong = (read: Duration, sign: string): Mistake => ({
  code: 'over-a-year',
  text: `${sign}${formatDuration(read)}`,
  most: `${sign}${MOST[read.unit]}${read.unit}`,
})

function noDuration(value: string | number): Mistake {
  if (Number.isInteger(value) && Number(value) > 0) return { code: 'no-unit', value: String(value) }
  const meant = durationMeant(String(value))
  return {
    code: 'not-that',
    found: found(value),
    what: 'duration',
    right: meant === null ? { write: { words: 'durations' } } : { meant },
  }
}

function noOffset(value: string | number): Mistake {
  if (typeof value === 'number') return { code: 'offset-no-unit', value: `${value < 0 ? '' : '+'}${value}` }
  const meant = offsetMeant(value)
  if (meant !== null && /^\d/.test(value) && meant.startsWith('+'))
    return { code: 'offset-no-sign', text: value, meant }
  const right = meant === null ? { write: { words: 'offsets' } as const } : { meant }
  return { code: 'not-that', found: found(value), what: 'offset', right }
}

function isTimeZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }) instanceof Intl.DateTimeFormat
  } catch {
    return false // RangeError: no such zone
  }
}
