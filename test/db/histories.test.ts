// Histories of earlier versions in a database of this one: migrated, verified, read over REST, and gone on with.
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readEvents } from '../../src/db/cases/cases.ts'
import { Versions } from '../../src/db/institution/institution.ts'
import { sweep } from '../../src/desk/cases/sweep.ts'
import { HOUR, later } from '../../src/domain/calendar/instant.ts'
import { fold } from '../../src/domain/decide/evolve.ts'
import { emptyDatabase, type FreshDatabase } from '../support/database.ts'
import { deskOn } from '../support/desk.ts'
import { differences } from '../support/histories/compare.ts'
import { allRows, type Histories, readHistories } from '../support/histories/file.ts'
import { keptHistories } from '../support/histories/fixtures.ts'
import { serverOver } from '../support/histories/reader.ts'
import { putRows } from '../support/histories/rows.ts'
import { auditOf, ledgersOf, readOf } from '../support/histories/says.ts'

/** The case whose record each of them breaks; 0 stands for the checkpoints. */
const CHANGES: [number: number, statement: string][] = [
  [1, `UPDATE events SET data = jsonb_set(data, '{level}', '9') WHERE case_number = 1 AND seq = 1`],
  [2, `UPDATE events SET data = jsonb_set(data, '{title}', '"sha256:0000"') WHERE case_number = 2 AND seq = 1`],
  [
    3,
    `UPDATE events SET private = jsonb_set(private, '{title,value}', '"另一标题"') WHERE case_number = 3 AND seq = 1`,
  ],
  [4, `UPDATE events SET actor = 'gao' WHERE case_number = 4 AND seq = 2`],
  [5, `DELETE FROM events WHERE case_number = 5 AND seq = (SELECT version FROM cases WHERE number = 5)`],
  [6, `UPDATE cases SET head = repeat('0', 64) WHERE number = 6`],
  [0, `UPDATE checkpoint_heads SET hash = repeat('0', 64) WHERE checkpoint_id = 1 AND case_number = 1`],
]
const PURGED = `UPDATE events SET private = NULL WHERE case_number = 7`

describe.each(keptHistories)('%s', (path) => {
  let histories: Histories
  let database: FreshDatabase
  let app: FastifyInstance
  const clock = { at: '' }
  const desk = () => {
    const made = deskOn(database, clock)
    made.versions = new Versions(histories.common.holidays)
    return made
  }
  beforeAll(async () => {
    histories = readHistories(path)
    clock.at = histories.common.now
    database = await emptyDatabase()
    await putRows(database, allRows(histories), histories.common.migration)
    app = await serverOver(desk())
  })
  afterAll(async () => {
    await app.close()
    await database.dispose()
  })

  /** What is read once for all cases. */
  const audited = async () => {
    const days = [...new Set(histories.cases.map(({ openedOn }) => openedOn))]
    return { ledgers: await ledgersOf(app, days), findings: (await auditOf(database)).findings }
  }
  /** The rows that a test changes, to be put back. */
  const changedRows = () =>
    database.plainly(async (session) => ({
      events: await session.query(`SELECT to_jsonb(e)::text AS row FROM events AS e WHERE case_number <= 7`),
      cases: await session.query(`SELECT to_jsonb(c)::text AS row FROM cases AS c WHERE number <= 7`),
      heads: await session.query(`SELECT to_jsonb(h)::text AS row FROM checkpoint_heads AS h WHERE checkpoint_id = 1`),
    }))
  const restore = ({ events, cases, heads }: Awaited<ReturnType<typeof changedRows>>) =>
    database.plainly(async (session) => {
      const listed = (rows: Record<string, unknown>[]) => `[${rows.map(({ row }) => String(row)).join(',')}]`
      await session.script(
        'DELETE FROM events WHERE case_number <= 7; DELETE FROM checkpoint_heads WHERE checkpoint_id = 1',
      )
      const into = (table: string) =>
        `INSERT INTO ${table} SELECT * FROM jsonb_populate_recordset(NULL::${table}, $1::text::jsonb)`
      await session.query(into('events'), [listed(events)])
      await session.query(into('checkpoint_heads'), [listed(heads)])
      await session.query(
        `UPDATE cases SET head = was.head, state = was.state
         FROM jsonb_populate_recordset(NULL::cases, $1::text::jsonb) AS was WHERE was.number = cases.number`,
        [listed(cases)],
      )
    })

  it('is whole, as it was', async () => {
    const { says, findings: found } = await auditOf(database)
    expect([...found]).toEqual([])
    expect(says).toBe(histories.common.audit)
  })

  it('is read as it was', async () => {
    const wrong: string[] = []
    const beside = await audited()
    for (const { number, read } of histories.cases)
      wrong.push(...differences(number, read, await readOf(app, number, beside)))
    expect(wrong).toEqual([])
  })

  it('would notice whatever is changed, and nothing where a text is purged', async () => {
    const untouched = await changedRows()
    for (const statement of [...CHANGES.map(([, change]) => change), PURGED])
      await database.plainly((session) => session.script(statement))
    const found = (await auditOf(database)).findings
    await restore(untouched)
    expect(CHANGES.filter(([number]) => !found.has(number)).map(([, statement]) => statement)).toEqual([])
    // Of the record as a whole: a head that a checkpoint saw.
    expect([...found.keys()].sort((x, y) => x - y)).toEqual([0, 1, 2, 3, 4, 5, 6])
  })

  it('would notice a field of a stored state that is changed', async () => {
    const [first] = histories.cases
    if (first === undefined) throw new Error('there is no case')
    const untouched = await changedRows()
    const differ = async () => {
      const { rest, events } = await readOf(app, first.number, { ledgers: new Map(), findings: new Map() })
      return differences(first.number, first.read, { ...first.read, rest, events })
    }
    expect(await differ()).toEqual([])
    const change = `UPDATE cases SET state = jsonb_set(state, '{sightings}', '99') WHERE number = ${first.number}`
    await database.plainly((session) => session.script(change))
    expect(await differ()).toHaveLength(1)
    await restore(untouched)
  })

  it('goes on: what falls due in the next days is said, on the same chains', async () => {
    clock.at = later(histories.common.now, 16 * HOUR)
    const going = desk()
    for (let rounds = 0; (await sweep(going)) <= 0; rounds += 1) expect(rounds).toBeLessThan(50)
    const [row] = await database.plainly((session) => session.query('SELECT count(*)::integer AS count FROM events'))
    const before = histories.cases.reduce((sum, { rows }) => sum + rows.events.length, 0)
    expect(Number(row?.count)).toBeGreaterThan(before)
    expect([...(await auditOf(database)).findings]).toEqual([])
  })

  it('has lateness on record as soon as a case is gone on with, read from its history', async () => {
    const { db } = database
    const kept = await database.plainly((session) =>
      session.query(`SELECT number, state FROM cases WHERE state ? 'hands' ORDER BY number`),
    )
    expect(kept.length).toBeGreaterThan(0)
    for (const { number, state } of kept) {
      const told = fold(await readEvents(db, Number(number)))
      expect(state).toMatchObject({ hands: told.hands, clocks: told.clocks.map(({ id, late }) => ({ id, late })) })
    }
    const held = kept.map(({ state }) => (state as { hands: { holder: unknown }[] }).hands)
    expect(held.every((hands) => hands.length > 0 && hands.every(({ holder }) => holder !== null))).toBe(true)
  })
})
