// `audit verify`: whatever is edited, deleted, reordered or cut in SQL shows.
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkpoint, verify } from '../../src/db/operations/audit.ts'
import { runCase } from '../../src/desk/cases/run-case.ts'
import { TestDesk } from '../support/desk.ts'

let test: TestDesk
beforeEach(async () => {
  test = await TestDesk.open()
  await test.write('li', 'duty', '积水 https://news.example/a')
  await test.write('li', 'duty', '噪声 https://news.example/b')
  await test.settle()
  const asking = { by: { person: 'zhou' }, place: { purpose: 'api' } } as const
  await runCase(test.desk, 1, { type: 'assign', department: '城管', co: [] }, asking)
  await runCase(test.desk, 1, { type: 'note', text: '已电话联系' }, asking)
  await checkpoint(test.database.db, test.now)
})
afterEach(() => test.close())

const problems = async (expected: string | null = null) =>
  (await verify(test.database.db, expected)).findings.map(({ problem }) => problem)
const run = (statement: string) => test.database.db.execute(sql.raw(statement))

describe('a record that nobody touched', () => {
  it('is whole', async () => {
    expect(await verify(test.database.db)).toMatchObject({ cases: 2, checkpoints: 1, findings: [] })
  })

  it('stays whole when personal texts are purged', async () => {
    await run('update events set private = null')
    expect(await problems()).toEqual([])
  })

  it('is checkpointed again only when something has moved', async () => {
    expect(await checkpoint(test.database.db, test.now)).toBe(false)
  })
})

describe('a record that was tampered with', () => {
  it.each([
    ['an instant edited', `update events set at = at + interval '1 hour' where case_number = 1 and seq = 3`],
    ['an actor edited', `update events set actor = 'lin' where case_number = 1 and seq = 3`],
    ['data edited', `update events set data = data || '{"lead":"health"}' where case_number = 1 and type = 'assigned'`],
    [
      'a personal text edited',
      `update events set private = jsonb_set(private, '{text,value}', '"别的"') where type = 'noted'`,
    ],
    ['an event deleted', 'delete from events where case_number = 1 and seq = 3'],
    ['the first event deleted', 'delete from events where case_number = 1 and seq = 1'],
    [
      'two events swapped',
      'update events set seq = case seq when 3 then 103 else 104 end where case_number = 1 and seq in (3, 4); update events set seq = case seq when 103 then 4 else 3 end where seq > 100',
    ],
    ['the tail cut', 'delete from events where case_number = 1 and seq > 4'],
    [
      'the tail cut and the case set back',
      `delete from events where case_number = 1 and seq > 4; update cases set version = 4, head = (select hash from events where case_number = 1 and seq = 4) where number = 1`,
    ],
    [
      'a case deleted whole',
      'delete from events where case_number = 2; delete from clocks where case_number = 2; delete from case_rounds where case_number = 2; delete from sightings where case_number = 2; delete from posts where case_number = 2; delete from case_threads where case_number = 2; delete from message_refs where case_number = 2; delete from cases where number = 2',
    ],
    ['a checkpoint edited', `update checkpoint_heads set hash = repeat('0', 64) where case_number = 2`],
  ])('shows: %s', async (_, statements) => {
    for (const statement of statements.split('; ')) await run(statement)
    expect(await problems()).not.toEqual([])
  })

  it('shows a record that was rewritten with its checkpoints to whoever kept one', async () => {
    const { lastCheckpoint } = await verify(test.database.db)
    await run('delete from checkpoint_heads')
    await run('delete from checkpoints')
    expect(await problems()).toEqual([])
    expect(await problems(lastCheckpoint)).toHaveLength(1)
  })
})
