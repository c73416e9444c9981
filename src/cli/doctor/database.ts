// doctor, the database: its version, encoding, clock and migrations, and the disk beneath the embedded one.
import { statfs } from 'node:fs/promises'
import type { Database } from '../../db/engine/connect.ts'
import { MigrationError, pendingMigrations } from '../../db/engine/migrate.ts'
import { realNow } from '../open.ts'
import { type Check, ok, problem, warning } from './check.ts'

/** The database's clock and ours may differ by so much before leases and deadlines suffer. */
const SKEW_MS = 5_000
const MEGABYTE = 1_048_576
const SCARCE_BYTES = 1_024 * MEGABYTE
const FULL_BYTES = 100 * MEGABYTE

/** `migrated`: whether the tables of this version are there to be looked into. */
export async function databaseChecks(
  database: Database,
  folder: string,
): Promise<{ checks: Check[]; migrated: boolean }> {
  const { server, extensions } = await serverOf(database)
  const migrations = await migrationCheck(database)
  const checks = [
    ok(`database (${database.engine})`, `PostgreSQL ${server.version}`),
    ...encodingChecks(server),
    ok('extensions', `none is needed (installed: ${extensions.join(', ') || 'none'})`),
    clockCheck(server.now),
    migrations,
    ...(database.engine === 'pglite' ? [await diskCheck(folder)] : []),
  ]
  return { checks, migrated: migrations.level === 'ok' }
}

/** Also where the database itself cannot be opened because the service has it. */
export async function diskCheck(folder: string): Promise<Check> {
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  const what = 'disk space of the data folder'
  const says = `${Math.round(free / MEGABYTE)} MB are free in ${folder}`
  if (free < FULL_BYTES) return problem(what, `${says}: make room, or nothing can be stored soon`)
  return free < SCARCE_BYTES ? warning(what, `${says}: make room`) : ok(what, says)
}

interface Server {
  version: string
  encoding: string
  ctype: string
  now: string
}

const serverOf = (database: Database): Promise<{ server: Server; extensions: string[] }> =>
  database.plainly(async (session) => {
    const [row] = await session.query(`
      SELECT current_setting('server_version') AS version, pg_encoding_to_char(encoding) AS encoding, datctype AS ctype,
             to_char(clock_timestamp() AT TIME ZONE 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS now
      FROM pg_database WHERE datname = current_database()`)
    const extensions = await session.query('SELECT extname AS name FROM pg_extension ORDER BY extname')
    return { server: row as unknown as Server, extensions: extensions.map(({ name }) => String(name)) }
  })

function encodingChecks({ encoding, ctype }: Server): Check[] {
  if (encoding !== 'UTF8')
    return [problem('encoding', `${encoding}: make a new database with UTF8, and restore a backup into it`)]
  if (ctype !== 'C' && ctype !== 'POSIX') return [ok('encoding', `UTF8, lc_ctype ${ctype}`)]
  return [
    warning(
      'encoding',
      `UTF8, lc_ctype ${ctype}: a search tells É from é, as it does with all letters beyond A to Z; Chinese is not affected. ` +
        "To mend it, restore a backup into CREATE DATABASE … TEMPLATE template0 LC_CTYPE 'C.UTF-8'",
    ),
  ]
}

function clockCheck(now: string): Check {
  const skew = Math.abs(Date.parse(now) - Date.parse(realNow()))
  return skew > SKEW_MS
    ? problem('clock', `this machine and the database differ by ${Math.round(skew / 1_000)} s: set their clocks by NTP`)
    : ok('clock', `this machine and the database agree within ${(Math.max(skew, 100) / 1_000).toFixed(1)} s`)
}

async function migrationCheck(database: Database): Promise<Check> {
  try {
    const pending = await pendingMigrations(database)
    if (pending.length === 0) return ok('migrations')
    return warning(
      'migrations',
      `${pending.join(', ')} to be applied: the next start does it, or zhiban migrate; then ask doctor again`,
    )
  } catch (error) {
    if (error instanceof MigrationError) return problem('migrations', error.message)
    throw error
  }
}
