// How often the emulated platform lets itself be called, and what it says to who calls more often.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FeishuPlatform } from '../../../support/feishu/platform.ts'
import { aCard, handClock, outcomeOf, type Sdk, sdkFor, send, sentId } from '../../../support/feishu/sdk.ts'

const clock = handClock()
let platform: FeishuPlatform
let sdk: Sdk
let chatId: string
let zhang: string

beforeEach(async () => {
  platform = await FeishuPlatform.start({ clock })
  sdk = sdkFor(platform)
  zhang = platform.addUser({ name: '张三' }).openId
  chatId = platform.addChat({ name: '值班群', members: [zhang] }).chatId
})

afterEach(() => platform.stop())

const tooOften = { status: 429, code: 99991400 }

const codesOf = async (calls: Promise<unknown>[]) => (await Promise.all(calls.map(outcomeOf))).map(({ code }) => code)

describe('five a second', () => {
  test('in a chat: new ones, replies and cards shown anew together, and the header says when again', async () => {
    const id = await sentId(send(sdk.client, chatId, aCard()))
    const reply = () =>
      sdk.client.im.v1.message.reply({ path: { message_id: id }, data: { msg_type: 'text', content: '{"text":"一"}' } })
    const patch = () =>
      sdk.client.im.v1.message.patch({ path: { message_id: id }, data: { content: JSON.stringify(aCard()) } })
    expect(await codesOf([reply(), patch(), reply(), patch()])).toEqual([0, 0, 0, 0])
    for (const call of [reply, patch, () => send(sdk.client, chatId, { text: '六' })]) {
      const refused = await outcomeOf(call())
      expect(refused).toMatchObject(tooOften)
      expect(refused.headers).toMatchObject({ 'x-ogw-ratelimit-limit': '5', 'x-ogw-ratelimit-reset': '1' })
    }
    clock.advance(1000)
    expect(await outcomeOf(reply())).toMatchObject({ code: 0 })
  })

  test('to a person', async () => {
    const dm = () =>
      sdk.client.im.v1.message.create({
        params: { receive_id_type: 'open_id' },
        data: { receive_id: zhang, msg_type: 'text', content: '{"text":"一"}' },
      })
    expect(await codesOf([dm(), dm(), dm(), dm(), dm()])).toEqual([0, 0, 0, 0, 0])
    expect(await outcomeOf(dm())).toMatchObject(tooOften)
  })

  test('for each chat by itself', async () => {
    const others = ['一', '二', '三'].map((name) => platform.addChat({ name, members: [zhang] }).chatId)
    const calls = others.flatMap((chat) => Array.from({ length: 5 }, () => send(sdk.client, chat, { text: '一' })))
    expect(await codesOf(calls)).toEqual(Array.from({ length: 15 }, () => 0))
  })

  test('counts what was refused not at all', async () => {
    await codesOf(Array.from({ length: 10 }, () => send(sdk.client, chatId, { text: '一' })))
    clock.advance(1000)
    expect(await codesOf(Array.from({ length: 5 }, () => send(sdk.client, chatId, { text: '一' })))).toEqual([
      0, 0, 0, 0, 0,
    ])
  })
})

describe('one API', () => {
  const info = () => sdk.client.request({ method: 'GET', url: '/open-apis/bot/v3/info' })

  test('fifty a second', async () => {
    expect(new Set(await codesOf(Array.from({ length: 50 }, info)))).toEqual(new Set([0]))
    expect(await outcomeOf(info())).toMatchObject(tooOften)
    clock.advance(1000)
    expect(await outcomeOf(info())).toMatchObject({ code: 0 })
  })

  test('a thousand a minute: the wait is long then', async () => {
    for (let second = 0; second < 20; second += 1) {
      await codesOf(Array.from({ length: 50 }, info))
      clock.advance(1000)
    }
    const refused = await outcomeOf(info())
    expect(refused).toMatchObject(tooOften)
    expect(Number(refused.headers['x-ogw-ratelimit-reset'])).toBeGreaterThan(30)
  })

  test('whatever message it is about', async () => {
    const ids = Array.from({ length: 51 }, () => platform.say(chatId, zhang, { text: '一' }))
    const codes = await codesOf(ids.map((id) => sdk.client.im.v1.message.get({ path: { message_id: id } })))
    expect(codes.filter((code) => code === 99991400)).toHaveLength(1)
  })
})
