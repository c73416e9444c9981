// One database handle over two engines: PostgreSQL where there is a URL, otherwise PGlite in a folder of its own.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { PGlite } from '@electric-sql/pglite'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite'
import { drizzle as drizzlePostgres } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { holdFolder } from './folder-lock.ts'
import { templateFile, unpackTemplate } from './template.ts'
import { tellOfWrites } from './writes.ts'

/**
 * What queries are written against. A transaction is one too; inside a transaction use nothing else. (drizzle is not told
 * of the tables: it would make an object for each of them in each transaction, for a way of asking that is not used.)
 */
export type Db = PgDatabase<PgQueryResultHKT>

/** One connection inside one transaction that speaks plain SQL: for migrations and for looking at the database itself. */
export interface PlainSession {
  /** One statement; its rows. Parameters are `$1`, `$2`, … and text, numbers, booleans or null. */
  query(text: string, parameters?: (string | number | boolean | null)[]): Promise<Record<string, unknown>[]>
  /** Any number of statements, without parameters. */
  script(text: string): Promise<void>
}

/** An open database. Transactions are `read committed` unless they ask for more, on both engines. */
export interface Database {
  readonly db: Db
  readonly engine: 'postgres' | 'pglite'
  /**
   * A second, small client for what a pooled handle cannot do: session advisory locks (`raw.reserve()`), LISTEN.
   * Null on PGlite, where one process is alone anyhow.
   */
  readonly raw: postgres.Sql | null
  /**
   * Who listens is told after each commit that may have changed a row. Null on PostgreSQL, where others write, too, and
   * whoever wants to know must ask.
   */
  readonly onWrite: ((listener: () => void) => void) | null
  /** Runs `work` in a transaction of its own; what it throws rolls back. Never from inside a transaction of `db`. */
  plainly<T>(work: (session: PlainSession) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** A PostgreSQL on which the product does not run. */
export class ServerUnfitError extends Error {
  constructor(
    readonly lacks: { encoding: string } | { version: string; oldest: number },
    says: string,
  ) {
    super(says)
  }
}

export interface Place {
  /** `postgres://…`; without it the embedded database in `folder` is used. */
  url?: string | undefined
  folder: string
  /** Embedded only: the packed database that a fresh one begins as; null: none, the engine makes an empty one. */
  template?: string | null | undefined
  /** PostgreSQL only: connections kept for `db`; `raw` may open two more. */
  maxConnections?: number | undefined
}

/**
 * Opens the database, which may still be empty: `migrate` comes next. Rejects with a FolderInUseError when another
 * process has the folder, and with the driver's error when PostgreSQL cannot be reached within ten seconds.
 */
export async function openDatabase({ url, folder, template, maxConnections = 10 }: Place): Promise<Database> {
  return url === undefined || url === '' ? openFolder(folder, template) : openPostgres(url, maxConnections)
}

/** The Database over an embedded engine that is open already; tests keep theirs in memory. */
export async function overPglite(client: PGlite, afterClose?: () => Promise<void>): Promise<Database> {
  // The session has the time zone of the process; text must read the same everywhere.
  await client.exec(`SET TIME ZONE 'UTC'`)
  const listeners = new Set<() => void>()
  tellOfWrites(client, () => {
    for (const listener of listeners) listener()
  })
  return {
    db: drizzlePglite(client),
    engine: 'pglite',
    raw: null,
    onWrite: (listener) => void listeners.add(listener),
    plainly: (work) =>
      client.transaction((tx) =>
        work({
          query: async (text, parameters = []) => (await tx.query<Record<string, unknown>>(text, parameters)).rows,
          script: async (text) => void (await tx.exec(text)),
        }),
      ),
    close: async () => {
      if (!client.closed) await client.close()
      await afterClose?.()
    },
  }
}

/** The rows of `db.execute(…)`, which is an array on one engine and an object with `rows` on the other. */
export function rowsOf<T>(result: unknown): T[] {
  return Array.isArray(result) ? (result as T[]) : (result as { rows: T[] }).rows
}

async function openFolder(folder: string, template: string | null | undefined): Promise<Database> {
  const release = await holdFolder(folder)
  try {
    const data = join(folder, 'pglite')
    if (template !== null && !existsSync(data)) beginWith(template ?? (await templateFile()), data)
    for (const flag of COMPILE_ONCE) setFlagsFromString(flag)
    return await overPglite(await PGlite.create(data, ENGINE), release)
  } catch (error) {
    await release()
    throw error
  }
}

/**
 * The engine's own 128 MB of buffers would all be touched in time, and held for ever: what is read again soon lies in the
 * system's cache anyhow.
 */
const ENGINE = { startParams: [...PGlite.defaultStartParams, '-c', 'shared_buffers=8MB'] }

/**
 * V8 would compile the engine's functions a second time, optimized. That takes half of a start's processor time, and for a
 * moment 700 MB on Node 24: the engine has functions of a size that compilers are not made for. A flag that a newer V8 does
 * not know it names on stderr, and goes on.
 */
const COMPILE_ONCE = ['--no-wasm-dynamic-tiering', '--no-wasm-tier-up']

/** Without a template the engine makes an empty database by itself, and all migrations are applied to that. */
function beginWith(template: string, folder: string): void {
  try {
    unpackTemplate(template, folder)
  } catch (error) {
    process.emitWarning(
      `A new database takes some seconds longer to make: the prepared one cannot be used (${(error as Error).message}). ` +
        '`npm ci` prepares one.',
    )
  }
}

async function openPostgres(url: string, maxConnections: number): Promise<Database> {
  // Two clients, because drizzle changes the parsers of the one that it is given.
  const pool = postgres(url, { ...postgresOptions, max: maxConnections })
  const raw = postgres(url, { ...postgresOptions, max: 2 })
  const close = async () => {
    await Promise.all([pool.end({ timeout: 5 }), raw.end({ timeout: 5 })])
  }
  try {
    await checkServer(raw)
  } catch (error) {
    await close()
    throw error
  }
  return {
    db: drizzlePostgres(preparing(pool)),
    engine: 'postgres',
    raw,
    onWrite: null,
    plainly: <T>(work: (session: PlainSession) => Promise<T>) =>
      raw.begin((tx) =>
        work({
          query: async (text, parameters = []) => [...(await tx.unsafe(text, parameters))],
          script: async (text) => void (await tx.unsafe(text).simple()),
        }),
      ) as Promise<T>,
    close,
  }
}

/**
 * drizzle asks for no prepared statement, which costs a further round trip for every statement with parameters and stops
 * pipelining. The product's statements are few and recur: each is prepared once a connection. (A statement that is built
 * by what it is asked, such as a list's filter, has a dozen forms; connections are renewed within the hour.)
 */
function preparing<T extends postgres.Sql | postgres.TransactionSql>(sql: T): T {
  const { unsafe } = sql
  sql.unsafe = (text, parameters, options) => {
    // Without parameters the driver would take the simple protocol (which its types do not know), and nothing is prepared.
    const prepared: postgres.UnsafeQueryOptions & { simple: boolean } = { ...options, prepare: true, simple: false }
    return unsafe(text, parameters, text.length <= LONGEST_PREPARED ? prepared : options)
  }
  // `pipelined`: see patches/apply.mjs. BEGIN does not wait for an answer of its own.
  if ('begin' in sql) preparingWithin(sql, 'begin', 'pipelined')
  if ('savepoint' in sql) preparingWithin(sql, 'savepoint')
  return sql
}

/** What is longer inserts rows by the hundred, each time another number of them. */
const LONGEST_PREPARED = 4_000

function preparingWithin<K extends string>(sql: object, opening: K, ...options: string[]): void {
  const open = (sql as Record<K, (...args: unknown[]) => unknown>)[opening]
  const opened = (...args: unknown[]) => {
    const work = args.pop() as (tx: postgres.TransactionSql) => unknown
    return open(...(args.length > 0 ? args : options), (tx: postgres.TransactionSql) => work(preparing(tx)))
  }
  Object.assign(sql, { [opening]: opened })
}

async function checkServer(sql: postgres.Sql): Promise<void> {
  const [server] = await sql<{ encoding: string; version: string }[]>`
    SELECT current_setting('server_encoding') AS encoding, current_setting('server_version') AS version`
  const { encoding = '', version = '' } = server ?? {}
  if (encoding !== 'UTF8')
    throw new ServerUnfitError({ encoding }, `The database has the encoding ${encoding}; it must be UTF8`)
  if (Number.parseInt(version, 10) < OLDEST)
    throw new ServerUnfitError({ version, oldest: OLDEST }, `PostgreSQL ${version} is too old; ${OLDEST} is the oldest`)
}

const OLDEST = 14

const postgresOptions = {
  // The driver asks a new connection for the types of arrays without waiting for the answer: where the connection is lost
  // meanwhile nobody catches that, and the process ends. We read no arrays but in JSON.
  fetch_types: false,
  onnotice: () => {},
  connect_timeout: 10,
  // Seconds between attempts while the server is away: it is back in use within two of its return.
  backoff: (attempts: number) => Math.min(2, 0.1 * 2 ** attempts),
  types: {
    // As PGlite has it: a number while it is exact. Otherwise count(*) is text on one engine and a number on the other.
    bigint: {
      to: 20,
      from: [20],
      parse: (text: string) => (Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text)),
      serialize: String,
    },
  },
  connection: {
    application_name: 'zhiban',
    TimeZone: 'UTC',
    // A process that froze or lost its network must not hold a case's row for ever.
    idle_in_transaction_session_timeout: 60_000,
  },
} satisfies postgres.Options<Record<string, postgres.PostgresType>>
