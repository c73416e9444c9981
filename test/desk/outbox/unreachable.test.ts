// A group that cannot be reached: whoever is called there learns it privately, the desk is told once, and it is made up for.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readEvents } from '../../../src/db/cases/cases.ts'
import { MINUTE, SECOND } from '../../../src/domain/calendar/instant.ts'
import { plainText } from '../../../src/wording/card/card.ts'
import { TestDesk } from '../../support/desk.ts'
import { ORG } from '../../support/sample.ts'
import { ADMIN } from '../../support/two-channels.ts'

let test: TestDesk
let gone: Set<string>
beforeEach(async () => {
  test = await TestDesk.open({ org: { ...ORG, people: [...ORG.people, ADMIN] } })
  gone = new Set(['urban'])
  const answers = test.channel.answers
  test.channel.answers = (outgoing) =>
    'room' in outgoing.to && gone.has(outgoing.to.room)
      ? { ok: false, again: false, error: '230002 Bot not in chat (log_id 2026)', says: '机器人不在该群内' }
      : answers(outgoing)
})
afterEach(() => test.close())

async function say(who: string, room: string, text: string): Promise<void> {
  await test.write(who, room, text)
  await rest()
}

async function rest(): Promise<void> {
  for (let i = 0; i < 3; i += 1) {
    test.pass(2 * SECOND)
    await test.settle()
  }
}

const wordsTo = (person: string) =>
  [...test.channel.shown.values()]
    .filter(({ outgoing }) => outgoing.replaces === null && 'person' in outgoing.to && outgoing.to.person === person)
    .map(({ outgoing }) => ({
      text: plainText(outgoing.card),
      actions: outgoing.card.buttons.map(({ action }) => action),
    }))
const told = () => test.channel.texts('duty').filter((text) => text.includes('未能送达'))

async function assigned(): Promise<void> {
  await say('li', 'duty', '积水 https://news.example/a')
  await say('zhou', 'duty', '/分办 #1 城管')
}

it('the contact is told privately by the same channel, with the button', async () => {
  await assigned()
  expect(wordsTo('chen')).toHaveLength(1)
  expect(wordsTo('chen')[0]?.text).toContain('周洁已将本案分办至城管局')
  expect(wordsTo('chen')[0]?.actions).toContain('claim')
})

it('the desk is told once, in its language', async () => {
  await assigned()
  expect(told()).toHaveLength(1)
  expect(told()[0]).toContain('分办通知未能送达')
  expect(told()[0]).toContain('已改为单独告知陈宇')
  expect(told()[0]).toContain('原因：机器人不在该群内')
  expect(test.channel.texts('duty').join()).not.toMatch(/log_id|Bot not in chat|230002/u)
  // What follows in the same place has the same cause.
  await say('zhou', 'duty', '/备注 #1 请尽快')
  test.pass(2 * 60 * MINUTE)
  await rest()
  expect(told()).toHaveLength(1)
  expect(wordsTo('chen').some(({ text }) => text.includes('签收时限'))).toBe(true)
})

it('and each that it concerns is on record', async () => {
  await assigned()
  const events = (await readEvents(test.database.db, 1)).filter(({ type }) => type === 'undelivered')
  expect(events.map(({ data }) => data)).toContainEqual(
    expect.objectContaining({ notice: 'assigned', to: [], privately: ['chen'], instead: [] }),
  )
})

it('once the desk is back in the group, the card comes and calls', async () => {
  await assigned()
  gone.clear()
  await test.happens({ kind: 'membership', room: 'urban', name: null, change: 'desk-added', people: [], at: test.now })
  await rest()
  const cards = test.channel.asked.filter(
    ({ to, replaces }) => 'room' in to && to.room === 'urban' && replaces === null,
  )
  expect(cards.at(-1)).toMatchObject({ mention: ['chen'] })
  expect(cards.at(-1)?.card.buttons.map(({ action }) => action)).toContain('claim')
})

it('bound to another group, what was not said is said there, and what is over is not', async () => {
  gone.clear()
  await assigned()
  await say('chen', 'urban', '/签收 #1')
  gone.add('urban')
  await say('chen', 'dm-chen', '/拟稿 #1 积水已清理，10月10日复查。')
  await say('lin', 'dm-lin', '/退改 #1 请写明地点')
  gone.delete('new')
  await say('admin', 'new', '/绑定 城管局')
  const texts = test.channel.texts('new')
  expect(texts.join()).toContain('绑定已生效')
  expect(texts.filter((text) => text.includes('退回第1稿'))).toHaveLength(1)
  expect(texts.filter((text) => text.includes('提交第1稿'))).toEqual([])
})
