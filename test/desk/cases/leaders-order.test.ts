// Leaders hear of the gravest and latest first, and never of an ordinary late matter without the graver one in the same hands.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readCase } from '../../../src/db/cases/cases.ts'
import { lookForDue } from '../../../src/db/cases/due.ts'
import { HOUR, MINUTE } from '../../../src/domain/calendar/instant.ts'
import { plainText } from '../../../src/wording/card/card.ts'
import { TestDesk } from '../../support/desk.ts'

let test: TestDesk
beforeEach(async () => {
  test = await TestDesk.open()
  for (const path of ['a', 'b', 'c']) await test.write('li', 'duty', `积水${path} https://news.example/${path}`)
  await test.settle()
  await test.write('zhou', 'duty', '/分办 #1 城管局')
  await test.settle()
})
afterEach(() => test.close())

const saidToLeaders = () =>
  [...test.channel.shown.values()]
    .filter(({ outgoing }) => outgoing.mention.includes('zhao'))
    .map(({ outgoing }) => plainText(outgoing.card))

it('a rung that tells a leader of an ordinary case names the graver one that is late in the same hands', async () => {
  await test.write('zhou', 'duty', '/等级 #2 1 媒体关注')
  await test.write('zhou', 'duty', '/分办 #2 城管局')
  await test.settle()
  test.pass(5 * HOUR + 5 * MINUTE)
  await test.settle()
  const said = saidToLeaders()
  const ordinary = said.find((text) => text.includes('#1 ')) ?? ''
  expect(ordinary).toMatch(/同一承办更急：重大 #2 积水b，签收时限为.*请先督办/u)
  const grave = said.find((text) => /#2 积水b/u.test(text.split('\n')[0] ?? '')) ?? ''
  expect(grave).not.toBe('')
  expect(grave).not.toContain('同一承办更急')
})

it('names none that is late in other hands', async () => {
  await test.write('zhou', 'duty', '/等级 #2 1 媒体关注')
  await test.write('zhou', 'duty', '/分办 #2 卫健委')
  await test.settle()
  test.pass(5 * HOUR + 5 * MINUTE)
  await test.settle()
  const said = saidToLeaders()
  expect(said.length).toBeGreaterThan(0)
  expect(said.join('\n')).not.toContain('同一承办更急')
})

it('names none of which others owe what is late, such as a look-back', async () => {
  const reply = '城管局于今日9时派2人到场，积水已排干，咨询电话 0571-88881234。城管局'
  await test.write('zhou', 'duty', '/等级 #2 1 媒体关注')
  await test.write('zhou', 'duty', '/分办 #2 城管局')
  await test.settle()
  for (const [who, where, text] of [
    ['chen', 'urban', '/签收 #2'],
    ['chen', 'urban', `/拟稿 #2 ${reply}`],
    ['lin', 'urban', '/审定 #2'],
    ['xu', 'duty', '/审定 #2'],
    ['chen', 'urban', '/发布 #2 https://weibo.com/2222222222/Ob1'],
  ] as const) {
    await test.write(who, where, text)
    await test.settle()
  }
  expect((await readCase(test.database.db, 2))?.status).toBe('watching')
  // Its look-back is late, and #1 has been told to leaders meanwhile.
  test.pass(30 * HOUR)
  await test.settle()
  const said = saidToLeaders()
  expect(said.some((text) => text.includes('#1 '))).toBe(true)
  expect(said.join('\n')).not.toContain('同一承办更急')
})

it('what is due is told from the gravest on, as late ones are listed', async () => {
  await test.write('zhou', 'duty', '/等级 #3 1 媒体关注')
  await test.settle()
  test.pass(2 * HOUR)
  const { due } = await lookForDue(test.database.db, test.now, 100)
  expect(due[0]).toEqual({ kind: 'case', number: 3 })
  await test.settle()
  await test.write('zhou', 'duty', '/列表 逾期')
  await test.settle()
  const lists = [...test.channel.shown.values()].map(({ outgoing }) => plainText(outgoing.card))
  const list = lists.find((text) => text.includes('逾期') && text.includes('#1') && text.includes('#3')) ?? ''
  expect(list.indexOf('#3')).toBeLessThan(list.indexOf('#1'))
})

it('the gravest of all that are due comes with the first batch, however many others are due for longer', async () => {
  test.pass(20 * MINUTE)
  await test.write('li', 'duty', '积水d https://news.example/d')
  await test.settle()
  await test.write('zhou', 'duty', '/等级 #4 1 媒体关注')
  await test.settle()
  // The triage of #2 and #3 is due for twenty minutes when that of #4 is.
  test.pass(35 * MINUTE)
  const { db } = test.database
  expect(await lookForDue(db, test.now, 1)).toEqual({ due: [{ kind: 'case', number: 4 }], next: null })
  const { due } = await lookForDue(db, test.now, 100)
  expect(due.map(({ number }) => number)).toEqual([4, 2, 3, 1])
})
