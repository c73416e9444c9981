// The API of messages that write: create, reply, PATCH of a card, PUT of a text, recall.
import { type Answer, badField, type Call, invalid, ok, type Route, refuse, textOf } from './answer.ts'
import { cardTrouble } from './card-check.ts'
import { isObject, parsedCard } from './card-tree.ts'
import { keptContent } from './content.ts'
import type { Limits } from './limits.ts'
import { itemOf } from './wire.ts'
import type { Chat, Message, World } from './world.ts'

const fourteenDaysMs = 14 * 24 * 3600_000

export interface SendingParts {
  world: World
  limits: Limits
  /** For how long the same `uuid` is the same message. */
  dedupeMs: number
}

export function sendingRoutes(parts: SendingParts): Route[] {
  const dedupe = new Dedupe(parts)
  return [
    ['POST', '/open-apis/im/v1/messages', (call) => create(parts, dedupe, call)],
    ['POST', '/open-apis/im/v1/messages/:id/reply', (call) => reply(parts, dedupe, call)],
    ['PATCH', '/open-apis/im/v1/messages/:id', (call) => patch(parts, call)],
    ['PUT', '/open-apis/im/v1/messages/:id', (call) => put(parts, call)],
    ['DELETE', '/open-apis/im/v1/messages/:id', (call) => recall(parts, call)],
  ]
}

/** Why a bot may not speak in a chat; null where it may. */
export function silencedIn(chat: Chat): Answer | null {
  if (chat.dissolved) return refuse(232009, 'Your request specifies a chat which has already been dissolved.')
  if (!chat.hasBot) return refuse(230002, 'Bot/User can NOT be out of the chat.')
  if (chat.muted) return refuse(230018, 'These operations are NOT allowed at current group settings.')
  return null
}

function create(parts: SendingParts, dedupe: Dedupe, call: Call): Answer {
  const kind = call.query.get('receive_id_type') ?? ''
  const id = textOf(call.body.receive_id)
  if (!['chat_id', 'open_id', 'user_id', 'union_id', 'email'].includes(kind)) {
    return badField(
      'receive_id_type',
      kind,
      'receive_id_type is required, optional values: open_id, user_id, chat_id …',
    )
  }
  if (id === '') return badField('receive_id', id, 'receive_id is required')
  const chat = chatFor(parts.world, kind, id)
  if ('status' in chat) return chat
  const key = kind === 'chat_id' ? `chat:${id}` : `user:${id}`
  return send(parts, dedupe, { call, chat, key, under: null })
}

function reply(parts: SendingParts, dedupe: Dedupe, call: Call): Answer {
  const parent = parts.world.messages.get(call.at.id ?? '')
  if (!parent) return invalid('invalid message_id')
  if (parent.deleted) return refuse(230011, 'The message was recalled.')
  const chat = parts.world.chat(parent.chatId)
  const inThread = call.body.reply_in_thread === true
  return send(parts, dedupe, { call, chat, key: `chat:${chat.chatId}`, under: { parent, inThread } })
}

interface Send {
  call: Call
  chat: Chat
  key: string
  under: { parent: Message; inThread: boolean } | null
}

function send({ world, limits }: SendingParts, dedupe: Dedupe, { call, chat, key, under }: Send): Answer {
  const type = textOf(call.body.msg_type)
  const content = textOf(call.body.content)
  const uuid = textOf(call.body.uuid)
  if (uuid.length > 50) return badField('uuid', uuid, 'the max len is 50')
  if (type === '') return badField('msg_type', type, 'msg_type is required')
  if (content === '') return badField('content', content, 'content is required')
  const refused = silencedIn(chat) ?? limits.spend(key) ?? contentTrouble(world, type, content, call)
  if (refused) return refused
  const known = dedupe.find(chat.chatId, uuid)
  if (known) return ok(itemOf(world, known))
  const message = world.addMessage(
    { chatId: chat.chatId, sender: { type: 'app', id: world.appId }, type, ...keptContent(world, type, content) },
    under,
  )
  dedupe.remember(chat.chatId, uuid, message)
  return ok(itemOf(world, message))
}

function patch({ world, limits }: SendingParts, call: Call): Answer {
  const message = ownMessage(world, call)
  if ('status' in message) return message
  if (message.type !== 'interactive') return refuse(230001, 'This message is NOT a card.')
  const content = textOf(call.body.content)
  const refused =
    silencedIn(world.chat(message.chatId)) ??
    limits.spend(`message:${message.messageId}`) ??
    limits.spend(`chat:${message.chatId}`) ??
    tooOld(world, message) ??
    contentTrouble(world, 'interactive', content, call)
  if (refused) return refused
  for (const card of [message.content, content]) {
    const { config } = parsedCard(card) as { config?: { update_multi?: unknown } }
    if (config?.update_multi !== true)
      return refuse(230099, 'Failed to create card content, ext=the card is not shared: update_multi')
  }
  replaceCard(world, message, content)
  return ok({})
}

/** What a person sees in the message from now on. */
export function replaceCard(world: World, message: Message, content: string): void {
  message.content = content
  message.updatedAt = world.now()
  message.versions += 1
}

export const tooOld = (world: World, message: Message): Answer | null =>
  world.now() - message.createdAt > fourteenDaysMs
    ? refuse(230031, 'Message has expired when updating message, ext=Message can only be updated within fourteen days.')
    : null

function put({ world, limits }: SendingParts, call: Call): Answer {
  const message = ownMessage(world, call)
  if ('status' in message) return message
  const type = textOf(call.body.msg_type)
  if (message.type !== type || !['text', 'post'].includes(type)) return invalid('msg_type can not be edited')
  if (message.versions > 20) return refuse(230072, 'The message has reached its edit limit.')
  const content = textOf(call.body.content)
  const refused =
    silencedIn(world.chat(message.chatId)) ??
    limits.spend(`chat:${message.chatId}`) ??
    contentTrouble(world, type, content, call)
  if (refused) return refused
  Object.assign(message, keptContent(world, type, content))
  message.updatedAt = world.now()
  message.versions += 1
  return ok(itemOf(world, message))
}

function recall({ world }: SendingParts, call: Call): Answer {
  const message = ownMessage(world, call)
  if ('status' in message) return message
  message.deleted = true
  message.updatedAt = world.now()
  return ok({})
}

/** The message that the path names, if it is there and the bot's own. */
export function ownMessage(world: World, call: Call): Message | Answer {
  const message = world.messages.get(call.at.id ?? '')
  if (!message || message.upper !== null) return invalid('invalid message_id')
  if (message.deleted) return refuse(230011, 'The message was recalled.')
  if (message.sender.id !== world.appId) return refuse(230050, 'The message is invisible to the operator.')
  return message
}

function chatFor(world: World, kind: string, id: string): Chat | Answer {
  if (kind === 'chat_id') return world.chats.get(id) ?? invalid('invalid receive_id')
  const user = [...world.users.values()].find(
    ({ openId, userId, unionId, email }) =>
      ({ open_id: openId, user_id: userId, union_id: unionId, email })[kind] === id,
  )
  if (!user)
    return kind === 'open_id'
      ? refuse(99992351, 'not a valid {open_id}, please check it.')
      : invalid('invalid receive_id')
  if (user.trouble.resigned) return refuse(230053, 'The user has stopped the bot from sending messages.')
  if (user.trouble.notInstalled) return refuse(230013, 'Bot has NO availability to this user.')
  return world.p2p(user.openId)
}

/** The limits are of the whole request, in which the content stands as a string, its quotes escaped. */
function contentTrouble(world: World, type: string, content: string, { raw }: Call): Answer | null {
  const limit = type === 'text' ? 150 * 1024 : 30 * 1024
  if (raw.length > limit) {
    return refuse(230025, 'The length of the message content reaches its limit.')
  }
  let parsed: unknown
  try {
    parsed = JSON.parse(content)
  } catch {
    return invalid('content is not a string in json format')
  }
  if (type === 'interactive') return cardTrouble(parsed)
  const shape = shapes[type]
  if (!shape) return invalid('invalid msg_type')
  if (!shape(parsed)) return invalid(`invalid ${type} content`)
  const key =
    (parsed as { image_key?: string; file_key?: string }).image_key ?? (parsed as { file_key?: string }).file_key
  return key !== undefined && !world.files.has(key) ? invalid('invalid image_key or file_key') : null
}

const has = (name: string) => (value: unknown) =>
  typeof (value as Record<string, unknown> | null)?.[name] === 'string' &&
  (value as Record<string, string>)[name] !== ''

const shapes: Record<string, (value: unknown) => boolean> = {
  text: has('text'),
  image: has('image_key'),
  file: has('file_key'),
  post: (value) => {
    const first = Object.values((value ?? {}) as object)[0] as { content?: unknown } | undefined
    return Array.isArray(first?.content) && first.content.every((row) => Array.isArray(row) && row.every(isObject))
  },
}

/** The same `uuid` in the same chat is the same message, for an hour. */
class Dedupe {
  private readonly sent = new Map<string, { message: Message; until: number }>()

  constructor(private readonly parts: SendingParts) {}

  find(chatId: string, uuid: string): Message | null {
    const known = this.sent.get(`${chatId} ${uuid}`)
    return known && known.until > this.parts.world.now() ? known.message : null
  }

  remember(chatId: string, uuid: string, message: Message): void {
    if (uuid === '') return
    this.sent.set(`${chatId} ${uuid}`, { message, until: this.parts.world.now() + this.parts.dedupeMs })
  }
}
