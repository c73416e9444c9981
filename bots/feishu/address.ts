// Where a message goes: a group, or the private chat with somebody; and what is kept of chats once it is known.
import type { Address, ChannelStore } from '../../src/channel.ts'
import { DAY } from '../../src/domain/calendar/instant.ts'
import { call } from './api/call.ts'
import type { FeishuClient } from './api/client.ts'
import type { Failure } from './api/failure.ts'
import { isId } from './api/ids.ts'
import type { FeishuDeps } from './deps.ts'

export interface Parts {
  client: FeishuClient
  deps: FeishuDeps
}

export interface Place {
  kind: 'chat_id' | 'open_id'
  id: string
  /** Nobody but the two reads there. */
  direct: boolean
}

/** Where the platform keeps the private chat with a person: known once anything was sent or heard there. */
export const p2pKey = (openId: string): string => `p2p:${openId}`

/** Which topic a message is the first of: asked again once it is forgotten. */
export const threadKey = (root: string): string => `thread:${root}`
export const THREAD_KEPT_MS = 90 * DAY

/** `p2p` or `group`: it never changes. */
export const modeKey = (chat: string): string => `mode:${chat}`

/** Null where there is no such place. A chat that is new to the desk is asked about once. */
export async function placeOf(parts: Parts, to: Address, signal: AbortSignal): Promise<Place | Failure | null> {
  const id = 'room' in to ? to.room : to.person
  if (isId('user', id)) return { kind: 'open_id', id, direct: true }
  if (!('room' in to) || !isId('chat', id)) return null
  const mode = (await parts.deps.keeping.get(modeKey(id))) ?? (await askMode(parts, id, signal))
  return typeof mode === 'string' ? { kind: 'chat_id', id, direct: mode === 'p2p' } : mode
}

/** What an answer of the platform tells of the chat, kept for later. */
export async function learn(
  keeping: ChannelStore,
  sent: { chat_id?: string; thread_id?: string },
  { person, root }: { person: string | null; root: string | null },
): Promise<void> {
  if (person !== null && isId('chat', sent.chat_id)) {
    await keepOnce(keeping, p2pKey(person), sent.chat_id)
    await keepOnce(keeping, modeKey(sent.chat_id), 'p2p')
  }
  if (root !== null && isId('thread', sent.thread_id)) await keepOnce(keeping, threadKey(root), sent.thread_id)
}

async function keepOnce(keeping: ChannelStore, key: string, value: string): Promise<void> {
  if ((await keeping.get(key)) !== value) await keeping.set(key, value)
}

async function askMode({ client, deps }: Parts, chat: string, signal: AbortSignal): Promise<string | Failure> {
  const asked = await call<{ chat_mode?: string }>(
    client,
    { method: 'GET', url: `/open-apis/im/v1/chats/${chat}` },
    signal,
  )
  // Where it may not be asked, it is taken for a group: there less is allowed.
  if (!asked.ok) return asked.failure.again ? { ...asked.failure, unsent: true } : 'group'
  const mode = asked.data.chat_mode === 'p2p' ? 'p2p' : 'group'
  await deps.keeping.set(modeKey(chat), mode)
  return mode
}
