// What came in with one case is counted at another: its posts, their sightings, the messages that they came in, and its files. And its cards.
import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '../engine/connect.ts'
import { caseAttachments } from '../schema/channels.ts'
import { messageRefs, outbox, posts, sightings } from '../schema/schema.ts'

/** Posts that were dropped from their case stay there. */
export async function movePosts(tx: Db, keys: string[], { from, into }: { from: number; into: number }): Promise<void> {
  if (keys.length === 0) return
  const moved = await tx
    .update(posts)
    .set({ caseNumber: into })
    .where(and(eq(posts.caseNumber, from), inArray(posts.key, keys)))
    .returning({ id: posts.id })
  if (moved.length === 0) return
  const theirs = inArray(
    sightings.postId,
    moved.map(({ id }) => id),
  )
  await tx
    .update(sightings)
    .set({ caseNumber: into })
    .where(and(eq(sightings.caseNumber, from), theirs))
  // Who answers beneath a forward, or takes it back, means the case at which it is counted.
  const cameIn = sql`(${messageRefs.channel}, ${messageRefs.messageId}) in (
    select ${sightings.channel}, ${sightings.messageId} from ${sightings} where ${theirs} and ${sightings.messageId} is not null)`
  await tx
    .update(messageRefs)
    .set({ caseNumber: into })
    .where(and(eq(messageRefs.caseNumber, from), cameIn))
}

/** The files stay with the case that they came with, too. */
export async function shareFiles(tx: Db, { from, into }: { from: number; into: number }): Promise<void> {
  const { sha256, name, person, messageId, at } = caseAttachments
  const theirs = await tx
    .select({ sha256, name, person, messageId, at })
    .from(caseAttachments)
    .where(eq(caseAttachments.caseNumber, from))
  if (theirs.length === 0) return
  await tx
    .insert(caseAttachments)
    .values(theirs.map((file) => ({ ...file, caseNumber: into })))
    .onConflictDoNothing()
}

export interface CameAs {
  channel: string
  room: string
  messageId: string
}

/** The messages in which a case's posts were forwarded, the first ones. */
export async function messagesOf(tx: Db, caseNumber: number, keys: string[], limit: number): Promise<CameAs[]> {
  const rows = await tx
    .selectDistinct({ channel: sightings.channel, room: sightings.room, messageId: sightings.messageId })
    .from(sightings)
    .innerJoin(posts, eq(posts.id, sightings.postId))
    .where(and(eq(sightings.caseNumber, caseNumber), inArray(posts.key, keys)))
    .limit(limit)
  return rows.flatMap(({ channel, room, messageId }) =>
    room === null || messageId === null ? [] : [{ channel, room, messageId }],
  )
}

/** A card that nobody has seen is not shown. */
export async function withholdCards(tx: Db, caseNumber: number): Promise<void> {
  const unseen = sql`${outbox.kind} = 'show' and ${outbox.notice} ->> 'kind' = 'case-card' and ${outbox.state} = 'waiting' and ${outbox.messageId} is null and ${outbox.attempts} = 0`
  await tx
    .update(outbox)
    .set({ state: 'withdrawn' })
    .where(and(eq(outbox.caseNumber, caseNumber), unseen))
}

/** A case's cards that stand, or are just being sent, in these channels. */
export const standingCards = (tx: Db, caseNumber: number, channels: string[]) =>
  tx
    .select({
      key: outbox.key,
      channel: outbox.channel,
      address: outbox.address,
      lane: outbox.lane,
      pace: outbox.pace,
      caseNumber: outbox.caseNumber,
      clockId: outbox.clockId,
    })
    .from(outbox)
    .where(
      and(
        eq(outbox.caseNumber, caseNumber),
        inArray(outbox.channel, channels),
        sql`${outbox.kind} = 'show' and ${outbox.notice} ->> 'kind' = 'case-card' and (${outbox.messageId} is not null or ${outbox.state} = 'sending')`,
      ),
    )
