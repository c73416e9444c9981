// What `zhiban policy check` shows of a plan, and asks about what the plan leaves open.
import { type Duration, formatDuration, formatOffset, type Unit } from '../../../domain/calendar/duration.ts'
import type { ClockKind, Guarded } from '../../../domain/policy/policy.ts'
import type { CommandLine } from '../../cli.ts'
import { names } from '../names.ts'

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const UNITS: Record<Unit, string> = {
  s: 'second',
  m: 'minute',
  h: 'hour',
  d: 'day',
  wh: 'working hour',
  wd: 'working day',
}
const spoken = ({ amount, unit }: Duration): string => `${amount} ${UNITS[unit]}${amount === 1 ? '' : 's'}`

/** What is to be done within a clock's time. */
const DONE: Record<ClockKind, string> = {
  triage: 'must a case be assessed and assigned',
  claim: 'must a case be claimed',
  'first-response': 'must the first response be given',
  reply: 'must the reply be given',
  review: 'must each approver decide on a draft',
  publish: 'must an approved reply be published',
  'report-up': 'must a case be reported to the superior body',
  progress: 'must progress be reported again',
  watch: 'must somebody look back after the reply',
  summary: 'must the summary be filed',
  promise: 'must a promise be fulfilled',
  subside: 'must somebody confirm that the matter has subsided',
}

const ACTS: Record<Guarded, string> = { dismiss: 'dismissing a case', lower: 'lowering a level' }

const ask: CommandLine['policy']['ask'] = {
  workingTime: (days, spans) => `What are your working hours? So far ${days.join(', ')}, ${spans}.`,
  level: (name, when) => `When is a case ${name}? So far: ${when}.`,
  approvers: (name, roles) =>
    `Who decides on the reply of a case that is ${name}? So far, in this order: ${roles.join(', ')}.`,
  opensAt: (name) => `At which level is a new case opened? So far ${name}.`,
  commitment: (most) => `How far off may a department promise its reply? So far at most ${most}.`,
  clock: (kind, { levels, base, within }) =>
    `Within how many ${UNITS[within.unit]}s ${DONE[kind]}${levels === null ? '' : ` (${levels.join(', ')})`}? ` +
    `So far ${spoken(within)}, counted from: ${names.base[base]}.`,
  ladder: (name, rungs) => `Whom does the ladder "${name}" tell, and when? So far: ${rungs}.`,
  watch: (after) => `When does somebody look back after a reply? So far ${after.join(', ')} afterwards.`,
  quiet: (from, to) => `When are there no reminders? So far from ${from} to ${to}.`,
  secondPerson: (acts, by) => `What needs a second person, and whose? So far: ${acts}; ${by}.`,
  aloneAtNight: (atOnce) =>
    `May a duty officer who is alone at night act at once, to be confirmed when work begins? So far ${atOnce ? 'yes' : 'no'}.`,
  confirmSubsided: (name) =>
    `From which level on does a case close only once a person has confirmed that it has subsided? So far ${name ?? 'at none'}.`,
  other: (path) => `What shall ${path} be? So far a default stands there.`,
}

const heads: CommandLine['policy']['heads'] = {
  levels: ['level', 'name', 'approvers', 'reached by'],
  clocks: ['clock', '', 'levels', 'within', 'from', 'owner', 'ladder'],
  ladders: ['ladder', 'tells'],
}

/** Who decides what, and what is asked for before. */
const deciding: Pick<
  CommandLine['policy'],
  'noCommitment' | 'commitment' | 'commitmentBy' | 'statements' | 'checks' | 'acts' | 'secondPerson' | 'confirmSubsided'
> = {
  noCommitment: 'A department may not commit to a later date.',
  commitment: (most, from, times) =>
    `A department may commit to a date at most ${most} off, counted from ${names.base[from]}, ${times === 1 ? 'once' : `${times} times`}; beyond that the next rank up decides.`,
  commitmentBy: (approvers) =>
    approvers === null
      ? 'Commitments are decided by the head, and once the reply is late by the highest rank that was told.'
      : `Commitments are decided by ${approvers.map((role) => names.role[role]).join(', ')}.`,
  statements: (first, interim) =>
    `First responses are approved by ${first.map((role) => names.role[role]).join(', ')}, interim statements by ${interim.map((role) => names.role[role]).join(', ')}.`,
  checks: (checks) =>
    `statements are checked for ${checks.map(([check, weight]) => `${check} (${weight})`).join(', ')}`,
  acts: (acts) => (acts.length === 0 ? 'nothing' : acts.map((act) => ACTS[act]).join(', ')),
  secondPerson: ({ acts, by, aloneAtNight }) =>
    acts.length === 0
      ? 'Nothing needs a second person.'
      : `A second person must agree to ${acts.map((act) => ACTS[act]).join(' and ')}: ${by.map((role) => names.role[role]).join(', ')}.${aloneAtNight ? ' Whoever is alone on duty at night acts at once and is confirmed when work begins.' : ''}`,
  confirmSubsided: (name) =>
    name === null
      ? 'A case closes by itself when its watch ends quietly.'
      : `At ${name} and graver a case closes only once a person has confirmed that it has subsided.`,
}

export const policy = (zhiban: string): CommandLine['policy'] => ({
  // The file's own words, with the names that they have in English where they differ.
  duration: formatDuration,
  offset: formatOffset,
  role: (role) => role,
  base: (base) => base,
  tell: (tell) => tell,
  day: (weekday) => DAYS[weekday - 1] ?? '',
  rung: (at, tell, how, document, repeat) =>
    [
      `${at} ${tell.join('+')}`,
      ...(how === 'mention' ? [] : [`by ${how}`]),
      ...(document === null ? [] : [`with ${document}`]),
      ...(repeat === null ? [] : [`then every ${repeat}`]),
    ].join(' '),
  name: (name) => name.en,
  list: (items) => items.join(', '),
  between: ' · ',
  followedBy: ' → ',
  hours: (zone, days, spans, closed, open) =>
    `${zone}, ${days.join(' ')}, ${spans}; besides the national holidays ${closed} days closed and ${open} open`,
  ...deciding,
  heads,
  opensHere: 'cases open here',
  byPerson: 'a person',
  byFigures: (figures) => `${figures.join(' or ')}, or a person`,
  figure: (figure, floor) => `${figure} ${floor}`,
  allLevels: 'all',
  approver: 'approver',
  lookBacks: (after, rungs) => `look-backs ${after.join(', ')} after the reply: ${rungs}`,
  noQuiet: 'no quiet hours: reminders come at night too',
  quiet: (from, to, exempt) =>
    `quiet hours ${from} to ${to}${exempt.length > 0 ? `, never for ${exempt.join(', ')}` : ''}`,
  assumedHead: (count) => `Assumed (*): the plan leaves these ${count} open. Decide each, then remove its mark.`,
  warning: 'warning',
  published: (name) => `the policy in force in the database, ${name}`,
  unknown: (given, nearest, shipped) =>
    `There is no policy "${given}": it is neither a file nor one that ships.${nearest === null ? '' : ` Did you mean ${nearest}?`} ` +
    `Shipped are: ${shipped.join(', ')}. For the one in force: ${zhiban} policy check --published`,
  ask,
})
