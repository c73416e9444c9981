// The file of histories: one line of JSON a thing, compressed. First what all cases share, then a line for each case.
import { readFileSync, writeFileSync } from 'node:fs'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { HolidayTable } from '../../../src/domain/calendar/calendar.ts'
import type { Instant } from '../../../src/domain/calendar/instant.ts'
import type { Org } from '../../../src/domain/org/org.ts'
import { upcastPolicy } from '../../../src/domain/policy/upcast-policy.ts'
import type { Row, Rows, Table } from './rows.ts'
import type { Read, Said, Surroundings } from './says.ts'

/** What is there once. */
export interface Common {
  /** The instant as of which all is said. */
  now: Instant
  /** The last migration of the database that the rows were taken from. */
  migration: string
  holidays: HolidayTable
  /** What `audit verify` said of all of it, in the words of JSON. */
  audit: string
  rows: Omit<Rows, OfCase>
}

type OfCase = 'cases' | 'case_titles' | 'events' | 'clocks'

export interface History {
  number: number
  /** The local date, whose ledger it stands in. */
  openedOn: string
  rows: Record<OfCase, Row[]>
  said: Said
  read: Read
}

export interface Histories {
  common: Common
  cases: History[]
}

const OF_CASE: OfCase[] = ['cases', 'case_titles', 'events', 'clocks']

export function writeHistories(path: string, { common, cases }: Histories): number {
  const lines = [common, ...cases].map((each) => JSON.stringify(each))
  const bytes = gzipSync(`${lines.join('\n')}\n`, { level: 9 })
  writeFileSync(path, bytes)
  return bytes.length
}

export function readHistories(path: string): Histories {
  const [first = '', ...lines] = gunzipSync(readFileSync(path)).toString('utf8').trimEnd().split('\n')
  return { common: JSON.parse(first) as Common, cases: lines.map((line) => JSON.parse(line) as History) }
}

/** The rows that a case has in each table. */
export function rowsOfCases(rows: Rows): Map<number, History['rows']> {
  const numbers = rows.cases.map(({ number }) => Number(number))
  const byCase = new Map(numbers.map((number) => [number, emptyRows()]))
  for (const table of OF_CASE) {
    for (const row of rows[table]) byCase.get(Number(row.number ?? row.case_number))?.[table].push(row)
  }
  return byCase
}

const emptyRows = (): History['rows'] => ({ cases: [], case_titles: [], events: [], clocks: [] })

/** All rows again, as they were taken. */
export function allRows({ common, cases }: Histories): Rows {
  const ofCases = Object.fromEntries(OF_CASE.map((table) => [table, cases.flatMap(({ rows }) => rows[table])]))
  return { ...common.rows, ...ofCases } as Record<Table, Row[]>
}

/** What a case is read in: its policy, the current org, the instant and the holidays of all. */
export function surroundingsOf({ now, holidays, rows }: Common, policyId: number): Surroundings {
  const policy = rows.policies.find(({ id }) => id === policyId)
  const version = rows.institution[0]?.org_version
  const org = rows.org_versions.find((each) => each.version === version)
  if (policy === undefined || org === undefined) throw new Error(`no policy ${policyId}, or no org`)
  return { now, holidays, policyId, policy: upcastPolicy(policy.body), org: org.body as Org }
}

/** The rows that belong to no one case. */
export function commonRows(rows: Rows): Common['rows'] {
  const kept = Object.entries(rows).filter(([table]) => !OF_CASE.includes(table as OfCase))
  return Object.fromEntries(kept) as Common['rows']
}
