// What a handle promises on both engines: the same values for the same columns, and transactions that roll back.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { count, eq, sql } from 'drizzle-orm'
import { bigint, customType, integer, jsonb, numeric, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Db, openDatabase, rowsOf } from '../../src/db/engine/connect.ts'
import { FolderInUseError } from '../../src/db/engine/folder-lock.ts'
import { emptyDatabase, engine, type FreshDatabase } from '../support/database.ts'

const bytes = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' })
const samples = pgTable('samples', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  big: bigint('big', { mode: 'bigint' }),
  exact: numeric('exact'),
  at: timestamp('at', { withTimezone: true, mode: 'date' }),
  atText: timestamp('at_text', { withTimezone: true, mode: 'string' }),
  state: jsonb('state'),
  bytes: bytes('bytes'),
  tags: text('tags').array(),
  small: integer('small'),
})

let database: FreshDatabase
let db: Db

beforeEach(async () => {
  database = await emptyDatabase()
  db = database.db
  await database.plainly((session) =>
    session.script(`CREATE TABLE samples (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, big bigint, exact numeric, at timestamptz, at_text timestamptz,
      state jsonb, bytes bytea, tags text[], small integer)`),
  )
})

afterEach(() => database.dispose())

const sample = {
  big: 9007199254740993n,
  exact: '12345678901234567890.10',
  at: new Date('2026-03-01T01:02:03.456Z'),
  atText: '2026-03-01T09:02:03.456+08:00',
  state: { status: 'open', note: '网友反映「夜间施工」', parts: [1, null, { deep: true }] },
  bytes: new Uint8Array([0, 255, 128]),
  tags: ['城管', 'a,b', '"'],
  small: 7,
}

test('it is the engine of the project', () => {
  expect(database.engine).toBe(engine())
  expect(database.raw === null).toBe(engine() === 'pglite')
})

test('values come back as they went in', async () => {
  const [row] = await db.insert(samples).values(sample).returning()
  expect({ ...row, bytes: [...(row?.bytes ?? [])] }).toEqual({
    ...sample,
    id: 1,
    bytes: [0, 255, 128],
    atText: '2026-03-01 01:02:03.456+00',
  })
  const [found] = await db.select().from(samples).where(eq(samples.at, sample.at))
  expect(found?.at).toEqual(sample.at)
})

test('plain SQL gives the same values too: bigint as a number, numeric and instants as text in UTC', async () => {
  await db.insert(samples).values(sample)
  const rows = rowsOf(await db.execute(sql`SELECT id, exact, at, state, count(*) OVER () AS n FROM samples`))
  expect(rows).toEqual([{ id: 1, exact: sample.exact, at: '2026-03-01 01:02:03.456+00', state: sample.state, n: 1 }])
  expect(await db.select({ n: count() }).from(samples)).toEqual([{ n: 1 }])
})

test('a transaction that throws leaves nothing, and an inner one takes back only its own', async () => {
  await expect(
    db.transaction(async (tx) => {
      await tx.insert(samples).values({ small: 1 })
      throw new Error('stop')
    }),
  ).rejects.toThrow('stop')
  await db.transaction(async (tx) => {
    await tx.insert(samples).values({ small: 2 })
    const inner = tx.transaction(async (innermost) => {
      await innermost.insert(samples).values({ small: 3 })
      throw new Error('stop')
    })
    await expect(inner).rejects.toThrow('stop')
  })
  expect(await db.select({ small: samples.small }).from(samples)).toEqual([{ small: 2 }])
})

test('an error of the database carries its code as the cause', async () => {
  await db.execute(sql`CREATE UNIQUE INDEX one_small ON samples (small)`)
  await db.insert(samples).values({ small: 1 })
  await expect(db.insert(samples).values({ small: 1 })).rejects.toMatchObject({ cause: { code: '23505' } })
})

test('plain transactions roll back', async () => {
  const failing = database.plainly(async (session) => {
    await session.query('INSERT INTO samples (small) VALUES ($1)', [1])
    throw new Error('stop')
  })
  await expect(failing).rejects.toThrow('stop')
  expect(await db.$count(samples)).toBe(0)
})

if (engine() === 'postgres') {
  test('a server that does not answer is an error, not a wait', async () => {
    const opening = openDatabase({ url: 'postgres://nobody@127.0.0.1:1/nothing', folder: '' })
    await expect(opening).rejects.toThrow(/ECONNREFUSED/)
  })
} else {
  test('the embedded database keeps its data in the folder, which is free again once it is closed', async () => {
    const folder = join(await mkdtemp(join(tmpdir(), 'zhiban-folder-')), 'made')
    const first = await openDatabase({ folder })
    await first.plainly((session) => session.script('CREATE TABLE kept (id integer); INSERT INTO kept VALUES (7);'))
    await expect(openDatabase({ folder })).rejects.toThrow(FolderInUseError)
    await first.close()
    const second = await openDatabase({ folder })
    expect(rowsOf(await second.db.execute(sql`SELECT id FROM kept`))).toEqual([{ id: 7 }])
    await second.close()
    await rm(dirname(folder), { recursive: true })
  })
}
