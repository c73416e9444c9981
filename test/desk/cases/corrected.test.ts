// A corrected time of publication: what was late only by the wrong one is on no list of late cases any more, and `/why` tells it.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { lockCase } from '../../../src/db/cases/cases.ts'
import { HOUR } from '../../../src/domain/calendar/instant.ts'
import { plainText } from '../../../src/wording/card/card.ts'
import { TestDesk } from '../../support/desk.ts'
import { POLICY, rule } from '../../support/sample.ts'

let test: TestDesk
beforeEach(async () => {
  const levels = POLICY.levels.map((each) => ({
    ...each,
    clocks: [...each.clocks.filter(({ kind }) => kind !== 'reply'), rule('reply', 'published', '24h', 'contact')],
  }))
  test = await TestDesk.open({ policy: { ...POLICY, levels } })
  await test.write('li', 'duty', '幼儿园门口积水 https://news.example/a')
  await test.settle()
  for (const [who, text] of [
    ['zhou', '/分办 #1 城管'],
    ['chen', '/签收 #1'],
    ['li', '/更正 #1 发布时间 10-08 13:00'],
  ] as const) {
    await test.write(who, 'duty', text)
    await test.settle()
  }
})
afterEach(() => test.close())

async function answerTo(text: string): Promise<string> {
  const id = await test.write('zhou', 'duty', text)
  await test.settle()
  const cards = [...test.channel.shown.values()].filter(({ outgoing }) => outgoing.thread === id)
  return cards.map(({ outgoing }) => plainText(outgoing.card)).join('\n')
}

it('is late on record, then not counted, then counted again as it is corrected', async () => {
  test.pass(3 * HOUR)
  await test.settle()
  expect(await answerTo('/列表 逾期')).toMatch(/#1/u)
  await answerTo('/更正 #1 发布时间 10-09 11:00')
  expect(await answerTo('/列表 逾期')).toMatch(/目前没有/u)
  expect(await answerTo('/为什么 #1')).toMatch(/更正发布时间前曾计逾期2小时，已不计。/u)
  expect(test.channel.texts('duty').join('\n')).toMatch(/正式答复更正前曾计逾期2小时，现已不计。/u)
  const locked = await test.database.db.transaction((tx) => lockCase(tx, 1))
  expect(locked?.state.clocks.find(({ kind }) => kind === 'reply')).toMatchObject({ late: [], struck: [{}] })
  await answerTo('/更正 #1 发布时间 10-08 14:00')
  expect(await answerTo('/列表 逾期')).toMatch(/#1/u)
  expect(await answerTo('/为什么 #1')).toMatch(/已逾期1小时.*\n　　更正发布时间前曾计逾期1小时，已不计。/u)
})
