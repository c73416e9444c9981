// Messages that a platform did not deliver and a chat's history held: taken, and told of once.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ChannelHost } from '../../../src/channel.ts'
import { hostOf } from '../../../src/desk/channels/channel-host.ts'
import { beat, signOfLife } from '../../../src/desk/operations/downtime.ts'
import { HOUR, later, MINUTE, SECOND } from '../../../src/domain/calendar/instant.ts'
import { TestDesk } from '../../support/desk.ts'

let test: TestDesk
let host: ChannelHost
beforeEach(async () => {
  test = await TestDesk.open()
  await signOfLife(test.desk)
  host = hostOf(test.desk, async () => ({ key: 'nobody', name: '' }))('room')
})
afterEach(() => test.close())

const told = () => test.channel.texts('duty').filter((text) => /^(停机|补收)说明/u.test(text))
const found = (at: string, id = 'h1') => {
  const body = {
    kind: 'message',
    room: 'duty',
    direct: false,
    messageId: id,
    thread: null,
    replyTo: null,
    from: 'li',
    at,
  }
  return host.accept({
    channel: 'room',
    key: id,
    lane: 'duty',
    body: { ...body, text: `积水 https://news.example/${id}` },
    recovered: true,
  })
}

describe('messages that a chat’s history held', () => {
  it('are taken once, whoever brings them', async () => {
    expect(await found(test.now)).toBe(true)
    expect(await found(test.now)).toBe(false)
  })

  it('while the service ran are told of in a notice of their own, once', async () => {
    const gap = { from: later(test.now, -5 * MINUTE), until: test.now, found: 1 }
    await found(gap.from)
    await host.caughtUp(gap)
    await host.caughtUp(gap)
    await test.settle()
    expect(told()).toHaveLength(1)
    expect(told()[0]).toContain('期间有1条消息平台未送达，已从群聊记录中找回并处理。')
  })

  it('after an outage are told of with it', async () => {
    const from = later(test.now, HOUR)
    test.pass(2 * HOUR)
    await signOfLife(test.desk)
    await found(from)
    await host.caughtUp({ from, until: from, found: 1 })
    test.pass(31 * SECOND)
    await test.settle()
    await beat(test.desk)
    await test.settle()
    expect(told()).toHaveLength(1)
    expect(told()[0]).toContain('中断期间发送的消息1条，恢复后补收，其中1条从群聊记录中找回。')
  })

  it('bring the threads of open cases to be read, and no others', async () => {
    await test.write('li', 'duty', '积水 https://news.example/a', { id: 'f1' })
    await test.write('li', 'duty', '路灯 https://news.example/b', { id: 'f2' })
    await test.settle()
    await test.write('zhou', 'duty', '/不办 #2 属邻县管辖')
    await test.settle()
    const rooms = await host.rooms()
    expect(rooms.map(({ id }) => id)).toEqual(['duty', 'urban', 'health', 'leaders'])
    expect(rooms.find(({ id }) => id === 'duty')?.threads).toEqual(['f1'])
  })
})
