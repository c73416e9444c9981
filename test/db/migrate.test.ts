// Migrations on both engines: applied once, in order, by one of several instances, and refused when they do not fit.
import { copyFile, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../src/db/engine/connect.ts'
import { MigrationError, migrate, migrationsFolder, pendingMigrations } from '../../src/db/engine/migrate.ts'
import { emptyDatabase, engine, type FreshDatabase, freshDatabase } from '../support/database.ts'

let database: FreshDatabase
let folder: string

beforeEach(async () => {
  database = await emptyDatabase()
  folder = await mkdtemp(join(tmpdir(), 'zhiban-migrations-'))
  await file(
    '0001_first.sql',
    "CREATE TABLE first (id integer);\n-- two statements; one with a ; inside\nCREATE TABLE second (note text DEFAULT ';');\n",
  )
})

afterEach(async () => {
  await database.dispose()
  await rm(folder, { recursive: true })
})

describe('applying', () => {
  test('runs every statement of every new file once, in order', async () => {
    await file('0002_more.sql', 'ALTER TABLE second ADD COLUMN more text;')
    expect(await pendingMigrations(database, folder)).toEqual(['0001_first.sql', '0002_more.sql'])
    expect(await migrate(database, folder)).toEqual(['0001_first.sql', '0002_more.sql'])
    expect(await migrate(database, folder)).toEqual([])
    expect(await pendingMigrations(database, folder)).toEqual([])
    expect(await tables(database)).toEqual(['first', 'second', 'zhiban_migrations'])
  })

  test('applies nothing at all when one file fails', async () => {
    await file('0002_wrong.sql', 'CREATE TABLE third (id integer); SELECT * FROM nowhere;')
    await expect(migrate(database, folder)).rejects.toThrow(/0002_wrong\.sql failed.*nowhere/)
    expect(await tables(database)).toEqual([])
  })

  test('applies the migrations of the product to a database that is in use', async () => {
    const first = '0001_spine.sql'
    await copyFile(join(migrationsFolder, first), join(folder, first))
    await rm(join(folder, '0001_first.sql'))
    await migrate(database, folder)
    await database.plainly((session) => session.script(IN_USE))
    const all = (await readdir(migrationsFolder)).filter((name) => name.endsWith('.sql') && name !== first)
    expect(await migrate(database)).toEqual(all.sort())
    const [found] = await database.plainly((session) =>
      session.query("SELECT also, grams @> '{积水,东街,〔2,/a}' AS holds FROM case_titles WHERE case_number = 1"),
    )
    expect(found?.also).toBe('城东街道\n〔2026〕15号\nnews.example/a\nnews.example/a?x=1')
    expect(found?.holds).toBe(true)
  })

  test('applies the migrations of the product', async () => {
    const fresh = await freshDatabase()
    expect(await pendingMigrations(fresh)).toEqual([])
    await fresh.dispose()
  })
})

// On the embedded engine there is only ever one instance.
if (engine() === 'postgres') {
  test('lets several instances start at once: one migrates, the others wait', async () => {
    await file('0002_slow.sql', 'SELECT pg_sleep(0.2); CREATE TABLE slow (id integer);')
    const url = database.databaseUrl as string
    const others = await Promise.all([1, 2, 3].map(() => openDatabase({ url, folder: '' })))
    const done = await Promise.all([database, ...others].map((each) => migrate(each, folder)))
    expect(done.map((names) => names.length).sort()).toEqual([0, 0, 0, 2])
    await Promise.all(others.map((each) => each.close()))
  })
}

describe('refusing', () => {
  beforeEach(() => migrate(database, folder))

  test('a file that changed after it was applied', async () => {
    await file('0001_first.sql', 'CREATE TABLE first (id bigint);')
    await expect(migrate(database, folder)).rejects.toThrow(MigrationError)
    await expect(migrate(database, folder)).rejects.toThrow(/0001_first\.sql changed after it was applied/)
    await expect(pendingMigrations(database, folder)).rejects.toThrow(MigrationError)
  })

  test('a database that a newer version has migrated', async () => {
    await file('0002_newer.sql', 'CREATE TABLE newer (id integer);')
    await migrate(database, folder)
    await rm(join(folder, '0002_newer.sql'))
    await expect(migrate(database, folder)).rejects.toThrow(/newer version \(it has 0002_newer\.sql\)/)
  })

  test('a file whose number has been passed already', async () => {
    await file('0003_third.sql', 'CREATE TABLE third (id integer);')
    await migrate(database, folder)
    await file('0002_late.sql', 'CREATE TABLE late (id integer);')
    await expect(migrate(database, folder)).rejects.toThrow(/0002_late\.sql comes after 0003_third\.sql/)
  })

  test('two files with one number, and a file with another kind of name', async () => {
    await file('0001_twin.sql', 'SELECT 1;')
    await expect(migrate(database, folder)).rejects.toThrow(/same number/)
    await rm(join(folder, '0001_twin.sql'))
    await file('second.sql', 'SELECT 1;')
    await expect(migrate(database, folder)).rejects.toThrow(/NNNN_some_name\.sql/)
  })

  test('not a checkout with other line ends', async () => {
    await file('0002_lines.sql', 'CREATE TABLE a (id integer);\nCREATE TABLE b (id integer);\n')
    await migrate(database, folder)
    await file('0002_lines.sql', 'CREATE TABLE a (id integer);\r\nCREATE TABLE b (id integer);\r\n')
    expect(await migrate(database, folder)).toEqual([])
  })
})

// A case with what hangs on it, as the first version kept it.
const IN_USE = `
  INSERT INTO policies (name, sha256, source, body, published_at) VALUES ('p', 'x', '', '{}', now());
  INSERT INTO cases (number, status, level, policy_id, opened_at, version, head, state)
    SELECT n, 'reviewing', 4, 1, now(), 1, 'x', '{"title": "积水", "turn": "head", "place": "城东街道",
      "order": {"number": "〔2026〕15号"}, "posts": [{"url": "HTTPS://news.example/a?x=1", "canonicalUrl": "https://news.example/a"}, {"url": null}]}' FROM generate_series(1, 3) AS n;
  INSERT INTO clocks (id, case_number, kind, status, due_at, generation)
    SELECT n || '-reply-1', n, 'reply', 'running', now(), 1 FROM generate_series(1, 3) AS n;
  INSERT INTO inbox (channel, key, lane, state, try_at, received_at) VALUES ('room', 'a', 'a', 'parked', now(), now());`

const file = (name: string, text: string) => writeFile(join(folder, name), text)

const tables = (of: Database) =>
  of.plainly(async (session) => {
    const rows = await session.query(`SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename`)
    return rows.map((row) => row.tablename)
  })
