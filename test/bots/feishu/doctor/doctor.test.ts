// What the doctor finds out about the platform: by calls that change nothing, one line each, with what to do about it.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { instantOf } from '../../../../src/domain/calendar/instant.ts'
import { about, type Diagnosing, diagnosing } from './doctor-parts.ts'

let on: Diagnosing
beforeEach(async () => {
  on = await diagnosing()
})
afterEach(() => on.stop())

describe('where all is well', () => {
  test('each thing that was looked at is one line', async () => {
    const { chen, room } = on.dutyRoom()
    const spare = on.platform.addChat({ name: '城管\n局群', members: [chen.openId] })
    const people = [
      { name: '陈静', account: 'chen@example.gov.cn' },
      { name: '高远', account: chen.openId },
    ]
    expect(await on.lines({ rooms: [room], people })).toEqual([
      `ok credentials: ${on.platform.appId} at CONSOLE`,
      expect.stringMatching(/^ok clock: within [01] s of the platform's$/),
      'ok bot: 值班台, enabled',
      'ok permissions: all are granted',
      'ok long connection: this app may have one',
      'ok callback: card.action.trigger',
      'ok events: all 9 are subscribed in version 1.0.3',
      `ok groups: in 2; not bound: 城管 局群 (${spare.chatId})`,
      'ok room 值班群: the bot is in it, members: 1',
      'ok people: 2 have an account',
    ])
  })

  test('nothing is sent, nothing changed, and no connection opened that would take events from the service', async () => {
    const { room } = on.dutyRoom()
    await on.lines({ rooms: [room], people: [{ name: '陈静', account: 'chen@example.gov.cn' }] })
    expect(on.platform.connections()).toBe(0)
    expect(on.platform.messages(room.id)).toEqual([])
    const writes = on.front.asked.filter((each) => !each.startsWith('GET '))
    expect(new Set(writes)).toEqual(
      new Set([
        'POST /open-apis/auth/v3/tenant_access_token/internal',
        'POST /callback/ws/endpoint',
        'POST /open-apis/contact/v3/users/batch_get_id',
      ]),
    )
  })
})

describe('credentials', () => {
  test('that are wrong end it there, and no secret is shown', async () => {
    const found = await on.lines({}, { appSecret: 'not-the-secret-at-all' })
    expect(found).toEqual([
      expect.stringMatching(
        /^PROBLEM credentials: refused \(10014 app secret invalid\): FEISHU_APP_ID or FEISHU_APP_SECRET is wrong; copy both from CONSOLE\/app → the app → Credentials & Basic Info \(凭证与基础信息\)$/,
      ),
      expect.stringMatching(/^ok clock: /),
      'PROBLEM long connection: FEISHU_APP_ID or FEISHU_APP_SECRET is wrong (514 auth failed)',
    ])
    expect(found.join()).not.toContain('not-the-secret')
    expect(on.front.asked).not.toContain('GET /open-apis/bot/v3/info')
  })

  test.each([
    [
      'a port where nobody listens',
      'http://127.0.0.1:1',
      /cannot be reached \(ECONNREFUSED\): check DNS, the firewall/,
    ],
    ['a name that is none', 'http://nowhere.invalid', /cannot be reached \((ENOTFOUND|EAI_AGAIN)\): check DNS/],
  ])('cannot be tried at %s', async (_name, domain, says) => {
    expect((await on.lines({}, { domain }))[0]).toMatch(says)
  })

  test.each([
    [{ kind: 'status', status: 503 }, /is in trouble \(503 .*try again later/],
    [{ kind: 'garbage' }, /is in trouble \(HTTP 502\)/],
    [{ kind: 'status', status: 200, code: 10012 }, /no access token was given \(10012 /],
  ] as const)('that the platform cannot look at now (%o)', async (fault, says) => {
    on.platform.fault({ ...fault, path: /tenant_access_token/, times: Infinity })
    expect((await on.lines())[0]).toMatch(says)
  })

  test('are not asked of what is no platform', async () => {
    const other = createServer((_request, response) => response.end('<html>Welcome to nginx!</html>'))
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const domain = `http://127.0.0.1:${(other.address() as AddressInfo).port}`
    expect((await on.lines({}, { domain }))[0]).toMatch(
      /does not answer as the platform does \(HTTP 200\): check FEISHU_DOMAIN/,
    )
    await new Promise((resolve) => other.close(resolve))
  })
})

describe('the clock', () => {
  const shifted = (ms: number) => on.lines({}, {}, { deps: { now: () => instantOf(Date.now() + ms) } })
  test.each([
    [-120_000, /^WARNING clock: this machine's clock is (119|120|121) s behind the platform's; set it/],
    [120_000, /^WARNING clock: .* ahead of/],
    [600_000, /^PROBLEM clock: .* (599|600|601) s ahead of .* refused as stale$/],
    [-50_000, /^ok clock: within \d+ s/],
  ])('that is %d ms off', async (ms, says) => {
    expect(about(await shifted(ms), 'clock')).toEqual([expect.stringMatching(says)])
  })
})

describe('the bot', () => {
  test('that the app does not have is added in the console', async () => {
    on.platform.fault({ kind: 'status', status: 400, code: 11205, msg: 'app do not have bot', path: /bot\/v3\/info/ })
    expect(about(await on.lines(), 'bot')).toEqual([
      `PROBLEM bot: the app has none (11205 app do not have bot): CONSOLE/app/${on.platform.appId} → Add Features (添加应用能力) → Bot (机器人), then publish a version: Version Management & Release (版本管理与发布)`,
    ])
  })

  test.each([
    [0, /^PROBLEM bot: 值班台 is not installed in this organisation yet: publish a version/],
    [1, /^PROBLEM bot: 值班台 was disabled/],
    [4, /^WARNING bot: 值班台 waits for an update/],
    [9, /^PROBLEM bot: 值班台 is in a state that is not known \(9\)/],
  ])('in state %d', async (status, says) => {
    const change = (body: Record<string, unknown>) => {
      if (body.bot) Object.assign(body.bot, { activate_status: status })
    }
    on.front.changes.push({ path: /bot\/v3\/info/, change })
    expect(about(await on.lines(), 'bot')).toEqual([expect.stringMatching(says)])
  })
})

describe('permissions', () => {
  test('that are missing are one line of each kind, with one address to grant them at', async () => {
    const { room } = on.dutyRoom()
    for (const scope of ['im:message', 'im:message.group_msg', 'im:message.urgent:phone'])
      on.front.granted.delete(scope)
    const found = await on.lines({ rooms: [room] })
    expect(about(found, 'permissions')).toEqual([
      `PROBLEM permissions: missing: im:message:send_as_bot (to send and refresh cards), im:message.group_msg (to hear what is said in groups without calling the bot by name); grant under Permissions & Scopes (权限管理), CONSOLE/app/${on.platform.appId}/auth?q=im:message:send_as_bot,im:message.group_msg, then publish a version: Version Management & Release (版本管理与发布)`,
      expect.stringMatching(
        /^WARNING permissions: missing: im:message\.urgent:phone \(to make one urgent by phone\); grant/,
      ),
    ])
  })

  test('of finer kinds are enough', async () => {
    on.front.granted.delete('im:chat:readonly')
    on.front.granted.delete('im:message')
    for (const scope of [
      'im:chat:read',
      'im:chat.members:read',
      'im:chat.members:bot_access',
      'im:message:send_as_bot',
    ])
      on.front.granted.add(scope)
    const { room } = on.dutyRoom()
    expect((await on.lines({ rooms: [room] })).filter((line) => !line.startsWith('ok'))).toEqual([])
  })

  test('to look people up are asked for only where somebody is named by address', async () => {
    on.front.granted.delete('contact:user.id:readonly')
    expect(about(await on.lines(), 'permissions')).toEqual(['ok permissions: all are granted'])
    const people = [{ name: '陈静', account: '13800001234' }]
    const found = await on.lines({ rooms: [on.dutyRoom().room], people })
    expect(found.filter((line) => !line.startsWith('ok'))).toEqual([
      expect.stringMatching(/^PROBLEM permissions: missing: contact:user\.id:readonly \(to find people whom/),
    ])
  })

  test('that cannot be listed are found by trying what may be tried, named as the platform names them', async () => {
    on.front.changes.push({
      path: /\/scopes$/,
      change: (body) => Object.assign(body, { code: 1500, msg: 'internal error', data: undefined }),
    })
    for (const scope of ['im:chat:readonly', 'im:message.group_msg', 'contact:user.id:readonly'])
      on.front.granted.delete(scope)
    on.front.granted.add('im:chat.members:read')
    const { chen, room } = on.dutyRoom()
    const other = on.platform.addChat({ name: '环保局群', members: [chen.openId] })
    const people = [{ name: '陈静', account: 'chen@example.gov.cn' }]
    const found = await on.lines({ rooms: [room, { name: '环保局群', id: other.chatId }], people })
    expect(about(found, 'permissions')).toEqual([
      expect.stringMatching(
        /^WARNING permissions: they could not be listed \(1500 internal error\): sending, .*docs\/feishu\.md$/,
      ),
      expect.stringMatching(
        /^PROBLEM permissions: the groups it is in: refused \(99991672\), for want of im:chat or im:chat:readonly or .*auth\?q=im:chat, then/,
      ),
      expect.stringMatching(/^PROBLEM permissions: the rooms: refused \(99991672\), for want of im:chat or/),
      expect.stringMatching(
        /^PROBLEM permissions: people by address: refused \(99991672\), for want of contact:user\.id:readonly;/,
      ),
    ])
    on.front.granted.add('im:chat:readonly')
    expect(about(await on.lines({ rooms: [room] }), 'permissions')[1]).toMatch(
      /the rooms: refused \(230027\), for want of im:message\.group_msg;/,
    )
  })

  test('that a refusal does not name are named from what the call needs', async () => {
    on.platform.fault({ kind: 'status', status: 400, code: 99991672, msg: 'Access denied.', path: /im\/v1\/chats$/ })
    expect(about(await on.lines(), 'permissions')).toEqual([
      'ok permissions: all are granted',
      expect.stringMatching(/refused \(99991672\), for want of im:chat:readonly or im:chat or im:chat:read;/),
    ])
  })
})

test('what there is no time for is told', async () => {
  const { room } = on.dutyRoom()
  const stop = new AbortController()
  on.front.changes.push({ path: /\/scopes$/, change: () => stop.abort() })
  const found = await on.lines({ rooms: [room] }, {}, { signal: stop.signal })
  expect(found[0]).toMatch(/^ok credentials/)
  expect(about(found, 'room 值班群')).toEqual([expect.stringMatching(/^WARNING .*there was no time left to ask/)])
  expect(found.at(-1)).toBe('WARNING diagnosis: there was no time to ask all: run it again')
})

test('a platform that does not answer is not waited for beyond the limit', async () => {
  on.platform.fault({ kind: 'hang', path: /./, times: Infinity })
  const found = await on.lines({}, {}, { signal: AbortSignal.timeout(50) })
  expect(found[0]).toMatch(/^PROBLEM credentials: CONSOLE cannot be reached \(no answer in time\)/)
})
