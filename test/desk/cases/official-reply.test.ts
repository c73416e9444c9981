// After the reply: who passes it on is no rebound, what is new is, and no answered case goes without a look-back.
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readCase } from '../../../src/db/cases/cases.ts'
import { runCase } from '../../../src/desk/cases/run-case.ts'
import { DAY, later, MINUTE } from '../../../src/domain/calendar/instant.ts'
import type { PersonsCommand } from '../../../src/domain/capability/command.ts'
import type { Case } from '../../../src/domain/case/case.ts'
import { TestDesk } from '../../support/desk.ts'
import { minuteOf } from '../../support/minute.ts'

const REPLY = 'https://city.example/reply/1'
let test: TestDesk
let thread: string
beforeEach(async () => {
  test = await TestDesk.open()
  thread = await test.write('li', 'duty', '积水 https://news.example/a')
  await test.settle()
  await act('zhou', { type: 'assign', department: '城管', co: [] })
  await act('chen', { type: 'claim' })
  await act('chen', { type: 'draft', text: '已安排排水，今日完成。' })
  await act('lin', { type: 'approve' })
  await act('chen', { type: 'publish', url: REPLY })
})
afterEach(() => test.close())

const act = async (person: string, command: PersonsCommand) => {
  expect(await runCase(test.desk, 1, command, { by: { person }, place: { purpose: 'api' } })).toMatchObject({
    ok: true,
  })
  await test.settle()
}
const forward = async (text: string, more = {}) => {
  await test.write('li', 'duty', text, more)
  await test.settle()
}
const theCase = async (): Promise<Case> => (await readCase(test.database.db, 1)) as Case

it('the official reply that is forwarded opens no case and reopens none', async () => {
  await forward(`已答复 ${REPLY}`)
  await forward(`已答复 ${REPLY}`, { thread })
  expect(await theCase()).toMatchObject({ status: 'watching', level: 2, sightings: 3 })
  expect(await readCase(test.database.db, 2)).toBeNull()
})

it('a reply that was published before its link was kept reopens nothing in its own thread', async () => {
  await test.database.db.execute(sql`delete from posts where url = ${REPLY}`)
  await forward(`已答复 ${REPLY}`, { thread })
  expect((await theCase()).status).toBe('watching')
})

it('the post itself, or another, that is forwarded reopens it', async () => {
  await forward(`还有 ${REPLY} https://news.example/b`, { thread })
  expect(await theCase()).toMatchObject({ status: 'waiting', level: 1 })
})

it('two forwards at once reopen it once', async () => {
  const other = test.another()
  await test.write('li', 'duty', '又来了 https://news.example/a')
  await test.write('zhou', 'urban', '又来了 https://news.example/b', { thread })
  await test.write('zhou', 'duty', '又来了 https://news.example/a')
  await Promise.all([test.settle(), other.settle()])
  const reopened = await test.database.db.execute(sql`select seq from events where type = 'reopened'`)
  expect(JSON.stringify(reopened).match(/seq"?:/gu)).toHaveLength(1)
  expect(await theCase()).toMatchObject({ status: 'waiting', level: 1 })
})

it('who forwards something new in the thread of a case at its end learns what to do', async () => {
  await act('zhou', { type: 'close', reason: '' })
  await forward('又积水了 https://news.example/c', { thread })
  expect(test.channel.texts('duty').at(-1)).toMatch(/已办结[\s\S]*\/重办/u)
})

it('a case that was answered before there were look-backs gets the next of them', async () => {
  const withoutClock = { ...(await theCase()) }
  withoutClock.clocks = withoutClock.clocks.filter(({ kind }) => kind !== 'watch')
  await test.database.db.execute(sql`delete from clocks where kind = 'watch'`)
  await test.database.db.execute(sql`update cases set due_at = null, state = ${JSON.stringify(withoutClock)}::jsonb`)
  const published = test.now
  test.pass(2 * DAY)
  await minuteOf(test.desk)
  const watch = (await theCase()).clocks.find(({ kind }) => kind === 'watch')
  expect(watch).toMatchObject({ status: 'running', dueAt: later(published, 3 * DAY) })
  test.pass(MINUTE)
  await minuteOf(test.desk)
  expect((await theCase()).clocks.filter(({ kind }) => kind === 'watch')).toHaveLength(1)
})
