// What the card of a case shows, worked out from the case, its policy and the org: meaning, not layout.

import type { Instant } from '../calendar/instant.ts'
import type { PersonsCommandType } from '../capability/command.ts'
import { type Like, openLikes } from '../commands/alike/likes.ts'
import { type DraftExamined, examinedOf } from '../commands/answering/draft-notices.ts'
import { type LearnedFacts, learnedFacts, toBeChecked } from '../commands/intake/learned-facts.ts'
import { allowedIn, isDecidedIn } from '../decide/authority.ts'
import { type Asked, askedFor } from '../notice/asked.ts'
import { subjectOf } from '../notice/envelope.ts'
import type { Subject } from '../notice/notice.ts'
import { approversOf, askedOf, decidersOf, namesOf, ownerNameOf } from '../notice/recipients.ts'
import { departmentOf, type Org } from '../org/org.ts'
import { type ClockKind, levelByThresholds, type Policy, type Role } from '../policy/policy.ts'
import type { Case, OpenRequest, Place, Publication, Status } from './case.ts'
import { type Clock, isAlive } from './clock-state.ts'
import type { EventType } from './events.ts'
import type { EvidenceNumber } from './evidence.ts'
import { latenessOf } from './lateness.ts'
import { claimsOf, coOf, leadOf } from './parts.ts'
import type { RequestFace } from './request-names.ts'
import { openRequest, openRequests } from './requests.ts'
import type { Order, Source } from './source.ts'
import type { BesideKind } from './statement-kind.ts'
import {
  type BesideRequest,
  besideRequests,
  isBesidePromise,
  openPromises,
  type Promised,
  statementNamed,
} from './statements.ts'

export type ClockState = 'running' | 'met' | 'met-late' | 'overdue' | 'suspended' | 'cancelled'

export interface CardFacts {
  subject: Subject
  status: Status
  overdue: boolean
  department: string | null
  co: string[]
  claimedBy: string[]
  openedAt: Instant
  platform: string | null
  /** When the post was published, where that is known; `toDay`: only the day is. */
  published: { at: Instant; toDay: boolean } | null
  /** How it came in, and the superior body's order where there is one. */
  source: Source
  order: Order | null
  /** What was said or written, where no link leads to it. */
  said: string | null
  /** Where the matter is. */
  place: string | null
  /** What was found out otherwise than by people's word, and still stands so. */
  learned: LearnedFacts
  /** Cases with which it seems to be one matter, and nobody has said; there where somebody may say. */
  likes: Like[]
  /** The case at which it is counted. */
  folded: number | null
  posts: { key: string; title: string; url: string | null }[]
  sightings: number
  levelSetBy: { by: 'policy' | 'rule' | 'rebound' } | { by: 'person'; name: string }
  /** Clocks that still run, the next due first. `lateSince`: also where the due instant was moved after it had passed. */
  clocks: {
    kind: ClockKind
    /** The statement beside the reply that it is about. */
    about?: Pick<RequestFace, 'kind' | 'number'>
    dueAt: Instant
    state: ClockState
    owes: string
    lateSince: Instant | null
  }[]
  /** Whose turn it is while a draft is being reviewed. */
  turn:
    | ({
        role: Role
        names: string[]
        turn: number
        turns: number
        draft: number
        text: string
      } & Partial<DraftExamined>)
    | null
  /** Statements beside the reply that are with their approvers, or wait to be published. */
  beside: BesideFacts[]
  /** Dates that were promised to the public and that nothing has met yet. */
  promises: Pick<Promised, 'number' | 'until' | 'of'>[]
  /** What else somebody must agree to, and who may. */
  awaiting: AwaitingFacts[]
  publication: Publication | null
  /** The numbers of the files that came with it; null for those that were kept before files had numbers. */
  files: (EvidenceNumber | null)[]
  last: { type: EventType; at: Instant; by: string }
  /** What this room may do with the case now, the likeliest first. */
  allowed: PersonsCommandType[]
  departments: { key: string; name: string }[]
  levels: { number: number; zh: string; en: string }[]
}

export interface AwaitingFacts {
  asked: Asked
  names: string[]
  /** What may be done with it here. */
  allowed: PersonsCommandType[]
}

export interface BesideFacts extends Partial<DraftExamined> {
  id: string
  kind: BesideKind
  number: number
  text: string
  /** Whose turn it is; null where it waits to be published. */
  turn: { role: Role; names: string[] } | null
  /** What may be done with it here. */
  allowed: PersonsCommandType[]
}

/** What was taken from a record: each post with whether it still belongs to the case. */
export interface RecordFacts {
  subject: Subject
  items: { key: string; title: string; url: string | null; dropped: boolean }[]
  known: { number: number; title: string }[]
  /** Messages of the record that could be no post. */
  skipped: number
  of: 'record' | 'message'
  mayDrop: boolean
}

/** What the card shows in a place, as of `now`. */
export function cardFacts(
  state: Case,
  { policy, org, now }: { policy: Policy; org: Org; now: Instant },
  place: Place,
): CardFacts {
  const learned = learnedFacts(state)
  const allowed = toBeChecked(learned, allowedIn(state, place, org))
  const clocks = state.clocks
    .filter((clock) => isAlive(clock) && !isBesidePromise(clock, state))
    .map((clock) => ({
      kind: clock.kind,
      ...statementNamed(clock, state),
      dueAt: clock.dueAt,
      state: clockState(clock, now),
      owes: ownerNameOf(clock, state, org),
      lateSince: latenessOf(state, clock, now)[0]?.from ?? null,
    }))
    .sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))
  // A dismissed case is nobody's; its card says whose it was.
  const had = state.status === 'dismissed' ? { parts: state.partedFrom } : state
  const lead = leadOf(had)
  const nameOf = (key: string) => departmentOf(org, key)?.name ?? key
  return {
    subject: subjectOf(state, policy),
    status: state.status,
    overdue: clocks.some((clock) => clock.lateSince !== null),
    department: lead === null ? null : nameOf(lead),
    co: coOf(had).map(nameOf),
    claimedBy: namesOf(
      org,
      claimsOf(state).map(({ person }) => person),
    ),
    openedAt: state.openedAt,
    platform: state.posts[0]?.platform ?? null,
    published: state.publishedAt === null ? null : { at: state.publishedAt, toDay: state.publishedToDay },
    source: state.source,
    order: state.order,
    said: state.said,
    place: state.place,
    learned,
    likes: allowed.includes('different') ? openLikes(state) : [],
    folded: state.folded?.into ?? null,
    posts: state.posts.map(({ key, title, url }) => ({ key, title, url })),
    sightings: state.sightings,
    levelSetBy: levelSetBy(state, policy, org),
    clocks,
    turn: turnOf(state, policy, org),
    beside: besideRequests(state).map((request) => besideFacts(request, state, org, place, allowed)),
    promises: openPromises(state).map(({ number, until, of }) => ({ number, until, of })),
    awaiting: awaitingOf(state, { policy, org }, place, allowed),
    publication: 'publication' in state ? state.publication : null,
    files: state.files.map(({ number }) => number ?? null),
    last: { ...state.last, by: namesOf(org, [state.last.by]).join('') },
    allowed: allowed.filter((command) => isAboutReply(command, state, place, org)),
    departments: org.departments.map(({ key, name }) => ({ key, name })),
    levels: policy.levels.map(({ number, name }) => ({ number, ...name })),
  }
}

function besideFacts(
  request: BesideRequest,
  state: Case,
  org: Org,
  place: Place,
  allowed: PersonsCommandType[],
): BesideFacts {
  const { id, kind, number, wanted } = request
  const face = { id, kind, number, text: wanted.text }
  if (request.status === 'granted')
    return { ...face, turn: null, allowed: allowed.filter((command) => command === 'publish') }
  const { role, people } = decidersOf(org, state, request)
  return {
    ...face,
    turn: { role, names: namesOf(org, people) },
    allowed: decisions(request, state, org, place, allowed),
    ...examinedOf(org, request),
  }
}

const decisions = (request: OpenRequest, state: Case, org: Org, place: Place, allowed: PersonsCommandType[]) =>
  isDecidedIn(state, request, place, org) ? allowed.filter((command) => DECISIONS.includes(command)) : []

const DECISIONS: readonly PersonsCommandType[] = ['approve', 'send-back']

/** What is done with other statements, and with what else must be agreed to, has its own buttons. */
function isAboutReply(command: PersonsCommandType, state: Case, place: Place, org: Org): boolean {
  if (command === 'publish') return state.status === 'approved'
  if (!DECISIONS.includes(command)) return true
  const draft = openRequest(state, 'reply')
  return draft !== null && isDecidedIn(state, draft, place, org)
}

export function clockState(clock: Clock, now: Instant): ClockState {
  switch (clock.status) {
    case 'running':
    case 'held':
      return now > clock.dueAt ? 'overdue' : 'running'
    case 'met':
      return clock.late.length > 0 ? 'met-late' : 'met'
    case 'cancelled':
      return 'cancelled'
  }
}

/** A rule is the plan's thresholds where its figures reach the level, and a rebound's rise by one where they do not. */
function levelSetBy(state: Case, policy: Policy, org: Org): CardFacts['levelSetBy'] {
  const { levelSetBy: by, level, metrics, sightings } = state
  if (typeof by === 'object') return { by: 'person', name: namesOf(org, [by.person]).join('') }
  if (by === 'policy') return { by }
  const reached = levelByThresholds(policy, metrics, sightings)
  return { by: reached !== null && reached <= level ? 'rule' : 'rebound' }
}

const awaitingOf = (
  state: Case,
  { policy, org }: { policy: Policy; org: Org },
  place: Place,
  allowed: PersonsCommandType[],
): AwaitingFacts[] =>
  openRequests(state).flatMap((request) => {
    const asked = askedFor(state, request.id, policy, org)
    return asked === null
      ? []
      : [
          {
            asked,
            names: namesOf(org, askedOf(org, state, request).people),
            allowed: decisions(request, state, org, place, allowed),
          },
        ]
  })

function turnOf(state: Case, policy: Policy, org: Org): CardFacts['turn'] {
  const request = openRequest(state, 'reply')
  if (request === null) return null
  const { role, people } = decidersOf(org, state, request)
  const turn = request.approvals.length + 1
  const turns = Math.max(turn, approversOf(policy, state.level).length || 1)
  return {
    role,
    names: namesOf(org, people),
    turn,
    turns,
    draft: request.number,
    text: request.wanted.text,
    ...examinedOf(org, request),
  }
}
