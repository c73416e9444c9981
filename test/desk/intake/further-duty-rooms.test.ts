// A second group bound as duty room: both are told, and nothing that is forwarded in the old one is lost unseen.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readCase } from '../../../src/db/cases/cases.ts'
import { readCurrent } from '../../../src/db/institution/institution.ts'
import { plainText } from '../../../src/wording/card/card.ts'
import { TestDesk } from '../../support/desk.ts'
import { ORG } from '../../support/sample.ts'
import { ADMIN } from '../../support/two-channels.ts'

let test: TestDesk
beforeEach(async () => {
  test = await TestDesk.open({ org: { ...ORG, people: [...ORG.people, ADMIN] } })
})
afterEach(() => test.close())

async function say(who: string, room: string, text: string): Promise<string> {
  const id = await test.write(who, room, text)
  await test.settle()
  return id
}

const answersTo = (id: string) =>
  [...test.channel.shown.values()]
    .filter(({ outgoing }) => outgoing.thread === id)
    .map(({ outgoing }) => plainText(outgoing.card))
    .join('\n')

async function dutyRooms(): Promise<string[]> {
  const { db } = test.database
  const { rooms } = await test.desk.versions.org(db, (await readCurrent(db)).orgVersion)
  return rooms.filter(({ purpose }) => purpose === 'duty').map(({ key, id, name }) => `${key} ${id} ${name}`)
}

it('becomes the first, and the old one goes on', async () => {
  const asked = await say('admin', 'new', '/绑定 值班群')
  expect(await dutyRooms()).toEqual(['duty new 值班群', 'duty-2 duty 值班群 2'])
  expect(answersTo(asked)).toContain('原来的群改称“值班群 2”，仍可转报和办理')
  const [old] = test.channel.texts('duty')
  expect(old).toContain('管理员已将值班群改为另一个群')
  expect(old).toContain('如需改回，请管理员在本群发送 /绑定 值班群。')
})

it('what is forwarded in the old one is registered, and answered there', async () => {
  await say('admin', 'new', '/绑定 值班群')
  const forward = await say('li', 'duty', '积水 https://news.example/a')
  expect(answersTo(forward)).toContain('您转报的帖文已登记为本案')
  expect(test.channel.texts('new').join()).toContain('#1')
  expect(await readCase(test.database.db, 1)).not.toBeNull()
})

it('is undone by binding the old one again', async () => {
  await say('admin', 'new', '/绑定 值班群')
  await say('admin', 'duty', '/绑定 值班群')
  expect(await dutyRooms()).toEqual(['duty duty 值班群', 'duty-2 new 值班群 2'])
})

it('bound where it is bound already, nothing changes', async () => {
  await say('admin', 'duty', '/绑定 值班群')
  expect(await dutyRooms()).toEqual(['duty duty 值班群'])
})

it('a department’s group that is replaced is told, and a link in it says where to go', async () => {
  await say('admin', 'new', '/绑定 城管局')
  expect(test.channel.texts('urban').join()).toContain('此后的通知和催办发在那里')
  const forward = await say('li', 'urban', '积水 https://news.example/a')
  expect(answersTo(forward)).toContain('所发链接未登记。请到“值班群”转报。')
  expect(await readCase(test.database.db, 1)).toBeNull()
})

it('a stranger’s link in an unbound group is nobody’s business', async () => {
  const forward = await say('nobody', 'elsewhere', '积水 https://news.example/a')
  expect(answersTo(forward)).toBe('')
})
