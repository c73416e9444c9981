// Rounds and the columns of clocks, as decisions write them: the same as the migration works out from what is on record.
import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { GENESIS, hashOf, seal } from '../../src/db/cases/chain.ts'
import { lookForDue } from '../../src/db/cases/due.ts'
import { migrationsFolder } from '../../src/db/engine/migrate.ts'
import { DAY, HOUR } from '../../src/domain/calendar/instant.ts'
import type { CaseEvent } from '../../src/domain/case/events.ts'
import { TestDesk } from '../support/desk.ts'

let test: TestDesk

beforeEach(async () => {
  test = await TestDesk.open()
})
afterEach(() => test.close())

const say = async (who: string, text: string) => {
  await test.write(who, 'duty', text)
  await test.settle()
}

/** Answered, reopened by a forward, sent back once, answered again; dismissed and reopened; a level that is raised. */
async function play(): Promise<void> {
  await say('li', '积水 https://news.example/a')
  await say('zhou', '/分办 #1 城管 协办 卫健')
  await say('chen', '/签收 #1')
  await say('lin', '/签收 #1')
  await say('chen', '/回应 #1 已到场')
  await say('lin', '/退改 #1 首次回应 写明时间')
  await say('chen', '/拟稿 #1 已安排排水。')
  await say('lin', '/退改 #1 写明时间')
  test.pass(2 * HOUR)
  await say('chen', '/拟稿 #1 今日排水。')
  await say('lin', '/审定 #1')
  await say('chen', '/发布 #1 https://city.example/reply/1')
  test.pass(HOUR)
  await say('li', '又见 https://news.example/a')
  await say('chen', '/签收 #1')
  await say('li', '噪声 https://news.example/b')
  await say('zhou', '/等级 #2 重大')
  await say('zhou', '/不办 #2 属邻县')
  await say('zhou', '/重办 #2 核实属实')
  await say('li', '路灯 https://news.example/c')
  test.pass(2 * DAY)
  await test.settle()
}

const COLUMNS = 'owner, department, level, started_at, met_at, late'

it('are what the migration makes of the same record', async () => {
  await play()
  const file = await readFile(`${migrationsFolder}/0007_subjects_rounds.sql`, 'utf8')
  const rounds = file.slice(file.indexOf('INSERT INTO case_rounds'))
  const clocks = file.slice(file.indexOf('UPDATE clocks SET'), file.indexOf("-- A case's rounds"))
  const { written, computed } = await test.database.plainly(async (session) => {
    const read = async () => ({
      rounds: await session.query('SELECT to_jsonb(r) AS row FROM case_rounds AS r ORDER BY case_number, round'),
      clocks: await session.query(`SELECT id, ${COLUMNS} FROM clocks WHERE status IN ('met', 'cancelled') ORDER BY id`),
    })
    const before = await read()
    await session.script(
      'DELETE FROM case_rounds; UPDATE clocks SET owner = NULL, started_at = NULL, met_at = NULL, late = NULL;',
    )
    await session.script(`${rounds}\n${clocks}`)
    return { written: before, computed: await read() }
  })
  expect(written.rounds).toHaveLength(5)
  expect(written.rounds).toEqual(computed.rounds)
  expect(written.clocks.length).toBeGreaterThan(8)
  // A clock's department and level are those of when it last changed: only the migration must take today's.
  const same = (rows: Record<string, unknown>[]) => rows.map(({ department: _d, level: _l, ...row }) => row)
  expect(same(written.clocks)).toEqual(same(computed.clocks))
})

it('tell of each round what a ledger counts', async () => {
  await play()
  const rows = await test.database.plainly((session) =>
    session.query('SELECT to_jsonb(r) AS row FROM case_rounds AS r ORDER BY case_number, round'),
  )
  expect(rows.map(({ row }) => row)).toMatchObject([
    {
      case_number: 1,
      round: 1,
      cause: 'opened',
      level: 2,
      lead_department: 'urban',
      drafts: 2,
      sent_back: 1,
      answered_by: 'link',
    },
    { case_number: 1, round: 2, cause: 'rebound', level: 1, lead_department: 'urban', drafts: 0, answered_at: null },
    { case_number: 2, round: 1, cause: 'opened', level: 1, lead_department: null, ending: 'dismissed' },
    { case_number: 2, round: 2, cause: 'person', level: 1, ending: null },
    { case_number: 3, round: 1, cause: 'opened', level: 2, ended_at: null },
  ])
})

it('a clock past its due instant when it ended is late, one that lives is neither', async () => {
  await say('li', '积水 https://news.example/a')
  test.pass(HOUR)
  await test.settle()
  await say('zhou', '/分办 #1 城管')
  const rows = await test.database.plainly((session) =>
    session.query(`SELECT kind, owner, department, late FROM clocks ORDER BY kind`),
  )
  expect(rows).toEqual([
    { kind: 'claim', owner: 'contact', department: 'urban', late: null },
    { kind: 'reply', owner: 'contact', department: 'urban', late: null },
    { kind: 'triage', owner: 'duty-officer', department: 'urban', late: true },
  ])
})

it('what is due is found by its subject', async () => {
  await say('li', '积水 https://news.example/a')
  test.pass(HOUR)
  expect(await lookForDue(test.database.db, test.now, 10)).toEqual({ due: [{ kind: 'case', number: 1 }], next: null })
})

it('the chain of a case has the bytes that it always had, and that of another subject its own', () => {
  const event = { type: 'noted', at: '2026-10-09T04:00:00.000Z', actor: 'li', data: { text: '' } } as CaseEvent
  const [sealed] = seal({ kind: 'case', number: 7 }, GENESIS, 1, [event])
  if (sealed === undefined) throw new Error('nothing was sealed')
  const other = { ...sealed, subject: 'task' as 'case' }
  expect(hashOf(GENESIS, sealed)).toBe(sealed.hash)
  expect(hashOf(GENESIS, other)).not.toBe(sealed.hash)
})
