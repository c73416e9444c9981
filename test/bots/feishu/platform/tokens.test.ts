// Tokens of the emulated platform: given, kept, expired, revoked.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FeishuPlatform } from '../../../support/feishu/platform.ts'
import { handClock, outcomeOf, sdkFor } from '../../../support/feishu/sdk.ts'

const clock = handClock()
let platform: FeishuPlatform

beforeEach(async () => {
  platform = await FeishuPlatform.start({ clock })
})

afterEach(() => platform.stop())

const botInfo = (sdk: ReturnType<typeof sdkFor>) =>
  outcomeOf(sdk.client.request({ method: 'GET', url: '/open-apis/bot/v3/info' }))

const tokenCalls = () => platform.calls.filter(({ path }) => path.endsWith('/tenant_access_token/internal')).length

describe('a tenant access token', () => {
  test('is good for two hours, refused with HTTP 400 after that, and kept by the SDK all the same', async () => {
    const sdk = sdkFor(platform)
    expect(await botInfo(sdk)).toMatchObject({ status: 200, code: 0 })
    clock.advance(7199_000)
    expect(await botInfo(sdk)).toMatchObject({ status: 200, code: 0 })
    clock.advance(1_000)
    expect(await botInfo(sdk)).toMatchObject({ status: 400, code: 99991663 })
    expect(await botInfo(sdk)).toMatchObject({ status: 400, code: 99991663 })
    sdk.forgetToken()
    expect(await botInfo(sdk)).toMatchObject({ status: 200, code: 0 })
  })

  test('is the same one until half an hour before its end; then a second one is good beside it', async () => {
    const [first, second, third] = [sdkFor(platform), sdkFor(platform), sdkFor(platform)]
    await botInfo(first)
    clock.advance(5399_000)
    await botInfo(second)
    clock.advance(2_000)
    await botInfo(third)
    clock.advance(1_800_000)
    expect(await botInfo(second)).toMatchObject({ code: 99991663 })
    expect(await botInfo(third)).toMatchObject({ code: 0 })
  })

  test('can be revoked at any time', async () => {
    const sdk = sdkFor(platform)
    await botInfo(sdk)
    platform.expireTokens()
    expect(await botInfo(sdk)).toMatchObject({ status: 400, code: 99991663 })
  })

  test('is asked for by every call that finds none, also by ten at once', async () => {
    const sdk = sdkFor(platform)
    await Promise.all(Array.from({ length: 10 }, () => botInfo(sdk)))
    expect(tokenCalls()).toBe(10)
  })
})

test('a call without a token is refused with HTTP 400', async () => {
  const answer = await fetch(`${platform.url}/open-apis/bot/v3/info`)
  expect(answer.status).toBe(400)
  expect(await answer.json()).toMatchObject({ code: 99991661 })
})

test.each([
  ['a wrong secret', (p: FeishuPlatform) => ({ app_id: p.appId, app_secret: 'wrong' }), { code: 10014 }],
  [
    'an unknown app',
    (p: FeishuPlatform) => ({ app_id: 'cli_0000000000000000', app_secret: p.appSecret }),
    { code: 10003 },
  ],
  ['nothing', () => ({}), { code: 10003 }],
])('%s gets no token', async (_name, body, refusal) => {
  const answer = await fetch(`${platform.url}/open-apis/auth/v3/tenant_access_token/internal`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body(platform)),
  })
  const told = (await answer.json()) as Record<string, unknown>
  expect(told).toMatchObject(refusal)
  expect(told.tenant_access_token).toBeUndefined()
  if (_name === 'a wrong secret') await expect(botInfo(sdkFor(platform, 'wrong'))).rejects.toThrow('app secret invalid')
})

describe('faults that a test asks for', () => {
  const messagePath = { path: /messages/ }
  const started = async () => {
    const zhang = platform.addUser({ name: '张三' })
    const { chatId } = platform.addChat({ name: '值班群', members: [zhang.openId] })
    const sdk = sdkFor(platform)
    const say = () =>
      sdk.client.request({
        method: 'POST',
        url: '/open-apis/im/v1/messages?receive_id_type=chat_id',
        data: { receive_id: chatId, msg_type: 'text', content: '{"text":"一"}', uuid: 'one' },
        timeout: 300,
      })
    return { chatId, say }
  }

  test.each([
    ['status', { kind: 'status' as const, status: 500, code: 2200 }, 0],
    ['reset', { kind: 'reset' as const }, 0],
    ['hang', { kind: 'hang' as const }, 0],
    ['garbage', { kind: 'garbage' as const }, 0],
    ['accepted-then-reset', { kind: 'accepted-then-reset' as const }, 1],
    ['accepted-then-timeout', { kind: 'accepted-then-timeout' as const }, 1],
    ['accepted-then-garbage', { kind: 'accepted-then-garbage' as const }, 1],
  ])('%s: the caller fails, and what was done was done', async (_name, fault, shown) => {
    const { chatId, say } = await started()
    platform.fault({ ...messagePath, ...fault })
    await expect(say()).rejects.toThrow()
    expect(platform.messages(chatId)).toHaveLength(shown)
    await say()
    expect(platform.messages(chatId)).toHaveLength(1)
  })
})
