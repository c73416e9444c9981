// What the emulated platform does with messages that are sent to it.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FeishuPlatform } from '../../../support/feishu/platform.ts'
import { aButton, aCard, handClock, outcomeOf, type Sdk, sdkFor, send, sentId } from '../../../support/feishu/sdk.ts'

const days = 24 * 3600_000
const clock = handClock()
let platform: FeishuPlatform
let sdk: Sdk
let chatId: string
let zhang: string

beforeEach(async () => {
  platform = await FeishuPlatform.start({ clock, limits: false })
  sdk = sdkFor(platform)
  zhang = platform.addUser({ name: '张三', email: 'zhang@city.cn' }).openId
  chatId = platform.addChat({ name: '值班群', members: [zhang] }).chatId
})

afterEach(() => platform.stop())

const patch = (id: string, card: object) =>
  outcomeOf(sdk.client.im.v1.message.patch({ path: { message_id: id }, data: { content: JSON.stringify(card) } }))

const reply = (id: string, content: object, inThread = false) =>
  sdk.client.im.v1.message.reply({
    path: { message_id: id },
    data: { msg_type: 'text', content: JSON.stringify(content), reply_in_thread: inThread },
  })

describe('create', () => {
  test('shows the message; people called in the text stand beside it', async () => {
    const answer = await send(sdk.client, chatId, {
      text: `<at user_id="${zhang}">张三</at> 请处理 <at user_id="all">所有人</at>`,
    })
    expect(answer.data).toMatchObject({
      chat_id: chatId,
      sender: { id: platform.appId, id_type: 'app_id', sender_type: 'app' },
      body: { content: '{"text":"@_user_1 请处理 @_all"}' },
      mentions: [{ key: '@_user_1', id: zhang, id_type: 'open_id', name: '张三' }],
    })
    expect(platform.messages(chatId)[0]?.text).toBe('@张三 请处理 @所有人')
  })

  test('takes the same uuid as the same message for an hour, chat by chat', async () => {
    const other = platform.addChat({ name: '城管局', members: [zhang] }).chatId
    const first = await sentId(send(sdk.client, chatId, { text: '一' }, { uuid: 'one' }))
    clock.advance(3599_000)
    expect(await sentId(send(sdk.client, chatId, { text: '二' }, { uuid: 'one' }))).toBe(first)
    expect(await sentId(send(sdk.client, other, { text: '一' }, { uuid: 'one' }))).not.toBe(first)
    clock.advance(1_000)
    expect(await sentId(send(sdk.client, chatId, { text: '一' }, { uuid: 'one' }))).not.toBe(first)
    expect(platform.messages(chatId).map(({ text }) => text)).toEqual(['一', '一'])
  })

  test('makes the private chat with a person by open id, user id or address', async () => {
    const user = platform.world.user(zhang)
    const ids = { open_id: user.openId, user_id: user.userId, union_id: user.unionId, email: 'zhang@city.cn' }
    for (const [kind, receive_id] of Object.entries(ids)) {
      const params = { receive_id_type: kind as 'open_id' }
      const data = { receive_id, msg_type: 'text', content: '{"text":"私信"}' }
      expect(await outcomeOf(sdk.client.im.v1.message.create({ params, data }))).toMatchObject({ code: 0 })
    }
    expect(platform.messages(platform.p2p(zhang))).toHaveLength(4)
  })

  const wrong: [string, Record<string, unknown>, { status?: number; code: number }][] = [
    ['an unknown chat', { receive_id: 'oc_none' }, { code: 230001 }],
    ['an unknown person', { receive_id_type: 'open_id', receive_id: 'ou_none' }, { code: 99992351 }],
    ['a uuid of 51 characters', { uuid: 'u'.repeat(51) }, { code: 99992402 }],
    ['no kind of id', { receive_id_type: '' }, { code: 99992402 }],
    ['content that is no JSON', { content: 'hello' }, { code: 230001 }],
    ['a kind of message that there is not', { msg_type: 'letter' }, { code: 230001 }],
    ['an image that nobody sent up', { msg_type: 'image', content: '{"image_key":"img_none"}' }, { code: 230001 }],
    ['a text of over 150 KB', { content: JSON.stringify({ text: 'x'.repeat(150 * 1024) }) }, { code: 230025 }],
    [
      'a card of over 30 KB',
      { msg_type: 'interactive', content: JSON.stringify(aCard([{ tag: 'markdown', content: '字'.repeat(10_240) }])) },
      { code: 230025 },
    ],
  ]
  test.each(wrong)('refuses %s with HTTP 400', async (_name, given, refusal) => {
    const { receive_id_type = 'chat_id', ...rest } = given
    const data = { receive_id: chatId, msg_type: 'text', content: '{"text":"一"}', ...rest }
    const url = `/open-apis/im/v1/messages?receive_id_type=${String(receive_id_type)}`
    const answer = await outcomeOf(sdk.client.request({ method: 'POST', url, data }))
    expect(answer).toMatchObject({ status: 400, ...refusal })
    expect(platform.messages(chatId)).toEqual([])
  })

  test.each([
    ['the bot was put out', (p: FeishuPlatform) => p.removeBot(chatId, zhang), 230002],
    ['the chat was dissolved', (p: FeishuPlatform) => p.dissolve(chatId), 232009],
    ['only the owner may speak', (p: FeishuPlatform) => p.mute(chatId), 230018],
  ])('refuses where %s, replies and new cards too', async (_name, deed, code) => {
    const id = await sentId(send(sdk.client, chatId, aCard()))
    deed(platform)
    expect(await outcomeOf(send(sdk.client, chatId, { text: '二' }))).toMatchObject({ status: 400, code })
    expect(await outcomeOf(reply(id, { text: '二' }))).toMatchObject({ status: 400, code })
    expect(await patch(id, aCard())).toMatchObject({ status: 400, code })
  })

  test('refuses people whom the app does not reach', async () => {
    platform.userHas(zhang, { notInstalled: true })
    const params = { receive_id_type: 'open_id' as const }
    const data = { receive_id: zhang, msg_type: 'text', content: '{"text":"私信"}' }
    expect(await outcomeOf(sdk.client.im.v1.message.create({ params, data }))).toMatchObject({ code: 230013 })
  })
})

describe('reply', () => {
  test('has the root and the parent; a topic only where one is asked for, and then for all that follows', async () => {
    const root = await sentId(send(sdk.client, chatId, { text: '根' }))
    const plain = await reply(root, { text: '一' })
    expect(plain.data).toMatchObject({ root_id: root, parent_id: root })
    expect(plain.data?.thread_id).toBeUndefined()
    const second = await reply(plain.data?.message_id ?? '', { text: '二' })
    expect(second.data).toMatchObject({ root_id: root, parent_id: plain.data?.message_id })
    const topic = await reply(root, { text: '三' }, true)
    expect(topic.data?.thread_id).toMatch(/^omt_/)
    expect((await reply(root, { text: '四' })).data?.thread_id).toBe(topic.data?.thread_id)
  })

  test('refuses a message that is gone', async () => {
    const root = await sentId(send(sdk.client, chatId, { text: '根' }))
    await sdk.client.im.v1.message.delete({ path: { message_id: root } })
    expect(await outcomeOf(reply(root, { text: '一' }))).toMatchObject({ status: 400, code: 230011 })
    expect(await outcomeOf(reply('om_none', { text: '一' }))).toMatchObject({ status: 400, code: 230001 })
  })
})

describe('a card that is shown anew', () => {
  test('changes in place', async () => {
    const id = await sentId(send(sdk.client, chatId, aCard([aButton('签收', 'claim')])))
    expect(await patch(id, aCard([{ tag: 'markdown', content: '已签收' }]))).toMatchObject({ code: 0 })
    expect(platform.messages(chatId)).toMatchObject([{ messageId: id, versions: 2, buttons: [] }])
    expect(platform.messages(chatId)[0]?.text).toContain('已签收')
  })

  test('is no more after fourteen days: HTTP 400', async () => {
    const id = await sentId(send(sdk.client, chatId, aCard()))
    clock.advance(14 * days)
    sdk.forgetToken()
    expect(await patch(id, aCard())).toMatchObject({ code: 0 })
    clock.advance(1)
    expect(await patch(id, aCard())).toMatchObject({ status: 400, code: 230031 })
  })

  test('must say that it is shared, before and after', async () => {
    const shared = await sentId(send(sdk.client, chatId, aCard()))
    const silent = await sentId(send(sdk.client, chatId, aCard([], { config: {} })))
    expect(await patch(shared, aCard([], { config: {} }))).toMatchObject({ status: 400 })
    expect(await patch(silent, aCard())).toMatchObject({ status: 400 })
  })

  test('is a card of the bot itself', async () => {
    const theirs = platform.say(chatId, zhang, { card: aCard() })
    const text = await sentId(send(sdk.client, chatId, { text: '一' }))
    expect(await patch(theirs, aCard())).toMatchObject({ status: 400, code: 230050 })
    expect(await patch(text, aCard())).toMatchObject({ status: 400, code: 230001 })
  })
})

test('a text can be edited twenty times', async () => {
  const id = await sentId(send(sdk.client, chatId, { text: '零' }))
  const edit = (text: string) =>
    outcomeOf(
      sdk.client.im.v1.message.update({
        path: { message_id: id },
        data: { msg_type: 'text', content: JSON.stringify({ text }) },
      }),
    )
  for (let time = 1; time <= 20; time += 1) expect(await edit(String(time))).toMatchObject({ code: 0 })
  expect(await edit('21')).toMatchObject({ status: 400, code: 230072 })
  expect(platform.messages(chatId)[0]?.text).toBe('20')
})
