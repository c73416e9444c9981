// A channel in trouble is told of through another one that works, once; and who must be bound anew.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readEvents } from '../../../src/db/cases/cases.ts'
import { importOrg } from '../../../src/db/institution/institution.ts'
import { reportTrouble, reportUnbound } from '../../../src/desk/channels/channel-trouble.ts'
import { MINUTE } from '../../../src/domain/calendar/instant.ts'
import type { Org } from '../../../src/domain/org/org.ts'
import { RecordingChannel, type TestDesk } from '../../support/desk.ts'
import { ORG } from '../../support/sample.ts'
import { ADMIN, openTwoChannels, PEOPLE, roomsWith, TWO_DUTY_ROOMS, WECHAT } from '../../support/two-channels.ts'

let test: TestDesk
let wechat: RecordingChannel
const open = async (org: Org) => {
  const opened = await openTwoChannels(org)
  test = opened.test
  wechat = opened.wechat
}
beforeEach(() => open(TWO_DUTY_ROOMS))
afterEach(() => test.close())

describe('a channel in trouble', () => {
  it('is told of through another one, once a state', async () => {
    const since = test.now
    await reportTrouble(test.desk, 'wechat', { state: 'logged-out', since })
    await reportTrouble(test.desk, 'wechat', { state: 'logged-out', since })
    await test.settle()
    expect(test.channel.texts('duty')).toHaveLength(1)
    expect(test.channel.texts('duty')[0]).toContain('微信未登录')
    expect(wechat.asked).toEqual([])
  })

  it('is told to those who can mend it where no other duty room is', async () => {
    await test.close()
    await open({ ...ORG, people: [...PEOPLE, ADMIN], rooms: [WECHAT] })
    await reportTrouble(test.desk, 'wechat', { state: 'silent', since: test.now })
    await test.settle()
    expect(wechat.asked).toEqual([])
    expect(test.channel.asked.flatMap(({ to }) => ('person' in to ? to.person : [])).sort()).toEqual(['admin', 'zhou'])
  })

  it('asks for who or what is not certain after a login to be bound again', async () => {
    const lost = [
      { what: 'person' as const, name: '赵建国', why: 'gone' as const },
      { what: 'room' as const, name: '微信值班群', why: 'others' as const },
    ]
    for (let instance = 0; instance < 2; instance += 1)
      await reportUnbound(test.desk, 'wechat', { lost, since: test.now })
    await test.settle()
    expect(test.channel.texts('duty')).toHaveLength(1)
    expect(test.channel.texts('duty').join()).toMatch(
      /没有找到备注为“赵建国”的人员[\s\S]*“微信值班群”的成员与原来不同/u,
    )
  })

  it('is told to those who can mend it where the other duty room does not work either', async () => {
    Object.assign(test.channel, { hears: () => ({ ok: false, says: 'out', deafMs: MINUTE }) })
    await reportTrouble(test.desk, 'wechat', { state: 'dead', since: test.now })
    await test.settle()
    const told = () => test.channel.asked.flatMap(({ to }) => ('person' in to ? to.person : []))
    expect(told().sort()).toEqual(['admin', 'zhou'])
  })

  it('and is told to those who can mend it by a third where the duty room could not be told', async () => {
    const third = Object.assign(new RecordingChannel(), { name: 'feishu' })
    test.desk.channels.set('feishu', third)
    const with3 = [...PEOPLE, ADMIN].map((person) => ({
      ...person,
      ids: { ...person.ids, feishu: `ou_${person.key}` },
    }))
    await importOrg(test.database.db, { ...ORG, people: with3, rooms: [...ORG.rooms, WECHAT] }, test.now)
    test.channel.answers = () => ({ ok: false, again: false, error: 'gone' })
    await reportTrouble(test.desk, 'wechat', { state: 'dead', since: test.now })
    await test.settle()
    expect(third.asked.flatMap(({ to }) => ('person' in to ? to.person : [])).sort()).toEqual(['ou_admin', 'ou_zhou'])
    expect(wechat.asked).toEqual([])
  })

  it('that is known to be out is not waited for anew, and nobody is told each time', async () => {
    await test.close()
    const rooms = roomsWith('urban', 'r2@chatroom')
    await open({ ...ORG, people: PEOPLE, rooms })
    Object.assign(wechat, { reportsOwnOutages: true, hears: () => ({ ok: false, says: 'out', deafMs: 11 * MINUTE }) })
    wechat.answers = () => ({ ok: false, again: true, unsent: true, error: 'not logged in', afterMs: MINUTE })
    await test.write('li', 'duty', '积水 https://news.example/a')
    await test.settle()
    await test.write('zhou', 'duty', '/分办 #1 城管')
    await test.settle()
    expect(test.channel.asked.filter(({ to }) => 'person' in to && to.person === 'chen')).not.toEqual([])
    const events = await readEvents(test.database.db, 1)
    // On record it is all the same.
    expect(events.filter(({ type }) => type === 'undelivered').map(({ data }) => data)).toMatchObject([
      { notice: 'assigned', to: [], privately: ['chen'], quiet: true, instead: [] },
    ])
    expect(test.channel.texts('duty').join()).not.toContain('未能送达')
  })
})
