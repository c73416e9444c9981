// What the doctor finds out about events: whether they can reach this service, and whether the app is subscribed to them.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FeishuSettings } from '../../../../bots/feishu/deps.ts'
import { isInner } from '../../../../bots/feishu/doctor/listening.ts'
import { channelFor, recordingHost, type Served, served } from '../receive-parts.ts'
import { EVENTS } from './console.ts'
import { about, type Diagnosing, diagnosing } from './doctor-parts.ts'

let on: Diagnosing
const open: Served[] = []
beforeEach(async () => {
  on = await diagnosing()
})
afterEach(async () => {
  for (const each of open.splice(0)) await each.close()
  await on.stop()
})

describe('the long connection', () => {
  test.each([
    ['code-403', /^PROBLEM long connection: refused \(403 .*custom apps .*使用长连接接收事件/],
    ['code-1000040350', /^WARNING long connection: all 50 connections/],
    ['code-1', /^WARNING long connection: the platform is busy/],
    ['http-502', /^PROBLEM long connection: CONSOLE does not say where to connect \(HTTP 502\)/],
  ] as const)('refused by %s', async (how, says) => {
    on.platform.refuseConnections(how)
    expect(about(await on.lines(), 'connection')).toEqual([expect.stringMatching(says)])
  })

  test('is not asked for in the other mode', async () => {
    await on.lines({}, { mode: 'webhook' })
    expect(on.front.asked).not.toContain('POST /callback/ws/endpoint')
  })
})

describe('subscriptions', () => {
  test('that are missing in the version on line', async () => {
    on.front.version.event_infos = EVENTS.slice(1, -1).map((event_type) => ({ event_type }))
    expect(about(await on.lines(), 'events')).toEqual([
      `PROBLEM events: not subscribed in version 1.0.3: im.message.receive_v1, im.chat.disbanded_v1; CONSOLE/app/${on.platform.appId}/event, Events & Callbacks (事件与回调) → Event Configuration (事件配置) → Add Events (添加事件), then publish a version: Version Management & Release (版本管理与发布)`,
    ])
    on.front.version.event_infos = EVENTS.slice(0, -1).map((event_type) => ({ event_type }))
    expect(about(await on.lines(), 'events')).toEqual([
      expect.stringMatching(/^WARNING events: .*1\.0\.3: im\.chat\.disbanded_v1;/),
    ])
  })

  test('are told in an older list too, and not guessed at where none is told', async () => {
    on.front.version = { version: '2', events: EVENTS }
    expect(about(await on.lines(), 'events')).toEqual(['ok events: all 9 are subscribed in version 2'])
    on.front.version = { version: '2' }
    expect(about(await on.lines(), 'events')).toEqual([
      expect.stringMatching(
        /^WARNING events: the version on line cannot be looked at \(no events are told\): compare by hand/,
      ),
    ])
  })

  test('of the buttons: missing, or by the other way', async () => {
    on.front.app.callback_info = { callback_type: 'webhook', subscribed_callbacks: [] }
    expect(about(await on.lines(), 'callback')).toEqual([
      expect.stringMatching(
        /^PROBLEM callback: card\.action\.trigger is not subscribed: no button of a card works \(200340\); .*回调配置/,
      ),
      expect.stringMatching(
        /^PROBLEM callback: clicks are sent by webhook, and FEISHU_MODE is long-connection: choose long connection/,
      ),
    ])
    delete on.front.app.callback_info
    expect(about(await on.lines(), 'callback')).toEqual([
      expect.stringMatching(/^WARNING callback: the platform does not tell it/),
    ])
  })

  test('count only in a version that is on line', async () => {
    on.front.app.online_version_id = ''
    on.front.app.unaudit_version_id = 'oav_waits'
    expect(about(await on.lines(), 'version')).toEqual([
      expect.stringMatching(/^WARNING version: one waits for approval/),
      expect.stringMatching(/^PROBLEM version: none is on line: publish a version/),
    ])
    on.front.app.online_version_id = '../../../x'
    expect(about(await on.lines(), 'events')).toEqual([
      expect.stringMatching(/^WARNING events: .*its id is of no kind/),
    ])
    expect(on.front.asked.filter((path) => path.includes('..'))).toEqual([])
  })

  test('are to be compared by hand where the app may not look at itself', async () => {
    on.front.granted.delete('application:application:self_manage')
    const [line, ...more] = about(await on.lines(), 'subscriptions')
    expect(more).toEqual([])
    expect(line).toMatch(
      /^WARNING subscriptions: cannot be looked at \(application:application:self_manage is not granted; grant under .*auth\?q=application:application:self_manage/,
    )
    for (const event of [...EVENTS, 'card.action.trigger']) expect(line).toContain(event)
  })
})

describe('the webhook', () => {
  const listening = async (settings: Partial<FeishuSettings> = {}) => {
    const { channel } = channelFor({ ...on.platform.settings('webhook'), ...settings })
    const running = await served(channel, recordingHost())
    open.push(running)
    return new URL(running.url).origin
  }
  const webhook = async (publicUrl: string | null, settings: Partial<FeishuSettings> = {}) =>
    about(await on.lines({ publicUrl }, { mode: 'webhook', ...settings }), 'webhook')

  test('needs an address', async () => {
    expect(await webhook(null)).toEqual([
      'PROBLEM webhook: PUBLIC_URL is not set: the platform posts events to it, at /channels/feishu/events',
    ])
  })

  test('is asked as the console asks it', async () => {
    const url = await listening()
    expect(await webhook(url)).toEqual([
      `WARNING webhook: PUBLIC_URL is ${url}, not https: what people write travels open; put a proxy with a certificate before it`,
      `ok webhook: ${url}/channels/feishu/events answers the challenge`,
    ])
  })

  test('at home is reached by a platform at home only', async () => {
    const url = await listening()
    expect(await webhook(url, { domain: 'https://open.nowhere.invalid' })).toEqual([
      `PROBLEM webhook: PUBLIC_URL is ${url}: the platform cannot reach that; give a public name, or set FEISHU_MODE=long-connection`,
      `ok webhook: ${url}/channels/feishu/events answers the challenge`,
    ])
  })

  test('without an encrypt key too', async () => {
    const url = await listening({ encryptKey: undefined })
    expect((await webhook(url, { encryptKey: undefined })).at(-1)).toMatch(/^ok webhook: .*answers the challenge/)
  })

  test.each([
    ['another key', { encryptKey: 'another key' }, /has another FEISHU_ENCRYPT_KEY or FEISHU_VERIFICATION_TOKEN/],
    ['another token', { verificationToken: 'another' }, /has another FEISHU_ENCRYPT_KEY or FEISHU_VERIFICATION_TOKEN/],
    ['the other mode', { mode: 'long-connection' }, /is not there: is FEISHU_MODE=webhook set for the service/],
  ] as const)('of a service with %s', async (_name, settings, says) => {
    const url = await listening(settings)
    expect((await webhook(url)).at(-1)).toMatch(says)
  })

  test('that leads to nobody, or to somebody else', async () => {
    expect((await webhook('http://127.0.0.1:1')).at(-1)).toMatch(
      /^PROBLEM webhook: .* is not reached from here \(ECONNREFUSED\)/,
    )
    on.platform.fault({ kind: 'status', status: 200, path: /channels\/feishu/ })
    expect((await webhook(on.platform.url)).at(-1)).toMatch(
      /answers, but not as this service: does PUBLIC_URL lead here/,
    )
  })

  test('is not the address that the console has', async () => {
    on.front.app.callback_info = {
      callback_type: 'webhook',
      request_url: 'https://old.example.gov.cn/channels/feishu/events',
      subscribed_callbacks: ['card.action.trigger'],
    }
    const url = await listening()
    expect(about(await on.lines({ publicUrl: url }, { mode: 'webhook' }), 'callback')).toEqual([
      expect.stringMatching(
        /^PROBLEM callback: clicks are sent to https:\/\/old\.example\.gov\.cn\/.*, not to http:\/\/127/,
      ),
    ])
  })

  test.each([
    ['localhost', true],
    ['desk.localhost', true],
    ['desk', true],
    ['127.0.0.1', true],
    ['10.1.2.3', true],
    ['172.31.0.1', true],
    ['172.32.0.1', false],
    ['192.168.1.1', true],
    ['[::1]', true],
    ['[fd00::1]', true],
    ['[2001:db8::1]', false],
    ['desk.example.gov.cn', false],
    ['203.0.113.7', false],
  ])('%s is at home: %s', (host, inner) => {
    expect(isInner(host)).toBe(inner)
  })
})
