// Personal data is masked at every door of the desk; only the encrypted inbox holds what was sent, until it is handled.
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readCase } from '../../../src/db/cases/cases.ts'
import { inbox } from '../../../src/db/schema/schema.ts'
import { plainText } from '../../../src/wording/card/card.ts'
import { TestDesk } from '../../support/desk.ts'

const PHONE = '13812345678'
const ID = '11010519491231002X'
let test: TestDesk
beforeEach(async () => {
  test = await TestDesk.open()
})
afterEach(() => test.close())

const tables = ['cases', 'case_titles', 'events', 'posts', 'sightings', 'outbox', 'clocks', 'message_refs', 'inbox']
async function everything(): Promise<string> {
  const found = await Promise.all(
    tables.map((table) =>
      test.database.db.execute(sql.raw(`select coalesce(json_agg(t)::text, '') as rows from ${table} t`)),
    ),
  )
  return JSON.stringify(found)
}

it('what is refused is quoted without it', async () => {
  for (const text of [
    `/${PHONE}`,
    `/列表 ${PHONE}`,
    `/值班 ${PHONE}`,
    `/值班 周洁 ${PHONE}`,
    `/发布 #1 ${PHONE} 已答复`,
  ])
    await test.write('zhou', 'duty', text)
  await test.settle()
  expect(test.channel.texts('duty')).toHaveLength(5)
  expect(await everything()).not.toContain(PHONE)
})

it('a forward, its title, its link and its notes are kept without it', async () => {
  const thread = await test.write('li', 'duty', `求助电话${PHONE} 身份证${ID} https://news.example/a?phone=${PHONE}`)
  await test.settle()
  await test.write('zhou', 'duty', `/备注 来电人 ${PHONE}`, { thread })
  await test.write('zhou', 'duty', `/分办 城管`, { thread })
  await test.write('chen', 'duty', '/签收', { thread })
  await test.write('chen', 'duty', `/进展 已联系 ${PHONE}`, { thread })
  await test.settle()
  const kept = await everything()
  expect(kept).not.toContain(PHONE)
  expect(kept).not.toContain(ID)
  expect(kept).toContain('138****5678')
  expect((await test.database.db.select({ raw: inbox.raw }).from(inbox)).every(({ raw }) => raw === null)).toBe(true)
})

it('a draft that holds it is refused and kept nowhere', async () => {
  const thread = await test.write('li', 'duty', '积水 https://news.example/a')
  for (const text of ['/分办 城管', '/签收'])
    await test.write(text === '/签收' ? 'chen' : 'zhou', 'duty', text, { thread })
  await test.write('chen', 'duty', `/拟稿 请联系张先生 ${PHONE}。`, { thread })
  await test.settle()
  expect((await readCase(test.database.db, 1))?.status).toBe('handling')
  const said = [...test.channel.shown.values()].map(({ outgoing }) => plainText(outgoing.card)).join('\n')
  expect(said).toMatch(/稿件中含有手机号码/u)
  expect(await everything()).not.toContain(PHONE)
})

it('is found again by its post: masked or not, the same text is the same post', async () => {
  await test.write('li', 'duty', `积水 https://news.example/a?tel=${PHONE}`)
  await test.write('li', 'duty', `积水 https://news.example/a?tel=${PHONE}`)
  await test.settle()
  expect(await readCase(test.database.db, 1)).toMatchObject({ sightings: 2 })
})
