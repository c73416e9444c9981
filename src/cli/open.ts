// The database for commands that need it to themselves.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Database, openDatabase } from '../db/engine/connect.ts'
import { migrate } from '../db/engine/migrate.ts'
import { noDatabase } from './no-database.ts'
import { readSettings } from './settings.ts'

/**
 * The embedded database has one process at a time: where the service runs on it, this throws and says so. Unless it is
 * there to make one, no command makes an empty database and then finds all well with it.
 */
export async function withDatabase<T>(work: (database: Database) => Promise<T>, { makes = false } = {}): Promise<T> {
  const config = readSettings()
  if (!makes && config.databaseUrl === undefined && !existsSync(join(config.dataFolder, 'pglite')))
    throw new Error(noDatabase(config.dataFolder))
  const database = await openDatabase({ url: config.databaseUrl, folder: config.dataFolder, maxConnections: 2 })
  try {
    await migrate(database)
    return await work(database)
  } finally {
    await database.close()
  }
}
