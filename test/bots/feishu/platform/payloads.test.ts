// The emulated platform's answers and events have the keys of the documented examples, where these are at hand.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { example, examplesThere, flattened, keysOf } from '../../../support/feishu/examples.ts'
import { FeishuPlatform } from '../../../support/feishu/platform.ts'
import {
  aButton,
  aCard,
  aForm,
  type Listener,
  listen,
  outcomeOf,
  type Sdk,
  sdkFor,
  send,
  sentId,
} from '../../../support/feishu/sdk.ts'

let platform: FeishuPlatform
let sdk: Sdk
let listener: Listener
let chatId: string
let zhang: string
let li: string

beforeAll(async () => {
  platform = await FeishuPlatform.start({ limits: false })
  sdk = sdkFor(platform)
  listener = await listen(platform)
  zhang = platform.addUser({ name: '张三', email: 'zhang@city.cn', mobile: '+8613000001111' }).openId
  li = platform.addUser({ name: '李四' }).openId
  chatId = platform.addChat({ name: '值班群', members: [zhang] }).chatId
})

afterAll(async () => {
  listener.stop()
  await platform.stop()
})

const ask = (method: string, url: string, data?: object) =>
  outcomeOf(sdk.client.request({ method, url: `/open-apis${url}`, ...(data ? { data } : {}) }))

const topicReply = async () => {
  const root = platform.say(chatId, zhang, { text: '根' })
  const first = await sdk.client.im.v1.message.reply({
    path: { message_id: root },
    data: {
      msg_type: 'text',
      content: JSON.stringify({ text: `<at user_id="${zhang}">张三</at>` }),
      reply_in_thread: true,
    },
  })
  return { root, answer: first, id: first.data?.message_id ?? '' }
}

/** The last event of its kind, as it went over the wire before the SDK flattened it. */
async function eventOf(kind: string, deed: () => unknown): Promise<Record<string, unknown>> {
  await deed()
  await platform.settled()
  const event = listener.heard.findLast(({ event_type }) => event_type === kind)
  if (!event) throw new Error(`no ${kind} arrived`)
  return event
}

type Case = [file: string, emulated: () => Promise<unknown>, left?: string[]]

/** `left`: keys of the example that the emulated platform leaves out, and why it may. */
const answers: Case[] = [
  // A message that was just sent stands in no record.
  ['api_resp_message_create.json', async () => (await topicReply()).answer, ['data.upper_message_id']],
  ['api_resp_message_reply_in_thread.json', async () => (await topicReply()).answer, ['data.upper_message_id']],
  ['api_resp_message_get.json', async () => ask('GET', `/im/v1/messages/${(await topicReply()).id}`)],
  // What stands in a record is in no list.
  [
    'api_resp_message_list.json',
    async () => {
      const { answer } = await topicReply()
      const url = `/im/v1/messages?container_id_type=thread&container_id=${answer.data?.thread_id ?? ''}`
      return ask('GET', `${url}&page_size=1&sort_type=ByCreateTimeDesc`)
    },
    ['data.items[].upper_message_id'],
  ],
  [
    'api_resp_message_get_merge_forward_flat_items.json',
    async () => ask('GET', `/im/v1/messages/${platform.forward(chatId, zhang, [{ text: '甲' }]).forward}`),
  ],
  ['api_resp_chat_get.json', () => ask('GET', `/im/v1/chats/${chatId}`)],
  ['api_resp_chat_members_get.json', () => ask('GET', `/im/v1/chats/${chatId}/members?page_size=1`)],
  [
    'api_resp_contact_batch_get_id.json',
    () => ask('POST', '/contact/v3/users/batch_get_id', { emails: ['zhang@city.cn'], mobiles: ['13000001111'] }),
  ],
  [
    'api_resp_reaction_create.json',
    async () =>
      ask('POST', `/im/v1/messages/${(await topicReply()).id}/reactions`, { reaction_type: { emoji_type: 'OK' } }),
  ],
  ['api_resp_pin_create.json', async () => ask('POST', '/im/v1/pins', { message_id: (await topicReply()).id })],
  [
    'api_resp_urgent_app_invalid_users.json',
    async () => {
      const { id } = await topicReply()
      return ask('PATCH', `/im/v1/messages/${id}/urgent_app?user_id_type=open_id`, { user_id_list: [li] })
    },
  ],
]

const inTopic = async () => {
  const { root } = await topicReply()
  return platform.say(chatId, zhang, { text: `<at:${zhang}> 一` }, { replyTo: root })
}

const events: [file: string, kind: string, deed: () => unknown][] = [
  ['event_v2_im.message.receive_v1_text_mention.json', 'im.message.receive_v1', inTopic],
  [
    'event_v2_im.message.recalled_v1.json',
    'im.message.recalled_v1',
    () => platform.recall(platform.say(chatId, zhang, { text: '错' })),
  ],
  ['event_v2_im.chat.member.bot.added_v1.json', 'im.chat.member.bot.added_v1', () => platform.addBot(chatId, zhang)],
  [
    'event_v2_im.chat.member.user.added_v1.json',
    'im.chat.member.user.added_v1',
    () => platform.addMember(chatId, li, zhang),
  ],
  [
    'event_v2_im.chat.member.user.deleted_v1.json',
    'im.chat.member.user.deleted_v1',
    () => platform.removeMember(chatId, li, zhang),
  ],
  ['event_v2_application.bot.menu_v6.json', 'application.bot.menu_v6', () => platform.menu(zhang, 'today')],
  [
    'event_v2_bot_p2p_chat_entered_v1.json',
    'im.chat.access_event.bot_p2p_chat_entered_v1',
    () => {
      platform.say(platform.p2p(zhang), zhang, { text: '你好' })
      platform.enterP2p(zhang)
    },
  ],
]

describe.skipIf(!examplesThere)('with the keys of the example', () => {
  test.each(answers)('%s', async (file, emulated, left = []) => {
    const expected = keysOf(example(file)).filter((key) => !left.includes(key) && !key.startsWith('code'))
    const told = await emulated()
    const data = (told as { data: object }).data
    const got = keysOf({ data })
    const wanted = expected.filter((key) => key.startsWith('data'))
    // The flat record's example was shortened by those who wrote it down.
    if (file.includes('merge_forward')) expect(got).toEqual(expect.arrayContaining(wanted))
    else if (file.includes('members')) expect([...got].sort()).toEqual([...wanted].sort())
    else expect(got).toEqual(wanted)
  })

  test('api_resp_bot_info.json, api_resp_tenant_access_token.json, ws_endpoint_response.json', async () => {
    const { appId, appSecret, url } = platform
    const post = async (path: string, body: object) => {
      const headers = { 'content-type': 'application/json' }
      return (await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })).json()
    }
    const token = await post('/open-apis/auth/v3/tenant_access_token/internal', {
      app_id: appId,
      app_secret: appSecret,
    })
    expect(keysOf(token)).toEqual(keysOf(example('api_resp_tenant_access_token.json')))
    const endpoint = await post('/callback/ws/endpoint', { AppID: appId, AppSecret: appSecret })
    expect(keysOf(endpoint)).toEqual(keysOf(example('ws_endpoint_response.json')))
    const info: unknown = await sdk.client.request({ method: 'GET', url: '/open-apis/bot/v3/info' })
    expect(keysOf(info)).toEqual(keysOf(example('api_resp_bot_info.json')))
  })

  test.each(events)('%s', async (file, kind, deed) => {
    const event = await eventOf(kind, deed)
    const symbols = JSON.parse(JSON.stringify(event)) as Record<string, unknown>
    expect(keysOf(symbols)).toEqual(keysOf(flattened(example(file))))
  })

  test('callback_v2_card.action.trigger_form.json', async () => {
    const id = await sentId(send(sdk.client, chatId, aCard([aForm([{ tag: 'input', name: 'text' }])])))
    const event = await eventOf('card.action.trigger', () => platform.click(id, zhang, '提交', { text: '一' }))
    const fields = (keys: string[]) => keys.filter((key) => !/form_value\.|action\.value\./.test(key))
    // These two are of previews of links, not of messages.
    const elsewhere = ['delivery_type', 'context.url', 'context.preview_token']
    const wanted = fields(keysOf(flattened(example('callback_v2_card.action.trigger_form.json'))))
    expect(fields(keysOf(JSON.parse(JSON.stringify(event))))).toEqual(wanted.filter((key) => !elsewhere.includes(key)))
  })

  test('callback_response_toast_and_raw_card_v2.json is an answer that the platform takes', async () => {
    const other = await FeishuPlatform.start({ limits: false })
    const answer = example('callback_response_toast_and_raw_card_v2.json')
    const one = other.addUser({ name: '甲' }).openId
    const room = other.addChat({ name: '群', members: [one] }).chatId
    const heard = await listen(other, () => answer)
    const card = await sentId(send(sdkFor(other).client, room, aCard([aButton('好', 'ok')])))
    expect(await other.click(card, one, '好')).toMatchObject({ ok: true, toast: '卡片交互成功', cardChanged: true })
    expect(other.messages(room)[0]?.text).toContain('示例文本')
    heard.stop()
    await other.stop()
  })

  test.each([
    ['event_v1_message_text.json', () => platform1.say(chat1, wang, { text: '<at:bot> 一' })],
    ['event_v1_message_image.json', () => platform1.say(chat1, wang, { image: new Uint8Array([1]) })],
    [
      'event_v1_message_post.json',
      () => platform1.say(chat1, wang, { post: { title: '题', content: [[{ tag: 'img', image_key: 'img' }]] } }),
    ],
    [
      'event_v1_message_merge_forward.json',
      () => platform1.forward(chat1, wang, [{ image: new Uint8Array([1]) }, { text: '一' }]),
    ],
  ])('%s', async (file, deed) => {
    deed()
    await platform1.settled()
    const { event, ...rest } = example(file) as { event: object }
    const heard = JSON.parse(JSON.stringify(listener1.heard.at(-1))) as object
    expect(keysOf(heard)).toEqual(keysOf({ ...event, ...rest }))
  })

  let platform1: FeishuPlatform
  let listener1: Listener
  let chat1: string
  let wang: string

  beforeAll(async () => {
    platform1 = await FeishuPlatform.start({ eventSchema: 'v1' })
    wang = platform1.addUser({ name: '王五' }).openId
    chat1 = platform1.addChat({ name: '群', members: [wang] }).chatId
    listener1 = await listen(platform1)
  })

  afterAll(async () => {
    listener1.stop()
    await platform1.stop()
  })
})

if (!examplesThere)
  test.skip('the example payloads are not beside the repository: nothing was compared with them', () => {
    expect(examplesThere).toBe(false)
  })
