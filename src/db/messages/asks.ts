// Messages that offer something to do: which of a case still stand, and which are to be shown anew without it.
import { and, desc, eq, inArray, notInArray, sql } from 'drizzle-orm'
import type { Instant } from '../../domain/calendar/instant.ts'
import { ENDED } from '../../domain/case/case.ts'
import type { Db } from '../engine/connect.ts'
import { cases, outbox } from '../schema/schema.ts'
import { type OutboxRow, SETTLED } from './outbox.ts'

const MOST = 100

/** Of these channels, the newest first. Written as in the index, whose rows these are. */
export const standingAsks = (db: Db, caseNumber: number, channels: string[]): Promise<OutboxRow[]> =>
  db
    .select()
    .from(outbox)
    .where(
      and(
        eq(outbox.caseNumber, caseNumber),
        sql`${outbox.kind} = 'say' and ${outbox.state} = 'sent' and ${outbox.shown} = 1`,
        inArray(outbox.channel, channels),
      ),
    )
    .orderBy(desc(outbox.id))
    .limit(MOST)

// In order and without waiting: who changes several rows must not wait for another who does. What another has in hand is looked at
// again with the next card.
const standing = (db: Db, ids: number[]) =>
  db
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(inArray(outbox.id, ids), sql`${outbox.state} = 'sent' and ${outbox.shown} = 1`))
    .orderBy(outbox.id)
    .for('update', { skipLocked: true })

/** To be shown anew, each once. */
export async function settle(db: Db, ids: number[], at: Instant): Promise<void> {
  if (ids.length === 0) return
  await db
    .update(outbox)
    .set({ state: 'waiting', wanted: SETTLED, attempts: 0, createdAt: at, tryAt: at })
    .where(inArray(outbox.id, standing(db, ids)))
}

/** These offer nothing, and are not looked at again. */
export async function leaveAsks(db: Db, ids: number[]): Promise<void> {
  if (ids.length === 0) return
  await db
    .update(outbox)
    .set({ shown: SETTLED, wanted: SETTLED })
    .where(inArray(outbox.id, standing(db, ids)))
}

/**
 * Whether a long text stands, or is just to be said, in the place of this row; for a message of its own, whether it stood
 * there before it. Written as in the index, whose rows these are.
 */
export async function standsThere(db: Db, row: OutboxRow, text: string): Promise<boolean> {
  const before =
    row.kind === 'say'
      ? // One that is being shown anew (its time has passed) stands there as well.
        sql`${outbox.id} < ${row.id} and (${outbox.state} = 'sent' or ${outbox.messageId} is not null)`
      : sql`${outbox.state} in ('waiting', 'sending', 'sent')`
  const [found] = await db
    .select({ id: outbox.id })
    .from(outbox)
    .where(
      and(
        eq(outbox.caseNumber, row.caseNumber ?? 0),
        sql`length(${outbox.notice} ->> 'text') > 300 and ${outbox.notice} ->> 'text' = ${text} and ${outbox.kind} = 'say'`,
        eq(outbox.pace, row.pace),
        before,
      ),
    )
    .limit(1)
  return found !== undefined
}

/** What was to be said of open cases in a room, and was given up; reminders left out, which are said again by themselves. */
export const callsInVain = (db: Db, { channel, room }: { channel: string; room: string }): Promise<OutboxRow[]> =>
  db
    .select()
    .from(outbox)
    .where(
      and(
        sql`${outbox.kind} = 'say' and ${outbox.state} = 'given-up' and ${outbox.clockId} is null`,
        sql`${outbox.address} ->> 'room' = ${room} and not ${outbox.address} ? 'under'`,
        eq(outbox.channel, channel),
        inArray(
          outbox.caseNumber,
          db
            .select({ number: cases.number })
            .from(cases)
            .where(notInArray(cases.status, [...ENDED])),
        ),
      ),
    )
    .orderBy(outbox.id)
    .limit(MOST)
