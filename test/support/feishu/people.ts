// What people do in the chats: each deed changes the world and becomes an event, where the bot may hear of it.

import { spokenText } from './content.ts'
import type { Delivery } from './delivery.ts'
import type { Events } from './events.ts'
import type { Chat, Message, World } from './world.ts'

export interface PostContent {
  title?: string
  content: Record<string, unknown>[][]
}

export type Said =
  /** People stand in the text as `<at:open id>`, everybody as `<at:all>`, the bot as `<at:bot>`. */
  | { text: string; mentions?: string[] }
  | { post: PostContent }
  | { image: Uint8Array }
  | { file: Uint8Array; name: string }
  /** A card that somebody forwarded into the chat. */
  | { card: object }
  | { type: string; content: object }

export interface PeopleParts {
  world: World
  events: Events
  delivery: Delivery
}

export class People {
  constructor(private readonly parts: PeopleParts) {}

  say(chatId: string, openId: string, said: Said, at: { replyTo?: string; inThread?: boolean } = {}): Message {
    const { world } = this.parts
    const parent = at.replyTo === undefined ? null : world.message(at.replyTo)
    const chat = this.openChat(chatId, openId)
    const under = parent && { parent, inThread: at.inThread ?? parent.threadId !== null }
    const message = world.addMessage(
      { chatId: chat.chatId, sender: { type: 'user', id: openId }, ...this.contentOf(said) },
      under,
    )
    this.tell(message)
    return message
  }

  /** Forwards messages merged into one; what is typed while doing so is a message of its own, before or after it. */
  forward(
    chatId: string,
    openId: string,
    items: Forwarded[],
    more: { comment?: string; commentFirst?: boolean } = {},
  ): { forward: string; comment: string | null } {
    const { world } = this.parts
    this.openChat(chatId, openId)
    const sender = { type: 'user' as const, id: openId }
    const content = 'Merged and Forwarded Message'
    const forward = world.addMessage({ chatId, sender, type: 'merge_forward', content, mentions: [] })
    this.fill(forward, items)
    const comment =
      more.comment === undefined
        ? null
        : world.addMessage(
            { chatId, sender, ...this.contentOf({ text: more.comment }) },
            { parent: forward, inThread: false },
          )
    const inOrder = more.commentFirst ? [comment, forward] : [forward, comment]
    for (const message of inOrder) if (message) this.tell(message)
    return { forward: forward.messageId, comment: comment?.messageId ?? null }
  }

  recall(messageId: string): void {
    const { world, events, delivery } = this.parts
    const message = world.message(messageId)
    message.deleted = true
    message.updatedAt = world.now()
    if (world.chat(message.chatId).hasBot) delivery.send(events.recalled(message, 'message_owner'))
  }

  addBot(chatId: string, by: string): void {
    this.moveBot(chatId, by, true)
  }

  removeBot(chatId: string, by: string): void {
    this.moveBot(chatId, by, false)
  }

  addMember(chatId: string, openId: string, by = openId): void {
    const { world, events, delivery } = this.parts
    const chat = world.chat(chatId)
    chat.members.add(world.user(openId).openId)
    if (chat.hasBot) delivery.send(events.members('added', chat, world.user(by), [world.user(openId)]))
  }

  removeMember(chatId: string, openId: string, by = openId): void {
    const { world, events, delivery } = this.parts
    const chat = world.chat(chatId)
    chat.members.delete(openId)
    if (chat.hasBot) delivery.send(events.members('deleted', chat, world.user(by), [world.user(openId)]))
  }

  dissolve(chatId: string): void {
    const { world, events, delivery } = this.parts
    const chat = world.chat(chatId)
    const [by] = chat.members
    chat.dissolved = true
    if (chat.hasBot && by !== undefined) delivery.send(events.disbanded(chat, world.user(by)))
  }

  rename(chatId: string, name: string): void {
    const { world, events, delivery } = this.parts
    const chat = world.chat(chatId)
    const before = chat.name
    const [by] = chat.members
    chat.name = name
    if (chat.hasBot && by !== undefined) delivery.send(events.renamed(chat, world.user(by), before))
  }

  menu(openId: string, eventKey: string): void {
    const { world, events, delivery } = this.parts
    delivery.send(events.menu(world.user(openId), eventKey))
  }

  enterP2p(openId: string): void {
    const { world, events, delivery } = this.parts
    const chat = world.p2p(openId)
    delivery.send(events.enteredP2p(chat, world.user(openId), world.messagesIn(chat.chatId).at(-1)))
  }

  react(messageId: string, openId: string, emoji: string): void {
    const { world, events, delivery } = this.parts
    const message = world.message(messageId)
    message.reactions.push({ id: world.ids.opaque(), emoji, by: openId, byType: 'user', at: world.now() })
    if (world.chat(message.chatId).hasBot) delivery.send(events.reaction(message, world.user(openId), emoji))
  }

  private moveBot(chatId: string, by: string, hasBot: boolean): void {
    const { world, events, delivery } = this.parts
    const chat = world.chat(chatId)
    chat.hasBot = hasBot
    delivery.send(events.bot(hasBot ? 'added' : 'deleted', chat, world.user(by)))
  }

  private tell(message: Message): void {
    const { world, events, delivery } = this.parts
    if (!world.chat(message.chatId).hasBot) return
    delivery.send(events.message(message, world.user(message.sender.id)))
  }

  private openChat(chatId: string, openId: string): Chat {
    const { world } = this.parts
    const chat = world.chat(chatId)
    if (chat.dissolved) throw new Error(`${chat.name} is dissolved: nobody can speak there`)
    if (!chat.members.has(openId)) throw new Error(`${world.user(openId).name} is not in ${chat.name}`)
    return chat
  }

  private fill(record: Message, items: Forwarded[]): void {
    const { world } = this.parts
    for (const item of items) {
      const content =
        'record' in item ? { type: 'merge_forward', content: record.content, mentions: [] } : this.contentOf(item)
      const from = 'from' in item && item.from !== undefined ? item.from : world.ids.user()
      const child = world.addMessage({
        chatId: record.chatId,
        sender: { type: 'user', id: from },
        upper: record.messageId,
        ...content,
      })
      if ('record' in item) this.fill(child, item.record)
    }
  }

  private contentOf(said: Said): Pick<Message, 'type' | 'content' | 'mentions'> {
    const { world } = this.parts
    if ('text' in said) {
      const { text, mentions } = spokenText(world, said.text)
      for (const id of said.mentions ?? []) {
        if (!said.text.includes(`<at:${id}>`)) throw new Error(`<at:${id}> does not stand in ${said.text}`)
      }
      return { type: 'text', content: JSON.stringify({ text }), mentions }
    }
    if ('post' in said) return this.postOf(said.post)
    if ('image' in said) return plain('image', { image_key: world.addFile('image', said.image, null) })
    if ('file' in said) {
      const key = world.addFile('file', said.file, said.name)
      return plain('file', { file_key: key, file_name: said.name })
    }
    if ('card' in said) return plain('interactive', said.card)
    return plain(said.type, said.content)
  }

  /** `at` spans name people by open id, `bot` or `all`, as in texts. */
  private postOf(post: PostContent): Pick<Message, 'type' | 'content' | 'mentions'> {
    const { world } = this.parts
    const named = post.content.flat().filter(({ tag }) => tag === 'at')
    const { text, mentions } = spokenText(world, named.map((span) => `<at:${String(span.user_id)}>`).join(' '))
    const keys = text.split(' ')
    const content = post.content.map((row) =>
      row.map((span) => (span.tag === 'at' ? { ...span, user_id: keys.shift(), user_name: '' } : span)),
    )
    return { ...plain('post', { title: post.title ?? '', content }), mentions }
  }
}

/** What is forwarded: messages, records of messages, and (if it matters) who had written them. */
export type Forwarded = (Said & { from?: string }) | { record: Forwarded[]; from?: string }

const plain = (type: string, content: object) => ({ type, content: JSON.stringify(content), mentions: [] })
