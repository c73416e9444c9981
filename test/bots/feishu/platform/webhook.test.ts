// How the emulated platform delivers events by webhook: signed bytes, deadlines, retries, repetitions, disorder.
import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as lark from '@larksuiteoapi/node-sdk'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FeishuPlatform, type PlatformOptions } from '../../../support/feishu/platform.ts'
import { aButton, aCard, dispatcherFor, handClock, sdkFor, send, sentId } from '../../../support/feishu/sdk.ts'
import { encrypted } from '../../../support/feishu/webhook.ts'

interface Posted {
  body: Buffer
  headers: Record<string, unknown>
  /** As the SDK decrypts it. */
  event: Record<string, unknown>
}

const clock = handClock()
let platform: FeishuPlatform
let server: Server
let posted: Posted[]
let status: number
let silent: boolean
/** What clicks are answered with. */
let answer: string
let chatId: string
let zhang: string

async function start(options: PlatformOptions = {}): Promise<void> {
  platform = await FeishuPlatform.start({ clock, ...options })
  zhang = platform.addUser({ name: '张三' }).openId
  chatId = platform.addChat({ name: '值班群', members: [zhang] }).chatId
  platform.webhook(`http://127.0.0.1:${(server.address() as AddressInfo).port}/events`)
}

beforeEach(async () => {
  posted = []
  status = 200
  silent = false
  answer = '{}'
  server = createServer((request, response) => void receive(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})

async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const body = Buffer.concat(chunks)
  const read = JSON.parse(body.toString('utf8')) as Record<string, unknown>
  const asked = lark.generateChallenge(read, { encryptKey: platform.encryptKey ?? '' })
  if (asked.isChallenge) {
    response.end(JSON.stringify(status === 200 ? asked.challenge : { challenge: 'wrong' }))
    return
  }
  let event: Record<string, unknown> = {}
  const dispatcher = dispatcherFor(platform, (flat) => {
    event = flat
  })
  await dispatcher.invoke(read, { needCheck: false })
  posted.push({ body, headers: request.headers, event })
  if (silent) return
  response.statusCode = status
  response.end(event.event_type === 'card.action.trigger' ? answer : '{}')
}

afterEach(async () => {
  await platform.stop()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

function beSilent(): void {
  silent = true
  platform.answerWithin(500)
}

const say = (text: string) => platform.say(chatId, zhang, { text })

const messageIn = (each: Posted | undefined) => each?.event.message

const textsPosted = () =>
  posted.map(({ event }) => (JSON.parse((event.message as { content: string }).content) as { text: string }).text)

describe('an event', () => {
  test('is encrypted, and signed over its bytes, whatever white space these have', async () => {
    await start()
    for (let count = 0; count < 30; count += 1) say(`第${count}条 https://a.cn/${count}`)
    await platform.settled()
    expect(posted).toHaveLength(30)
    const shapes = new Set(posted.map(({ body }) => body.toString('utf8').replace(/[A-Za-z0-9+=]{20,}|\\?\//g, '')))
    expect(shapes.size).toBeGreaterThan(2)
    for (const { body, headers } of posted) {
      expect(Object.keys(JSON.parse(body.toString('utf8')) as object)).toEqual(['encrypt'])
      const { 'x-lark-request-timestamp': timestamp, 'x-lark-request-nonce': nonce } = headers
      const signed = Buffer.concat([
        Buffer.from(`${String(timestamp)}${String(nonce)}${platform.encryptKey ?? ''}`),
        body,
      ])
      expect(headers['x-lark-signature']).toBe(createHash('sha256').update(signed).digest('hex'))
      expect(Number(timestamp)).toBe(Math.floor(clock.now() / 1000))
    }
  })

  test('is plain and unsigned without an encrypt key', async () => {
    await start({ encryptKey: null })
    say('一')
    await platform.settled()
    expect(posted[0]?.headers).not.toHaveProperty('x-lark-signature')
    expect(JSON.parse(posted[0]?.body.toString('utf8') ?? '')).toMatchObject({
      schema: '2.0',
      header: { event_type: 'im.message.receive_v1', token: platform.verificationToken, app_id: platform.appId },
    })
  })

  test('tells who was called by key, and everybody without an entry', async () => {
    await start()
    say(`<at:bot> 请 <at:${zhang}> 看 <at:all>`)
    await platform.settled()
    const { content, mentions } = messageIn(posted[0]) as { content: string; mentions: object[] }
    expect(JSON.parse(content)).toEqual({ text: '@_user_1 请 @_user_2 看 @_all' })
    expect(mentions).toMatchObject([
      { key: '@_user_1', id: { open_id: platform.bot.openId }, mentioned_type: 'bot', name: '值班台' },
      { key: '@_user_2', id: { open_id: zhang }, mentioned_type: 'user', name: '张三' },
    ])
    expect(mentions).toHaveLength(2)
  })

  test('comes in the old schema where that is subscribed to', async () => {
    await start({ eventSchema: 'v1' })
    say('<at:bot> 一')
    platform.forward(chatId, zhang, [{ text: '甲' }])
    await platform.settled()
    const [text, forward] = posted.map(({ event }) => event)
    expect(text).toMatchObject({
      type: 'event_callback',
      msg_type: 'text',
      text_without_at_bot: '一',
      is_mention: true,
    })
    expect(forward).toMatchObject({ msg_type: 'merge_forward', msg_list: [{ msg_type: 'text', text: '甲' }] })
  })

  test('of a bot, or of a chat without the bot, does not arrive', async () => {
    await start()
    platform.removeBot(chatId, zhang)
    say('没人听见')
    platform.addBot(chatId, zhang)
    await platform.settled()
    expect(posted.map(({ event }) => event.event_type).sort()).toEqual([
      'im.chat.member.bot.added_v1',
      'im.chat.member.bot.deleted_v1',
    ])
  })
})

describe('an event that is not answered with 200 within the deadline', () => {
  test.each([
    ['500', () => (status = 500)],
    ['302', () => (status = 302)],
    ['nothing', beSilent],
    ['nobody there', () => platform.webhook('http://127.0.0.1:9')],
  ])('%s: comes again after 15 s, 5 min, 1 h and 6 h, and then no more', async (name, deed) => {
    await start()
    deed()
    const id = say('一')
    await platform.settled()
    for (const [waits, seconds] of [15, 300, 3600, 21_600].entries()) {
      expect(platform.undelivered).toBe(1)
      clock.advance(seconds * 1000 - 1)
      platform.tick()
      await platform.settled()
      const before = name === 'nobody there' ? 0 : waits + 1
      expect(posted).toHaveLength(before)
      clock.advance(1)
      platform.tick()
      await platform.settled()
      expect(posted).toHaveLength(name === 'nobody there' ? 0 : before + 1)
    }
    expect(platform.undelivered).toBe(0)
    expect(new Set(posted.map(({ event }) => (event.message as { message_id: string }).message_id)).size).toBeLessThan(
      2,
    )
    for (const { event } of posted) expect(event.message).toMatchObject({ message_id: id })
    const nonces = posted.map(({ headers }) => headers['x-lark-request-nonce'])
    expect(new Set(nonces).size).toBe(nonces.length)
  })

  test('does not come again once it was taken', async () => {
    await start()
    status = 500
    say('一')
    await platform.settled()
    status = 200
    clock.advance(15_000)
    platform.tick()
    await platform.settled()
    clock.advance(86_400_000)
    platform.tick()
    await platform.settled()
    expect(posted).toHaveLength(2)
  })
})

describe('on request, events come', () => {
  test('again after a success', async () => {
    await start()
    const id = say('一')
    await platform.settled()
    platform.deliverAgain(id)
    await platform.settled()
    expect(posted.map(({ event }) => event.event_id)).toEqual([posted[0]?.event.event_id, posted[0]?.event.event_id])
  })

  test('each twice', async () => {
    await start()
    platform.repeatEvents()
    say('一')
    await platform.settled()
    expect(textsPosted()).toEqual(['一', '一'])
  })

  test('out of order', async () => {
    await start()
    platform.hold()
    for (const text of ['一', '二', '三']) say(text)
    await platform.settled()
    expect(posted).toEqual([])
    platform.release('reverse')
    await platform.settled()
    expect(textsPosted()).toEqual(['三', '二', '一'])
  })

  test('never', async () => {
    await start()
    platform.drop(2)
    for (const text of ['一', '二', '三']) say(text)
    await platform.settled()
    expect(textsPosted()).toEqual(['三'])
    expect(platform.messages(chatId)).toHaveLength(3)
  })
})

test.each([
  ['{"toast":{"type":"success","content":"好"}}', { ok: true, toast: '好' }],
  ['', { ok: true, toast: null }],
  ['success', { ok: false, code: 200672 }],
])('a click is answered in the body: %s', async (body, seen) => {
  await start()
  answer = body
  const id = await sentId(send(sdkFor(platform).client, chatId, aCard([aButton('签收', 'claim')])))
  expect(await platform.click(id, zhang, '签收')).toMatchObject(seen)
  status = 500
  expect(await platform.click(id, zhang, '签收')).toEqual({ ok: false, code: 200671 })
  beSilent()
  expect(await platform.click(id, zhang, '签收')).toEqual({ ok: false, code: 200341 })
  expect(platform.undelivered).toBe(0)
})

test('the address is accepted once it has answered the challenge', async () => {
  await start()
  expect(await platform.challenge()).toBe(true)
  status = 500
  expect(await platform.challenge()).toBe(false)
})

test('the encryption is that of the documentation', () => {
  const cipher = new lark.AESCipher('test key')
  expect(cipher.decrypt('P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk=')).toBe('hello world')
  expect(cipher.decrypt(encrypted('test key', '你好 hello'))).toBe('你好 hello')
})
