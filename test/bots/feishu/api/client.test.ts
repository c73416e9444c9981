// Calls to the platform through the unmodified SDK: one token for all, one more try with a new one, no secret anywhere.

import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { accounts } from '../../../../bots/feishu/api/accounts.ts'
import { BadId, feishuClient, pathId } from '../../../../bots/feishu/api/client.ts'
import { failureOf } from '../../../../bots/feishu/api/failure.ts'
import { TryLater } from '../../../../src/channel.ts'
import { FeishuPlatform } from '../../../support/feishu/platform.ts'
import { depsFor } from '../receive-parts.ts'

let platform: FeishuPlatform
beforeEach(async () => {
  platform = await FeishuPlatform.start({ limits: false })
})
afterEach(() => platform.stop())

const TOKEN = /tenant_access_token/
const INFO = /bot\/v3\/info/

const calls = (path: RegExp) => platform.calls.filter((each) => path.test(each.path))

function clientFor(given: Parameters<typeof depsFor>[1] = {}) {
  const deps = depsFor(platform.settings('webhook'), given)
  return { deps, ...feishuClient(deps) }
}

describe('the token', () => {
  test('is asked for once, however many calls wait for it', async () => {
    const { client } = clientFor()
    const info = () => client.request({ method: 'GET', url: '/open-apis/bot/v3/info' })
    await Promise.all(Array.from({ length: 10 }, info))
    expect(calls(TOKEN)).toHaveLength(1)
    await info()
    expect(calls(TOKEN)).toHaveLength(1)
    expect(calls(INFO)).toHaveLength(11)
  })

  test('is the client’s own: another one of the same app asks for itself', async () => {
    await clientFor().whoAmI()
    await clientFor().whoAmI()
    expect(calls(TOKEN)).toHaveLength(2)
  })

  test('that was taken back is replaced once, and the calls are repeated', async () => {
    const { client } = clientFor()
    const info = () => client.request({ method: 'GET', url: '/open-apis/bot/v3/info' })
    await info()
    platform.expireTokens()
    const answers = await Promise.all(Array.from({ length: 10 }, info))
    for (const answer of answers) expect(answer).toMatchObject({ code: 0 })
    expect(calls(TOKEN).length).toBeLessThanOrEqual(3)
    expect(calls(INFO).filter(({ code }) => code === 99991663)).toHaveLength(10)
  })

  test('that is refused again and again is not asked for again and again', async () => {
    const { client } = clientFor()
    platform.fault({ kind: 'status', status: 400, code: 99991663, path: INFO, times: Infinity })
    const failed = await client
      .request({ method: 'GET', url: '/open-apis/bot/v3/info' })
      .catch((error: unknown) => error)
    expect(failureOf(failed)).toMatchObject({ code: 99991663, again: true })
    expect(calls(INFO)).toHaveLength(2)
    expect(calls(TOKEN)).toHaveLength(2)
  })

  test('refused with HTTP 200 is replaced too', async () => {
    const { client } = clientFor()
    platform.fault({ kind: 'status', status: 200, code: 99991663, path: INFO })
    expect(await client.request({ method: 'GET', url: '/open-apis/bot/v3/info' })).toMatchObject({ code: 0 })
  })

  test('is renewed before it ends', async () => {
    let now = Date.parse('2026-10-09T01:20:00Z')
    const other = await FeishuPlatform.start({ clock: { now: () => now } })
    const deps = depsFor(other.settings('webhook'), { now: () => new Date(now).toISOString() })
    const { client } = feishuClient(deps)
    const info = () => client.request({ method: 'GET', url: '/open-apis/bot/v3/info' })
    await info()
    now += 7_200_000 - 5 * 60_000 + 1
    await info()
    expect(other.calls.map(({ code }) => code)).not.toContain(99991663)
    expect(other.calls.filter(({ path }) => TOKEN.test(path))).toHaveLength(2)
    await other.stop()
  })

  test('that cannot be had fails the call before it was made, and the next call asks anew', async () => {
    const { client } = clientFor()
    platform.fault({ kind: 'status', status: 500, path: TOKEN })
    const failed = await client
      .request({ method: 'GET', url: '/open-apis/bot/v3/info' })
      .catch((error: unknown) => error)
    expect(failureOf(failed)).toMatchObject({ again: true, unsent: true })
    expect(calls(INFO)).toEqual([])
    expect(await client.request({ method: 'GET', url: '/open-apis/bot/v3/info' })).toMatchObject({ code: 0 })
  })
})

describe('a call', () => {
  test('ends after its time, or when it is given up, also while it waits for a token', async () => {
    const { client } = clientFor({ timing: { requestMs: 100 } })
    const info = (signal?: AbortSignal) =>
      client
        .request({ method: 'GET', url: '/open-apis/bot/v3/info', ...(signal ? { signal } : {}) })
        .catch((error: unknown) => failureOf(error))
    platform.fault({ kind: 'hang', path: TOKEN })
    const stop = new AbortController()
    const waiting = info(stop.signal)
    stop.abort()
    expect(await waiting).toMatchObject({ again: true, unsent: true })
    expect(calls(INFO)).toEqual([])
    platform.clearFaults()
    platform.fault({ kind: 'hang', path: INFO })
    expect(await info()).toMatchObject({ again: true, unsent: false })
  })

  test('whose answer is no JSON has failed, with an outcome that nobody knows', async () => {
    const { client } = clientFor()
    platform.fault({ kind: 'accepted-then-garbage', path: INFO })
    const failed = await client
      .request({ method: 'GET', url: '/open-apis/bot/v3/info' })
      .catch((error: unknown) => error)
    expect(failureOf(failed)).toMatchObject({ again: true, unsent: false })
  })

  test('tells how long to wait', async () => {
    const { client } = clientFor()
    const headers = { 'x-ogw-ratelimit-reset': '52' }
    platform.fault({ kind: 'status', status: 429, code: 99991400, path: INFO, headers })
    const failed = await client
      .request({ method: 'GET', url: '/open-apis/bot/v3/info' })
      .catch((error: unknown) => error)
    expect(failureOf(failed)).toMatchObject({ again: true, unsent: true, afterMs: 52_000 })
  })

  test('follows nobody who sends it elsewhere', async () => {
    const { client } = clientFor()
    const headers = { location: `${platform.url}/elsewhere` }
    platform.fault({ kind: 'status', status: 302, path: INFO, headers })
    await expect(client.request({ method: 'GET', url: '/open-apis/bot/v3/info' })).rejects.toThrow('HTTP 302')
    expect(calls(/elsewhere/)).toEqual([])
  })
})

test('the bot knows itself, and asks once', async () => {
  const { whoAmI } = clientFor()
  expect(await whoAmI()).toEqual(platform.bot)
  expect(await whoAmI()).toEqual(platform.bot)
  expect(calls(INFO)).toHaveLength(1)
})

test('an id that leads elsewhere never enters a path', () => {
  for (const id of ['om_1', 'om-forward-image-1', 'oc_chat', 'img_v3_02_a-b', 'be1000265b014075a869134b20c87633'])
    expect(pathId(id)).toBe(id)
  for (const id of ['', 'om_1/../x', 'om_1?x=1', 'om_1#x', '..', 'om_1%2f', 'om_1\n', 'om_1.json', 'a'.repeat(201)])
    expect(() => pathId(id)).toThrow(BadId)
})

test('no secret and no token is in any log or error, whatever fails', async () => {
  const settings = { ...platform.settings('webhook'), appSecret: 'the-wrong-secret-of-32-letters--' }
  const right = platform.settings('webhook')
  const seen: unknown[] = []
  for (const given of [settings, right]) {
    const deps = depsFor(given)
    const { client } = feishuClient(deps)
    const info = () => client.request({ method: 'GET', url: '/open-apis/bot/v3/info' })
    const create = () =>
      client.im.v1.message.create({
        params: { receive_id_type: 'chat_id' },
        data: { receive_id: 'oc_nowhere', msg_type: 'text', content: '{"text":"1"}' },
      })
    for (const kind of ['reset', 'garbage', 'hang'] as const)
      for (const path of [TOKEN, INFO]) {
        platform.clearFaults()
        platform.fault({ kind, path })
        seen.push(await info().catch((error: unknown) => error))
      }
    platform.clearFaults()
    seen.push(await create().catch((error: unknown) => error))
    platform.expireTokens()
    platform.fault({ kind: 'status', status: 500, path: TOKEN })
    seen.push(await info().catch((error: unknown) => error))
    seen.push(deps.logged)
  }
  const written = inspect(seen, { depth: 20, showHidden: true })
  expect(seen.filter((each) => each instanceof Error).length).toBeGreaterThan(8)
  for (const secret of [settings.appSecret, right.appSecret, right.encryptKey ?? '-', right.verificationToken ?? '-'])
    expect(written).not.toContain(secret)
  expect(written).not.toMatch(/t-g1[0-9a-f]{8}/)
  expect(written).not.toContain('Bearer t-')
})

describe('people', () => {
  test('are found by e-mail and by mobile number, however that is written', async () => {
    const deps = depsFor(platform.settings('webhook'))
    const client = feishuClient(deps)
    const zhang = platform.addUser({ name: '张三', email: 'zhang@city.gov.cn' })
    const li = platform.addUser({ name: '李四', mobile: '13800000001' })
    const gone = platform.addUser({ name: '王五', email: 'wang@city.gov.cn' })
    platform.userHas(gone.openId, { resigned: true })
    const given = [
      'Zhang@city.gov.cn',
      '+86 138-0000-0001',
      '13800000001',
      'wang@city.gov.cn',
      'nobody@city.gov.cn',
      '张三',
    ]
    const found = await accounts({ client, deps }, given, AbortSignal.timeout(5_000))
    expect([...found].toSorted()).toEqual([
      ['+86 138-0000-0001', li.openId],
      ['13800000001', li.openId],
      ['Zhang@city.gov.cn', zhang.openId],
    ])
  })

  test('are asked for fifty at a time', async () => {
    const deps = depsFor(platform.settings('webhook'))
    const users = Array.from({ length: 120 }, (_, i) =>
      platform.addUser({ name: `人${i}`, email: `p${i}@city.gov.cn` }),
    )
    const given = users.map((_, i) => `p${i}@city.gov.cn`)
    const found = await accounts({ client: feishuClient(deps), deps }, given, AbortSignal.timeout(5_000))
    expect(found.size).toBe(120)
    expect(calls(/batch_get_id/).map(({ code }) => code)).toEqual([0, 0, 0])
  })

  test('are asked for later where the platform cannot be asked now', async () => {
    const deps = depsFor(platform.settings('webhook'))
    platform.fault({ kind: 'status', status: 503, path: /batch_get_id/ })
    const asked = accounts({ client: feishuClient(deps), deps }, ['a@city.gov.cn'], AbortSignal.timeout(5_000))
    await expect(asked).rejects.toThrow(TryLater)
  })
})
