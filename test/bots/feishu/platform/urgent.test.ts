// Urgent messages on the emulated platform.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FeishuPlatform } from '../../../support/feishu/platform.ts'
import { handClock, outcomeOf, type Sdk, sdkFor, send, sentId } from '../../../support/feishu/sdk.ts'

let platform: FeishuPlatform
let sdk: Sdk
let chatId: string
let zhang: string
let leader: string
let id: string

beforeEach(async () => {
  platform = await FeishuPlatform.start({ clock: handClock(), limits: false })
  sdk = sdkFor(platform)
  zhang = platform.addUser({ name: '张三' }).openId
  leader = platform.addUser({ name: '李局' }).openId
  chatId = platform.addChat({ name: '值班群', members: [zhang] }).chatId
  id = await sentId(send(sdk.client, chatId, { text: '催办' }))
})

afterEach(() => platform.stop())

const urge = (way: 'app' | 'sms' | 'phone', users: string[], message = id) =>
  outcomeOf(
    sdk.client.request({
      method: 'PATCH',
      url: `/open-apis/im/v1/messages/${message}/urgent_${way}`,
      params: { user_id_type: 'open_id' },
      data: { user_id_list: users },
    }),
  )

test.each(['app', 'sms', 'phone'] as const)('%s: reaches who is in the chat, and names who is not', async (way) => {
  expect(await urge(way, [zhang, leader])).toMatchObject({ code: 0, data: { invalid_user_id_list: [leader] } })
  expect(platform.messages(chatId)[0]?.urgent).toEqual([{ way, users: [zhang] }])
})

test('that nobody was reached is no error', async () => {
  expect(await urge('app', [leader])).toMatchObject({ status: 200, code: 0, data: { invalid_user_id_list: [leader] } })
  expect(platform.messages(chatId)[0]?.urgent).toEqual([])
})

describe('refused with HTTP 400', () => {
  test('a message of somebody else', async () => {
    expect(await urge('app', [zhang], platform.say(chatId, zhang, { text: '一' }))).toMatchObject({
      status: 400,
      code: 230012,
    })
  })

  test('no quota for SMS and phone; the app goes on', async () => {
    platform.userHas(zhang, { quotaGone: true })
    expect(await urge('sms', [zhang])).toMatchObject({ status: 400, code: 230024 })
    expect(await urge('phone', [zhang])).toMatchObject({ status: 400, code: 230024 })
    expect(await urge('app', [zhang])).toMatchObject({ code: 0 })
  })

  test('too many that were not read', async () => {
    platform.userHas(zhang, { tooManyUrgent: true })
    expect(await urge('app', [zhang])).toMatchObject({ status: 400, code: 230023 })
  })

  test.each([
    ['nobody', [], 99992402],
    ['201 people', Array.from({ length: 201 }, () => 'ou_one'), 99992402],
    ['a stranger', ['ou_none'], 230001],
  ])('%s', async (_name, users, code) => {
    expect(await urge('app', users)).toMatchObject({ status: 400, code })
  })

  test('a message that was taken back, or a chat without the bot', async () => {
    platform.removeBot(chatId, zhang)
    expect(await urge('app', [zhang])).toMatchObject({ status: 400, code: 230002 })
    platform.addBot(chatId, zhang)
    await sdk.client.im.v1.message.delete({ path: { message_id: id } })
    expect(await urge('app', [zhang])).toMatchObject({ status: 400, code: 230011 })
  })
})
