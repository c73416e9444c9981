// What is over and of no more use is deleted, a few thousand rows at a time.
import { type Column, lte, sql, type Table } from 'drizzle-orm'
import type { Instant } from '../../domain/calendar/instant.ts'
import type { Db } from '../engine/connect.ts'
import { batches, batchRows } from '../schema/batches.ts'
import { channelKeeping } from '../schema/channels.ts'
import { bundleItems } from '../schema/desk.ts'
import { sessions, signInLinks } from '../schema/schema.ts'

/** At most so many of a kind at once: the rest go with the next minute. */
const AT_ONCE = 5_000

export interface Over {
  /** By the world's clock. */
  keeping: Instant
  access: Instant
  /** By the desk's. */
  bundles: Instant
  /** By the world's. */
  batches: Instant
}

export async function deleteExpired(db: Db, before: Over): Promise<void> {
  await deleteBefore(db, channelKeeping, channelKeeping.expiresAt, before.keeping)
  await deleteBefore(db, sessions, sessions.expiresAt, before.access)
  await deleteBefore(db, signInLinks, signInLinks.expiresAt, before.access)
  await deleteBefore(db, bundleItems, bundleItems.release, before.bundles)
  await deleteBefore(db, batches, batches.doneAt, before.batches)
  await deleteBefore(db, batchRows, batchRows.at, before.batches)
}

async function deleteBefore(db: Db, table: Table, at: Column, before: Instant): Promise<void> {
  const isOver = lte(at, before)
  // What somebody renews just now is passed by. As an array the question is asked once: beside IN a plan may ask it again, and the limit
  // is none. Asked twice: an engine may delete by `ctid` what has been renewed since.
  await db.execute(sql`delete from ${table}
    where ctid = any(array(select ctid from ${table} where ${isOver} limit ${AT_ONCE} for update skip locked)) and ${isOver}`)
}
