// What is never tried again: recorded, and where a card went another way, shown anew there with what changes.
import { and, eq, gt, ne, sql } from 'drizzle-orm'
import type { Instant } from '../../domain/calendar/instant.ts'
import type { Db } from '../engine/connect.ts'
import { outbox } from '../schema/schema.ts'
import { enqueue, LONGEST_ERROR, mine, type OutboxRow, unlessUnwanted } from './outbox.ts'

export interface GivenUp {
  by: string
  at: Instant
  error: string
  /** It goes another way, or nobody misses it: nothing is left to be told of it. */
  isSettled: boolean
  /** The key of the card that stands for this one in another room. */
  movedTo: string | null
  /** When the desk was told that its place cannot be reached; null where it was not, for this one. */
  toldAt: Instant | null
}

/**
 * Never to be tried again; frees the lane. A card may begin again after a while, one that is settled with its next change.
 * False where the lease was lost, or where it was not wanted any more (its clock was met meanwhile).
 */
export async function recordGivenUp(tx: Db, row: OutboxRow, givenUp: GivenUp): Promise<boolean> {
  const { by, at, error, isSettled, movedTo, toldAt } = givenUp
  const marks = { ...(movedTo === null ? {} : { movedTo }), ...(toldAt === null ? {} : { toldAt }) }
  const set = {
    state: unlessUnwanted('given-up'),
    error: error.slice(0, LONGEST_ERROR),
    // What is settled is of long ago: neither does the auditor look for it.
    tryAt: isSettled ? LONG_AGO : at,
    leaseUntil: null,
    leaseBy: null,
    ...(Object.keys(marks).length === 0
      ? {}
      : { notice: sql`${outbox.notice} || ${JSON.stringify(marks)}::text::jsonb` }),
  }
  const [done] = await tx.update(outbox).set(set).where(mine(row, by)).returning({ state: outbox.state })
  return done?.state === 'given-up'
}

const LONG_AGO: Instant = '2000-01-01T00:00:00.000Z'

/** Whether the desk was told since then, of something else about the same case, that its place cannot be reached. */
export async function isToldOf(tx: Db, row: OutboxRow, since: Instant): Promise<boolean> {
  const told = sql`${outbox.state} = 'given-up' and ${outbox.notice} ->> 'toldAt' >= ${since}`
  const givenUp = and(eq(outbox.lane, row.lane), ne(outbox.id, row.id), told)
  const [found] = await tx.select({ id: outbox.id }).from(outbox).where(givenUp).limit(1)
  return found !== undefined
}

/** Whether something about the same case waits to be said there. */
export async function saysBelow(tx: Db, row: OutboxRow): Promise<boolean> {
  const waits = sql`${outbox.kind} = 'say' and ${outbox.state} in ('waiting', 'sending')`
  const open = and(eq(outbox.lane, row.lane), gt(outbox.id, row.id), waits)
  const [found] = await tx.select({ id: outbox.id }).from(outbox).where(open).limit(1)
  return found !== undefined
}

/** A card that once went to another room stands there, too: with what changed it is shown anew there. */
export async function renewMoved(tx: Db, row: OutboxRow, at: Instant): Promise<void> {
  const { movedTo } = row.notice as { movedTo?: string }
  if (row.kind === 'say' || movedTo === undefined) return
  const standing = and(eq(outbox.key, movedTo), sql`${outbox.messageId} is not null`)
  await enqueue(tx, await tx.select().from(outbox).where(standing), at)
}
