// The webhook, over real sockets: what is the platform's is durable before it is acknowledged, everything else is refused.
import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { EVENTS_PATH } from '../../../bots/feishu/receive.ts'
import { instantOf } from '../../../src/domain/calendar/instant.ts'
import { FeishuPlatform } from '../../support/feishu/platform.ts'
import { encrypted } from '../../support/feishu/webhook.ts'
import { channelFor, messageIn, recordingHost, served } from './receive-parts.ts'
import { closeAfterEach, duty, webhook } from './webhook-parts.ts'

const closing = closeAfterEach()

describe.each([
  ['encrypted and signed', {}],
  ['plain, with the verification token', { encryptKey: null }],
  ['in the old schema', { eventSchema: 'v1' as const }],
])('events %s', (_how, options) => {
  test('are kept once each, and acknowledged', async () => {
    const { platform, host, channel } = await webhook(options)
    const { zhang, chatId } = duty(platform)
    const first = platform.say(chatId, zhang.openId, { text: '请看 https://weibo.com/1 😀 <at:bot>' })
    await platform.settled()
    platform.deliverAgain(first)
    platform.deliverAgain(first)
    const second = platform.say(chatId, zhang.openId, { text: '第二条' }, { replyTo: first })
    await platform.settled()
    expect(platform.undelivered).toBe(0)
    expect(host.raws.map(({ key, lane }) => ({ key, lane }))).toEqual([
      { key: `message:${first}`, lane: chatId },
      { key: `message:${second}`, lane: chatId },
    ])
    const [one, two] = host.raws.map(({ body }) => messageIn(channel.decode(body)))
    expect(one).toMatchObject({ text: expect.stringContaining('请看 https://weibo.com/1 😀'), from: zhang.openId })
    expect(one).toMatchObject({ addressed: true, room: chatId, direct: false })
    expect(two).toMatchObject({ text: '第二条', thread: first, replyTo: first })
  })
})

describe('events', () => {
  test('out of order are kept in the order of their coming', async () => {
    const { platform, host } = await webhook()
    const { zhang, chatId } = duty(platform)
    platform.hold()
    const said = ['一', '二', '三'].map((text) => platform.say(chatId, zhang.openId, { text }))
    platform.release('reverse')
    await platform.settled()
    expect(new Set(host.raws.map(({ key }) => key))).toEqual(new Set(said.map((id) => `message:${id}`)))
  })

  test('of every kind come through to their meaning', async () => {
    const { platform, host, channel } = await webhook()
    const { zhang, li, chatId } = duty(platform)
    const told = platform.say(chatId, zhang.openId, { text: '一' })
    platform.recall(told)
    platform.removeMember(chatId, li.openId)
    platform.addMember(chatId, li.openId)
    platform.removeBot(chatId, zhang.openId)
    platform.addBot(chatId, zhang.openId)
    platform.menu(zhang.openId, 'duty')
    platform.enterP2p(zhang.openId)
    platform.say(platform.p2p(zhang.openId), zhang.openId, { text: '/list' })
    platform.say(chatId, zhang.openId, { type: 'audio', content: { file_key: 'f', duration: 1 } })
    platform.dissolve(chatId)
    await platform.settled()
    const read = host.raws.map(({ body }) => channel.decode(body))
    const kinds = read.map((each) => (each?.kind === 'membership' ? each.change : each?.kind))
    expect(kinds.toSorted()).toEqual(
      [
        'message',
        'recall',
        'left',
        'joined',
        'desk-removed',
        'desk-added',
        'message',
        'message',
        'message',
        'dissolved',
      ].toSorted(),
    )
    expect(read).toContainEqual(expect.objectContaining({ text: '/duty', room: zhang.openId, direct: true }))
    expect(read).toContainEqual(expect.objectContaining({ text: '/list', direct: true, addressed: true }))
    expect(read).toContainEqual(expect.objectContaining({ opaque: 'audio' }))
    // Nothing that opens doors is written down.
    expect(JSON.stringify(host.raws)).not.toContain(platform.verificationToken)
  })

  test('that cannot be kept now are not acknowledged, and come again', async () => {
    let now = Date.parse('2026-10-09T01:20:00Z')
    const platform = await FeishuPlatform.start({ clock: { now: () => now } })
    closing(() => platform.stop())
    const host = recordingHost()
    const { channel } = channelFor(platform.settings('webhook'), { now: () => instantOf(now) })
    const server = await served(channel, host)
    closing(() => server.close())
    platform.webhook(server.url)
    const { zhang, chatId } = duty(platform)
    host.broken = new Error('the database is away')
    platform.say(chatId, zhang.openId, { text: '一' })
    await platform.settled()
    expect(host.raws).toEqual([])
    expect(platform.undelivered).toBe(1)
    host.broken = null
    now += 16_000
    platform.tick()
    await platform.settled()
    expect(host.raws).toHaveLength(1)
    expect(platform.undelivered).toBe(0)
  })

  test('ask nothing of the platform while they are handled', async () => {
    const { platform } = await webhook()
    const { zhang, chatId } = duty(platform)
    platform.forward(chatId, zhang.openId, [{ text: '一' }, { text: '二' }], { comment: '请看' })
    await platform.settled()
    expect(platform.calls).toEqual([])
  })
})

describe('the challenge', () => {
  test.each([
    ['encrypted', {}],
    ['plain', { encryptKey: null }],
  ])('%s is answered, though it is not signed', async (_how, options) => {
    const { platform } = await webhook(options)
    expect(await platform.challenge()).toBe(true)
  })

  test('with another token is refused', async () => {
    for (const encryptKey of [null, 'emulated encrypt key']) {
      const { post } = await webhook({ encryptKey })
      const asked = JSON.stringify({ type: 'url_verification', token: 'wrong', challenge: 'c' })
      const answer = await post(encryptKey === null ? asked : JSON.stringify({ encrypt: encrypted(encryptKey, asked) }))
      expect(answer.status).toBe(401)
    }
  })

  test('needs the key where there is no token', async () => {
    const { post } = await webhook({}, { verificationToken: undefined })
    const asked = JSON.stringify({ type: 'url_verification', challenge: 'c' })
    expect((await post(asked)).status).toBe(401)
    const answer = await post(JSON.stringify({ encrypt: encrypted('emulated encrypt key', asked) }))
    expect([answer.status, await answer.json()]).toEqual([200, { challenge: 'c' }])
  })
})

describe('what is not the platform’s', () => {
  const payload = (platform: FeishuPlatform, messageId: string) => ({
    schema: '2.0',
    header: { event_id: `e-${messageId}`, event_type: 'im.message.receive_v1', token: platform.verificationToken },
    event: {
      sender: { sender_id: { open_id: 'ou_x' }, sender_type: 'user' },
      message: {
        message_id: messageId,
        chat_id: 'oc_x',
        chat_type: 'group',
        message_type: 'text',
        content: '{"text":"1"}',
      },
    },
  })

  test('is refused with 401, and nothing of it is kept', async () => {
    const { platform, host, post } = await webhook()
    const { body, headers } = platform.signed(payload(platform, 'om_1'))
    const without = ({ ...given }: Record<string, string>, name: string) => {
      delete given[name]
      return given
    }
    const tries: [string, Buffer, Record<string, string>][] = [
      ['no signature', body, without(headers, 'x-lark-signature')],
      ['no nonce', body, without(headers, 'x-lark-request-nonce')],
      ['no timestamp', body, without(headers, 'x-lark-request-timestamp')],
      ['another signature', body, { ...headers, 'x-lark-signature': 'f'.repeat(64) }],
      ['a short signature', body, { ...headers, 'x-lark-signature': 'f' }],
      ['another body', Buffer.concat([body, Buffer.from(' ')]), headers],
      [
        'a later timestamp',
        body,
        { ...headers, 'x-lark-request-timestamp': String(Math.floor(Date.now() / 1000) + 1) },
      ],
    ]
    for (const [how, bytes, given] of tries) {
      const answer = await post(bytes, given)
      expect([how, answer.status]).toEqual([how, 401])
    }
    expect(host.raws).toEqual([])
    expect((await post(body, headers)).status).toBe(200)
    expect(host.raws).toHaveLength(1)
  })

  test('nor what is older or younger than five minutes; the same again within them is kept once', async () => {
    const { platform, host, post } = await webhook()
    for (const minutes of [-6, 6]) {
      const { body, headers } = platform.signed(payload(platform, 'om_1'), Date.now() + minutes * 60_000)
      expect((await post(body, headers)).status).toBe(401)
    }
    const { body, headers } = platform.signed(payload(platform, 'om_1'), Date.now() - 4 * 60_000)
    expect((await post(body, headers)).status).toBe(200)
    expect((await post(body, headers)).status).toBe(200)
    expect(host.raws).toHaveLength(1)
  })

  test('nor what was sealed with another key, or carries another token', async () => {
    const { platform, host, post } = await webhook()
    const sign = (body: string) => {
      const timestamp = String(Math.floor(Date.now() / 1000))
      const signature = createHash('sha256').update(`${timestamp}n${platform.encryptKey}${body}`).digest('hex')
      return {
        'x-lark-request-timestamp': timestamp,
        'x-lark-request-nonce': 'n',
        'x-lark-signature': signature,
      }
    }
    const other = JSON.stringify({ encrypt: encrypted('another key', JSON.stringify(payload(platform, 'om_1'))) })
    expect((await post(other)).status).toBe(401)
    expect((await post(other, sign(other))).status).toBe(400)
    const wrong = JSON.stringify({ ...payload(platform, 'om_1'), header: { event_type: 'x', token: 'wrong' } })
    expect((await post(wrong, sign(wrong))).status).toBe(401)
    expect(host.raws).toEqual([])
  })

  test('without an encrypt key the token must be right', async () => {
    const { platform, host, post } = await webhook({ encryptKey: null })
    const right = payload(platform, 'om_1')
    for (const token of ['', 'wrong', undefined, 1, null]) {
      const answer = await post(JSON.stringify({ ...right, header: { ...right.header, token } }))
      expect(answer.status).toBe(401)
    }
    expect((await post(JSON.stringify({ encrypt: 'AAAA' }))).status).toBe(400)
    expect(host.raws).toEqual([])
    expect((await post(JSON.stringify(right))).status).toBe(200)
  })

  test('what is no JSON, or no event, is malformed; what is too large is that', async () => {
    const { platform, post } = await webhook({ encryptKey: null })
    const { token } = payload(platform, 'om_1').header
    const wrong = ['', '{', 'null', '[]', '1', '{"schema":"2.0"', JSON.stringify({ schema: '2.0', header: { token } })]
    for (const body of wrong) expect([body, (await post(body)).status]).toEqual([body, 400])
    expect((await post(Buffer.from([0x7b, 0xff, 0x7d]))).status).toBe(400)
    expect((await post(' '.repeat(1024 * 1024 + 1))).status).toBe(413)
  })
})

test('in long-connection mode there is no such address', async () => {
  const platform = await FeishuPlatform.start()
  closing(() => platform.stop())
  const { channel } = channelFor(platform.settings('long-connection'))
  const server = await served(channel, recordingHost())
  closing(() => server.close())
  expect(server.url.endsWith(EVENTS_PATH)).toBe(true)
  expect((await fetch(server.url, { method: 'POST', body: '{}' })).status).toBe(404)
})
