// Posts and their sightings: a post's key is won once, whoever forwards it at the same instant.
import { eq, inArray, sql } from 'drizzle-orm'
import type { CasePost } from '../domain/case.ts'
import type { Metrics } from '../domain/policy.ts'
import { composed, composedInsert } from './composed.ts'
import { type Db, send } from './connect.ts'
import { posts, sightings } from './schema.ts'

export interface WonPosts {
  /** Posts that nobody had forwarded before. */
  fresh: { id: number; key: string }[]
  /** Posts that are in a case already. */
  known: { id: number; key: string; caseNumber: number }[]
  /** The number that was drawn for what is fresh. */
  number: number | null
}

/**
 * Inserts what is new. Where two forwards race, the second waits here for the first's commit and then finds the post
 * known. Keys are inserted in their order, so that two messages with the same links do not deadlock. `draw`: a case
 * number is drawn, but only where something is new: no number is lost to what everybody forwards.
 */
export async function winPosts(tx: Db, wanted: CasePost[], { draw = false } = {}): Promise<WonPosts> {
  const rows = [...wanted].sort((a, b) => (a.key < b.key ? -1 : 1))
  const won = await (draw ? insertAndDraw : insertPosts)(tx, rows).execute()
  const fresh = won.map(({ id, key }) => ({ id, key }))
  const number = won[0]?.number ? Number(won[0].number) : null
  if (fresh.length === wanted.length) return { fresh, known: [], number }
  const mine = new Set(fresh.map(({ key }) => key))
  const lost = rows.map(({ key }) => key).filter((key) => !mine.has(key))
  const known = await tx
    .select({ id: posts.id, key: posts.key, caseNumber: posts.caseNumber })
    .from(posts)
    .where(inArray(posts.key, lost))
  return { fresh, known: known.map((post) => ({ ...post, caseNumber: certain(post.caseNumber, post.key) })), number }
}

interface WonRow {
  id: number
  key: string
  number: string | number | null
}
const POST = ['key', 'url', 'canonicalUrl', 'platform', 'title', 'publishedAt', 'discoveredAt'] as const
// A subquery that refers to no row is evaluated when a row first asks for it, and once a statement.
const drawnOnce = sql`(select nextval('case_numbers'))`.as('number')
const insertAndDraw = composedInsert<typeof posts, (typeof POST)[number], WonRow>(posts, POST, (insert) =>
  insert.onConflictDoNothing({ target: posts.key }).returning({ id: posts.id, key: posts.key, number: drawnOnce }),
)
const insertPosts = composedInsert<typeof posts, (typeof POST)[number], WonRow>(posts, POST, (insert) =>
  insert
    .onConflictDoNothing({ target: posts.key })
    .returning({ id: posts.id, key: posts.key, number: sql`null`.as('number') }),
)

/** Sent when it returns, though not answered. */
export async function attachPosts(tx: Db, ids: number[], caseNumber: number): Promise<void> {
  await send(...ids.map((id) => attachPost(tx, { id, caseNumber })))
}

const attachPost = composed((db) =>
  db
    .update(posts)
    .set({ caseNumber: sql`${sql.placeholder('caseNumber')}` })
    .where(eq(posts.id, sql.placeholder('id'))),
)

export interface NewSighting {
  postId: number
  caseNumber: number
  channel: string
  room: string | null
  messageId: string | null
  person: string
  at: string
  metrics: Metrics
}

/** The ids of the sightings, in order. Sent when it returns, though not answered. */
export async function addSightings(tx: Db, rows: NewSighting[]): Promise<number[]> {
  const added = await insertSightings(tx, rows).execute()
  return added.map(({ id }) => id)
}

const SIGHTING = ['postId', 'caseNumber', 'channel', 'room', 'messageId', 'person', 'at', 'metrics'] as const
const insertSightings = composedInsert<typeof sightings, (typeof SIGHTING)[number], { id: number }>(
  sightings,
  SIGHTING,
  (insert) => insert.returning({ id: sightings.id }),
)

export const postsOf = (db: Db, caseNumber: number) => db.select().from(posts).where(eq(posts.caseNumber, caseNumber))

function certain(caseNumber: number | null, key: string): number {
  if (caseNumber === null) throw new Error(`post ${key} is committed without a case`)
  return caseNumber
}
