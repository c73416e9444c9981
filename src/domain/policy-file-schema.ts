// The shape of a policy file, part by part; whether the parts fit together is said by policy-file-rules.ts.
import { z } from 'zod'
import { BASES, CLOCK_KINDS, type ClockKind, DOCUMENTS, ROLES, type Tell, WAYS } from './policy.ts'
import {
  dates,
  duration,
  either,
  keyed,
  list,
  offset,
  oneOrMore,
  slug,
  span,
  text,
  time,
  timeZone,
  value,
  wholeNumber,
  word,
  yes,
} from './policy-file-words.ts'

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/** What a plan may leave open as a whole; a clock says so itself. */
export const SECTIONS = [
  'time-zone', 'working-time', 'levels', 'opens-at', 'ladders', 'approvers', 'commit', 'watch', 'quiet-hours',
] as const // biome-ignore format: one line reads better
export type Section = (typeof SECTIONS)[number]

/** Look-backs are a list of their own, `watch`, rather than one clock. */
export const FILE_CLOCKS = CLOCK_KINDS.filter((kind) => kind !== 'watch')

/** How a level calls a clock that it does not have. */
export const NONE = 'none'

const role = word(ROLES, 'a role')
const title = keyed({ 'zh-CN': text(60), en: text(60) })
const levelNumber = wholeNumber('the number of a level: write 1 for the gravest, then 2, 3 …')
const atLeast = wholeNumber('a whole number above 0: write how many it takes, such as 1000').optional()

const rung = keyed({
  at: offset,
  tell: oneOrMore(word<Tell>(['owner', ...ROLES], 'somebody to tell')),
  how: word(WAYS, 'a way to tell').optional(),
  document: word(DOCUMENTS, 'a document').optional(),
  repeat: duration.optional(),
})

export const ladderSchema = list(rung).min(
  1,
  'a ladder: write at least one rung, such as - { at: 0, tell: owner, repeat: 1wd }',
)
const ladder = either<string | RungPart[]>((given) => (Array.isArray(given) ? ladderSchema : slug))

const limits = {
  base: word(BASES, 'an instant to count from'),
  within: duration,
  owner: role.optional(),
  ladder,
  assumed: yes.optional(),
}
const override = keyed(limits).partial()
const none = value<typeof NONE>(
  (given) => (given === NONE ? NONE : null),
  `a change of this clock: write { within: 12h }, or ${NONE}`,
)

export const clockSchema = keyed({
  ...limits,
  levels: z
    .record(
      z.string(),
      either<OverridePart | typeof NONE>((given) => (typeof given === 'object' ? override : none)),
      {
        error: 'a set of levels: write 1: { within: 12h } or 2: none',
      },
    )
    .optional(),
})

export const levelSchema = keyed({
  number: levelNumber,
  name: title,
  thresholds: keyed({ reads: atLeast, comments: atLeast, outlets: atLeast, sightings: atLeast }).optional(),
})

export const workingTimeSchema = keyed({
  days: list(word(WEEKDAYS, 'a day of the week')).min(1, 'a list of at least one day: write [mon, tue, wed, thu, fri]'),
  hours: list(span).min(1, 'a list of at least one span: write [08:30-12:00, 14:00-17:30]'),
  closed: list(dates).optional(),
  open: list(dates).optional(),
})

export const approversSchema = z.record(z.string(), oneOrMore(role), {
  error: 'a set of approvers: write default: [head], and 1: [head, office] for a level of its own',
})

export const quietHoursSchema = keyed({ from: time, to: time, 'exempt-levels': oneOrMore(levelNumber).optional() })
export const watchSchema = list(duration).min(1, 'a list of at least one duration: write [24h, 72h, 7d]')

/** Each part apart, so that a mistake in one does not hide those in the others. */
export const PARTS = {
  name: slug,
  title,
  'time-zone': timeZone.optional(),
  'working-time': workingTimeSchema,
  levels: list(levelSchema).min(1, 'a list of at least one level'),
  'opens-at': levelNumber,
  clocks: keyed(Object.fromEntries(FILE_CLOCKS.map((kind) => [kind, clockSchema.optional()])) as ClockShape),
  ladders: z
    .record(z.string(), ladderSchema, { error: 'a set of ladders: write a name, and its rungs below it' })
    .optional(),
  approvers: approversSchema,
  commit: keyed({ 'at-most': duration }).optional(),
  watch: watchSchema.optional(),
  'quiet-hours': quietHoursSchema.optional(),
  assumed: list(word(SECTIONS, 'a part of this file')).optional(),
}

export const fileSchema = keyed(PARTS)

export type FileClock = Exclude<ClockKind, 'watch'>
export type FilePart = z.output<typeof fileSchema>
export type ClockPart = z.output<typeof clockSchema>
export type OverridePart = z.output<typeof override>
export type RungPart = z.output<typeof rung>
export type LevelPart = z.output<typeof levelSchema>
export type WorkingTimePart = z.output<typeof workingTimeSchema>

type ClockShape = Record<FileClock, z.ZodOptional<typeof clockSchema>>
