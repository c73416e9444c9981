// Posts and their sightings: a post's key is won once, whoever forwards it at the same instant.
import { eq, inArray, sql } from 'drizzle-orm'
import type { CasePost } from '../domain/case.ts'
import type { Metrics } from '../domain/policy.ts'
import type { Db } from './connect.ts'
import { posts, sightings } from './schema.ts'

export interface WonPosts {
  /** Posts that nobody had forwarded before. */
  fresh: { id: number; key: string }[]
  /** Posts that are in a case already. */
  known: { id: number; key: string; caseNumber: number }[]
}

/**
 * Inserts what is new. Where two forwards race, the second waits here for the first's commit and then finds the post
 * known. Keys are inserted in their order, so that two messages with the same links do not deadlock.
 */
export async function winPosts(tx: Db, wanted: CasePost[]): Promise<WonPosts> {
  const rows = [...wanted].sort((a, b) => (a.key < b.key ? -1 : 1))
  const fresh = await tx
    .insert(posts)
    .values(rows)
    .onConflictDoNothing({ target: posts.key })
    .returning({ id: posts.id, key: posts.key })
  if (fresh.length === wanted.length) return { fresh, known: [] }
  const won = new Set(fresh.map(({ key }) => key))
  const lost = rows.map(({ key }) => key).filter((key) => !won.has(key))
  const known = await tx
    .select({ id: posts.id, key: posts.key, caseNumber: posts.caseNumber })
    .from(posts)
    .where(inArray(posts.key, lost))
  return { fresh, known: known.map((post) => ({ ...post, caseNumber: certain(post.caseNumber, post.key) })) }
}

export async function nextCaseNumber(tx: Db): Promise<number> {
  const [row] = await tx.select({ number: sql<string>`nextval('case_numbers')` }).from(sql`(values (1)) as one`)
  return Number(row?.number)
}

export async function attachPosts(tx: Db, ids: number[], caseNumber: number): Promise<void> {
  await tx.update(posts).set({ caseNumber }).where(inArray(posts.id, ids))
}

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

/** The ids of the sightings, in order. */
export async function addSightings(tx: Db, rows: NewSighting[]): Promise<number[]> {
  const added = await tx.insert(sightings).values(rows).returning({ id: sightings.id })
  return added.map(({ id }) => id)
}

export const postsOf = (db: Db, caseNumber: number) => db.select().from(posts).where(eq(posts.caseNumber, caseNumber))

function certain(caseNumber: number | null, key: string): number {
  if (caseNumber === null) throw new Error(`post ${key} is committed without a case`)
  return caseNumber
}
