// Which posts wait to be compared, by what marks others find them, and where their texts stand.
import { and, asc, desc, eq, inArray, ne, notLike, sql } from 'drizzle-orm'
import type { Marks } from '../../domain/post/likeness/marks.ts'
import type { Db } from '../engine/connect.ts'
import { composed } from '../engine/prepared-statements.ts'
import { postLikeness } from '../schema/desk.ts'
import { events, posts } from '../schema/schema.ts'
import { unsealed } from './cases.ts'
import type { SealedEvent } from './chain.ts'

export type WaitingPost = typeof posts.$inferSelect & { caseNumber: number }

const waits = sql`${posts.compared} in ('waiting', 'learn', 'again')`

/**
 * True until this transaction ends, for one transaction at a time: two that compared at once would not see each other's posts. The
 * planner is told not to read whole tables, as it does where it takes a few marks for common ones; nor to compile what it then
 * takes for a dear question, which lasts a second.
 */
export async function takeComparing(tx: Db): Promise<boolean> {
  const [row] = await tx
    .select({
      taken: sql<boolean>`pg_try_advisory_xact_lock(7310004)`,
      index: sql`set_config('enable_seqscan', 'off', true)`,
      plain: sql`set_config('jit', 'off', true)`,
    })
    .from(sql`(values (1)) as one`)
  return row?.taken === true
}

/** New ones first, then what is only learnt, then what failed before; null for none. */
export async function nextToCompare(db: Db): Promise<WaitingPost | null> {
  const [row] = await db.select().from(posts).where(waits).orderBy(desc(posts.compared), asc(posts.id)).limit(1)
  return row === undefined ? null : { ...row, caseNumber: row.caseNumber ?? 0 }
}

export const markCompared = (db: Db, id: number, compared: 'again' | 'done' | 'failed') =>
  db.update(posts).set({ compared }).where(eq(posts.id, id))

export interface Told {
  toldIn: number
  toldSeq: number
  text: string
  /** It came with the case's opening. */
  opened: boolean
}

/** The text with which a post came into its case; null where no event of that case told it, or its text was purged. */
export async function textWith(db: Db, caseNumber: number, key: string): Promise<Told | null> {
  const brought = sql`${events.private} -> 'posts' -> 'value' @> ${JSON.stringify([{ key }])}::text::jsonb`
  const [row] = await db
    .select()
    .from(events)
    .where(and(ofCase(caseNumber), inArray(events.type, ['opened', 'sighted']), brought))
    .orderBy(asc(events.seq))
    .limit(1)
  return row === undefined ? null : toldBy(row as unknown as SealedEvent)
}

function toldBy(row: SealedEvent): Told | null {
  const { type, data } = unsealed(row)
  if (type !== 'opened' && type !== 'sighted') return null
  // A purged text reads as null.
  return data.text ? { toldIn: row.caseNumber, toldSeq: row.seq, text: data.text, opened: type === 'opened' } : null
}

const ofCase = (number: number) => and(eq(events.caseNumber, number), eq(events.subject, 'case'))

export async function keepMarks(
  tx: Db,
  postId: number,
  { toldIn, toldSeq }: Told,
  { wide, close }: Marks,
): Promise<void> {
  if (wide.length === 0) return
  const row = { postId, toldIn, toldSeq, wide, close }
  await tx.insert(postLikeness).values(row).onConflictDoUpdate({ target: postLikeness.postId, set: row })
}

export interface Candidate {
  postId: number
  caseNumber: number
  discoveredAt: string
  toldIn: number
  toldSeq: number
  /** How many of the wide marks both have. */
  marks: number
}

/** Of a storm of like posts not all are looked at: each of them has been compared with those before. */
const MOST_CLOSE = 50
const MOST_WIDE = 200

/**
 * Posts of other cases that share a mark, those that share the most first: what says nearly the same is found by few marks, and only
 * where that is not enough the others are asked for. Within a transaction that has `takeComparing`.
 */
export async function candidates(
  tx: Db,
  { marks, notOf, limit }: { marks: Marks; notOf: number; limit: number },
): Promise<Candidate[]> {
  const mine = new Set(marks.wide)
  const close = marks.close.length === 0 ? [] : await findClose(tx, { marks: toArray(marks.close), notOf }).execute()
  const wide =
    close.length >= limit || mine.size === 0 ? [] : await findWide(tx, { marks: toArray(marks.wide), notOf }).execute()
  const found = new Map([...close, ...wide].map((row) => [Number(row.post_id), row]))
  return [...found.values()]
    .map(({ post_id, case_number, discovered_at, told_in, told_seq, wide: theirs }) => ({
      postId: Number(post_id),
      caseNumber: case_number,
      discoveredAt: new Date(discovered_at).toISOString(),
      toldIn: told_in,
      toldSeq: told_seq,
      marks: theirs.filter((mark) => mine.has(mark)).length,
    }))
    .sort((a, b) => b.marks - a.marks || a.caseNumber - b.caseNumber)
    .filter(
      ({ caseNumber }, index, all) =>
        all.slice(0, index).filter((each) => each.caseNumber === caseNumber).length < MOST_OF_CASE,
    )
    .slice(0, limit)
}

/** Posts of one case: further ones say no more of it. */
const MOST_OF_CASE = 3

interface FoundRow {
  post_id: number | string
  case_number: number
  discovered_at: string | Date
  told_in: number
  told_seq: number
  wide: number[]
}

const toArray = (numbers: number[]): string => `{${numbers.join(',')}}`

const sharing = (column: typeof postLikeness.wide | typeof postLikeness.close, most: number) =>
  composed<FoundRow>((db) =>
    db
      .select({
        postId: sql`found.post_id`,
        caseNumber: posts.caseNumber,
        discoveredAt: posts.discoveredAt,
        toldIn: sql`found.told_in`,
        toldSeq: sql`found.told_seq`,
        wide: sql`to_jsonb(found.wide) as wide`,
      })
      .from(
        sql`(select * from ${postLikeness} where ${column} && ${sql.placeholder('marks')}::text::integer[]
          limit ${sql.raw(String(most))}) as found`,
      )
      .innerJoin(posts, sql`${posts.id} = found.post_id`)
      .where(and(ne(posts.caseNumber, sql.placeholder('notOf')), notLike(posts.key, 'dropped:%'))),
  )
const findClose = sharing(postLikeness.close, MOST_CLOSE)
const findWide = sharing(postLikeness.wide, MOST_WIDE)

/** The texts of these, by the post; what was purged is left out. */
export async function textsOf(db: Db, found: readonly Candidate[]): Promise<Map<number, Told>> {
  if (found.length === 0) return new Map()
  const places = sql.join(
    found.map(({ toldIn, toldSeq }) => sql`(${toldIn}::integer, ${toldSeq}::integer)`),
    sql`, `,
  )
  const rows = await db
    .select()
    .from(events)
    .where(sql`${events.subject} = 'case' and (${events.caseNumber}, ${events.seq}) in (${places})`)
  const told = new Map(
    rows.map((row) => [`${row.caseNumber}:${row.seq}`, toldBy(row as unknown as SealedEvent)] as const),
  )
  return new Map(
    found.flatMap(({ postId, toldIn, toldSeq }) => {
      const text = told.get(`${toldIn}:${toldSeq}`)
      return text ? [[postId, text] as const] : []
    }),
  )
}
