// doctor, the database: its version, encoding, clock and migrations, and the disk beneath the embedded one.
import { statfs } from 'node:fs/promises'
import type { Database } from '../../db/engine/connect.ts'
import { MigrationError, pendingMigrations } from '../../db/engine/migrate.ts'
import type { CommandLine } from '../../wording/cli.ts'
import { migrationText } from '../failure.ts'
import { realNow } from '../terminal.ts'
import { type Check, ok, problem, warning } from './check.ts'

type Words = CommandLine['doctor']

/** The database's clock and ours may differ by so much before leases and deadlines suffer. */
const SKEW_MS = 5_000
const MEGABYTE = 1_048_576
const SCARCE_BYTES = 1_024 * MEGABYTE
const FULL_BYTES = 100 * MEGABYTE

/** `migrated`: whether the tables of this version are there to be looked into. */
export async function databaseChecks(
  database: Database,
  folder: string,
  words: CommandLine,
): Promise<{ checks: Check[]; migrated: boolean }> {
  const { server, extensions } = await serverOf(database)
  const { doctor } = words
  const migrations = await migrationCheck(database, words)
  const { what, database: says } = doctor
  const checks = [
    ok(what.database(database.engine), says.postgres(server.version)),
    ...encodingChecks(server, doctor),
    ok(what.extensions, says.noExtension(extensions)),
    clockCheck(server.now, doctor),
    migrations,
    ...(database.engine === 'pglite' ? [await diskCheck(folder, doctor)] : []),
  ]
  return { checks, migrated: migrations.level === 'ok' }
}

/** Also where the database itself cannot be opened because the service has it. */
export async function diskCheck(folder: string, { what, database: says }: Words): Promise<Check> {
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  const left = says.free(Math.round(free / MEGABYTE), folder)
  if (free < FULL_BYTES) return problem(what.disk, says.nearlyFull(left))
  return free < SCARCE_BYTES ? warning(what.disk, says.makeRoom(left)) : ok(what.disk, left)
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

function encodingChecks({ encoding, ctype }: Server, { what, database: says }: Words): Check[] {
  if (encoding !== 'UTF8') return [problem(what.encoding, says.badEncoding(encoding))]
  if (ctype !== 'C' && ctype !== 'POSIX') return [ok(what.encoding, says.encoding(ctype))]
  return [warning(what.encoding, says.plainCtype(ctype))]
}

function clockCheck(now: string, { what, database: says }: Words): Check {
  const skew = Math.abs(Date.parse(now) - Date.parse(realNow()))
  return skew > SKEW_MS
    ? problem(what.clock, says.skewed(Math.round(skew / 1_000)))
    : ok(what.clock, says.agreed((Math.max(skew, 100) / 1_000).toFixed(1)))
}

async function migrationCheck(database: Database, words: CommandLine): Promise<Check> {
  const { what, database: says } = words.doctor
  try {
    const pending = await pendingMigrations(database)
    return pending.length === 0 ? ok(what.migrations) : warning(what.migrations, says.pending(pending))
  } catch (error) {
    if (error instanceof MigrationError) return problem(what.migrations, migrationText(error.fault, words))
    throw error
  }
}
