// Who asks that something be decided of a case, and what comes of it.
import type { Refusal } from '../../domain/capability/refusal.ts'
import type { Case, Place } from '../../domain/case/case.ts'
import type { RecordedEvent } from '../../domain/case/events.ts'
import type { DecisionContext } from '../../domain/decide/index.ts'
import type { Actor } from '../../domain/org/org.ts'

/** Who asks, and where. A person is resolved as of the transaction; an `actor` (a token, the clockwork) is as given. */
export interface Requester {
  by: { person: string } | { actor: Actor }
  place: Place
}

export type Outcome = Recorded | { ok: false; refusal: Refusal }
/** `saidIn`: the org's rooms in whose thread of the case something is said of it, beside its card. */
export type Recorded = { ok: true; state: Case; events: RecordedEvent[]; facts: DecisionContext; saidIn: string[] }
