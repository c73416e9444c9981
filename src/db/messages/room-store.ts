// The built-in room's keeping: messages, threads, and a gapless stream of changes.
import { and, asc, desc, eq, gt, inArray, isNull, lt, max, ne, type SQL, sql } from 'drizzle-orm'
import type { Instant } from '../../domain/calendar/instant.ts'
import type { Db } from '../engine/connect.ts'
import { roomMessages } from '../schema/schema.ts'

/** `card` is the neutral card as the channel gave it. */
export interface KeptMessage<Card> {
  id: number
  room: string
  threadId: number | null
  sender: string
  at: Instant
  text: string
  mentions: string[]
  card: Card | null
  rev: number
}
export type NewKept<Card> = Omit<KeptMessage<Card>, 'id' | 'rev'> & { key: string | null }

/**
 * Appends within the caller's transaction. Ids and revisions are drawn under a lock that is held until the commit, so
 * that they become visible in their order: a reader who has seen one will never find a lower one later.
 */
export async function appendMessage<Card>(tx: Db, message: NewKept<Card>): Promise<{ id: number; fresh: boolean }> {
  await inOrder(tx)
  const [fresh] = await tx
    .insert(roomMessages)
    .values({ ...message, rev: nextRevision })
    .onConflictDoNothing({ target: roomMessages.key })
    .returning({ id: roomMessages.id })
  if (fresh) return { id: fresh.id, fresh: true }
  const [known] = await tx
    .select({ id: roomMessages.id })
    .from(roomMessages)
    .where(eq(roomMessages.key, message.key ?? ''))
  if (known === undefined) throw new Error('a message whose key is taken is not there')
  return { id: known.id, fresh: false }
}

export async function replaceMessage<Card>(
  tx: Db,
  id: number,
  shown: Pick<KeptMessage<Card>, 'text' | 'mentions' | 'card'>,
): Promise<boolean> {
  await inOrder(tx)
  const done = await tx
    .update(roomMessages)
    .set({ ...shown, rev: nextRevision })
    .where(eq(roomMessages.id, id))
    .returning({ id: roomMessages.id })
  return done.length === 1
}

export interface RoomQuery {
  room: string
  thread?: number | 'top'
  after?: number
  before?: number
  limit: number
}

/** Ascending by id; the lowest where `after` is given, else the highest. */
export async function listMessages<Card>(db: Db, query: RoomQuery): Promise<KeptMessage<Card>[]> {
  const { room, after, before, limit } = query
  const upwards = after !== undefined
  const rows = await db
    .select()
    .from(roomMessages)
    .where(
      and(
        eq(roomMessages.room, room),
        ofThread(query.thread),
        after === undefined ? undefined : gt(roomMessages.id, after),
        before === undefined ? undefined : lt(roomMessages.id, before),
      ),
    )
    .orderBy(upwards ? asc(roomMessages.id) : desc(roomMessages.id))
    .limit(limit)
  return (upwards ? rows : rows.reverse()) as KeptMessage<Card>[]
}

export async function getMessage<Card>(db: Db, id: number): Promise<KeptMessage<Card> | null> {
  const [row] = await db.select().from(roomMessages).where(eq(roomMessages.id, id))
  return (row as KeptMessage<Card> | undefined) ?? null
}

export async function messagesSince<Card>(db: Db, rev: number, limit: number): Promise<KeptMessage<Card>[]> {
  const rows = await db
    .select()
    .from(roomMessages)
    .where(gt(roomMessages.rev, rev))
    .orderBy(asc(roomMessages.rev))
    .limit(limit)
  return rows as KeptMessage<Card>[]
}

export async function latestRevision(db: Db): Promise<number> {
  const [row] = await db.select({ rev: max(roomMessages.rev) }).from(roomMessages)
  return Number(row?.rev ?? 0)
}

/** Roots that have replies, with how many, when the last was, and whose. */
export async function threadFacts<Card>(db: Db, roots: number[]) {
  if (roots.length === 0) return []
  // A root that is a card says for itself what its thread is about. (Written out: in a select of one table a column is
  // rendered without its table, and would be the inner one's.)
  const firstCard = sql`case when exists (
      select 1 from ${roomMessages} as root where root.id = room_messages.thread_id and root.card is not null
    ) then null
    else (array_agg(${roomMessages.card} order by ${roomMessages.id}) filter (where ${roomMessages.card} is not null))[1]
    end`.mapWith(roomMessages.card)
  const last = sql<string>`(array_agg(${roomMessages.sender} order by ${roomMessages.id} desc))[1]`
  const rows = await db
    .select({
      root: roomMessages.threadId,
      replies: sql<number>`count(*)::int`,
      lastAt: max(roomMessages.at),
      lastSender: last,
      card: firstCard,
    })
    .from(roomMessages)
    .where(inArray(roomMessages.threadId, roots))
    .groupBy(roomMessages.threadId)
  return rows.flatMap(({ root, replies, lastAt, lastSender, card }) =>
    root === null || lastAt === null
      ? []
      : [{ root, replies, lastAt: new Date(lastAt).toISOString(), lastSender, card: card as Card | null }],
  )
}

/** The newest id, and how many messages after `after` others wrote. */
export async function roomOverview(db: Db, room: string, after: number, reader: string) {
  const unread = sql<number>`(count(*) filter (where ${gt(roomMessages.id, after)} and ${ne(roomMessages.sender, reader)}))::int`
  const [row] = await db
    .select({ last: max(roomMessages.id), unread })
    .from(roomMessages)
    .where(eq(roomMessages.room, room))
  return { room, last: Number(row?.last ?? 0), unread: row?.unread ?? 0 }
}

const nextRevision = sql`nextval('room_revisions')`

// Any number would do; it must only be the room's alone.
const inOrder = (tx: Db) => tx.execute(sql`select pg_advisory_xact_lock(7310001)`)

const ofThread = (thread: RoomQuery['thread']): SQL | undefined => {
  if (thread === undefined) return undefined
  return thread === 'top' ? isNull(roomMessages.threadId) : eq(roomMessages.threadId, thread)
}
