// The events of the platform, in the shapes of its documentation.
import { heardOf } from './card-history.ts'
import type { PlatformEvent } from './delivery.ts'
import type { Chat, Message, User, World } from './world.ts'

export class Events {
  constructor(
    private readonly world: World,
    private readonly verificationToken: string,
    private readonly schema: 'v1' | 'v2',
  ) {}

  message(message: Message, from: User): PlatformEvent {
    if (this.schema === 'v1') return this.messageV1(message, from)
    const chat = this.world.chat(message.chatId)
    return this.envelope('im.message.receive_v1', message.messageId, {
      sender: { sender_id: idsOf(from), sender_type: 'user', tenant_key: this.world.tenantKey },
      message: {
        message_id: message.messageId,
        ...(message.rootId ? { root_id: message.rootId } : {}),
        ...(message.parentId ? { parent_id: message.parentId } : {}),
        create_time: String(message.createdAt),
        update_time: String(message.updatedAt),
        chat_id: message.chatId,
        ...(message.threadId ? { thread_id: message.threadId } : {}),
        chat_type: chat.type,
        message_type: message.type,
        content: message.type === 'interactive' ? JSON.stringify(heardOf(message.content)) : message.content,
        ...(message.mentions.length > 0 ? { mentions: this.mentionsIn(message) } : {}),
        user_agent: 'Mozilla/5.0 (Windows NT 10.0) Lark/7.50.0 LarkLocale/zh_CN',
      },
    })
  }

  recalled(message: Message, by: string): PlatformEvent {
    return this.envelope('im.message.recalled_v1', message.messageId, {
      message_id: message.messageId,
      chat_id: message.chatId,
      recall_time: String(this.world.now()),
      recall_type: by,
    })
  }

  bot(change: 'added' | 'deleted', chat: Chat, by: User): PlatformEvent {
    return this.envelope(`im.chat.member.bot.${change}_v1`, null, this.membership(chat, by))
  }

  members(change: 'added' | 'deleted' | 'withdrawn', chat: Chat, by: User, users: User[]): PlatformEvent {
    return this.envelope(`im.chat.member.user.${change}_v1`, null, {
      ...this.membership(chat, by),
      users: users.map((user) => ({ name: user.name, tenant_key: this.world.tenantKey, user_id: idsOf(user) })),
    })
  }

  disbanded(chat: Chat, by: User): PlatformEvent {
    return this.envelope('im.chat.disbanded_v1', null, this.membership(chat, by))
  }

  renamed(chat: Chat, by: User, before: string): PlatformEvent {
    return this.envelope('im.chat.updated_v1', null, {
      chat_id: chat.chatId,
      operator_id: idsOf(by),
      external: false,
      operator_tenant_key: this.world.tenantKey,
      after_change: { name: chat.name },
      before_change: { name: before },
    })
  }

  menu(user: User, eventKey: string): PlatformEvent {
    return this.envelope('application.bot.menu_v6', null, {
      operator: { operator_name: user.name, operator_id: idsOf(user) },
      event_key: eventKey,
      timestamp: Math.floor(this.world.now() / 1000),
    })
  }

  enteredP2p(chat: Chat, user: User, last: Message | undefined): PlatformEvent {
    return this.envelope('im.chat.access_event.bot_p2p_chat_entered_v1', null, {
      chat_id: chat.chatId,
      operator_id: idsOf(user),
      ...(last ? { last_message_id: last.messageId, last_message_create_time: String(last.createdAt) } : {}),
    })
  }

  reaction(message: Message, by: User, emoji: string): PlatformEvent {
    return this.envelope('im.message.reaction.created_v1', message.messageId, {
      message_id: message.messageId,
      reaction_type: { emoji_type: emoji },
      operator_type: 'user',
      user_id: idsOf(by),
      action_time: String(this.world.now()),
    })
  }

  pressed(message: Message, by: User, action: object, token: string): PlatformEvent {
    const event = this.envelope('card.action.trigger', message.messageId, {
      operator: { tenant_key: this.world.tenantKey, ...idsOf(by) },
      token,
      action,
      host: 'im_message',
      context: { open_message_id: message.messageId, open_chat_id: message.chatId },
    })
    const { header } = event.payload as { header: { create_time: string } }
    // Callbacks tell their time in microseconds, events in milliseconds.
    header.create_time = `${header.create_time}000`
    return event
  }

  private envelope(type: string, messageId: string | null, event: object): PlatformEvent {
    const eventId = this.world.ids.event()
    const header = {
      event_id: eventId,
      event_type: type,
      create_time: String(this.world.now()),
      token: this.verificationToken,
      app_id: this.world.appId,
      tenant_key: this.world.tenantKey,
    }
    return { eventId, messageId, payload: { schema: '2.0', header, event } }
  }

  private messageV1(message: Message, from: User): PlatformEvent {
    const uuid = this.world.ids.event()
    const chat = this.world.chat(message.chatId)
    const event = {
      type: 'message',
      app_id: this.world.appId,
      tenant_key: this.world.tenantKey,
      root_id: message.rootId ?? '',
      parent_id: message.parentId ?? '',
      open_chat_id: message.chatId,
      chat_type: chat.type === 'p2p' ? 'private' : 'group',
      open_id: from.openId,
      employee_id: from.userId,
      union_id: from.unionId,
      is_mention: message.mentions.some(({ bot }) => bot),
      msg_type: message.type,
      open_message_id: message.messageId,
      ...this.contentV1(message),
    }
    const ts = (this.world.now() / 1000).toFixed(6)
    const payload = { uuid, token: this.verificationToken, ts, type: 'event_callback', event }
    return { eventId: uuid, messageId: message.messageId, payload }
  }

  private contentV1(message: Message): object {
    if (message.type === 'merge_forward') {
      const items = this.world.descendantsOf(message.messageId)
      return { user: '6610187460791558158', msg_list: items.map((each) => this.childV1(each)) }
    }
    const content = JSON.parse(message.content) as Record<string, unknown>
    if (message.type === 'image') return { image_height: '300', image_width: '300', image_key: content.image_key }
    if (message.type === 'file') return { file_key: content.file_key, file_name: content.file_name }
    if (message.type === 'post') return postV1(content)
    if (message.type !== 'text') return {}
    const text = this.markedV1(message, String(content.text))
    const ofBot = message.mentions.find(({ bot }) => bot)?.openId
    const without = text.replace(new RegExp(`<at open_id="${ofBot ?? 'nobody'}">[^<]*</at>`), '').trim()
    return { text, text_without_at_bot: without }
  }

  private childV1(message: Message): object {
    const content = message.type === 'merge_forward' ? {} : (JSON.parse(message.content) as Record<string, unknown>)
    return {
      root_id: '',
      parent_id: '',
      open_chat_id: message.chatId,
      msg_type: message.type,
      open_id: '',
      open_message_id: message.messageId,
      is_mention: false,
      ...(message.type === 'post' ? postV1(content) : content),
      create_time: Math.floor(message.createdAt / 1000),
    }
  }

  private markedV1(message: Message, text: string): string {
    return text.replace(/@_user_\d+/g, (key) => {
      const mention = message.mentions.find((each) => each.key === key)
      return mention ? `<at open_id="${mention.openId ?? ''}">@${mention.name}</at>` : key
    })
  }

  private membership(chat: Chat, by: User): object {
    return {
      chat_id: chat.chatId,
      operator_id: idsOf(by),
      external: false,
      operator_tenant_key: this.world.tenantKey,
      name: chat.name,
      i18n_names: { zh_cn: chat.name, en_us: '', ja_jp: '' },
    }
  }

  private mentionsIn({ mentions }: Message): object[] {
    return mentions.map(({ key, openId, name, bot }) => {
      const user = openId === null ? undefined : this.world.users.get(openId)
      return {
        key,
        id: user ? idsOf(user) : { union_id: '', user_id: '', open_id: openId ?? '' },
        mentioned_type: bot ? 'bot' : 'user',
        name,
        tenant_key: this.world.tenantKey,
      }
    })
  }
}

export const idsOf = ({ unionId, userId, openId }: User) => ({ union_id: unionId, user_id: userId, open_id: openId })

interface SpanV1 {
  tag: string
  text?: string
  href?: string
  image_key?: string
}

/** The old schema tells a post as HTML. */
function postV1(content: Record<string, unknown>): object {
  const rows = (content.content ?? []) as SpanV1[][]
  const html = rows.map((row) => `<p>${row.map(spanV1).join('')}</p>`).join('')
  const keys = rows.flat().flatMap(({ image_key }) => (image_key === undefined ? [] : [image_key]))
  return { text: html, text_without_at_bot: html, title: content.title ?? '', image_keys: keys }
}

function spanV1({ tag, text = '', href }: SpanV1): string {
  if (tag === 'a') return `<a href="${href ?? ''}">${text}</a>`
  return tag === 'img' ? '<figure><img src="" origin-width="300" origin-height="300"/></figure>' : text
}
