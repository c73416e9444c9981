// The long connections of the emulated platform, and the ways in which they fail.
import type * as lark from '@larksuiteoapi/node-sdk'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Refusal } from '../../../support/feishu/connections.ts'
import { decodeFrame, encodeFrame } from '../../../support/feishu/frames.ts'
import { FeishuPlatform } from '../../../support/feishu/platform.ts'
import { type Handle, handClock, type Listener, listen } from '../../../support/feishu/sdk.ts'

const clock = handClock()
let platform: FeishuPlatform
let listeners: Listener[]
let chatId: string
let zhang: string

beforeEach(async () => {
  listeners = []
  platform = await FeishuPlatform.start({ clock })
  zhang = platform.addUser({ name: '张三' }).openId
  chatId = platform.addChat({ name: '值班群', members: [zhang] }).chatId
})

afterEach(async () => {
  for (const listener of listeners) listener.stop()
  await platform.stop()
})

async function connected(handle?: Handle, more: Partial<ConstructorParameters<typeof lark.WSClient>[0]> = {}) {
  const listener = await listen(platform, handle, more)
  listeners.push(listener)
  return listener
}

const say = (text: string) => platform.say(chatId, zhang, { text })

const texts = ({ heard }: Listener) =>
  heard.map((event) => (JSON.parse((event.message as { content: string }).content) as { text: string }).text)

describe('an event', () => {
  test('arrives in fragments, out of order and cut within characters, and is acknowledged', async () => {
    const listener = await connected()
    const long = '这是一条很长的消息'.repeat(50)
    for (let count = 0; count < 20; count += 1) say(`${count} ${long}`)
    await platform.settled()
    expect(texts(listener).sort()).toEqual(Array.from({ length: 20 }, (_, count) => `${count} ${long}`).sort())
    expect(platform.undelivered).toBe(0)
  })

  test('goes to one of the connections, whichever', async () => {
    const [one, two] = [await connected(), await connected()]
    expect(platform.connections()).toBe(2)
    for (let count = 0; count < 40; count += 1) say(String(count))
    await platform.settled()
    expect(one.heard.length + two.heard.length).toBe(40)
    expect(Math.min(one.heard.length, two.heard.length)).toBeGreaterThan(5)
  })

  test.each<[string, Handle]>([
    ['whose handler throws', () => Promise.reject(new Error('not today'))],
    ['whose handler does not end', () => new Promise(() => {})],
  ])('%s comes again after 15 s', async (_name, handle) => {
    let first = true
    const listener = await connected((event) => {
      if (!first) return undefined
      first = false
      return handle(event)
    })
    platform.answerWithin(500)
    say('一')
    await platform.settled()
    expect(platform.undelivered).toBe(1)
    platform.answerWithin(3000)
    clock.advance(15_000)
    platform.tick()
    await platform.settled()
    expect(texts(listener)).toEqual(['一', '一'])
    expect(platform.undelivered).toBe(0)
  })

  test('waits where nobody is connected', async () => {
    say('一')
    await platform.settled()
    const listener = await connected()
    expect(platform.undelivered).toBe(1)
    clock.advance(15_000)
    platform.tick()
    await platform.settled()
    expect(texts(listener)).toEqual(['一'])
  })
})

test('an event that was under way when the connection broke is acknowledged over the next one', async () => {
  const patient = await FeishuPlatform.start({ clock })
  let done = () => {}
  const ended = new Promise<void>((resolve) => {
    done = resolve
  })
  const listener = await listen(patient, () => ended)
  listeners.push(listener)
  const person = patient.addUser({ name: '甲' }).openId
  patient.say(patient.addChat({ name: '群', members: [person] }).chatId, person, { text: '一' })
  await vi.waitFor(() => expect(listener.heard).toHaveLength(1))
  patient.closeConnections()
  await patient.whenConnected()
  done()
  await patient.settled()
  expect(patient.undelivered).toBe(0)
  await patient.stop()
})

describe('a connection', () => {
  test('that is closed comes back by itself', async () => {
    const listener = await connected()
    platform.closeConnections()
    expect(platform.connections()).toBe(0)
    await platform.whenConnected()
    say('一')
    await platform.settled()
    expect(texts(listener)).toEqual(['一'])
  })

  test('that is half open swallows what is sent, and the SDK finds out only by its pings', async () => {
    const slow = await FeishuPlatform.start({ clock, connection: { PingInterval: 1 } })
    const deaf = await listen(slow)
    // Shorter than the time between two pings: each ping winds the SDK's watch anew.
    const alert = await listen(slow, undefined, { wsConfig: { pingTimeout: 0.5 } })
    listeners.push(deaf, alert)
    const person = slow.addUser({ name: '甲' }).openId
    const room = slow.addChat({ name: '群', members: [person] }).chatId
    slow.halfOpen()
    slow.answerWithin(100)
    slow.say(room, person, { text: '一' })
    await slow.settled()
    expect([...deaf.heard, ...alert.heard]).toEqual([])
    expect(slow.undelivered).toBe(1)
    await vi.waitFor(() => expect(slow.answering()).toBe(1), { timeout: 5000 })
    expect(deaf.client.getConnectionStatus().state).toBe('connected')
    await slow.stop()
  })

  test.each<Refusal>(['http-500', 'http-502', 'code-1000040343', 'handshake-403', 'handshake-hang'])(
    'that is refused with %s is tried again until it is let in',
    async (how) => {
      const listener = await connected(undefined, { handshakeTimeoutMs: 200 })
      platform.refuseConnections(how)
      platform.closeConnections()
      await vi.waitFor(() => expect(listener.client.getConnectionStatus().reconnectAttempts).toBeGreaterThan(1), {
        timeout: 5000,
      })
      expect(platform.connections()).toBe(0)
      platform.refuseConnections(null)
      await platform.whenConnected()
    },
  )

  test.each<Refusal>(['code-1', 'code-403', 'code-514', 'code-1000040350'])(
    'that is refused with %s stays down for ever',
    async (how) => {
      const listener = await connected()
      platform.refuseConnections(how)
      platform.closeConnections()
      await vi.waitFor(() => expect(listener.client.getConnectionStatus().state).toBe('failed'), { timeout: 5000 })
      platform.refuseConnections(null)
      expect(platform.connections()).toBe(0)
    },
  )

  test('with a wrong secret is refused', async () => {
    const answer = await fetch(`${platform.url}/callback/ws/endpoint`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ AppID: platform.appId, AppSecret: 'wrong' }),
    })
    expect(await answer.json()).toMatchObject({ code: 514, data: { URL: '' } })
  })
})

test('a frame is read as it was written', () => {
  const frame = {
    seqId: 3,
    logId: 2 ** 40,
    service: 33554678,
    method: 1,
    headers: { type: 'event', message_id: 'x', biz_rt: '' },
    payload: Buffer.from([0, 1, 255]),
  }
  expect(decodeFrame(encodeFrame(frame))).toEqual(frame)
})
