// Urgent messages: in the app, by SMS, by phone. Only of the bot's own messages, only to members of that chat.
import { type Answer, badField, type Call, invalid, ok, type Route, refuse } from './answer.ts'
import { idOf } from './chats.ts'
import { ownMessage, silencedIn } from './sending.ts'
import type { Urging, User, World } from './world.ts'

export const urgentRoutes = (world: World): Route[] =>
  (['app', 'sms', 'phone'] as const).map((way) => [
    'PATCH',
    `/open-apis/im/v1/messages/:id/urgent_${way}`,
    (call) => urge(world, way, call),
  ])

function urge(world: World, way: Urging['way'], call: Call): Answer {
  const kind = call.query.get('user_id_type') ?? ''
  if (!['open_id', 'user_id', 'union_id'].includes(kind)) {
    return badField('user_id_type', kind, 'user_id_type is required, optional values: open_id, user_id, union_id')
  }
  const ids = call.body.user_id_list
  if (!Array.isArray(ids) || ids.length === 0 || ids.length > 200) {
    return badField('user_id_list', ids, 'the length of user_id_list is from 1 to 200')
  }
  const message = ownMessage(world, call)
  if ('status' in message) {
    const theirs = world.messages.get(call.at.id ?? '')
    return theirs && !theirs.deleted && theirs.sender.type === 'user'
      ? refuse(230012, 'Bot is NOT the sender of the message.')
      : message
  }
  const chat = world.chat(message.chatId)
  const refused = silencedIn(chat)
  if (refused) return refused
  const people = ids.map((id) => ({ id, user: [...world.users.values()].find((user) => idOf(user, kind) === id) }))
  if (people.some(({ user }) => user === undefined)) return invalid('invalid ids: [user_id_list]')
  const reached: string[] = []
  const missed: unknown[] = []
  for (const { id, user } of people) {
    const trouble = user && troubleWith(user, way)
    if (trouble) return trouble
    if (user && chat.members.has(user.openId) && !user.trouble.urgentOff) reached.push(user.openId)
    else missed.push(id)
  }
  // That nobody was reached is no error either.
  if (reached.length > 0) message.urgent.push({ way, users: reached })
  return ok({ invalid_user_id_list: missed })
}

function troubleWith({ trouble }: User, way: Urging['way']): Answer | null {
  if (trouble.tooManyUrgent) return refuse(230023, 'The number of unread urgent messages reaches the upper limit.')
  if (trouble.quotaGone && way !== 'app') return refuse(230024, 'Reach the upper limit of urgent message.')
  return null
}
