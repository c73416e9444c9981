// A case: what is always known of it, the regions that capabilities keep beside its phase, and the phase it is in.
import type { Instant } from '../calendar/instant.ts'
import type { Purpose } from '../org/org.ts'
import type { Metrics, Role } from '../policy/policy.ts'
import type { Clock } from './clock-state.ts'
import type { EventType } from './events.ts'
import type { Stretch } from './stretch.ts'

export interface CasePost {
  /** `url:<canonical>` or `text:<sha256>`; globally unique. */
  key: string
  url: string | null
  canonicalUrl: string | null
  platform: string | null
  title: string
  publishedAt: Instant | null
  /** Of the publication only the day is known: its first instant stands for it. */
  toDay?: boolean
  discoveredAt: Instant
  /** Who forwarded it; not there in cases of before this was kept. */
  by?: string
}

export interface Claim {
  person: string
  at: Instant
}

/** A department that has to do with the case. The lead answers; the others contribute. */
export interface Part {
  department: string
  role: 'lead' | 'co'
  assignedAt: Instant
  /** People who have accepted it, the first one first. */
  claims: Claim[]
}

export interface Approval {
  by: string
  /** In which they decided. */
  role: Role
  at: Instant
  /** The role whose turn it was, where another stood in for it. */
  turn?: Role
  /** Why what stands against it was let pass; not there where nothing was said. */
  reason?: string
}

/** What each kind of request asks for. Open: the capability that asks declares its kind. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface RequestKinds {}
export type RequestKind = keyof RequestKinds

interface RequestFace<K extends RequestKind> {
  /** Unique within the case: `reply-2`. */
  id: string
  kind: K
  /** Counts the requests of its kind in this case, from 1 on. */
  number: number
  by: string
  at: Instant
  wanted: RequestKinds[K]
  /** Of the turns before. */
  approvals: Approval[]
  /** Whoever holds any of these roles may decide, not only whose turn it is; left out where nobody else may. */
  among?: Role[]
}

/** Something that needs an approval, whoever must give it: `turn` is the role whose decision is awaited. */
export type RequestOf<K extends RequestKind> = RequestFace<K> &
  ({ status: 'open'; turn: Role } | { status: 'granted'; grantedAt: Instant })
export type CaseRequest = { [K in RequestKind]: RequestOf<K> }[RequestKind]
export type OpenRequest = Extract<CaseRequest, { status: 'open' }>

/** How something was told to the one who asked. Of what was recorded before more was asked, `how` alone is known. */
export interface PrivateWay {
  how: string
  when?: Instant
  /** Who has told it. */
  handledBy?: string
  evidence?: string
  reaction?: string
}

/** `at` and `by`: of its record. */
export type Publication =
  | { way: 'link'; url: string; at: Instant; by: string }
  | ({ way: 'private'; at: Instant; by: string } & PrivateWay)

/** What single capabilities keep of a case beside its phase. Open: each declares its own, with what it begins with. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface Regions {}

export interface Core {
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
  sightings: number
  metrics: Metrics
  clocks: Clock[]
  /** In whose hands it was, oldest first; none while nobody owes the public an answer. */
  hands: Stretch[]
  /** Departments that have the case; none before it is assigned, nor while it is dismissed. */
  parts: Part[]
  /** Requests that are open, and those that were granted in this round and still matter. */
  requests: CaseRequest[]
  /** The last reopening, from which its clocks count anew; null where there was none. */
  reopenedAt: Instant | null
  /** What people last did. */
  last: { type: EventType; at: Instant; by: string }
  /** The instant of the last event of all. */
  changedAt: Instant
}

/** `partedFrom`: the departments that had the case when it was dismissed; a reopening gives it back to them. */
export type Phase =
  | { status: 'triage' }
  | { status: 'waiting' }
  | { status: 'handling' }
  | { status: 'reviewing' }
  | { status: 'approved' }
  | { status: 'watching'; publication: Publication }
  | { status: 'closed'; publication: Publication; closedAt: Instant }
  | { status: 'dismissed'; dismissedAt: Instant; dismissal: { by: string; reason: string }; partedFrom: Part[] }
export type Status = Phase['status']

export type Case = Core & Regions & Phase
export type CaseIn<S extends Status> = Extract<Case, { status: S }>

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

/** The case in another phase: what belongs to the phase before goes with it. */
export function inPhase(state: Case, phase: Phase): Case {
  const rest: Record<string, unknown> = { ...state }
  for (const field of PHASE_FIELDS) delete rest[field]
  return { ...rest, ...phase } as Case
}

type PhaseField = Exclude<Phase extends infer P ? (P extends unknown ? keyof P : never) : never, 'status'>
const FIELDS: Record<PhaseField, true> = {
  publication: true,
  closedAt: true,
  dismissedAt: true,
  dismissal: true,
  partedFrom: true,
}
const PHASE_FIELDS = Object.keys(FIELDS)

/** Where something was said or done: the purpose of the room, `direct` (a private room), or `api`. */
export type Place = { purpose: Purpose; department: string | null } | { purpose: 'direct' } | { purpose: 'api' }
