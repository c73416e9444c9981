// Looks in a chat's history for a card whose sending has an outcome that nobody knows.
import { type Outgoing, type Sought, TryLater } from '../../../src/channel.ts'
import { instantOf, later, millisOf } from '../../../src/domain/calendar/instant.ts'
import type { Card } from '../../../src/wording/card/card.ts'
import { type Parts, p2pKey, THREAD_KEPT_MS, threadKey } from '../address.ts'
import { type Called, call } from '../api/call.ts'
import type { Failure } from '../api/failure.ts'
import { isId } from '../api/ids.ts'
import { markOf, titleOf } from '../cards/encode.ts'

/**
 * The id of the message that is this card and no other of the desk's; null where none is there. Throws TryLater where the
 * platform cannot be asked, also where the private chat with a person is not known: nothing was ever answered or heard
 * there, and it can be found out in no other way.
 */
export async function find(parts: Parts, sought: Sought, signal: AbortSignal): Promise<string | null> {
  const cards = await cardsIn(parts, sought, signal)
  const ids = cards.map(({ id }) => id)
  const known = ids.length > 0 ? await sought.known(ids) : new Set<string>()
  const left = cards.filter(({ id }) => !known.has(id))
  return chosen(left, sought.outgoing)
}

/** By its mark alone. Throws TryLater. */
export async function findMarked(parts: Parts, sought: Place, signal: AbortSignal): Promise<string | null> {
  const cards = await cardsIn(parts, sought, signal)
  return cards.find(({ shown }) => shown.mark === markOf(sought.outgoing.key))?.id ?? null
}

/** Where and when to look. */
type Place = Pick<Sought, 'outgoing' | 'from' | 'until'>

/** Cards of ours in that place, the oldest first. */
async function cardsIn(parts: Parts, sought: Place, signal: AbortSignal): Promise<Candidate[]> {
  const found: Item[] = []
  for (const container of await containersOf(parts, sought, signal)) {
    found.push(...(await historyOf(parts, container, sought, signal)))
  }
  const { appId } = parts.deps.settings
  const root = rootOf(sought)
  return found
    .filter(
      (item) =>
        item.msg_type === 'interactive' &&
        item.deleted !== true &&
        item.sender?.id === appId &&
        [root, null].includes(item.root_id || null),
    )
    .sort((a, b) => atOf(a) - atOf(b))
    .map(({ message_id, body }) => ({ id: message_id, shown: shownBy(body?.content) }))
}

interface Candidate {
  id: string
  shown: ShownCard
}

/** The oldest first. */
function chosen(cards: Candidate[], { key, card }: Outgoing): string | null {
  const marked = cards.find(({ shown }) => shown.mark === markOf(key))
  if (marked) return marked.id
  // A card loses its mark when it is drawn anew at a click. Then its words tell, or, as they may have changed, its title;
  // where the history says neither, that it is a card of ours which nobody knows.
  const others = cards.filter(({ shown }) => shown.mark === null)
  const same = others.filter(({ shown }) => shown.title === null || shown.title === squeezed(titleOf(card)))
  return (same.find(({ shown }) => saysAll(shown.words, card)) ?? same[0])?.id ?? null
}

interface Item {
  message_id: string
  root_id?: string
  msg_type?: string
  create_time?: string
  deleted?: boolean
  sender?: { id?: string }
  body?: { content?: string }
}

interface Container {
  type: 'chat' | 'thread'
  id: string
}

const rootOf = ({ outgoing }: Place): string | null => (isId('message', outgoing.thread) ? outgoing.thread : null)

/** The topic, and the room as well: where the topic's first message is gone, what belongs there is said at the top. */
async function containersOf(parts: Parts, sought: Place, signal: AbortSignal): Promise<Container[]> {
  const root = rootOf(sought)
  const thread = root === null ? null : await threadOf(parts, root, signal)
  const chat: Container = { type: 'chat', id: await chatOf(parts, sought) }
  return thread === null ? [chat] : [{ type: 'thread', id: thread }, chat]
}

async function chatOf({ deps }: Parts, { outgoing: { to } }: Place): Promise<string> {
  const id = 'room' in to ? to.room : to.person
  if (isId('chat', id)) return id
  const known = isId('user', id) ? await deps.keeping.get(p2pKey(id)) : null
  if (known !== null) return known
  throw new TryLater(`the private chat with ${JSON.stringify(to).slice(0, 100)} is not known yet`, HOUR_MS)
}

const HOUR_MS = 3_600_000

/** Null where the message has no topic, or is gone. */
async function threadOf({ client, deps }: Parts, root: string, signal: AbortSignal): Promise<string | null> {
  const known = await deps.keeping.get(threadKey(root))
  if (known !== null) return known
  const url = `/open-apis/im/v1/messages/${root}`
  const asked = await call<{ items?: { thread_id?: string }[] }>(client, { method: 'GET', url }, signal)
  if (!asked.ok) return orLater(asked.failure)
  const thread = asked.data.items?.[0]?.thread_id
  if (!isId('thread', thread)) return null
  await deps.keeping.set(threadKey(root), thread, THREAD_KEPT_MS)
  return thread
}

/** The platform's clock and ours may differ by so much. */
const MARGIN_MS = 120_000
const PAGE = 50
/** Of 50 messages each. */
const MOST_PAGES = 100

async function historyOf(
  parts: Parts,
  container: Container,
  { from, until }: Place,
  signal: AbortSignal,
): Promise<Item[]> {
  const [start, end] = [later(from, -MARGIN_MS), later(until, MARGIN_MS)]
  const found: Item[] = []
  let token = ''
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await pageOf(parts, container, { start, end, token }, signal)
    if (!answer.ok) return orLater(answer.failure) ?? found
    const items = answer.data.items ?? []
    const within = items.filter((item) => atOf(item) >= millisOf(start) - 1_000 && atOf(item) <= millisOf(end) + 1_000)
    found.push(...within)
    token = answer.data.page_token ?? ''
    // Newest first: from here on all is older.
    const past = items.some((item) => atOf(item) < millisOf(start) - 1_000)
    if (past || answer.data.has_more !== true || token === '') return found
  }
  throw new TryLater(`more than ${MOST_PAGES * PAGE} messages since ${instantOf(millisOf(start))}`, HOUR_MS)
}

interface Page {
  items?: Item[]
  has_more?: boolean
  page_token?: string
}

function pageOf(
  { client }: Parts,
  { type, id }: Container,
  { start, end, token }: { start: string; end: string; token: string },
  signal: AbortSignal,
): Promise<Called<Page>> {
  // A topic cannot be asked for by time.
  const times = type === 'chat' ? { start_time: seconds(start, Math.floor), end_time: seconds(end, Math.ceil) } : {}
  const params = {
    container_id_type: type,
    container_id: id,
    sort_type: 'ByCreateTimeDesc',
    page_size: String(PAGE),
    card_msg_content_type: 'user_card_content',
    ...times,
    ...(token === '' ? {} : { page_token: token }),
  }
  return call<Page>(client, { method: 'GET', url: '/open-apis/im/v1/messages', params }, signal)
}

const seconds = (at: string, round: (value: number) => number): string => String(round(millisOf(at) / 1_000))

/** A place that is gone holds nothing: dissolved (232009), the bot put out (230002), taken back (230011) … */
const GONE = new Set([232009, 230002, 230011, 230110, 230001, 230050])

function orLater({ code, error, afterMs }: Failure): null {
  if (GONE.has(code ?? 0)) return null
  throw new TryLater(error, afterMs)
}

const atOf = ({ create_time }: Item): number => Number(create_time ?? 0)

interface ShownCard {
  /** Null where the history does not tell. */
  title: string | null
  /** All its words in a row. */
  words: string
  /** Of which key it is; null where it has none. */
  mark: string | null
}

/** As it was sent (`user_dsl`), where the platform tells that; of JSON 2.0 it tells nothing else. */
function shownBy(content: string | undefined): ShownCard {
  const told = parsed(content)
  const card = parsed(told.user_dsl) as { header?: { title?: { content?: unknown } }; body?: unknown }
  const title = card.header?.title?.content ?? told.title
  const texts = textsIn([card.body, told.elements])
  const mark = /"element_id":"(k_[0-9a-f]+)"/.exec(JSON.stringify(card))?.[1] ?? null
  return { title: typeof title === 'string' ? squeezed(title) : null, words: squeezed(texts.join('')), mark }
}

function parsed(content: unknown): Record<string, unknown> {
  try {
    const read: unknown = typeof content === 'string' ? JSON.parse(content) : content
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

/** Of both forms: `content` as sent, `text` as the history has it. */
function textsIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(textsIn)
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([name, value]) => {
    if (typeof value !== 'string') return textsIn(value)
    return name === 'content' || name === 'text' ? [value] : []
  })
}

const saysAll = (words: string, { lines, fields, next }: Card): boolean =>
  [...lines, ...fields.map(({ value }) => value), next ?? ''].every((each) => words.includes(squeezed(each)))

/** White space, escapes and emphasis are told differently. */
const squeezed = (text: string): string =>
  text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))).replace(/\s+|\*\*/g, '')
