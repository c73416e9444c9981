// Events and callbacks of the current schema with every field that the platform's documentation gives them; the values are ours.

/** The documentation's name of an event, and what it looks like. */
export type Documented = Record<string, unknown>

const APP = 'cli_a0b1c2d3e4f50617'
const TENANT = '17a2b3c4d5e6f708'

const person = (name: string) => ({
  union_id: `on_${name.padEnd(32, '0')}`,
  user_id: name.padEnd(8, '0'),
  open_id: `ou_${name.padEnd(32, '0')}`,
})

const zhang = person('a1')
const li = person('b2')

const ROOT = 'om_11112222333344445555666677778888'
const MESSAGE = 'om_99990000aaaabbbbccccddddeeeeffff'
const CHAT = 'oc_0123456789abcdef0123456789abcdef'

const header = (event_type: string) => ({
  event_id: '00112233445566778899aabbccddeeff',
  event_type,
  create_time: '1791508800123',
  token: 'documented-verification-token',
  app_id: APP,
  tenant_key: TENANT,
})

const v2 = (event_type: string, event: object): Documented => ({ schema: '2.0', header: header(event_type), event })

const membership = {
  chat_id: CHAT,
  operator_id: zhang,
  external: false,
  operator_tenant_key: TENANT,
}
const named = { name: '值班群', i18n_names: { zh_cn: '值班群', en_us: 'Duty', ja_jp: '当直' } }
const users = { users: [{ name: '李四', tenant_key: TENANT, user_id: li }] }

const settings = {
  avatar: 'default-avatar_00000000-0000-4000-8000-000000000001',
  ...named,
  description: '值班用',
  add_member_permission: 'only_owner',
  share_card_permission: 'not_allowed',
  at_all_permission: 'all_members',
  edit_permission: 'only_owner',
  membership_approval: 'no_approval_required',
  join_message_visibility: 'only_owner',
  leave_message_visibility: 'only_owner',
  moderation_permission: 'all_members',
  owner_id: zhang,
  restricted_mode_setting: {
    status: false,
    screenshot_has_permission_setting: 'all_members',
    download_has_permission_setting: 'all_members',
    message_has_permission_setting: 'all_members',
  },
  group_message_type: 'chat',
}

const reaction = {
  message_id: MESSAGE,
  reaction_type: { emoji_type: 'OK' },
  operator_type: 'user',
  user_id: li,
  app_id: APP,
  action_time: '1791508800123',
}

/** Documented under im-v1/message/events and group/chat-member/event. */
export const events = {
  'im.message.receive_v1 (text with a mention, in a thread)': v2('im.message.receive_v1', {
    sender: { sender_id: zhang, sender_type: 'user', tenant_key: TENANT },
    message: {
      message_id: MESSAGE,
      root_id: ROOT,
      parent_id: ROOT,
      create_time: '1791508800123',
      update_time: '1791508860123',
      chat_id: CHAT,
      thread_id: 'omt_0123456789ab',
      chat_type: 'group',
      message_type: 'text',
      content: JSON.stringify({ text: '@_user_1 请看' }),
      mentions: [{ key: '@_user_1', id: li, mentioned_type: 'user', name: '李四', tenant_key: TENANT }],
      user_agent: 'Mozilla/5.0 (X11; Linux x86_64) Lark/7.50.0 LarkLocale/zh_CN',
    },
  }),
  // Its mention has a name and ids that are empty, and neither a type nor a tenant.
  'im.message.receive_v1 (everybody mentioned)': v2('im.message.receive_v1', {
    sender: {
      sender_id: { open_id: zhang.open_id, union_id: zhang.union_id },
      sender_type: 'user',
      tenant_key: TENANT,
    },
    message: {
      message_id: MESSAGE,
      create_time: '1791508800123',
      update_time: '1791508800123',
      chat_id: CHAT,
      chat_type: 'group',
      message_type: 'text',
      content: JSON.stringify({ text: '@_all 开会' }),
      mentions: [{ key: '@_all', name: '所有人', id: { open_id: '', union_id: '', user_id: '' } }],
    },
  }),
  // A record's content is a bare sentence and not JSON; what stands in it has to be asked for.
  'im.message.receive_v1 (merge_forward)': v2('im.message.receive_v1', {
    sender: { sender_id: { open_id: zhang.open_id }, sender_type: 'user', tenant_key: TENANT },
    message: {
      message_id: MESSAGE,
      create_time: '1791508800123',
      chat_id: CHAT,
      chat_type: 'group',
      message_type: 'merge_forward',
      content: 'Merged and Forwarded Message',
    },
  }),
  'im.message.recalled_v1': v2('im.message.recalled_v1', {
    message_id: MESSAGE,
    chat_id: CHAT,
    recall_time: '1791508860123',
    recall_type: 'message_owner',
  }),
  'im.message.message_read_v1': v2('im.message.message_read_v1', {
    reader: { reader_id: li, read_time: '1791508860123', tenant_key: TENANT },
    message_id_list: [MESSAGE],
  }),
  'im.message.reaction.created_v1': v2('im.message.reaction.created_v1', reaction),
  'im.message.reaction.deleted_v1': v2('im.message.reaction.deleted_v1', reaction),
  'im.chat.member.bot.added_v1': v2('im.chat.member.bot.added_v1', { ...membership, ...named }),
  'im.chat.member.bot.deleted_v1': v2('im.chat.member.bot.deleted_v1', { ...membership, ...named }),
  'im.chat.member.user.added_v1': v2('im.chat.member.user.added_v1', { ...membership, ...users, ...named }),
  'im.chat.member.user.deleted_v1': v2('im.chat.member.user.deleted_v1', { ...membership, ...users, ...named }),
  'im.chat.member.user.withdrawn_v1': v2('im.chat.member.user.withdrawn_v1', { ...membership, ...users, ...named }),
  'im.chat.updated_v1': v2('im.chat.updated_v1', {
    ...membership,
    after_change: { ...settings, name: '值班一群', group_message_type: 'thread' },
    before_change: settings,
    moderator_list: {
      added_member_list: [{ tenant_key: TENANT, user_id: li }],
      removed_member_list: [{ tenant_key: TENANT, user_id: zhang }],
    },
  }),
  'im.chat.access_event.bot_p2p_chat_entered_v1': v2('im.chat.access_event.bot_p2p_chat_entered_v1', {
    chat_id: CHAT,
    operator_id: zhang,
    last_message_id: MESSAGE,
    last_message_create_time: '1791508800123',
  }),
  // Documented under bot-v3/events/menu; its time is in seconds.
  'application.bot.menu_v6': v2('application.bot.menu_v6', {
    operator: { operator_name: '张三', operator_id: zhang },
    event_key: 'today',
    timestamp: 1791508800,
  }),
  url_verification: {
    challenge: 'c0ffee00-1234-4abc-8def-0123456789ab',
    token: 'documented',
    type: 'url_verification',
  },
}

/** Documented under cardkit-v1/card-callback-communication; its time is in microseconds. */
export const pressed: Documented = {
  schema: '2.0',
  header: { ...header('card.action.trigger'), create_time: '1791508800123000' },
  event: {
    operator: { tenant_key: TENANT, ...zhang },
    token: 'c-00112233445566778899aabbccddeeff00112233',
    action: {
      value: { which: 'reply' },
      tag: 'button',
      timezone: 'Asia/Shanghai',
      form_value: {
        levels: ['1', '2'],
        text: '已派人到场',
        day: '2026-10-09 +0800',
        moment: '2026-10-09 09:20 +0800',
        clock: '09:20 +0800',
        who: li.open_id,
        one: '2',
      },
      name: 'submit',
    },
    host: 'im_message',
    delivery_type: 'url_preview',
    context: {
      url: 'https://example.com/1',
      preview_token: 'preview',
      open_message_id: MESSAGE,
      open_chat_id: CHAT,
    },
  },
}

/** What may be answered to a press: a toast, and another card in the place of the one that was pressed. */
export const pressAnswer: Documented = {
  toast: { type: 'success', content: '已记下', i18n: { zh_cn: '已记下', en_us: 'On record' } },
  card: {
    type: 'raw',
    data: {
      schema: '2.0',
      config: {
        update_multi: true,
        style: { text_size: { small: { default: 'notation', pc: 'notation', mobile: 'normal' } } },
      },
      body: {
        direction: 'vertical',
        padding: '8px 8px 8px 8px',
        elements: [
          {
            tag: 'div',
            text: {
              tag: 'plain_text',
              content: '答复已提交审定',
              text_size: 'small',
              text_align: 'left',
              text_color: 'default',
            },
            margin: '4px 0px 4px 0px',
          },
        ],
      },
      header: {
        title: { tag: 'plain_text', content: '#23 积水' },
        subtitle: { tag: 'plain_text', content: '城管局' },
        template: 'green',
        padding: '8px 8px 8px 8px',
      },
    },
  },
}
