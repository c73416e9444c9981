// What people do on the emulated platform, as the app hears of it.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FeishuPlatform } from '../../../support/feishu/platform.ts'
import { aCard, handClock, type Listener, listen } from '../../../support/feishu/sdk.ts'

let platform: FeishuPlatform
let listener: Listener
let chatId: string
let zhang: string
let li: string

beforeEach(async () => {
  platform = await FeishuPlatform.start({ clock: handClock() })
  zhang = platform.addUser({ name: '张三' }).openId
  li = platform.addUser({ name: '李四' }).openId
  chatId = platform.addChat({ name: '值班群', members: [zhang] }).chatId
  listener = await listen(platform)
  // One after the other, so that their order can be told.
  platform.hold()
})

afterEach(async () => {
  listener.stop()
  await platform.stop()
})

interface Heard {
  message_id: string
  chat_id: string
  chat_type: string
  message_type: string
  content: string
  root_id?: string
  parent_id?: string
  thread_id?: string
}

async function heard(): Promise<Record<string, unknown>[]> {
  platform.release()
  await platform.settled()
  return listener.heard
}

const messages = async () => (await heard()).map(({ message }) => message as Heard)

describe('a record that is forwarded', () => {
  test.each([
    [false, ['merge_forward', 'text']],
    [true, ['text', 'merge_forward']],
  ])('has its comment as a message of its own, which answers it (first: %s)', async (commentFirst, kinds) => {
    const { forward, comment } = platform.forward(chatId, zhang, [{ text: '甲' }], { comment: '请看', commentFirst })
    const told = await messages()
    expect(told.map(({ message_type }) => message_type)).toEqual(kinds)
    const [record, words] = commentFirst ? told.toReversed() : told
    expect(record).toMatchObject({ message_id: forward, content: 'Merged and Forwarded Message' })
    expect(record?.root_id).toBeUndefined()
    expect(words).toMatchObject({
      message_id: comment,
      root_id: forward,
      parent_id: forward,
      content: '{"text":"请看"}',
    })
  })

  test('does not tell its children', async () => {
    platform.forward(chatId, zhang, [{ text: '甲' }, { record: [{ text: '乙' }] }])
    expect(await messages()).toHaveLength(1)
    expect(platform.messages(chatId)).toHaveLength(1)
  })
})

test('messages of all kinds', async () => {
  const image = new Uint8Array([1])
  platform.say(chatId, zhang, { image })
  platform.say(chatId, zhang, { file: image, name: '附件.docx' })
  const at = { tag: 'at', user_id: zhang }
  platform.say(chatId, zhang, { post: { title: '题', content: [[{ tag: 'text', text: '看' }, at]] } })
  platform.say(chatId, zhang, { type: 'audio', content: { file_key: 'file_v2_1', duration: 2000 } })
  platform.say(chatId, zhang, { card: aCard() })
  const told = await messages()
  expect(told.map(({ message_type }) => message_type)).toEqual(['image', 'file', 'post', 'audio', 'interactive'])
  const [photo, file, post, , card] = told.map(({ content }) => JSON.parse(content) as Record<string, unknown>)
  expect(photo?.image_key).toMatch(/^img_v3_/)
  expect(file).toMatchObject({ file_name: '附件.docx' })
  expect(post?.content).toEqual([
    [
      { tag: 'text', text: '看' },
      { tag: 'at', user_id: '@_user_1', user_name: '' },
    ],
  ])
  expect(card).toMatchObject({ title: null, user_dsl: JSON.stringify(aCard()) })
})

test('a word in private', async () => {
  platform.say(platform.p2p(zhang), zhang, { text: '你好' })
  expect(await messages()).toMatchObject([{ chat_type: 'p2p', chat_id: platform.p2p(zhang) }])
})

test('who comes and goes, and the end of a chat', async () => {
  platform.addMember(chatId, li)
  platform.removeMember(chatId, li)
  platform.removeBot(chatId, zhang)
  platform.addMember(chatId, li)
  platform.addBot(chatId, zhang)
  platform.dissolve(chatId)
  expect((await heard()).map(({ event_type, chat_id, name }) => [event_type, chat_id, name])).toEqual(
    ['member.user.added', 'member.user.deleted', 'member.bot.deleted', 'member.bot.added', 'disbanded'].map((kind) => [
      `im.chat.${kind}_v1`,
      chatId,
      '值班群',
    ]),
  )
})

test('what nobody can do throws', () => {
  expect(() => platform.say(chatId, li, { text: '一' })).toThrow('李四 is not in 值班群')
  expect(() => platform.say(chatId, zhang, { text: '一', mentions: [li] })).toThrow('does not stand in')
  platform.dissolve(chatId)
  expect(() => platform.say(chatId, zhang, { text: '一' })).toThrow('dissolved')
})

test('the menu tells no chat', async () => {
  platform.menu(zhang, 'today')
  const [event] = await heard()
  expect(event).toMatchObject({
    event_type: 'application.bot.menu_v6',
    event_key: 'today',
    operator: { operator_name: '张三' },
  })
  expect(event).not.toHaveProperty('chat_id')
})
