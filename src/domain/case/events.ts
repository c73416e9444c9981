// What may happen to a case. Each capability adds the payloads of its own events here (see capability/capability.ts).
import type { Instant } from '../calendar/instant.ts'

/** What each type of event holds. Open: a capability declares its events where it defines them. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface EventPayloads {}

export type EventType = keyof EventPayloads
export type EventData<T extends EventType> = EventPayloads[T]
export type EventOf<T extends EventType> = T extends EventType
  ? { type: T; at: Instant; actor: string; data: EventPayloads[T] }
  : never
export type CaseEvent = EventOf<EventType>
/** An event as it is on record. */
export type RecordedEvent = CaseEvent & { case: number; seq: number; v: number }
