// What was heard means something: text, a shared link, a picture, a quote, a message taken back, or what nobody can read here.
import { z } from 'zod'
import type { Incoming, IncomingMessage } from '../../src/channel.ts'
import { type Instant, instantOf } from '../../src/domain/calendar/instant.ts'
import { linksBeside } from '../../src/domain/post/post.ts'
import { unquoted, withCaseOf } from './decode-quote.ts'
import { type Heard, heardShape } from './process/protocol.ts'

const stored = z.object({
  v: z.literal(1),
  heard: heardShape,
  /** The desk's ids. */
  room: z.string(),
  from: z.string(),
  mentions: z.array(z.object({ name: z.string(), account: z.string() })),
})
export type Stored = z.infer<typeof stored>

/** Throws on what the channel never stored. Null for what is only decoration. */
export function decode(body: unknown, drillTime: (real: Instant) => Instant): Incoming | null {
  const { heard, room, from, mentions } = stored.parse(body)
  const at = drillTime(instantOf(heard.at))
  if (heard.type === 'Recalled') {
    const messageId = recalledId(heard.text)
    return messageId === null ? null : { kind: 'recall', room, messageId, at }
  }
  const content = contentOf(heard)
  if (content === null) return null
  const direct = heard.room === null
  const known = { room, direct, messageId: heard.id, thread: null, replyTo: null, from, at }
  const message: IncomingMessage = { kind: 'message', ...known, ...content }
  if (direct || isCalled(heard)) message.addressed = true
  if (mentions.length > 0) message.mentions = mentions
  return message
}

/** Of the file that `resolve` is to fetch; null where there is none. */
export const heardIn = (body: unknown): Heard => stored.parse(body).heard

type Content = Pick<IncomingMessage, 'text' | 'links' | 'files' | 'opaque'>

function contentOf(heard: Heard): Content | null {
  switch (heard.type) {
    case 'Text':
      return UNSHOWN.test(heard.text) ? { text: '', opaque: 'merge_forward' } : { text: textOf(heard) }
    case 'Url':
      return sharedPage(heard)
    case 'Image':
    case 'Attachment':
      return heard.file === null
        ? { text: '', opaque: 'file' }
        : { text: '', files: [{ kind: heard.file.kind, name: heard.file.name }] }
    case 'Emoticon':
    case 'RedEnvelope':
    case 'Transfer':
      return null
    case 'Unknown':
      return unknownKind(heard)
    default:
      return { text: '', opaque: OPAQUE[heard.type] ?? heard.type.slice(0, 40) }
  }
}

/**
 * Puppets have one name for what they do not know: shares of newer kinds, which may hold a post, and the platform's own
 * notices (somebody joined, read on the phone), which nobody said. Those come as plain words, as `sysmsg` or as an `op`.
 */
function unknownKind(heard: Heard): Content | null {
  const text = entities(heard.text)
  if (!/<msg[\s>]/u.test(text) || /<(?:sysmsg|op|voip\w*)[\s>]/u.test(text)) return null
  const shared = /<appmsg[\s>]/u.test(text) ? sharedPage(heard) : { text: '' }
  return /https?:\/\//u.test(shared.text) ? shared : { text: '', opaque: 'unknown' }
}

/** As the desk's wording calls them. Stickers, red envelopes and transfers of money are none of its business. */
const OPAQUE: Record<string, string> = {
  ChatHistory: 'merge_forward',
  Audio: 'audio',
  Video: 'media',
  Contact: 'share_user',
  Location: 'location',
  MiniProgram: 'mini_program',
  GroupNote: 'group_note',
  Post: 'media',
}

/** What the web protocol gives in place of a record that was passed on, and of what else it cannot show: a line of its own. */
const UNSHOWN =
  /^\[(?:聊天记录|Chat History)\]$|^[^\n/／]{0,40}请在手机上查看[。.\]]*$|^[^\n/]{0,80}(?:view|check) (?:it )?on (?:your )?(?:phone|mobile)[.\]]*$/iu

function textOf(heard: Heard): string {
  const quoted = unquoted(plain(heard.text))
  const text = withoutOwn(quoted.text, heard.own)
  return withCaseOf({ ...quoted, text })
}

/** Between a name and what follows the clients put a space of their own; `&` in an address comes as `&amp;` here too. */
const plain = (text: string): string =>
  decoded(text)
    .replace(/[\u2005\u2006\u00a0]/gu, ' ')
    .replace(/<br\s*\/?>/giu, '\n')
    .trim()

const withoutOwn = (text: string, own: string[]): string =>
  longestFirst(own)
    .reduce((rest, name) => rest.replace(callOf(name), ''), text)
    .trim()

const isCalled = ({ called, own, text }: Heard): boolean =>
  called || longestFirst(own).some((name) => callOf(name).test(text))

const longestFirst = (own: string[]): string[] => own.filter(Boolean).sort((a, b) => b.length - a.length)

/** A name ends where a blank, a command or a mark follows: `@值班台/签收`. */
const callOf = (name: string): RegExp =>
  new RegExp(`[@＠]${escaped(name)}(?:[：:，,]?[\\s\\u2005]+|[：:，,](?=[/／])|(?=[/／@＠：:，,。！!？?])|$)`, 'gu')

const escaped = (name: string): string => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** A shared page: its title, then its address. */
function sharedPage({ link, text }: Heard): Content {
  const url = decoded(link?.url ?? /<url>(?:<!\[CDATA\[)?([^<\]]+)/u.exec(entities(text))?.[1] ?? '')
  const title = decoded(link?.title ?? /<title>(?:<!\[CDATA\[)?([^<\]]*)/u.exec(entities(text))?.[1] ?? '')
  const said = [asTitle(title.trim()), url.trim()].filter(Boolean).join('\n')
  const links = linksBeside(said, /^https?:\/\//iu.test(url.trim()) ? [url.trim()] : [])
  return links.length === 0 ? { text: said } : { text: said, links }
}

/** Whoever forwards a page has not written its title: one that reads as a command is none of theirs. */
const asTitle = (title: string): string => (COMMAND.test(title) ? `《${title}》` : title)

/** As the desk reads it: names may be called before it. */
const COMMAND = /^[\s\p{Cf}]*(?:[@＠][^/／]*)?[/／]/u

/** An address comes with `&amp;`, sometimes twice over. */
const decoded = (text: string): string => text.replace(/&amp;(?:amp;)*/gu, '&')

const entities = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>')

/** The id itself, or a system message that holds it. */
function recalledId(text: string): string | null {
  const found = /<newmsgid>(\d+)<\/newmsgid>/u.exec(entities(text)) ?? /<msgid>(\d+)<\/msgid>/u.exec(entities(text))
  if (found?.[1]) return found[1]
  return /^[\w@-]{1,128}$/u.test(text.trim()) ? text.trim() : null
}
