// The long connection, over real sockets: whatever ends it, it comes back; and stopping really stops.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { waitMs } from '../../../bots/feishu/connection.ts'
import type { Channel } from '../../../src/channel.ts'
import { FeishuPlatform, type PlatformOptions } from '../../support/feishu/platform.ts'
import { channelFor, messageIn, type Recording, recordingHost } from './receive-parts.ts'
import { buttonOf, cardOf } from './send-parts.ts'

let platform: FeishuPlatform
const started: Channel[] = []

beforeEach(async () => {
  platform = await FeishuPlatform.start()
})
afterEach(async () => {
  for (const channel of started.splice(0)) await channel.stop?.()
  await platform.stop()
})

async function listening(given: { host?: Recording; settings?: object } = {}) {
  const host = given.host ?? recordingHost()
  const { channel, deps } = channelFor({ ...platform.settings('long-connection'), ...given.settings })
  started.push(channel)
  await channel.start?.(host)
  return { host, channel, deps }
}

const duty = () => {
  const zhang = platform.addUser({ name: '张三' })
  const { chatId } = platform.addChat({ name: '值班群', members: [zhang.openId] })
  return { zhang, chatId }
}

async function again(options: PlatformOptions) {
  await platform.stop()
  platform = await FeishuPlatform.start(options)
}

/** Resolves when it is so: looked at each few milliseconds, since the client tells nobody. */
async function until(so: () => boolean): Promise<void> {
  while (!so()) await new Promise((resolve) => setTimeout(resolve, 5))
}

describe('while it is up', () => {
  test('events come in, in fragments, and are acknowledged once they are kept', async () => {
    const { host, channel } = await listening()
    await platform.whenConnected()
    const { zhang, chatId } = duty()
    const long = '积水已退😀'.repeat(5_000)
    const said = ['一', long, '三'].map((text) => platform.say(chatId, zhang.openId, { text }))
    await platform.settled()
    expect(platform.undelivered).toBe(0)
    expect(new Set(host.raws.map(({ key }) => key))).toEqual(new Set(said.map((id) => `message:${id}`)))
    const read = host.raws.map(({ body }) => messageIn(channel.decode(body)).text)
    expect(read.toSorted()).toEqual(['一', '三', long].toSorted())
    expect(channel.hears?.()).toEqual({ ok: true, says: '已连接飞书', deafMs: 0 })
  })

  test('what could not be kept is sent again, and kept then', async () => {
    let now = Date.parse('2026-10-09T01:20:00Z')
    await again({ clock: { now: () => now } })
    const { host } = await listening()
    await platform.whenConnected()
    const { zhang, chatId } = duty()
    host.broken = new Error('the database is away')
    platform.say(chatId, zhang.openId, { text: '一' })
    await platform.settled()
    expect([host.raws.length, platform.undelivered]).toEqual([0, 1])
    host.broken = null
    now += 16_000
    platform.tick()
    await platform.settled()
    expect([host.raws.length, platform.undelivered]).toEqual([1, 0])
  })

  test('events in the old schema come in too', async () => {
    await again({ eventSchema: 'v1' })
    const { host, channel } = await listening()
    await platform.whenConnected()
    const { zhang, chatId } = duty()
    platform.say(chatId, zhang.openId, { text: '请看' })
    await platform.settled()
    expect(messageIn(channel.decode(host.raws[0]?.body))).toMatchObject({ text: '请看', from: zhang.openId })
  })

  test('clicks are answered with a toast and the card', async () => {
    const { host, channel } = await listening()
    await platform.whenConnected()
    const { zhang, chatId } = duty()
    const card = cardOf('请尽快签收。', { buttons: [buttonOf({ action: 'claim', label: '签收' })] })
    const outgoing = { key: 'k1', to: { room: chatId }, thread: null, replaces: null, card, mention: [] }
    const at = '2026-10-09T01:20:00.000Z'
    const sent = await channel.send({ ...outgoing, way: 'mention', at }, AbortSignal.timeout(5_000))
    host.answer = { done: true, refused: false, text: null, card: { ...card, title: '#23 已签收', buttons: [] } }
    const clicked = await platform.click(sent.ok ? sent.messageId : '', zhang.openId, '签收')
    expect(clicked).toMatchObject({ ok: true, toast: '已记录', toastType: 'success' })
    expect(platform.messages(chatId).at(-1)?.text).toContain('#23 已签收')
  })

  test('several instances share the events between them', async () => {
    const host = recordingHost()
    await listening({ host })
    await listening({ host })
    await platform.whenConnected(2)
    const { zhang, chatId } = duty()
    const said = Array.from({ length: 30 }, (_, i) => platform.say(chatId, zhang.openId, { text: `第${i}条` }))
    await platform.settled()
    expect(platform.undelivered).toBe(0)
    expect(new Set(host.raws.map(({ key }) => key))).toEqual(new Set(said.map((id) => `message:${id}`)))
  })
})

describe('when it ends', () => {
  test('by being closed, it comes back', async () => {
    const { host, channel } = await listening()
    await platform.whenConnected()
    platform.closeConnections()
    await until(() => channel.hears?.()?.ok === false)
    expect(channel.hears?.()?.says).toContain('与飞书断开')
    await platform.whenConnected()
    await until(() => channel.hears?.()?.ok === true)
    const { zhang, chatId } = duty()
    platform.say(chatId, zhang.openId, { text: '又通了' })
    await host.has(1)
  })

  // The time-out of the tests is a tenth of a second: pings that come less often than that, as often, and far more often.
  test.each([0.3, 0.1, 0.02])('by dying without a word, with a ping each %s s, that is noticed', async (seconds) => {
    await again({ connection: { PingInterval: seconds } })
    const { host } = await listening()
    await platform.whenConnected()
    const before = platform.calls.filter(({ path }) => path.includes('endpoint')).length
    platform.halfOpen()
    await until(() => platform.calls.filter(({ path }) => path.includes('endpoint')).length > before)
    const { zhang, chatId } = duty()
    await until(() => {
      platform.say(chatId, zhang.openId, { text: '又通了' })
      return host.raws.length > 0
    })
  })

  test.each([
    'http-500',
    'http-502',
    'handshake-403',
    'handshake-hang',
    'code-1',
    'code-403',
    'code-514',
    'code-1000040350',
  ] as const)('and is refused with %s, it is tried until it is let in', async (how) => {
    platform.refuseConnections(how)
    const { channel, deps } = await listening()
    const tries = () => platform.calls.filter(({ path }) => path.includes('endpoint')).length
    await until(() => tries() >= 3)
    expect(channel.hears?.()?.ok).toBe(false)
    const loud = deps.logged.filter(({ level }) => level === 'error')
    if (how.startsWith('code-')) {
      expect(loud.length).toBeGreaterThan(0)
      expect(channel.hears?.()?.says).toContain(how.slice(5))
    } else expect(loud).toEqual([])
    platform.refuseConnections(null)
    await platform.whenConnected()
    await until(() => channel.hears?.()?.ok === true)
  })

  test('while nothing listens there at all, it is tried until something does', async () => {
    const { channel } = await listening({ settings: { domain: 'http://127.0.0.1:9' } })
    await until(() => /ECONNREFUSED|断开/u.test(channel.hears?.()?.says ?? ''))
    expect(channel.hears?.()?.ok).toBe(false)
  })

  test('no secret is in the log, however it ended', async () => {
    platform.refuseConnections('code-514')
    const { deps } = await listening()
    await until(() => deps.logged.filter(({ level }) => level === 'error').length >= 2)
    platform.refuseConnections(null)
    await platform.whenConnected()
    platform.closeConnections()
    await platform.whenConnected()
    expect(JSON.stringify(deps.logged)).not.toContain(platform.appSecret)
    expect(JSON.stringify(deps.logged)).not.toMatch(/ticket=|access_key=[0-9a-f]/)
  })
})

describe('when it is stopped', () => {
  test('it is gone from the platform, and nothing of it goes on', async () => {
    const { channel } = await listening()
    await platform.whenConnected()
    await channel.stop?.()
    await until(() => platform.connections() === 0)
    const calls = platform.calls.length
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(platform.calls.length).toBe(calls)
    expect(channel.hears?.()?.ok).toBe(false)
  })

  test('while it is being refused, or in the middle of its handshake, too', async () => {
    for (const how of ['handshake-hang', 'http-500', 'code-514'] as const) {
      platform.refuseConnections(how)
      const { channel } = await listening()
      await until(() => platform.calls.some(({ path }) => path.includes('endpoint')))
      await channel.stop?.()
      platform.refuseConnections(null)
      // Longer than a handshake may take, and than any of the waits between tries.
      await new Promise((resolve) => setTimeout(resolve, 300))
      expect(platform.connections()).toBe(0)
    }
  })
})

test('waits grow, are spread, and stay within a minute', () => {
  const waits = (random: () => number) => Array.from({ length: 12 }, (_, attempt) => waitMs(attempt, 1_000, random))
  expect(waits(() => 1)).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60, 60, 60, 60].map((seconds) => seconds * 1_000))
  expect(waits(() => 0)).toEqual([0.5, 1, 2, 4, 8, 16, 30, 30, 30, 30, 30, 30].map((seconds) => seconds * 1_000))
})
