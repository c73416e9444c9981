// The record itself, with the product's own fold and audit: rows are what their events make, and the chains are whole.
import { isDeepStrictEqual } from 'node:util'
import { readEvents } from '../../src/db/cases/cases.ts'
import { type Database, openDatabase } from '../../src/db/engine/connect.ts'
import { verify } from '../../src/db/operations/audit.ts'
import type { Case } from '../../src/domain/case/case.ts'
import { fold } from '../../src/domain/decide/evolve.ts'
import type { CaseRecord, Finding } from './compare.ts'
import type { OutboxEntry } from './ledger.ts'
import type { DrillEvent } from './oracle.ts'

export interface Whole {
  findings: Finding[]
  /** The record as it is in the database, now that all instances have stopped. */
  cases: { number: number; events: DrillEvent[] }[]
  salt: string
  outbox: OutboxEntry[]
}

/** No instance may be running any more. `shown`: what the API showed of each case before. */
export async function readWhole(place: { url?: string; folder: string }, shown: CaseRecord[]): Promise<Whole> {
  const database = await openDatabase({ ...place, maxConnections: 2 })
  try {
    const { findings } = await verify(database.db)
    const audit = findings.map((each): Finding => ({ fault: 'wrong', case: each.case, what: `audit: ${each.problem}` }))
    const { cases, problems } = await readCases(database, shown)
    return { findings: [...audit, ...problems], cases, salt: await saltOf(database), outbox: await outboxOf(database) }
  } finally {
    await database.close()
  }
}

async function readCases(database: Database, shown: CaseRecord[]) {
  const rows = (await query(database, 'select number, state from cases order by number')) as unknown as Row[]
  const counts = await query(database, 'select case_number, count(*) as n from sightings group by case_number')
  const sightings = new Map(counts.map((row) => [Number(row.case_number), Number(row.n)]))
  const cases: Whole['cases'] = []
  const problems: Finding[] = []
  for (const { number, state } of rows) {
    const events = await readEvents(database.db, number, 0, 100_000)
    const find = (what: string) => problems.push({ fault: 'wrong', case: number, what })
    if (!isDeepStrictEqual(plain(fold(events)), plain(state))) find('the row is not what its events make')
    if (state.sightings !== sightings.get(number)) find('its sightings are not as many as their rows')
    const before = shown.find((each) => each.number === number)?.events
    const views = events.map(
      ({ seq, type, at, actor, data }) => ({ seq, type, at, actor, data }) as unknown as DrillEvent,
    )
    if (before === undefined || !isDeepStrictEqual(plain(views.slice(0, before.length)), before)) {
      find('the API showed other events than those on record')
    }
    cases.push({ number, events: views })
  }
  return { cases, problems }
}

interface Row {
  number: number
  state: Case
}

async function saltOf(database: Database): Promise<string> {
  const [row] = await query(
    database,
    `select to_char(real_anchor at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as salt from institution`,
  )
  return String(row?.salt)
}

async function outboxOf(database: Database): Promise<OutboxEntry[]> {
  const rows = await query(
    database,
    `select key, kind, state, case_number, clock_id, address ->> 'room' as room, wanted,
            extract(epoch from created_at) * 1000 as created, notice -> 'late' is not null as late from outbox order by id`,
  )
  return rows.map((row) => ({
    key: String(row.key),
    kind: row.kind as OutboxEntry['kind'],
    state: String(row.state),
    caseNumber: row.case_number === null ? null : Number(row.case_number),
    clockId: row.clock_id as string | null,
    room: String(row.room),
    wanted: Number(row.wanted),
    createdMs: Number(row.created),
    late: row.late === true,
  }))
}

const query = (database: Database, text: string) => database.plainly((session) => session.query(text))

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
