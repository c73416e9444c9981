// A text as an app shares it becomes a case that nobody has to clean up: the post's own title, its figures, and no poster anywhere.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readCase, readEvents } from '../../../src/db/cases/cases.ts'
import { plainText } from '../../../src/wording/card/card.ts'
import { TestDesk } from '../../support/desk.ts'

let test: TestDesk
beforeEach(async () => {
  test = await TestDesk.open()
})
afterEach(() => test.close())

const DOUYIN =
  '2.00 复制打开抖音，看看【路人甲的作品】学校门口积水 # 民生 https://v.douyin.com/iYVcy3HZ/ G@I.ip 01/07 daa:/'
const KUAISHOU =
  'https://v.kuaishou.com/1ff8QP 夜市油烟扰民 该作品在快手被播放过1.2万次，点击链接，打开【快手】直接观看！'
const NOTE =
  '路人甲发布了一篇小红书笔记，快来看吧！ 😆 AbCd1234Ef 😆 http://xhslink.com/a/xyz12，复制本条信息，打开【小红书】App查看精彩内容！'

async function shownOf(number: number) {
  const state = await readCase(test.database.db, number)
  const events = await readEvents(test.database.db, number, 0, 100)
  const cards = [...test.channel.shown.values()].map(({ outgoing }) => plainText(outgoing.card))
  return { state, all: `${JSON.stringify(state)}${JSON.stringify(events)}${cards.join('\n')}` }
}

it('the title is the post’s, what was written beside it stays, the poster is nowhere', async () => {
  await test.write('li', 'duty', `请值班室关注\n${DOUYIN}`)
  await test.settle()
  const { state, all } = await shownOf(1)
  expect(state?.title).toBe('学校门口积水')
  expect(all).toContain('请值班室关注')
  expect(all).toContain('https://v.douyin.com/iYVcy3HZ/')
  expect(all).not.toContain('路人甲')
})

it('figures that the app tells are the case’s', async () => {
  await test.write('li', 'duty', KUAISHOU)
  await test.settle()
  const { state } = await shownOf(1)
  expect([state?.title, state?.metrics.reads]).toEqual(['夜市油烟扰民', 12_000])
})

it('a text that is nothing but the app’s words has the link for its title', async () => {
  await test.write('li', 'duty', NOTE)
  await test.settle()
  const { state, all } = await shownOf(1)
  expect(state?.title).toBe('xhslink.com/a/xyz12')
  expect(all).not.toContain('路人甲')
})

it('a colleague who is called is no poster', async () => {
  await test.write('li', 'duty', '@周洁：请看积水 http://t.cn/A6xyZ12')
  await test.settle()
  expect((await shownOf(1)).all).toContain('@周洁：请看积水')
})

it('is read in a record of a chat as well', async () => {
  await test.write('li', 'duty', '', { parts: [{ text: DOUYIN }, { text: KUAISHOU }] })
  await test.settle()
  const { state, all } = await shownOf(1)
  expect(state?.title).toBe('学校门口积水')
  expect(state?.posts.map(({ title }) => title)).toEqual(['学校门口积水', '夜市油烟扰民'])
  expect(all).not.toContain('路人甲')
})

it('what no pattern knows keeps its words', async () => {
  await test.write('li', 'duty', '普通的一句话，路灯坏了 https://news.example/a')
  await test.settle()
  expect((await shownOf(1)).state?.title).toBe('普通的一句话，路灯坏了')
})
