// How what happened makes what a case is. Total over the events; pure; the stored row is nothing but this fold.
import type { EventSpec } from '../capability/capability.ts'
import type { Case, Core, Regions } from '../case/case.ts'
import type { CaseEvent, EventOf, EventType, RecordedEvent } from '../case/events.ts'
import { recordLateness } from '../case/lateness.ts'
import { upcastEvents } from '../case/upcasting/upcast-events.ts'
import { EVENTS, REGIONS } from '../commands/index.ts'
import { regionsOpened } from '../commands/intake/open.ts'

/** The case after one more event. Throws where history contradicts itself: that is a bug or a forgery. */
export function evolve(state: Case | null, event: CaseEvent, number: number): Case {
  if (event.type === 'opened') return opened(event, number)
  if (state === null) throw new Error(`case ${number} begins with ${event.type}, not with opened`)
  const spec = EVENTS[event.type] as Pick<EventSpec<EventType>, 'byDesk' | 'beginsRound'> & Applies
  // The card tells what people did; that a clock was started or a reminder sent is told by its times.
  const last = spec.byDesk ? state.last : { type: event.type, at: event.at, by: event.actor }
  const applied = spec.apply(state, event)
  const after = spec.beginsRound ? { ...applied, ...regionsAtStart(({ perRound }) => perRound) } : applied
  return { ...recordLateness(state, after, event.at), version: state.version + 1, last, changedAt: event.at }
}

interface Applies {
  apply(state: Case, event: CaseEvent): Case
}

/** The case of a whole history, whatever version wrote it. */
export const fold = (events: RecordedEvent[]): Case => {
  const state = upcastEvents(events).reduce<Case | null>((before, event) => evolve(before, event, event.case), null)
  if (state === null) throw new Error('no events, no case')
  return state
}

function opened({ at, actor, data }: EventOf<'opened'>, number: number): Case {
  const core: Core = {
    number,
    version: 1,
    policy: data.policy,
    title: data.title,
    level: data.level,
    levelSetBy: data.levelSetBy,
    openedAt: at,
    openedBy: actor,
    discoveredAt: data.discoveredAt,
    publishedAt: data.publishedAt,
    posts: data.posts.map((post) => ({ ...post, by: actor })),
    sightings: 1,
    metrics: data.metrics,
    clocks: [],
    hands: [{ from: at, until: null, holder: { role: 'duty-officer' } }],
    parts: [],
    requests: [],
    reopenedAt: null,
    last: { type: 'opened' satisfies EventType, at, by: actor },
    changedAt: at,
  }
  return { ...core, ...regionsAtStart(() => true), ...regionsOpened(data), status: 'triage' }
}

const regionsAtStart = (which: (spec: { perRound: boolean }) => boolean): Regions =>
  Object.fromEntries(
    Object.entries(REGIONS).flatMap(([region, spec]) => (which(spec) ? [[region, spec.begins]] : [])),
  ) as unknown as Regions
