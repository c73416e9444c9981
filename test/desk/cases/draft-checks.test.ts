// A draft in the chat: what was forwarded is listed beside it, what is refused comes back, and the approver's reason lets it pass.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readCase, readEvents } from '../../../src/db/cases/cases.ts'
import { events } from '../../../src/db/schema/schema.ts'
import { plainText } from '../../../src/wording/card/card.ts'
import { TestDesk } from '../../support/desk.ts'

const POST = '幼儿园门口积水\n积水多久才能排干？物业收费依据是什么？电话13812345678 https://news.example/a'
const EMPTY = '我们高度重视，正在处理，请耐心等待。'

let test: TestDesk
let thread: string
beforeEach(async () => {
  test = await TestDesk.open()
  thread = await test.write('li', 'duty', POST)
  await test.settle()
  await say('zhou', '/分办 城管')
  await say('chen', '/签收')
})
afterEach(() => test.close())

const say = async (who: string, text: string) => {
  await test.write(who, 'duty', text, { thread })
  await test.settle()
}
const said = () => [...test.channel.shown.values()].map(({ outgoing }) => plainText(outgoing.card))

it('lists what the post asks beside the draft, by the words that were forwarded', async () => {
  await say('chen', '/拟稿 城管局11月28日已排干门口积水，电话0571-88881234。')
  const [notice = ''] = said().filter((text) => text.includes('来帖诉求'))
  expect(notice).toMatch(/√ 2\. 积水多久才能排干/u)
  expect(notice).toMatch(/□ 3\. 物业收费依据是什么（未见回应）/u)
  // What is only missing from the answer is told once.
  expect(notice).not.toContain('核对提示')
  expect(said().join('\n')).not.toContain('13812345678')
})

it('returns a formula, takes it where the drafter insists, and lets it pass with the approver’s reason', async () => {
  await say('chen', `/拟稿 ${EMPTY}`)
  expect(said().at(-1)).toContain('稿件暂未送审：套话“高度重视”（第3字）')
  expect((await readCase(test.database.db, 1))?.status).toBe('handling')
  await say('chen', `/拟稿 仍报：专家明日到场\n${EMPTY}`)
  expect((await readCase(test.database.db, 1))?.status).toBe('reviewing')
  await say('lin', '/审定')
  expect(said().at(-1)).toContain('/审定 准予：理由')
  await say('lin', '/审定 准予：先予回应')
  expect((await readCase(test.database.db, 1))?.status).toBe('approved')
  const recorded = await readEvents(test.database.db, 1)
  expect(recorded.find(({ type }) => type === 'approved')?.data).toMatchObject({ reason: '先予回应' })
})

it('quotes nothing in the open fields of the record', async () => {
  await say('chen', `/拟稿 仍报：专家明日到场\n${EMPTY}`)
  await say('lin', '/审定 准予：先予回应')
  const rows = await test.database.db.select({ type: events.type, data: events.data }).from(events)
  const open = JSON.stringify(rows.filter(({ type }) => type === 'drafted' || type === 'approved'))
  for (const words of ['高度重视', '专家', '先予', '积水', '物业']) expect(open).not.toContain(words)
  expect(open).toContain('"check":"formula"')
})
