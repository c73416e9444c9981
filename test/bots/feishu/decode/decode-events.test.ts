// Histories, the old schema and events that are no messages come to the same meaning; what cannot be read says so.
import { describe, expect, test } from 'vitest'
import { type ButtonValue, inputName } from '../../../../bots/feishu/cards/button.ts'
import { decode, filesIn, KINDS } from '../../../../bots/feishu/decode/decode.ts'
import { Unreadable } from '../../../../bots/feishu/decode/stored.ts'
import { isPartial } from '../../../../bots/feishu/resolve.ts'
import { messageIn } from '../receive-parts.ts'
import { BOT, event, mention, RECEIVED, reading, SAID, SAID_MS, stored } from './decode-parts.ts'

describe('a message of a history', () => {
  const item = (more: object = {}) => ({
    message_id: 'om_1',
    root_id: 'om_root',
    parent_id: 'om_parent',
    msg_type: 'text',
    create_time: SAID_MS,
    update_time: '1791508900000',
    deleted: false,
    chat_id: 'oc_duty',
    sender: { id: 'ou_zhang', id_type: 'open_id', sender_type: 'user', tenant_key: 'tk' },
    body: { content: '{"text":"@_user_1 /list @_user_2"}' },
    mentions: [
      { key: '@_user_1', id: BOT, id_type: 'open_id', name: '值班台', tenant_key: 'tk' },
      { key: '@_user_2', id: 'ou_li', id_type: 'open_id', name: '李四', tenant_key: 'tk' },
    ],
    ...more,
  })

  test('is what its event would have been', () => {
    const mentions = [mention(1, '值班台', BOT, 'bot'), mention(2, '李四', 'ou_li')]
    const message = { root_id: 'om_root', parent_id: 'om_parent' }
    const asEvent = decode(event({ content: { text: '@_user_1 /list @_user_2' }, mentions, message }), reading)
    expect(decode(stored('history', item(), { direct: false }), reading)).toEqual(asEvent)
    expect(asEvent).toMatchObject({ text: '/list @李四', addressed: true })
  })

  test('in a private chat is direct', () => {
    expect(decode(stored('history', item(), { direct: true }), reading)).toMatchObject({ direct: true })
  })

  test('of our own is nothing; one that was taken back is that', () => {
    const own = { sender: { id: 'cli_a1b2c3d4e5f60718', id_type: 'app_id', sender_type: 'app' } }
    expect(decode(stored('history', item(own)), reading)).toBeNull()
    expect(decode(stored('history', item({ deleted: true })), reading)).toEqual({
      kind: 'recall',
      room: 'oc_duty',
      messageId: 'om_1',
      at: '2026-10-09T01:21:40.000Z',
    })
  })
})

describe('what is no message', () => {
  const chat = { chat_id: 'oc_duty', name: '值班群', create_time: SAID_MS, event_id: 'evt_2' }

  test('a message taken back', () => {
    const recalled = { message_id: 'om_1', chat_id: 'oc_duty', recall_time: SAID_MS, recall_type: 'message_owner' }
    expect(decode(stored('im.message.recalled_v1', recalled), reading)).toEqual({
      kind: 'recall',
      room: 'oc_duty',
      messageId: 'om_1',
      at: SAID,
    })
  })

  test.each([
    ['im.chat.member.bot.added_v1', 'desk-added'],
    ['im.chat.member.bot.deleted_v1', 'desk-removed'],
    ['im.chat.disbanded_v1', 'dissolved'],
  ])('%s', (kind, change) => {
    expect(decode(stored(kind, chat), reading)).toEqual({
      kind: 'membership',
      room: 'oc_duty',
      name: '值班群',
      change,
      people: [],
      at: SAID,
    })
  })

  test.each([
    ['im.chat.member.user.added_v1', 'joined'],
    ['im.chat.member.user.deleted_v1', 'left'],
    ['im.chat.member.user.withdrawn_v1', 'left'],
  ])('%s', (kind, change) => {
    const users = [
      { name: '李四', user_id: { open_id: 'ou_li' } },
      { name: '外单位', user_id: { open_id: '' } },
    ]
    expect(decode(stored(kind, { ...chat, users }), reading)).toMatchObject({
      change,
      people: [{ account: 'ou_li', name: '李四' }],
    })
  })

  test.each([
    ['help', '/help'],
    ['mine', '/list mine'],
    ['list', '/list'],
    ['duty', '/duty'],
    ['web', '/web'],
    ['something_else', '/help'],
    ['__proto__', '/help'],
  ])('the menu’s %s is the command %s, said to the bot alone', (event_key, text) => {
    const operator = { operator_name: '张三', operator_id: { open_id: 'ou_zhang' } }
    const pressed = { event_id: 'evt_9', event_key, operator, timestamp: 1791508800 }
    expect(decode(stored('application.bot.menu_v6', pressed), reading)).toEqual({
      kind: 'message',
      room: 'ou_zhang',
      direct: true,
      messageId: 'evt_9',
      thread: null,
      replyTo: null,
      from: 'ou_zhang',
      at: '2026-10-09T01:20:00.000Z',
      text,
      addressed: true,
    })
  })

  test('a click, with the case and what was filled in', () => {
    const value: ButtonValue = {
      z: 1,
      action: 'draft',
      case: 23,
      direct: false,
      form: { of: 'f0', inputs: ['text'] },
    }
    const clicked = {
      event_id: 'evt_3',
      create_time: '1791508800123456',
      operator: { open_id: 'ou_zhang', user_id: 'u', union_id: 'on' },
      action: { tag: 'button', value, form_value: { [inputName('f0', 'text')]: '已派人处理' } },
      context: { open_message_id: 'om_card', open_chat_id: 'oc_duty' },
    }
    expect(decode(stored('card.action.trigger', clicked), reading)).toEqual({
      kind: 'action',
      room: 'oc_duty',
      direct: false,
      messageId: 'om_card',
      from: 'ou_zhang',
      at: SAID,
      action: 'draft',
      case: 23,
      values: { text: '已派人处理' },
    })
    const foreign = { ...clicked, action: { tag: 'button', value: { key: 'value' } } }
    expect(decode(stored('card.action.trigger', foreign), reading)).toBeNull()
  })
})

describe('an event of the old schema', () => {
  const old = (more: object) =>
    stored('message', {
      uuid: 'u1',
      ts: '1791508800.123456',
      type: 'event_callback',
      root_id: '',
      parent_id: '',
      open_chat_id: 'oc_duty',
      chat_type: 'group',
      open_id: 'ou_zhang',
      is_mention: false,
      msg_type: 'text',
      open_message_id: 'om_1',
      ...more,
    })

  test('reads as a new one', () => {
    const text = '<at open_id="ou_bot">@值班台</at> 请 <at open_id="ou_li">@李四</at> 看'
    const without = '请 <at open_id="ou_li">@李四</at> 看'
    expect(decode(old({ text, text_without_at_bot: without, is_mention: true }), reading)).toEqual({
      kind: 'message',
      room: 'oc_duty',
      direct: false,
      messageId: 'om_1',
      thread: null,
      replyTo: null,
      from: 'ou_zhang',
      at: SAID,
      text: '请 @李四 看',
      addressed: true,
      mentions: [{ name: '李四', account: 'ou_li' }],
    })
  })

  test('in a private chat is direct and addressed', () => {
    expect(decode(old({ text: '/list', chat_type: 'private' }), reading)).toMatchObject({
      direct: true,
      addressed: true,
      text: '/list',
    })
  })

  test('of a post is its text and links without the marks', () => {
    const text = '<p>见<a href="https://weibo.com/1">微博</a></p><p>二</p><figure><img src="x"/></figure>'
    const given = old({ msg_type: 'post', title: '积水', text, image_keys: ['k1', 'k2'] })
    expect(messageIn(decode(given, reading)).text).toBe('积水\n见微博 https://weibo.com/1 \n二')
    expect(filesIn(given, reading).map(({ key }) => key)).toEqual(['k1', 'k2'])
  })

  test('of a record brings its messages along', () => {
    const msg_list = [
      { msg_type: 'image', image_key: 'k', create_time: 1 },
      { msg_type: 'text', text: '文本1 https://weibo.com/1', create_time: 2 },
      { msg_type: 'audio', create_time: 3 },
    ]
    const read = messageIn(decode(old({ msg_type: 'merge_forward', msg_list }), reading))
    expect(read.parts).toEqual([
      { text: '', files: [{ kind: 'image', name: null, missing: 'forbidden' }] },
      { text: '文本1 https://weibo.com/1' },
    ])
    expect(isPartial(read)).toBe(false)
  })

  test.each([
    ['add_user_to_chat', 'joined'],
    ['remove_user_from_chat', 'left'],
    ['revoke_add_user_from_chat', 'left'],
    ['chat_disband', 'dissolved'],
    ['add_bot', 'desk-added'],
    ['remove_bot', 'desk-removed'],
  ])('%s', (kind, change) => {
    const chat = kind.endsWith('_bot') ? { open_chat_id: 'oc_duty' } : { chat_id: 'oc_duty' }
    const users = [{ name: '李四', open_id: 'ou_li', user_id: '' }]
    const event = { ...chat, ts: '1791508800.123456', ...(change === 'joined' ? { users } : {}) }
    expect(decode(stored(kind, event), reading)).toMatchObject({
      change,
      room: 'oc_duty',
      at: SAID,
      people: change === 'joined' ? [{ account: 'ou_li', name: '李四' }] : [],
    })
  })

  test('full of opened brackets is read at once', () => {
    const begun = performance.now()
    for (const text of ['<'.repeat(500_000), '<at '.repeat(100_000), '<a href="'.repeat(60_000), '<p>'.repeat(150_000)])
      decode(old({ msg_type: 'post', text }), reading)
    expect(performance.now() - begun).toBeLessThan(2_000)
  })
})

describe('what cannot be understood', () => {
  test.each([
    ['no object', 'text'],
    ['null', null],
    ['of another version', { v: 2, kind: 'message', event: {}, receivedAt: RECEIVED }],
    ['without a time', { v: 1, kind: 'message', event: {} }],
    ['a message without a message', stored('im.message.receive_v1', {})],
    ['content that is no JSON', event({ content: '{"text":' })],
    ['a text without one', event({ content: { text: 1 } })],
    ['an id that leads elsewhere', event({ message: { message_id: 'om_1/../../contact' } })],
    ['an id with a query', event({ message: { chat_id: 'oc_1?a=b' } })],
    ['nobody who said it', event({ sender: { sender_id: {} } })],
    ['an old message without its id', stored('message', { open_chat_id: 'oc_1' })],
    ['a click by nobody', stored('card.action.trigger', { action: {}, context: {} })],
  ])('%s throws Unreadable', (_what, body) => {
    expect(() => decode(body, reading)).toThrow(Unreadable)
  })

  test('a kind that nobody knows is nothing', () => {
    for (const kind of ['im.message.reaction.created_v1', '__proto__', 'constructor', ''])
      expect(decode(stored(kind, { message_id: 'om_1' }), reading)).toBeNull()
  })

  test('every kind that is listened to is understood', () => {
    for (const kind of KINDS) expect(() => decode(stored(kind, {}), reading)).toThrow(Unreadable)
  })
})
