// A case and its events as the API shows them.

import type { Instant } from '../../domain/calendar/instant.ts'
import { clockState } from '../../domain/case/card-facts.ts'
import type { Case, RecordedEvent } from '../../domain/case/case.ts'
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
    leadDepartment: 'lead' in state ? state.lead : null,
    coDepartments: 'co' in state ? state.co : [],
    claimedBy: 'claims' in state ? state.claims.map(({ person }) => person) : [],
    openedAt: state.openedAt,
    posts: state.posts.map(({ key: _key, by: _by, ...post }) => post),
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
  if (!('draft' in state)) return null
  const { text, number, by, at } = state.draft
  return {
    draft: number,
    text,
    draftedBy: by,
    draftedAt: at,
    approvals: state.approvals,
    publication: 'publication' in state ? state.publication : null,
  }
}
