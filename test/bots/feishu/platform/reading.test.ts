// What the emulated platform tells of its chats: history, topics, merged records, files, people.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FeishuPlatform } from '../../../support/feishu/platform.ts'
import { aCard, handClock, outcomeOf, type Sdk, sdkFor, send, sentId } from '../../../support/feishu/sdk.ts'

const clock = handClock()
let platform: FeishuPlatform
let sdk: Sdk
let chatId: string
let zhang: string

beforeEach(async () => {
  platform = await FeishuPlatform.start({ clock, limits: false })
  sdk = sdkFor(platform)
  zhang = platform.addUser({ name: '张三', email: 'zhang@city.cn', mobile: '+8613000001111' }).openId
  chatId = platform.addChat({ name: '值班群', members: [zhang] }).chatId
})

afterEach(() => platform.stop())

interface Item {
  message_id: string
  msg_type: string
  upper_message_id?: string
  body: { content: string }
}

const list = async (params: object) => {
  const url = '/open-apis/im/v1/messages'
  const defaults = { container_id_type: 'chat', container_id: chatId }
  const answer = await outcomeOf(sdk.client.request({ method: 'GET', url, params: { ...defaults, ...params } }))
  const { items = [], ...rest } = answer.data as { items?: Item[]; has_more?: boolean; page_token?: string }
  return { ...answer, ...rest, items, ids: items.map(({ message_id }) => message_id) }
}

const get = async (id: string, params: object = {}) => {
  const url = `/open-apis/im/v1/messages/${id}`
  const answer = await outcomeOf(sdk.client.request({ method: 'GET', url, params }))
  return { ...answer, items: (answer.data as { items?: Item[] }).items ?? [] }
}

/** One message a second. */
const said = (count: number) =>
  Array.from({ length: count }, (_, index) => {
    clock.advance(1000)
    return platform.say(chatId, zhang, { text: String(index) })
  })

describe('the history of a chat', () => {
  test('comes in pages of at most fifty, in either order', async () => {
    const ids = said(120)
    const found: string[] = []
    let page: Awaited<ReturnType<typeof list>> | null = null
    do {
      const page_token: string | undefined = page?.page_token
      page = await list({ page_size: 50, sort_type: 'ByCreateTimeAsc', ...(page_token ? { page_token } : {}) })
      expect(page.ids.length).toBeLessThanOrEqual(50)
      found.push(...page.ids)
    } while (page.has_more)
    expect(found).toEqual(ids)
    expect((await list({ page_size: 3, sort_type: 'ByCreateTimeDesc' })).ids).toEqual(ids.slice(-3).toReversed())
    expect(await list({ page_size: 51 })).toMatchObject({ status: 400, code: 99992402 })
    expect(await list({ page_token: 'none' })).toMatchObject({ status: 400, code: 230001 })
  })

  test('is asked for by time in seconds, both ends included', async () => {
    const ids = said(5)
    const end = Math.floor(clock.now() / 1000)
    expect((await list({ start_time: String(end - 3), end_time: String(end - 1) })).ids).toEqual(ids.slice(1, 4))
  })

  test('has the first message of a topic only; the topic has them all, whatever time is asked for', async () => {
    const [root = ''] = said(1)
    clock.advance(1000)
    const reply = await sdk.client.im.v1.message.reply({
      path: { message_id: root },
      data: { msg_type: 'text', content: '{"text":"在话题里"}', reply_in_thread: true },
    })
    const plain = platform.say(chatId, zhang, { text: '回复' }, { replyTo: root, inThread: false })
    expect((await list({})).ids).toEqual([root])
    const { thread_id = '' } = reply.data ?? {}
    const topic = { container_id_type: 'thread', container_id: thread_id, start_time: '1', end_time: '2' }
    expect((await list(topic)).ids).toEqual([root, reply.data?.message_id, plain])
  })

  test('tells a recalled message as gone', async () => {
    const [id = ''] = said(1)
    platform.recall(id)
    expect((await list({})).items).toMatchObject([{ deleted: true, body: { content: 'This message was recalled' } }])
  })

  test('is not for who is out of the chat', async () => {
    said(1)
    platform.removeBot(chatId, zhang)
    expect(await list({})).toMatchObject({ status: 400, code: 230002 })
    platform.addBot(chatId, zhang)
    platform.dissolve(chatId)
    expect(await list({})).toMatchObject({ status: 400, code: 232009 })
  })
})

describe('a card in the history', () => {
  const oldCard = {
    header: { title: { tag: 'plain_text', content: '老卡片' } },
    elements: [
      { tag: 'div', text: { tag: 'plain_text', content: '一行' } },
      { tag: 'markdown', content: '**粗** [链接](https://a.cn)' },
    ],
  }

  test('of JSON 1.0 is told by its words, without what its buttons carry', async () => {
    const id = platform.say(chatId, zhang, { card: oldCard })
    expect(JSON.parse((await get(id)).items[0]?.body.content ?? '')).toEqual({
      title: '老卡片',
      elements: [
        [{ tag: 'text', text: '一行' }],
        [
          { tag: 'text', text: '粗 ' },
          { tag: 'a', href: 'https://a.cn', text: '链接' },
        ],
      ],
    })
  })

  test('of JSON 2.0 is told as a notice to update, unless the card itself is asked for', async () => {
    const card = aCard()
    const id = await sentId(send(sdk.client, chatId, card))
    const told = JSON.parse((await get(id)).items[0]?.body.content ?? '') as { title: unknown }
    expect(told.title).toBeNull()
    expect(JSON.stringify(told)).toContain('请升级至最新版本客户端，以查看内容')
    expect(JSON.stringify(told)).not.toContain('正文')
    for (const ask of [
      get(id, { card_msg_content_type: 'user_card_content' }),
      list({ card_msg_content_type: 'user_card_content' }),
    ]) {
      const { user_dsl } = JSON.parse((await ask).items[0]?.body.content ?? '') as { user_dsl: string }
      expect(JSON.parse(user_dsl)).toEqual(card)
    }
  })
})

describe('a merged record', () => {
  const image = new Uint8Array([1, 2, 3])

  test('comes flat in one answer, each child with the id of what it stands in', async () => {
    const { forward } = platform.forward(chatId, zhang, [
      { text: '甲 https://a.cn/1' },
      { record: [{ text: '乙' }, { image }] },
      { post: { title: '标题', content: [[{ tag: 'text', text: '丙' }]] } },
    ])
    const { items } = await get(forward)
    expect(items.map(({ msg_type }) => msg_type)).toEqual([
      'merge_forward',
      'text',
      'merge_forward',
      'text',
      'image',
      'post',
    ])
    const [parent, first, record, second] = items
    expect(parent?.body.content).toBe('Merged and Forwarded Message')
    expect(parent?.upper_message_id).toBeUndefined()
    expect([first?.upper_message_id, record?.upper_message_id, second?.upper_message_id]).toEqual([
      forward,
      forward,
      record?.message_id,
    ])
    expect((await list({})).ids).toEqual([forward])
  })

  test('does not give its files', async () => {
    const { forward } = platform.forward(chatId, zhang, [{ image }])
    const child = (await get(forward)).items[1]
    const key = (JSON.parse(child?.body.content ?? '{}') as { image_key: string }).image_key
    const path = (id: string) => `/open-apis/im/v1/messages/${id}/resources/${key}?type=image`
    for (const id of [forward, child?.message_id ?? '']) {
      expect(await outcomeOf(sdk.client.request({ method: 'GET', url: path(id) }))).toMatchObject({ code: 234043 })
    }
  })
})

describe('files', () => {
  test('are fetched by message, key and kind', async () => {
    const bytes = new Uint8Array([9, 8, 7, 0, 255])
    const id = platform.say(chatId, zhang, { file: bytes, name: '现场 照片.pdf' })
    const key = (JSON.parse(platform.world.message(id).content) as { file_key: string }).file_key
    const fetched = await sdk.client.im.v1.messageResource.get({
      path: { message_id: id, file_key: key },
      params: { type: 'file' },
    })
    const chunks: Buffer[] = []
    for await (const chunk of fetched.getReadableStream()) chunks.push(chunk as Buffer)
    expect([...Buffer.concat(chunks)]).toEqual([...bytes])
    const ask = (message: string, file: string, type: string) =>
      outcomeOf(
        sdk.client.request({
          method: 'GET',
          url: `/open-apis/im/v1/messages/${message}/resources/${file}?type=${type}`,
        }),
      )
    const [other = ''] = said(1)
    expect(await ask(other, key, 'file')).toMatchObject({ status: 400, code: 234003 })
    expect(await ask(id, key, 'image')).toMatchObject({ status: 400, code: 234003 })
    expect(await ask(id, key, 'paper')).toMatchObject({ status: 400, code: 234001 })
    platform.removeBot(chatId, zhang)
    expect(await ask(id, key, 'file')).toMatchObject({ status: 400, code: 234004 })
  })

  test('are sent up and can then be sent', async () => {
    const image = Buffer.from([137, 80, 78, 71, 13, 10, 45, 45, 0])
    const up = await sdk.client.im.v1.image.create({ data: { image_type: 'message', image } })
    const content = { image_key: up?.image_key }
    expect((await send(sdk.client, chatId, content, { type: 'image' })).code).toBe(0)
    expect(platform.world.files.get(up?.image_key ?? '')?.bytes).toEqual(image)
  })
})

describe('people and chats', () => {
  test('are found by address and number, fifty of each at most; who is unknown comes without an id', async () => {
    const ask = (emails: string[], mobiles: string[]) =>
      outcomeOf(
        sdk.client.contact.v3.user.batchGetId({ params: { user_id_type: 'open_id' }, data: { emails, mobiles } }),
      )
    const { data } = await ask(['zhang@city.cn', 'nobody@city.cn'], ['13000001111'])
    expect(data.user_list).toMatchObject([
      { email: 'zhang@city.cn', user_id: zhang },
      { email: 'nobody@city.cn' },
      { mobile: '13000001111', user_id: zhang },
    ])
    expect((data.user_list as object[])[1]).not.toHaveProperty('user_id')
    expect(
      await ask(
        Array.from({ length: 51 }, (_, index) => `${index}@city.cn`),
        [],
      ),
    ).toMatchObject({ status: 400 })
  })

  test('members come in pages, without the bot', async () => {
    for (let index = 0; index < 25; index += 1)
      platform.addMember(chatId, platform.addUser({ name: `第${index}人` }).openId)
    const names: string[] = []
    let page_token = ''
    do {
      const { data } = await sdk.client.im.v1.chatMembers.get({
        path: { chat_id: chatId },
        params: { member_id_type: 'open_id', page_size: 20, ...(page_token ? { page_token } : {}) },
      })
      expect(data?.member_total).toBe(26)
      names.push(...(data?.items ?? []).map(({ name }) => name ?? ''))
      page_token = data?.has_more ? (data.page_token ?? '') : ''
    } while (page_token !== '')
    expect(names).toHaveLength(26)
    expect(names).not.toContain('值班台')
  })

  test('chats that the bot is not in are not listed', async () => {
    platform.addChat({ name: '别的群', members: [zhang], bot: false })
    const { data } = await sdk.client.im.v1.chat.list({})
    expect(data?.items?.map(({ name }) => name)).toEqual(['值班群'])
  })
})

test('reactions and pins are put on messages', async () => {
  const [id = ''] = said(1)
  const reaction = await sdk.client.im.v1.messageReaction.create({
    path: { message_id: id },
    data: { reaction_type: { emoji_type: 'OK' } },
  })
  const path = { message_id: id, reaction_id: reaction.data?.reaction_id ?? '' }
  expect((await sdk.client.im.v1.messageReaction.delete({ path })).code).toBe(0)
  expect(await outcomeOf(sdk.client.im.v1.messageReaction.delete({ path }))).toMatchObject({
    status: 400,
    code: 231010,
  })
  expect((await sdk.client.im.v1.pin.create({ data: { message_id: id } })).data?.pin?.chat_id).toBe(chatId)
})
