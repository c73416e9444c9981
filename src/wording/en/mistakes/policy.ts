// What is wrong with a policy file: its times, and what its parts are to each other.
import { formatDuration, formatOffset } from '../../../domain/calendar/duration.ts'
import type { MistakeSentences } from '../../mistakes/words.ts'
import { shown } from './parts.ts'

const values = {
  'no-unit': ({ value }) =>
    `${value} has no unit: write ${value}h (hours), ${value}m, ${value}d, ${value}wh (working hours) or ${value}wd (working days)`,
  'offset-no-unit': ({ value }) => `${value.replace(/^\+/, '')} has no unit: write ${value}m or ${value}h`,
  'offset-no-sign': ({ text, meant }) =>
    `"${text}" has no sign: write ${meant} (after the due instant) or -${meant.slice(1)} (before it)`,
  'over-a-year': ({ text, most }) => `"${text}" is longer than a year: write at most ${most}`,
  'span-backwards': ({ found }) =>
    `${shown(found)} ends before it begins: write "08:30-12:00", with two digits each, the later time second`,
} satisfies Partial<MistakeSentences>

const levels = {
  'no-level': ({ number, known }) => `there is no level ${number} in this policy: write one of ${known.join(', ')}`,
  'level-gap': ({ right }) => `levels stand from 1 (the gravest) on without a gap: write ${right} here, or order them`,
  'level-name-twice': ({ level, name }) => `level ${level} has the name ${name} too: give each its own`,
  'no-figure': () => 'no figure stands here: write reads, comments, outlets or sightings, or remove the key',
  'never-reached': ({ level, graver, above, figure }) =>
    `level ${graver} is reached from ${above} ${figure} on, and level ${level} never: write less than ${above}`,
} satisfies Partial<MistakeSentences>

const clocks = {
  'base-unfit': ({ kind, base, may }) => `a ${kind} clock cannot count from ${base}: write ${may.join(' or ')}`,
  'no-clock': ({ kind, levels, needed }) =>
    `${levels === null ? 'there is' : `level ${levels.join(', ')} has`} no ${kind} clock: every level needs ${needed.join(', ')}`,
  'watch-is-no-clock': ({ ladder }) =>
    `look-backs are no clock of their own here: write watch: [24h, 72h, 7d], and their reminders as a ladder called ${ladder}`,
  'promise-is-no-clock': ({ ladder }) =>
    `an open promise has its clock of itself: write commit: { at-most: 5wd }, and its reminders as a ladder called ${ladder}`,
  'subside-is-no-clock': () =>
    'this is no clock of a policy: write confirm-subsided: 2 for the levels at which a person confirms it',
  'watched-progress-only': () => 'only progress goes on while a case is watched: remove it',
  'level-not-at': ({ level }) => `level ${level} does not have this clock (not-at): remove it here or there`,
  'nothing-different': () => 'nothing is different here: write within or ladder, or remove the level',
} satisfies Partial<MistakeSentences>

const ladders = {
  'no-ladder': ({ name, near, known }) =>
    `there is no ladder "${name}": ${near === null ? `write ${known.join(' or ') || 'one, under "ladders"'}` : `did you mean ${near}?`}`,
  'rung-order': ({ at, above }) =>
    `${formatOffset(at)} comes before ${formatOffset(above)}, which stands above it: list rungs from the earliest to the latest`,
  'last-must-repeat': () => 'the last rung must repeat, or a case could be forgotten: add repeat: 1wd',
  'only-last-repeats': () => 'only the last rung repeats: remove it here',
  'promise-ladder': () =>
    'nobody may name a date under this policy: write commit: { at-most: 5wd }, or remove this ladder',
} satisfies Partial<MistakeSentences>

/** What a right file is told of, too. */
const notes = {
  'clock-not-run': () => 'is read, but not run by this version: nobody is reminded of it',
  'owner-not-read': () => 'is not read: whose turn it is follows from approvers',
  'unused-ladder': () => 'no clock uses this ladder',
  assumed: () => 'assumed',
} satisfies Partial<MistakeSentences>

export const policy = {
  ...values,
  ...levels,
  ...clocks,
  ...ladders,
  ...notes,
  'spans-overlap': ({ to }) =>
    `this begins before ${to}, when the span above it ends: list spans in order, without overlap`,
  'closed-and-open': ({ date }) => `${date} is listed as closed too: remove it here or there`,
  'watch-order': ({ after, before }) =>
    `${formatDuration(after)} does not come after ${formatDuration(before)}: list look-backs from the earliest to the latest`,
  'quiet-is-nothing': () =>
    'the quiet hours end when they begin: write a later time, or an earlier one for the next morning',
  'personal-data-always': () =>
    'personal data is always refused, whatever the policy says: write refuse, or remove the line',
} satisfies Partial<MistakeSentences>
