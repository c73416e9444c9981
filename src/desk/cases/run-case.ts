// THE write path: one transaction, one case. Locks it, decides, writes what happened and what is to be said.
import { type LockedCase, lockCase, readPosted, saveCase } from '../../db/cases/cases.ts'
import { addReply, correctPosts, dropPosts, readSighted, undoSightings } from '../../db/cases/posts.ts'
import type { Db } from '../../db/engine/connect.ts'
import { commitBehind } from '../../db/engine/prepared-statements.ts'
import type { Current } from '../../db/institution/institution.ts'
import { forgetRows } from '../../db/messages/batches.ts'
import { enqueue } from '../../db/messages/outbox.ts'
import { recordCards } from '../../db/messages/sent-messages.ts'
import type { CommandOf } from '../../domain/capability/command.ts'
import type { Refusal } from '../../domain/capability/refusal.ts'
import type { Case } from '../../domain/case/case.ts'
import type { CaseEvent } from '../../domain/case/events.ts'
import { isPersons, PERSONS } from '../../domain/commands/index.ts'
import { type CaseCommand, type Decision, type DecisionContext, decide } from '../../domain/decide/index.ts'
import { noticesFor } from '../../domain/notice/index.ts'
import { type Actor, actorOf, CLOCKWORK, type Org, personOf } from '../../domain/org/org.ts'
import { asOf } from '../../domain/org/rota.ts'
import { identifyUrl } from '../../domain/post/post.ts'
import type { Desk } from '../desk.ts'
import { enqueueEnvelopes } from './enqueue.ts'
import { otherOf, settleOther } from './joining.ts'
import { withGraver } from './leaders-order.ts'
import type { Outcome, Recorded, Requester } from './outcome.ts'
import { transact } from './transact.ts'

export type { Outcome, Recorded, Requester } from './outcome.ts'

type Allowed = Extract<Decision, { ok: true }>

export const TICKING: Requester = { by: { actor: CLOCKWORK }, place: { purpose: 'api' } }

/** Decides in a transaction of its own, and wakes whoever has to do with what happened. */
export async function runCase(
  desk: Desk,
  number: number,
  command: CaseCommand,
  asking: Requester,
  version?: number,
): Promise<Outcome> {
  const outcome = await transact(desk, (tx) => runCaseIn(tx, desk, number, command, asking, { version, last: true }))
  wakeAfter(desk, outcome)
  return outcome
}

/**
 * Within the caller's transaction; the caller wakes. `skipLocked`: a case that another has in hand is left alone. `last`:
 * nothing follows in the transaction, which may commit with the answers to what is written here.
 */
export async function runCaseIn(
  tx: Db,
  desk: Desk,
  number: number,
  command: CaseCommand,
  asking: Requester,
  {
    version,
    skipLocked = false,
    last = false,
  }: { version?: number | undefined; skipLocked?: boolean; last?: boolean } = {},
): Promise<Outcome> {
  const locked = await lockCase(tx, number, { skipLocked })
  if (locked === null) return refused({ reason: 'unknown-case', number })
  if (version !== undefined && version !== locked.state.version)
    return refused({ reason: 'stale-version', version: locked.state.version })
  const known = await readFacts(tx, desk, locked, asking)
  if (known === null) return refused({ reason: 'not-registered' })
  const facts = await withRead(tx, command, locked.state, known)
  const decision = decide(locked.state, command, facts)
  if (!decision.ok) return decision
  const told = command.type === 'tick' ? await withGraver(tx, desk, decision, facts) : facts
  return write(tx, desk, locked, decision, told, { last })
}

/** With what the command is decided upon and the case does not hold. */
async function withRead(tx: Db, command: CaseCommand, state: Case, known: DecisionContext): Promise<DecisionContext> {
  const reads = isPersons(command.type) ? PERSONS[command.type].reads : undefined
  if (reads === 'posted') return { ...known, posted: await readPosted(tx, state.number) }
  if (reads === 'sightings') return { ...known, sighted: await readSighted(tx, state.number) }
  const other = reads === 'other' ? await otherOf(tx, command, state) : undefined
  return other === undefined ? known : { ...known, other }
}

/** A case that was opened: its rows are sent, though not answered, so that others may refer to them already. */
export type Opened =
  | { ok: true; state: Case; facts: DecisionContext; recorded: Promise<Recorded> }
  | { ok: false; refusal: Refusal }

/** The same for a case that is not there yet. `current`: the policy and the org that it is opened under. */
export async function openCaseIn(
  tx: Db,
  desk: Desk,
  current: Current,
  command: CommandOf<'open'>,
  asking: Requester,
  { cardLater = false } = {},
): Promise<Opened> {
  const facts = await readFacts(tx, desk, { ...current, state: null }, asking)
  if (facts === null) return { ok: false, refusal: { reason: 'not-registered' } }
  const decision = decide(null, command, facts)
  if (!decision.ok) return decision
  return { ok: true, state: decision.after, facts, recorded: write(tx, desk, null, decision, facts, { cardLater }) }
}

export function wakeAfter(desk: Desk, outcome: Outcome): void {
  if (!outcome.ok || outcome.events.length === 0) return
  desk.wake.outbox()
  if (outcome.events.some(({ type }) => type === 'opened' || type === 'sighted')) {
    desk.wake.lookups()
    desk.wake.comparison()
  }
  if (speaksSoon(desk, outcome.state)) desk.wake.sweep()
}

/** Twice the lookout's pause: what speaks later is found without being told of. */
const SOON_MS = 1_000

const speaksSoon = (desk: Desk, { clocks }: Case): boolean =>
  clocks.some((clock) => clock.status === 'running' && desk.time.realMillisUntil(clock.next.at) < SOON_MS)

const refused = (refusal: Refusal): Outcome => ({ ok: false, refusal })

// Nothing is awaited before all is sent: the engine works through it while its answers are on their way.
async function write(
  tx: Db,
  desk: Desk,
  locked: LockedCase | null,
  { events: happened, after }: Allowed,
  facts: DecisionContext,
  { last = false, cardLater = false } = {},
): Promise<Recorded> {
  const before = locked?.state ?? null
  if (happened.length === 0) return { ok: true, state: after, events: [], facts, saidIn: [] }
  const told = noticesFor({ before, after, facts }, happened)
  const envelopes = cardLater ? told.filter(({ notice }) => notice.kind !== 'case-card' || notice.call) : told
  const written = Promise.all([
    saveCase(tx, { before, head: locked?.head ?? '', after, happened }),
    // After it: saving withdraws what changed clocks had not yet said, and this says what they say instead.
    enqueueEnvelopes(tx, desk, facts.org, envelopes, after.number),
    knowReply(tx, after, happened),
    letGo(tx, desk, after, happened),
    keepCorrected(tx, after, happened),
    takeBack(tx, after, happened),
  ])
  if (last && !happened.some(({ type }) => WRITES_LATER.has(type))) commitBehind(tx)
  const [events] = await written
  await settleOther(tx, desk, { before, after, happened }, facts, runCaseIn)
  const saidIn = envelopes.flatMap(({ kind, to }) => (kind === 'say' && 'room' in to ? [to.room] : []))
  return { ok: true, state: after, events, facts, saidIn }
}

/** What these bring along is not sent with the rest (see below). */
const WRITES_LATER = new Set<CaseEvent['type']>([
  'published', 'statement-published', 'dropped', 'corrected', 'learned', 'sighting-undone', 'folded', 'reopened',
]) // biome-ignore format: a list of words

/** Whoever forwards the official reply, or another statement of the case, later is told of its case, and opens none. */
async function knowReply(tx: Db, { number, title }: Case, happened: CaseEvent[]): Promise<void> {
  for (const { type, at, data } of happened) {
    if ((type !== 'published' && type !== 'statement-published') || data.way !== 'link') continue
    const identity = identifyUrl(data.url)
    if (identity.ok) await addReply(tx, number, { url: data.url, title, at, ...identity })
  }
}

/** What was taken out may open a case of its own; cards that tell what a record held are told anew. */
async function letGo(tx: Db, desk: Desk, { number }: Case, happened: CaseEvent[]): Promise<void> {
  const keys = happened.flatMap(({ type, data }) => (type === 'dropped' ? data.posts : []))
  if (keys.length === 0) return
  await dropPosts(tx, number, keys)
  await enqueue(tx, await recordCards(tx, number), desk.time.realNow())
}

/** What was taken back stays on record; what it brought is forwarded as new, in a table as well. */
async function takeBack(tx: Db, { number }: Case, happened: CaseEvent[]): Promise<void> {
  for (const { type, at, actor, data } of happened) {
    if (type !== 'sighting-undone') continue
    await undoSightings(tx, data.sightings, at)
    await dropPosts(tx, number, data.posts)
    await forgetRows(tx, number, actor)
  }
}

/** Posts are rows of their own. */
async function keepCorrected(tx: Db, after: Case, happened: CaseEvent[]): Promise<void> {
  if (happened.some(({ type }) => type === 'corrected' || type === 'learned')) await correctPosts(tx, after.posts)
}

/** Null where the person is not registered. */
async function readFacts(
  tx: Db,
  desk: Desk,
  { policyId, orgVersion, state }: { policyId: number; orgVersion: number; state: Case | null },
  { by, place }: Requester,
): Promise<DecisionContext | null> {
  const { policy, calendar } = await desk.versions.policy(tx, policyId)
  // The case's own time never runs backwards, should the machine's clock be set back.
  const now = [desk.time.now(), state?.changedAt ?? ''].reduce((a, b) => (a > b ? a : b))
  const org = asOf(await desk.versions.org(tx, orgVersion), now)
  const actor = 'actor' in by ? by.actor : registered(org, by.person)
  if (actor === null) return null
  return { now, actor, place, policy, policyId, calendar, org }
}

function registered(org: Org, person: string): Actor | null {
  const found = personOf(org, person)
  return found ? actorOf(org, found) : null
}
