// zhiban doctor: what is well and what is not, with what to do about it.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { defineCommand } from 'citty'
import { type Config, environmentVariables, readConfig } from '../../config.ts'
import { openDatabase } from '../../db/engine/connect.ts'
import { FolderInUseError } from '../../db/engine/folder-lock.ts'
import { keptValue } from '../../db/messages/channel-store.ts'
import { say } from '../open.ts'
import { absentChannels, channelChecks } from './channels.ts'
import { type Check, lineOf, ok, problem, warning } from './check.ts'
import { databaseChecks, diskCheck } from './database.ts'
import { calendarCheck, currentOrg, institutionChecks } from './institution.ts'
import { readinessChecks, settingChecks, tableChecks } from './service.ts'

export const doctorCommand = defineCommand({
  meta: {
    name: 'doctor',
    description: 'Check configuration, database, clock, disk, calendar, policy, org, channels and what is left lying',
  },
  async run() {
    // Throws with every wrong value: nothing else can be looked at before they are right.
    const config = readConfig(environmentVariables())
    const settings = [ok('configuration'), ...(await settingChecks(config)), calendarCheck(), ...absentChannels(config)]
    const checks = [...settings, ...(await inDatabase(config))]
    for (const check of checks) say(lineOf(check))
    const problems = checks.filter(({ level }) => level === 'PROBLEM')
    if (problems.length === 0) return
    process.stderr.write(`${problems.length} problem(s), each with what to do about it above.\n`)
    process.exitCode = 1
  },
})

/** Channels are looked at while the database is open: what the service keeps of them changes meanwhile. */
async function inDatabase(config: Config): Promise<Check[]> {
  const { databaseUrl: url, dataFolder: folder } = config
  if (url === undefined && !existsSync(join(folder, 'pglite'))) {
    const says = `there is no database in ${folder} yet: start the service once, with ZHIBAN_ORG set`
    return [problem('institution', says), ...(await channelChecks(config, UNREAD))]
  }
  try {
    const database = await openDatabase({ url, folder, maxConnections: 2 })
    try {
      const { checks, migrated } = await databaseChecks(database, folder)
      if (!migrated) return [...checks, ...(await channelChecks(config, UNREAD))]
      const about = [...(await institutionChecks(database, config)), ...(await tableChecks(database))]
      const kept = (channel: string, key: string) => keptValue(database.db, channel, key)
      const channels = await channelChecks(config, { org: await currentOrg(database), kept })
      return [...checks, ...about, ...channels]
    } finally {
      await database.close()
    }
  } catch (error) {
    return [...(await cannotOpen(config, error)), ...(await channelChecks(config, UNREAD))]
  }
}

const UNREAD = { org: null, kept: null }

async function cannotOpen(config: Config, error: unknown): Promise<Check[]> {
  if (error instanceof FolderInUseError && error.pid !== null) {
    const says = `the service has it (process ${error.pid}), so that it was not looked into; stop the service to have all checked`
    return [warning('database (pglite)', says), ...(await readinessChecks(config)), await diskCheck(config.dataFolder)]
  }
  const why = error instanceof Error ? error.message : String(error)
  const where = config.databaseUrl === undefined ? config.dataFolder : new URL(config.databaseUrl).host
  return [problem('database', `${where} cannot be opened: ${why || String(error)}`)]
}
