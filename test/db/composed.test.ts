// Composed statements do what drizzle's own do, and what is sent together runs in the order in which it was sent.
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { winPosts } from '../../src/db/cases/posts.ts'
import { rowsOf } from '../../src/db/engine/connect.ts'
import { composed, composedInsert, send } from '../../src/db/engine/prepared-statements.ts'
import { events, institution, orgVersions, pacing, policies } from '../../src/db/schema/schema.ts'
import type { CasePost } from '../../src/domain/case/case.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'

const AT = '2026-10-09T04:00:00.000Z'
let database: FreshDatabase

beforeAll(async () => {
  database = await freshDatabase()
  const { db } = database
  await db.insert(policies).values({ name: 'test', sha256: '', source: '', body: {}, publishedAt: AT })
  await db.insert(orgVersions).values({ body: {}, importedAt: AT })
  await db.insert(institution).values({ realAnchor: AT, domainAnchor: AT, policyId: 1, orgVersion: 1 })
})
afterAll(() => database.dispose())

describe('composed statements', () => {
  const insert = composedInsert(events, [
    'caseNumber', 'seq', 'type', 'v', 'at', 'actor', 'data', 'private', 'hash',
  ]) // biome-ignore format: one line reads better
  const event = (seq: number, secrets: object | null) => ({
    caseNumber: 1,
    seq,
    type: 'noted',
    v: 1,
    at: AT,
    actor: 'li',
    data: { text: "it's", list: [1, null] },
    private: secrets,
    hash: 'h',
  })

  it('write values as the columns want them, and null as null', async () => {
    await insert(database.db, [event(1, null), event(2, { salt: 'a' })]).execute()
    const rows = await database.db.select().from(events).orderBy(events.seq)
    expect(rows).toMatchObject([event(1, null), event(2, { salt: 'a' })])
    const absent = await database.db.execute(sql`select count(*)::int as count from events where private is null`)
    expect(rowsOf(absent)).toEqual([{ count: 1 }])
  })

  it('say which value is missing', () => {
    const select = composed((db) =>
      db
        .select()
        .from(events)
        .where(sql`${events.seq} = ${sql.placeholder('seq')}`),
    )
    expect(() => select(database.db, {})).toThrow('nothing is given for seq')
  })

  it('run in the order in which they were sent, beside whatever drizzle composes itself', async () => {
    const step = composed<{ n: number }>((db) =>
      db.select({ n: sql`nextval('case_numbers')::int`.as('n') }).from(policies),
    )
    const order = await database.db.transaction(async (tx) => {
      const [own, first] = await Promise.all([
        send(
          tx.insert(pacing).values({ scope: 'a', tokens: sql`nextval('case_numbers')`, at: AT }),
          tx.insert(pacing).values({ scope: 'b', tokens: sql`nextval('case_numbers')`, at: AT }).returning(),
          tx
            .update(pacing)
            .set({ tokens: sql`${pacing.tokens} + 1000` })
            .where(sql`${pacing.scope} = 'a'`),
        ),
        send(step(tx), step(tx)),
      ])
      const kept = await tx.select({ tokens: pacing.tokens }).from(pacing).orderBy(pacing.scope)
      return [kept[0]?.tokens, own[1][0]?.tokens, ...first.map(([row]) => row?.n)]
    })
    expect(order).toEqual([1001, 2, 3, 4])
  })
})

describe('posts that are won', () => {
  const post = (path: string): CasePost => ({
    key: `url:${path}`,
    url: path,
    canonicalUrl: path,
    platform: null,
    title: '积水',
    publishedAt: null,
    discoveredAt: AT,
  })

  it('draw one number, however many are new, and none where all are known', async () => {
    const first = await database.db.transaction((tx) => winPosts(tx, [post('a'), post('b')], { opens: true }))
    expect(first.fresh).toHaveLength(2)
    expect(first.opening).toMatchObject({ policyId: 1, orgVersion: 1 })
    await database.db.execute(sql`update posts set case_number = null`)
    const again = await database.db
      .transaction((tx) => winPosts(tx, [post('a')], { opens: true }))
      .catch((error: unknown) => String(error))
    expect(again).toContain('committed without a case')
    const next = await database.db.transaction((tx) => winPosts(tx, [post('c')], { opens: true }))
    expect(next.opening?.number).toBe((first.opening?.number ?? 0) + 1)
  })
})
