// A case and its events as the API shows them.

import type { Instant } from '../../domain/calendar/instant.ts'
import { clockState } from '../../domain/case/card-facts.ts'
import type { Case } from '../../domain/case/case.ts'
import type { RecordedEvent } from '../../domain/case/events.ts'
import { claimsOf, coOf, leadOf } from '../../domain/case/parts.ts'
import { requestOf } from '../../domain/case/requests.ts'
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
    posts: state.posts.map(({ key: _key, by: _by, toDay: _toDay, ...post }) => post),
    sightings: state.sightings,
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
    })),
    reply: replyOf(state),
    version: state.version,
  }
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
    publication: 'publication' in state ? state.publication : null,
  }
}
