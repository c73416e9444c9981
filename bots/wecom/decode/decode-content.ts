// What a message says: its text, its files, and what it quotes.
import { z } from 'zod'
import { Unreadable } from './stored.ts'

/** Where a file's bytes are, for five minutes; encrypted with a key of its own. */
export interface FileRef {
  kind: 'image' | 'file'
  name: string | null
  url: string
  aesKey: string
}

export interface DecodedContent {
  text: string
  refs: FileRef[]
  /** The platform's name of what no text can be made of. */
  opaque?: string
}

/** A message of a kind, or what one quotes: the same shape. Throws Unreadable where the kind's own part is missing. */
export function saidIn(given: Record<string, unknown>): DecodedContent {
  const kind = String(given.msgtype)
  const reader = READERS.get(kind)
  return reader ? reader(given[kind]) : { text: '', refs: [], opaque: kind.slice(0, 40) }
}

/** Null where nothing is quoted, or nothing that can be read. */
export function quotedIn(body: Record<string, unknown>): DecodedContent | null {
  const { quote } = body
  if (typeof quote !== 'object' || quote === null) return null
  try {
    return saidIn(quote as Record<string, unknown>)
  } catch (error) {
    // What is said stands, whatever it was said about.
    if (error instanceof Unreadable) return null
    throw error
  }
}

const text = z.object({ content: z.string() })
const file = z.object({
  url: z.string().max(4_096),
  aeskey: z.string().max(200).nullish(),
  filename: z.string().nullish(),
})
const mixed = z.object({ msg_item: z.array(z.record(z.string(), z.unknown())).max(100) })

const READERS = new Map<string, (given: unknown) => DecodedContent>([
  ['text', textOf],
  // The platform has made text of what was spoken.
  ['voice', (given) => (text.safeParse(given).success ? textOf(given) : { text: '', refs: [], opaque: 'voice' })],
  ['markdown', textOf],
  ['image', (given) => fileOf('image', given)],
  ['file', (given) => fileOf('file', given)],
  ['mixed', mixedOf],
])

function textOf(given: unknown): DecodedContent {
  const found = text.safeParse(given)
  if (!found.success) throw new Unreadable('it has no text')
  return { text: found.data.content, refs: [] }
}

function fileOf(kind: FileRef['kind'], given: unknown): DecodedContent {
  const found = file.safeParse(given)
  if (!found.success) throw new Unreadable(`the ${kind} has no address`)
  const { url, aeskey, filename } = found.data
  return { text: '', refs: [{ kind, name: filename || null, url, aesKey: aeskey ?? '' }] }
}

/**
 * What of it cannot be read is left out: the rest of it was said all the same. But where nothing is left besides the bot's
 * name it is told by the kind that was left out.
 */
function mixedOf(given: unknown): DecodedContent {
  const found = mixed.safeParse(given)
  if (!found.success) throw new Unreadable('it has no parts')
  const isRead = ({ msgtype }: Record<string, unknown>) => msgtype === 'text' || msgtype === 'image'
  const parts = found.data.msg_item.filter(isRead).flatMap(readable)
  const text = parts
    .map((part) => part.text)
    .filter((part) => part.trim() !== '')
    .join('\n')
  const refs = parts.flatMap((part) => part.refs)
  const other = found.data.msg_item.find((item) => !isRead(item))
  if (other === undefined || refs.length > 0 || !IS_CALL.test(text)) return { text, refs }
  return { text, refs, opaque: String(other.msgtype).slice(0, 40) }
}

/** Nothing, or a name that is called, perhaps with a word of courtesy: no link and no command. */
const IS_CALL = /^\s*(?:[@＠][^\n/／]{1,60})?\s*$/u

function readable(given: Record<string, unknown>): DecodedContent[] {
  try {
    return [saidIn(given)]
  } catch (error) {
    if (error instanceof Unreadable) return []
    throw error
  }
}
