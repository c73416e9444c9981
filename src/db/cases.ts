// Cases with their events and clocks: locked, read, and written as one.
import { and, asc, eq, getTableColumns, gt, inArray, sql } from 'drizzle-orm'
import type { Case, CaseEvent, Clock, RecordedEvent } from '../domain/case.ts'
import { GENESIS, reveal, type SealedEvent, type Secret, seal } from './chain.ts'
import type { Db } from './connect.ts'
import { cases, clocks, events, institution, outbox } from './schema.ts'

export interface LockedCase {
  state: Case
  head: string
  policyId: number
  orgVersion: number
}

/**
 * The case's row, locked until the transaction ends; null where there is none. `skipLocked`: null too where another
 * transaction holds it (the sweep leaves it to that one).
 */
export async function lockCase(tx: Db, number: number, { skipLocked = false } = {}): Promise<LockedCase | null> {
  const query = tx
    .select({ state: cases.state, head: cases.head, policyId: cases.policyId, orgVersion: currentOrg })
    .from(cases)
    .where(eq(cases.number, number))
  // Not the stronger `update`: what has an outbox row in hand may refer to the case (message_refs), or they deadlock.
  const [row] = await query.for('no key update', skipLocked ? { skipLocked } : {})
  return row ? { ...row, state: row.state as Case } : null
}

const currentOrg = sql<number>`(select ${institution.orgVersion} from ${institution})`

export async function readCase(db: Db, number: number): Promise<Case | null> {
  const [row] = await db.select({ state: cases.state }).from(cases).where(eq(cases.number, number))
  return row ? (row.state as Case) : null
}

/** Writes what happened: events onto the chain, the row, the clocks; withdraws what changed clocks had not yet said. */
export async function saveCase(
  tx: Db,
  { before, head, after, happened }: { before: Case | null; head: string; after: Case; happened: CaseEvent[] },
): Promise<RecordedEvent[]> {
  const sealed = seal(after.number, before === null ? GENESIS : head, (before?.version ?? 0) + 1, happened)
  const writes = [saveRow(tx, before, after, sealed.at(-1)?.hash ?? head)]
  if (before === null) await writes[0]
  const silenced = changed(before, after).filter(({ next, was }) => was !== undefined && !sameSaying(was, next))
  writes.push(
    tx
      .insert(events)
      .values(sealed)
      .then(() => {}),
  )
  writes.push(
    saveClocks(
      tx,
      changed(before, after).map(({ next }) => next),
      after.number,
    ),
  )
  if (silenced.length > 0)
    writes.push(
      withdraw(
        tx,
        silenced.map(({ next }) => next.id),
      ),
    )
  await Promise.all(writes)
  return happened.map((event, index) => record(event, after.number, sealed[index]))
}

/** The case's events after `seq`, oldest first. */
export async function readEvents(db: Db, number: number, after = 0, limit = 1_000): Promise<RecordedEvent[]> {
  const rows = await db
    .select(getTableColumns(events))
    .from(events)
    .where(and(eq(events.caseNumber, number), gt(events.seq, after)))
    .orderBy(asc(events.seq))
    .limit(limit)
  return rows.map((row) => unsealed(row as unknown as SealedEvent))
}

export const unsealed = ({ caseNumber, seq, v, type, at, actor, data, private: secrets }: SealedEvent): RecordedEvent =>
  ({
    case: caseNumber,
    seq,
    v,
    type,
    at,
    actor,
    data: reveal(data, secrets as Record<string, Secret> | null, type),
  }) as RecordedEvent

async function saveRow(tx: Db, before: Case | null, after: Case, head: string): Promise<void> {
  const row = {
    status: after.status,
    level: after.level,
    leadDepartment: 'lead' in after ? after.lead : null,
    version: after.version,
    head,
    state: after,
  }
  if (before !== null) {
    await tx.update(cases).set(row).where(eq(cases.number, after.number))
    return
  }
  await tx.insert(cases).values({ ...row, number: after.number, policyId: after.policy, openedAt: after.openedAt })
}

function changed(before: Case | null, after: Case): { next: Clock; was: Clock | undefined }[] {
  const known = new Map(before?.clocks.map((clock) => [clock.id, clock]))
  const pairs = after.clocks.map((next) => ({ next, was: known.get(next.id) }))
  return pairs.filter(({ next, was }) => JSON.stringify(next) !== JSON.stringify(was))
}

// Only what was said of this generation still stands; a reminder of a clock that is met, held or moved does not.
const sameSaying = (was: Clock, next: Clock) => next.status === 'running' && next.generation === was.generation

async function saveClocks(tx: Db, changes: Clock[], caseNumber: number): Promise<void> {
  if (changes.length === 0) return
  const rows = changes.map((clock) => ({
    id: clock.id,
    caseNumber,
    kind: clock.kind,
    status: clock.status,
    dueAt: clock.dueAt,
    generation: clock.generation,
    nextAt: clock.status === 'running' ? clock.next.at : null,
  }))
  const set = {
    status: excluded('status'),
    dueAt: excluded('due_at'),
    generation: excluded('generation'),
    nextAt: excluded('next_at'),
  }
  await tx.insert(clocks).values(rows).onConflictDoUpdate({ target: clocks.id, set })
}

const excluded = (column: string) => sql.raw(`excluded.${column}`)

// What is being sent cannot be called back, but is not wanted any more: should the send fail, it is not tried again.
async function withdraw(tx: Db, ids: string[]): Promise<void> {
  await tx
    .update(outbox)
    .set({ state: sql`case when ${outbox.state} = 'waiting' then 'withdrawn' else ${outbox.state} end`, wanted: 0 })
    .where(and(inArray(outbox.clockId, ids), inArray(outbox.state, ['waiting', 'sending'])))
}

const record = (event: CaseEvent, number: number, sealed: SealedEvent | undefined): RecordedEvent =>
  ({ ...event, case: number, seq: sealed?.seq ?? 0, v: sealed?.v ?? 0 }) as RecordedEvent
