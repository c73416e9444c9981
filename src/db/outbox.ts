// The outbox's rows: enqueued with the decision, claimed at the head of their lane, paced, recorded.
import { and, eq, inArray, lte, or, sql } from 'drizzle-orm'
import type { Instant } from '../domain/instant.ts'
import type { Db } from './connect.ts'
import { caseThreads, messageRefs, outbox, pacing } from './schema.ts'

export type OutboxRow = typeof outbox.$inferSelect
export type NewOutboxRow = Pick<
  typeof outbox.$inferInsert,
  'key' | 'kind' | 'channel' | 'address' | 'lane' | 'pace' | 'caseNumber' | 'clockId' | 'notice' | 'mention'
>

/** Where a row goes: the channel's id of a room or person, and for an answer the message it stands under. */
export type OutboxAddress = ({ room: string } | { person: string }) & { under?: string }

/** A saying whose key is known is not said again; a card that is known is wanted once more. */
export async function enqueue(tx: Db, rows: NewOutboxRow[], at: Instant): Promise<void> {
  const full = rows.map((row) => ({ ...row, createdAt: at, tryAt: at }))
  const says = full.filter(({ kind }) => kind === 'say')
  const shows = full.filter(({ kind }) => kind === 'show')
  // Cards first: what has the lower id goes first in its lane, and what is said of a case stands below its card.
  await Promise.all([show(tx, shows), say(tx, says)])
}

async function say(tx: Db, rows: (typeof outbox.$inferInsert)[]): Promise<void> {
  if (rows.length > 0) await tx.insert(outbox).values(rows).onConflictDoNothing({ target: outbox.key })
}

// A card that is just being sent stays with its sender, who finds the higher wanted version afterwards.
async function show(tx: Db, rows: (typeof outbox.$inferInsert)[]): Promise<void> {
  if (rows.length === 0) return
  await tx
    .insert(outbox)
    .values(rows)
    .onConflictDoUpdate({
      target: outbox.key,
      set: {
        wanted: sql`${outbox.wanted} + 1`,
        state: sql`case when ${outbox.state} = 'sent' then 'waiting' else ${outbox.state} end`,
        attempts: sql`case when ${outbox.state} = 'sent' then 0 else ${outbox.attempts} end`,
      },
    })
}

/**
 * Claims rows that may be sent now: each the head of its lane, within its room's and its app's pace. A row whose lease
 * ran out is claimed again: its outcome is unknown, and its key makes a second sending harmless.
 */
export async function claim(
  db: Db,
  { now, leaseUntil, by, limit, paces }: { now: Instant; leaseUntil: Instant; by: string; limit: number; paces: Paces },
): Promise<OutboxRow[]> {
  return db.transaction(async (tx) => {
    // Claims take turns: two that met the rooms' paces in different orders would deadlock.
    await tx.execute(sql`select pg_advisory_xact_lock(7310003)`)
    const heads = await tx
      .select({ id: outbox.id, pace: outbox.pace, channel: outbox.channel })
      .from(outbox)
      .where(and(claimable(now), headOfLane))
      .orderBy(outbox.tryAt, outbox.id)
      .limit(limit)
      .for('update', { skipLocked: true })
    const paced: number[] = []
    for (const head of heads) if (await takePace(tx, head, paces, now)) paced.push(head.id)
    if (paced.length === 0) return []
    const rows = await tx
      .update(outbox)
      .set({ state: unlessUnwanted('sending'), leaseUntil, leaseBy: by, attempts: sql`${outbox.attempts} + 1` })
      .where(inArray(outbox.id, paced))
      .returning()
    return rows.filter(({ state }) => state === 'sending').sort((a, b) => a.id - b.id)
  })
}

/** A reminder whose clock was met, held or moved while it was being sent is wanted no more (0). */
const unlessUnwanted = (state: 'waiting' | 'sending') =>
  sql`case when ${outbox.wanted} = 0 then 'withdrawn' else ${state} end`

const claimable = (now: Instant) =>
  or(
    and(eq(outbox.state, 'waiting'), lte(outbox.tryAt, now)),
    and(eq(outbox.state, 'sending'), lte(outbox.leaseUntil, now)),
  )

// A card that stands in its room already holds up nothing that is said below it.
const headOfLane = sql`not exists (
  select 1 from ${outbox} as above
  where above.lane = ${outbox.lane} and above.id < ${outbox.id} and above.state in ('waiting', 'sending')
    and (above.kind = 'say' or above.message_id is null))`

export interface Rate {
  perSecond: number
  burst: number
}
export type Paces = Record<string, { room: Rate; app: Rate }>

async function takePace(tx: Db, row: { pace: string; channel: string }, paces: Paces, now: Instant): Promise<boolean> {
  const rates = paces[row.channel]
  // No such channel in this configuration: it is claimed, and given up with that reason.
  if (rates === undefined) return true
  if (!(await takeToken(tx, `room:${row.pace}`, rates.room, now))) return false
  return takeToken(tx, `app:${row.channel}`, rates.app, now)
}

// A token bucket in one conditional update: under concurrency the loser re-reads the row and finds it empty.
async function takeToken(tx: Db, scope: string, { perSecond, burst }: Rate, now: Instant): Promise<boolean> {
  const at = sql.param(now, pacing.at)
  const filled = sql`least(${burst}::float8, ${pacing.tokens} + greatest(0, extract(epoch from ${at} - ${pacing.at})) * ${perSecond}::float8)`
  const taken = await tx
    .insert(pacing)
    .values({ scope, tokens: burst - 1, at: now })
    .onConflictDoUpdate({
      target: pacing.scope,
      set: { tokens: sql`${filled} - 1`, at: sql`greatest(${pacing.at}, ${at})` },
      setWhere: sql`${filled} >= 1`,
    })
    .returning({ scope: pacing.scope })
  return taken.length === 1
}

/** What was sent is on record, its thread and its message known; false where the lease was lost to another. */
export async function recordSent(
  db: Db,
  row: OutboxRow,
  sent: { by: string; messageId: string; at: Instant; again: Instant },
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const done = await tx
      .update(outbox)
      .set({
        // A first showing that was tried before may stand there as it was then, under the same key: it is shown anew.
        state:
          row.kind === 'say'
            ? 'sent'
            : row.messageId === null && row.attempts > 1
              ? 'waiting'
              : sql`case when ${outbox.wanted} > ${row.wanted} then 'waiting' else 'sent' end`,
        shown: row.wanted,
        messageId: sent.messageId,
        sentAt: sent.at,
        tryAt: sent.again,
        attempts: 0,
        leaseUntil: null,
        leaseBy: null,
        error: null,
      })
      .where(mine(row, sent.by))
      .returning({ id: outbox.id })
    if (done.length === 0) return false
    if (row.caseNumber !== null) await rememberMessage(tx, row, row.caseNumber, sent.messageId)
    return true
  })
}

const mine = (row: OutboxRow, by: string) =>
  and(eq(outbox.id, row.id), eq(outbox.state, 'sending'), eq(outbox.leaseBy, by))

async function rememberMessage(tx: Db, row: OutboxRow, caseNumber: number, messageId: string): Promise<void> {
  await tx.insert(messageRefs).values({ channel: row.channel, messageId, caseNumber }).onConflictDoNothing()
  const address = row.address as OutboxAddress
  if (address.under !== undefined) return
  // The first message about a case in a room begins its thread there.
  const room = roomKey(address)
  await tx.insert(caseThreads).values({ caseNumber, channel: row.channel, room, root: messageId }).onConflictDoNothing()
}

/** A thread's room: the room's id, or `@` and the person's for a private word. */
export const roomKey = (address: OutboxAddress): string => ('room' in address ? address.room : `@${address.person}`)

export async function threadRoot(db: Db, row: OutboxRow): Promise<string | null> {
  const address = row.address as OutboxAddress
  if (address.under !== undefined) return address.under
  if (row.caseNumber === null) return null
  const [thread] = await db
    .select({ root: caseThreads.root })
    .from(caseThreads)
    .where(
      and(
        eq(caseThreads.caseNumber, row.caseNumber),
        eq(caseThreads.channel, row.channel),
        eq(caseThreads.room, roomKey(address)),
      ),
    )
  return thread?.root ?? null
}

/** Back into its lane, to be tried at `tryAt`. */
export async function recordFailed(db: Db, row: OutboxRow, by: string, tryAt: Instant, error: string): Promise<void> {
  const set = { state: unlessUnwanted('waiting'), tryAt, error, leaseUntil: null, leaseBy: null }
  await db.update(outbox).set(set).where(mine(row, by))
}

/** Never to be tried again; frees the lane. False where the lease was lost. */
export async function recordGivenUp(tx: Db, row: OutboxRow, by: string, error: string): Promise<boolean> {
  const set = { state: 'given-up' as const, error, leaseUntil: null, leaseBy: null }
  const done = await tx.update(outbox).set(set).where(mine(row, by)).returning({ id: outbox.id })
  return done.length === 1
}

/** When the next row wants to be looked at (a retry, or a lease that may run out); null where nothing waits. */
export async function nextSendAt(db: Db): Promise<Instant | null> {
  const waiting = inArray(outbox.state, ['waiting', 'sending'])
  const at = sql<
    string | null
  >`min(case when ${outbox.state} = 'sending' then ${outbox.leaseUntil} else ${outbox.tryAt} end)`
  const [row] = await db.select({ at }).from(outbox).where(waiting)
  return row?.at ? new Date(row.at).toISOString() : null
}

/** Hands back what this process had claimed and not begun to send, at a graceful stop. */
export async function release(db: Db, ids: number[], by: string): Promise<void> {
  if (ids.length === 0) return
  await db
    .update(outbox)
    .set({ state: 'waiting', leaseUntil: null, leaseBy: null })
    .where(and(inArray(outbox.id, ids), eq(outbox.leaseBy, by), eq(outbox.state, 'sending')))
}
