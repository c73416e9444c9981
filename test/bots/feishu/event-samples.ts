// One event of each kind, short or with every documented field, for tests that spoil them.
import type { ButtonValue } from '../../../bots/feishu/cards/button.ts'
import { events, pressed } from '../../support/feishu/documented/events.ts'
import { eventsV1 } from '../../support/feishu/documented/events-v1.ts'

export type Payload = Record<string, unknown>

const header = (event_type: string) => ({
  event_id: `evt_${event_type.replaceAll('.', '_')}`,
  event_type,
  create_time: '1791508800123',
  token: 'emulated-verification-token',
  app_id: 'cli_a1b2c3d4e5f60718',
  tenant_key: 'tk',
})

const v2 = (type: string, event: object): Payload => ({ schema: '2.0', header: header(type), event })

const ids = { union_id: 'on_1', user_id: 'u1', open_id: 'ou_zhang' }

const message = (message_type: string, content: unknown, more: object = {}): Payload =>
  v2('im.message.receive_v1', {
    sender: { sender_id: ids, sender_type: 'user', tenant_key: 'tk' },
    message: {
      message_id: `om_${message_type}`,
      root_id: 'om_root',
      parent_id: 'om_root',
      thread_id: 'omt_1',
      create_time: '1791508800123',
      update_time: '1791508800123',
      chat_id: 'oc_duty',
      chat_type: 'group',
      message_type,
      content: typeof content === 'string' ? content : JSON.stringify(content),
      mentions: [
        { key: '@_user_1', id: ids, mentioned_type: 'user', name: '张三', tenant_key: 'tk' },
        { key: '@_all', id: { open_id: '', union_id: '', user_id: '' }, name: '所有人' },
      ],
      ...more,
    },
  })

const chat = { chat_id: 'oc_duty', operator_id: ids, external: false, operator_tenant_key: 'tk', name: '值班群' }
const users = { users: [{ name: '李四', tenant_key: 'tk', user_id: { ...ids, open_id: 'ou_li' } }] }

const value: ButtonValue = {
  z: 1,
  action: 'draft',
  case: 23,
  direct: false,
  form: { of: 'f0', inputs: ['text', 'level'] },
}

const v1 = (type: string, event: object): Payload => ({
  uuid: `uuid_${type}`,
  token: 'emulated-verification-token',
  ts: '1791508800.123456',
  type: 'event_callback',
  event: { type, app_id: 'cli_a1b2c3d4e5f60718', tenant_key: 'tk', ...event },
})

const old = (msg_type: string, more: object): Payload =>
  v1('message', {
    root_id: '',
    parent_id: '',
    open_chat_id: 'oc_duty',
    chat_type: 'group',
    open_id: 'ou_zhang',
    is_mention: true,
    msg_type,
    open_message_id: `om_old_${msg_type}`,
    ...more,
  })

export const samples: Payload[] = [
  message('text', { text: '@_user_1 请看 https://weibo.com/1 @_all' }),
  message('post', {
    title: '积水',
    content: [
      [
        { tag: 'text', text: '见' },
        { tag: 'a', href: 'https://weibo.com/1', text: '微博' },
        { tag: 'at', user_id: '@_user_1' },
      ],
      [{ tag: 'img', image_key: 'img_1' }],
    ],
  }),
  message('interactive', { title: '预警', elements: [[{ tag: 'a', href: 'https://a.example/1', text: '原文' }]] }),
  message('image', { image_key: 'img_1' }),
  message('file', { file_key: 'file_1', file_name: '通报.docx' }),
  message('merge_forward', 'Merged and Forwarded Message'),
  message('audio', { file_key: 'file_1', duration: 2000 }),
  message('sticker', { file_key: 'file_1' }, { chat_type: 'p2p' }),
  v2('im.message.recalled_v1', { message_id: 'om_text', chat_id: 'oc_duty', recall_time: '1791508800123' }),
  v2('im.chat.member.bot.added_v1', chat),
  v2('im.chat.member.user.deleted_v1', { ...chat, ...users }),
  v2('im.chat.disbanded_v1', chat),
  v2('application.bot.menu_v6', {
    operator: { operator_name: '张三', operator_id: ids },
    event_key: 'mine',
    timestamp: 1791508800,
  }),
  v2('card.action.trigger', {
    operator: { tenant_key: 'tk', ...ids },
    token: 'c-1',
    action: { value, tag: 'button', form_value: { f0_text: '已派人', f0_level: ['1', '2'] }, name: 'f0' },
    host: 'im_message',
    context: { open_message_id: 'om_card', open_chat_id: 'oc_duty' },
  }),
  v2('im.message.message_read_v1', { reader: { reader_id: ids }, message_id_list: ['om_text'] }),
  old('text', { text: '<at open_id="ou_bot">@值班台</at> 请看', text_without_at_bot: '请看' }),
  old('post', { title: '积水', text: '<p>见<a href="https://weibo.com/1">微博</a></p>', image_keys: ['k1'] }),
  old('merge_forward', { msg_list: [{ msg_type: 'text', text: '一', create_time: 1 }] }),
  v1('add_user_to_chat', { chat_id: 'oc_duty', users: [{ name: '李四', open_id: 'ou_li', user_id: '' }] }),
  { challenge: 'c', token: 'emulated-verification-token', type: 'url_verification' },
]

/** The documentation's events with each of their fields, and with our verification token in them. */
export const documentedEvents: { name: string; payload: Payload }[] = Object.entries({
  ...events,
  'card.action.trigger': pressed,
  ...Object.fromEntries(
    Object.entries(eventsV1).map(([type, payload]) => [`message, first schema (${type})`, payload]),
  ),
}).map(([name, payload]) => ({ name, payload: withToken(payload) }))

function withToken(payload: Payload): Payload {
  const token = 'emulated-verification-token'
  const head = payload.header
  if (typeof head === 'object' && head !== null) return { ...payload, header: { ...head, token } }
  return { ...payload, token }
}
