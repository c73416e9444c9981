// The rows of a database that cases are made of, as plain JSON: taken out, and put into another database.
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database, PlainSession } from '../../../src/db/engine/connect.ts'
import { migrate, migrationsFolder } from '../../../src/db/engine/migrate.ts'

/** In the order in which they may refer to each other. */
export const TABLES = [
  'policies', 'org_versions', 'institution', 'cases', 'case_titles', 'events', 'clocks', 'posts', 'sightings',
  'checkpoints', 'checkpoint_heads',
] as const // biome-ignore format: one line reads better
export type Table = (typeof TABLES)[number]

/** A row by the names of its columns; instants are text in UTC. */
export type Row = Record<string, unknown>
export type Rows = Record<Table, Row[]>

const ORDER: Record<Table, string> = {
  policies: 'id',
  org_versions: 'version',
  institution: 'id',
  cases: 'number',
  case_titles: 'case_number',
  events: 'case_number, seq',
  clocks: 'case_number, id',
  posts: 'id',
  sightings: 'id',
  checkpoints: 'id',
  checkpoint_heads: 'checkpoint_id, case_number',
}

export const takeRows = (database: Database): Promise<Rows> =>
  database.plainly(async (session) => {
    await session.query(`SET LOCAL TIME ZONE 'UTC'`)
    const taken: Partial<Rows> = {}
    for (const table of TABLES) {
      const rows = await session.query(`SELECT to_jsonb(t)::text AS row FROM ${table} AS t ORDER BY ${ORDER[table]}`)
      taken[table] = rows.map(({ row }) => JSON.parse(String(row)) as Row)
    }
    return taken as Rows
  })

/** The name of the last migration that a database has. */
export async function lastMigration(database: Database): Promise<string> {
  const [row] = await database.plainly((session) => session.query('SELECT max(name) AS name FROM zhiban_migrations'))
  return String(row?.name)
}

/**
 * Into a database that has no table yet: migrated as far as the rows were taken from, filled, then migrated to this
 * version, as an upgrade would.
 */
export async function putRows(database: Database, rows: Rows, migration: string): Promise<void> {
  await migrateTo(database, migration)
  await database.plainly(async (session) => {
    for (const table of TABLES) await insert(session, table, rows[table])
    const last = Math.max(0, ...rows.cases.map(({ number }) => Number(number)))
    await session.query(`SELECT setval('case_numbers', ${last + 1}, false)`)
    for (const table of ['policies', 'posts', 'sightings', 'checkpoints']) await renumber(session, table, 'id')
    await renumber(session, 'org_versions', 'version')
  })
  await migrate(database)
}

async function migrateTo(database: Database, migration: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'zhiban-histories-'))
  try {
    for (const name of (await readdir(migrationsFolder)).filter((each) => each <= migration))
      await cp(join(migrationsFolder, name), join(folder, name))
    await migrate(database, folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const ROWS_AT_ONCE = 500

async function insert(session: PlainSession, table: Table, rows: Row[]): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const some = rows.slice(from, from + ROWS_AT_ONCE)
    const columns = Object.keys(some[0] ?? {}).join(', ')
    await session.query(
      `INSERT INTO ${table} (${columns}) OVERRIDING SYSTEM VALUE
       SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, $1::text::jsonb)`,
      [JSON.stringify(some)],
    )
  }
}

const renumber = (session: PlainSession, table: string, column: string) =>
  session.query(
    `SELECT setval(pg_get_serial_sequence('${table}', '${column}'), coalesce(max(${column}), 0) + 1, false) FROM ${table}`,
  )
