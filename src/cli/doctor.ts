// zhiban doctor: what is well and what is not, with what to do about it.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { defineCommand } from 'citty'
import { type Config, environmentVariables, readConfig } from '../config.ts'
import { openDatabase } from '../db/connect.ts'
import { FolderInUseError } from '../db/folder-lock.ts'
import { allKept } from '../db/keeping.ts'
import type { Org } from '../domain/org.ts'
import type { Kept } from '../main.ts'
import { channelChecks } from './doctor-channels.ts'
import { type Check, lineOf, ok, problem, warning } from './doctor-check.ts'
import { databaseChecks, diskCheck } from './doctor-database.ts'
import { calendarCheck, currentOrg, institutionChecks } from './doctor-institution.ts'
import { readinessCheck, settingChecks, tableChecks } from './doctor-service.ts'
import { say } from './open.ts'

export const doctorCommand = defineCommand({
  meta: {
    name: 'doctor',
    description: 'Check configuration, database, clock, disk, calendar, policy, org, channels and what is left lying',
  },
  async run() {
    // Throws with every wrong value: nothing else can be looked at before they are right.
    const config = readConfig(environmentVariables())
    const settings = [ok('configuration'), ...(await settingChecks(config)), calendarCheck()]
    const found = await inDatabase(config)
    const checks = [...settings, ...found.checks, ...(await channelChecks(config, found))]
    for (const check of checks) say(lineOf(check))
    const problems = checks.filter(({ level }) => level === 'PROBLEM')
    if (problems.length === 0) return
    process.stderr.write(`${problems.length} problem(s), each with what to do about it above.\n`)
    process.exitCode = 1
  },
})

interface Found {
  checks: Check[]
  /** Null where it could not be read. */
  org: Org | null
  /** What channels keep whose state is told by nothing else. */
  kept?: Kept
}

async function inDatabase(config: Config): Promise<Found> {
  const { databaseUrl: url, dataFolder: folder } = config
  if (url === undefined && !existsSync(join(folder, 'pglite'))) {
    const says = `there is no database in ${folder} yet: start the service once, with ZHIBAN_ORG set`
    return { checks: [problem('institution', says)], org: null }
  }
  try {
    const database = await openDatabase({ url, folder, maxConnections: 2 })
    try {
      const { checks, migrated } = await databaseChecks(database, folder)
      if (!migrated) return { checks, org: null }
      const about = [...(await institutionChecks(database, config)), ...(await tableChecks(database))]
      const kept = new Map([['wechat', await allKept(database.db, 'wechat')]])
      return { checks: [...checks, ...about], org: await currentOrg(database), kept }
    } finally {
      await database.close()
    }
  } catch (error) {
    return { checks: await cannotOpen(config, error), org: null }
  }
}

async function cannotOpen(config: Config, error: unknown): Promise<Check[]> {
  if (error instanceof FolderInUseError && error.pid !== null) {
    const says = `the service has it (process ${error.pid}), so that it was not looked into; stop the service to have all checked`
    return [warning('database (pglite)', says), await readinessCheck(config), await diskCheck(config.dataFolder)]
  }
  const why = error instanceof Error ? error.message : String(error)
  const where = config.databaseUrl === undefined ? config.dataFolder : new URL(config.databaseUrl).host
  return [problem('database', `${where} cannot be opened: ${why || String(error)}`)]
}
