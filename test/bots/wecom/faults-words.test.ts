// What people, and whoever stands between, might put into words, addresses and buttons to make the desk do or say something.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Timing } from '../../../bots/wecom/index.ts'
import { mayFetch, nameIn, opened } from '../../../bots/wecom/web-file.ts'
import { WecomPlatform } from '../../support/wecom/platform.ts'
import {
  buttonOf,
  cardOf,
  channelFor,
  inTime,
  type Made,
  messageIn,
  outgoingOf,
  type Recording,
  recordingHost,
  until,
} from './parts.ts'

let platform: WecomPlatform
const started: Made['channel'][] = []
const servers: Server[] = []

beforeEach(async () => {
  platform = await WecomPlatform.start()
  platform.addGroup('wr-duty', ['wang', 'chen'])
  platform.addGroup('wr-new', ['wang'], { spokenTo: false })
})
afterEach(async () => {
  for (const channel of started.splice(0)) await channel.stop?.()
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
  await platform.stop()
})

async function listening(
  robots: Record<string, string> = {},
  timing: Partial<Timing> = {},
): Promise<Made & { host: Recording }> {
  const made = channelFor(platform.settings({ robots }), { timing })
  const host = recordingHost()
  started.push(made.channel)
  await made.channel.start?.(host)
  await until(() => made.channel.speaks())
  return { ...made, host }
}

describe('words of others', () => {
  const evil = [
    '<@all>', '<@chen>', '< @chen>', '<\u200b@chen>', '@所有人', '@all', '<font color="warning">假</font>', '</font>',
    '<!-- 到此为止', '<?x', '[银行](https://evil.example)', '[x](javascript:alert(1))', '![](https://evil.example/pixel)',
    '[1]: https://evil.example', '# 大标题', '【#12】', '（重发）',
  ] // biome-ignore format: a list

  test.each(['bot', 'robot'])('in title, lines and fields call nobody and hide nothing, said by the %s', async (by) => {
    const chat = by === 'bot' ? 'wr-duty' : 'wr-new'
    const { channel } = await listening({ 'wr-new': platform.addRobot('wr-new') })
    const words = evil.join(' ')
    const card = {
      ...cardOf(evil.join('\n')),
      title: `#23 ${words}`,
      next: words,
      fields: [{ label: '标题', value: words }],
      link: { label: words, url: 'https://example.com/<@chen>?q=<@all>#<@wang>' },
    }
    const sent = await channel.send(outgoingOf({ to: { room: chat }, card, mention: ['wang'] }), inTime())
    expect(sent).toMatchObject({ ok: true })
    const said = platform.messages(chat)
    expect(said.flatMap(({ mentions }) => mentions)).toEqual(['wang'])
    const text = said.map((each) => each.text).join('\n')
    expect(text).not.toMatch(/<font|<!--|<\?|^# /mu)
    // The one link is the desk's own, on a line of its own.
    expect([...text.matchAll(/\]\(([^)\s]*)/gu)].map(([, url]) => url)).toEqual(
      by === 'bot' ? ['https://example.com/%3C@chen%3E?q=%3C@all%3E#%3C@wang%3E'] : [],
    )
    expect(text).not.toMatch(/^\[1\]:/mu)
  })

  test('an address that no browser should open is only text', async () => {
    const { channel } = await listening()
    const card = { ...cardOf('看'), link: { label: '原帖', url: 'javascript:alert(1)' } }
    await channel.send(outgoingOf({ to: { room: 'wr-duty' }, card }), inTime())
    expect(platform.messages('wr-duty')[0]?.text).not.toContain('](')
  })

  test('an account with an @ in it is called; one that begins with it never is', async () => {
    const { channel } = await listening()
    await channel.send(outgoingOf({ to: { room: 'wr-duty' }, mention: ['wang@corp', '@all', 'a>b'] }), inTime())
    expect(platform.messages('wr-duty')[0]?.mentions).toEqual(['wang@corp'])
  })
})

test('a message of five million letters is kept and read in a moment, and the connection lives on', async () => {
  // Both sides are this process, which is long about such a frame: with the product's beat.
  const { channel, host } = await listening({}, { heartbeatMs: 15_000 })
  for (const text of ['水'.repeat(1_700_000), '@'.repeat(5_000_000), '/'.repeat(5_000_000), '#1 '.repeat(1_700_000)])
    platform.say('wr-duty', 'wang', { text })
  await until(() => host.raws.length === 4)
  const began = performance.now()
  for (const { body } of host.raws) messageIn(channel.decode(body))
  expect(performance.now() - began).toBeLessThan(3_000)
  expect([channel.speaks(), platform.opens]).toEqual([true, 1])
})

describe('buttons', () => {
  const card = cardOf('请尽快签收。', { buttons: [buttonOf({ action: 'claim', label: '签收' })] })

  test('pressed twice, and by two: each press is told apart, kept, and answered', async () => {
    const { channel, host } = await listening()
    await channel.send(outgoingOf({ to: { room: 'wr-duty' }, card }), inTime())
    const shown = platform.messages('wr-duty')[0]!
    host.answer = { done: true, refused: true, text: '已经签收。', card: null }
    const presses = ['wang', 'wang', 'chen'].map((who) => platform.press(shown, who, '签收'))
    await until(() => presses.every((press) => platform.world.wasAnswered(press)))
    expect(new Set(host.acted.map(({ key }) => key)).size).toBe(3)
  })

  test.each([
    { event_key: '{"z":1,"a":"claim","l":"签收","c":1e99,"d":false,"u":""}', task_id: 'z_1' },
    { event_key: '{"z":1,"a":"claim","l":"签收","c":"23","d":false,"u":""}', task_id: 'z_1' },
    { event_key: '{"z":1,"a":"","l":"签收","c":23,"d":false,"u":""}', task_id: 'z_1' },
    { event_key: '__proto__', task_id: 'z_1' },
    { task_id: 'z_1' },
    { event_key: 7, task_id: 7 },
  ])('a key that is none of ours decides nothing: %j', async (inner) => {
    const { host } = await listening()
    const body = { msgid: 'e1', from: { userid: 'wang' }, chatid: 'wr-duty', chattype: 'group', msgtype: 'event' }
    const event = { eventtype: 'template_card_event', template_card_event: inner }
    platform.push({ cmd: 'aibot_event_callback', headers: { req_id: 'r' }, body: { ...body, event } })
    const last = platform.say('wr-duty', 'wang', { text: '还在吗' })
    await until(() => host.raws.some(({ key }) => key === `message:${last}`))
    expect([host.acted, host.raws.length]).toEqual([[], 1])
  })
})

describe('files', () => {
  test.each([
    'http://cos.example.com/a', 'https://127.0.0.1/a', 'https://[::1]/a', 'https://169.254.169.254/latest', 'file:///etc/passwd',
    'https://localhost/a', 'https://db.internal/a', 'https://intranet/a', 'https://2130706433/a', 'https://0x7f.1/', '',
  ])('%j is not asked for on the platform’s own address', (url) => expect(mayFetch(url, undefined)).toBe(false)) // biome-ignore format: a list

  test('a file of the platform is asked for', () => {
    expect(mayFetch('https://ww-aibot-img-1258476243.cos.ap-guangzhou.myqcloud.com/x?sign=1', undefined)).toBe(true)
    expect(mayFetch('http://10.0.0.8/x', 'ws://10.0.0.8')).toBe(true)
    expect(mayFetch('http://10.0.0.8/x', 'wss://wecom.intra')).toBe(false)
  })

  test('a redirect does not lead into the own network, nor in circles', async () => {
    const asked: string[] = []
    const url = await serving((path) => {
      asked.push(path)
      return path === '/in' ? `${url}/secret` : path === '/round' ? `${url}/round` : null
    })
    expect((await opened(`${url}/in`, undefined, inTime())).status).toBe(404)
    expect(asked).toEqual(['/in'])
    expect((await opened(`${url}/round`, 'ws://x', inTime())).status).toBe(404)
    expect(asked).toHaveLength(5)
    expect(await (await opened(`${url}/in`, 'ws://x', inTime())).text()).toBe('/secret')
  })

  test.each([
    ["attachment; filename*=UTF-8''%E7%AD%94%E5%A4%8D.docx", '答复.docx'],
    ['attachment; filename="a b.pdf"; size=3', 'a b.pdf'],
    ['attachment; filename=%E7%AD%94.pdf', '答.pdf'],
    [`attachment; filename="${Buffer.from('答复.pdf').toString('latin1')}"`, '答复.pdf'],
    ['attachment; filename="../../etc/passwd"', 'passwd'],
    ['attachment; filename="C:\\temp\\a.doc"', 'a.doc'],
    ['attachment; filename="50%.pdf"', '50%.pdf'],
    ['attachment; filename="a%00%0ab.pdf"', 'ab.pdf'],
    ['attachment; filename=""', null],
    ['inline', null],
    [null, null],
  ])('%j is called %j', (header, name) => expect(nameIn(header)).toBe(name))

  test('a wrong key, no bytes, too many, and none at all', async () => {
    const { channel, host } = await listening()
    const { url } = platform.file(Buffer.alloc(100, 1))
    const big = platform.file(Buffer.alloc(21 * 1024 * 1024))
    const nothing = await serving(() => null, Buffer.alloc(0))
    const files = [
      { url, aeskey: Buffer.alloc(32, 9).toString('base64') },
      { url, aeskey: 'short' },
      { url: `${nothing}/x`, aeskey: Buffer.alloc(32).toString('base64') },
      big,
      { url: 'ftp://x/y', aeskey: '' },
    ]
    const found: unknown[] = []
    for (const file of files) {
      const count = host.raws.length
      platform.say('wr-duty', 'wang', { text: '看', quote: { msgtype: 'file', file } })
      await until(() => host.raws.length > count)
      const { body } = host.raws.at(-1)!
      const resolved = messageIn((await channel.resolve?.(messageIn(channel.decode(body)), body, inTime())) ?? null)
      found.push(resolved.files?.map(({ missing, bytes }) => missing ?? bytes?.length)[0])
    }
    // One in some two hundred wrong keys leaves what looks like padding: the bytes are others then.
    expect(found[0]).not.toBe(100)
    expect(found.slice(1)).toEqual(['gone', 0, 'too-big', 'gone'])
  })
})

/** Answers with its own path, or leads elsewhere. */
async function serving(leads: (path: string) => string | null, bytes?: Buffer): Promise<string> {
  const server = createServer(({ url = '/' }, response) => {
    const to = leads(url)
    if (to === null) response.end(bytes ?? url)
    else response.writeHead(302, { location: to }).end()
  })
  servers.push(server)
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
