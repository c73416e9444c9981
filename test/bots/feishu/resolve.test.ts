// What the platform keeps elsewhere: records and files, fetched through the unmodified SDK.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isPartial } from '../../../bots/feishu/resolve.ts'
import { type IncomingMessage, TryLater } from '../../../src/channel.ts'
import { FeishuPlatform } from '../../support/feishu/platform.ts'
import { channelFor, messageIn, recordingHost, served } from './receive-parts.ts'

let platform: FeishuPlatform
beforeEach(async () => {
  platform = await FeishuPlatform.start({ limits: false })
})
afterEach(() => platform.stop())

const calls = (path: RegExp) => platform.calls.filter((each) => path.test(each.path))

describe('what is fetched afterwards', () => {
  async function heard(say: (chatId: string, openId: string) => void) {
    const host = recordingHost()
    const { channel, deps } = channelFor(platform.settings('webhook'))
    const server = await served(channel, host)
    platform.webhook(server.url)
    const zhang = platform.addUser({ name: '张三' })
    const { chatId } = platform.addChat({ name: '值班群', members: [zhang.openId] })
    say(chatId, zhang.openId)
    await platform.settled()
    await server.close()
    const body = host.raws.at(-1)?.body
    const incoming = messageIn(channel.decode(body))
    const fetched = async (): Promise<IncomingMessage> => {
      expect(channel.isPartial?.(incoming)).toBe(true)
      const whole = await channel.resolve?.(incoming, body, AbortSignal.timeout(5_000))
      return messageIn(whole ?? null)
    }
    return { fetched, channel, incoming, body, deps }
  }

  test('of a record: its messages in their order, records within it where they stood, in one call', async () => {
    const { fetched } = await heard((chatId, openId) => {
      platform.forward(chatId, openId, [
        { text: '一 https://weibo.com/1' },
        { record: [{ text: '二' }, { record: [{ text: '三' }] }] },
        { image: Buffer.from('png') },
        { post: { title: '四', content: [[{ tag: 'a', href: 'https://weibo.com/2', text: '链' }]] } },
        { type: 'audio', content: { file_key: 'f', duration: 1 } },
      ])
    })
    const whole = await fetched()
    expect(whole.parts).toEqual([
      { text: '一 https://weibo.com/1' },
      { text: '二' },
      { text: '三' },
      { text: '', files: [{ kind: 'image', name: null, missing: 'forbidden' }] },
      { text: expect.stringContaining('https://weibo.com/2') },
    ])
    expect(isPartial(whole)).toBe(false)
    expect(calls(/im\/v1\/messages/)).toHaveLength(1)
  })

  test('of a long record: the first hundred', async () => {
    const { fetched } = await heard((chatId, openId) => {
      platform.forward(
        chatId,
        openId,
        Array.from({ length: 130 }, (_, i) => ({ text: `第${i + 1}条` })),
      )
    })
    const { parts } = await fetched()
    expect(parts).toHaveLength(100)
    expect(parts?.at(-1)).toEqual({ text: '第100条' })
  })

  test('of a record that cannot be opened: nothing, and it is as opaque as a sound', async () => {
    const { fetched } = await heard((chatId, openId) => {
      platform.forward(chatId, openId, [{ text: '一' }])
    })
    platform.fault({ kind: 'status', status: 400, code: 230002, path: /im\/v1\/messages/ })
    const whole = await fetched()
    expect(whole.opaque).toBe('merge_forward')
    expect(whole).not.toHaveProperty('parts')
    expect(isPartial(whole)).toBe(false)
  })

  test('of a picture and a file: their bytes', async () => {
    const bytes = Buffer.from('a picture, or what is taken for one')
    const image = await heard((chatId, openId) => void platform.say(chatId, openId, { image: bytes }))
    expect((await image.fetched()).files).toEqual([{ kind: 'image', name: null, bytes }])
    const file = await heard((chatId, openId) => void platform.say(chatId, openId, { file: bytes, name: '通报.docx' }))
    expect((await file.fetched()).files).toEqual([{ kind: 'file', name: '通报.docx', bytes }])
  })

  test('of a file over 20 MB: nothing', async () => {
    const bytes = Buffer.alloc(20 * 1024 * 1024 + 1)
    const file = await heard((chatId, openId) => void platform.say(chatId, openId, { file: bytes, name: 'x.mp4' }))
    expect((await file.fetched()).files).toEqual([{ kind: 'file', name: 'x.mp4', missing: 'too-big' }])
  })

  test('of a file that is gone, or may not be had: nothing', async () => {
    const bytes = Buffer.from('x')
    const file = await heard((chatId, openId) => void platform.say(chatId, openId, { file: bytes, name: 'x.txt' }))
    for (const [status, code, missing] of [
      [400, 234003, 'gone'],
      [404, undefined, 'gone'],
      [400, 234004, 'forbidden'],
      [400, 99991672, 'forbidden'],
      [400, 234037, 'too-big'],
    ] as const) {
      platform.fault({ kind: 'status', status, ...(code ? { code } : {}), path: /resources/ })
      expect((await file.fetched()).files).toEqual([{ kind: 'file', name: 'x.txt', missing }])
    }
  })

  test.each([
    ['the platform is down', { kind: 'status', status: 502 }],
    ['the connection breaks', { kind: 'reset' }],
    [
      'it is asked too often',
      { kind: 'status', status: 429, code: 99991400, headers: { 'x-ogw-ratelimit-reset': '7' } },
    ],
  ] as const)('is tried later where %s', async (_why, fault) => {
    const file = await heard((chatId, openId) => void platform.say(chatId, openId, { image: Buffer.from('x') }))
    const record = await heard((chatId, openId) => void platform.forward(chatId, openId, [{ text: '一' }]))
    for (const each of [file, record]) {
      platform.fault({ ...fault, path: /im\/v1\/messages/ })
      const failed = await each.fetched().catch((error: unknown) => error)
      expect(failed).toBeInstanceOf(TryLater)
      if (fault.kind === 'status' && fault.status === 429) expect(failed).toMatchObject({ afterMs: 7_000 })
      expect(isPartial(await each.fetched())).toBe(false)
    }
  })

  test('goes on with a new token where that ended in the middle', async () => {
    const bytes = Buffer.from('x')
    const file = await heard((chatId, openId) => void platform.say(chatId, openId, { image: bytes }))
    expect((await file.fetched()).files?.[0]?.bytes).toEqual(bytes)
    platform.expireTokens()
    expect((await file.fetched()).files?.[0]?.bytes).toEqual(bytes)
  })
})
