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

const role = word(ROLES, 'a role')
const roles = oneOrMore(role)
const LEVELS = 'a list of levels: write one line for each, such as - { level: 1, zh-CN: 一般, en: Ordinary }'
const levelNumber = wholeNumber('the number of a level: write 1 for the gravest, then 2, 3 …')
const atLeast = wholeNumber('a whole number above 0: write how many it takes, such as 1000').optional()

const rung = keyed({
  at: offset,
  tell: oneOrMore(word<Tell>(['owner', ...ROLES], 'somebody to tell')),
  how: word(WAYS, 'a way to tell').optional(),
  document: word(DOCUMENTS, 'a document').optional(),
  repeat: duration.optional(),
})

const LADDER = 'a ladder: write at least one rung, such as - { at: 0, tell: owner, repeat: 1wd }'
export const ladderSchema = list(rung).min(
  1,
  'a ladder: write at least one rung, such as - { at: 0, tell: owner, repeat: 1wd }',
)
const ladder = either<string | RungPart[]>((given) => (Array.isArray(given) ? ladderSchema : slug))

const limits = { base: word(BASES, 'an instant to count from'), within: duration, ladder }
const own = { owner: role.optional(), assumed: yes.optional() }
const change = keyed(limits).partial().extend(own)

export const clockSchema = keyed({
  ...limits,
  ...own,
  levels: z.record(z.string(), change, { error: 'a set of levels: write { 1: { within: 12h } }' }).optional(),
  'not-at': list(levelNumber).optional(),
})

export const levelSchema = keyed({
  level: levelNumber,
  'zh-CN': text(60),
  en: text(60),
  thresholds: keyed({ reads: atLeast, comments: atLeast, outlets: atLeast, sightings: atLeast }).optional(),
  approvers: roles.optional(),
})

const DAYS = 'a list of days: write [mon, tue, wed, thu, fri]'
const HOURS = 'a list of working hours: write [08:30-12:00, 14:00-17:30]'
const workingTime = keyed({
  days: list(word(WEEKDAYS, 'a day of the week'), DAYS).min(1, DAYS),
  hours: list(span, HOURS).min(1, HOURS),
  closed: list(dates).optional(),
  open: list(dates).optional(),
})

const quietHours = keyed({ from: time, to: time, 'exempt-levels': oneOrMore(levelNumber).optional() })
const LOOK_BACKS = 'a list of durations: write [24h, 72h, 7d]'
const watch = list(duration, LOOK_BACKS).min(1, LOOK_BACKS)

/** Each part apart, so that a mistake in one does not hide those in the others. */
export const PARTS = {
  name: slug,
  title: keyed({ 'zh-CN': text(60), en: text(60) }),
  'time-zone': timeZone.optional(),
  'working-time': workingTime,
  levels: list(levelSchema, LEVELS).min(1, LEVELS),
  'opens-at': levelNumber,
  clocks: keyed(Object.fromEntries(FILE_CLOCKS.map((kind) => [kind, clockSchema.optional()])) as ClockShape),
  ladders: z
    .record(z.string(), ladderSchema, { error: 'a set of ladders: write a name, and its rungs below it' })
    .optional(),
  approvers: roles.optional(),
  commit: keyed({ 'at-most': duration }).optional(),
  watch: watch.optional(),
  'quiet-hours': quietHours.optional(),
  assumed: list(word(SECTIONS, 'a part of this file')).optional(),
}

export const fileSchema = keyed(PARTS)

export type FileClock = Exclude<ClockKind, 'watch'>
export type FilePart = z.output<typeof fileSchema>
export type ClockPart = z.output<typeof clockSchema>
export type ChangePart = z.output<typeof change>
export type RungPart = z.output<typeof rung>
export type LevelPart = z.output<typeof levelSchema>
export type WorkingTimePart = z.output<typeof workingTime>

type ClockShape = Record<FileClock, z.ZodOptional<typeof clockSchema>>
