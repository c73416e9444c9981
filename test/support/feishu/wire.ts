// Messages as the API tells them.
import { historyOf } from './card-history.ts'
import type { Mention, Message, World } from './world.ts'

/**
 * One item of `get`, `list`, and the answer to `create` and `reply`. What does not apply is left out. `cards`: the form
 * in which cards are asked for.
 */
export function itemOf(world: World, message: Message, cards: string | null = null): object {
  return {
    message_id: message.messageId,
    ...(message.rootId ? { root_id: message.rootId } : {}),
    ...(message.parentId ? { parent_id: message.parentId } : {}),
    ...(message.threadId ? { thread_id: message.threadId } : {}),
    msg_type: message.type,
    create_time: String(message.createdAt),
    update_time: String(message.updatedAt),
    deleted: message.deleted,
    updated: message.versions > 1,
    chat_id: message.chatId,
    sender: {
      id: message.sender.id,
      id_type: message.sender.type === 'app' ? 'app_id' : 'open_id',
      sender_type: message.sender.type,
      tenant_key: world.tenantKey,
    },
    body: { content: toldContent(message, cards) },
    ...(message.mentions.length > 0 ? { mentions: message.mentions.map((each) => mentionIn(world, each)) } : {}),
    ...(message.upper ? { upper_message_id: message.upper } : {}),
  }
}

function toldContent(message: Message, cards: string | null): string {
  if (message.deleted) return 'This message was recalled'
  if (message.type === 'interactive') return JSON.stringify(historyOf(message.content, cards))
  return message.content
}

const mentionIn = (world: World, { key, openId, name }: Mention) => ({
  key,
  id: openId ?? '',
  id_type: 'open_id',
  name,
  tenant_key: world.tenantKey,
})
