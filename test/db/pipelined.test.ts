// Transactions whose BEGIN and COMMIT do not wait for answers of their own are whole or nothing, as any other.
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type Db, rowsOf } from '../../src/db/engine/connect.ts'
import { commitBehind, composed, composedInsert, send, together } from '../../src/db/engine/prepared-statements.ts'
import { pacing, policies } from '../../src/db/schema/schema.ts'
import { engine, type FreshDatabase, freshDatabase } from '../support/database.ts'

const AT = '2026-10-09T04:00:00.000Z'
const insert = composedInsert<typeof pacing, 'scope' | 'tokens' | 'at', { scope: string }>(
  pacing,
  ['scope', 'tokens', 'at'],
  (rows) => rows.returning({ scope: pacing.scope }),
)
const insertPolicy = composedInsert(policies, ['name', 'sha256', 'source', 'body', 'publishedAt'])
const spend = composed((db) =>
  db
    .update(pacing)
    .set({ tokens: sql`${pacing.tokens} - ${sql.placeholder('tokens')}` })
    .where(sql`${pacing.scope} = ${sql.placeholder('scope')}`),
)
const row = (scope: string) => ({ scope, tokens: 1, at: AT })
const policy = (name: string) => ({ name, sha256: '', source: '', body: {}, publishedAt: AT })

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
beforeEach(() => database.db.delete(pacing))
afterAll(() => database.dispose())

const kept = async () => (await database.db.select().from(pacing).orderBy(pacing.scope)).map(({ scope }) => scope)

it('statements that are joined do what each does, and answer with the rows of the last', async () => {
  await database.db.insert(pacing).values(row('a'))
  const joint = (tx: Db, name: string) =>
    together(spend(tx, { scope: 'a', tokens: 5 }), insertPolicy(tx, [policy(name)]), insert(tx, [row(name), row('z')]))
  const answered = await database.db.transaction((tx) => joint(tx, 'b').execute())
  expect(answered).toEqual([{ scope: 'b' }, { scope: 'z' }])
  expect(await database.db.select({ tokens: pacing.tokens }).from(pacing).orderBy(pacing.scope)).toEqual([
    { tokens: -4 },
    { tokens: 1 },
    { tokens: 1 },
  ])
  expect(await database.db.$count(policies, sql`${policies.name} = 'b'`)).toBe(1)
  // One that fails takes all with it.
  await expect(database.db.transaction((tx) => joint(tx, 'c').execute())).rejects.toThrow()
  expect(await database.db.$count(policies, sql`${policies.name} = 'c'`)).toBe(0)
})

it('a commit that is sent behind the last statements keeps them', async () => {
  const answered = await database.db.transaction(async (tx) => {
    const written = send(insert(tx, [row('a')]), insert(tx, [row('b')]))
    commitBehind(tx)
    return written
  })
  expect(answered).toEqual([[{ scope: 'a' }], [{ scope: 'b' }]])
  expect(await kept()).toEqual(['a', 'b'])
})

it('a commit behind a statement that fails keeps nothing, and tells what failed', async () => {
  const failing = database.db.transaction(async (tx) => {
    const written = send(insert(tx, [row('a')]), insert(tx, [row('a')]), insert(tx, [row('b')]))
    commitBehind(tx)
    await written
  })
  const error = await failing.catch((thrown: unknown) => thrown as { code?: string; cause?: { code?: string } })
  expect(error).toSatisfy(({ code, cause }) => (code ?? cause?.code) === '23505')
  expect(await kept()).toEqual([])
})

it('many at once, of which every other fails, keep to themselves', async () => {
  const all = Array.from({ length: 60 }, (_, index) =>
    database.db.transaction(async (tx) => {
      const written = insert(tx, [row(`${index}`.padStart(2, '0'))]).execute()
      if (index % 4 === 0) commitBehind(tx)
      await written
      if (index % 2 === 1) throw new Error('stop')
    }),
  )
  const settled = await Promise.allSettled(all)
  expect(settled.filter(({ status }) => status === 'rejected')).toHaveLength(30)
  expect(await kept()).toEqual(Array.from({ length: 30 }, (_, index) => `${2 * index}`.padStart(2, '0')))
})

if (engine() === 'postgres') {
  it('what is sent after the end is refused: the connection may be another’s by then', async () => {
    const ended: Db[] = []
    await database.db.transaction(async (tx) => {
      ended.push(tx)
      const written = insert(tx, [row('a')]).execute()
      commitBehind(tx)
      await written
    })
    const failing = database.db.transaction(async (tx) => {
      ended.push(tx)
      throw new Error('stop')
    })
    await expect(failing).rejects.toThrow('stop')
    const late = ended.map((tx) =>
      insert(tx, [row('late')])
        .execute()
        .catch((error: unknown) => String(error)),
    )
    for (const answer of await Promise.all(late)) expect(answer).toContain('The transaction is over')
    expect(await kept()).toEqual(['a'])
  })

  it('a connection that is lost in between keeps nothing, and the pool serves on', async () => {
    const lost = database.db.transaction(async (tx) => {
      const [me] = rowsOf<{ pid: number }>(await tx.execute(sql`select pg_backend_pid() as pid`))
      await insert(tx, [row('a')]).execute()
      await database.db.execute(sql`select pg_terminate_backend(${me?.pid ?? 0}::int)`)
      const written = insert(tx, [row('b')]).execute()
      commitBehind(tx)
      await written
    })
    await expect(lost).rejects.toThrow()
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        database.db.transaction((tx) => insert(tx, [row(`c${index}`)]).execute()),
      ),
    )
    expect((await kept()).filter((scope) => !scope.startsWith('c'))).toEqual([])
    expect(await kept()).toHaveLength(20)
  })
}
