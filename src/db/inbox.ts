// The inbox's rows: stored once, handled in the order of their room, parked when they cannot be.
import { and, eq, inArray, lte, or, sql } from 'drizzle-orm'
import type { Instant } from '../domain/instant.ts'
import type { Db } from './connect.ts'
import { inbox } from './schema.ts'

export type InboxRow = typeof inbox.$inferSelect

export interface NewInboxRow {
  channel: string
  key: string
  lane: string
  raw: Uint8Array
  at: Instant
}

/** The row's id; null where the message was known. Durable when it has resolved (commit). */
export async function storeIncoming(db: Db, { at, ...row }: NewInboxRow): Promise<number | null> {
  const [stored] = await db
    .insert(inbox)
    .values({ ...row, tryAt: at, receivedAt: at })
    .onConflictDoNothing({ target: [inbox.channel, inbox.key] })
    .returning({ id: inbox.id })
  return stored?.id ?? null
}

/** Claims the heads of lanes that are due, or (`only`) one row if it is the head of its lane. */
export async function claimIncoming(
  db: Db,
  { now, leaseUntil, by, limit, only }: { now: Instant; leaseUntil: Instant; by: string; limit: number; only?: number },
): Promise<InboxRow[]> {
  return db.transaction(async (tx) => {
    const heads = await tx
      .select({ id: inbox.id })
      .from(inbox)
      .where(and(claimable(now), headOfLane, only === undefined ? undefined : eq(inbox.id, only)))
      .orderBy(inbox.id)
      .limit(limit)
      .for('update', { skipLocked: true })
    if (heads.length === 0) return []
    // Counted before it is tried: a message that kills the process is parked in the end, too.
    return tx
      .update(inbox)
      .set({ state: 'working', leaseUntil, leaseBy: by, attempts: sql`${inbox.attempts} + 1` })
      .where(
        inArray(
          inbox.id,
          heads.map(({ id }) => id),
        ),
      )
      .returning()
  })
}

// States are spelt out wherever rows are looked for by them: with a parameter in its place a prepared statement would not
// find the partial indexes, and read every message that was ever handled.
const open = sql`${inbox.state} in ('waiting', 'working')`
const claimable = (now: Instant) =>
  and(
    open,
    or(
      and(sql`${inbox.state} = 'waiting'`, lte(inbox.tryAt, now)),
      and(sql`${inbox.state} = 'working'`, lte(inbox.leaseUntil, now)),
    ),
  )

// `offset 0` keeps the question one for each row, answered from the lane's index: as a join a backlog of thousands would be
// compared with itself.
const headOfLane = sql`not exists (
  select 1 from ${inbox} as above
  where above.lane = ${inbox.lane} and above.id < ${inbox.id} and above.state in ('waiting', 'working') offset 0)`

/** Done, in the transaction of its effects; its raw text is gone. False where the lease was lost: then roll back. */
export async function recordHandled(tx: Db, row: InboxRow, by: string): Promise<boolean> {
  const done = await tx
    .update(inbox)
    .set({ state: 'done', raw: null, leaseUntil: null, leaseBy: null, error: null })
    .where(mine(row, by))
    .returning({ id: inbox.id })
  return done.length === 1
}

export async function recordRetry(db: Db, row: InboxRow, by: string, tryAt: Instant, error: string): Promise<void> {
  const set = { state: 'waiting' as const, tryAt, error, leaseUntil: null, leaseBy: null }
  await db.update(inbox).set(set).where(mine(row, by))
}

/** Set aside with its reason and its (encrypted) raw text; its lane goes on. */
export async function recordParked(db: Db, row: InboxRow, by: string, error: string): Promise<void> {
  const set = { state: 'parked' as const, error, leaseUntil: null, leaseBy: null }
  await db.update(inbox).set(set).where(mine(row, by))
}

const mine = (row: InboxRow, by: string) => and(eq(inbox.id, row.id), eq(inbox.state, 'working'), eq(inbox.leaseBy, by))

/** Ends every lease: for a start on the embedded engine, where whoever held one is dead. */
export async function endHandling(db: Db, now: Instant): Promise<void> {
  await db.update(inbox).set({ leaseUntil: now }).where(eq(inbox.state, 'working'))
}

export async function nextHandleAt(db: Db): Promise<Instant | null> {
  const at = sql<
    string | null
  >`min(case when ${inbox.state} = 'working' then ${inbox.leaseUntil} else ${inbox.tryAt} end)`
  const [row] = await db.select({ at }).from(inbox).where(open)
  return row?.at ? new Date(row.at).toISOString() : null
}
