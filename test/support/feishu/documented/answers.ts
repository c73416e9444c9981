// Answers of the platform's API with every field that its documentation gives them; the values are ours.
import type { Documented } from './events.ts'

const TENANT = '17a2b3c4d5e6f708'
const ROOT = 'om_11112222333344445555666677778888'
const MESSAGE = 'om_99990000aaaabbbbccccddddeeeeffff'
const CHAT = 'oc_0123456789abcdef0123456789abcdef'
const ZHANG = 'ou_a1000000000000000000000000000000'

const done = (data: object): Documented => ({ code: 0, msg: 'success', data })

const message = {
  message_id: MESSAGE,
  root_id: ROOT,
  parent_id: ROOT,
  thread_id: 'omt_0123456789ab',
  msg_type: 'text',
  create_time: '1791508800123',
  update_time: '1791508800123',
  deleted: false,
  updated: false,
  chat_id: CHAT,
  sender: { id: 'cli_a0b1c2d3e4f50617', id_type: 'app_id', sender_type: 'app', tenant_key: TENANT },
  body: { content: JSON.stringify({ text: '@_user_1 请签收' }) },
  mentions: [{ key: '@_user_1', id: ZHANG, id_type: 'open_id', name: '张三', tenant_key: TENANT }],
}
// Only of what stands in a record, but the documentation shows it everywhere.
const upper = { upper_message_id: ROOT }

const member = (id: object) => ({
  user_id: ZHANG,
  ...id,
  status: { is_frozen: false, is_resigned: false, is_activated: true, is_exited: false, is_unjoin: false },
})

const entry = (id: string, text: string) => ({
  message_id: id,
  upper_message_id: ROOT,
  msg_type: 'text',
  body: { content: JSON.stringify({ text }) },
  sender: { id: ZHANG },
  create_time: '1791508700123',
})

/** By the documentation's names of the calls. */
export const answers = {
  'im-v1/message/create': done({ ...message, ...upper }),
  'im-v1/message/reply': done({ ...message, ...upper }),
  'im-v1/message/get': done({ items: [message] }),
  'im-v1/message/list': done({ has_more: true, page_token: 'next-page', items: [{ ...message, ...upper }] }),
  // All entries in one list, the record itself first; its content is a bare sentence and not JSON.
  'im-v1/message/get (merge_forward)': done({
    items: [
      {
        message_id: ROOT,
        msg_type: 'merge_forward',
        body: { content: 'Merged and Forwarded Message' },
        sender: { id: ZHANG },
        create_time: '1791508800123',
      },
      entry('om_entry_1', '路口积水'),
      entry('om_entry_2', '东门也有'),
    ],
  }),
  'im-v1/chat/get': done({
    avatar: 'https://files.example.com/avatar',
    name: '值班群',
    description: '值班用',
    i18n_names: { zh_cn: '值班群', en_us: 'Duty', ja_jp: '当直' },
    add_member_permission: 'only_owner',
    share_card_permission: 'not_allowed',
    at_all_permission: 'only_owner',
    edit_permission: 'only_owner',
    owner_id_type: 'open_id',
    owner_id: ZHANG,
    user_manager_id_list: [ZHANG],
    bot_manager_id_list: ['cli_a0b1c2d3e4f50617'],
    group_message_type: 'chat',
    chat_mode: 'group',
    chat_type: 'private',
    chat_tag: 'inner',
    join_message_visibility: 'only_owner',
    leave_message_visibility: 'only_owner',
    membership_approval: 'no_approval_required',
    moderation_permission: 'all_members',
    external: false,
    tenant_key: TENANT,
    user_count: '12',
    bot_count: '1',
    restricted_mode_setting: {
      status: false,
      screenshot_has_permission_setting: 'all_members',
      download_has_permission_setting: 'all_members',
      message_has_permission_setting: 'all_members',
    },
    urgent_setting: 'all_members',
    video_conference_setting: 'all_members',
    hide_member_count_setting: 'all_members',
    chat_status: 'normal',
  }),
  'im-v1/chat-members/get': done({
    items: [{ member_id_type: 'open_id', member_id: ZHANG, name: '张三', tenant_key: TENANT }],
    page_token: 'next-page',
    has_more: true,
    member_total: 12,
  }),
  'contact-v3/user/batch_get_id': done({
    user_list: [member({ email: 'zhang@city.example' }), member({ mobile: '+8613000002222' })],
  }),
  'im-v1/message-reaction/create': done({
    reaction_id: 'reaction-1',
    operator: { operator_id: ZHANG, operator_type: 'user' },
    action_time: '1791508800123',
    reaction_type: { emoji_type: 'OK' },
  }),
  'im-v1/pin/create': done({
    pin: {
      message_id: MESSAGE,
      chat_id: CHAT,
      operator_id: ZHANG,
      operator_id_type: 'open_id',
      create_time: '1791508800123',
    },
  }),
  'im-v1/buzz-messages/urgent_app': done({ invalid_user_id_list: [ZHANG] }),
}

/** These three have what they tell beside `code`, or in names of their own. */
export const plainAnswers = {
  botInfo: {
    code: 0,
    msg: 'ok',
    bot: {
      activate_status: 2,
      app_name: '值班台',
      avatar_url: 'https://files.example.com/bot',
      ip_white_list: [],
      open_id: 'ou_b0000000000000000000000000000000',
    },
  },
  tenantAccessToken: { code: 0, msg: 'ok', tenant_access_token: 't-0000', expire: 7200 },
  endpoint: {
    code: 0,
    msg: 'ok',
    data: {
      URL: 'wss://gateway.example.com?device_id=1&service_id=2',
      ClientConfig: { PingInterval: 120, ReconnectCount: -1, ReconnectInterval: 120, ReconnectNonce: 30 },
    },
  },
}
