// What a policy says, once its file has been read: levels, clocks, nag ladders, approvers, working time.
import type { WorkCalendar } from '../calendar/calendar.ts'
import type { Duration, Offset } from '../calendar/duration.ts'

/** Kinds of clock, the words of a policy file. */
export const CLOCK_KINDS = [
  'triage', 'claim', 'first-response', 'reply', 'review', 'publish', 'report-up', 'progress', 'watch', 'summary',
  'promise',
  'subside',
] as const // biome-ignore format: one line reads better
export type ClockKind = (typeof CLOCK_KINDS)[number]

/** The instants that a clock may count from. */
export const BASES = [
  'published', 'discovered', 'opened', 'assigned', 'claimed', 'submitted', 'approved', 'reopened',
] as const // biome-ignore format: one line reads better
export type Base = (typeof BASES)[number]

/** Roles that a person may hold; contact, head and supervisor are held for departments. */
export const ROLES = [
  'monitor', 'duty-officer', 'contact', 'head', 'supervisor', 'principal', 'leading-group', 'office', 'spokesperson',
  'auditor', 'admin',
] as const // biome-ignore format: one line reads better
export type Role = (typeof ROLES)[number]

/** Whom a rung tells: a role, or whoever owns the clock. */
export type Tell = Role | 'owner'

export const WAYS = ['mention', 'dm', 'urgent-app', 'urgent-sms', 'urgent-phone'] as const
export type Way = (typeof WAYS)[number]

export const DOCUMENTS = ['reminder-notice', 'supervision', 'bulletin'] as const
export type DocumentKind = (typeof DOCUMENTS)[number]

/** What is looked at in a statement before it goes to an approver (checks/), in the order in which policies list it. */
export const CHECKS = [
  'formula', 'claims', 'personal-data', 'dates', 'signature', 'cause', 'typing', 'reproach',
] as const // biome-ignore format: one line reads better
export type CheckName = (typeof CHECKS)[number]

/** `refuse`: an approver may let it pass, with a reason; personal data nobody may. */
export const SEVERITIES = ['refuse', 'warn', 'off'] as const
export type Severity = (typeof SEVERITIES)[number]
export type Checks = Record<CheckName, Severity>

/** What holds where a policy does not say: also for those that were published before there were checks. */
export const DEFAULT_CHECKS: Checks = {
  formula: 'refuse',
  claims: 'warn',
  'personal-data': 'refuse',
  dates: 'warn',
  signature: 'warn',
  cause: 'warn',
  typing: 'warn',
  reproach: 'warn',
}

/** One rung. Rungs are in order; one whose instant would come before the rung above it falls together with that one. */
export interface Rung {
  at: Offset
  tell: Tell[]
  how: Way
  document: DocumentKind | null
  /** Only on the last rung: how often it is said again, without end. */
  repeat: Duration | null
}

export interface ClockRule {
  /** Unique at its level; a clock keeps it. */
  id: string
  kind: ClockKind
  base: Base
  within: Duration
  /** Whose turn it is for a `review` clock comes from `approvers`; its owner here is not read. */
  owner: Role
  ladder: Rung[]
  /** The plan leaves this open and the product's default fills it in. */
  assumed: boolean
  /** Of progress notes: they are wanted on while the case is watched. */
  whileWatched?: true
}

/** A level is reached when any one of these is (`sightings` counts forwards of the case's posts). */
export interface Thresholds {
  reads: number | null
  comments: number | null
  outlets: number | null
  sightings: number | null
}

export interface Level {
  /** 1 is the gravest. */
  number: number
  name: { zh: string; en: string }
  /** Only a rule that names thresholds raises a case by itself; null where only a person sets the level. */
  thresholds: Thresholds | null
  clocks: ClockRule[]
  /** In the order in which they decide. */
  approvers: Role[]
}

/** Each look-back counts from the publication; the next one starts when the one before is on record. */
export interface WatchRule {
  after: Duration[]
  ladder: Rung[]
}

/** What holds where a policy does not say: also for those that were published before policies had it. */
export const DEFAULT_WATCH: WatchRule = {
  after: [
    { amount: 24, unit: 'h' },
    { amount: 72, unit: 'h' },
    { amount: 7, unit: 'd' },
  ],
  ladder: [
    rung({ kind: 'due' }, ['owner'], null),
    rung({ kind: 'span', sign: 1, duration: { amount: 4, unit: 'h' } }, ['owner', 'office'], null),
    rung({ kind: 'span', sign: 1, duration: { amount: 1, unit: 'wd' } }, ['owner', 'office'], {
      amount: 1,
      unit: 'wd',
    }),
  ],
}

/** How a department may name a date: counted from where, how often, and who decides. */
export interface CommitmentRule {
  /** What the cap counts from. */
  from: Base
  /** How many commitments of a case are decided at the usual rank; each further one goes one rank up. */
  times: number
  /** In the order in which they decide; null: the head, and once the reply is late the rank that was last told. */
  approvers: Role[] | null
  /** How an open promise reminds; null: as the reply's clock does. */
  ladder: Rung[] | null
}

export const DEFAULT_COMMITMENT: CommitmentRule = { from: 'discovered', times: 1, approvers: null, ladder: null }

/** Who approves what is said to the public beside the reply, in the order in which they decide. */
export type StatementApprovers = Record<'first-response' | 'interim', Role[]>

export const DEFAULT_STATEMENTS: StatementApprovers = { 'first-response': ['head'], interim: ['head'] }

function rung(at: Offset, tell: Tell[], repeat: Duration | null): Rung {
  return { at, tell, how: 'mention', document: null, repeat }
}

/** What nobody does alone, the words of a policy file. */
export const GUARDED = ['dismiss', 'lower'] as const
export type Guarded = (typeof GUARDED)[number]

/** Another person of rank must agree to what takes a case out of sight. */
export interface SecondPerson {
  acts: Guarded[]
  /** Anybody who holds one of these may agree; who holds the first of them is asked. */
  by: Role[]
  /** Whoever is alone on duty outside working hours acts at once, and is confirmed from the opening of work on. */
  aloneAtNight: boolean
}

/** What holds where a policy file does not say. */
export const DEFAULT_SECOND_PERSON: SecondPerson = {
  acts: ['dismiss', 'lower'],
  by: ['office', 'supervisor', 'principal', 'leading-group'],
  aloneAtNight: true,
}

/** What holds for cases under a policy of before there was such a rule. */
export const NO_SECOND_PERSON: SecondPerson = { ...DEFAULT_SECOND_PERSON, acts: [] }

/** What holds where a policy file does not say: from 重大 on, and at the graver of two levels. */
export const defaultConfirmSubsided = (levels: number): number => (levels >= 3 ? 2 : levels === 2 ? 1 : 0)

export interface Policy {
  name: string
  title: { zh: string; en: string }
  timeZone: string
  /** Working time without the official holidays, which are versioned apart. */
  work: Omit<WorkCalendar, 'official' | 'timeZone'>
  /** Sorted, gravest first; `levels[0].number` is 1. */
  levels: Level[]
  /** The level at which a case opens unless thresholds or a person say otherwise. */
  opensAt: number
  /** Look-backs after the publication of a reply, in order. */
  watch: WatchRule
  /** Wall times (HH:MM) between which ordinary reminders wait, and the levels that they never delay; null where none. */
  quiet: { from: string; to: string; exempt: number[] } | null
  /** How far a department may commit to a date, counted from where `commitment` says; null where it may not. */
  commitAtMost: Duration | null
  commitment: CommitmentRule
  statements: StatementApprovers
  /** How much each check of a statement weighs. */
  checks: Checks
  secondPerson: SecondPerson
  /** The gentlest level at which a person must confirm that the matter has subsided before the case closes; 0: none. */
  confirmSubsided: number
}

export const levelOf = (policy: Policy, number: number): Level | undefined =>
  policy.levels.find((level) => level.number === number)

export interface Metrics {
  reads?: number | undefined
  comments?: number | undefined
  outlets?: number | undefined
}

/** The gravest level whose thresholds these figures reach, or null where none is reached. */
export function levelByThresholds(policy: Policy, metrics: Metrics, sightings: number): number | null {
  const reached = policy.levels.find(({ thresholds }) => thresholds !== null && reaches(thresholds, metrics, sightings))
  return reached?.number ?? null
}

function reaches(thresholds: Thresholds, metrics: Metrics, sightings: number): boolean {
  const over = (figure: number | undefined, floor: number | null) =>
    floor !== null && figure !== undefined && figure >= floor
  return (
    over(metrics.reads, thresholds.reads) ||
    over(metrics.comments, thresholds.comments) ||
    over(metrics.outlets, thresholds.outlets) ||
    over(sightings, thresholds.sightings)
  )
}
