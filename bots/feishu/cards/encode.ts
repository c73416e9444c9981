// A neutral card as the platform's card (JSON 2.0), within its limits of bytes and elements.
import { createHash } from 'node:crypto'
import { shorten } from '../../../src/domain/text/text.ts'
import { type Card, type Field, gradeOf } from '../../../src/wording/card/card.ts'
import { isId } from '../api/ids.ts'
import { bold, called, countOf, type Element, paragraph, plain, row } from './elements.ts'
import { actions } from './forms.ts'
import { type CardWords, cardWords } from './words.ts'

export interface Layout {
  /** Open ids of who is called by name. */
  mention: string[]
  way: 'mention' | 'dm' | `urgent-${string}`
  lang: 'zh-CN' | 'en'
  /** Said to one person alone. */
  direct: boolean
  /** Takes the place of what the message shows: nothing can be said right before it. */
  renewed?: boolean
  /** The key under which it is sent: found again in the history by it. */
  key?: string
}

/** `overflow`: what did not fit into the card and must be said in a message of its own, before it where it is new. */
export interface Encoded {
  card: string
  overflow: string | null
}

/** Everything that the card says is in the one or the other. */
export function encodeCard(card: Card, layout: Layout): Encoded {
  const moved = new Set<number>()
  let maxOptions = MOST_OPTIONS
  for (;;) {
    const built = build(card, layout, moved, maxOptions)
    const text = JSON.stringify(built)
    const tooBig = bytesOf(JSON.stringify(text)) > MOST_BYTES
    const longest = tooBig ? longestLine(card.lines, moved) : null
    if (longest !== null) moved.add(longest)
    else if ((tooBig || countOf(built) > MOST_ELEMENTS) && maxOptions > 0) maxOptions = Math.floor(maxOptions * 0.7)
    else return { card: text, overflow: moved.size === 0 ? null : wholeOf(card, moved) }
  }
}

/** The title as the header shows it, and as the chat's history tells it. */
export const titleOf = ({ level, title }: Card): string => (level ? `${level.mark} ${title}` : title)

/** Stands in a card as an element's id: of what is sent the history tells nothing but the card itself. */
export const markOf = (key: string): string => `k_${createHash('sha256').update(key).digest('hex').slice(0, 16)}`

export const bytesOf = (text: string): number => Buffer.byteLength(text, 'utf8')

// The platform's 30 KB are of the whole request, in which the card stands as a string within JSON, its quotes escaped.
const MOST_BYTES = 29_000
const MOST_ELEMENTS = 200
const MOST_OPTIONS = 150
/** Lines shorter than this are not worth being taken out. */
const WORTH_MOVING = 600
/** How much of a text that was taken out is left as its beginning. */
const BEGINNING = 120

const TEMPLATES = ['red', 'orange', 'yellow']

function build(card: Card, layout: Layout, moved: Set<number>, maxOptions: number): object {
  const words = cardWords(layout.lang)
  const lines = card.lines.map((line, index) => (moved.has(index) ? beginning(line, words, layout) : line))
  return {
    schema: '2.0',
    config: { update_multi: true, enable_forward: false, summary: { content: summaryOf(card) } },
    header: {
      title: plain(titleOf(card)),
      template: card.level ? (TEMPLATES[gradeOf(card.level) - 1] ?? 'blue') : 'grey',
      text_tag_list: tagsOf(card, words),
    },
    body: {
      vertical_spacing: '8px',
      elements: marked(layout.key, [
        ...mentionOf(layout),
        ...paragraphs(lines),
        ...card.fields.map(fieldRow),
        ...(card.link ? [linkButton(card.link)] : []),
        ...(card.next === null ? [] : [bold(card.next)]),
        ...actions(card, { case: card.case, direct: layout.direct, words, maxOptions }),
      ]),
    },
  }
}

function marked(key: string | undefined, elements: Element[]): Element[] {
  const [first, ...rest] = elements
  return key === undefined || first === undefined ? elements : [{ ...first, element_id: markOf(key) }, ...rest]
}

/** What the list of chats and a notification on a locked screen show. */
const summaryOf = (card: Card): string =>
  shorten([titleOf(card), card.next ?? card.lines[0] ?? ''].filter(Boolean).join(' ').replace(/\s+/g, ' '), 120)

const tagsOf = ({ level, overdue }: Card, words: CardWords): Element[] => [
  ...(level ? [tag(level.name, TEMPLATES[gradeOf(level) - 1] ?? 'blue')] : []),
  // A level's colour says how grave it is; lateness is told by a word and a colour that no level has.
  ...(overdue ? [tag(words.overdue, 'violet')] : []),
]

const tag = (text: string, color: string): Element => ({ tag: 'text_tag', text: plain(text), color })

// In a private word the reader knows that it is meant for them.
function mentionOf({ mention, way, direct }: Layout): Element[] {
  const ids = direct || way !== 'mention' ? [] : [...new Set(mention)].filter((id) => isId('user', id))
  return ids.length > 0 ? [called(ids)] : []
}

/** Beside each other a few read best as paragraphs; many would use the elements up. */
const paragraphs = (lines: string[]): Element[] =>
  lines.length <= 20 ? lines.map(paragraph) : [paragraph(lines.join('\n'))]

const fieldRow = ({ label, value }: Field): Element =>
  row({ tag: 'div', text: { ...plain(label), text_color: 'grey' } }, paragraph(value))

function linkButton({ label, url }: { label: string; url: string }): Element {
  if (!URL.canParse(url) || !['http:', 'https:'].includes(new URL(url).protocol)) return paragraph(`${label} ${url}`)
  return {
    tag: 'button',
    type: 'primary_text',
    size: 'small',
    text: plain(label),
    behaviors: [{ type: 'open_url', default_url: url }],
  }
}

function longestLine(lines: string[], moved: Set<number>): number | null {
  const left = lines.map((line, index) => ({ index, bytes: moved.has(index) ? 0 : bytesOf(line) }))
  const longest = left.reduce((most, each) => (each.bytes > most.bytes ? each : most), { index: -1, bytes: 0 })
  return longest.bytes > WORTH_MOVING ? longest.index : null
}

const beginning = (line: string, words: CardWords, { renewed }: Layout): string =>
  `${shorten(line, BEGINNING)}\n${renewed ? words.wholeInThread : words.wholeAbove}`

const wholeOf = ({ lines }: Card, moved: Set<number>): string =>
  lines.filter((_, index) => moved.has(index)).join('\n\n')
