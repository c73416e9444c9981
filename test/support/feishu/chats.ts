// The API around messages: the bot, people by address, chats and who is in them.
import { type Answer, badField, type Call, invalid, ok, type Route, refuse } from './answer.ts'
import type { Chat, User, World } from './world.ts'

export const chatRoutes = (world: World): Route[] => [
  ['GET', '/open-apis/bot/v3/info', () => botInfo(world)],
  ['POST', '/open-apis/contact/v3/users/batch_get_id', (call) => batchGetId(world, call)],
  ['GET', '/open-apis/im/v1/chats', (call) => list(world, call)],
  ['GET', '/open-apis/im/v1/chats/:id', (call) => get(world, call)],
  ['GET', '/open-apis/im/v1/chats/:id/members', (call) => members(world, call)],
  ['GET', '/open-apis/im/v1/chats/:id/members/is_in_chat', (call) => isInChat(world, call)],
]

/** The one answer without `data`. */
const botInfo = ({ bot }: World): Answer => ({
  status: 200,
  body: {
    code: 0,
    msg: 'ok',
    bot: { activate_status: 2, app_name: bot.name, avatar_url: '', ip_white_list: [], open_id: bot.openId },
  },
})

function batchGetId(world: World, { query, body }: Call): Answer {
  const kind = query.get('user_id_type') ?? 'open_id'
  const emails = textsIn(body.emails)
  const mobiles = textsIn(body.mobiles)
  if (emails.length > 50) return badField('emails', emails.length, 'the max len is 50')
  if (mobiles.length > 50) return badField('mobiles', mobiles.length, 'the max len is 50')
  const users = [...world.users.values()]
  const found = (key: object, user: User | undefined) =>
    user === undefined ? key : { user_id: idOf(user, kind), ...key, status: activeStatus(user) }
  return ok({
    user_list: [
      ...emails.map((email) =>
        found(
          { email },
          users.find((user) => user.email === email),
        ),
      ),
      ...mobiles.map((mobile) =>
        found(
          { mobile },
          users.find((user) => bare(user.mobile) === bare(mobile)),
        ),
      ),
    ],
  })
}

const activeStatus = ({ trouble }: User) => ({
  is_frozen: false,
  is_resigned: trouble.resigned ?? false,
  is_activated: true,
  is_exited: false,
  is_unjoin: false,
})

function list(world: World, { query }: Call): Answer {
  const chats = [...world.chats.values()].filter(
    ({ type, hasBot, dissolved }) => type === 'group' && hasBot && !dissolved,
  )
  return paged(query, chats, (chat) => ({
    chat_id: chat.chatId,
    avatar: '',
    name: chat.name,
    description: '',
    owner_id: [...chat.members][0] ?? '',
    owner_id_type: 'open_id',
    external: false,
    tenant_key: world.tenantKey,
    chat_status: 'normal',
  }))
}

function get(world: World, call: Call): Answer {
  const chat = chatOf(world, call)
  if ('status' in chat) return chat
  const everybody = 'all_members'
  return ok({
    avatar: '',
    name: chat.name,
    description: '',
    i18n_names: { zh_cn: chat.name, en_us: '', ja_jp: '' },
    add_member_permission: everybody,
    share_card_permission: 'allowed',
    at_all_permission: everybody,
    edit_permission: everybody,
    owner_id_type: 'open_id',
    owner_id: [...chat.members][0] ?? '',
    user_manager_id_list: [],
    bot_manager_id_list: [],
    group_message_type: 'chat',
    chat_mode: chat.type,
    chat_type: 'private',
    chat_tag: 'inner',
    join_message_visibility: everybody,
    leave_message_visibility: everybody,
    membership_approval: 'no_approval_required',
    moderation_permission: everybody,
    external: false,
    tenant_key: world.tenantKey,
    user_count: String(chat.members.size),
    bot_count: chat.hasBot ? '1' : '0',
    restricted_mode_setting: {
      status: false,
      screenshot_has_permission_setting: everybody,
      download_has_permission_setting: everybody,
      message_has_permission_setting: everybody,
    },
    urgent_setting: everybody,
    video_conference_setting: everybody,
    hide_member_count_setting: everybody,
    chat_status: chat.dissolved ? 'dissolved' : 'normal',
  })
}

/** People only: bots are not told of. */
function members(world: World, call: Call): Answer {
  const chat = chatOf(world, call)
  if ('status' in chat) return chat
  if (!chat.hasBot) return refuse(232011, 'Operator can NOT be out of the chat.')
  const kind = call.query.get('member_id_type') ?? 'open_id'
  const people = [...chat.members].map((openId) => world.user(openId))
  const answer = paged(call.query, people, (user) => ({
    member_id_type: kind,
    member_id: idOf(user, kind),
    name: user.name,
    tenant_key: world.tenantKey,
  }))
  const { data } = answer.body as { data?: Record<string, unknown> }
  if (data) data.member_total = people.length
  return answer
}

function isInChat(world: World, call: Call): Answer {
  const chat = chatOf(world, call)
  if ('status' in chat) return chat
  return ok({ is_in_chat: chat.hasBot && !chat.dissolved })
}

function chatOf(world: World, { at }: Call): Chat | Answer {
  const chat = world.chats.get(at.id ?? '')
  if (!chat) return refuse(232006, 'Your request specifies a chat_id which is invalid.')
  return chat.dissolved ? refuse(232009, 'Your request specifies a chat which has already been dissolved.') : chat
}

function paged<T>(query: URLSearchParams, all: T[], item: (each: T) => object): Answer {
  const size = Number(query.get('page_size') ?? '20')
  if (!Number.isInteger(size) || size < 1 || size > 100) return badField('page_size', size, 'the max value is 100')
  const from = Number(Buffer.from(query.get('page_token') ?? 'MA==', 'base64').toString('utf8'))
  if (!Number.isInteger(from)) return invalid('invalid page_token')
  const more = from + size < all.length
  return ok({
    items: all.slice(from, from + size).map(item),
    page_token: more ? Buffer.from(String(from + size)).toString('base64') : '',
    has_more: more,
  })
}

export function idOf({ openId, userId, unionId }: User, kind: string): string {
  return kind === 'user_id' ? userId : kind === 'union_id' ? unionId : openId
}

const textsIn = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])

const bare = (mobile: string | null) => mobile?.replace(/^\+86/, '') ?? null
