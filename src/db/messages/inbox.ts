// The inbox's rows: stored once, handled in the order of their room, parked when they cannot be.
import { and, asc, eq, gt, inArray, isNotNull, lte, or, sql } from 'drizzle-orm'
import type { Instant } from '../../domain/calendar/instant.ts'
import type { Db } from '../engine/connect.ts'
import { batches } from '../schema/batches.ts'
import { channelKeeping } from '../schema/channels.ts'
import { inbox, messageRefs } from '../schema/schema.ts'
import { keptValue } from './channel-store.ts'

export type InboxRow = typeof inbox.$inferSelect

export interface NewInboxRow {
  channel: string
  key: string
  lane: string
  raw: Uint8Array
  at: Instant
  recovered?: boolean
  /** Until then it is left to whoever has stored it. */
  leftUntil?: Instant
}

/** The row's id; null where the message was known. Durable when it has resolved (commit). */
export async function storeIncoming(db: Db, { at, leftUntil = at, ...row }: NewInboxRow): Promise<number | null> {
  const [stored] = await db
    .insert(inbox)
    .values({ ...row, tryAt: leftUntil, receivedAt: at })
    .onConflictDoNothing({ target: [inbox.channel, inbox.key] })
    .returning({ id: inbox.id })
  return stored?.id ?? null
}

/** Claims the heads of lanes that are due, or (`only`) one row, due or not, if it is the head of its lane. */
export async function claimIncoming(
  db: Db,
  { now, leaseUntil, by, limit, only }: { now: Instant; leaseUntil: Instant; by: string; limit: number; only?: number },
): Promise<InboxRow[]> {
  return db.transaction(async (tx) => {
    const heads = await tx
      .select({ id: inbox.id })
      .from(inbox)
      .where(
        and(headOfLane, only === undefined ? claimable(now) : and(sql`${inbox.state} = 'waiting'`, eq(inbox.id, only))),
      )
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

/**
 * Done, in the transaction of its effects; its raw text is gone. `saidAt`: the channel's time of it, where it is anything.
 * False where the lease was lost: then roll back.
 */
export async function recordHandled(tx: Db, row: InboxRow, by: string, saidAt: Instant | null): Promise<boolean> {
  const done = await tx
    .update(inbox)
    .set({ state: 'done', raw: null, saidAt, leaseUntil: null, leaseBy: null, error: null })
    .where(mine(row, by))
    .returning({ id: inbox.id })
  return done.length === 1
}

/**
 * Null for whoever is the first to say this; else the id of the message that was. Two at once: the second waits for the
 * first's commit. `digest`: of what was said, when, where and by whom.
 */
export async function firstToSay(
  tx: Db,
  said: { channel: string; digest: string; messageId: string; expiresAt: Instant },
): Promise<string | null> {
  const { channel, messageId: value, expiresAt } = said
  const key = `said-once:${said.digest}`
  const mine = await tx
    .insert(channelKeeping)
    .values({ channel, key, value, expiresAt })
    .onConflictDoNothing({ target: [channelKeeping.channel, channelKeeping.key] })
    .returning({ key: channelKeeping.key })
  return mine.length === 1 ? null : ((await keptValue(tx, channel, key)) ?? value)
}

/** What is said under the one is about the case that the other is about. */
export async function referAsWell(
  tx: Db,
  channel: string,
  { known, messageId }: { known: string; messageId: string },
): Promise<void> {
  await tx.execute(sql`insert into ${messageRefs} (channel, message_id, case_number)
    select channel, ${messageId}, case_number from ${messageRefs} where channel = ${channel} and message_id = ${known}
    on conflict do nothing`)
}

/** Whoever kept it for themselves leaves it to the workers. */
export async function leave(db: Db, id: number, now: Instant): Promise<void> {
  await db
    .update(inbox)
    .set({ tryAt: now })
    .where(and(eq(inbox.id, id), sql`${inbox.state} = 'waiting'`, gt(inbox.tryAt, now)))
}

export async function recordRetry(db: Db, row: InboxRow, by: string, tryAt: Instant, error: string): Promise<void> {
  const set = { state: 'waiting' as const, tryAt, error, leaseUntil: null, leaseBy: null }
  await db.update(inbox).set(set).where(mine(row, by))
}

/** Set aside with its reason and its (encrypted) raw text; its lane goes on. */
export async function recordParked(db: Db, row: InboxRow, by: string, parkedAt: Instant, error: string): Promise<void> {
  const set = { state: 'parked' as const, parkedAt, error, leaseUntil: null, leaseBy: null }
  await db.update(inbox).set(set).where(mine(row, by))
}

const mine = (row: InboxRow, by: string) => and(eq(inbox.id, row.id), eq(inbox.state, 'working'), eq(inbox.leaseBy, by))

/** Ends every lease: for a start on the embedded engine, where whoever held one is dead. */
export async function endHandling(db: Db, now: Instant): Promise<void> {
  await db.update(inbox).set({ leaseUntil: now }).where(eq(inbox.state, 'working'))
}

export async function nextHandleAt(db: Db): Promise<{ message: Instant | null; batch: Instant | null }> {
  const message = sql<
    string | null
  >`min(case when ${inbox.state} = 'working' then ${inbox.leaseUntil} else ${inbox.tryAt} end)`
  const batch = sql<string | null>`(select min(${batches.tryAt}) from ${batches} where ${batches.doneAt} is null)`
  const [row] = await db.select({ message, batch }).from(inbox).where(open)
  const instant = (at: string | null | undefined) => (at ? new Date(at).toISOString() : null)
  return { message: instant(row?.message), batch: instant(row?.batch) }
}

export interface ParkedMessage {
  id: number
  channel: string
  receivedAt: Instant
  parkedAt: Instant | null
  attempts: number
  error: string | null
  /** False once its text was deleted: then it cannot be tried again. */
  hasText: boolean
}

/** Messages that were set aside, the oldest first; never their texts. */
export const parkedMessages = (db: Db): Promise<ParkedMessage[]> =>
  db
    .select({
      id: inbox.id,
      channel: inbox.channel,
      receivedAt: inbox.receivedAt,
      parkedAt: inbox.parkedAt,
      attempts: inbox.attempts,
      error: inbox.error,
      hasText: sql<boolean>`${inbox.raw} is not null`,
    })
    .from(inbox)
    .where(parked)
    .orderBy(asc(inbox.id))

/** Back to be handled at `now`, with all its tries before it: `only` that one, or all that can be. Answers their ids. */
export async function retryParked(db: Db, now: Instant, only?: number): Promise<number[]> {
  const rows = await db
    .update(inbox)
    .set({ state: 'waiting', attempts: 0, tryAt: now, parkedAt: null })
    .where(and(parked, isNotNull(inbox.raw), only === undefined ? undefined : eq(inbox.id, only)))
    .returning({ id: inbox.id })
  return rows.map(({ id }) => id)
}

/** Never to be handled; its key stays known, should the channel deliver it again. False where it is not parked. */
export async function dropParked(db: Db, id: number): Promise<boolean> {
  const rows = await db
    .update(inbox)
    .set({ state: 'done', raw: null })
    .where(and(parked, eq(inbox.id, id)))
    .returning({ id: inbox.id })
  return rows.length === 1
}

/** Deletes the texts of what was set aside before `before`; answers how many. */
export async function dropParkedTexts(db: Db, before: Instant): Promise<number> {
  const rows = await db
    .update(inbox)
    .set({ raw: null })
    .where(and(parked, isNotNull(inbox.raw), lte(inbox.parkedAt, before)))
    .returning({ id: inbox.id })
  return rows.length
}

const parked = sql`${inbox.state} = 'parked'`
