// A case: what it may be and what may happen to it; evolve.ts says how what happened makes what it is.
import type { NotedDay } from '../calendar/calendar.ts'
import type { Instant } from '../calendar/instant.ts'
import type { Purpose } from '../org/org.ts'
import type { Base, ClockKind, Metrics, Role, Way } from '../policy/policy.ts'

export interface CasePost {
  /** `url:<canonical>` or `text:<sha256>`; globally unique. */
  key: string
  url: string | null
  canonicalUrl: string | null
  platform: string | null
  title: string
  publishedAt: Instant | null
  discoveredAt: Instant
  /** Who forwarded it; not there in cases of before this was kept. */
  by?: string
}

/** A file of a case, kept once by its bytes. */
export interface CaseFile {
  sha256: string
  name: string
  mime: string
  /** Bytes. */
  size: number
}

/**
 * Where a clock speaks next: the rung (1 is the first), how often that was said before, the nominal instant; and where
 * that falls into quiet hours, the instant at which they end.
 */
export interface Next {
  step: number
  repeat: number
  at: Instant
  quietUntil?: Instant
}

/**
 * What a due instant may be counted from: the bases of a policy file, and what happens to a clock in a case's life: all
 * claims were given up, the last progress note, the reply's publication.
 */
export type Since = Base | 'released' | 'progressed' | 'replied'

/** Everything that a sentence needs to explain a due instant. */
export interface Why {
  base: Since
  baseAt: Instant
  /** The publication is not known: counted from the discovery. */
  fallback: boolean
  within: string
  passedOver: NotedDay[]
  uncoveredYears: number[]
  /** The department named the date itself; `within` then is the policy's cap. */
  committed: boolean
}

/** `held`: the department is not reminded while its draft is with an approver; the due instant stands. */
export type ClockPhase =
  | { status: 'running'; next: Next }
  | { status: 'held'; next: Next }
  | { status: 'met'; metAt: Instant }
  | { status: 'cancelled'; cancelledAt: Instant }

export interface ClockFace {
  id: string
  kind: ClockKind
  owner: Role
  base: Base
  baseAt: Instant
  /** When the clock came to life: shares of the time left are counted from here. */
  startedAt: Instant
  within: string
  dueAt: Instant
  generation: number
  why: Why
}
export type Clock = ClockFace & ClockPhase

export interface Draft {
  number: number
  by: string
  at: Instant
  text: string
}

export interface Approval {
  by: string
  role: Role
  at: Instant
}

export type Publication =
  | { way: 'link'; url: string; at: Instant; by: string }
  | { way: 'private'; how: string; at: Instant; by: string }

interface Core {
  number: number
  /** How many events made this; also the seq of the last. */
  version: number
  policy: number
  title: string
  level: number
  /** `policy` and `rule` may be overruled by a rule; a person's level is sticky. */
  levelSetBy: 'policy' | 'rule' | { person: string }
  openedAt: Instant
  openedBy: string
  discoveredAt: Instant
  publishedAt: Instant | null
  posts: CasePost[]
  /** Not there in cases of before files were kept. */
  files?: CaseFile[]
  sightings: number
  metrics: Metrics
  drafts: number
  clocks: Clock[]
  commitment: { until: Instant; text: string } | null
  /** The last reopening, from which its clocks count anew; null where there was none. */
  reopenedAt: Instant | null
  firstResponse: { text: string; by: string; at: Instant } | null
  /** What people last did. */
  last: { type: CaseEvent['type']; at: Instant; by: string }
  /** The instant of the last event of all. */
  changedAt: Instant
}

interface Assigned {
  lead: string
  co: string[]
  assignedAt: Instant
}
export interface Claim {
  person: string
  at: Instant
}
interface Claimed extends Assigned {
  claims: Claim[]
}
interface Answered extends Claimed {
  draft: Draft
  approvals: Approval[]
}

export type Triage = Core & { status: 'triage' }
export type Waiting = Core & Assigned & { status: 'waiting' }
export type Handling = Core & Claimed & { status: 'handling' }
/** `turn`: the role whose decision is awaited; those before it are in `approvals`. */
export type Reviewing = Core & Claimed & { status: 'reviewing'; draft: Draft; turn: Role; approvals: Approval[] }
export type Approved = Core & Answered & { status: 'approved'; approvedAt: Instant }
export type Watching = Core & Answered & { status: 'watching'; publication: Publication }
export type Closed = Core & Answered & { status: 'closed'; publication: Publication; closedAt: Instant }

/** Not for this institution, or no matter for a reply. `assigned`: to whom it was assigned then. */
export type Dismissed = Core & {
  status: 'dismissed'
  dismissedAt: Instant
  dismissal: { by: string; reason: string }
  assigned: Assigned | null
}

export type Case = Triage | Waiting | Handling | Reviewing | Approved | Watching | Closed | Dismissed
export type Status = Case['status']

/** In the order of a case's life. */
export const STATUSES = [
  'triage', 'waiting', 'handling', 'reviewing', 'approved', 'watching', 'closed', 'dismissed',
] as const satisfies readonly Status[] // biome-ignore format: one line reads better

/** Statuses in which somebody still owes the public an answer. */
export const OWING: readonly Status[] = ['triage', 'waiting', 'handling', 'reviewing', 'approved']
export const isOwing = (state: Case): boolean => OWING.includes(state.status)

/** Statuses in which nothing more is waited for. */
export const ENDED: readonly Status[] = ['closed', 'dismissed']
export const isOpen = (state: Case): boolean => !ENDED.includes(state.status)

/** A rung that was said, or overtaken: with its nominal instant; a repeated rung from its first to its last repeat. */
export interface FiredStep {
  step: number
  first: number
  last: number
  at: Instant
}

interface EventPayloads {
  opened: Pick<
    Core,
    'policy' | 'title' | 'level' | 'levelSetBy' | 'discoveredAt' | 'publishedAt' | 'posts' | 'metrics'
  > & { text: string; source: string }
  sighted: { posts: CasePost[]; metrics: Metrics; source: string; text: string }
  assigned: { lead: string; co: string[] }
  claimed: Record<string, never>
  /** A claim is given up; where it was the last, the case waits again. */
  released: Record<string, never>
  'level-set': { level: number; from: number; by: Core['levelSetBy']; reason: string }
  /** Posts that do not belong to the matter were taken out of it; their keys. */
  dropped: { posts: string[] }
  attached: { files: CaseFile[] }
  /** Whoever had forwarded or said it took the message back. */
  recalled: { message: string }
  noted: { text: string }
  progressed: { text: string }
  responded: { text: string }
  committed: { until: Instant; text: string }
  drafted: { draft: number; text: string; turn: Role }
  'turn-approved': { draft: number; role: Role; turn: Role }
  approved: { draft: number; role: Role }
  'sent-back': { draft: number; role: Role; reason: string }
  published: { way: 'link'; url: string } | { way: 'private'; how: string }
  /** `quiet`: the watch ended without a rebound. */
  closed: { reason: string; quiet?: true }
  dismissed: { reason: string }
  /** `rebound`: a new sighting after the reply. */
  reopened: { reason: string; cause: 'person' | 'rebound' }
  'clock-started': { clock: ClockFace; next: Next }
  'clock-moved': { clock: string; dueAt: Instant; within: string; generation: number; next: Next; why: Why }
  'clock-held': { clock: string }
  'clock-resumed': { clock: string; generation: number; next: Next }
  'clock-met': { clock: string; late: boolean }
  'clock-cancelled': { clock: string }
  /** Rungs that were past before the clock could say them: one notice, not the ladder. */
  overtaken: {
    clock: string
    generation: number
    cause: 'started' | 'moved' | 'resumed'
    steps: FiredStep[]
    to: string[]
    /** It fell into quiet hours, which end then: those who owe are told with what else has gathered. */
    quiet?: Instant
  }
  /** `step` and `repeat` are the last of `steps`; `vacant` roles were passed over to the next rung. */
  reminded: {
    clock: string
    generation: number
    step: number
    repeat: number
    steps: FiredStep[]
    to: string[]
    vacant: Role[]
    next: Next
    /** The quiet hours that keep it back end then: what was late already may be decided before. */
    quiet?: Instant
  }
  /** A notice that could not be delivered: the desk is told, and for a reminder the next rung at once. */
  undelivered: {
    notice: string
    clock: string | null
    to: string[]
    /** Those of a room who were told by another channel instead; left out where nobody was. */
    privately?: string[]
    /** That the channel was out was known: nobody was told of this one. */
    quiet?: true
    /** All whom it did not reach so far, on every rung. */
    missed: string[]
    place: string
    error: string
    instead: string[]
  }
  /** The platform refused the way that the ladder asks for: it was told in a weaker one. */
  'sent-weaker': { notice: string; clock: string | null; to: string[]; asked: Way; used: Way; error: string }
}

export type EventType = keyof EventPayloads
export type EventOf<T extends EventType> = T extends EventType
  ? { type: T; at: Instant; actor: string; data: EventPayloads[T] }
  : never
export type EventData<T extends EventType> = EventPayloads[T]
export type CaseEvent = EventOf<EventType>
/** An event as it is on record. */
export type RecordedEvent = CaseEvent & { case: number; seq: number; v: number }

/** Fields of an event that may tell of a person or quote one: recorded as salted digests, kept apart, purgeable. */
export const PERSONAL_FIELDS: { [T in EventType]?: string[] } = {
  opened: ['title', 'text', 'posts'],
  sighted: ['posts', 'text'],
  dropped: ['posts'],
  attached: ['files'],
  'level-set': ['reason'],
  noted: ['text'],
  progressed: ['text'],
  responded: ['text'],
  committed: ['text'],
  drafted: ['text'],
  'sent-back': ['reason'],
  published: ['how'],
  closed: ['reason'],
  dismissed: ['reason'],
  reopened: ['reason'],
}

/** Where something was said or done: the purpose of the room, `direct` (a private room), or `api`. */
export type Place = { purpose: Purpose; department: string | null } | { purpose: 'direct' } | { purpose: 'api' }
