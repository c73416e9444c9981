// What a forward brings, and what comes of it.
import type { Instant } from '../../../domain/calendar/instant.ts'
import type { Refusal } from '../../../domain/capability/refusal.ts'
import type { CasePost } from '../../../domain/case/case.ts'
import type { CameIn } from '../../../domain/case/source.ts'
import type { Metrics } from '../../../domain/policy/policy.ts'
import type { Recorded } from '../../cases/run-case.ts'

/** The message that a forward came in; null for a push over the API. */
export interface Origin {
  channel: string
  room: string
  messageId: string
  /** Of a form that was filled in: the message that bears its button. Answers go beneath that, and it is no case's own. */
  under?: string
}

export interface Forward {
  posts: CasePost[]
  title: string
  text: string
  source: string
  metrics: Metrics
  discoveredAt: Instant
  level: string | null
  department: string | null
  origin: Origin | null
  /** The case in whose thread the forward stands: what is new in it belongs to that case. */
  within: number | null
  /** One answer tells of all of it: the cases that know its posts do not answer one by one, nor (`true`) the one that is opened. */
  quiet?: true | 'known'
  /** Of many at once: a case that it opens is shown with the next that happens to it. */
  cardLater?: boolean
  /** Left out: forwarded. */
  came?: CameIn
  /** A text without a link that need not be the same matter as another in the same words: what tells it from that one. */
  apart?: string
}

export type Forwarded =
  | { ok: true; number: number; opened: boolean; sighting: number; outcomes: Recorded[]; like: number | null }
  | { ok: false; refusal: Refusal }
