// A purpose that is bound to another chat: the cards of its cases are shown there from then on, and no longer where they were.
import { expect, it } from 'vitest'
import { TestDesk } from '../../support/desk.ts'
import { ORG } from '../../support/sample.ts'

it('cards go to the chat that is bound now, each once, and stay as they are in the one before', async () => {
  const admin = { key: 'fang', name: '方工', roles: ['admin' as const], ids: { room: 'fang' } }
  const test = await TestDesk.open({ org: { ...ORG, people: [...ORG.people, admin] } })
  const say = async (from: string, room: string, text: string) => {
    await test.write(from, room, text)
    await test.settle()
    test.pass(2_000)
    await test.settle()
  }
  const cards = (room: string) =>
    [...test.channel.shown.values()].filter(
      ({ outgoing: { to, card } }) =>
        'room' in to && to.room === room && card.fields.some(({ label }) => label === '责任单位'),
    )
  await say('li', 'duty', '积水 https://news.example/a')
  await say('fang', 'another', '/绑定 值班')
  const before = cards('duty').length
  await say('zhou', 'another', '/分办 #1 城管')
  await say('chen', 'urban', '/签收 #1')
  expect(cards('duty')).toHaveLength(before)
  const [first, ...later] = cards('another')
  expect(first?.outgoing.replaces).toBeNull()
  expect(later.map(({ outgoing }) => outgoing.replaces)).toEqual(later.map(() => first?.id))
  expect(later.length).toBeGreaterThan(0)
  await say('fang', 'duty', '/绑定 值班')
  await say('zhou', 'duty', '/备注 #1 回到原群')
  expect(cards('duty').length).toBe(before + 1)
  await test.close()
})
