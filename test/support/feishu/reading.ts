// The API of messages that read: one message, a chat's or a topic's history.
import { type Answer, badField, type Call, invalid, ok, type Route, refuse } from './answer.ts'
import { itemOf } from './wire.ts'
import type { Message, World } from './world.ts'

export const readingRoutes = (world: World): Route[] => [
  ['GET', '/open-apis/im/v1/messages/:id', (call) => get(world, call)],
  ['GET', '/open-apis/im/v1/messages', (call) => list(world, call)],
]

/** Of a merged record: itself and everything in it, flat, linked by `upper_message_id`. */
function get(world: World, call: Call): Answer {
  const message = world.messages.get(call.at.id ?? '')
  if (!message) return invalid('invalid message_id')
  const refused = unreadable(world, message.chatId)
  if (refused) return refused
  const items = [message, ...world.descendantsOf(message.messageId)]
  const cards = call.query.get('card_msg_content_type')
  return ok({ items: items.map((each) => itemOf(world, each, cards)) })
}

function list(world: World, { query }: Call): Answer {
  const kind = query.get('container_id_type') ?? ''
  const id = query.get('container_id') ?? ''
  const size = Number(query.get('page_size') ?? '20')
  if (!['chat', 'thread'].includes(kind)) return badField('container_id_type', kind, 'optional values: chat, thread')
  if (!Number.isInteger(size) || size < 1 || size > 50) return badField('page_size', size, 'the max value is 50')
  const held = kind === 'chat' ? inChat(world, id) : inThread(world, id)
  if ('status' in held) return held
  const from = positionIn(query.get('page_token'))
  if (from === null) return invalid('invalid page_token')
  const found = held.filter(within(query, kind)).sort((a, b) => a.createdAt - b.createdAt)
  if (query.get('sort_type') === 'ByCreateTimeDesc') found.reverse()
  const page = found.slice(from, from + size)
  const more = from + size < found.length
  return ok({
    has_more: more,
    ...(more ? { page_token: tokenAt(from + size) } : {}),
    items: page.map((each) => itemOf(world, each, query.get('card_msg_content_type'))),
  })
}

/** What stands in a topic is not in the chat's history, but its first message is. */
function inChat(world: World, chatId: string): Message[] | Answer {
  if (!world.chats.has(chatId)) return invalid('invalid container_id')
  return (
    unreadable(world, chatId) ??
    world.messagesIn(chatId).filter(({ threadId, rootId }) => threadId === null || rootId === null)
  )
}

function inThread(world: World, threadId: string): Message[] | Answer {
  const found = [...world.messages.values()].filter((each) => each.threadId === threadId)
  const first = found[0]
  if (!first) return invalid('invalid container_id')
  return unreadable(world, first.chatId) ?? found
}

function unreadable(world: World, chatId: string): Answer | null {
  const chat = world.chat(chatId)
  if (chat.dissolved) return refuse(232009, 'Your request specifies a chat which has already been dissolved.')
  return chat.hasBot ? null : refuse(230002, 'Bot/User can NOT be out of the chat.')
}

/** Given in seconds, both ends included; a topic cannot be asked for by time. */
function within(query: URLSearchParams, kind: string): (message: Message) => boolean {
  if (kind === 'thread') return () => true
  const start = Number(query.get('start_time') ?? 0)
  const end = Number(query.get('end_time') ?? Number.MAX_SAFE_INTEGER)
  return ({ createdAt }) => Math.floor(createdAt / 1000) >= start && Math.floor(createdAt / 1000) <= end
}

const tokenAt = (position: number) => Buffer.from(`page:${position}:${'-'.repeat(40)}`).toString('base64')

/** Null where the token is none of ours. */
function positionIn(token: string | null): number | null {
  if (token === null || token === '') return 0
  const found = /^page:(\d+):/.exec(Buffer.from(token, 'base64').toString('utf8'))
  return found ? Number(found[1]) : null
}
