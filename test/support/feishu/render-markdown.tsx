// The platform's markdown in cards, as its client shows it. What is no markup of its own is shown as the letters it is.
import type { ComponentChildren } from 'preact'

export interface Names {
  /** Of an open id; 'all' is everybody. */
  nameOf(openId: string): string
}

export function Markdown({ text, names }: { text: string; names: Names }) {
  return <>{blocksOf(text).map((block) => blockOf(block, names))}</>
}

/** Without blocks: of `lark_md` and of the lines within them. */
export function Inline({ text, names }: { text: string; names: Names }) {
  return <>{inline(text, names)}</>
}

/** Only what a client opens; anything else is shown as text. */
export const isWebUrl = (url: string): boolean => /^https?:\/\//i.test(url) && URL.canParse(url)

interface Block {
  kind: 'text' | 'heading' | 'bullet' | 'number' | 'quote' | 'code' | 'rule'
  level: number
  lines: string[]
}

const MARKS: [Block['kind'], RegExp][] = [
  ['rule', /^\s*(?:-{3,}|\*{3,})\s*$/],
  ['heading', /^(#{1,6})\s+(.*)$/],
  ['bullet', /^\s*[-*+]\s+(.*)$/],
  ['number', /^\s*\d+[.)]\s+(.*)$/],
  ['quote', /^>\s?(.*)$/],
]

function blocksOf(text: string): Block[] {
  const blocks: Block[] = []
  let fence: Block | null = null
  for (const line of text.split(/\n|<br\s*\/?>/)) {
    const fenced: boolean = /^```/.test(line)
    if (fence) {
      if (fenced) fence = null
      else fence.lines.push(line)
    } else if (fenced) {
      fence = { kind: 'code', level: 0, lines: [] }
      blocks.push(fence)
    } else add(blocks, readLine(line))
  }
  return blocks
}

function readLine(line: string): Block {
  for (const [kind, mark] of MARKS) {
    const found = mark.exec(line)
    if (!found) continue
    if (kind === 'heading') return { kind, level: found[1]?.length ?? 1, lines: [found[2] ?? ''] }
    return { kind, level: 0, lines: [found[1] ?? ''] }
  }
  return { kind: 'text', level: 0, lines: [line] }
}

/** Lines of a kind stand together, but each heading by itself. */
function add(blocks: Block[], block: Block): void {
  const last = blocks.at(-1)
  if (last && last.kind === block.kind && block.kind !== 'heading') last.lines.push(...block.lines)
  else blocks.push(block)
}

function blockOf({ kind, level, lines }: Block, names: Names) {
  const rows = lines.map((line) => inline(line, names))
  if (kind === 'rule') return <hr />
  if (kind === 'code') return <pre>{lines.join('\n')}</pre>
  if (kind === 'heading') return <p class={`heading-${level}`}>{rows}</p>
  if (kind === 'quote') return <blockquote>{broken(rows)}</blockquote>
  if (kind === 'text') return <p>{broken(rows)}</p>
  const items = rows.map((row) => <li>{row}</li>)
  return kind === 'bullet' ? <ul>{items}</ul> : <ol>{items}</ol>
}

const broken = (rows: ComponentChildren[]) => rows.map((row, i) => (i === 0 ? row : [<br />, row]))

type Token = [RegExp, (found: RegExpExecArray, names: Names) => ComponentChildren]

const TOKENS: Token[] = [
  [/<at\s+(?:ids?|user_id)=["']?([\w,-]+)["']?\s*>[^<]*<\/at>/, ([, ids = ''], names) => ids.split(',').map(at(names))],
  [
    /<font\s+color=["']?([\w-]+)["']?\s*>([\s\S]*?)<\/font>/,
    ([, color = '', text = ''], names) => <span class={`ink-${colourOf(color)}`}>{inline(text, names)}</span>,
  ],
  [
    /<text_tag\s+color=["']?([\w-]+)["']?\s*>([\s\S]*?)<\/text_tag>/,
    ([, color = '', text = '']) => <span class={`tag tag-${colourOf(color)}`}>{unescaped(text)}</span>,
  ],
  [/\[([^\]\n]*)\]\(([^)\s]*)\)/, ([whole, text = '', url = '']) => link(unescaped(url), text, whole)],
  [/<a\s+href=["']([^"']*)["']\s*>([^<]*)<\/a>/, ([whole, url = '', text = '']) => link(unescaped(url), text, whole)],
  [/\*\*([^\n]+?)\*\*/, ([, text = ''], names) => <b>{inline(text, names)}</b>],
  [/~~([^\n]+?)~~/, ([, text = ''], names) => <s>{inline(text, names)}</s>],
  [/\*([^*\n]+?)\*/, ([, text = ''], names) => <i>{inline(text, names)}</i>],
  [/`([^`\n]+)`/, ([, text = '']) => <code>{unescaped(text)}</code>],
  [/https?:\/\/[\w\-.~:/?#[\]@!$&'()*+,;=%]+/, ([url]) => link(url, url, url)],
]

/** The first piece of markup in the text splits it; what is before it holds none. */
function inline(text: string, names: Names): ComponentChildren[] {
  let first: { at: number; length: number; node: () => ComponentChildren } | null = null
  for (const [pattern, render] of TOKENS) {
    const found = pattern.exec(text)
    if (!found || (first && found.index >= first.at)) continue
    first = { at: found.index, length: found[0].length, node: () => render(found, names) }
  }
  if (!first) return text === '' ? [] : [unescaped(text)]
  const before = text.slice(0, first.at)
  return [...(before ? [unescaped(before)] : []), first.node(), ...inline(text.slice(first.at + first.length), names)]
}

const at = (names: Names) => (id: string) => (
  <>
    <b class="at">@{names.nameOf(id)}</b>{' '}
  </>
)

const link = (url: string, text: string, whole: string) =>
  isWebUrl(url) ? (
    <a href={url} target="_blank" rel="noreferrer">
      {unescaped(text)}
    </a>
  ) : (
    whole
  )

const COLOURS = ['neutral', 'blue', 'wathet', 'turquoise', 'green', 'lime', 'yellow', 'orange', 'red', 'carmine']
const MORE_COLOURS = ['violet', 'purple', 'indigo', 'grey']

/** `red-500` is a red, too; what the client does not know it shows in its own ink. */
export function colourOf(given: unknown): string {
  const base = String(given ?? '').split('-')[0] ?? ''
  return [...COLOURS, ...MORE_COLOURS].includes(base) ? base : 'default'
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' }

/** After markup was looked for: what is written as an entity is never markup. */
const unescaped = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,6}));/gi, (whole, decimal, hex, name) => {
    const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : null
    if (code !== null) return code <= 0x10ffff ? String.fromCodePoint(code) : whole
    return ENTITIES[String(name).toLowerCase()] ?? whole
  })
