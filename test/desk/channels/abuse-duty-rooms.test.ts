// Duty rooms that are out, attacked: cards that moved, who has no account in the next room, what the auditor makes of it.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { HOUR, MINUTE, SECOND } from '../../../src/domain/calendar/instant.ts'
import type { Org } from '../../../src/domain/org/org.ts'
import { plainText } from '../../../src/wording/card/card.ts'
import { auditing } from '../../support/auditing.ts'
import type { RecordingChannel } from '../../support/desk.ts'
import { Attacked, DUTY_ROOM, never, noteInRoom, TWO_DUTY, URBAN_IN_WECHAT } from './abuse-parts.ts'

let desk: Attacked
const open = async (org: Org) => {
  desk = await Attacked.open(org)
}
afterEach(() => desk.test.close())

const { round, found } = auditing(() => desk.test)

describe('a card of a duty room that is out', () => {
  beforeEach(() => open(TWO_DUTY))

  const cardIn = (channel: RecordingChannel, room: string) => {
    const cards = channel.asked.filter(
      ({ to, card }) => 'room' in to && to.room === room && plainText(card).includes('状态'),
    )
    return cards.map(({ card }) => plainText(card)).at(-1) ?? ''
  }

  it('is kept up to date where it went, while the channel is out', async () => {
    desk.goesOut()
    await desk.forwards()
    expect(cardIn(desk.test.channel, 'duty-2')).toContain('待分办')
    desk.test.pass(2 * MINUTE)
    await desk.writes('zhou', 'duty-2', '/分办 #1 城管')
    desk.test.pass(2 * SECOND)
    await desk.test.settle()
    expect(cardIn(desk.test.channel, 'duty-2')).toContain('待签收')
  })

  it('and when the channel is back: nothing stale is left to press', async () => {
    desk.goesOut()
    await desk.forwards()
    desk.test.pass(20 * MINUTE)
    desk.comesBack()
    await desk.writes('zhou', 'duty-2', '/分办 #1 城管')
    desk.test.pass(2 * SECOND)
    await desk.test.settle()
    expect(cardIn(desk.wechat, 'r1@chatroom')).toContain('待签收')
    expect(cardIn(desk.test.channel, 'duty-2')).toContain('待签收')
    await desk.writes('chen', 'urban', '/签收 #1')
    desk.test.pass(2 * SECOND)
    await desk.test.settle()
    expect(cardIn(desk.test.channel, 'duty-2')).toContain('办理中')
  })

  it('is shown and told to an end: a day of it makes no storm', async () => {
    desk.goesOut()
    desk.test.channel.answers = (outgoing) =>
      'room' in outgoing.to && outgoing.to.room === 'duty-2' ? never() : desk.test.channel.show(outgoing)
    await desk.forwards()
    for (let i = 0; i < 24; i += 1) {
      desk.test.pass(HOUR)
      await desk.test.settle()
    }
    expect(desk.wechat.asked.length + desk.test.channel.asked.length).toBeLessThan(400)
    expect((await desk.undelivered()).length).toBeLessThan(60)
  })
})

describe('what goes another way', () => {
  it('is no finding of the auditor’s', async () => {
    await open(TWO_DUTY)
    desk.goesOut()
    await desk.forwards()
    await round()
    expect((await desk.rows(({ state }) => state === 'given-up')).length).toBeGreaterThan(0)
    expect((await found()).filter((each) => each.startsWith('given-up-send'))).toEqual([])
  })

  it('nor is what nobody has missed', async () => {
    await open(URBAN_IN_WECHAT)
    desk.goesOut()
    await desk.writes('li', 'duty', '积水 https://news.example/a')
    await desk.writes('zhou', 'duty', '/分办 #1 城管')
    await round()
    expect((await desk.rows(({ state }) => state === 'given-up')).length).toBeGreaterThan(0)
    expect((await found()).filter((each) => each.startsWith('given-up-send'))).toEqual([])
  })

  it('leaves nobody out who is called by name and has no account in the next duty room', async () => {
    const onlyWechat = TWO_DUTY.people.map((each) =>
      each.key === 'zhou'
        ? { ...each, ids: { wechat: 'wx-zhou', feishu: 'ou_zhou' }, channels: ['wechat', 'feishu'] }
        : each,
    )
    await open({ ...TWO_DUTY, people: onlyWechat })
    const { RecordingChannel: Recording } = await import('../../support/desk.ts')
    const feishu = Object.assign(new Recording(), { name: 'feishu' })
    desk.test.desk.channels.set('feishu', feishu)
    desk.goesOut()
    await desk.forwards()
    await desk.pass(40)
    expect(desk.test.channel.texts('duty-2').join()).toContain('分办')
    expect(feishu.asked.map(({ to }) => to)).toContainEqual({ person: 'ou_zhou' })
  })

  it('and reports who is reached by nothing', async () => {
    const onlyWechat = TWO_DUTY.people.map((each) =>
      each.key === 'zhou' ? { ...each, ids: { wechat: 'wx-zhou' } } : each,
    )
    await open({ ...TWO_DUTY, people: onlyWechat })
    desk.goesOut()
    await desk.forwards()
    await desk.pass(40)
    expect(await desk.undelivered()).toContainEqual(expect.objectContaining({ to: ['zhou'] }))
  })

  it('tells nobody twice should the next duty room fail, too', async () => {
    const zhou = { ids: { wechat: 'wx-zhou', feishu: 'ou_zhou' }, channels: ['wechat', 'feishu'] }
    await open({
      ...TWO_DUTY,
      people: TWO_DUTY.people.map((each) => (each.key === 'zhou' ? { ...each, ...zhou } : each)),
    })
    const feishu = desk.addFeishu()
    desk.goesOut()
    desk.test.channel.answers = (outgoing) => ('room' in outgoing.to ? never() : desk.test.channel.show(outgoing))
    await desk.forwards()
    await desk.enqueue({ ...noteInRoom({ key: 'n', mention: ['zhou', 'li'] }), ...IN_DUTY_ROOM })
    expect((await desk.rows(({ key }) => key.startsWith('n|'))).map(({ key }) => key).sort()).toEqual([
      'n|feishu@zhou',
      'n|room',
      // That room cannot be reached; its channel can, and carries a private word.
      'n|room|room@li',
    ])
    expect(feishu.asked.filter(({ card }) => plainText(card).includes('请尽快'))).toHaveLength(1)
    expect(await desk.undelivered()).toContainEqual(
      expect.objectContaining({ notice: 'noted', to: [], privately: ['li'] }),
    )
  })
})

const PLACE = `wechat|${DUTY_ROOM}`
const IN_DUTY_ROOM = { address: { room: DUTY_ROOM }, lane: `${PLACE}|1`, pace: PLACE }
