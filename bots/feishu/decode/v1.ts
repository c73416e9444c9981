// Events in the old schema: one flat object, names in the text as tags, a record with its messages inside.
import { z } from 'zod'
import type { IncomingMembership, Part } from '../../../src/channel.ts'
import { linksBeside } from '../../../src/domain/post/post.ts'
import type { Content } from './decode-content.ts'
import { EVERYBODY } from './mentions.ts'
import { type Reading, type ReadMessage, whole } from './message.ts'
import { linked } from './post.ts'
import { id, instantFrom, optionalId, optionalText, read, type Stored } from './stored.ts'

/** `message` of the old schema. Null for what is only talk. Throws Unreadable. */
export function oldMessage({ event, receivedAt }: Stored, { drillTime, self }: Reading): ReadMessage | null {
  const old = read(messageShape, event)
  const spoken = namedByTags(old.text_without_at_bot || old.text)
  const found = whole(old, oldContent(old, spoken.text), [], self, {
    room: old.open_chat_id,
    direct: old.chat_type === 'private' || old.chat_type === 'p2p',
    messageId: old.open_message_id,
    from: old.open_id,
    // The old schema does not tell when it was said, only when it was told.
    at: drillTime(instantFrom(old.ts, receivedAt)),
  })
  if (found === null) return null
  if (old.is_mention === true) found.message.addressed = true
  if (spoken.mentions.length > 0) found.message.mentions = spoken.mentions
  if (old.msg_type === 'merge_forward') found.message.parts = old.msg_list.flatMap(oldPart)
  return found
}

/** `add_bot`, `remove_bot`, `add_user_to_chat` …: who is in a chat. */
export function oldMembership({ kind, event, receivedAt }: Stored, { drillTime }: Reading): IncomingMembership {
  const old = read(membershipShape, event)
  return {
    kind: 'membership',
    room: read(id, old.open_chat_id || old.chat_id),
    name: old.chat_name || null,
    change: OLD_CHANGES.get(kind) ?? 'left',
    people: old.users.map(({ open_id, name }) => ({ account: open_id, name: name || null })),
    at: drillTime(instantFrom(old.ts, receivedAt)),
  }
}

export const OLD_CHANGES = new Map<string, IncomingMembership['change']>([
  ['add_bot', 'desk-added'],
  ['remove_bot', 'desk-removed'],
  ['add_user_to_chat', 'joined'],
  ['remove_user_from_chat', 'left'],
  ['revoke_add_user_from_chat', 'left'],
  ['chat_disband', 'dissolved'],
])

const childShape = z.object({
  msg_type: z.string(),
  text: optionalText,
  title: optionalText,
  file_name: optionalText,
})

const messageShape = z.object({
  ts: z.unknown().optional(),
  root_id: optionalId,
  parent_id: optionalId,
  open_chat_id: id,
  chat_type: z.string(),
  open_id: id,
  is_mention: z.boolean().nullish(),
  msg_type: z.string(),
  open_message_id: id,
  text: optionalText,
  text_without_at_bot: optionalText,
  title: optionalText,
  image_key: optionalText,
  image_keys: z
    .array(z.string())
    .nullish()
    .transform((given) => given ?? []),
  file_key: optionalText,
  file_name: optionalText,
  msg_list: z
    .array(childShape)
    .nullish()
    .transform((given) => given ?? []),
})

const membershipShape = z.object({
  ts: z.unknown().optional(),
  chat_id: optionalText,
  open_chat_id: optionalText,
  chat_name: optionalText,
  users: z
    .array(z.object({ open_id: id, name: optionalText }))
    .nullish()
    .transform((given) => given ?? []),
})

function oldContent(old: z.output<typeof messageShape>, text: string): Content | null {
  switch (old.msg_type) {
    case 'text':
      return { text, files: [] }
    case 'post':
      return { ...titled(old.title, text), files: old.image_keys.map(imageRef) }
    case 'image':
      return { text: '', files: [imageRef(old.image_key)] }
    case 'file':
      return { text: '', files: [{ kind: 'file', key: old.file_key, name: old.file_name || null }] }
    case 'merge_forward':
      return { text: '', files: [], record: true }
    case 'sticker':
    case 'hongbao':
    case 'system':
      return null
    default:
      return { text: '', files: [], opaque: old.msg_type.slice(0, 40) }
  }
}

const imageRef = (key: string) => ({ kind: 'image' as const, key, name: null })

function oldPart({ msg_type, text, title, file_name }: z.output<typeof childShape>): Part[] {
  const missing = 'forbidden' as const
  if (msg_type === 'image') return [{ text: '', files: [{ kind: 'image', name: null, missing }] }]
  if (msg_type === 'file') return [{ text: '', files: [{ kind: 'file', name: file_name || null, missing }] }]
  const said = titled(title, namedByTags(text).text)
  if (said.text === '') return []
  return [said.links.length === 0 ? { text: said.text } : said]
}

/** `<at open_id="ou_…">@张三</at>`; the bot's own was taken out by the platform. */
function namedByTags(text: string) {
  const called = new Map<string, string>()
  const said = text.replace(/<at ([^<>]*)>([^<>]*)<\/at>/gu, (_whole, attributes: string, shown: string) => {
    const account = /open_id="([^"]*)"/u.exec(attributes)?.[1] ?? ''
    if (account === 'all') return EVERYBODY
    const name = shown.replace(/^@/u, '')
    if (account !== '') called.set(account, name)
    return `@${name}`
  })
  return { text: said.trim(), mentions: [...called].map(([account, name]) => ({ name, account })) }
}

function titled(title: string, html: string): { text: string; links: string[] } {
  const links: string[] = []
  const text = [title, plain(html, links)].filter(Boolean).join('\n')
  return { text, links: linksBeside(text, links) }
}

// Each pattern ends at the next bracket: text full of opened ones must not be gone through again and again.
const plain = (html: string, links: string[]): string =>
  html
    .replace(/<a ([^<>]*)>([^<>]*)<\/a>/gu, (_whole, attributes: string, text: string) =>
      linked(text, (/href="([^"]*)"/u.exec(attributes)?.[1] ?? '').replace(/&amp;/gu, '&'), links),
    )
    .replace(/<\/p>|<br\s?\/?>/gu, '\n')
    .replace(/<[^<>]*>/gu, '')
    .trim()
