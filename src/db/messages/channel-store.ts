// What channels keep: values by key, and turns that one of several instances takes.
import { and, eq, sql } from 'drizzle-orm'
import type { Instant } from '../../domain/calendar/instant.ts'
import type { Db } from '../engine/connect.ts'
import { channelKeeping } from '../schema/channels.ts'

export async function keptValue(db: Db, channel: string, key: string): Promise<string | null> {
  const [row] = await db
    .select({ value: channelKeeping.value })
    .from(channelKeeping)
    .where(and(eq(channelKeeping.channel, channel), eq(channelKeeping.key, key)))
  return row?.value ?? null
}

/** `expiresAt`: null for good. */
export async function keepValue(
  db: Db,
  channel: string,
  key: string,
  { value, expiresAt }: { value: string; expiresAt: Instant | null },
): Promise<void> {
  await db
    .insert(channelKeeping)
    .values({ channel, key, value, expiresAt })
    .onConflictDoUpdate({
      target: [channelKeeping.channel, channelKeeping.key],
      // A turn of the same key is not ended by it.
      set: {
        value,
        expiresAt: expiresAt && sql`greatest(${expiresAt}::timestamptz, ${channelKeeping.takenUntil})`,
      },
    })
}

/** False while another has the turn. */
export async function takeTurn(
  db: Db,
  channel: string,
  key: string,
  { now, until, expiresAt }: { now: Instant; until: Instant; expiresAt: Instant },
): Promise<boolean> {
  const taken = await db
    .insert(channelKeeping)
    .values({ channel, key, takenUntil: until, expiresAt })
    .onConflictDoUpdate({
      target: [channelKeeping.channel, channelKeeping.key],
      // A value of the same key is kept for as long as it was to be.
      set: {
        takenUntil: until,
        expiresAt: sql`case when ${channelKeeping.value} is not null and ${channelKeeping.expiresAt} is null then null
          else greatest(${expiresAt}::timestamptz, ${channelKeeping.expiresAt}) end`,
      },
      setWhere: sql`coalesce(${channelKeeping.takenUntil} <= ${now}::timestamptz, true)`,
    })
    .returning({ key: channelKeeping.key })
  return taken.length === 1
}
