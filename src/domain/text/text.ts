// Text as people paste it, made safe to store, to show and to compare.

import { Converter } from 'opencc-js/t2cn'

/** Where a URL stands in a text: `text.slice(start, end)`. */
export type Span = { start: number; end: number }

/** A cluster longer than this is a heap of combining marks; the longest emoji (a family with skin tones) has 19 units. */
const LONGEST_GRAPHEME = 32
const LONGEST_WORD = 20
const TITLE_LENGTH = 40

/**
 * What every text passes through on its way in: well-formed, NFC, `\n` as the only line end, trimmed, and without what
 * is invisible and changes how text reads (controls but `\n` and `\t`, bidi overrides and isolates, zero-width characters).
 * Cleaning twice changes nothing.
 */
export function cleanText(text: string): string {
  return text
    .replace(LONE_SURROGATE, '\uFFFD')
    .replace(LINE_END, '\n')
    .replace(UNSEEN, '')
    .replace(STRAY_JOINER, '')
    .replace(HEAP_OF_MARKS, '$1')
    .normalize('NFC')
    .replace(HEAP_OF_MARKS, '$1')
    .trim()
}

/** At most `max` graphemes, the `…` that stands for the rest among them; a Latin word is left out rather than cut. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text
  const kept: string[] = []
  for (const { segment } of graphemes.segment(text)) {
    if (kept.length >= max || segment.length > LONGEST_GRAPHEME) return cut(kept, max)
    kept.push(segment)
  }
  return text
}

/** A one-line title: the first line that says something apart from its URLs, of at most 40 graphemes; '' if none does. */
export function titleOf(text: string): string {
  for (const line of text.split(LINE_END)) {
    const words = SAYS_SOMETHING.test(line) ? tidy(withoutUrls(line)) : ''
    if (SAYS_SOMETHING.test(words)) return shorten(words, TITLE_LENGTH)
  }
  return ''
}

/** What a post is called of which only the link is known. */
export const titleOfLink = (url: string): string => shorten(url.replace(/^https?:\/\//i, ''), 60)

/**
 * Where http and https URLs stand in chat text, in order. Purely by their letters: what is found may still be no valid
 * URL. Only ASCII counts, because chat glues URLs to Chinese on both sides. Linear in the length of the text.
 */
export function urlSpans(text: string): Span[] {
  return [...text.matchAll(URL_RUN)].flatMap((run) => spansOfRun(run[0], run.index))
}

/** Without the quotation marks that people put around a name: `“城管局”`, `"重大"`. */
export const unquoted = (text: string): string =>
  text
    .trim()
    .replace(/^[“"'‘「『《]+|[”"'’」』》]+$/gu, '')
    .trim()

/** Full-width letters, digits, `／`, `＃` and the ideographic space as their ASCII counterparts; other punctuation stays. */
export function toHalfWidth(text: string): string {
  return text.replace(FULL_WIDTH, (each) =>
    each === '\u3000' ? ' ' : String.fromCharCode(each.charCodeAt(0) - 0xfee0),
  )
}

/** Traditional characters (in Taiwan's spelling) as simplified ones. */
export function toSimplified(text: string): string {
  if (!HAN.test(text)) return text
  const convert = simplifier()
  // In Taiwan's spelling a lone 么 is 幺, so that a simplified 好么 would become 好幺; the converter never sees a 么.
  return text
    .split('么')
    .map((part) => convert(part))
    .join('么')
}

const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' })

const HAN = /\p{Script=Han}/u
const FULL_WIDTH = /[Ａ-Ｚａ-ｚ０-９／＃\u3000]/g
const LINE_END = /\r\n?|[\n\u2028\u2029]/g
const LONE_SURROGATE = /\p{Surrogate}/gu
// biome-ignore lint/suspicious/noControlCharactersInRegex: taking control characters out is what it is for
const UNSEEN = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B\u2060\uFEFF\u202A-\u202E\u2066-\u2069]/g
// A zero-width joiner belongs between two emoji; anywhere else it only makes equal texts differ.
const STRAY_JOINER =
  /(?<!\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0F)\u200D|\u200D(?!\p{Extended_Pictographic})/gu
// No script heaps so many on one letter; to put a hundred thousand of them in order takes seconds (NFC sorts them by
// insertion). Cut again afterwards: some marks come apart into two.
const HEAP_OF_MARKS = /(\p{M}{30})\p{M}+/gu
const SAYS_SOMETHING = /[\p{L}\p{N}\p{Extended_Pictographic}]/u
const WORD_CHARACTER = /^[\p{Script=Latin}\p{Nd}]/u

// Left out of what RFC 3986 allows: ' (quotes URLs in code and JSON). The class excludes nothing else that is legal.
const URL_RUN = /https?:\/\/[\w\-.~:/?#[\]@!$&()*+,;=%]+/gi
// Two URLs pasted without a space between them. After `=` or `/` the second is part of the first (`?url=https://…`).
const SECOND_URL = /(?<=[A-Za-z0-9,;])(?=https?:\/\/)/gi
const ESCAPED_QUOTE = /&(?:quot|lt|gt|nbsp|apos|#39|#34);/i
// What ends a sentence, a markdown emphasis (`**`, `~~`) or starts a mention or topic. Not `_`, `-`, `=`: WeChat's ids end so.
const NOT_AT_END = new Set('.,;:!?*~@#$&([')
const CLOSES: Record<string, string> = { ')': '(', ']': '[' }

// Made at first use: 20 ms and 2 to 4 MB, which a process that meets ASCII alone need not pay.
let converter: ReturnType<typeof Converter> | undefined

function simplifier() {
  converter ??= Converter({ from: 'tw', to: 'cn' })
  return converter
}

function spansOfRun(run: string, start: number): Span[] {
  const starts = [0, ...[...run.matchAll(SECOND_URL)].map((second) => second.index)]
  return starts.flatMap((from, i) => {
    const url = run.slice(from, starts[i + 1] ?? run.length)
    const length = lengthOfUrl(url)
    return length > url.indexOf('//') + 2 ? [{ start: start + from, end: start + from + length }] : []
  })
}

function lengthOfUrl(url: string): number {
  const quote = url.search(ESCAPED_QUOTE)
  let end = closedBy(url, quote === -1 ? url.length : quote)
  for (;;) {
    if (url.endsWith('&amp;', end)) end -= '&amp;'.length
    else if (NOT_AT_END.has(url.charAt(end - 1))) end -= 1
    else return end
  }
}

/** Where a bracket is closed that the URL did not open, as in `[text](https://…)`; `end` if none is. */
function closedBy(url: string, end: number): number {
  const open: Record<string, number> = { '(': 0, '[': 0 }
  for (let i = 0; i < end; i += 1) {
    const each = url.charAt(i)
    const opener = CLOSES[each]
    if (each in open) open[each] = (open[each] ?? 0) + 1
    if (opener === undefined) continue
    if (open[opener] === 0) return i
    open[opener] = (open[opener] ?? 0) - 1
  }
  return end
}

function withoutUrls(line: string): string {
  let rest = ''
  let from = 0
  for (const { start, end } of urlSpans(line)) {
    rest += `${line.slice(from, start)} `
    from = end
  }
  return rest + line.slice(from)
}

/** What a URL leaves behind: `[text]( )` is its text, `< >` and `（ ）` are nothing. */
function tidy(line: string): string {
  return cleanText(line)
    .replace(/\[([^[\]]*)\]\( \)/g, '$1')
    .replace(/< >|\( \)|（ ）|【 】|\[ \]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ (?=[，。、；：！？])/g, '')
    .replace(/^[，。、；：！？,.;:\s]+/, '')
    .trim()
}

function cut(graphemes: string[], max: number): string {
  if (max < 1) return ''
  const end = endOfWord(graphemes, Math.min(graphemes.length, max - 1))
  return `${graphemes.slice(0, end).join('').trimEnd()}…`
}

/** Steps back to where a Latin word begins if `end` is inside it; a very long one, or the only one, is cut. */
function endOfWord(graphemes: string[], end: number): number {
  const inWord = (i: number) => WORD_CHARACTER.test(graphemes[i] ?? '')
  let start = end
  while (start > 0 && inWord(start) && inWord(start - 1)) start -= 1
  return start === 0 || end - start > LONGEST_WORD ? end : start
}
