// What there is on the emulated platform: people, chats, messages, files; and the rules of who is where.
import type { Ids } from './ids.ts'

export interface User {
  openId: string
  unionId: string
  userId: string
  name: string
  email: string | null
  mobile: string | null
  /** Why the platform refuses to reach this person, if it does. */
  trouble: Trouble
}

export interface Trouble {
  /** No SMS or phone quota is left. */
  quotaGone?: boolean
  /** The app may not be used by this person: no direct message reaches them. */
  notInstalled?: boolean
  /** Has switched urgent messages from this bot off. */
  urgentOff?: boolean
  /** Too many unread urgent messages. */
  tooManyUrgent?: boolean
  resigned?: boolean
}

export interface Chat {
  chatId: string
  type: 'group' | 'p2p'
  name: string
  members: Set<string>
  hasBot: boolean
  dissolved: boolean
  /** Only the owner may speak. */
  muted: boolean
}

export interface Mention {
  key: string
  /** Null for everybody. */
  openId: string | null
  name: string
  bot: boolean
}

export interface Urging {
  way: 'app' | 'sms' | 'phone'
  users: string[]
}

export interface Message {
  messageId: string
  rootId: string | null
  parentId: string | null
  threadId: string | null
  chatId: string
  /** The record that it stands in; it is in no chat then. */
  upper: string | null
  sender: { type: 'user' | 'app'; id: string }
  type: string
  /** As it goes over the wire; of a card what was sent, not what the history tells. */
  content: string
  mentions: Mention[]
  createdAt: number
  updatedAt: number
  versions: number
  deleted: boolean
  urgent: Urging[]
  reactions: { id: string; emoji: string; by: string; byType: 'user' | 'app'; at: number }[]
  pinnedAt: number | null
}

export interface Stored {
  bytes: Buffer
  name: string | null
  kind: 'image' | 'file'
}

export interface Bot {
  openId: string
  name: string
}

/** Everything that the parts of the platform share. */
export class World {
  readonly users = new Map<string, User>()
  readonly chats = new Map<string, Chat>()
  readonly messages = new Map<string, Message>()
  readonly files = new Map<string, Stored>()
  readonly tenantKey: string
  private readonly inChat = new Map<string, Message[]>()
  private readonly inRecord = new Map<string, Message[]>()

  constructor(
    readonly ids: Ids,
    readonly now: () => number,
    readonly appId: string,
    readonly bot: Bot,
  ) {
    this.tenantKey = ids.hex(16)
  }

  addUser(given: { name: string; openId?: string; email?: string; mobile?: string }): User {
    const user: User = {
      openId: given.openId ?? this.ids.user(),
      unionId: this.ids.union(),
      userId: this.ids.employee(),
      name: given.name,
      email: given.email ?? null,
      mobile: given.mobile ?? null,
      trouble: {},
    }
    this.users.set(user.openId, user)
    return user
  }

  user(openId: string): User {
    return this.users.get(openId) ?? missing('user', openId)
  }

  addChat(given: { name: string; members: string[]; bot?: boolean; chatId?: string }): Chat {
    for (const member of given.members) this.user(member)
    const chat: Chat = {
      chatId: given.chatId ?? this.ids.chat(),
      type: 'group',
      name: given.name,
      members: new Set(given.members),
      hasBot: given.bot ?? true,
      dissolved: false,
      muted: false,
    }
    this.chats.set(chat.chatId, chat)
    return chat
  }

  chat(chatId: string): Chat {
    return this.chats.get(chatId) ?? missing('chat', chatId)
  }

  /** The private chat of a person with the bot; made when it is first needed. */
  p2p(openId: string): Chat {
    const user = this.user(openId)
    const known = [...this.chats.values()].find(({ type, members }) => type === 'p2p' && members.has(openId))
    if (known) return known
    const chat: Chat = {
      chatId: this.ids.chat(),
      type: 'p2p',
      name: user.name,
      members: new Set([openId]),
      hasBot: true,
      dissolved: false,
      muted: false,
    }
    this.chats.set(chat.chatId, chat)
    return chat
  }

  message(messageId: string): Message {
    return this.messages.get(messageId) ?? missing('message', messageId)
  }

  addMessage(
    given: Pick<Message, 'chatId' | 'sender' | 'type' | 'content' | 'mentions'> & Partial<Message>,
    under: { parent: Message; inThread: boolean } | null = null,
  ): Message {
    const now = this.now()
    const message: Message = {
      messageId: this.ids.message(),
      ...this.placeUnder(under),
      upper: null,
      createdAt: now,
      updatedAt: now,
      versions: 1,
      deleted: false,
      urgent: [],
      reactions: [],
      pinnedAt: null,
      ...given,
    }
    this.messages.set(message.messageId, message)
    if (message.upper === null) append(this.inChat, message.chatId, message)
    else append(this.inRecord, message.upper, message)
    return message
  }

  /** The messages of a chat in the order of their sending; what stands in a record is in no chat. */
  messagesIn(chatId: string): Message[] {
    return this.inChat.get(chatId) ?? []
  }

  /** What a merged record holds, records within it included, in order. */
  descendantsOf(messageId: string): Message[] {
    const children = this.inRecord.get(messageId) ?? []
    return children.flatMap((child) => [child, ...this.descendantsOf(child.messageId)])
  }

  addFile(kind: Stored['kind'], bytes: Uint8Array, name: string | null): string {
    const key = kind === 'image' ? this.ids.image() : this.ids.file()
    this.files.set(key, { kind, bytes: Buffer.from(bytes), name })
    return key
  }

  /** A reply takes its root from what it answers; a topic is made by the first reply that asks for one. */
  private placeUnder(under: { parent: Message; inThread: boolean } | null) {
    if (!under) return { rootId: null, parentId: null, threadId: null }
    const { parent } = under
    const root = this.messages.get(parent.rootId ?? parent.messageId) ?? parent
    if (under.inThread && root.threadId === null && parent.threadId === null) root.threadId = this.ids.thread()
    return { rootId: root.messageId, parentId: parent.messageId, threadId: parent.threadId ?? root.threadId }
  }
}

/** For what a test names: it must be there. What the app names is answered with the platform's refusal instead. */
function missing(what: string, id: string): never {
  throw new Error(`the emulated platform knows no ${what} ${id}`)
}

function append<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}
