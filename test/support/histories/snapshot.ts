// What this version says of all cases of a database, with their rows: the histories as they are kept.
import type { Desk } from '../../../src/desk/desk.ts'
import { type HolidayTable, localDate } from '../../../src/domain/calendar/calendar.ts'
import { type Common, commonRows, type Histories, type History, rowsOfCases, surroundingsOf } from './file.ts'
import { serverOver } from './reader.ts'
import { lastMigration, takeRows } from './rows.ts'
import { auditOf, ledgersOf, readOf, saidOf, storedState } from './says.ts'

/** As of the desk's now; its policies are read with these holidays. */
export async function historiesOf(desk: Desk, holidays: HolidayTable): Promise<Histories> {
  const { database, time } = desk
  const rows = await takeRows(database)
  const audit = await auditOf(database)
  const migration = await lastMigration(database)
  const common: Common = { now: time.now(), migration, holidays, audit: audit.says, rows: commonRows(rows) }
  const app = await serverOver(desk)
  const openedOn = new Map(rows.cases.map((row) => [Number(row.number), dateOf(row.opened_at)]))
  const ledgers = await ledgersOf(app, [...new Set(openedOn.values())])
  const cases: History[] = []
  for (const [number, own] of rowsOfCases(rows)) {
    const [row] = own.cases
    if (row === undefined) throw new Error(`case ${number} has no row`)
    const said = saidOf(storedState(row), surroundingsOf(common, Number(row.policy_id)))
    const read = await readOf(app, number, { ledgers, findings: audit.findings })
    cases.push({ number, openedOn: openedOn.get(number) ?? '', rows: own, said, read })
  }
  await app.close()
  return { common, cases }
}

const WALL = { timeZone: 'Asia/Shanghai' } as Parameters<typeof localDate>[0]

const dateOf = (column: unknown): string => localDate(WALL, new Date(String(column)).toISOString())
