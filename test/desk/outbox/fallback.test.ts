// One case across channels: forwards in two duty rooms, private words by the preferred channel, and by the next where it fails.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readCase, readEvents } from '../../../src/db/cases/cases.ts'
import { readCurrent } from '../../../src/db/institution/institution.ts'
import { outbox } from '../../../src/db/schema/schema.ts'
import { accept } from '../../../src/desk/intake/inbox.ts'
import { MINUTE, SECOND } from '../../../src/domain/calendar/instant.ts'
import type { Org } from '../../../src/domain/org/org.ts'
import { readOrg } from '../../../src/domain/org/org-file.ts'
import { plainText } from '../../../src/wording/card/card.ts'
import type { RecordingChannel, TestDesk } from '../../support/desk.ts'
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

let said = 0
const saysInWechat = async (from: string, text: string, room = WECHAT.id) => {
  said += 1
  const messageId = `w${said}`
  const body = {
    kind: 'message',
    room,
    direct: false,
    messageId,
    thread: null,
    replyTo: null,
    from,
    at: test.now,
    text,
  }
  await accept(test.desk, { channel: 'wechat', key: messageId, lane: room, body })
  await test.settle()
  return messageId
}
const answersTo = (id: string) =>
  [...wechat.shown.values()]
    .filter(({ outgoing }) => outgoing.thread === id)
    .map(({ outgoing }) => plainText(outgoing.card))

describe('a post forwarded in two channels', () => {
  it('is one case, and each forwarder is answered where they spoke', async () => {
    const first = await saysInWechat('wx-li', '积水 https://news.example/a')
    expect(answersTo(first).join()).toContain('您转报的帖文已登记为本案')
    expect(test.channel.texts('duty').join()).toContain('#1')
    await test.write('zhou', 'duty', '积水 https://news.example/a')
    await test.settle()
    expect(test.channel.texts('duty').join()).toContain('此前已登记为 #1')
    const again = await saysInWechat('wx-zhou', '积水 https://news.example/a')
    expect(answersTo(again).join()).toContain('此前已登记为 #1')
    expect(await readCase(test.database.db, 1)).toMatchObject({ sightings: 3 })
    expect(await readCase(test.database.db, 2)).toBeNull()
  })
})

describe('a private word', () => {
  it('goes by the person’s preferred channel', async () => {
    await test.write('zhou', 'duty', '/后台')
    await test.settle()
    expect(wechat.asked.map(({ to }) => to)).toEqual([{ person: 'wx-zhou' }])
  })

  it('goes by the next one where that one will never carry it, once', async () => {
    wechat.answers = () => ({ ok: false, again: false, error: 'logged out' })
    await test.write('zhou', 'duty', '/后台')
    await test.settle()
    const sent = test.channel.asked.filter(({ to }) => 'person' in to)
    expect(sent.map(({ to }) => to)).toEqual([{ person: 'zhou' }])
    expect(wechat.asked).toHaveLength(1)
  })

  it('does not wait in the dark: after the channel’s patience it goes by the next one', async () => {
    wechat.answers = () => ({ ok: false, again: true, error: 'not logged in', afterMs: MINUTE })
    await test.write('zhou', 'duty', '/后台')
    await test.settle()
    for (let i = 0; i < 9; i += 1) {
      test.pass(MINUTE)
      await test.settle()
    }
    expect(test.channel.asked.filter(({ to }) => 'person' in to)).toEqual([])
    test.pass(2 * MINUTE)
    await test.settle()
    expect(test.channel.asked.filter(({ to }) => 'person' in to)).toHaveLength(1)
  })

  it('that no channel carries is told of in the end', async () => {
    const failing = () => ({ ok: false as const, again: false as const, error: 'gone' })
    await test.write('li', 'duty', '积水 https://news.example/a')
    await test.settle()
    await test.write('zhou', 'duty', '/分办 #1 城管')
    await test.settle()
    wechat.answers = failing
    const inRoom = test.channel.answers
    test.channel.answers = (outgoing) => ('person' in outgoing.to ? failing() : inRoom(outgoing))
    for (let i = 0; i < 40; i += 1) {
      test.pass(60 * MINUTE)
      await test.settle()
    }
    const events = await readEvents(test.database.db, 1)
    const lost = events.filter(({ type, data }) => type === 'undelivered' && JSON.stringify(data).includes('zhao'))
    const words = (await test.database.db.select().from(outbox)).filter(
      ({ channel, state }) => channel === 'wechat' && state === 'given-up',
    )
    expect(lost.length).toBe(words.length)
  })
})

describe('a room that cannot be reached', () => {
  const down = () => ({
    ok: false as const,
    again: true as const,
    unsent: true,
    error: 'not logged in',
    afterMs: MINUTE,
  })
  const pass = async (minutes: number) => {
    for (let i = 0; i < minutes; i += 1) {
      test.pass(MINUTE)
      await test.settle()
    }
  }

  it('is told of: whom it was to call by name learns it by another channel, once, and is not passed over', async () => {
    await test.close()
    await open({ ...ORG, people: PEOPLE, rooms: roomsWith('urban', 'r2@chatroom') })
    wechat.answers = down
    await test.write('li', 'duty', '积水 https://news.example/a')
    await test.settle()
    await test.write('zhou', 'duty', '/分办 #1 城管')
    await test.settle()
    await pass(9)
    const toChen = () => test.channel.asked.filter(({ to }) => 'person' in to && to.person === 'chen')
    expect(toChen()).toEqual([])
    await pass(3)
    expect(
      toChen()
        .map(({ card }) => plainText(card))
        .join(),
    ).toContain('分办')
    expect(new Set(toChen().map(({ key }) => key)).size).toBe(toChen().length)
    const events = (await readEvents(test.database.db, 1)).filter(({ type }) => type === 'undelivered')
    expect(events.map(({ data }) => data)).toContainEqual(
      expect.objectContaining({ notice: 'assigned', to: [], privately: ['chen'], instead: [] }),
    )
    expect(test.channel.texts('duty').join()).toContain('已改为单独告知')
  })

  it('and is a duty room: the next duty room hears it', async () => {
    await test.close()
    const rooms = [...roomsWith('duty', 'r1@chatroom'), { ...WECHAT, key: 'duty-2', channel: 'room', id: 'duty-2' }]
    await open({ ...ORG, people: PEOPLE, rooms })
    wechat.answers = down
    await saysInWechat('wx-li', '积水 https://news.example/a')
    await pass(12)
    expect(test.channel.texts('duty-2').some((text) => text.includes('#1'))).toBe(true)
    const events = await readEvents(test.database.db, 1)
    expect(events.filter(({ type }) => type === 'undelivered')).toEqual([])
  })
})

describe('a channel that cannot show anew', () => {
  it('says a card once, and leaves it as it is', async () => {
    await test.close()
    const rooms = roomsWith('urban', 'r2@chatroom')
    await open({ ...ORG, people: PEOPLE, rooms })
    await test.write('li', 'duty', '积水 https://news.example/a')
    await test.settle()
    await test.write('zhou', 'duty', '/分办 #1 城管')
    await test.settle()
    test.pass(2 * SECOND)
    await test.write('zhou', 'duty', '/备注 #1 请尽快')
    await test.settle()
    test.pass(2 * SECOND)
    await test.settle()
    expect(wechat.asked.filter(({ replaces }) => replaces !== null)).toEqual([])
    expect(wechat.asked.filter(({ card }) => plainText(card).includes('状态'))).toHaveLength(1)
    expect(wechat.asked.some(({ card }) => plainText(card).includes('请尽快'))).toBe(true)
  })
})

describe('binding', () => {
  it('a second duty room in another channel leaves the first where it is', async () => {
    await saysInWechat('wx-admin', '/绑定 值班群', 'r9@chatroom')
    const { db } = test.database
    const org = await test.desk.versions.org(db, (await readCurrent(db)).orgVersion)
    const duty = org.rooms.filter(({ purpose }) => purpose === 'duty')
    // The one that it had in that channel before goes on behind it.
    const all = duty.map(({ channel, id }) => `${channel} ${id}`)
    expect(all).toEqual(['room duty', 'wechat r9@chatroom', 'wechat r1@chatroom'])
  })

  it('takes the place of a duty room whose channel is not set up', async () => {
    await test.close()
    const rooms = ORG.rooms.map((room) => (room.key === 'duty' ? { ...room, channel: 'feishu', id: 'oc_gone' } : room))
    await open({ ...ORG, people: [...PEOPLE, ADMIN], rooms })
    await saysInWechat('wx-admin', '/绑定 值班群', 'r9@chatroom')
    const { db } = test.database
    const org = await test.desk.versions.org(db, (await readCurrent(db)).orgVersion)
    expect(org.rooms.filter(({ purpose }) => purpose === 'duty')).toEqual([
      { key: 'duty', purpose: 'duty', name: '值班群', channel: 'wechat', id: 'r9@chatroom' },
    ])
  })
})

it('the order of a person’s accounts in the org file is the person’s preference', () => {
  const read = readOrg(
    'departments: []\npeople:\n  - { key: li, name: 李敏, roles: [monitor], ids: { wechat: wx, feishu: ou_1 } }\nrooms:\n  - { key: duty, purpose: duty, name: 值班群, channel: room }\n',
    'org.yaml',
  )
  expect(read.ok && read.org.people[0]).toMatchObject({ channels: ['wechat', 'feishu'] })
})
