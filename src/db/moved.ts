// Rooms and people whose ids on a platform have changed: what waits for them goes to where they are now.
import { and, eq, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Db } from './connect.ts'
import { roomKey } from './outbox.ts'
import { outbox } from './schema.ts'

export async function moveWaiting(tx: Db, channel: string, old: string, now: string): Promise<void> {
  await moveTo(tx, channel, { room: old }, { room: now })
  await moveTo(tx, channel, { person: old }, { person: now })
}

type Place = { room: string } | { person: string }

async function moveTo(tx: Db, channel: string, from: Place, to: Place): Promise<void> {
  const [before, after] = [from, to].map((place) => `${channel}|${roomKey(place)}`)
  const renamed = (column: PgColumn) => sql`replace(${column}, ${before}::text, ${after}::text)`
  await tx
    .update(outbox)
    .set({
      address: sql`${outbox.address} || ${JSON.stringify(to)}::jsonb`,
      lane: renamed(outbox.lane),
      pace: renamed(outbox.pace),
    })
    .where(
      and(
        eq(outbox.channel, channel),
        sql`${outbox.state} in ('waiting', 'sending')`,
        sql`${outbox.address} @> ${JSON.stringify(from)}::jsonb`,
      ),
    )
}
