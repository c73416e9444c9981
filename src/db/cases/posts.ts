// Posts and their sightings: a post's key is won once, whoever forwards it at the same instant.
import { and, asc, eq, inArray, isNull, ne, sql } from 'drizzle-orm'
import type { CasePost } from '../../domain/case/case.ts'
import type { Sighted } from '../../domain/commands/intake/undo.ts'
import type { Metrics } from '../../domain/policy/policy.ts'
import type { Db } from '../engine/connect.ts'
import { composed, composedInsert, together } from '../engine/prepared-statements.ts'
import { type Current, NoInstitutionError } from '../institution/institution.ts'
import { institution, posts, sightings } from '../schema/schema.ts'

/** A number that was just drawn, and what is current. */
export interface Opening extends Current {
  number: number
}

export interface WonPosts {
  /** Posts that nobody had forwarded before. */
  fresh: { id: number; key: string }[]
  /** Posts that are in a case already. */
  known: { id: number; key: string; caseNumber: number }[]
  /** What a case of the fresh posts is opened with, where it was asked for. */
  opening: Opening | null
}

/**
 * Inserts what is new. Where two forwards race, the second waits here for the first's commit and then finds the post
 * known. Keys are inserted in their order, so that two messages with the same links do not deadlock. `opens`: what is new
 * opens a case, and only then is a number drawn: none is lost to what everybody forwards.
 */
export async function winPosts(tx: Db, wanted: CasePost[], { opens = false } = {}): Promise<WonPosts> {
  const rows = [...wanted].sort((a, b) => (a.key < b.key ? -1 : 1))
  const won = await (opens ? insertAndDraw : insertPosts)(tx, rows).execute()
  const fresh = won.map(({ id, key }) => ({ id, key }))
  const opening = won[0] ? openingOf(won[0]) : null
  if (fresh.length === wanted.length) return { fresh, known: [], opening }
  const mine = new Set(fresh.map(({ key }) => key))
  const lost = rows.map(({ key }) => key).filter((key) => !mine.has(key))
  const known = await tx
    .select({ id: posts.id, key: posts.key, caseNumber: posts.caseNumber })
    .from(posts)
    .where(inArray(posts.key, lost))
  return { fresh, known: known.map((post) => ({ ...post, caseNumber: certain(post.caseNumber, post.key) })), opening }
}

interface WonRow {
  id: number
  key: string
  number?: string | number
  policy_id?: number | null
  org_version?: number | null
}

function openingOf({ number, policy_id, org_version }: WonRow): Opening | null {
  if (number === undefined) return null
  if (!policy_id || !org_version) throw new NoInstitutionError()
  return { number: Number(number), policyId: policy_id, orgVersion: org_version }
}

const POST = ['key', 'url', 'canonicalUrl', 'platform', 'title', 'publishedAt', 'discoveredAt'] as const
const insertPosts = composedInsert<typeof posts, (typeof POST)[number], WonRow>(posts, POST, (insert) =>
  insert.onConflictDoNothing({ target: posts.key }).returning({ id: posts.id, key: posts.key }),
)
// A subquery that refers to no row is evaluated when a row first asks for it, and once a statement.
const insertAndDraw = composedInsert<typeof posts, (typeof POST)[number], WonRow>(posts, POST, (insert) =>
  insert.onConflictDoNothing({ target: posts.key }).returning({
    id: posts.id,
    key: posts.key,
    number: sql`(select nextval('case_numbers'))`.as('number'),
    policyId: sql`(select ${institution.policyId} from ${institution})`.as('policy_id'),
    orgVersion: sql`(select ${institution.orgVersion} from ${institution})`.as('org_version'),
  }),
)

/** The official reply's own link, as a post of its case; where it is known already it stays where it is. */
export async function addReply(
  tx: Db,
  caseNumber: number,
  reply: { url: string; canonical: string; platform: string | null; title: string; at: string },
): Promise<void> {
  const { url, canonical: canonicalUrl, platform, title, at } = reply
  const row = { key: `url:${canonicalUrl}`, caseNumber, url, canonicalUrl, platform, title }
  await tx
    .insert(posts)
    .values({ ...row, publishedAt: at, discoveredAt: at })
    .onConflictDoNothing({ target: posts.key })
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

/** The ids of the sightings, in order; `attach`: their posts become the case's. Sent when it returns, though not answered. */
export async function addSightings(tx: Db, rows: NewSighting[], { attach = false } = {}): Promise<number[]> {
  const attaching = attach ? rows.map(({ postId: id, caseNumber }) => attachPost(tx, { id, caseNumber })) : []
  const added = await together(...attaching, insertSightings(tx, rows)).execute()
  return added.map(({ id }) => id)
}

const SIGHTING = ['postId', 'caseNumber', 'channel', 'room', 'messageId', 'person', 'at', 'metrics'] as const
const insertSightings = composedInsert<typeof sightings, (typeof SIGHTING)[number], { id: number }>(
  sightings,
  SIGHTING,
  (insert) => insert.returning({ id: sightings.id }),
)

/** A sighting of the case's by the message that it came in; undefined where there is none. */
export async function sightingOfMessage(tx: Db, caseNumber: number, channel: string, messageId: string) {
  const [row] = await tx
    .select({ person: sightings.person, at: sightings.at })
    .from(sightings)
    .where(
      and(eq(sightings.caseNumber, caseNumber), eq(sightings.channel, channel), eq(sightings.messageId, messageId)),
    )
  return row
}

/** The sightings that stand, in order. */
export async function readSighted(tx: Db, caseNumber: number): Promise<Sighted[]> {
  const rows = await tx
    .select({
      id: sightings.id,
      post: posts.key,
      channel: sightings.channel,
      messageId: sightings.messageId,
      person: sightings.person,
      at: sightings.at,
    })
    .from(sightings)
    .innerJoin(posts, eq(posts.id, sightings.postId))
    .where(and(eq(sightings.caseNumber, caseNumber), isNull(sightings.undoneAt)))
    .orderBy(asc(sightings.id))
  return rows.map(({ channel, messageId, ...row }) => ({
    ...row,
    message: messageId === null ? `${row.person}@${row.at}` : `${channel}:${messageId}`,
  }))
}

export async function undoSightings(tx: Db, ids: number[], at: string): Promise<void> {
  if (ids.length > 0) await tx.update(sightings).set({ undoneAt: at }).where(inArray(sightings.id, ids))
}

/** Whether these posts were counted for what this person said there at this very instant, under another message's id. */
export async function isCountedAlready(
  tx: Db,
  {
    channel,
    room,
    messageId,
    person,
    at,
    posts: ids,
  }: { channel: string; room: string; messageId: string; person: string; at: string; posts: number[] },
): Promise<boolean> {
  const found = await tx
    .selectDistinct({ post: sightings.postId })
    .from(sightings)
    .innerJoin(posts, and(eq(posts.id, sightings.postId), eq(posts.caseNumber, sightings.caseNumber)))
    .where(
      and(
        inArray(posts.id, ids),
        eq(sightings.channel, channel),
        eq(sightings.room, room),
        eq(sightings.person, person),
        eq(sightings.at, at),
        ne(sightings.messageId, messageId),
      ),
    )
  return ids.length > 0 && found.length === ids.length
}

/** They leave their case: what is forwarded later is new. The rows stay, for what was counted. */
export async function dropPosts(tx: Db, caseNumber: number, keys: string[]): Promise<void> {
  await tx
    .update(posts)
    .set({ key: sql`'dropped:' || ${posts.id} || ':' || ${posts.key}` })
    .where(and(eq(posts.caseNumber, caseNumber), inArray(posts.key, keys)))
}

/** What is known of them is what the case knows. */
export async function correctPosts(tx: Db, corrected: CasePost[]): Promise<void> {
  for (const { key, platform, title, publishedAt } of corrected)
    await tx.update(posts).set({ platform, title, publishedAt }).where(eq(posts.key, key))
}

export const postsOf = (db: Db, caseNumber: number) => db.select().from(posts).where(eq(posts.caseNumber, caseNumber))

function certain(caseNumber: number | null, key: string): number {
  if (caseNumber === null) throw new Error(`post ${key} is committed without a case`)
  return caseNumber
}
