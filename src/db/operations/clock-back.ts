// After the machine's clock was set back: what was to wait for seconds would wait for as long as the clock has lost.
import { and, eq, gt, ne, sql } from 'drizzle-orm'
import { type Instant, later, MINUTE } from '../../domain/calendar/instant.ts'
import type { Db } from '../engine/connect.ts'
import { inbox, outbox, pacing } from '../schema/schema.ts'

/** Of itself nothing but a morning bundle waits for longer than this; a platform that asked for more asks again. */
const LONGEST_WAIT_MS = 15 * MINUTE

/** Whatever stands further ahead than anything could is looked at now. */
export async function catchUpWithClock(db: Db, now: Instant): Promise<void> {
  const ahead = later(now, LONGEST_WAIT_MS)
  const notBundle = ne(sql`coalesce(${outbox.notice}->>'kind', '')`, 'bundle')
  await db
    .update(outbox)
    .set({ tryAt: now })
    .where(and(sql`${outbox.state} in ('waiting', 'sent')`, gt(outbox.tryAt, ahead), notBundle))
  await db
    .update(outbox)
    .set({ leaseUntil: now })
    .where(and(eq(outbox.state, 'sending'), gt(outbox.leaseUntil, ahead)))
  await db
    .update(inbox)
    .set({ tryAt: now })
    .where(and(eq(inbox.state, 'waiting'), gt(inbox.tryAt, ahead)))
  await db
    .update(inbox)
    .set({ leaseUntil: now })
    .where(and(eq(inbox.state, 'working'), gt(inbox.leaseUntil, ahead)))
  await db
    .update(pacing)
    .set({ at: now })
    .where(gt(pacing.at, later(now, MINUTE)))
}
