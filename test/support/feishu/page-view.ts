// What the page shows of the platform to one person: chats, the messages of one of them, one topic.
import type { PageWords } from './page-words.ts'
import type { FeishuPlatform } from './platform.ts'
import { type Shown, shownMessage } from './shown.ts'

export interface StagePerson {
  openId: string
  name: string
  /** What they are and where, for the list of whom one may act as. */
  title: string
}

export interface PageDeps {
  platform: FeishuPlatform
  people: StagePerson[]
  words: PageWords
  lang: 'zh-CN' | 'en'
}

export interface ShownChat {
  chatId: string
  name: string
  direct: boolean
  members: number
  hasBot: boolean
  /** How many messages there are: what the browser has not seen of them it marks as new. */
  count: number
}

export interface ChatView {
  chat: ShownChat | null
  me: StagePerson
  /** Whether this person can speak and press there. */
  member: boolean
  chats: ShownChat[]
  messages: Shown[]
  root: Shown | null
  replies: Shown[]
}

export interface Asked {
  chat?: string
  /** The open id of the person whose private chat with the bot is asked for. */
  with?: string
  as?: string
  /** The message that the topic begins with. */
  thread?: string
}

/** The newest of a chat; whoever needs older ones reads the desk's own pages. */
const MOST_SHOWN = 200

export function viewOf(deps: PageDeps, asked: Asked): ChatView {
  const me = deps.people.find(({ openId }) => openId === asked.as) ?? first(deps.people)
  const wanted = asked.with ? directChat(deps, asked.with) : asked.chat
  const chats = chatsOf(deps, me)
  const chat = chats.find(({ chatId }) => chatId === wanted) ?? null
  const all = chat ? deps.platform.messages(chat.chatId) : []
  const root = all.find(({ messageId }) => messageId === asked.thread) ?? null
  return {
    chat,
    me,
    member: chat !== null && deps.platform.world.chat(chat.chatId).members.has(me.openId),
    chats,
    // What was said in a topic stands under its first message only, as in the client.
    messages: all.filter(({ rootId, threadId }) => rootId === null || threadId === null).slice(-MOST_SHOWN),
    root,
    replies: root ? repliesOf(all, root) : [],
  }
}

export const repliesOf = (all: Shown[], root: Shown): Shown[] =>
  all.filter(({ rootId, threadId }) => rootId === root.messageId && threadId !== null)

/** The messages of a merged record, records within it with what they hold. */
export const recordOf = ({ platform }: PageDeps, messageId: string): Shown[] =>
  platform.world.descendantsOf(messageId).map((each) => shownMessage(platform.world, each))

/** Of a person, or of the app by any of its ids. */
export function nameOf({ platform, words }: PageDeps, openId: string): string {
  if (openId === 'all') return words.everybody
  if ([platform.bot.openId, platform.appId].includes(openId)) return platform.bot.name
  return platform.world.users.get(openId)?.name ?? words.nobody
}

function chatsOf({ platform, words }: PageDeps, me: StagePerson): ShownChat[] {
  return [...platform.world.chats.values()]
    .filter(({ type, members, dissolved }) => !dissolved && (type === 'group' || isUsed(platform, members, me)))
    .map(({ chatId, name, type, members, hasBot }) => ({
      chatId,
      name: type === 'p2p' ? words.directWith(name) : name,
      direct: type === 'p2p',
      members: members.size,
      hasBot,
      count: platform.world.messagesIn(chatId).length,
    }))
}

/** A private chat stands in the list of the person who acts, and of whoever was written to. */
const isUsed = (platform: FeishuPlatform, members: Set<string>, me: StagePerson): boolean =>
  members.has(me.openId) || [...members].some((openId) => platform.messages(platform.p2p(openId)).length > 0)

const directChat = ({ platform }: PageDeps, openId: string): string | undefined =>
  platform.world.users.has(openId) ? platform.p2p(openId) : undefined

function first(people: StagePerson[]): StagePerson {
  const [person] = people
  if (!person) throw new Error('the stage has no people')
  return person
}
