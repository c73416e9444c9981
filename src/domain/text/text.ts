// Text as people paste it, made safe to store, to show and to compare.

import { Converter } from 'opencc-js/t2cn'
import { urlSpans } from '../post/find-links.ts'

export { type Span, urlSpans } from '../post/find-links.ts'

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

/**
 * A one-line title: the first line that says something apart from its URLs, of at most 40 graphemes; '' if none does.
 * `links`: what else in it is a link, by somebody's word.
 */
export function titleOf(text: string, links: string[] = []): string {
  for (const line of text.split(LINE_END)) {
    const words = SAYS_SOMETHING.test(line) ? tidy(marked(line, links)) : ''
    if (SAYS_SOMETHING.test(words)) return shorten(words, TITLE_LENGTH)
  }
  return ''
}

/** The words alone. */
export const withoutUrls = (text: string): string => marked(text, []).replaceAll(MARK, ' ')

/** What a post is called of which only the link is known. */
export const titleOfLink = (url: string): string => shorten(url.replace(/^https?:\/\//i, ''), 60)

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

// Made at first use: 20 ms and 2 to 4 MB, which a process that meets ASCII alone need not pay.
let converter: ReturnType<typeof Converter> | undefined

function simplifier() {
  converter ??= Converter({ from: 'tw', to: 'cn' })
  return converter
}

/** With a mark where each URL stood. */
function marked(given: string, links: string[]): string {
  const line = links.filter(Boolean).reduce((rest, link) => rest.replaceAll(link, ` ${MARK} `), given)
  let rest = ''
  let from = 0
  for (const { start, end } of urlSpans(line)) {
    rest += `${line.slice(from, start)} ${MARK} `
    from = end
  }
  return rest + line.slice(from)
}

/** What a URL leaves behind: `[text]( )` is its text, `（见 ）` and `< >` are nothing, and neither is `详见` alone. */
function tidy(given: string): string {
  const line = given.replace(MARKDOWN, '$1').replace(IN_BRACKETS, ' ').replace(BEFORE_MARK, '').replaceAll(MARK, ' ')
  const words = cleanText(line)
    .replace(/< >|\( \)|（ ）|【 】|\[ \]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ (?=[，。、；：！？])/g, '')
    .replace(/^[，。、；：！？,.;:\s]+/, '')
    .trim()
  return given.includes(MARK) && ONLY_POINTS.test(words) ? '' : words
}

// No text that passed through `cleanText` holds it.
const MARK = '\u0001'
const POINTER =
  '(?:请|可)?(?:点击|点|打开|查)?(?:见|详见|参见|看|查看|链接|原文|原帖|全文|网页|网址|地址|来源|出处|转自|转发|转|如下|附|see|link|via|source|url)'
const POINTERS = `(?:${POINTER}(?:链接|地址|如下|原文)?[：:]?\\s*)`
const MARKDOWN = new RegExp(`\\[([^[\\]]*)\\]\\(\\s*${MARK}\\s*\\)`, 'g')
const IN_BRACKETS = new RegExp(`[（(【[<《「]\\s*${POINTERS}?${MARK}[\\s、，,；;${MARK}]*[）)】\\]>》」]`, 'gi')
const BEFORE_MARK = new RegExp(`[：:](?=\\s*${MARK}\\s*$)`)
const ONLY_POINTS = new RegExp(`^${POINTERS}[，。、；！,.;!]*$`, 'i')

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
