// A message of wechaty in the shape of the protocol. Synchronous: it must be on the disk before a crash can lose it.
import { createHash } from 'node:crypto'
import type { Heard } from '../process/protocol.ts'
import { clean, MOST_TEXT } from './clean.ts'
import type { Contact, Message, Room, Wechaty } from './wechaty.ts'

/** The desk's own account. */
export interface Self {
  id: string
  name: string
  /** Milliseconds. */
  loggedInAt: number
}

/** What is known of it at once; links and names in a text are asked for afterwards (`completed`). */
export function heardOf({ typeOf }: Pick<Wechaty, 'typeOf'>, message: Message, self: Self | null): Heard {
  const type = typeOf(message)
  const room = message.room()
  const ids = message.payload?.mentionIdList ?? []
  const heardAt = Date.now()
  return {
    id: clean(message.id),
    type,
    at: saidAt(message, heardAt),
    heardAt,
    sinceLoginMs: self && heardAt - self.loggedInAt,
    room: room ? { id: room.id, topic: clean(room.payload?.topic) } : null,
    from: contactOf(message.talker()),
    text: clean(message.text(), MOST_TEXT),
    mentions: [],
    own: self ? [clean(self.name)] : [],
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
  const called = (await message.mentionList()).slice(0, MOST_CALLED)
  const named = await Promise.all(
    called.map(async (contact) => ({ contact, name: clean(await nameIn(room, contact)) })),
  )
  const own = named.filter(({ contact }) => contact.id === self?.id).map(({ name }) => name)
  const others = named.filter(({ contact }) => contact.id !== self?.id)
  const mentions = others.map(({ contact, name }) => ({ ...contactOf(contact), name }))
  return { ...heard, mentions, own: [...new Set([...heard.own, ...own])] }
}

export const contactOf = (contact: Contact) => ({
  id: contact.id,
  name: clean(contact.name()),
  remark: clean(contact.payload?.alias),
})

/** A platform's clock that runs ahead must not open a case in the future, and one that tells nothing is not of long ago. */
function saidAt(message: Message, heardAt: number): number {
  const at = message.date().getTime()
  return at > 0 ? Math.min(at, heardAt) : heardAt
}

async function linkOf(message: Message): Promise<Heard['link']> {
  const link = await message.toUrlLink()
  return { title: clean(link.title(), MOST_LINK), url: clean(link.url(), MOST_LINK) }
}

const MOST_LINK = 10_000
const MOST_CALLED = 200

/** As the text calls them: by their name in the chat, where they have one. */
const nameIn = async (room: Room, contact: Contact): Promise<string> =>
  (await room.alias(contact).catch(() => undefined)) || contact.name()

const KINDS: Record<string, 'image' | 'file'> = { Image: 'image', Attachment: 'file' }

function fileOf(type: string, message: Message): Heard['file'] {
  const kind = KINDS[type]
  if (kind === undefined) return null
  const slot = createHash('sha256').update(message.id).digest('hex').slice(0, 32)
  return { kind, name: clean(message.payload?.filename) || null, slot }
}
