// zhiban doctor: what is well and what is not, with what to do about it.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { defineCommand } from 'citty'
import { type Config, ConfigError } from '../../config.ts'
import { openDatabase } from '../../db/engine/connect.ts'
import { FolderInUseError } from '../../db/engine/folder-lock.ts'
import { missingFiles } from '../../desk/startup/missing-files.ts'
import { saidOf } from '../failure.ts'
import { type Ask, askingOf, askingService, ServiceOlderError, ServiceSilentError } from '../local/ask.ts'
import { SOCKET } from '../local/socket.ts'
import { readSettings } from '../settings.ts'
import { say } from '../terminal.ts'
import { calledHere, words } from '../words.ts'
import { absentChannels, channelChecks } from './channels.ts'
import { type Check, lineOf, ok, problem, warning } from './check.ts'
import { diskCheck } from './database.ts'
import { calendarCheck } from './institution.ts'
import { readinessChecks, settingChecks } from './service.ts'

export const doctorCommand = defineCommand({
  async run() {
    // Throws with every wrong value: nothing else can be looked at before they are right.
    const config = readSettings()
    const { doctor } = words()
    const missing = missingFiles({ ...config, webhooks: config.webhooks?.file })
    if (missing.length > 0) throw new ConfigError(missing, config.lang)
    const settings = [
      ok(doctor.what.configuration),
      ...(await settingChecks(config, doctor)),
      calendarCheck(doctor),
      ...absentChannels(config),
    ]
    const checks = [...settings, ...(await inDatabase(config))]
    for (const check of checks) say(lineOf(check, doctor))
    const problems = checks.filter(({ level }) => level === 'PROBLEM')
    if (problems.length === 0) return
    process.stderr.write(`${doctor.summary(problems.length)}\n`)
    process.exitCode = 1
  },
})

/** Channels are looked at while the database is open: what the service keeps of them changes meanwhile. */
async function inDatabase(config: Config): Promise<Check[]> {
  const { databaseUrl: url, dataFolder: folder } = config
  const { what, database: says } = words().doctor
  if (url === undefined && !existsSync(join(folder, 'pglite')))
    return [problem(what.institution, says.noneIn(folder)), ...(await channelChecks(config, UNREAD))]
  try {
    // Not migrated here: doctor writes nothing.
    const database = await openDatabase({ url, folder, maxConnections: 2 })
    try {
      return await looked(config, askingOf({ database, config }))
    } finally {
      await database.close()
    }
  } catch (error) {
    if (error instanceof FolderInUseError && error.pid !== null) return besideService(config, error.pid)
    const why = saidOf(error)
    const where = url === undefined ? folder : new URL(url).host
    return [
      problem(what.databaseAway, says.cannotOpen(where, why || String(error))),
      ...(await channelChecks(config, UNREAD)),
    ]
  }
}

const UNREAD = { org: null, kept: null }

async function looked(config: Config, ask: Ask): Promise<Check[]> {
  const { checks, org, migrated } = await ask('look', { lang: config.lang, zhiban: calledHere() })
  const kept = (channel: string, key: string) => ask('kept', { channel, key })
  return [...checks, ...(await channelChecks(config, migrated ? { org, kept } : UNREAD))]
}

/** The service has the embedded database and looks into it for us; where it does not answer, that is said. */
async function besideService(config: Config, pid: number): Promise<Check[]> {
  const { doctor } = words()
  const ready = await readinessChecks(config, doctor)
  try {
    return [...ready, ...(await looked(config, askingService(config)))]
  } catch (error) {
    if (!(error instanceof ServiceSilentError || error instanceof ServiceOlderError)) throw error
    const says =
      error instanceof ServiceOlderError ? error.message : doctor.database.heldBy(pid, join(config.dataFolder, SOCKET))
    const held = warning(doctor.what.database('pglite'), says)
    const disk = await diskCheck(config.dataFolder, doctor)
    return [held, ...ready, disk, ...(await channelChecks(config, UNREAD))]
  }
}
