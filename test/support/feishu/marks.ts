// What is put on messages: reactions, pins, and a card's replacement by the token of a click.
import { type Answer, type Call, invalid, ok, type Route, refuse, textOf } from './answer.ts'
import { cardTrouble } from './card-check.ts'
import { isObject } from './card-tree.ts'
import type { CardToken } from './clicks.ts'
import { replaceCard, tooOld } from './sending.ts'
import type { Message, World } from './world.ts'

export const markRoutes = (world: World, tokens: Map<string, CardToken>): Route[] => [
  ['POST', '/open-apis/im/v1/messages/:id/reactions', (call) => react(world, call)],
  ['GET', '/open-apis/im/v1/messages/:id/reactions', (call) => reactions(world, call)],
  ['DELETE', '/open-apis/im/v1/messages/:id/reactions/:reaction', (call) => unreact(world, call)],
  ['POST', '/open-apis/im/v1/pins', (call) => pin(world, call)],
  ['DELETE', '/open-apis/im/v1/pins/:id', (call) => unpin(world, call)],
  ['POST', '/open-apis/interactive/v1/card/update', (call) => updateCard(world, tokens, call)],
]

type Reaction = Message['reactions'][number]

function react(world: World, call: Call): Answer {
  const message = visible(world, call.at.id)
  if ('status' in message) return message
  const kind = isObject(call.body.reaction_type) ? textOf(call.body.reaction_type.emoji_type) : ''
  if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(kind)) return refuse(231001, 'reaction type is invalid.')
  const reaction: Reaction = {
    id: world.ids.opaque(),
    emoji: kind,
    by: world.appId,
    byType: 'app',
    at: world.now(),
  }
  message.reactions.push(reaction)
  return ok(told(reaction))
}

function reactions(world: World, call: Call): Answer {
  const message = visible(world, call.at.id)
  if ('status' in message) return message
  const kind = call.query.get('reaction_type')
  const items = message.reactions.filter(({ emoji }) => kind === null || emoji === kind).map(told)
  return ok({ items, has_more: false, page_token: '' })
}

function unreact(world: World, call: Call): Answer {
  const message = visible(world, call.at.id)
  if ('status' in message) return message
  const reaction = message.reactions.find(({ id }) => id === call.at.reaction)
  if (!reaction) return refuse(231010, 'The reaction does not exist.')
  if (reaction.by !== world.appId) return refuse(231007, 'The operator is not the one who added the reaction.')
  message.reactions = message.reactions.filter((each) => each !== reaction)
  return ok(told(reaction))
}

const told = ({ id, emoji, by, byType, at }: Reaction) => ({
  reaction_id: id,
  operator: { operator_id: by, operator_type: byType },
  action_time: String(at),
  reaction_type: { emoji_type: emoji },
})

function pin(world: World, call: Call): Answer {
  const message = visible(world, textOf(call.body.message_id))
  if ('status' in message) return message
  message.pinnedAt ??= world.now()
  return ok({
    pin: {
      message_id: message.messageId,
      chat_id: message.chatId,
      operator_id: world.appId,
      operator_id_type: 'app_id',
      create_time: String(message.pinnedAt),
    },
  })
}

function unpin(world: World, call: Call): Answer {
  const message = visible(world, call.at.id)
  if ('status' in message) return message
  message.pinnedAt = null
  return ok({})
}

/** Thirty minutes, twice, and only once the answer to the click has gone out. */
function updateCard(world: World, tokens: Map<string, CardToken>, { body }: Call): Answer {
  const token = tokens.get(textOf(body.token))
  if (!token) return refuse(300030, 'invalid token')
  const message = world.message(token.messageId)
  if (token.until < world.now() || token.usesLeft === 0) return refuse(300090, 'The token has expired or is used up.')
  if (!token.answered) return refuse(300040, 'The card is locked: the callback has not been answered yet.')
  const card = body.card
  const content = JSON.stringify(card ?? null)
  if (Buffer.byteLength(content) > 30 * 1024)
    return refuse(230025, 'The length of the message content reaches its limit.')
  const refused = tooOld(world, message) ?? cardTrouble(card)
  if (refused) return refused
  token.usesLeft -= 1
  replaceCard(world, message, content)
  return ok({})
}

function visible(world: World, id: string | undefined): Message | Answer {
  const message = world.messages.get(id ?? '')
  if (!message || message.upper !== null) return invalid('invalid message_id')
  if (message.deleted) return refuse(231003, 'The message is recalled or not found.')
  return world.chat(message.chatId).hasBot ? message : refuse(230002, 'Bot/User can NOT be out of the chat.')
}
