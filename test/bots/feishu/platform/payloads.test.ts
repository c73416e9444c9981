// The emulated platform's answers and events have the documented keys, no fewer and no more.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answers, plainAnswers } from '../../../support/feishu/documented/answers.ts'
import { events, pressAnswer, pressed } from '../../../support/feishu/documented/events.ts'
import { eventsV1 } from '../../../support/feishu/documented/events-v1.ts'
import { flattened, keysOf } from '../../../support/feishu/documented/keys.ts'
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

type Call = [name: keyof typeof answers, emulated: () => Promise<unknown>, left?: string[]]

/** `left`: documented keys that the emulated platform leaves out, and why it may. */
const calls: Call[] = [
  // A message that was just sent stands in no record.
  ['im-v1/message/create', async () => (await topicReply()).answer, ['data.upper_message_id']],
  ['im-v1/message/reply', async () => (await topicReply()).answer, ['data.upper_message_id']],
  ['im-v1/message/get', async () => ask('GET', `/im/v1/messages/${(await topicReply()).id}`)],
  // What stands in a record is in no list.
  [
    'im-v1/message/list',
    async () => {
      const { answer } = await topicReply()
      const url = `/im/v1/messages?container_id_type=thread&container_id=${answer.data?.thread_id ?? ''}`
      return ask('GET', `${url}&page_size=1&sort_type=ByCreateTimeDesc`)
    },
    ['data.items[].upper_message_id'],
  ],
  [
    'im-v1/message/get (merge_forward)',
    async () => ask('GET', `/im/v1/messages/${platform.forward(chatId, zhang, [{ text: '甲' }]).forward}`),
  ],
  ['im-v1/chat/get', () => ask('GET', `/im/v1/chats/${chatId}`)],
  ['im-v1/chat-members/get', () => ask('GET', `/im/v1/chats/${chatId}/members?page_size=1`)],
  [
    'contact-v3/user/batch_get_id',
    () => ask('POST', '/contact/v3/users/batch_get_id', { emails: ['zhang@city.cn'], mobiles: ['13000001111'] }),
  ],
  [
    'im-v1/message-reaction/create',
    async () =>
      ask('POST', `/im/v1/messages/${(await topicReply()).id}/reactions`, { reaction_type: { emoji_type: 'OK' } }),
  ],
  ['im-v1/pin/create', async () => ask('POST', '/im/v1/pins', { message_id: (await topicReply()).id })],
  [
    'im-v1/buzz-messages/urgent_app',
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

const deeds: [name: keyof typeof events, deed: () => unknown][] = [
  ['im.message.receive_v1 (text with a mention, in a thread)', inTopic],
  ['im.message.recalled_v1', () => platform.recall(platform.say(chatId, zhang, { text: '错' }))],
  ['im.chat.member.bot.added_v1', () => platform.addBot(chatId, zhang)],
  ['im.chat.member.user.added_v1', () => platform.addMember(chatId, li, zhang)],
  ['im.chat.member.user.deleted_v1', () => platform.removeMember(chatId, li, zhang)],
  ['application.bot.menu_v6', () => platform.menu(zhang, 'today')],
  [
    'im.chat.access_event.bot_p2p_chat_entered_v1',
    () => {
      platform.say(platform.p2p(zhang), zhang, { text: '你好' })
      platform.enterP2p(zhang)
    },
  ],
]

describe('with the documented keys', () => {
  test.each(calls)('%s', async (name, emulated, left = []) => {
    const expected = keysOf(answers[name]).filter((key) => !left.includes(key) && key.startsWith('data'))
    const { data } = (await emulated()) as { data: object }
    const got = keysOf({ data })
    // The documentation shows only some fields of what stands in a record.
    if (name === 'im-v1/message/get (merge_forward)') expect(got).toEqual(expect.arrayContaining(expected))
    else expect(got).toEqual(expected)
  })

  test('the bot, the access token, the endpoint of the long connection', async () => {
    const { appId, appSecret, url } = platform
    const post = async (path: string, body: object) => {
      const headers = { 'content-type': 'application/json' }
      return (await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })).json()
    }
    const token = await post('/open-apis/auth/v3/tenant_access_token/internal', {
      app_id: appId,
      app_secret: appSecret,
    })
    expect(keysOf(token)).toEqual(keysOf(plainAnswers.tenantAccessToken))
    const endpoint = await post('/callback/ws/endpoint', { AppID: appId, AppSecret: appSecret })
    expect(keysOf(endpoint)).toEqual(keysOf(plainAnswers.endpoint))
    const info: unknown = await sdk.client.request({ method: 'GET', url: '/open-apis/bot/v3/info' })
    expect(keysOf(info)).toEqual(keysOf(plainAnswers.botInfo))
  })

  test.each(deeds)('%s', async (name, deed) => {
    const event = await eventOf(name.replace(/ .*/, ''), deed)
    const symbols = JSON.parse(JSON.stringify(event)) as Record<string, unknown>
    expect(keysOf(symbols)).toEqual(keysOf(flattened(events[name])))
  })

  test('card.action.trigger (of a form)', async () => {
    const id = await sentId(send(sdk.client, chatId, aCard([aForm([{ tag: 'input', name: 'text' }])])))
    const event = await eventOf('card.action.trigger', () => platform.click(id, zhang, '提交', { text: '一' }))
    const fields = (keys: string[]) => keys.filter((key) => !/form_value\.|action\.value\./.test(key))
    // These two are of previews of links, not of messages.
    const elsewhere = ['delivery_type', 'context.url', 'context.preview_token']
    const wanted = fields(keysOf(flattened(pressed)))
    expect(fields(keysOf(JSON.parse(JSON.stringify(event))))).toEqual(wanted.filter((key) => !elsewhere.includes(key)))
  })

  test('the documented answer to a press is one that the platform takes', async () => {
    const other = await FeishuPlatform.start({ limits: false })
    const one = other.addUser({ name: '甲' }).openId
    const room = other.addChat({ name: '群', members: [one] }).chatId
    const heard = await listen(other, () => pressAnswer)
    const card = await sentId(send(sdkFor(other).client, room, aCard([aButton('好', 'ok')])))
    expect(await other.click(card, one, '好')).toMatchObject({ ok: true, toast: '已记下', cardChanged: true })
    expect(other.messages(room)[0]?.text).toContain('答复已提交审定')
    heard.stop()
    await other.stop()
  })

  test.each<[keyof typeof eventsV1, () => unknown]>([
    ['text', () => platform1.say(chat1, wang, { text: '<at:bot> 一' })],
    ['image', () => platform1.say(chat1, wang, { image: new Uint8Array([1]) })],
    [
      'post',
      () => platform1.say(chat1, wang, { post: { title: '题', content: [[{ tag: 'img', image_key: 'img' }]] } }),
    ],
    ['merge_forward', () => platform1.forward(chat1, wang, [{ image: new Uint8Array([1]) }, { text: '一' }])],
  ])('message of the first schema: %s', async (type, deed) => {
    deed()
    await platform1.settled()
    const { event, ...rest } = eventsV1[type] as { event: object }
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
