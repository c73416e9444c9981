// What whoever forwarded a post is told, where no card tells it.
import type { Db } from '../../../db/engine/connect.ts'
import { enqueue } from '../../../db/messages/outbox.ts'
import { type Case, isOpen } from '../../../domain/case/case.ts'
import { claimsOf, leadOf } from '../../../domain/case/parts.ts'
import { FORWARDED } from '../../../domain/case/source.ts'
import type { DecisionContext } from '../../../domain/decide/index.ts'
import { dueOf } from '../../../domain/notice/audience.ts'
import { subjectOf } from '../../../domain/notice/envelope.ts'
import { namesOf } from '../../../domain/notice/recipients.ts'
import { departmentOf, roomFor } from '../../../domain/org/org.ts'
import { answerRow } from '../../cases/enqueue.ts'
import type { Recorded } from '../../cases/run-case.ts'
import type { Desk } from '../../desk.ts'
import type { Forward, Origin } from './forward-shape.ts'

/** The case's card answers a forward in the room where it is shown; in another duty room somebody must say so. */
export async function answerElsewhere(
  tx: Db,
  desk: Desk,
  { origin, quiet, came = FORWARDED }: Forward,
  state: Case,
  facts: DecisionContext,
): Promise<void> {
  const shown = roomFor(facts.org, 'duty')
  if (origin === null || quiet === true || shown === undefined) return
  if (shown.channel === origin.channel && shown.id === origin.room) return
  const [due = null] = dueOf(state.clocks)
  const how = came.source === 'forward' ? {} : { source: came.source }
  const notice = { kind: 'registered' as const, subject: subjectOf(state, facts.policy), due, ...how }
  const key = `registered:${origin.channel}:${origin.messageId}`
  await enqueue(tx, [answerRow(origin, { key, notice, mention: [], caseNumber: state.number })], desk.time.realNow())
}

/** In the thread of a case that is at its end nothing follows from a forward: whoever made it learns what to do. */
export async function answerEnded(
  tx: Db,
  desk: Desk,
  { origin }: Pick<Forward, 'origin'>,
  outcome: Recorded,
): Promise<void> {
  if (!isOpen(outcome.state)) await answerKnown(tx, desk, origin, outcome)
}

/** `was`: the case as which it had been registered, before it was found to be the same. */
export async function answerKnown(
  tx: Db,
  desk: Desk,
  origin: Origin | null,
  { state, facts, events }: Recorded,
  was?: number,
): Promise<void> {
  if (origin === null) return
  const lead = leadOf(state)
  const notice = {
    kind: 'already-known' as const,
    subject: subjectOf(state, facts.policy),
    status: state.status,
    department: lead === null ? null : (departmentOf(facts.org, lead)?.name ?? lead),
    claimedBy: namesOf(
      facts.org,
      claimsOf(state).map(({ person }) => person),
    ),
    openedAt: state.openedAt,
    sightings: state.sightings,
    reopened: events.some(({ type }) => type === 'reopened'),
    dismissed: state.status === 'dismissed' ? state.dismissal.reason || null : null,
    ...(was === undefined ? {} : { was }),
  }
  const key = `known:${origin.channel}:${origin.messageId}:${state.number}`
  await enqueue(tx, [answerRow(origin, { key, notice, mention: [], caseNumber: state.number })], desk.time.realNow())
}
