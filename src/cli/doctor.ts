// zhiban doctor: what is well and what is not, with what to do about it.
import { defineCommand } from 'citty'
import { environmentVariables, readConfig } from '../config.ts'
import type { Database } from '../db/connect.ts'
import { databaseClock, readInstitution, Versions } from '../db/institution.ts'
import { coveredYears, officialHolidays } from '../desk/holidays.ts'
import { orgGaps } from '../domain/org-gaps.ts'
import { realNow, say, withDatabase } from './open.ts'

interface Check {
  what: string
  /** Null: well. */
  problem: string | null
}

/** The database's clock and ours may differ by so much before leases and deadlines suffer. */
const SKEW_MS = 5_000

export const doctorCommand = defineCommand({
  meta: { name: 'doctor', description: 'Check the configuration, database, clock, calendar, policy and org' },
  async run() {
    readConfig(environmentVariables())
    const checks = await withDatabase(check)
    for (const { what, problem } of checks) say(problem === null ? `ok       ${what}` : `PROBLEM  ${what}: ${problem}`)
    if (checks.some(({ problem }) => problem !== null)) process.exitCode = 1
  },
})

async function check(database: Database): Promise<Check[]> {
  const institution = await readInstitution(database.db)
  const found: Check[] = [
    { what: 'configuration', problem: null },
    { what: `database (${database.engine})`, problem: null },
    calendarCheck(),
  ]
  if (institution === null || institution.policyId === null || institution.orgVersion === null) {
    return [
      ...found,
      { what: 'institution', problem: 'there is none yet: start the service once, with ZHIBAN_ORG set' },
    ]
  }
  const versions = new Versions(officialHolidays())
  const { policy } = await versions.policy(database.db, institution.policyId)
  const gaps = orgGaps(await versions.org(database.db, institution.orgVersion))
  return [
    ...found,
    await clockCheck(database),
    { what: `policy ${policy.name}`, problem: null },
    ...(gaps.length === 0 ? [{ what: 'org', problem: null }] : gaps.map((problem) => ({ what: 'org', problem }))),
  ]
}

function calendarCheck(): Check {
  const table = officialHolidays()
  const years = coveredYears(table)
  const now = realNow()
  const year = Number(now.slice(0, 4))
  // The State Council announces a year's holidays in the November before: until December nobody need have them.
  const wanted = now.slice(5, 7) === '12' ? [year, year + 1] : [year]
  const missing = wanted.filter((each) => !years.includes(each))
  const what = `official holidays (${table.version}), ${years[0]} to ${years.at(-1)}`
  if (missing.length === 0) return { what, problem: null }
  const problem = `${missing.join(' and ')} not covered: deadlines in working time that reach there count plain weekdays, and say so`
  return { what, problem }
}

async function clockCheck({ db }: Database): Promise<Check> {
  const skew = Math.abs(Date.parse(await databaseClock(db)) - Date.parse(realNow()))
  const problem =
    skew > SKEW_MS
      ? `this machine and the database differ by ${Math.round(skew / 1_000)} s: set their clocks by NTP`
      : null
  return { what: 'clock', problem }
}
