// A desk with two channels: the room of the recording channel, and a second one as WeChat is: it shows once, and waits ten minutes.
import { MINUTE } from '../../src/domain/calendar/instant.ts'
import type { Org } from '../../src/domain/org/org.ts'
import { RecordingChannel, TestDesk } from './desk.ts'
import { ORG } from './sample.ts'

export const WECHAT = {
  key: 'duty-wechat',
  purpose: 'duty' as const,
  name: '微信值班群',
  channel: 'wechat',
  id: 'r1@chatroom',
}
export const ADMIN = {
  key: 'admin',
  name: '管理员',
  roles: ['admin' as const],
  ids: { room: 'admin', wechat: 'wx-admin' },
}

/** 李敏, 周洁 and 赵建国 have WeChat, too, and prefer it. */
export const PEOPLE = ORG.people.map((person) =>
  ['li', 'zhou', 'zhao'].includes(person.key)
    ? { ...person, ids: { ...person.ids, wechat: `wx-${person.key}` }, channels: ['wechat', 'room'] }
    : person,
)

export const TWO_DUTY_ROOMS: Org = { ...ORG, people: [...PEOPLE, ADMIN], rooms: [...ORG.rooms, WECHAT] }

/** One of the rooms of the sample is in WeChat. */
export const roomsWith = (key: string, id: string) =>
  ORG.rooms.map((room) => (room.key === key ? { ...room, channel: 'wechat', id } : room))

export async function openTwoChannels(org: Org): Promise<{ test: TestDesk; wechat: RecordingChannel }> {
  const test = await TestDesk.open({ org })
  const wechat = Object.assign(new RecordingChannel(), { name: 'wechat', patienceMs: 10 * MINUTE, showsOnce: true })
  test.desk.channels.set('wechat', wechat)
  return { test, wechat }
}
