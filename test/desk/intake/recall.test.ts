// A forward that is taken back: on record under the service's name, the desk is told, and the thread goes on below the card.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { SECOND } from '../../../src/domain/calendar/instant.ts'
import { plainText } from '../../../src/wording/card/card.ts'
import { TestDesk } from '../../support/desk.ts'

let test: TestDesk
let root: string
beforeEach(async () => {
  test = await TestDesk.open()
  root = await test.write('li', 'duty', '积水 https://news.example/a')
  await test.settle()
})
afterEach(() => test.close())

async function recalled(): Promise<void> {
  await test.happens({ kind: 'recall', room: 'duty', messageId: root, at: test.now })
  test.pass(2 * SECOND)
  await test.settle()
}

it('the duty room learns it in the case’s thread', async () => {
  await recalled()
  expect(test.channel.texts('duty').join()).toContain('李敏转报本案帖文的一条消息已被撤回。')
})

it('no key stands on the card', async () => {
  await recalled()
  const card = test.channel.asked.findLast(({ card }) => plainText(card).includes('最近动态'))
  expect(card && plainText(card.card)).toContain('最近动态：撤回消息（值班台）')
  expect(test.channel.asked.map(({ card }) => plainText(card)).join()).not.toMatch(/zhiban|api:/u)
})

it('what is said of the case then stands below its own card', async () => {
  const card = [...test.channel.shown.values()].find(({ outgoing }) => outgoing.thread === root)
  await recalled()
  await test.write('zhou', 'duty', '/分办 #1 城管')
  await test.settle()
  await test.write('chen', 'urban', '/备注 #1 已电话联系')
  await test.settle()
  const note = test.channel.asked.find(({ card }) => plainText(card).includes('备注：'))
  expect(note?.to).toEqual({ room: 'duty' })
  expect(note?.thread).toBe(card?.id)
})

it('a picture that was not kept is called a picture', async () => {
  const id = await test.write('li', 'duty', '', { files: [{ kind: 'image', name: null, missing: 'gone' }] })
  await test.settle()
  const answer = [...test.channel.shown.values()].find(({ outgoing }) => outgoing.thread === id)
  expect(answer && plainText(answer.outgoing.card)).toContain('所发图片未能保存：文件已不存在')
})
