// A message, as an event, a history or a record tells it: who said what, where, and which files are in it.
import { z } from 'zod'
import type { IncomingMessage, Part } from '../../../src/channel.ts'
import type { Instant } from '../../../src/domain/calendar/instant.ts'
import { contentOf } from './content.ts'
import type { Content, FileRef } from './decode-content.ts'
import { type Mention, mentionsShape, named, type Self } from './mentions.ts'
import { id, instantFrom, optionalId, optionalText, read, type Stored } from './stored.ts'

/** What decoding needs to know. */
export interface Reading {
  self: Self
  /** The institution's time at an instant of the world. */
  drillTime(real: Instant): Instant
}

export interface ReadMessage {
  message: IncomingMessage
  /** Of the files of `message`, in the same order. */
  refs: FileRef[]
}

/** `im.message.receive_v1`. Null for what no person said, or what is only talk. Throws Unreadable. */
export function eventMessage({ event, receivedAt }: Stored, reading: Reading): ReadMessage | null {
  const { sender, message } = read(eventShape, event)
  if (sender.sender_type !== 'user') return null
  const { message_id, chat_id, chat_type, message_type, content, mentions } = message
  return whole(message, contentOf(message_type, content), mentions, reading.self, {
    room: chat_id,
    direct: chat_type === 'p2p',
    messageId: message_id,
    from: read(id, sender.sender_id.open_id),
    at: reading.drillTime(instantFrom(message.create_time, receivedAt)),
  })
}

/** A message of a chat's history: read as its event would have been. Null for what was said by no person. */
export function historyMessage({ event, direct, receivedAt }: Stored, reading: Reading): ReadMessage | null {
  const item = read(itemShape, event)
  if (item.sender?.sender_type !== 'user' || item.deleted === true) return null
  return whole(item, contentOf(item.msg_type, item.body?.content ?? ''), item.mentions, reading.self, {
    room: read(id, item.chat_id),
    direct: direct === true,
    messageId: item.message_id,
    from: read(id, item.sender.id),
    at: reading.drillTime(instantFrom(item.create_time, receivedAt)),
  })
}

/** A message of a record, without who said it. Null where nothing of it can be kept. Throws Unreadable. */
export function partOf(given: unknown, self: Self): Part | null {
  const item = read(itemShape, given)
  if (item.deleted === true) return null
  const content = contentOf(item.msg_type, item.body?.content ?? '')
  if (content === null || content.record) return null
  const { text } = named(content.text, item.mentions, self)
  // The platform gives no files of records.
  const known = content.opaque === undefined ? content.files : []
  const files = known.map(({ kind, name }) => ({ kind, name, missing: 'forbidden' as const }))
  if (text === '' && files.length === 0) return null
  const part: Part = { text }
  if (content.links?.length) part.links = content.links
  if (files.length > 0) part.files = files
  return part
}

/** What a message of either shape is made of. */
export function whole(
  { root_id, parent_id }: { root_id: string | null; parent_id: string | null },
  content: Content | null,
  mentions: Mention[],
  self: Self,
  known: Pick<IncomingMessage, 'room' | 'direct' | 'messageId' | 'from' | 'at'>,
): ReadMessage | null {
  if (content === null) return null
  const said = named(content.text, mentions, self)
  const thread = root_id === known.messageId ? null : root_id
  const message: IncomingMessage = { kind: 'message', ...known, thread, replyTo: parent_id, text: said.text }
  if (said.addressed || known.direct) message.addressed = true
  if (said.mentions.length > 0) message.mentions = said.mentions
  if (content.links?.length) message.links = content.links
  if (content.record) message.parts = []
  // Outside of threads nobody asks for what is heard or seen: it is answered, and not fetched.
  const isFetched = content.opaque === undefined || parent_id !== null || thread !== null
  if (isFetched && content.files.length > 0) message.files = content.files.map(({ kind, name }) => ({ kind, name }))
  if (content.opaque !== undefined) message.opaque = content.opaque
  return { message, refs: content.files }
}

const eventShape = z.object({
  sender: z.object({
    sender_id: z.object({ open_id: optionalText }),
    sender_type: z.string(),
  }),
  message: z.object({
    message_id: id,
    root_id: optionalId,
    parent_id: optionalId,
    create_time: z.unknown().optional(),
    chat_id: id,
    chat_type: z.string(),
    message_type: z.string(),
    content: z.string(),
    mentions: mentionsShape,
  }),
})

const itemShape = z.object({
  message_id: id,
  root_id: optionalId,
  parent_id: optionalId,
  msg_type: z.string(),
  create_time: z.unknown().optional(),
  deleted: z.boolean().nullish(),
  chat_id: optionalText,
  sender: z.object({ id: optionalText, sender_type: z.string().nullish() }).nullish(),
  body: z.object({ content: optionalText }).nullish(),
  mentions: mentionsShape,
})
