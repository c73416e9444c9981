// Many posts at once: what waits to be registered, taken a few rows at a time under the batch's own lock, and what became of it.
import { and, asc, eq, isNull, lte, sql } from 'drizzle-orm'
import type { Instant } from '../../domain/calendar/instant.ts'
import type { Place } from '../../domain/case/case.ts'
import type { CellProblem, PostRow } from '../../domain/post/tables/rows.ts'
import type { Db } from '../engine/connect.ts'
import { batches, batchRows } from '../schema/batches.ts'

/** What became of a batch's rows so far. */
export interface BatchFound {
  opened: { number: number; title: string }[]
  /** A further sighting each. */
  joined: { number: number; title: string }[]
  /** Rows that a table had before, and that were counted then. */
  again: number
  problems: CellProblem[]
  /** Headings of columns that are never taken over, and of those that nobody knows. */
  authors: string[]
  others: string[]
}

export interface NewBatch {
  key: string
  kind: 'list' | 'file'
  name: string
  /** The message that it came in; null where it was imported. */
  origin: { channel: string; room: string; messageId: string } | null
  person: string
  place: Place
  source: string
  at: Instant
  rows: PostRow[]
  found: BatchFound
}

export interface Batch extends Omit<NewBatch, 'rows'> {
  id: number
  rows: PostRow[]
  total: number
  next: number
  attempts: number
  done: boolean
}

/** The batch's id; `fresh`: false where the same is still being registered, and goes on. */
export async function keepBatch(
  tx: Db,
  { origin, rows, ...batch }: NewBatch,
  now: Instant,
): Promise<{ id: number; fresh: boolean }> {
  const { channel = null, room = null, messageId = null } = origin ?? {}
  const row = { ...batch, channel, room, messageId, rows, total: rows.length, tryAt: now }
  const [kept] = await tx
    .insert(batches)
    .values(row)
    .onConflictDoNothing({ target: batches.key, where: isNull(batches.doneAt) })
    .returning({ id: batches.id })
  if (kept) return { id: kept.id, fresh: true }
  const [known] = await tx
    .select({ id: batches.id })
    .from(batches)
    .where(and(eq(batches.key, batch.key), isNull(batches.doneAt)))
  // It was finished just now: what it held is known by its rows.
  return known ? { id: known.id, fresh: false } : keepBatch(tx, { origin, rows, ...batch }, now)
}

/** The oldest that is due and that nobody else works at: it is this transaction's until its end. */
export async function takeBatch(tx: Db, now: Instant): Promise<Batch | null> {
  const [row] = await tx
    .select()
    .from(batches)
    .where(and(isNull(batches.doneAt), lte(batches.tryAt, now)))
    .orderBy(asc(batches.tryAt), asc(batches.id))
    .limit(1)
    .for('update', { skipLocked: true })
  return row ? batchOf(row) : null
}

export async function readBatch(db: Db, id: number): Promise<Batch | null> {
  const [row] = await db.select().from(batches).where(eq(batches.id, id))
  return row ? batchOf(row) : null
}

function batchOf(row: typeof batches.$inferSelect): Batch {
  const { id, key, kind, name, channel, room, messageId, person, source, at, total, next, attempts } = row
  const origin = channel === null || room === null || messageId === null ? null : { channel, room, messageId }
  const rows = (row.rows ?? []) as PostRow[]
  const read = { rows, place: row.place as Place, found: row.found as BatchFound, done: row.doneAt !== null }
  return { id, key, kind, name, origin, person, source, at, total, next, attempts, ...read }
}

export async function saveBatch(
  tx: Db,
  { id, next, attempts, found, done }: Pick<Batch, 'id' | 'next' | 'attempts' | 'found' | 'done'>,
  { now, tryAt = now }: { now: Instant; tryAt?: Instant },
): Promise<void> {
  const over = done ? { doneAt: now, rows: null } : {}
  await tx
    .update(batches)
    .set({ next, attempts, found, tryAt, ...over })
    .where(eq(batches.id, id))
}

/** A row of a table is counted once: true where none of before had the same. */
export async function winRow(tx: Db, row: typeof batchRows.$inferInsert): Promise<boolean> {
  const won = await tx.insert(batchRows).values(row).onConflictDoNothing().returning({ digest: batchRows.digest })
  return won.length > 0
}

export async function isRowKnown(tx: Db, digest: string): Promise<boolean> {
  const known = await tx
    .select({ digest: batchRows.digest })
    .from(batchRows)
    .where(eq(batchRows.digest, digest))
    .limit(1)
  return known.length > 0
}

/** What was taken back may come again, in the same table. */
export async function forgetRows(tx: Db, caseNumber: number, person: string): Promise<void> {
  await tx
    .delete(batchRows)
    .where(
      and(
        eq(batchRows.caseNumber, caseNumber),
        sql`${batchRows.batch} in (select ${batches.id} from ${batches} where ${batches.person} = ${person})`,
      ),
    )
}
