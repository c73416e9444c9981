// What is to be looked up about posts, and what came of it. Posts that nobody has looked at are found by their lack of a row.
import { and, eq, inArray, or, type SQL, sql } from 'drizzle-orm'
import type { Instant } from '../../domain/calendar/instant.ts'
import { type Db, rowsOf } from '../engine/connect.ts'
import { lookups } from '../schema/desk.ts'
import { posts } from '../schema/schema.ts'

export type LookupKind = (typeof lookups.$inferSelect)['kind']

/** A post that is further back than so many others is not looked for any more: what finds new ones must not grow with the table. */
const NEWEST = 2_000

/**
 * Queues what came in since `since` (of the institution's clock) and was not looked at. Two instances may do so at once. A post is
 * committed together with its case, and so seen here with it or not at all.
 */
export async function queueNew(
  db: Db,
  kind: LookupKind,
  { since, now }: { since: Instant; now: Instant },
): Promise<number> {
  const which = kind === 'preview' ? sql`key like 'url:%'` : sql`key like 'image:%'`
  const queued = await db.execute(sql`
    insert into lookups (post_id, kind, try_at)
    select id, ${kind}, ${now}::timestamptz
    from (select id, key, discovered_at, case_number from posts order by id desc limit ${NEWEST}::int) as newest
    where ${which} and discovered_at > ${since}::timestamptz and case_number is not null
      and not exists (select 1 from lookups where post_id = newest.id)
    order by id
    on conflict do nothing
    returning post_id`)
  return rowsOf(queued).length
}

export interface Claimed {
  postId: number
  key: string
  url: string | null
  title: string
  discoveredAt: Instant
  caseNumber: number
  /** With this one. */
  attempts: number
}

/** Takes up to `most` that are due for `leaseMs`; what another has taken and not finished in its time is taken again. */
export async function claimLookups(
  db: Db,
  { kind, by, now, until, most }: { kind: LookupKind; by: string; now: Instant; until: Instant; most: number },
): Promise<Claimed[]> {
  const claimed = await db.execute(sql`
    update lookups set state = 'working', lease_by = ${by}, lease_until = ${until}::timestamptz, attempts = attempts + 1
    where post_id = any(array(
      select post_id from lookups
      where kind = ${kind} and state in ('waiting', 'working') and try_at <= ${now}::timestamptz
        and (state = 'waiting' or lease_until <= ${now}::timestamptz)
      order by try_at, post_id limit ${most}::int for update skip locked))
    returning post_id, attempts`)
  const taken = new Map(
    rowsOf<{ post_id: string; attempts: number }>(claimed).map((row) => [Number(row.post_id), Number(row.attempts)]),
  )
  if (taken.size === 0) return []
  const rows = await db
    .select()
    .from(posts)
    .where(inArray(posts.id, [...taken.keys()]))
  return rows.flatMap(({ id, key, url, title, discoveredAt, caseNumber }) =>
    caseNumber === null
      ? []
      : [{ postId: id, key, url, title, discoveredAt, caseNumber, attempts: taken.get(id) ?? 1 }],
  )
}

/** When the next is due; null where none waits. */
export async function nextLookup(db: Db, kind: LookupKind): Promise<Instant | null> {
  const [row] = await db
    .select({
      at: sql<
        string | Date | null
      >`min(case when ${lookups.state} = 'working' then ${lookups.leaseUntil} else ${lookups.tryAt} end)`,
    })
    .from(lookups)
    .where(and(eq(lookups.kind, kind), sql`${lookups.state} in ('waiting', 'working')`))
  return row?.at ? new Date(row.at).toISOString() : null
}

/**
 * What was found is compared with what others have found: of two at once, the second must see the first. Until the transaction ends;
 * nothing but these transactions waits for it.
 */
export async function compareAlone(tx: Db): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(7310010)`)
}

export type Ended = Partial<Pick<typeof lookups.$inferInsert, 'error' | 'targetKey' | 'textKey' | 'pictureHash'>>

interface Held {
  postId: number
  by: string
}

/** False where another has it by now: then nothing may follow from what was found. */
export async function endLookup(
  tx: Db,
  { postId, by }: Held,
  state: 'done' | 'given-up',
  now: Instant,
  found: Ended,
): Promise<boolean> {
  const ended = await tx
    .update(lookups)
    .set({ ...found, state, doneAt: now, leaseBy: null, leaseUntil: null })
    .where(heldBy(postId, by))
    .returning({ postId: lookups.postId })
  return ended.length > 0
}

export async function retryLookup(db: Db, { postId, by }: Held, tryAt: Instant, error: string): Promise<void> {
  await db
    .update(lookups)
    .set({ state: 'waiting', tryAt, error, leaseBy: null, leaseUntil: null })
    .where(heldBy(postId, by))
}

const heldBy = (postId: number, by: string) =>
  and(eq(lookups.postId, postId), eq(lookups.state, 'working'), eq(lookups.leaseBy, by))

/**
 * The lowest number of another case that is known by one of these keys: its own post, what a link of its leads to, or what stands on
 * its picture. Null where there is none.
 */
export async function caseKnownBy(db: Db, keys: string[], except: number): Promise<number | null> {
  if (keys.length === 0) return null
  // Three questions with an index each: joined by OR they would read all posts.
  const of = (which: SQL) =>
    sql`select ${posts.caseNumber} as number from ${lookups} join ${posts} on ${posts.id} = ${lookups.postId}
      where ${which} and ${posts.key} not like 'dropped:%'`
  const found = await db.execute(sql`
    select min(number) as number from (
      select ${posts.caseNumber} as number from ${posts} where ${inArray(posts.key, keys)}
      union all ${of(inArray(lookups.targetKey, keys))}
      union all ${of(inArray(lookups.textKey, keys))}
    ) as known where number <> ${except}::int`)
  const [row] = rowsOf<{ number: number | null }>(found)
  return row?.number ?? null
}

export interface LookupCount {
  kind: LookupKind
  state: string
  count: number
}

/** What waits, and what was given up since `since`. */
export async function countLookups(db: Db, since: Instant): Promise<LookupCount[]> {
  const count = sql<number>`count(*)`.mapWith(Number)
  return db
    .select({ kind: lookups.kind, state: lookups.state, count })
    .from(lookups)
    .where(
      or(
        sql`${lookups.state} in ('waiting', 'working')`,
        and(sql`${lookups.state} = 'given-up'`, sql`${lookups.doneAt} > ${since}::timestamptz`),
      ),
    )
    .groupBy(lookups.kind, lookups.state)
}
