// Quotation marks and brackets: which belong together, which lack their partner, what is quoted.

export interface Pairs {
  /** What stands in quotation marks, the marks among it; the outermost ones, in order. */
  quotes: { start: number; end: number }[]
  /** Openers that nothing closes, and the mark that would. */
  notClosed: Lonely[]
  /** Closers that nothing opens, and the mark that would. */
  notOpened: Lonely[]
  /** A closer of another width than its opener, and the mark that would be right. */
  mixed: Lonely[]
}

export interface Lonely {
  at: number
  right: string
}

/** One pass over the text, with a stack: linear also where nothing is ever closed. */
export function pairsIn(text: string): Pairs {
  const pairs: Pairs = { quotes: [], notClosed: [], notOpened: [], mixed: [] }
  const open: Open[] = []
  /** How many of a kind are open: a closer without its opener must not look through the whole stack. */
  const count = new Map<string, number>()
  // No pattern: a match is an object, and a hostile text has twenty thousand.
  for (let index = 0; index < text.length; index += 1) {
    const mark = text.charAt(index)
    if (!MARKS.has(mark) || isNoBracket(text, mark, index)) continue
    const kind = closes(mark, count)
    if (kind === null) {
      const opener = OPENERS[mark] ?? STRAIGHT
      open.push({ opener, at: index })
      count.set(opener.kind, (count.get(opener.kind) ?? 0) + 1)
    } else if ((count.get(kind) ?? 0) > 0) close(open, count, kind, mark, index, pairs)
    else pairs.notOpened.push({ at: index, right: OPENER_OF[mark] ?? mark })
  }
  // Not spread into a call: there may be more than it takes.
  pairs.notClosed = [...pairs.notClosed, ...open.map(({ at, opener }) => ({ at, right: opener.closer }))]
  pairs.notClosed.sort((a, b) => a.at - b.at)
  pairs.quotes = outermost(pairs.quotes)
  return pairs
}

interface Opener {
  kind: string
  closer: string
  quotes: boolean
}
interface Open {
  opener: Opener
  at: number
}

const QUOTES = ['“”', '‘’', '「」', '『』', '《》', '〈〉', '«»']
// Half and full width are one kind: each may wrongly close the other.
const BRACKETS = [
  ['（）', 'round'], ['()', 'round'], ['【】', 'thick'], ['〔〕', 'tortoise'], ['[]', 'square'], ['［］', 'square'],
] as const // biome-ignore format: a table

const STRAIGHT: Opener = { kind: '"', closer: '"', quotes: true }
const PAIRS = [
  ...QUOTES.map((pair) => ({ pair, kind: pair, quotes: true })),
  ...BRACKETS.map(([pair, kind]) => ({ pair, kind, quotes: false })),
]
const OPENERS: Record<string, Opener | undefined> = {
  ...Object.fromEntries(PAIRS.map(({ pair, kind, quotes }) => [pair[0], { kind, quotes, closer: pair.charAt(1) }])),
  // As some type them: closed by what opens elsewhere.
  '„': { kind: '„', closer: '“', quotes: true },
}
const CLOSERS: Record<string, string | undefined> = Object.fromEntries(PAIRS.map(({ pair, kind }) => [pair[1], kind]))
const OPENER_OF: Record<string, string | undefined> = Object.fromEntries(PAIRS.map(({ pair }) => [pair[1], pair[0]]))

const MARKS = new Set([...Object.keys(OPENERS), ...Object.keys(CLOSERS), '"'])

/** The kind that the mark closes; null where it opens one. */
function closes(mark: string, count: Map<string, number>): string | null {
  if (mark === '"') return (count.get('"') ?? 0) > 0 ? '"' : null
  if (mark === '“' && (count.get('„') ?? 0) > 0) return '„'
  if (mark === '”' && (count.get('“”') ?? 0) === 0 && (count.get('„') ?? 0) > 0) return '„'
  return CLOSERS[mark] ?? null
}

/** What is opened within it and not closed there has no partner. */
function close(open: Open[], count: Map<string, number>, kind: string, mark: string, at: number, pairs: Pairs): void {
  for (;;) {
    const last = open.pop()
    if (last === undefined) return
    const { closer, quotes } = last.opener
    count.set(last.opener.kind, (count.get(last.opener.kind) ?? 1) - 1)
    if (last.opener.kind !== kind) {
      pairs.notClosed.push({ at: last.at, right: closer })
      continue
    }
    if (mark !== closer && kind !== '„') pairs.mixed.push({ at, right: closer })
    if (quotes) pairs.quotes.push({ start: last.at, end: at + 1 })
    return
  }
}

/** An apostrophe, an inch, a smile, the mark of a list (`1）`, `一）`) are no brackets. */
function isNoBracket(text: string, mark: string, at: number): boolean {
  if (mark === '’' || mark === '‘' || mark === '"') {
    const before = text.charAt(at - 1)
    return mark === '"'
      ? /\d/.test(before) && !/[\p{L}\p{N}]/u.test(text.charAt(at + 1))
      : isLatin(before) && isLatin(text.charAt(at + 1))
  }
  if (mark !== '）' && mark !== ')') return false
  const head = text.slice(Math.max(0, at - 5), at)
  return /[:;：；]-?$/.test(head) || LIST_MARK.test(head)
}

const isLatin = (each: string) => /[A-Za-z]/.test(each)
const LIST_MARK = /(?:^|[\n。；;，,\s])(?:\d{1,2}|[a-zA-Z]|[一二三四五六七八九十]{1,3})$/

function outermost(spans: { start: number; end: number }[]): { start: number; end: number }[] {
  const kept: { start: number; end: number }[] = []
  for (const span of spans.sort((a, b) => a.start - b.start)) {
    if (span.start >= (kept.at(-1)?.end ?? 0)) kept.push(span)
  }
  return kept
}
