// A case's rounds as ledgers count them: one from its opening, one from each reopening.
import type { Instant } from '../calendar/instant.ts'
import type { Case } from './case.ts'
import type { CaseEvent, EventType } from './events.ts'
import { leadOf } from './parts.ts'

/** What a decision changes of the round that is running then; what is null stays as it was. */
export interface RoundChange {
  /** A round begins; null where the running one goes on. */
  begins: { at: Instant; cause: 'opened' | 'person' | 'rebound' } | null
  level: number
  /** Who has, or had, the case; null before it is assigned. */
  lead: string | null
  assignedAt: Instant | null
  /** The first of each counts. */
  claimedAt: Instant | null
  respondedAt: Instant | null
  draftedAt: Instant | null
  /** How many more there were. */
  drafts: number
  sentBack: number
  approvedAt: Instant | null
  answeredAt: Instant | null
  answeredBy: 'link' | 'private' | null
  endedAt: Instant | null
  ending: 'closed' | 'dismissed' | 'folded' | null
}

const COUNTS: readonly EventType[] = [
  'opened', 'assigned', 'claimed', 'responded', 'drafted', 'sent-back', 'approved', 'published', 'closed', 'dismissed', 'folded',
  'reopened', 'level-set', 'statement-published',
] // biome-ignore format: one line reads better

/** Null where nothing happened that a round tells of. */
export function roundChange(after: Case, events: readonly CaseEvent[]): RoundChange | null {
  const counted = events.filter(({ type }) => COUNTS.includes(type))
  if (counted.length === 0) return null
  const begins = beginning(counted)
  const first = (type: EventType) => counted.find((event) => event.type === type)?.at ?? null
  const last = (type: EventType) => counted.findLast((event) => event.type === type)?.at ?? null
  const count = (type: EventType) => counted.filter((event) => event.type === type).length
  const published = counted.findLast((event) => event.type === 'published')
  return {
    begins,
    level: after.level,
    lead: leadOf(after),
    assignedAt: last('assigned'),
    claimedAt: first('claimed'),
    respondedAt: first('responded') ?? respondedAt(counted),
    draftedAt: first('drafted'),
    drafts: count('drafted'),
    sentBack: count('sent-back'),
    approvedAt: last('approved'),
    answeredAt: published?.at ?? null,
    answeredBy: published?.data.way ?? null,
    endedAt: last('closed') ?? last('dismissed') ?? last('folded'),
    ending: ENDINGS.find((ending) => last(ending) !== null) ?? null,
  }
}

const ENDINGS = ['closed', 'dismissed', 'folded'] as const

/** What counts is that it was published, not that it was drafted. */
const respondedAt = (events: readonly CaseEvent[]) =>
  events.find((event) => event.type === 'statement-published' && event.data.kind === 'first-response')?.at ?? null

function beginning(events: readonly CaseEvent[]): RoundChange['begins'] {
  const event = events.find(({ type }) => type === 'opened' || type === 'reopened')
  if (event?.type === 'opened') return { at: event.at, cause: 'opened' }
  return event?.type === 'reopened' ? { at: event.at, cause: event.data.cause } : null
}
