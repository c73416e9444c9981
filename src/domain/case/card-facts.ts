// What the card of a case shows, worked out from the case, its policy and the org: meaning, not layout.

import type { Instant } from '../calendar/instant.ts'
import type { PersonsCommandType } from '../capability/command.ts'
import { allowedIn } from '../decide/authority.ts'
import { type Asked, askedFor } from '../notice/asked.ts'
import { subjectOf } from '../notice/envelope.ts'
import type { Subject } from '../notice/notice.ts'
import { approversOf, askedOf, decidersOf, namesOf, ownerNameOf } from '../notice/recipients.ts'
import { departmentOf, type Org } from '../org/org.ts'
import type { ClockKind, Policy, Role } from '../policy/policy.ts'
import type { Case, Place, Publication, Status } from './case.ts'
import { type Clock, isAlive } from './clock-state.ts'
import type { EventType } from './events.ts'
import { claimsOf, coOf, leadOf } from './parts.ts'
import { openRequest, openRequests } from './requests.ts'

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
  sightings: number
  levelSetBy: { by: 'policy' | 'rule' } | { by: 'person'; name: string }
  /** Clocks that still run, the next due first. */
  clocks: { kind: ClockKind; dueAt: Instant; state: ClockState; owes: string }[]
  /** Whose turn it is while a draft is being reviewed. */
  turn: { role: Role; names: string[]; turn: number; turns: number; draft: number; text: string } | null
  /** What else somebody must agree to, and who may. */
  awaiting: { asked: Asked; names: string[] }[]
  publication: Publication | null
  /** Names of the files that came with it. */
  files: string[]
  last: { type: EventType; at: Instant; by: string }
  /** What this room may do with the case now, the likeliest first. */
  allowed: PersonsCommandType[]
  departments: { key: string; name: string }[]
  levels: { number: number; zh: string; en: string }[]
}

/** What was taken from a record: each post with whether it still belongs to the case. */
export interface RecordFacts {
  subject: Subject
  items: { key: string; title: string; url: string | null; dropped: boolean }[]
  known: { number: number; title: string }[]
  /** Messages of the record that could be no post. */
  skipped: number
  mayDrop: boolean
}

/** What the card shows in a place, as of `now`. */
export function cardFacts(
  state: Case,
  { policy, org, now }: { policy: Policy; org: Org; now: Instant },
  place: Place,
): CardFacts {
  const clocks = state.clocks
    .filter(isAlive)
    .map((clock) => ({
      kind: clock.kind,
      dueAt: clock.dueAt,
      state: clockState(clock, now),
      owes: ownerNameOf(clock, state, org),
    }))
    .sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))
  const lead = leadOf(state)
  const nameOf = (key: string) => departmentOf(org, key)?.name ?? key
  return {
    subject: subjectOf(state, policy),
    status: state.status,
    overdue: clocks.some((clock) => clock.state === 'overdue'),
    department: lead === null ? null : nameOf(lead),
    co: coOf(state).map(nameOf),
    claimedBy: namesOf(
      org,
      claimsOf(state).map(({ person }) => person),
    ),
    openedAt: state.openedAt,
    platform: state.posts[0]?.platform ?? null,
    sightings: state.sightings,
    levelSetBy: levelSetBy(state, org),
    clocks,
    turn: turnOf(state, policy, org),
    awaiting: awaitingOf(state, policy, org),
    publication: 'publication' in state ? state.publication : null,
    files: state.files.map(({ name }) => name),
    last: { ...state.last, by: namesOf(org, [state.last.by]).join('') },
    allowed: allowedIn(state, place, org),
    departments: org.departments.map(({ key, name }) => ({ key, name })),
    levels: policy.levels.map(({ number, name }) => ({ number, ...name })),
  }
}

export function clockState(clock: Clock, now: Instant): ClockState {
  switch (clock.status) {
    case 'running':
    case 'held':
      return now > clock.dueAt ? 'overdue' : 'running'
    case 'met':
      return clock.metAt > clock.dueAt ? 'met-late' : 'met'
    case 'cancelled':
      return 'cancelled'
  }
}

function levelSetBy({ levelSetBy: by }: Case, org: Org): CardFacts['levelSetBy'] {
  return typeof by === 'object' ? { by: 'person', name: namesOf(org, [by.person]).join('') } : { by }
}

const awaitingOf = (state: Case, policy: Policy, org: Org): CardFacts['awaiting'] =>
  openRequests(state).flatMap((request) => {
    const asked = askedFor(state, request.id, policy, org)
    return asked === null ? [] : [{ asked, names: namesOf(org, askedOf(org, state, request).people) }]
  })

function turnOf(state: Case, policy: Policy, org: Org): CardFacts['turn'] {
  const request = openRequest(state, 'reply')
  if (request === null) return null
  const { role, people } = decidersOf(org, state, request)
  const turn = request.approvals.length + 1
  const turns = Math.max(turn, approversOf(policy, state.level).length || 1)
  return { role, names: namesOf(org, people), turn, turns, draft: request.number, text: request.wanted.text }
}
