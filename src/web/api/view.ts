// A case and its events as the API shows them.

import { type Instant, SECOND } from '../../domain/calendar/instant.ts'
import { clockState } from '../../domain/case/card-facts.ts'
import type { Case, Publication } from '../../domain/case/case.ts'
import type { RecordedEvent } from '../../domain/case/events.ts'
import { latenessOf, wholeTime } from '../../domain/case/lateness.ts'
import { claimsOf, coOf, leadOf } from '../../domain/case/parts.ts'
import { requestOf } from '../../domain/case/requests.ts'
import { type BesideRequest, besideRequests, type Statement } from '../../domain/case/statements.ts'
import type { Stretch } from '../../domain/case/stretch.ts'
import { shown } from '../../domain/commands/answering/examine.ts'
import type { CaseFile } from '../../domain/commands/intake/attach.ts'
import { levelOf, type Policy } from '../../domain/policy/policy.ts'
import type { Wording } from '../../wording/index.ts'

/** Field names are the public interface's. */
export function caseView(state: Case, policy: Policy, wording: Wording, now: Instant) {
  const name = levelOf(policy, state.level)?.name
  return {
    number: state.number,
    title: state.title,
    status: state.status,
    level: state.level,
    levelName: (wording.lang === 'en' ? name?.en : name?.zh) ?? String(state.level),
    levelSetBy: typeof state.levelSetBy === 'object' ? state.levelSetBy.person : state.levelSetBy,
    leadDepartment: leadOf(state),
    coDepartments: coOf(state),
    claimedBy: claimsOf(state).map(({ person }) => person),
    openedAt: state.openedAt,
    source: state.source,
    sourceNumber: state.order?.number ?? null,
    deadline: state.order?.deadline ?? null,
    place: state.place,
    files: state.files.map((file) => fileView(file, wording)),
    disclosures: state.disclosures.map((each) => ({ ...each })),
    posts: state.posts.map(({ key: _key, by: _by, toDay: _toDay, ...post }) => post),
    sightings: state.sightings,
    folded: state.folded?.into ?? null,
    likes: state.likes.map(({ ended = false, ...like }) => ({ ...like, ended })),
    clocks: state.clocks.map((clock) => ({
      id: clock.id,
      kind: clock.kind,
      owner: clock.owner,
      base: clock.why.base,
      baseAt: clock.baseAt,
      dueAt: clock.dueAt,
      state: clockState(clock, now),
      metAt: clock.status === 'met' ? clock.metAt : null,
      nextAt: clock.status === 'running' ? clock.next.at : null,
      generation: clock.generation,
      why: wording.why(clock),
      late: latenessOf(state, clock, now).map(stretchView),
      lateStruck: (clock.struck ?? []).map(stretchView),
    })),
    wholeTime: wholeTimeView(state, now),
    hands: state.hands.map(stretchView),
    reply: replyOf(state),
    statements: [...state.statements.map(publishedView), ...besideRequests(state).map(requestView)],
    promises: state.promises.map((promise) => ({ ...promise })),
    version: state.version,
  }
}

const fileView = ({ number, name, mime, size, sha256, taken }: CaseFile, wording: Wording) => ({
  number: number === undefined ? null : wording.evidence(number),
  class: number?.class ?? null,
  year: number?.year ?? null,
  seq: number?.seq ?? null,
  name,
  mime,
  size,
  sha256,
  takenAt: taken?.at ?? null,
  takenBy: taken?.by ?? null,
})

/** Of an earlier version's records both are null: in whose hands it was is not known. */
const stretchView = ({ from, until, holder }: Stretch) => ({
  from,
  until,
  department: holder !== null && 'department' in holder ? holder.department : null,
  role: holder !== null && 'role' in holder ? holder.role : null,
})

export function wholeTimeView(state: Case, now: Instant) {
  const { from, until, millis } = wholeTime(state, now)
  return { from, until, seconds: Math.floor(millis / SECOND) }
}

/** The API's form of an event: the envelope's fields that programs rely on. */
export const eventView = ({ seq, type, at, actor, data }: RecordedEvent) => ({ seq, type, at, actor, data })

function replyOf(state: Case) {
  const request = requestOf(state, 'reply')
  if (request === null) return null
  const { number, by, at, wanted, approvals } = request
  return {
    draft: number,
    text: wanted.text,
    draftedBy: by,
    draftedAt: at,
    approvals,
    ...shown(wanted),
    publication: 'publication' in state ? publicationView(state.publication) : null,
  }
}

const publishedView = (statement: Statement) => ({
  id: statement.id,
  kind: statement.kind,
  number: statement.number,
  state: 'published' as const,
  text: statement.text,
  until: statement.until ?? null,
  draftedBy: statement.by,
  draftedAt: statement.at,
  turn: null,
  approvals: statement.approvals,
  findings: null,
  claims: null,
  publication: publicationView(statement.publication),
})

const requestView = (request: BesideRequest) => ({
  id: request.id,
  kind: request.kind,
  number: request.number,
  state: request.status === 'open' ? ('open' as const) : ('approved' as const),
  text: request.wanted.text,
  until: 'until' in request.wanted ? request.wanted.until : null,
  draftedBy: request.by,
  draftedAt: request.at,
  turn: request.status === 'open' ? request.turn : null,
  approvals: request.approvals,
  ...shown(request.wanted),
  publication: null,
})

function publicationView(publication: Publication) {
  if (publication.way === 'link') return publication
  const { when = null, handledBy = null, evidence = null, reaction = null, ...rest } = publication
  return { ...rest, when, handledBy, evidence, reaction }
}
