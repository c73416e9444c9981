// Events as earlier versions recorded them, read as this version has them. What is on record is never changed.
import { watchId } from '../../clock/rules.ts'
import type { ClockFace, ClockOf } from '../clock-state.ts'
import type { EventData, EventType, RecordedEvent } from '../events.ts'
import { requestId } from '../requests.ts'

/** The version of each event's shape; those that are not named here are in their first. */
const VERSIONS: { [E in EventType]?: number } = { 'clock-started': 2 }

export const versionOf = (type: EventType): number => VERSIONS[type] ?? 1

/** A whole history, in order. Its length, order and instants stay. */
export function upcastEvents(events: RecordedEvent[]): RecordedEvent[] {
  let drafts = 0
  return events.map((event) => {
    if (event.type === 'drafted') drafts = event.data.draft
    if (event.type !== 'clock-started' || event.v >= 2) return withEmptyLists(event)
    return { ...event, v: 2, data: { ...event.data, clock: withRule(event.data.clock, drafts) } }
  })
}

/** Lists of which the personal fields were purged are read as empty: what a case is does not hang on its texts. */
function withEmptyLists(event: RecordedEvent): RecordedEvent {
  const data = event.data as Record<string, unknown>
  const purged = ['posts', 'files'].filter((field) => data[field] === null)
  if (purged.length === 0) return event
  return { ...event, data: { ...data, ...Object.fromEntries(purged.map((field) => [field, []])) } } as RecordedEvent
}

type OldFace = Omit<ClockFace, 'rule' | 'of'>

/** Version 1 had one rule a kind, told look-backs apart by their length, and reviews of drafts were the only requests. */
export function withRule(clock: OldFace, drafts: number): EventData<'clock-started'>['clock'] {
  const of: ClockOf =
    clock.kind === 'review' ? { kind: 'request', request: requestId('reply', drafts) } : { kind: 'case' }
  return { ...clock, rule: clock.kind === 'watch' ? watchId(clock.within) : clock.kind, of }
}
