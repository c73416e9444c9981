// What the commands that work on the database itself share: opened, migrated, closed again.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { environmentVariables, readConfig } from '../config.ts'
import { type Database, type Db, openDatabase } from '../db/engine/connect.ts'
import { migrate } from '../db/engine/migrate.ts'
import { readCurrent, Versions } from '../db/institution/institution.ts'
import { personOf } from '../domain/org/org.ts'

/**
 * The embedded database has one process at a time: where the service runs on it, this throws and says so. Unless it is
 * there to make one, no command makes an empty database and then finds all well with it.
 */
export async function withDatabase<T>(work: (database: Database) => Promise<T>, { makes = false } = {}): Promise<T> {
  const config = readConfig(environmentVariables())
  if (!makes && config.databaseUrl === undefined && !existsSync(join(config.dataFolder, 'pglite'))) {
    throw new Error(
      `There is no database in ${config.dataFolder}, and DATABASE_URL is not set. Start the service once, or load the ` +
        'settings that it has (set -a; . FILE; set +a).',
    )
  }
  const database = await openDatabase({ url: config.databaseUrl, folder: config.dataFolder, maxConnections: 2 })
  try {
    await migrate(database)
    return await work(database)
  } finally {
    await database.close()
  }
}

/** Throws where the org has no such person (or there is no org yet). */
export async function knownPerson(db: Db, key: string): Promise<void> {
  const { orgVersion } = await readCurrent(db)
  const org = await new Versions({ version: 'none', years: {} }).org(db, orgVersion)
  if (!personOf(org, key)) throw new Error(`There is no person "${key}" in the org.`)
}

export const realNow = (): string => new Date().toISOString()

export const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}
