// What is said to the public about a case beside its reply, and what is promised in it: as a case holds them.
import type { Instant } from '../calendar/instant.ts'
import type { Role } from '../policy/policy.ts'
import type { Approval, Case, CaseRequest, Publication, RequestOf } from './case.ts'
import type { Clock, ClockOf } from './clock-state.ts'
import { BESIDE, type BesideKind, type StatementKind } from './statement-kind.ts'
import type { Submitted } from './submitted.ts'

export interface Statement {
  /** The request that it was: `interim-2`. */
  id: string
  kind: BesideKind
  number: number
  text: string
  /** The date that a commitment names. */
  until?: Instant
  by: string
  at: Instant
  approvals: Approval[]
  publication: Publication
}

/** A date that the department has named in public. */
export interface Promised {
  /** Of the commitment, from 1 on. */
  number: number
  text: string
  until: Instant
  /** The statement in which it was made. */
  statement: string
  /** `reply`: by when the reply comes; `measures`: what is done with or after the reply. */
  of: 'reply' | 'measures'
  madeAt: Instant
  fulfilledAt: Instant | null
  /** Null while it is open, and where another date took its place in time. */
  kept: boolean | null
  /** The later commitment that took its place. */
  replacedBy: number | null
}

declare module './case.ts' {
  interface RequestKinds {
    'first-response': Submitted
    interim: Submitted
    commitment: Submitted & { until: Instant }
  }
  interface Regions {
    /** Those that are on record as published, in their order. */
    statements: Statement[]
    /** How many of each kind were drafted, in all rounds. */
    statementNumbers: Record<BesideKind, number>
    /** Nothing takes one out, not even another round. */
    promises: Promised[]
  }
}

export type BesideRequest = { [K in BesideKind]: RequestOf<K> }[BesideKind]
export type GrantedStatement = Extract<CaseRequest, { status: 'granted'; kind: StatementKind }>

const isBeside = (request: CaseRequest): request is BesideRequest =>
  (BESIDE as readonly string[]).includes(request.kind)

/** Those that are with their approvers, or approved and not published yet. */
export const besideRequests = ({ requests }: Pick<Case, 'requests'>): BesideRequest[] => requests.filter(isBeside)

/** The statement beside the reply that a clock is about, or what took its place; null where none of them is under way. */
export const statementOf = ({ of }: Pick<Clock, 'of'>, state: Pick<Case, 'requests'>): BesideRequest | null =>
  besideRequests(state).findLast(({ id }) => isSameMatter(of, { kind: 'request', request: id })) ?? null

/** Of those that are there one at a time, another of the kind is the same matter. */
export function isSameMatter(one: ClockOf, other: ClockOf): boolean {
  if (one.kind !== 'request' || other.kind !== 'request') return JSON.stringify(one) === JSON.stringify(other)
  return one.request === other.request || (!one.request.startsWith('interim-') && kindOf(one) === kindOf(other))
}

const kindOf = ({ request }: { request: string }): string => request.replace(/-\d+$/u, '')

/** For whoever names the clock. */
export function statementNamed(clock: Pick<Clock, 'of' | 'kind'>, state: Pick<Case, 'requests'>) {
  // Others say by their own name what they are about.
  if (clock.kind !== 'review' && clock.kind !== 'publish') return {}
  const request = statementOf(clock, state)
  return request === null ? {} : { about: { kind: request.kind, number: request.number } }
}

/** The newest of a kind that is under way. */
export const underWay = (state: Pick<Case, 'requests'>, kind: BesideKind): BesideRequest | null =>
  besideRequests(state).findLast((request) => request.kind === kind) ?? null

/** What is approved and waits to be published, in the order in which it was asked. */
export const toBePublished = ({ requests, status }: Pick<Case, 'requests' | 'status'>): GrantedStatement[] =>
  requests.filter(
    (request): request is GrantedStatement =>
      request.status === 'granted' && (isBeside(request) || (request.kind === 'reply' && status === 'approved')),
  )

export const isOpenPromise = ({ fulfilledAt, replacedBy }: Promised): boolean =>
  fulfilledAt === null && replacedBy === null

export const openPromises = ({ promises }: Pick<Case, 'promises'>): Promised[] => promises.filter(isOpenPromise)

/** The promise of a date for the reply that this round waits for; nothing from before a reopening counts after it. */
export const promisedReply = (state: Pick<Case, 'promises' | 'reopenedAt'>): Promised | null =>
  openPromises(state).find(({ of, madeAt }) => of === 'reply' && madeAt >= (state.reopenedAt ?? '')) ?? null

/** Whether the reply's clock says nothing now: its draft is with an approver, or the promised date has a clock of its own. */
export const isReplyHeld = (state: Case): boolean => state.status === 'reviewing' || promisedReply(state) !== null

/** A promised date has a clock of its own: the reply's, which was moved to it, says nothing beside that. */
export const isBesidePromise = ({ kind, status }: Pick<Clock, 'kind' | 'status'>, state: Case): boolean =>
  kind === 'reply' && status === 'held' && promisedReply(state) !== null

/** Ranks of those who decide, the lowest first. */
export const RANKS: readonly Role[] = ['head', 'office', 'supervisor', 'principal', 'leading-group']
/** -1: without rank. */
export const rankOf = (role: Role): number => RANKS.indexOf(role)
export const higher = (one: Role, other: Role): Role => (rankOf(other) > rankOf(one) ? other : one)

/** Why a statement is no longer waited for. `lapsed`: the date that it names has passed; `replaced`: another was drafted. */
export type Withdrawal = 'answered' | 'dismissed' | 'reassigned' | 'reopened' | 'closed' | 'lapsed' | 'replaced'
