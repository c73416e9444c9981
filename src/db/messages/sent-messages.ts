// What stands in the chats: which of our rows a message is, which messages are ours, which cards grow too old.
import { and, desc, eq, gt, inArray, isNotNull, lte, notInArray, or, sql } from 'drizzle-orm'
import type { Instant } from '../../domain/calendar/instant.ts'
import { ENDED } from '../../domain/case/case.ts'
import type { Db } from '../engine/connect.ts'
import { cases, caseThreads, messageRefs, outbox } from '../schema/schema.ts'
import type { OutboxRow } from './outbox.ts'

/** The row whose card, kept up to date, is this message. */
export async function shownRow(db: Db, channel: string, messageId: string): Promise<OutboxRow | null> {
  const [row] = await db
    .select()
    .from(outbox)
    .where(and(eq(outbox.messageId, messageId), eq(outbox.channel, channel), sql`${outbox.kind} = 'show'`))
  return row ?? null
}

export async function isOurs(db: Db, channel: string, messageId: string): Promise<boolean> {
  const rows = await db
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(eq(outbox.messageId, messageId), eq(outbox.channel, channel)))
    .limit(1)
  return rows.length > 0
}

/** The rows of cards that tell what was taken from a record. */
export const recordCards = (db: Db, caseNumber: number): Promise<OutboxRow[]> =>
  db
    .select()
    .from(outbox)
    .where(
      and(
        eq(outbox.caseNumber, caseNumber),
        sql`${outbox.kind} = 'show' and ${outbox.notice} ->> 'kind' = 'record-taken'`,
      ),
    )

/** Of these ids of messages, those that we sent. */
export async function sentAmong(db: Db, channel: string, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const ours = await db
    .select({ id: outbox.messageId })
    .from(outbox)
    .where(and(inArray(outbox.messageId, ids), eq(outbox.channel, channel)))
  const ofCases = await db
    .select({ id: messageRefs.messageId })
    .from(messageRefs)
    .where(and(eq(messageRefs.channel, channel), inArray(messageRefs.messageId, ids)))
  return new Set([...ours, ...ofCases].flatMap(({ id }) => id ?? []))
}

/**
 * Cards of open cases that were posted before `before`, by a channel where that is as long as they can be pressed: each is
 * posted once more, and stands where it was until then. Answers how many.
 */
export async function renewCards(db: Db, channel: string, before: Instant, now: Instant): Promise<number> {
  const old = db
    .select({ id: outbox.id })
    .from(outbox)
    .innerJoin(cases, eq(cases.number, outbox.caseNumber))
    .where(
      and(
        sql`${outbox.kind} = 'show' and ${outbox.state} = 'sent'`,
        eq(outbox.channel, channel),
        lte(outbox.postedAt, before),
        notInArray(cases.status, [...ENDED]),
      ),
    )
    .limit(MOST_RENEWED)
  const set = {
    state: 'waiting' as const,
    messageId: null,
    wanted: sql`${outbox.wanted} + 1`,
    createdAt: now,
    tryAt: now,
  }
  const renewed = await db
    .update(outbox)
    .set(set)
    .where(and(inArray(outbox.id, old), sql`${outbox.state} = 'sent'`))
    .returning({ id: outbox.id })
  return renewed.length
}

const MOST_RENEWED = 200

interface Chat {
  channel: string
  room: string
}

/** Another chat of the same room: what never stood in the first goes there. */
const movedTo = ({ channel, room }: Chat) => {
  const place = `${channel}|${room}`
  return {
    channel,
    address: { room },
    pace: place,
    lane: sql`${place}::text || '|' || ${outbox.caseNumber}`,
    messageId: null,
  }
}

/** What was given up is to be said after all, in this chat. */
export async function retrySays(db: Db, ids: number[], to: Chat, now: Instant): Promise<void> {
  if (ids.length === 0) return
  await db
    .update(outbox)
    .set({ ...movedTo(to), state: 'waiting', attempts: sql`least(${outbox.attempts}, 1)`, createdAt: now, tryAt: now })
    .where(and(inArray(outbox.id, ids), sql`${outbox.state} = 'given-up'`))
}

/**
 * Cards that were given up in a room are tried there once more: the desk has come back to it, in this chat or another. Of
 * cases at their end only those that stand there and can still be shown anew, posted after `since`.
 */
export async function retryCards(
  db: Db,
  { channel, room, to, since, now }: Chat & { to: Chat; since: Instant; now: Instant },
): Promise<void> {
  const ofOpen = db
    .select({ number: cases.number })
    .from(cases)
    .where(notInArray(cases.status, [...ENDED]))
  const stands = and(isNotNull(outbox.messageId), gt(outbox.postedAt, since))
  const stays = to.channel === channel && to.room === room
  await db
    .update(outbox)
    .set({
      ...(stays ? {} : movedTo(to)),
      state: 'waiting',
      attempts: sql`least(${outbox.attempts}, 1)`,
      createdAt: now,
      tryAt: now,
    })
    .where(
      and(
        sql`${outbox.kind} = 'show' and ${outbox.state} = 'given-up' and ${outbox.address} ->> 'room' = ${room}`,
        eq(outbox.channel, channel),
        or(inArray(outbox.caseNumber, ofOpen), stands),
      ),
    )
}

/** The first message of a thread was taken back: the case's own card is it from now on; without one the next message is. */
export async function threadFromCard(
  db: Db,
  { caseNumber, channel, root, card }: { caseNumber: number; channel: string; root: string; card: string },
): Promise<void> {
  const ofRoot = and(
    eq(caseThreads.caseNumber, caseNumber),
    eq(caseThreads.channel, channel),
    eq(caseThreads.root, root),
  )
  const shown = and(eq(outbox.key, card), eq(outbox.channel, channel), isNotNull(outbox.messageId))
  const [row] = await db.select({ id: outbox.messageId }).from(outbox).where(shown)
  if (row?.id) await db.update(caseThreads).set({ root: row.id }).where(ofRoot)
  else await db.delete(caseThreads).where(ofRoot)
}

/** The first messages of the threads of open cases, the newest cases first. */
export const liveThreads = (db: Db, channel: string): Promise<{ room: string; root: string }[]> =>
  db
    .select({ room: caseThreads.room, root: caseThreads.root })
    .from(caseThreads)
    .innerJoin(cases, eq(cases.number, caseThreads.caseNumber))
    .where(and(eq(caseThreads.channel, channel), notInArray(cases.status, [...ENDED])))
    .orderBy(desc(caseThreads.caseNumber))
    .limit(MOST_THREADS)

const MOST_THREADS = 200
