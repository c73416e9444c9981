// Histories that cannot be read now are read later, from the same instant: nothing is half recorded.
import { describe, expect, test } from 'vitest'
import { caughtUpKey } from '../../../../bots/feishu/history/heard-chats.ts'
import type { ChannelStore } from '../../../../src/channel.ts'
import { instantOf } from '../../../../src/domain/calendar/instant.ts'
import { recordingHost } from '../receive-parts.ts'
import { Histories, keys, LIST, MINUTE, messages, until } from './history-parts.ts'

const histories = Histories.forEach()

describe('a history that cannot be read now', () => {
  test.each([
    ['refused', { kind: 'status', status: 500 }],
    ['cut off', { kind: 'reset' }],
    ['asked for too often', { kind: 'status', status: 429, code: 99991400 }],
    ['never answered', { kind: 'hang' }],
    ['answered with nonsense', { kind: 'garbage' }],
  ] as const)('because it is %s is read later, from the same instant', async (_why, fault) => {
    const { world } = histories
    const host = recordingHost()
    const { say, chatId } = world.duty(host)
    await world.listening(host)
    await world.settled()
    await world.stopped()
    const mark = world.keeping.kept.get(caughtUpKey(chatId))
    world.now += 5 * MINUTE
    const lost = say('一')
    world.now += MINUTE
    world.platform.fault({ ...fault, path: LIST, times: 2 })
    const { deps } = await world.listening(host)
    await until(() => deps.logged.some(({ message }) => message.includes('tried again')))
    expect(world.keeping.kept.get(caughtUpKey(chatId))).toBe(mark)
    await host.told()
    expect(keys(host)).toEqual(messages([lost]))
    await world.settled()
    expect(world.keeping.kept.get(caughtUpKey(chatId))).not.toBe(mark)
  })

  test('does not keep the others from being read, nor does one that may not be read at all', async () => {
    const { world } = histories
    const host = recordingHost()
    const { say, chatId, zhang } = world.duty(host)
    const other = world.platform.addChat({ name: '旁群', members: [zhang.openId] }).chatId
    host.bound = [{ id: other, threads: [] }, ...host.bound, { id: 'no id of the platform', threads: [] }]
    const { channel } = await world.listening(host)
    await world.settled()
    await world.stopped()
    world.now += 5 * MINUTE
    world.platform.webhook('http://127.0.0.1:9')
    world.platform.removeBot(other, zhang.openId)
    world.platform.webhook(null)
    const lost = say('一')
    world.now += MINUTE
    await world.listening(host)
    await host.told()
    await world.settled()
    expect(keys(host)).toContain(`message:${lost}`)
    expect(channel.hears?.()).not.toBeNull()
    expect(world.keeping.kept.get(caughtUpKey(chatId))).toBe(instantOf(world.now - 2 * MINUTE))
  })

  test('because the desk cannot keep it now, is read again', async () => {
    const { world } = histories
    const host = recordingHost()
    const { say } = world.duty(host)
    await world.listening(host)
    await world.settled()
    await world.stopped()
    world.now += 5 * MINUTE
    const lost = say('一')
    world.now += MINUTE
    host.broken = new Error('the database is away')
    const { deps } = await world.listening(host)
    await until(() => deps.logged.some(({ message }) => message.includes('tried again')))
    host.broken = null
    await host.told()
    expect(keys(host)).toEqual(messages([lost]))
  })

  test('because what is kept cannot be read, is read when it can', async () => {
    const { world } = histories
    const host = recordingHost()
    world.duty(host)
    let away = true
    const flaky: ChannelStore = {
      get: async (key) => {
        if (away) throw new Error('the database is away')
        return world.keeping.get(key)
      },
      set: world.keeping.set,
      take: world.keeping.take,
    }
    const { deps } = await world.listening(host, { keeping: flaky })
    await until(() => deps.logged.some(({ message }) => message.includes('tried again')))
    away = false
    await world.settled()
  })
})
