// The shape of a policy file: what each key may hold, with sentences that say what would be right.
import { z } from 'zod'
import { type Duration, type Offset, parseDuration, parseOffset } from './duration.ts'
import { BASES, CLOCK_KINDS, DOCUMENTS, ROLES, WAYS } from './policy.ts'

/** Working days and hours have a limit of their own: a year of them is beyond any plan, and slow to count. */
const MOST = { s: 31_536_000, m: 525_600, h: 8_760, d: 366, wh: 2_400, wd: 260 } as const

const duration = z.string().transform((text, context): Duration => {
  const read = parseDuration(text)
  if (read !== null && read.amount <= MOST[read.unit]) return read
  const why = read === null ? 'is not a duration' : 'is longer than a year'
  context.addIssue(`"${text}" ${why}: write 30m, 24h, 1d (calendar time), 4wh (working hours) or 5wd (working days)`)
  return z.NEVER
})

const offset = z.union([z.string(), z.literal(0)]).transform((value, context): Offset => {
  const read = parseOffset(String(value))
  if (read !== null) return read
  context.addIssue(`"${value}" is not an offset from the due instant: write -30m, -25%, 0, +1h or +1wd`)
  return z.NEVER
})

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const date = z.iso.date('is not a date: write 2026-10-08, with quotes')
const SPAN = /^([01]\d|2[0-3]):([0-5]\d)-(([01]\d|2[0-3]):([0-5]\d)|24:00)$/
const span = z.string().transform((text, context) => {
  const [from = '', to = ''] = text.split('-')
  if (SPAN.test(text) && from < to) return { from, to }
  context.addIssue(`"${text}" is not a span of hours: write "08:30-12:00", the later time second`)
  return z.NEVER
})

const timeZone = z.string().refine(isTimeZone, 'is not a time zone: write Asia/Shanghai')
const levelNumber = z.number().int().min(1).max(9)
const name = z.string().trim().min(1).max(60)
const tell = z.enum(['owner', ...ROLES])

const rung = z.strictObject({
  at: offset,
  tell: z.array(tell).min(1, 'tells nobody: name owner or a role'),
  how: z.enum(WAYS).default('mention'),
  document: z.enum(DOCUMENTS).optional(),
  repeat: duration.optional(),
})

const figure = z.number().int().min(1)
const thresholds = z
  .strictObject({
    reads: figure.optional(),
    comments: figure.optional(),
    outlets: figure.optional(),
    sightings: figure.optional(),
  })
  .refine(
    (value) => Object.keys(value).length > 0,
    'names no figure: give reads, comments, outlets or sightings, or leave thresholds out',
  )

const ladder = z.union([z.string(), z.array(rung).min(1)], 'is not a ladder: write the name of one under "ladders"')

const clock = z.strictObject({
  base: z.enum(BASES),
  within: duration,
  owner: z.enum(ROLES).default('contact'),
  ladder,
  assumed: z.boolean().default(false),
  /** What is different at single levels. */
  levels: z
    .record(
      z.string().regex(/^[1-9]$/, 'is not a level: write its number'),
      z.strictObject({ within: duration.optional(), ladder: ladder.optional() }),
    )
    .default({}),
  /** Levels that do not have this clock. */
  'not-at': z.array(levelNumber).default([]),
})

const clockKey = z.enum(CLOCK_KINDS)

export const policySchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,40}$/, 'is not a name: write lower-case letters, digits and hyphens'),
  title: z.strictObject({ 'zh-CN': name, en: name }),
  'time-zone': timeZone.default('Asia/Shanghai'),
  'working-time': z.strictObject({
    days: z
      .array(z.enum(DAYS))
      .min(1)
      .transform((days) => days.map((day) => DAYS.indexOf(day) + 1)),
    hours: z.array(span).min(1),
    closed: z.array(date).default([]),
    open: z.array(date).default([]),
  }),
  levels: z
    .array(
      z.strictObject({
        level: levelNumber,
        'zh-CN': name,
        en: name,
        thresholds: thresholds.optional(),
        approvers: z.array(z.enum(ROLES)).min(1),
      }),
    )
    .min(1),
  'opens-at': levelNumber,
  commit: z.strictObject({ 'at-most': duration }).optional(),
  clocks: z.partialRecord(clockKey, clock),
  ladders: z.record(z.string(), z.array(rung).min(1)).default({}),
  watch: z.array(duration).optional(),
  'quiet-hours': z
    .strictObject({ from: z.string(), to: z.string(), 'exempt-levels': z.array(levelNumber).default([]) })
    .optional(),
})

export type PolicyFile = z.output<typeof policySchema>
export type ClockEntry = PolicyFile['clocks'][keyof PolicyFile['clocks']] & object
export type RungEntry = z.output<typeof rung>

function isTimeZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }) instanceof Intl.DateTimeFormat
  } catch {
    return false // RangeError: no such zone
  }
}
