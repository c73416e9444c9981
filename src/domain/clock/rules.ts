// Clocks by the rules of a policy: which rule a clock runs by, what it counts from, when it is due and why.
import { addDuration, type WorkCalendar } from '../calendar/calendar.ts'
import { formatDuration } from '../calendar/duration.ts'
import type { Instant } from '../calendar/instant.ts'
import type { Case } from '../case/case.ts'
import type { ClockFace, ClockOf, FiredStep, Next, Since, Why } from '../case/clock-state.ts'
import { claimsOf, leadPart } from '../case/parts.ts'
import { openRequestCalled, requestOf } from '../case/requests.ts'
import { statementOf } from '../case/statements.ts'
import { type Base, type ClockRule, levelOf, type Policy } from '../policy/policy.ts'
import { climb, firstRung, type Hook } from './ladder.ts'

/** A clock as it starts or is set anew: its first words, and the rungs that were past before it could say them. */
export interface Setting {
  dueAt: Instant
  within: string
  why: Why
  next: Next
  overtaken: FiredStep[]
}

/** The rule by which a clock runs at a level; undefined where the level has no such clock. */
export function clockRule(policy: Policy, level: number, { kind, rule }: Pick<ClockFace, 'kind' | 'rule'>) {
  if (kind === 'promise') return promiseRule(policy, level)
  if (kind === 'watch') return watchRules(policy).find(({ id }) => id === rule)
  if (kind === 'subside') return subsideRule(policy)
  return levelOf(policy, level)?.clocks.find(({ id }) => id === rule)
}

/** The look-backs in their order. They belong to the desk, whatever the level. */
export const watchRules = ({ watch: { after, ladder } }: Policy): ClockRule[] =>
  after.map((within) => ({
    id: watchId(formatDuration(within)),
    kind: 'watch',
    base: 'approved',
    within,
    owner: 'duty-officer',
    ladder,
    assumed: false,
  }))

/** How an open promise reminds the department: as the policy says, or else as its reply's clock does. */
export function promiseRule({ commitment, commitAtMost, levels }: Policy, level: number): ClockRule | undefined {
  const reply = levels.find(({ number }) => number === level)?.clocks.find(({ kind }) => kind === 'reply')
  const ladder = commitment.ladder ?? reply?.ladder
  if (ladder === undefined) return undefined
  const within = commitAtMost ?? reply?.within ?? { amount: 1, unit: 'd' }
  return { id: 'promise', kind: 'promise', base: 'approved', within, owner: 'contact', ladder, assumed: false }
}
/** After the watch has ended quietly: somebody of the desk says that it has subsided. It speaks as the look-backs do. */
export const subsideRule = ({ watch: { ladder } }: Policy): ClockRule => ({
  id: 'subside',
  kind: 'subside',
  base: 'approved',
  within: { amount: 24, unit: 'h' },
  owner: 'duty-officer',
  ladder,
  assumed: false,
})

/** `within` as the policy writes it: `24h`. */
export const watchId = (within: string): string => `watch-${within}`

/** What a clock counts from. */
export interface From {
  at: Instant
  since: Since
  fallback: boolean
  /** Only the day is known: `at` is its first instant. */
  dayOnly?: boolean
}

/** What a clock was counted from when it was set. */
export const fromOf = ({ baseAt, why: { base, fallback, dayOnly } }: Pick<ClockFace, 'baseAt' | 'why'>): From => ({
  at: baseAt,
  since: base,
  fallback,
  dayOnly: dayOnly ?? false,
})

/** The instant that a clock of this part of the case counts from, where there is one. Nothing from before a reopening counts after it. */
export function baseInstant(state: Case, base: Base, of: ClockOf): From | null {
  const first = firstInstant(state, base, of)
  const reopened = state.reopenedAt
  if (first === null) return null
  return reopened !== null && first.at < reopened
    ? { at: reopened, since: 'reopened', fallback: false }
    : { ...first, since: base }
}

function firstInstant(state: Case, base: Base, of: ClockOf): Omit<From, 'since'> | null {
  const known = (at: Instant | null | undefined, fallback = false) => (at ? { at, fallback } : null)
  switch (base) {
    case 'published':
      return state.publishedAt === null
        ? known(state.discoveredAt, true)
        : { at: state.publishedAt, fallback: false, dayOnly: state.publishedToDay }
    case 'discovered':
      return known(state.discoveredAt)
    case 'opened':
      return known(state.openedAt)
    case 'assigned':
      return known(leadPart(state)?.assignedAt)
    case 'claimed':
      return known(claimsOf(state)[0]?.at)
    case 'submitted':
      return known(submittedAt(state, of))
    case 'approved':
      return known(approvedAt(state, of))
    case 'reopened':
      return known(state.reopenedAt)
  }
}

/** The last turn that was decided, or the request itself where none was. */
function submittedAt(state: Case, of: ClockOf): Instant | null {
  const request = of.kind === 'request' ? openRequestCalled(state, of.request) : null
  return request && (request.approvals.at(-1)?.at ?? request.at)
}

/** Of a statement beside the reply that one; else the reply. */
function approvedAt(state: Case, of: ClockOf): Instant | null {
  const reply = state.status === 'approved' ? requestOf(state, 'reply') : null
  const request = statementOf({ of }, state) ?? reply
  return request?.status === 'granted' ? request.grantedAt : null
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
    ...(base.dayOnly ? { dayOnly: true as const } : {}),
  }
  return { dueAt, within, why, ...ladderFrom(rule, calendar, { dueAt, startedAt, why }, now) }
}

/** The clock runs to an instant that somebody has named; `cap` is the longest that the policy allows for that. */
export function setNamed(
  rule: ClockRule,
  calendar: WorkCalendar,
  clock: Pick<ClockFace, 'why' | 'startedAt'>,
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
  hook: Hook,
  now: Instant,
): { next: Next; overtaken: FiredStep[] } {
  const { said, next } = climb(rule.ladder, calendar, hook, firstRung(rule.ladder, calendar, hook), now)
  return { next, overtaken: said }
}
