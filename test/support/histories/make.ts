// Plays histories through the real write path and writes them to a file, with what this version says of each:
// node --import tsx test/support/histories/make.ts FILE
import { readEvents } from '../../../src/db/cases.ts'
import { localDate } from '../../../src/domain/calendar.ts'
import type { Case } from '../../../src/domain/case.ts'
import { evolve } from '../../../src/domain/evolve.ts'
import {
  type Common,
  commonRows,
  type Histories,
  type History,
  rowsOfCases,
  surroundingsOf,
  writeHistories,
} from './file.ts'
import { earlyPolicy, holidaysOf2026, sampleOrg } from './institution.ts'
import { BEGINS, ENDS, programme } from './programme.ts'
import { Random } from './random.ts'
import { serverOver } from './reader.ts'
import { lastMigration, takeRows } from './rows.ts'
import { auditOf, ledgersOf, readOf, saidOf, stateOf, storedState } from './says.ts'
import { playAll } from './schedule.ts'
import { Stage } from './stage.ts'
import { Tally } from './variants.ts'

const SEED = 20_261_121
const FEWEST = 220

await main(process.argv[2])

async function main(path: string | undefined): Promise<void> {
  if (path === undefined) throw new Error('Say where the file is to be written: make.ts FILE')
  const stage = await Stage.open(BEGINS, { org: await sampleOrg(), ...(await earlyPolicy()) })
  let last = 0
  const fresh = () => {
    last += 1
    return last
  }
  await playAll(stage, await programme({ stage, random: new Random(SEED), fresh }))
  if (stage.now > ENDS) throw new Error(`a story has gone on until ${stage.now}`)
  await stage.until(ENDS)
  const histories = await historiesOf(stage)
  const tally = await tallyOf(stage, histories)
  process.stdout.write(`${tally.report()}\n`)
  const problems = [...tally.missing(), ...contradictions(histories)]
  if (problems.length > 0) throw new Error(`Nothing was written:\n${problems.join('\n')}`)
  const bytes = writeHistories(path, histories)
  process.stdout.write(`${histories.cases.length} cases, ${bytes} bytes\n`)
  await stage.close()
}

async function historiesOf(stage: Stage): Promise<Histories> {
  const { database, now } = stage
  const rows = await takeRows(database)
  const audit = await auditOf(database)
  const migration = await lastMigration(database)
  const common: Common = { now, migration, holidays: holidaysOf2026(), audit: audit.says, rows: commonRows(rows) }
  const app = await serverOver(stage.desk)
  const openedOn = new Map(rows.cases.map((row) => [Number(row.number), localDate(WALL, instantOf(row.opened_at))]))
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

async function tallyOf({ database }: Stage, { common, cases }: Histories): Promise<Tally> {
  const tally = new Tally()
  for (const { number, rows } of cases) {
    const { policy } = surroundingsOf(common, Number(rows.cases[0]?.policy_id))
    let before: Case | null = null
    for (const event of await readEvents(database.db, number)) {
      const { type, actor } = event
      tally.event({ type, actor, data: event.data as unknown as Record<string, unknown>, before, policy })
      before = evolve(before, event, number)
    }
    if (before !== null) tally.end(before)
  }
  return tally
}

/** Where the events make another state than the stored one, the record is not whole, or there are too few. */
function contradictions({ common, cases }: Histories): string[] {
  const wrong = cases.flatMap(({ number, rows, said, read }) => {
    const folded = saidOf(stateOf(rows.events), surroundingsOf(common, Number(rows.cases[0]?.policy_id)))
    return [
      ...(JSON.stringify(folded) === JSON.stringify(said) ? [] : [`#${number} says something else than its events`]),
      ...(read.rest === said.rest ? [] : [`#${number} is read otherwise than it is stored`]),
      ...(read.audit === 'whole' ? [] : [`#${number}: ${read.audit}`]),
      ...(read.ledger.startsWith('{') ? [] : [`#${number} is in no ledger`]),
    ]
  })
  return cases.length < FEWEST ? [...wrong, `${cases.length} cases of ${FEWEST}`] : wrong
}

const WALL = { timeZone: 'Asia/Shanghai' } as Parameters<typeof localDate>[0]

const instantOf = (column: unknown): string => new Date(String(column)).toISOString()
