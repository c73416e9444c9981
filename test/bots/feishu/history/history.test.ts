// What was said while nobody listened is found in the chats' histories: once, in order, by one of the instances.
import { describe, expect, test } from 'vitest'
import { threadKey } from '../../../../bots/feishu/address.ts'
import { caughtUpKey } from '../../../../bots/feishu/history/heard-chats.ts'
import { instantOf } from '../../../../src/domain/calendar/instant.ts'
import { depsFor, messageIn, recordingHost } from '../receive-parts.ts'
import { cardOf } from '../send-parts.ts'
import { Histories, keys, LIST, MINUTE, messages, until } from './history-parts.ts'

const histories = Histories.forEach()

describe('after a start', () => {
  test('what was said since the last one is found, in its order, and told', async () => {
    const { world } = histories
    const host = recordingHost()
    const { say } = world.duty(host)
    await world.listening(host)
    await world.settled()
    await world.stopped()
    world.now += MINUTE
    const said: string[] = []
    for (const text of ['一', '二', '三']) {
      said.push(say(text))
      world.now += MINUTE
    }
    const { channel } = await world.listening(host)
    await host.told()
    expect(keys(host)).toEqual(messages(said))
    const read = host.raws.map(({ body }) => messageIn(channel.decode(body)))
    expect(read.map(({ text, at }) => [text, at])).toEqual([
      ['一', '2026-10-09T01:21:00.000Z'],
      ['二', '2026-10-09T01:22:00.000Z'],
      ['三', '2026-10-09T01:23:00.000Z'],
    ])
    expect(host.gaps).toEqual([{ from: '2026-10-09T01:21:00.000Z', until: '2026-10-09T01:23:00.000Z', found: 3 }])
  })

  test('what was said before it was ever there is not ours', async () => {
    const { world } = histories
    const host = recordingHost()
    const { say, chatId } = world.duty(host)
    for (const text of ['一', '二']) say(text)
    world.now += MINUTE
    await world.listening(host)
    await world.settled()
    expect(host.raws).toEqual([])
    expect(world.keeping.kept.get(caughtUpKey(chatId))).toBe(instantOf(world.now))
  })

  test('what was heard is not found again, nor told of; the event that comes late is known', async () => {
    const { world } = histories
    const host = recordingHost()
    const { say } = world.duty(host)
    await world.listening(host)
    await world.settled()
    const heard = say('听到了')
    await world.platform.settled()
    world.platform.drop(1)
    const lost = say('没听到')
    await world.stopped()
    world.now += 5 * MINUTE
    await world.listening(host)
    await host.told()
    expect(keys(host)).toEqual(messages([heard, lost]))
    expect(host.gaps).toMatchObject([{ found: 1 }])
    world.platform.deliverAgain(lost)
    await world.platform.settled()
    expect(keys(host)).toEqual(messages([heard, lost]))
  })

  test('our own messages are none, and what was taken back meanwhile is told as that', async () => {
    const { world } = histories
    const host = recordingHost()
    const { say, chatId } = world.duty(host)
    const { channel } = await world.listening(host)
    await world.settled()
    const heard = say('一')
    await world.platform.settled()
    await channel.send(
      {
        key: 'k',
        to: { room: chatId },
        thread: null,
        replaces: null,
        card: cardOf('二'),
        mention: [],
        way: 'mention',
        at: instantOf(world.now),
      },
      AbortSignal.timeout(5_000),
    )
    await world.stopped()
    world.now += 1_000
    world.platform.recall(heard)
    world.now += MINUTE
    await world.listening(host)
    await world.settled()
    expect(keys(host)).toEqual([`message:${heard}`, `recall:${heard}`])
    expect(channel.decode(host.raws[1]?.body)).toMatchObject({ kind: 'recall', messageId: heard })
    expect(host.gaps).toEqual([])
  })

  test('no more than a day is read', async () => {
    const { world } = histories
    const host = recordingHost()
    const { say } = world.duty(host)
    await world.listening(host)
    await world.settled()
    await world.stopped()
    world.now += MINUTE
    say('太早')
    world.now += 25 * 60 * MINUTE
    const late = say('刚才')
    world.now += MINUTE
    await world.listening(host)
    await host.told()
    expect(keys(host)).toEqual(messages([late]))
  })

  test('what was said in the thread of a case is found too, though it stands in no chat’s history', async () => {
    const { world } = histories
    const host = recordingHost()
    const { say, chatId } = world.duty(host)
    const root = say('案件')
    world.now += MINUTE
    await world.listening(host)
    host.bound = [{ id: chatId, threads: [root] }]
    await world.settled()
    say('早先', { replyTo: root, inThread: true })
    await world.platform.settled()
    await world.stopped()
    world.now += MINUTE
    const said = ['一', '二'].map((text) => {
      world.now += 1_000
      return say(text, { replyTo: root, inThread: true })
    })
    world.now += MINUTE
    await world.listening(host)
    await host.told()
    expect(keys(host).slice(-2)).toEqual(messages(said))
    expect(host.gaps).toMatchObject([{ found: 2 }])
    expect(world.keeping.kept.get(threadKey(root))).toMatch(/^omt_/)
  })

  test('and in private chats that were heard before', async () => {
    const { world } = histories
    const host = recordingHost()
    const { zhang } = world.duty(host)
    const alone = world.platform.p2p(zhang.openId)
    const { channel } = await world.listening(host)
    await world.settled()
    world.platform.say(alone, zhang.openId, { text: '/help' })
    await world.platform.settled()
    await until(() => world.keeping.kept.has('private-chats'))
    await world.stopped()
    world.now += MINUTE
    const lost = world.platform.say(alone, zhang.openId, { text: '/list' })
    world.now += MINUTE
    await world.listening(host)
    await host.told()
    expect(keys(host).at(-1)).toBe(`message:${lost}`)
    expect(channel.decode(host.raws.at(-1)?.body)).toMatchObject({ text: '/list', direct: true, addressed: true })
  })

  test('a long history is read in rounds, all of it and in order', async () => {
    const { world } = histories
    const host = recordingHost()
    const { say } = world.duty(host)
    await world.listening(host)
    await world.settled()
    await world.stopped()
    world.now += 3 * MINUTE
    const said = Array.from({ length: 1_130 }, (_, i) => {
      world.now += 1_000
      return say(`第${i}条`)
    })
    world.now += MINUTE
    await world.listening(host, { timing: { ...depsFor(world.platform.settings('webhook')).timing, watchEveryMs: 1 } })
    await world.settled()
    expect(keys(host)).toEqual(messages(said))
    expect(host.gaps.reduce((sum, { found }) => sum + found, 0)).toBe(1_130)
  })
})

describe('after a connection came back', () => {
  test('what was lost with it is found', async () => {
    const { world } = histories
    const host = recordingHost()
    const { say } = world.duty(host)
    await world.listening(host)
    await world.settled()
    world.platform.drop(2)
    const lost = ['一', '二'].map((text) => say(text))
    world.now += MINUTE
    world.platform.closeConnections()
    await host.told()
    expect(keys(host)).toEqual(messages(lost))
  })

  test('one of several instances reads, and each connection leads to a reading', async () => {
    const { world } = histories
    const host = recordingHost()
    const { say } = world.duty(host)
    await world.listening(host)
    await world.listening(host)
    await world.settled()
    const before = lists(world).length
    world.platform.drop(1)
    const lost = say('一')
    world.now += MINUTE
    world.platform.closeConnections()
    await host.told()
    await world.settled()
    expect(keys(host)).toEqual(messages([lost]))
    // Both came back at about the same time: the second may have to look after the first, but not more than that.
    expect(lists(world).length - before).toBeLessThanOrEqual(2)
    expect(host.gaps).toHaveLength(1)
  })
})

test('a bot that was out of a chat is not told what was said meanwhile', async () => {
  const { world } = histories
  const host = recordingHost()
  const { say, chatId, zhang } = world.duty(host)
  await world.listening(host)
  await world.settled()
  world.platform.removeBot(chatId, zhang.openId)
  world.now += MINUTE
  say('背后说的')
  world.now += MINUTE
  world.platform.addBot(chatId, zhang.openId)
  await world.platform.settled()
  await until(() => world.keeping.kept.get(caughtUpKey(chatId)) === instantOf(world.now))
  await world.stopped()
  world.now += MINUTE
  await world.listening(host)
  await world.settled()
  expect(keys(host).filter((key) => key.startsWith('message:'))).toEqual([])
})

const lists = ({ platform }: Histories) => platform.calls.filter(({ path }) => LIST.test(path))
