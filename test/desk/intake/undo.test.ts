// A forward that is taken back by whoever made it: typed, pressed, or offered where the message itself was taken back.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readCase, readEvents } from '../../../src/db/cases/cases.ts'
import { sightings } from '../../../src/db/schema/schema.ts'
import { MINUTE, SECOND } from '../../../src/domain/calendar/instant.ts'
import { plainText } from '../../../src/wording/card/card.ts'
import { TestDesk } from '../../support/desk.ts'
import { xlsx } from '../../support/xlsx.ts'

let test: TestDesk
let root: string
beforeEach(async () => {
  test = await TestDesk.open()
  root = await said('li', '积水 https://news.example/a')
})
afterEach(() => test.close())

const stateOf = (number: number) => readCase(test.database.db, number)
async function said(from: string, text: string, more: object = {}): Promise<string> {
  const id = await test.write(from, 'duty', text, more)
  await test.settle()
  return id
}
const press = (from: string, number: number) =>
  test.happens({
    kind: 'action',
    room: 'duty',
    direct: false,
    messageId: 'm1',
    from,
    at: test.now,
    action: 'undo',
    case: number,
    values: {},
  })
const answersUnder = (id: string) =>
  [...test.channel.shown.values()]
    .filter(({ outgoing }) => outgoing.thread === id)
    .map(({ outgoing }) => plainText(outgoing.card))
    .join('\n')

describe('the only forward of a case', () => {
  it('is taken back in its thread: the case ends, all are told once, and the post is new again', async () => {
    const id = await said('li', '/撤回登记', { thread: root })
    expect(await stateOf(1)).toMatchObject({ status: 'dismissed', sightings: 0 })
    expect(answersUnder(root)).toContain('李敏已撤回登记，本案没有其他转报，不再办理')
    expect(answersUnder(root)).not.toContain('定为不办')
    expect(answersUnder(id)).toBe('')
    const rows = await test.database.db.select().from(sightings)
    expect(rows.map(({ undoneAt }) => undoneAt)).toEqual([test.now])
    await said('zhou', '积水 https://news.example/a')
    expect(await stateOf(2)).toMatchObject({ status: 'triage', posts: [{ key: 'url:https://news.example/a' }] })
  })

  it('is taken back by a button of its card', async () => {
    const card = test.channel.asked.find(({ card: { more, buttons } }) =>
      [...buttons, ...more].some(({ action }) => action === 'undo'),
    )
    expect(card && plainText(card.card)).toContain('#1 积水')
    await press('li', 1)
    expect((await stateOf(1))?.status).toBe('dismissed')
  })

  it('is not taken back twice', async () => {
    await press('li', 1)
    const id = await said('li', '/undo #1')
    expect(answersUnder(id)).toContain('本案现为“不办”，不能再撤回登记')
    expect((await readEvents(test.database.db, 1)).filter(({ type }) => type === 'sighting-undone')).toHaveLength(1)
  })

  it('is not taken back by somebody else, after ten minutes, or once it was assigned: each is told what to do', async () => {
    expect(answersUnder(await said('zhou', '/撤回登记 #1'))).toContain('您没有转报过本案（由李敏转报）')
    test.pass(10 * MINUTE + SECOND)
    expect(answersUnder(await said('li', '/撤回登记 #1'))).toContain('已超过10分钟，不能撤回登记')
    await said('zhou', '/分办 #1 城管')
    expect(answersUnder(await said('li', '/撤回登记 #1'))).toContain(
      '不能再撤回登记；登记有误的，请值班员发送 /不办 理由',
    )
    expect((await stateOf(1))?.status).toBe('waiting')
  })

  it('is offered to its forwarder where the message was taken back', async () => {
    await test.happens({ kind: 'recall', room: 'duty', messageId: root, at: test.now })
    test.pass(2 * SECOND)
    await test.settle()
    const told = test.channel.asked.find(({ card }) => plainText(card).includes('消息已被撤回'))
    expect(told?.card.buttons.map(({ action }) => action)).toEqual(['undo'])
    expect(told?.mention).toEqual(['li'])
    await press('li', 1)
    expect((await stateOf(1))?.status).toBe('dismissed')
  })
})

describe('one of several forwards', () => {
  it('is taken back alone; the case goes on', async () => {
    const again = await said('zhou', '积水 https://news.example/a')
    await said('zhou', '/撤回登记', { thread: again })
    expect(await stateOf(1)).toMatchObject({ status: 'triage', sightings: 1, forwarders: [] })
  })

  it('takes the posts along that it alone had brought', async () => {
    await said('zhou', '又一条 https://news.example/b', { thread: root })
    expect((await stateOf(1))?.posts).toHaveLength(2)
    await press('zhou', 1)
    expect((await stateOf(1))?.posts.map(({ key }) => key)).toEqual(['url:https://news.example/a'])
    await said('li', '又一条 https://news.example/b')
    expect(await stateOf(2)).toMatchObject({ posts: [{ key: 'url:https://news.example/b' }] })
  })
})

it('cases of a table are taken back by their numbers, and the table registers them anew', async () => {
  const bytes = xlsx({
    rows: [
      ['标题', '链接'],
      ['停电三小时', 'https://news.example/2'],
      ['路灯不亮', 'https://news.example/3'],
    ],
  })
  Object.assign(test.channel, {
    isPartial: (incoming: { files?: unknown }) => incoming.files !== undefined,
    resolve: async (incoming: object) => ({ ...incoming, files: [{ kind: 'file', name: 'a.xlsx', bytes }] }),
  })
  await said('li', '', { files: [] })
  await said('li', '/撤回登记 #2 #3')
  expect([(await stateOf(2))?.status, (await stateOf(3))?.status]).toEqual(['dismissed', 'dismissed'])
  await said('li', '', { files: [] })
  expect([(await stateOf(4))?.title, (await stateOf(5))?.title]).toEqual(['停电三小时', '路灯不亮'])
})
