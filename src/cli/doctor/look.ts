// doctor, what only whoever has the database open can look into: done by the command, or by the service for it.
import type { Config } from '../../config.ts'
import type { Database } from '../../db/engine/connect.ts'
import type { Org } from '../../domain/org/org.ts'
import type { CommandLine } from '../../wording/cli.ts'
import type { Check } from './check.ts'
import { currentOrg } from './current.ts'
import { databaseChecks } from './database.ts'
import { institutionChecks } from './institution.ts'
import { tableChecks } from './service.ts'

export interface Looked {
  checks: Check[]
  /** Null where there is none, or the tables are not those of this version. */
  org: Org | null
  /** Whether the tables are those of this version. */
  migrated: boolean
}

export async function lookInto(database: Database, config: Config, words: CommandLine): Promise<Looked> {
  const { checks, migrated } = await databaseChecks(database, config.dataFolder, words)
  if (!migrated) return { checks, org: null, migrated }
  const about = [...(await institutionChecks(database, config, words)), ...(await tableChecks(database, words.doctor))]
  return { checks: [...checks, ...about], org: await currentOrg(database), migrated }
}
