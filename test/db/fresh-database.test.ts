// What other tests rely on: each gets an empty, migrated database, and cannot reach into the next one's.
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { openDatabase, rowsOf } from '../../src/db/engine/connect.ts'
import { pendingMigrations } from '../../src/db/engine/migrate.ts'
import { orgVersions } from '../../src/db/schema/schema.ts'
import { freshDatabase, freshPlace } from '../support/database.ts'

const version = { body: {}, importedAt: '2026-03-01T00:00:00.000Z' }

test('a fresh database is migrated, empty, and counts from one', async () => {
  for (let round = 0; round < 3; round++) {
    const database = await freshDatabase()
    expect(await pendingMigrations(database)).toEqual([])
    expect(await database.db.$count(orgVersions)).toBe(0)
    const [row] = await database.db.insert(orgVersions).values(version).returning()
    expect(row).toEqual({ ...version, version: 1 })
    await database.dispose()
  }
})

test('what a test does to tables is gone with it', async () => {
  const first = await freshDatabase()
  await first.db.execute(sql`CREATE TABLE leftover (id integer)`)
  await first.dispose()
  const second = await freshDatabase()
  expect(rowsOf(await second.db.execute(sql`SELECT to_regclass('leftover') AS leftover`))).toEqual([{ leftover: null }])
  await second.dispose()
})

test('a database that was disposed of does nothing any more', async () => {
  const first = await freshDatabase()
  await first.dispose()
  const second = await freshDatabase()
  await expect(first.db.insert(orgVersions).values(version)).rejects.toThrow()
  expect(await second.db.$count(orgVersions)).toBe(0)
  await second.dispose()
})

test('a fresh place can be opened, closed and opened again', async () => {
  const { place, dispose } = await freshPlace()
  for (let round = 0; round < 2; round++) {
    const database = await openDatabase(place)
    expect(await pendingMigrations(database)).toEqual([])
    expect(await database.db.$count(orgVersions)).toBe(round)
    await database.db.insert(orgVersions).values(version)
    await database.close()
  }
  await dispose()
})
