// What the commands that work on the database itself share: opened, migrated, closed again.
import { environmentVariables, readConfig } from '../config.ts'
import { type Database, openDatabase } from '../db/connect.ts'
import { migrate } from '../db/migrate.ts'

/** The embedded database has one process at a time: where the service runs on it, this throws and says so. */
export async function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const config = readConfig(environmentVariables())
  const database = await openDatabase({ url: config.databaseUrl, folder: config.dataFolder, maxConnections: 2 })
  try {
    await migrate(database)
    return await work(database)
  } finally {
    await database.close()
  }
}

export const realNow = (): string => new Date().toISOString()

export const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}
