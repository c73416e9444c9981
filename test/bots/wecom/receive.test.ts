// What people say and press, over the real SDK: kept once, in order, and understood.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type IncomingMessage, TryLater } from '../../../src/channel.ts'
import { type Said, WecomPlatform } from '../../support/wecom/platform.ts'
import {
  buttonOf,
  cardOf,
  channelFor,
  inTime,
  type Made,
  type Making,
  messageIn,
  outgoingOf,
  type Recording,
  recordingHost,
  until,
} from './parts.ts'

let platform: WecomPlatform
let now = Date.parse('2026-10-09T01:20:00Z')
const started: Made['channel'][] = []

beforeEach(async () => {
  platform = await WecomPlatform.start({ clock: { now: () => now } })
  platform.addGroup('wr-duty', ['wang', 'chen'])
})
afterEach(async () => {
  for (const channel of started.splice(0)) await channel.stop?.()
  await platform.stop()
})

async function listening(given: Making & { name?: string } = {}): Promise<Made & { host: Recording }> {
  const made = channelFor(platform.settings(given.name === undefined ? {} : { name: given.name }), given)
  const host = recordingHost()
  started.push(made.channel)
  await made.channel.start?.(host)
  await until(() => made.channel.speaks())
  return { ...made, host }
}

/** Said, kept, and understood. */
async function heard(
  { channel, host }: Made & { host: Recording },
  chat: string,
  who: string,
  said: Said,
): Promise<IncomingMessage> {
  const count = host.raws.length
  platform.say(chat, who, said)
  await until(() => host.raws.length > count)
  const body = host.raws.at(-1)?.body
  const decoded = messageIn(channel.decode(body))
  return channel.isPartial?.(decoded) ? messageIn((await channel.resolve?.(decoded, body, inTime())) ?? null) : decoded
}

const ours = { msgtype: 'markdown', markdown: { content: '**▲ 重大 #23 幼儿园门口积水**\n请尽快签收。' } }
const theirs = { msgtype: 'text', text: { content: '东门积水 https://weibo.com/1/a' } }

describe('messages', () => {
  test('in a group: the room, who, without the bot’s name', async () => {
    const one = await listening()
    expect(await heard(one, 'wr-duty', 'wang', { text: '/签收 #23' })).toEqual({
      kind: 'message',
      room: 'wr-duty',
      direct: false,
      messageId: expect.any(String),
      thread: null,
      replyTo: null,
      from: 'wang',
      at: expect.any(String),
      text: '/签收 #23',
      addressed: true,
    })
    expect(one.host.raws[0]).toMatchObject({ channel: 'wecom', lane: 'wr-duty' })
  })

  test('in private the room is the person', async () => {
    const one = await listening()
    expect(await heard(one, 'chen', 'chen', { text: '@张三 请看' })).toMatchObject({
      room: 'chen',
      direct: true,
      text: '@张三 请看',
    })
    expect(one.host.raws[0]?.lane).toBe('chen')
  })

  test('the way to answer in the bot’s place is not kept', async () => {
    const one = await listening()
    await heard(one, 'wr-duty', 'wang', { text: '一' })
    expect(JSON.stringify(one.host.raws)).not.toContain('response_url')
  })

  test('text and pictures mixed, the pictures decrypted', async () => {
    const one = await listening()
    const bytes = Buffer.from('89504e470d0a1a0a00112233', 'hex')
    const got = await heard(one, 'wr-duty', 'wang', {
      mixed: [{ text: '东门积水' }, { image: bytes }, { text: '请看' }],
    })
    expect(got.text).toBe('东门积水\n请看')
    expect(got.files?.map(({ kind, bytes }) => [kind, Buffer.from(bytes ?? []).toString('hex')])).toEqual([
      ['image', bytes.toString('hex')],
    ])
  })

  test('a picture, a file and a voice in private', async () => {
    const one = await listening()
    const bytes = Buffer.alloc(100_000, 7)
    expect(await heard(one, 'chen', 'chen', { image: bytes })).toMatchObject({
      text: '',
      files: [{ kind: 'image', bytes }],
    })
    expect(await heard(one, 'chen', 'chen', { file: bytes, name: '答复.docx' })).toMatchObject({
      files: [{ kind: 'file', name: '答复.docx', bytes }],
    })
    expect(await heard(one, 'chen', 'chen', { voice: '东门积水了' })).toMatchObject({ text: '东门积水了' })
  })

  test('a file that is fetched too late is missing', async () => {
    const one = await listening()
    platform.say('chen', 'chen', { image: Buffer.alloc(10) })
    await until(() => one.host.raws.length === 1)
    now += 6 * 60_000
    const body = one.host.raws[0]?.body
    const decoded = messageIn(one.channel.decode(body))
    expect(await one.channel.resolve?.(decoded, body, inTime())).toMatchObject({ files: [{ missing: 'gone' }] })
  })

  test('what nobody has heard of is told by its name', async () => {
    const one = await listening()
    expect(await heard(one, 'wr-duty', 'wang', { msgtype: 'hologram', body: { hologram: {} } })).toMatchObject({
      text: '',
      opaque: 'hologram',
    })
    expect(
      await heard(one, 'wr-duty', 'wang', { msgtype: 'video', body: { video: { url: 'https://x/' } } }),
    ).toMatchObject({
      opaque: 'video',
    })
  })

  test('the same message twice is one', async () => {
    const one = await listening()
    const id = platform.say('wr-duty', 'wang', { text: '一' })
    platform.deliverAgain(id)
    platform.say('wr-duty', 'wang', { text: '二' })
    await until(() => one.host.raws.length === 2)
    expect(one.host.raws.map(({ body }) => messageIn(one.channel.decode(body)).text)).toEqual(['一', '二'])
  })

  test('what the database does not take waits for it, in order', async () => {
    const one = await listening()
    one.host.broken = true
    for (const text of ['一', '二', '三']) platform.say('wr-duty', 'wang', { text })
    await until(() => one.host.refused >= 3)
    one.host.broken = false
    await until(() => one.host.raws.length === 3)
    expect(one.host.raws.map(({ body }) => messageIn(one.channel.decode(body)).text)).toEqual(['一', '二', '三'])
  })

  test('what was never kept is named when it stops', async () => {
    const one = await listening()
    one.host.broken = true
    platform.say('wr-duty', 'wang', { text: '一' })
    await until(() => one.host.refused >= 1)
    await one.channel.stop?.()
    expect(one.logged.join('\n')).toMatch(/messages are lost.*message:/u)
  })

  test('its own time is that of its coming, or the platform’s where it tells one; the drill’s in drills', async () => {
    const one = await listening({ deps: { drillTime: () => '2030-01-01T00:00:00.000Z' } })
    expect((await heard(one, 'wr-duty', 'wang', { text: '一' })).at).toBe('2030-01-01T00:00:00.000Z')
    const stored = one.host.raws[0]?.body as { body: object }
    const seconds = Math.floor(Date.now() / 1_000) - 60
    const timed = { ...stored, body: { ...stored.body, create_time: seconds } }
    const outsideDrills = channelFor(platform.settings()).channel
    expect(messageIn(outsideDrills.decode(timed)).at).toBe(new Date(seconds * 1_000).toISOString())
  })

  test('without the bot’s name told, the first name is taken for it', async () => {
    const { name: _name, ...settings } = platform.settings()
    const made = channelFor(settings)
    const host = recordingHost()
    started.push(made.channel)
    await made.channel.start?.(host)
    await until(() => made.channel.speaks())
    expect(await heard({ ...made, host }, 'wr-duty', 'wang', { text: '@张三 请看' })).toMatchObject({
      text: '@张三 请看',
    })
  })
})

describe('quotations', () => {
  test('a command without a number is about the case that is quoted', async () => {
    const one = await listening()
    expect(await heard(one, 'wr-duty', 'wang', { text: '/签收', quote: ours })).toMatchObject({ text: '/签收 #23' })
    expect(await heard(one, 'wr-duty', 'wang', { text: '/备注 已到现场', quote: ours })).toMatchObject({
      text: '/备注 #23 已到现场',
    })
    expect(await heard(one, 'wr-duty', 'wang', { text: '/why', quote: ours })).toMatchObject({ text: '/why #23' })
    expect(await heard(one, 'wr-duty', 'wang', { text: '/备注：1、已到现场', quote: ours })).toMatchObject({
      text: '/备注 #23 1、已到现场',
    })
  })

  test.each(['/签收 #7', '/签收 7', '/签收【案件7】', '/list', '/没有这个', '/help'])(
    '%s stays as it is',
    async (text) => {
      const one = await listening()
      expect(await heard(one, 'wr-duty', 'wang', { text, quote: ours })).toMatchObject({ text })
    },
  )

  test('talk about our message answers that message', async () => {
    const one = await listening()
    const sent = await one.channel.send(outgoingOf({ to: { room: 'wr-duty' } }), inTime())
    const got = await heard(one, 'wr-duty', 'wang', { text: '已到现场', quote: ours })
    expect(got).toMatchObject({ text: '已到现场', replyTo: sent.ok ? sent.messageId : '' })
  })

  test('our own card, quoted, is about its case too', async () => {
    const one = await listening()
    const card = cardOf('请尽快签收。', { buttons: [buttonOf({ action: 'claim', label: '签收' })] })
    await one.channel.send(outgoingOf({ to: { room: 'wr-duty' }, card }), inTime())
    const [shown] = platform.messages('wr-duty')
    const quote = { msgtype: 'text', text: { content: shown?.text ?? '' } }
    expect(await heard(one, 'wr-duty', 'wang', { text: '/签收', quote })).toMatchObject({ text: '/签收 #23' })
  })

  test('other people’s words are passed on with what is said of them', async () => {
    const one = await listening()
    const got = await heard(one, 'wr-duty', 'wang', { text: '请关注', quote: theirs })
    expect(got).toMatchObject({ text: '请关注\n东门积水 https://weibo.com/1/a', replyTo: null })
    expect(await heard(one, 'wr-duty', 'wang', { text: '', quote: theirs })).toMatchObject({
      text: '东门积水 https://weibo.com/1/a',
    })
    expect(await heard(one, 'wr-duty', 'wang', { text: '/list', quote: theirs })).toMatchObject({ text: '/list' })
  })

  test('words that only look like ours are other people’s where nothing was said of that case', async () => {
    const one = await listening()
    const quote = { msgtype: 'text', text: { content: '#999 路公交 https://weibo.com/1/b' } }
    const got = await heard(one, 'wr-duty', 'wang', { text: '请看', quote })
    expect(got).toMatchObject({ replyTo: null, text: '请看\n#999 路公交 https://weibo.com/1/b' })
  })

  test('words with the number of a case that was told of here are other people’s all the same', async () => {
    const one = await listening()
    await one.channel.send(outgoingOf({ to: { room: 'wr-duty' } }), inTime())
    const quote = { msgtype: 'text', text: { content: '#23 路公交总不来 https://weibo.com/1/b' } }
    expect(await heard(one, 'wr-duty', 'wang', { text: '请看', quote })).toMatchObject({
      replyTo: null,
      text: '请看\n#23 路公交总不来 https://weibo.com/1/b',
    })
    expect(await heard(one, 'wr-duty', 'wang', { text: '/签收', quote })).toMatchObject({
      replyTo: null,
      text: '/签收',
    })
  })

  test('what was kept of our messages before their beginnings were is still known by its number', async () => {
    const one = await listening()
    one.kept.set('said:wr-duty:23', 'z_old')
    expect(await heard(one, 'wr-duty', 'wang', { text: '已到现场', quote: ours })).toMatchObject({ replyTo: 'z_old' })
  })

  test('a quoted picture is passed on', async () => {
    const one = await listening()
    const bytes = Buffer.alloc(64, 3)
    const quote = { msgtype: 'image', image: platform.file(bytes) }
    expect(await heard(one, 'wr-duty', 'wang', { text: '请看', quote })).toMatchObject({
      files: [{ kind: 'image', bytes }],
    })
  })

  test('a picture that cannot be fetched now is tried again, until the platform would give it no more', async () => {
    let at = Date.now()
    const one = await listening({ deps: { now: () => new Date(at).toISOString() } })
    const image = { url: 'http://127.0.0.1:9/none', aeskey: '' }
    platform.say('wr-duty', 'wang', { text: '请看', quote: { msgtype: 'image', image } })
    await until(() => one.host.raws.length === 1)
    const body = one.host.raws[0]?.body
    const decoded = messageIn(one.channel.decode(body))
    await expect(one.channel.resolve?.(decoded, body, inTime())).rejects.toThrow(TryLater)
    at += 7 * 60_000
    expect(await one.channel.resolve?.(decoded, body, inTime())).toMatchObject({ files: [{ missing: 'gone' }] })
  })

  test('a quotation of what the platform does not hand over is told by its name', async () => {
    const one = await listening()
    expect(await heard(one, 'wr-duty', 'wang', { text: '', quote: { msgtype: 'chatrecord' } })).toMatchObject({
      opaque: 'chatrecord',
    })
    expect(await heard(one, 'wr-duty', 'wang', { text: '/list', quote: { msgtype: 'text' } })).toMatchObject({
      text: '/list',
    })
  })
})
