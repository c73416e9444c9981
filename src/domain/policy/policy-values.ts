// The single values of a policy file: durations, offsets, hours, dates; each refused with what would be right.
import { z } from 'zod'
import { type Duration, formatDuration, type Offset, parseDuration, parseOffset } from '../calendar/duration.ts'
import { durationMeant, offsetMeant } from '../calendar/duration-suggestion.ts'
import { shown, textLike, wrong } from '../yaml/yaml-shape.ts'

export const duration = z
  .union([z.string(), z.number()], wrong('a duration', '24h'))
  .transform((value, context): Duration => {
    const read = typeof value === 'string' ? parseDuration(value) : null
    if (read !== null && isWithinYear(read)) return read
    context.addIssue(read === null ? noDuration(value) : tooLong(read, ''))
    return z.NEVER
  })

export const offset = z
  .union([z.string(), z.number()], wrong('an offset from the due instant', '-30m, -25%, 0, +1h or +1wd'))
  .transform((value, context): Offset => {
    const read = parseOffset(String(value))
    if (read !== null && (read.kind !== 'span' || isWithinYear(read.duration))) return read
    context.addIssue(read?.kind === 'span' ? tooLong(read.duration, read.sign < 0 ? '-' : '+') : noOffset(value))
    return z.NEVER
  })

const SPAN = /^([01]\d|2[0-3]):([0-5]\d)-(([01]\d|2[0-3]):([0-5]\d)|24:00)$/
export const span = z.string(wrong('a span of hours', '"08:30-12:00"')).transform((text, context) => {
  const [from = '', to = ''] = text.split('-')
  if (SPAN.test(text) && from < to) return { from, to }
  const why = SPAN.test(text) ? 'ends before it begins' : 'is not a span of hours'
  context.addIssue(`${shown(text)} ${why}: write "08:30-12:00", with two digits each, the later time second`)
  return z.NEVER
})

export const timeOfDay = textLike(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day', '"22:00"')

export const date = z.iso.date(wrong('a date', '2026-10-08'))

export const timeZone = z
  .string(wrong('a time zone', 'Asia/Shanghai'))
  .refine(isTimeZone, wrong('a time zone', 'Asia/Shanghai'))

/** Working time has a limit of its own: a year of it is beyond any plan, and slow to count. */
const MOST = { s: 31_536_000, m: 525_600, h: 8_760, d: 366, wh: 2_400, wd: 260 } as const

const isWithinYear = ({ amount, unit }: Duration) => amount <= MOST[unit]

const tooLong = (read: Duration, sign: string) =>
  `"${sign}${formatDuration(read)}" is longer than a year: write at most ${sign}${MOST[read.unit]}${read.unit}`

function noDuration(value: string | number): string {
  const meant = durationMeant(String(value))
  if (Number.isInteger(value) && Number(value) > 0)
    return `${value} has no unit: write ${value}h (hours), ${value}m, ${value}d, ${value}wh (working hours) or ${value}wd (working days)`
  return `${shown(value)} is not a duration: write ${meant ?? '30m, 24h, 1d (calendar time), 4wh (working hours) or 5wd (working days)'}`
}

function noOffset(value: string | number): string {
  if (typeof value === 'number')
    return `${value} has no unit: write ${value < 0 ? '' : '+'}${value}m or ${value < 0 ? '' : '+'}${value}h`
  const meant = offsetMeant(value)
  if (meant === null) return `${shown(value)} is not an offset from the due instant: write -30m, -25%, 0, +1h or +1wd`
  if (/^\d/.test(value) && meant.startsWith('+'))
    return `"${value}" has no sign: write ${meant} (after the due instant) or -${meant.slice(1)} (before it)`
  return `${shown(value)} is not an offset from the due instant: write ${meant}`
}

function isTimeZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }) instanceof Intl.DateTimeFormat
  } catch {
    return false // RangeError: no such zone
  }
}
