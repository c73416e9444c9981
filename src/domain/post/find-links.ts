// Where links stand in chat text, and where each of them ends. Purely by their letters; linear in the length of the text.
//
// Chat glues links to Chinese on both sides, and addresses hold Chinese too. What is to the right of a link belongs to it
// - where it is straight after `/`, `=`, `-` or `_`, or between `?` or `&` and a `=`: `/通知/123.html`, `?tid=积水`;
// - where the address goes on behind it: `/2026年通知.html`, `/第3号公告/1`;
// and is prose
// - behind white space or the punctuation of a sentence, half-width before Chinese as well: `…/通知,请看`;
// - straight after a Latin letter or digit where nothing of an address follows: `https://a.example/x反映积水`. Phones and
//   browsers copy addresses encoded or followed by a space; who types on without one writes a sentence;
// - where what stands before it is a post's address already, or a short link, of a site whose addresses are known to be
//   Latin: `https://v.douyin.com/iYVcy3HZ/复制此链接`.

import { addressOf, parseUrl } from './address.ts'
import { isFrontPage } from './front-page.ts'
import { isShortLink, platformOf } from './platforms.ts'

/** Where it stands in a text: `text.slice(start, end)`. */
export type Span = { start: number; end: number }

export interface FoundLink extends Span {
  /** Without what is invisible in it, `&amp;` decoded; one that was cut off with its ellipsis. */
  url: string
  cutOff: boolean
}

/** What cannot be seen and is no part of any address. */
export const INVISIBLE = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF]/g

/** In their order. What is found may still be no valid URL. */
export function linksIn(text: string): FoundLink[] {
  const found = linksWithScheme(text)
  if (!BARE_SIGN.test(text)) return found
  const bare = [...blanked(text, found).matchAll(BARE)].flatMap((run) => bareLink(text, run))
  return bare.length === 0 ? found : [...found, ...bare].sort((a, b) => a.start - b.start)
}

const linksWithScheme = (text: string): FoundLink[] =>
  [...text.matchAll(RUN)].flatMap((run) => linksOfRun(text, run[0], run.index))

export const urlSpans = (text: string): Span[] => linksIn(text).map(({ start, end }) => ({ start, end }))

/**
 * The parts of links in which digits are ids. A step or value in which words of another script stand is none: people glue
 * a telephone number to a link as they glue words.
 */
export const idSpans = (text: string): Span[] =>
  linksWithScheme(text).flatMap(({ start, end }) =>
    !WORDS.test(text.slice(start, end))
      ? [{ start, end }]
      : [...text.slice(start, end).matchAll(STEP)]
          .filter(([step]) => !WORDS.test(step))
          .map((step) => ({ start: start + step.index, end: start + step.index + step[0].length })),
  )

// Left out of what RFC 3986 allows: ' (quotes URLs in code and JSON). The class excludes nothing else that is legal.
const LATIN = String.raw`\w\-.~:/?#[\]@!$&()*+,;=%`
// biome-ignore lint/suspicious/noControlCharactersInRegex: taking control characters out is what it is for
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\u0000-\u0008\u000E-\u001F\u007F-\u0084\u0086-\u009F]/gu
const INSIDE = String.raw`${LATIN}\p{L}\p{M}\p{N}${UNSEEN.source.slice(1, -1)}`
// An input method in full width makes `：` and `／` of what is typed.
// Spelt out instead of the flag, which makes classes of all scripts slow.
const HTTP = '[hH][tT]{2}[pP][sS]?'
const RUN = new RegExp(String.raw`${HTTP}:\/\/[${INSIDE}]+|${HTTP}[:：][/／]{2}[${INSIDE}／．]+`, 'gu')
const UNCLEAN = new RegExp(`[：／．]|${UNSEEN.source}`, 'u')
const SCHEME = /^https?[:：][/／]{2}/i
const WORDS = /[^\x20-\x7E]/
const WORDS_RUN = /[^\x20-\x7E]+/g
const STEP = /[^/=&?#]+[/=&?#]*/g
// Two URLs pasted without a space between them. After `=` or `/` the second is part of the first (`?url=https://…`).
const SECOND_URL = /(?<=[A-Za-z0-9,;]|[^\x20-\x7E])(?=https?:\/\/)/gi

function linksOfRun(text: string, raw: string, start: number): FoundLink[] {
  const { clean, at } = cleaned(raw)
  const starts = [0, ...[...clean.matchAll(SECOND_URL)].map((second) => second.index)]
  return starts.flatMap((from, i) => {
    const to = starts[i + 1] ?? clean.length
    const behind = to === clean.length ? text.slice(start + raw.length, start + raw.length + LONGEST_TAIL) : ''
    const link = linkIn(clean.slice(from, to), behind)
    if (link === null) return []
    const end = at(from + link.length - 1) + 1 + link.tail
    return [{ start: start + at(from), end: start + end, url: link.url, cutOff: link.cutOff }]
  })
}

/** Without what is invisible; `at` tells where a character stood. Of full-width separators the half-width ones. */
function cleaned(raw: string): { clean: string; at: (index: number) => number } {
  if (!UNCLEAN.test(raw)) return { clean: raw, at: (index) => index }
  const narrow = raw.replace(/[：／．]/g, (each) => String.fromCharCode(each.charCodeAt(0) - 0xfee0))
  const kept: number[] = []
  let from = 0
  let clean = ''
  for (const unseen of narrow.matchAll(UNSEEN)) {
    for (let i = from; i < unseen.index; i += 1) kept.push(i)
    clean += narrow.slice(from, unseen.index)
    from = unseen.index + unseen[0].length
  }
  for (let i = from; i < narrow.length; i += 1) kept.push(i)
  return { clean: clean + narrow.slice(from), at: (index) => kept[index] ?? 0 }
}

/** `length`: of what belongs to it; `tail`: of the ellipsis, and what is left of the link behind it. */
interface Ended {
  url: string
  length: number
  tail: number
  cutOff: boolean
}

/** The link that begins a run; `behind`: what follows the run in the text. */
function linkIn(run: string, behind: string): Ended | null {
  const reach = endOfAddress(run)
  const link = run.slice(0, endOfBrackets(run.slice(0, reach)))
  const length = withoutMarks(link)
  if (length <= link.indexOf('//') + 2) return null
  const [ellipsis = ''] = link.length === run.length ? (/^[…⋯‥]+/.exec(behind) ?? []) : []
  if (!isCutOff(link, ellipsis)) return { url: decoded(link.slice(0, length)), length, tail: 0, cutOff: false }
  const [rest = ''] = ellipsis === '' ? [] : (TAIL.exec(behind.slice(ellipsis.length)) ?? [])
  const url = decoded(`${link.replace(/\.+$/, '')}…`)
  return { url, length: link.length, tail: ellipsis.length + rest.length, cutOff: true }
}

const TAIL = new RegExp(`^[${LATIN}]*`)
const LONGEST_TAIL = 200

/** What shortens a link puts one ellipsis; two of them, or many dots, behind a word are a sigh. */
function isCutOff(link: string, ellipsis: string): boolean {
  if (ellipsis === '' && !link.endsWith('...')) return false
  const [dots = ''] = /\.+$/.exec(link) ?? []
  const isOpen = !/[\p{L}\p{N}]\.*$/u.test(link)
  return ellipsis.length === 1 || dots.length === 3 || ((ellipsis.length > 1 || dots.length > 3) && isOpen)
}

const decoded = (url: string): string =>
  url.replace(/&(?:amp;)+/gi, '&').replace(SCHEME, (scheme) => scheme.toLowerCase())

/** Where words begin that are prose; the whole length where none do. See the head of this file. */
function endOfAddress(run: string): number {
  if (!WORDS.test(run)) return run.length
  const hostStart = run.indexOf('//') + 2
  const pathAt = run.slice(hostStart).search(/[/?#]/)
  const pathStart = pathAt === -1 ? run.length : hostStart + pathAt
  const hostEnd = hostStart + (HOST.exec(run.slice(hostStart, pathStart))?.[0].length ?? 0)
  let last: number | null = null
  for (const words of run.matchAll(WORDS_RUN)) {
    const start = words.index
    const end = start + words[0].length
    if (start < pathStart) {
      if (hostEnd <= start) return start
      if (hostEnd < end) return hostEnd
      continue
    }
    if (last === null && isWhole(run.slice(0, start))) return start
    const isSameStep = last !== null && !/[/=&?#.]/.test(run.slice(last, start))
    if (isSameStep ? /[,;!]/.test(run.charAt(start - 1)) : !goesOn(run, start, end)) return start
    last = end
  }
  return run.length
}

/** Labels of one script each: `例子.中国`, `www.住建局.cn`. In `a.cn请看` the host is `a.cn`. */
const HOST =
  /^(?:(?:[a-z0-9-]+|[^\x20-\x7E][^\x20-\x7E0-9-]*)\.)+(?:中国|中國|公司|网络|網絡|政务|公益|商城|网址|网站|集团|在线|中文网|[a-z]{2,63})/i

function goesOn(run: string, start: number, end: number): boolean {
  const before = run.charAt(start - 1)
  if (/[/=\-_~+]/.test(before)) return true
  if (/[?&]/.test(before)) return run.charAt(end) === '='
  CONTINUED.lastIndex = start
  return /[A-Za-z0-9]/.test(before) && CONTINUED.test(run)
}

const CONTINUED =
  /(?:[^\x20-\x7E]|\d)+(?:\/(?:[A-Za-z0-9]|[^\x20-\x7E])|\.[a-z][a-z0-9]{1,4}(?![A-Za-z0-9])|[-_][A-Za-z0-9]|[?&]\w+=|=|%[0-9a-f]{2})/iy

/** A post's address, or a short link, of a site that is known: nothing but Latin is in those. */
function isWhole(link: string): boolean {
  const url = parseUrl(decoded(link.slice(0, 2_000)))
  if (url === null || url.port !== '') return false
  const address = addressOf(url)
  const platform = platformOf(address.host)
  if ((platform?.post(address) ?? null) !== null) return true
  return isShortLink(address, platform) && !isFrontPage(`https://${address.host}${address.path}`)
}

// Without a scheme, or with one that was mistyped: certain only on a site whose posts' addresses are known.
const BARE_SIGN = /\.[a-z]{2,24}\/\w/i
const BARE = new RegExp(
  String.raw`(?<![\w@＠.\-/:%=&?#])(?:https?[ ]?[:：;；.]?[ ]?[/／\\]{1,3}[ ]?)?((?:[a-z0-9-]{1,63}\.)+[a-z]{2,24}\/[${LATIN}]+)`,
  'gi',
)

function bareLink(text: string, run: RegExpMatchArray): FoundLink[] {
  const [whole = '', address = ''] = run
  const host = address.slice(0, address.indexOf('/')).toLowerCase()
  if (platformOf(host) === null) return []
  const start = run.index ?? 0
  const end = start + whole.length
  const link = linkIn(`https://${address}`, text.slice(end, end + LONGEST_TAIL))
  if (link === null || !(link.cutOff || isWhole(link.url))) return []
  const { length, tail, url, cutOff } = link
  return [{ start, end: end - (`https://${address}`.length - length) + tail, url, cutOff }]
}

function blanked(text: string, spans: Span[]): string {
  let rest = ''
  let from = 0
  for (const { start, end } of spans) {
    rest += text.slice(from, start) + ' '.repeat(end - start)
    from = end
  }
  return rest + text.slice(from)
}

const ESCAPED_QUOTE = /&(?:quot|lt|gt|nbsp|apos|#39|#34);/i
// What ends a sentence, a markdown emphasis (`**`, `~~`) or starts a mention or topic. Not `_`, `-`, `=`: WeChat's ids end so.
const NOT_AT_END = new Set('.,;:!?*~@#$&([')
const CLOSES: Record<string, string> = { ')': '(', ']': '[' }

function withoutMarks(url: string): number {
  let end = url.length
  for (;;) {
    if (url.endsWith('&amp;', end)) end -= '&amp;'.length
    else if (NOT_AT_END.has(url.charAt(end - 1))) end -= 1
    else return end
  }
}

/** Where a quotation mark of HTML stands, or a bracket is closed that the URL did not open, as in `[text](https://…)`. */
function endOfBrackets(url: string): number {
  const quote = url.search(ESCAPED_QUOTE)
  const end = quote === -1 ? url.length : quote
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
