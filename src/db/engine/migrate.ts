// Brings a database to the schema of this version: plain SQL files, forward only, each applied once.
import type { Database, PlainSession } from './connect.ts'
import { type Migration, MigrationError, migrationsFolder, readMigrations } from './migration-files.ts'

export { MigrationError, migrationsFolder }

/**
 * Applies what is missing, all of it in one transaction, and returns the names. Instances that start at once take
 * turns: one migrates, the others wait and find nothing to do. Throws a MigrationError when an applied file has
 * changed since, or when a newer version of the product has migrated this database.
 */
export async function migrate(database: Database, folder = migrationsFolder): Promise<string[]> {
  const files = await readMigrations(folder)
  return database.plainly(async (session) => {
    await session.query(`SELECT pg_advisory_xact_lock(hashtext('zhiban_migrations'))`)
    // A table whose rows were changed cannot be altered or indexed while deferred constraints wait for the commit.
    await session.query('SET CONSTRAINTS ALL IMMEDIATE')
    await session.script(`
      CREATE TABLE IF NOT EXISTS zhiban_migrations (
        name text PRIMARY KEY,
        sha256 text NOT NULL,
        applied_at timestamptz NOT NULL DEFAULT now()
      )`)
    const pending = pendingOf(files, await appliedIn(session))
    for (const file of pending) await apply(session, file)
    return pending.map(({ name }) => name)
  })
}

/** The names that `migrate` would apply now; throws what `migrate` would throw. Writes nothing. */
export async function pendingMigrations(database: Database, folder = migrationsFolder): Promise<string[]> {
  const files = await readMigrations(folder)
  const applied = await database.plainly(async (session) => {
    const [table] = await session.query(`SELECT to_regclass('zhiban_migrations') IS NOT NULL AS made`)
    return table?.made === true ? appliedIn(session) : new Map<string, string>()
  })
  return pendingOf(files, applied).map(({ name }) => name)
}

async function appliedIn(session: PlainSession): Promise<Map<string, string>> {
  const rows = await session.query('SELECT name, sha256 FROM zhiban_migrations')
  return new Map(rows.map((row) => [String(row.name), String(row.sha256)]))
}

function pendingOf(files: Migration[], applied: Map<string, string>): Migration[] {
  const known = new Set(files.map(({ name }) => name))
  const unknown = [...applied.keys()].filter((name) => !known.has(name)).sort()
  if (unknown.length > 0) {
    throw new MigrationError(
      { reason: 'newer', names: unknown },
      `This database was migrated by a newer version (it has ${unknown.join(', ')}). Run that version or a later one.`,
    )
  }
  const changed = files.filter(({ name, sha256 }) => (applied.get(name) ?? sha256) !== sha256)
  if (changed.length > 0) {
    const names = changed.map(({ name }) => name)
    throw new MigrationError(
      { reason: 'changed', names },
      `${names.join(', ')} changed after it was applied to this database. Restore the file and put the change into a new migration.`,
    )
  }
  const pending = files.filter(({ name }) => !applied.has(name))
  const latest = [...applied.keys()].sort().at(-1) ?? ''
  const late = pending.find(({ name }) => name < latest)
  if (late)
    throw new MigrationError(
      { reason: 'late', names: [late.name], latest },
      `${late.name} comes after ${latest} was applied. Give it the next free number.`,
    )
  return pending
}

async function apply(session: PlainSession, { name, text, sha256 }: Migration): Promise<void> {
  try {
    await session.script(text)
  } catch (error) {
    const why = (error as Error).message
    const says = `${name} failed, so nothing was applied: ${why}`
    throw new MigrationError({ reason: 'failed', names: [name], why }, says, { cause: error })
  }
  await session.query('INSERT INTO zhiban_migrations (name, sha256) VALUES ($1, $2)', [name, sha256])
}
