// A message of wechaty as the other side is told of it. Nothing here waits: it must be on the disk before anything can die.
import { createHash } from 'node:crypto'
import type { Heard } from '../protocol.ts'
import type { Contact, Message, Room, Wechaty } from './wechaty.ts'

/** The desk's own account. */
export interface Self {
  id: string
  name: string
}

/** What is known of it at once; links and names in a text are asked for afterwards (`completed`). */
export function heardOf({ typeOf }: Pick<Wechaty, 'typeOf'>, message: Message, self: Self | null): Heard {
  const type = typeOf(message)
  const room = message.room()
  const ids = message.payload?.mentionIdList ?? []
  return {
    id: message.id,
    type,
    at: message.date().getTime(),
    heardAt: Date.now(),
    room: room ? { id: room.id, topic: room.payload?.topic ?? '' } : null,
    from: contactOf(message.talker()),
    text: message.text(),
    mentions: [],
    own: self ? [self.name] : [],
    called: self !== null && ids.includes(self.id),
    link: null,
    file: fileOf(type, message),
  }
}

/** Whether more can be learnt of it by asking the puppet. */
export const isIncomplete = (heard: Heard, message: Message): boolean =>
  heard.type === 'Url' || (heard.room !== null && (message.payload?.mentionIdList ?? []).length > 0)

/** What the puppet will not tell is left as it is. */
export async function completed(heard: Heard, message: Message, self: Self | null): Promise<Heard> {
  if (heard.type === 'Url') return { ...heard, link: await linkOf(message) }
  const room = message.room()
  if (room === undefined) return heard
  const called = await message.mentionList()
  const named = await Promise.all(called.map(async (contact) => ({ contact, name: await nameIn(room, contact) })))
  const own = named.filter(({ contact }) => contact.id === self?.id).map(({ name }) => name)
  const others = named.filter(({ contact }) => contact.id !== self?.id)
  const mentions = others.map(({ contact, name }) => ({ ...contactOf(contact), name }))
  return { ...heard, mentions, own: [...new Set([...heard.own, ...own])] }
}

export const contactOf = (contact: Contact) => ({
  id: contact.id,
  name: contact.name(),
  remark: contact.payload?.alias ?? '',
})

async function linkOf(message: Message): Promise<Heard['link']> {
  const link = await message.toUrlLink()
  return { title: link.title(), url: link.url() }
}

/** As the text calls them: by their name in the chat, where they have one. */
const nameIn = async (room: Room, contact: Contact): Promise<string> =>
  (await room.alias(contact).catch(() => undefined)) || contact.name()

const KINDS: Record<string, 'image' | 'file'> = { Image: 'image', Attachment: 'file' }

function fileOf(type: string, message: Message): Heard['file'] {
  const kind = KINDS[type]
  if (kind === undefined) return null
  const slot = createHash('sha256').update(message.id).digest('hex').slice(0, 32)
  return { kind, name: message.payload?.filename ?? null, slot }
}
