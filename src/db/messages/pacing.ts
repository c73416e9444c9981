// Pacing: a room's and an app's token bucket, in the database, so that they hold across instances.
import { type SQL, sql } from 'drizzle-orm'
import type { Instant } from '../../domain/calendar/instant.ts'
import type { Db } from '../engine/connect.ts'
import { composed } from '../engine/prepared-statements.ts'
import { pacing } from '../schema/schema.ts'

export interface Rate {
  perSecond: number
  burst: number
}
export type Paces = Record<string, { room: Rate; app: Rate }>

/** What a row that would be sent finds: each bucket's tokens and the seconds since; null where there is none yet. */
export interface HeadBuckets {
  channel: string
  room: [tokens: number, seconds: number] | null
  app: [tokens: number, seconds: number] | null
}

/** The bucket of a scope as of the placeholder `now`, for a query to ask of each of its rows. */
export const bucketAt = (scope: SQL) => sql`(
  select jsonb_build_array(${pacing.tokens}, extract(epoch from ${sql.placeholder('now')}::timestamptz - ${pacing.at}))
  from ${pacing} where ${pacing.scope} = ${scope})`

/** Whether a token is there; taking it decides. */
export function mayTake({ channel, room, app }: HeadBuckets, paces: Paces): boolean {
  const rates = paces[channel]
  return rates === undefined || (isFilled(room, rates.room) && isFilled(app, rates.app))
}

const isFilled = (bucket: HeadBuckets['room'], { perSecond, burst }: Rate): boolean =>
  bucket === null || Math.min(burst, bucket[0] + Math.max(0, bucket[1]) * perSecond) >= 1

/** `empty` gathers the buckets that were found empty, which one claim asks once: a backlog asks for the same few. */
export async function takePace(
  tx: Db,
  row: { pace: string; channel: string },
  paces: Paces,
  now: Instant,
  empty: Set<string>,
): Promise<boolean> {
  const rates = paces[row.channel]
  // No such channel in this configuration: it is claimed, and given up with that reason.
  if (rates === undefined) return true
  const take = async (scope: string, rate: Rate) => {
    if (empty.has(scope)) return false
    const taken = await takeToken(tx, scope, rate, now)
    if (!taken) empty.add(scope)
    return taken
  }
  return (
    !empty.has(`app:${row.channel}`) &&
    (await take(`room:${row.pace}`, rates.room)) &&
    take(`app:${row.channel}`, rates.app)
  )
}

// A token bucket in one conditional update: under concurrency the loser re-reads the row and finds it empty.
async function takeToken(tx: Db, scope: string, { perSecond, burst }: Rate, now: Instant): Promise<boolean> {
  const taken = await takeFrom(tx, { scope, at: now, left: burst - 1, burst, perSecond }).execute()
  return taken.length === 1
}

const at = sql`${sql.placeholder('at')}::timestamptz`
const filled = sql`least(${sql.placeholder('burst')}::float8, ${pacing.tokens}
  + greatest(0, extract(epoch from ${at} - ${pacing.at})) * ${sql.placeholder('perSecond')}::float8)`
const takeFrom = composed((tx) =>
  tx
    .insert(pacing)
    .values({ scope: sql.placeholder('scope'), tokens: sql.placeholder('left'), at: sql.placeholder('at') })
    .onConflictDoUpdate({
      target: pacing.scope,
      set: { tokens: sql`${filled} - 1`, at: sql`greatest(${pacing.at}, ${at})` },
      setWhere: sql`${filled} >= 1`,
    })
    .returning({ scope: pacing.scope }),
)
