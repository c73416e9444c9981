// The outbox's rows: enqueued with the decision, claimed at the head of their lane, paced, recorded.
import { and, eq, inArray, lte, or, type SQL, sql } from 'drizzle-orm'
import type { Instant } from '../../domain/calendar/instant.ts'
import type { Db } from '../engine/connect.ts'
import { composed, composedInsert, send } from '../engine/prepared-statements.ts'
import { caseThreads, messageRefs, outbox } from '../schema/schema.ts'
import { bucketAt, type HeadBuckets, mayTake, type Paces, takePace } from './pacing.ts'

export type { Paces } from './pacing.ts'
export type OutboxRow = typeof outbox.$inferSelect
export type NewOutboxRow = Pick<
  typeof outbox.$inferInsert,
  'key' | 'kind' | 'channel' | 'address' | 'lane' | 'pace' | 'caseNumber' | 'clockId' | 'notice' | 'mention'
>

/** Where a row goes: the channel's id of a room or person, and for an answer the message it stands under. */
export type OutboxAddress = ({ room: string } | { person: string }) & { under?: string }

/**
 * A saying whose key is known is not said again; a card that is known is wanted once more. Cards go first, so that what
 * is said stands below; `notBefore` is when they may be sent first. Its statements are sent when it returns, though not
 * answered.
 */
export async function enqueue(tx: Db, rows: NewOutboxRow[], at: Instant, notBefore = at): Promise<void> {
  const full = rows.map((row) => ({ ...row, createdAt: notBefore, tryAt: notBefore }))
  const says = full.filter(({ kind }) => kind === 'say')
  const shows = full.filter(({ kind }) => kind === 'show')
  await send(...(shows.length > 0 ? [show(tx, shows)] : []), ...(says.length > 0 ? [say(tx, says)] : []))
}

const NEW = [
  'key', 'kind', 'channel', 'address', 'lane', 'pace', 'caseNumber', 'clockId', 'notice', 'mention', 'createdAt', 'tryAt',
] as const // biome-ignore format: one line reads better

const say = composedInsert(outbox, NEW, (insert) => insert.onConflictDoNothing({ target: outbox.key }))

// Its room or person is another chat by now: there the card is new, and where it stood it is left as it is.
const moved = sql`(${outbox.channel}, ${outbox.address}) is distinct from (excluded.channel, excluded.address)`
// What joins a bundle that was given up is told of in its turn: reported, or sent where that goes again. A card that was
// given up is tried once more with a later change; not at once, since that it was given up is such a change itself.
const begunAgain = sql`${moved} or ${outbox.state} in ('sent', 'withdrawn')
  or (${outbox.state} = 'given-up' and (${outbox.notice} ->> 'kind' = 'bundle'
    or ${outbox.tryAt} < excluded.try_at - interval '10 minutes'))`
// What was tried without an answer may stand there as it was then: sent again, it is shown anew (see recordSent).
const triesLeft = sql`case when ${outbox.messageId} is null then least(${outbox.attempts}, 1) else 0 end`
const rankOf = (notice: SQL) =>
  sql`coalesce(array_position(array['mention', 'dm', 'urgent-app', 'urgent-sms', 'urgent-phone'], ${notice} ->> 'way'), 0)`

// A card that is just being sent stays with its sender, who finds the higher wanted version afterwards.
const show = composedInsert(outbox, NEW, (insert) =>
  insert.onConflictDoUpdate({
    target: outbox.key,
    set: {
      wanted: sql`${outbox.wanted} + 1`,
      state: sql`case when ${begunAgain} then 'waiting' else ${outbox.state} end`,
      attempts: sql`case when ${moved} then 0 when ${begunAgain} then ${triesLeft} else ${outbox.attempts} end`,
      messageId: sql`case when ${moved} then null else ${outbox.messageId} end`,
      // It is given up a day after it was wanted, not a day after the card was first shown.
      createdAt: sql`case when ${begunAgain} then excluded.created_at else ${outbox.createdAt} end`,
      leaseBy: sql`case when ${moved} then null else ${outbox.leaseBy} end`,
      tryAt: sql`case when ${moved} then excluded.try_at else ${outbox.tryAt} end`,
      channel: sql`excluded.channel`,
      address: sql`excluded.address`,
      lane: sql`excluded.lane`,
      pace: sql`excluded.pace`,
      // Of several sayings in one card the firmest calls.
      notice: sql`case when ${rankOf(sql`excluded.notice`)} > ${rankOf(sql`${outbox.notice}`)} then excluded.notice else ${outbox.notice} end`,
    },
  }),
)

export interface Claiming {
  now: Instant
  leaseUntil: Instant
  by: string
  limit: number
  paces: Paces
  elsewhere: Elsewhere[]
}

/** A channel by which another instance sends: what was wanted before `since` it has left lying. */
export interface Elsewhere {
  channel: string
  since: Instant
}

/**
 * Claims rows that may be sent now: each the head of its lane, within its room's and its app's pace. A row whose lease
 * ran out is claimed again: its outcome is unknown, and its key makes a second sending harmless.
 */
export async function claim(db: Db, { now, leaseUntil, by, limit, paces, elsewhere }: Claiming): Promise<OutboxRow[]> {
  const looking = { now, limit, elsewhere: JSON.stringify(elsewhere) }
  return db.transaction(async (tx) => {
    // Claims take turns: two that met the rooms' paces in different orders would deadlock.
    const [, buckets] = await send(takeTurn(tx), lookAtBuckets(tx, looking))
    // A backlog is asked for far more often than its pace lets anything go: then nothing is locked, nothing written.
    if (!buckets.some((each) => mayTake(each, paces))) return []
    const heads = await lockHeads(tx, looking).execute()
    const paced: number[] = []
    const empty = new Set<string>()
    for (const head of heads) if (await takePace(tx, head, paces, now, empty)) paced.push(head.id)
    if (paced.length === 0) return []
    const rows = await tx
      .update(outbox)
      .set({
        state: unlessUnwanted('sending'),
        // Whoever had it has not said what came of it.
        triedAt: sql`case when ${outbox.state} = 'sending' then coalesce(${outbox.triedAt}, ${outbox.leaseUntil}) else ${outbox.triedAt} end`,
        leaseUntil,
        leaseBy: by,
        attempts: sql`${outbox.attempts} + 1`,
      })
      .where(inArray(outbox.id, paced))
      .returning()
    return rows.filter(({ state }) => state === 'sending').sort((a, b) => a.id - b.id)
  })
}

/** A reminder whose clock was met, held or moved while it was being sent is wanted no more (0). */
export const unlessUnwanted = (state: 'waiting' | 'sending' | 'given-up') =>
  sql`case when ${outbox.wanted} = 0 then 'withdrawn' else ${state} end`

// States are spelt out wherever rows are looked for by them: with a parameter in its place a prepared statement would not
// find the partial indexes, and read every row that was ever sent.
const open = sql`${outbox.state} in ('waiting', 'sending')`
const claimable = or(
  and(sql`${outbox.state} = 'waiting'`, lte(outbox.tryAt, sql.placeholder('now'))),
  and(sql`${outbox.state} = 'sending'`, lte(outbox.leaseUntil, sql.placeholder('now'))),
)

// Left to the instance that can send it, as long as that seems to. `offset 0` as below.
const isOurs = (elsewhere: unknown) =>
  sql`not exists (select 1 from jsonb_to_recordset(${elsewhere}::text::jsonb) as other(channel text, since timestamptz)
    where other.channel = ${outbox.channel} and ${outbox.createdAt} >= other.since offset 0)`
const ours = isOurs(sql.placeholder('elsewhere'))

// What stands in its room already, and is to be shown anew, holds up nothing that is said below it. `offset 0` keeps the question one for each
// row, answered from the lane's index: as a join a backlog of thousands would be compared with itself.
const headOfLane = sql`not exists (
  select 1 from ${outbox} as above
  where above.lane = ${outbox.lane} and above.id < ${outbox.id} and above.state in ('waiting', 'sending')
    and above.message_id is null offset 0)`

// Where the planner knows nothing of a sudden backlog it would sort the whole of it for its first few rows; told not to
// sort, it walks the index of what is due.
const takeTurn = composed((tx) =>
  tx
    .select({ turn: sql`pg_advisory_xact_lock(7310003)`, walk: sql`set_config('enable_sort', 'off', true)` })
    .from(sql`(values (1)) as one`),
)
const lookAtBuckets = composed<HeadBuckets>((tx) =>
  tx
    .select({
      channel: outbox.channel,
      room: bucketAt(sql`'room:' || ${outbox.pace}`).as('room'),
      app: bucketAt(sql`'app:' || ${outbox.channel}`).as('app'),
    })
    .from(outbox)
    .where(and(open, claimable, ours, headOfLane))
    .orderBy(outbox.tryAt, outbox.id)
    .limit(sql.placeholder('limit')),
)
const lockHeads = composed<{ id: number; pace: string; channel: string }>((tx) =>
  tx
    .select({ id: outbox.id, pace: outbox.pace, channel: outbox.channel })
    .from(outbox)
    .where(and(open, claimable, ours, headOfLane))
    .orderBy(outbox.tryAt, outbox.id)
    .limit(sql.placeholder('limit'))
    .for('update', { skipLocked: true }),
)

/** The version of a message that offers nothing to do any more, or never did; what does is version 1. */
export const SETTLED = 2

/** What was sent is on record, its thread and its message known; `asks`: it offers something to do. False where the lease was lost to another. */
export async function recordSent(
  db: Db,
  row: OutboxRow,
  sent: { by: string; messageId: string; at: Instant; again: Instant; asks: boolean },
): Promise<boolean> {
  return db.transaction(async (tx) => {
    // A first showing that was tried before may stand there as it was then, under the same key: it is shown anew.
    const anew =
      row.kind === 'show' &&
      (row.messageId === null && row.attempts > 1 ? sql`true` : sql`${outbox.wanted} > ${row.wanted}`)
    const done = await tx
      .update(outbox)
      .set({
        state: anew ? sql`case when ${anew} then 'waiting' else 'sent' end` : 'sent',
        ...(anew
          ? { createdAt: sql`case when ${anew} then ${sent.at}::timestamptz else ${outbox.createdAt} end` }
          : {}),
        shown: row.kind === 'say' && !sent.asks ? SETTLED : row.wanted,
        messageId: sent.messageId,
        sentAt: sent.at,
        ...(row.messageId === sent.messageId ? {} : { postedAt: sent.at }),
        triedAt: null,
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

export const mine = (row: OutboxRow, by: string) =>
  and(eq(outbox.id, row.id), eq(outbox.state, 'sending'), eq(outbox.leaseBy, by))

async function rememberMessage(tx: Db, row: OutboxRow, caseNumber: number, messageId: string): Promise<void> {
  const { channel } = row
  const refer = tx.insert(messageRefs).values({ channel, messageId, caseNumber }).onConflictDoNothing()
  const address = row.address as OutboxAddress
  if (address.under !== undefined) return void (await send(refer))
  // The first message about a case in a room begins its thread there.
  const thread = { caseNumber, channel, room: roomKey(address), root: messageId }
  await send(refer, tx.insert(caseThreads).values(thread).onConflictDoNothing())
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

/** Back into its lane, to be tried at `tryAt`. `triedAt`: when it was tried, where nobody knows what came of it. */
export async function recordFailed(
  db: Db,
  row: OutboxRow,
  { by, tryAt, error, triedAt }: { by: string; tryAt: Instant; error: string; triedAt: Instant | null },
): Promise<void> {
  const unknown = row.triedAt ?? triedAt
  const set = {
    state: unlessUnwanted('waiting'),
    tryAt,
    error: error.slice(0, LONGEST_ERROR),
    leaseUntil: null,
    leaseBy: null,
    triedAt: unknown,
  }
  await db.update(outbox).set(set).where(mine(row, by))
}

export const LONGEST_ERROR = 2_000

/** There is nothing left to say. */
export async function recordNothing(db: Db, row: OutboxRow, by: string): Promise<void> {
  const state = sql`case when ${outbox.wanted} > ${row.wanted} then 'waiting' else 'withdrawn' end`
  await db.update(outbox).set({ state, leaseUntil: null, leaseBy: null }).where(mine(row, by))
}

/** When the next row that this instance sends wants to be looked at (a retry, a lease that may run out); null for none. */
export async function nextSendAt(db: Db, elsewhere: Elsewhere[] = []): Promise<Instant | null> {
  const at = sql<
    string | null
  >`min(case when ${outbox.state} = 'sending' then ${outbox.leaseUntil} else ${outbox.tryAt} end)`
  const [row] = await db
    .select({ at })
    .from(outbox)
    .where(and(open, isOurs(JSON.stringify(elsewhere))))
  return row?.at ? new Date(row.at).toISOString() : null
}

/** Ends every lease: for a start on the embedded engine, where whoever held one is dead. */
export async function endLeases(db: Db, now: Instant): Promise<void> {
  await db.update(outbox).set({ leaseUntil: now }).where(eq(outbox.state, 'sending'))
}

/** Hands back what this process had claimed and not begun to send, at a graceful stop. */
export async function release(db: Db, ids: number[], by: string): Promise<void> {
  if (ids.length === 0) return
  await db
    .update(outbox)
    .set({ state: 'waiting', leaseUntil: null, leaseBy: null })
    .where(and(inArray(outbox.id, ids), eq(outbox.leaseBy, by), eq(outbox.state, 'sending')))
}
