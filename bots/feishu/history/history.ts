// What was said while nobody listened: read from the chats' histories after each start and each new connection.
import type { ChannelHost } from '../../../src/channel.ts'
import { earliest, type Instant, later, millisOf } from '../../../src/domain/calendar/instant.ts'
import { THREAD_KEPT_MS, threadKey } from '../address.ts'
import { call } from '../api/call.ts'
import type { FeishuClient } from '../api/client.ts'
import { isId } from '../api/ids.ts'
import { instantFrom, type Stored } from '../decode/stored.ts'
import type { FeishuDeps } from '../deps.ts'
import { CHANNEL, laneFor, messageKey, recallKey } from '../events.ts'
import { caughtUpKey } from './heard-chats.ts'

export interface HistoryParts {
  client: FeishuClient
  deps: FeishuDeps
  host: ChannelHost
  /** Of the private chats that are known. */
  privateChats(): Promise<string[]>
  /** Resolves when the next call may be made; rejects where it is to stop. */
  pace(): Promise<void>
}

/** What was found that nobody had heard: from the first to the last of it, in the world's time. */
export interface Gap {
  from: Instant
  until: Instant
  found: number
}

export interface Scan {
  gap: Gap | null
  /** There is more than one round may read: another one goes on from where this one came to. */
  more: boolean
}

const LONGEST_BACK_MS = 24 * 3_600_000
const PAGES = 20
const PAGE_SIZE = 50
/** The platform's clock is not ours, and a message may stand in the history later than its time says. */
const OVERLAP_MS = 120_000
/** What is younger is on its way to us in any case. */
const ON_ITS_WAY_MS = 30_000

/** One round through all chats. Rejects where any could not be read, after it has read the others. */
export async function scan(parts: HistoryParts, signal: AbortSignal): Promise<Scan> {
  const started = parts.deps.now()
  const rooms = (await parts.host.rooms()).map((room) => ({ ...room, direct: false }))
  const alone = (await parts.privateChats()).map((id) => ({ id, threads: [], direct: true }))
  const found: Scan = { gap: null, more: false }
  let failed: unknown = null
  for (const room of [...rooms, ...alone].filter(({ id }) => isId('chat', id))) {
    try {
      const one = await scanRoom({ ...parts, room, started }, signal)
      found.gap = joined(found.gap, one.gap)
      found.more ||= one.more
    } catch (error) {
      signal.throwIfAborted()
      failed ??= error
    }
  }
  if (failed !== null) throw new Incomplete(found, failed)
  return found
}

/** Some chats could not be read; what was found in the others stands. */
export class Incomplete extends Error {
  constructor(
    readonly scan: Scan,
    override readonly cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause))
  }
}

export function joined(one: Gap | null, other: Gap | null): Gap | null {
  if (one === null || other === null) return one ?? other
  const from = earliest([one.from, other.from]) ?? one.from
  return { from, until: one.until > other.until ? one.until : other.until, found: one.found + other.found }
}

interface RoomParts extends HistoryParts {
  room: { id: string; threads: string[]; direct: boolean }
  started: Instant
}

/** Recorded as caught up only when all of it has been accepted: whatever fails is read again from the same instant. */
async function scanRoom(parts: RoomParts, signal: AbortSignal): Promise<Scan> {
  const { deps, room, started } = parts
  const key = caughtUpKey(room.id)
  const mark = await deps.keeping.get(key)
  const next = later(started, -OVERLAP_MS)
  if (mark === null) {
    // Nothing was ever heard there: what was said before now was not said to us.
    await deps.keeping.set(key, started)
    return { gap: null, more: false }
  }
  const longest = later(started, -LONGEST_BACK_MS)
  const since = mark > longest ? mark : longest
  const chat = await readChat(parts, since, signal)
  if (chat === null) return { gap: null, more: false }
  let gap = chat.gap
  for (const root of room.threads) gap = joined(gap, await readThread(parts, root, since, signal))
  await deps.keeping.set(key, chat.until ?? next)
  return { gap, more: chat.until !== null }
}

interface Item {
  message_id?: unknown
  chat_id?: unknown
  create_time?: unknown
  deleted?: unknown
  sender?: { sender_type?: unknown } | null
}

interface Page {
  items?: Item[]
  has_more?: boolean
  page_token?: string
}

/** Oldest first. `until`: how far it came, where there is more. Null where the platform will not show this chat. */
async function readChat(parts: RoomParts, since: Instant, signal: AbortSignal) {
  const start_time = String(Math.floor(millisOf(since) / 1_000))
  const asked = { container_id_type: 'chat', container_id: parts.room.id, sort_type: 'ByCreateTimeAsc', start_time }
  let gap: Gap | null = null
  let token: string | undefined
  for (let page = 1; ; page += 1) {
    const read = await readPage(parts, asked, token, signal)
    if (read === null) return null
    for (const item of read.items ?? []) gap = joined(gap, await accept(parts, item))
    token = read.has_more ? read.page_token : undefined
    if (!token) return { gap, until: null }
    const last = read.items?.at(-1)
    if (page >= PAGES && last) return { gap, until: instantFrom(last.create_time, since) }
  }
}

/** A topic's history cannot be asked for by time: newest first, until it is older. Accepted in the order of its saying. */
async function readThread(parts: RoomParts, root: string, since: Instant, signal: AbortSignal): Promise<Gap | null> {
  const thread = await threadOf(parts, root, signal)
  if (thread === null) return null
  const asked = { container_id_type: 'thread', container_id: thread, sort_type: 'ByCreateTimeDesc' }
  const items: Item[] = []
  let token: string | undefined
  for (let page = 1; page <= PAGES; page += 1) {
    const read = await readPage(parts, asked, token, signal)
    const fresh = (read?.items ?? []).filter(({ create_time }) => instantFrom(create_time, parts.started) >= since)
    items.push(...fresh)
    token = read?.has_more && fresh.length === read.items?.length ? read.page_token : undefined
    if (!token) break
  }
  let gap: Gap | null = null
  for (const item of items.reverse()) gap = joined(gap, await accept(parts, item))
  return gap
}

/** Null where nobody has answered in a topic under it. */
async function threadOf(parts: RoomParts, root: string, signal: AbortSignal): Promise<string | null> {
  if (!isId('message', root)) return null
  const kept = await parts.deps.keeping.get(threadKey(root))
  if (kept !== null) return kept
  const answer = await ask<{ items?: { thread_id?: string }[] }>(parts, `/${root}`, {}, signal)
  const thread = answer?.items?.[0]?.thread_id
  if (!isId('thread', thread)) return null
  await parts.deps.keeping.set(threadKey(root), thread, THREAD_KEPT_MS)
  return thread
}

const readPage = (parts: RoomParts, asked: Record<string, string>, token: string | undefined, signal: AbortSignal) =>
  ask<Page>(
    parts,
    '',
    { ...asked, page_size: String(PAGE_SIZE), ...(token === undefined ? {} : { page_token: token }) },
    signal,
  )

/** Null where the platform refuses for good: the bot is out of the chat, it is dissolved, a permission is missing. */
async function ask<T>(
  { client, deps, pace, room }: RoomParts,
  path: string,
  params: Record<string, string>,
  signal: AbortSignal,
): Promise<T | null> {
  await pace()
  const asked = await call<T>(client, { method: 'GET', url: `/open-apis/im/v1/messages${path}`, params }, signal)
  if (asked.ok) return asked.data
  if (asked.failure.again) throw new Error(asked.failure.error)
  deps.log.warn({ chat: room.id, error: asked.failure.error }, 'feishu: the history of a chat may not be read')
  return null
}

/** What it adds to the gap: null where it was known, or nobody said it, or it is on its way. */
async function accept({ deps, host, room, started }: RoomParts, item: Item): Promise<Gap | null> {
  const { message_id, deleted, sender } = item
  if (typeof message_id !== 'string' || !isId('message', message_id) || sender?.sender_type !== 'user') return null
  const event = { ...item, chat_id: room.id } as Record<string, unknown>
  const body: Stored = { v: 1, kind: 'history', event, receivedAt: deps.now(), direct: room.direct }
  const key = deleted === true ? recallKey(message_id) : messageKey(message_id)
  const fresh = await host.accept({ channel: CHANNEL, key, lane: laneFor(body, room.id), body, recovered: true })
  if (!fresh || deleted === true) return null
  const at = instantFrom(item.create_time, started)
  if (millisOf(at) > millisOf(started) - ON_ITS_WAY_MS) return null
  return { from: at, until: at, found: 1 }
}
