// Clocks: what starts and what stops each, when it is due and why, and where its ladder stands.
import { addDuration, type WorkCalendar } from '../calendar/calendar.ts'
import { formatDuration, parseDuration } from '../calendar/duration.ts'
import type { Instant } from '../calendar/instant.ts'
import type { Case, Clock, ClockFace, EventType, FiredStep, Next, Since, Why } from '../case/case.ts'
import { type Base, type ClockKind, type ClockRule, DEFAULT_WATCH, levelOf, type Policy } from '../policy/policy.ts'
import { climb, firstRung } from './ladder.ts'

export type { Why } from '../case/case.ts'

/** A clock as it starts or is set anew: its first words, and the rungs that were past before it could say them. */
export interface Setting {
  dueAt: Instant
  within: string
  why: Why
  next: Next
  overtaken: FiredStep[]
}

/** What each clock stops for (domain rules: only a reply on record as published stops `reply`). */
export const MET_BY: Record<ClockKind, EventType[]> = {
  triage: ['assigned'],
  claim: ['claimed'],
  'first-response': ['responded', 'published'],
  reply: ['published'],
  review: ['turn-approved', 'approved', 'sent-back'],
  publish: ['published'],
  'report-up': [],
  progress: ['progressed'],
  // By a look-back, which is a note that is made when it is due: see decide/watch.ts.
  watch: [],
  summary: [],
}

/** The event that gives a clock its base; `published` and `discovered` are known when the case opens. */
export const STARTED_BY: Record<Base, EventType[]> = {
  published: ['opened'],
  discovered: ['opened'],
  opened: ['opened'],
  assigned: ['assigned'],
  claimed: ['claimed'],
  submitted: ['drafted', 'turn-approved'],
  approved: ['approved'],
  reopened: ['reopened'],
}

/** What ends a clock without its being met. A reopened case has its clocks anew. */
export const CANCELLED_BY: EventType[] = ['closed', 'dismissed', 'reopened']

/** The department is not asked for these while its draft is with an approver. */
export const HELD_IN_REVIEW: ClockKind[] = ['reply', 'progress']

export const isAlive = (clock: Clock): clock is Clock & { status: 'running' | 'held' } =>
  clock.status === 'running' || clock.status === 'held'

/** The rule by which a clock runs at a level; undefined where the level has no such clock. */
export function clockRule(policy: Policy, level: number, { kind, within }: Pick<ClockFace, 'kind' | 'within'>) {
  if (kind === 'watch') return watchRule(policy, parseDuration(within) ?? DEFAULT_WATCH.after[0])
  return levelOf(policy, level)?.clocks.find((rule) => rule.kind === kind)
}

/** A look-back belongs to the desk, whatever the level. Policies of before have none: the default's. */
export function watchRule({ watch }: Policy, within: ClockRule['within'] | undefined): ClockRule | undefined {
  const { ladder } = watch ?? DEFAULT_WATCH
  return within && { kind: 'watch', base: 'approved', within, owner: 'duty-officer', ladder, assumed: false }
}

export const watchesOf = ({ watch }: Policy) => (watch ?? DEFAULT_WATCH).after

/** What a clock counts from. */
export interface From {
  at: Instant
  since: Since
  fallback: boolean
}

/** The instant that a clock counts from, where the case has it. Nothing from before a reopening counts after it. */
export function baseInstant(state: Case, base: Base): From | null {
  const first = firstInstant(state, base)
  const reopened = state.reopenedAt ?? null
  if (first === null) return null
  return reopened !== null && first.at < reopened
    ? { at: reopened, since: 'reopened', fallback: false }
    : { ...first, since: base }
}

function firstInstant(state: Case, base: Base): { at: Instant; fallback: boolean } | null {
  const known = (at: Instant | null | undefined, fallback = false) => (at ? { at, fallback } : null)
  switch (base) {
    case 'published':
      return known(state.publishedAt) ?? known(state.discoveredAt, true)
    case 'discovered':
      return known(state.discoveredAt)
    case 'opened':
      return known(state.openedAt)
    case 'assigned':
      return known('assignedAt' in state ? state.assignedAt : null)
    case 'claimed':
      return known('claims' in state ? state.claims[0]?.at : null)
    case 'submitted':
      return known(state.status === 'reviewing' ? (state.approvals.at(-1)?.at ?? state.draft.at) : null)
    case 'approved':
      return known(state.status === 'approved' ? state.approvedAt : null)
    case 'reopened':
      return known(state.reopenedAt)
  }
}

/** Works out a clock from its rule. `startedAt` is when it came to life, `now` divides what is past from what comes. */
export function setClock(
  rule: ClockRule,
  calendar: WorkCalendar,
  base: From,
  startedAt: Instant,
  now: Instant,
): Setting {
  const { at: dueAt, passedOver, uncoveredYears } = addDuration(calendar, base.at, rule.within)
  const within = formatDuration(rule.within)
  const why: Why = {
    base: base.since,
    baseAt: base.at,
    fallback: base.fallback,
    within,
    passedOver,
    uncoveredYears,
    committed: false,
  }
  return { dueAt, within, why, ...ladderFrom(rule, calendar, { dueAt, startedAt }, now) }
}

/** The reply clock runs to the date that the department has named. */
export function setCommitted(
  rule: ClockRule,
  calendar: WorkCalendar,
  clock: ClockFace,
  until: Instant,
  cap: string,
  now: Instant,
): Setting {
  const why: Why = { ...clock.why, within: cap, passedOver: [], uncoveredYears: [], committed: true }
  return {
    dueAt: until,
    within: cap,
    why,
    ...ladderFrom(rule, calendar, { dueAt: until, startedAt: clock.startedAt }, now),
  }
}

/** The whole ladder of a clock anew: what of it is already past, and where it speaks next. */
export function ladderFrom(
  rule: ClockRule,
  calendar: WorkCalendar,
  hook: { dueAt: Instant; startedAt: Instant },
  now: Instant,
): { next: Next; overtaken: FiredStep[] } {
  const { said, next } = climb(rule.ladder, calendar, hook, firstRung(rule.ladder, calendar, hook), now)
  return { next, overtaken: said }
}
