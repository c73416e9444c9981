// Which post a message is about: the URLs in it, the one address of each post, and what makes two plain texts equal.

import { getDomain } from 'tldts'
import { toSimplified, urlSpans } from '../text/text.ts'
import { type Address, isShortLink, isTracking, type Platform, platformOf, wrapped } from './platforms.ts'

export type UrlRefusal = 'not-http' | 'too-long' | 'malformed' | 'credentials' | 'private-address'

export type UrlIdentity =
  | {
      ok: true
      /** The post's key. Always https and often without `www.` and tokens: to open the post, use the URL as forwarded. */
      canonical: string
      platform: string | null
      /** The site: `weibo.com`, `beijing.gov.cn`; a bare public address stands for itself. */
      registrable: string
      /** Only the network can say what it leads to: equal short links are one post, different ones may be. */
      short: boolean
    }
  | { ok: false; reason: UrlRefusal }

export type TextIdentity = { ok: true; normal: string } | { ok: false; reason: 'too-short' }

/** In UTF-16 units, of the URL as given and of its canonical form, which an index must hold. */
export const MAX_URL_LENGTH = 2_000
export const MIN_TEXT_LENGTH = 8

/** The http and https URLs in chat text as written, in order, each once; `&amp;` is decoded. Never throws. */
export function findUrls(text: string): string[] {
  const found = new Map<string, string>()
  for (const { start, end } of urlSpans(text)) {
    const url = decoded(text.slice(start, end))
    // Node decodes a long punycode host in quadratic time, so only the part that identifyUrl could accept is parsed.
    const parsed = parse(url.slice(0, MAX_URL_LENGTH))
    if (parsed === null) continue
    const key = url.length > MAX_URL_LENGTH ? url : parsed.href
    if (!found.has(key)) found.set(key, url)
  }
  return [...found.values()]
}

/** The identity of what a URL leads to. Pure: nothing is looked up, so a public name may still resolve to a private address. */
export function identifyUrl(raw: string): UrlIdentity {
  const given = raw.trim()
  if (given.length > MAX_URL_LENGTH) return no('too-long')
  if (!HTTP.test(given)) return no('not-http')
  const url = parse(given)
  if (url === null) return no('malformed')
  if (url.username !== '' || url.password !== '') return no('credentials')
  const host = url.hostname.replace(/\.$/, '')
  if (host.split('.').includes('')) return no('malformed')
  if (isPrivate(host)) return no('private-address')
  return identify(url, host)
}

/** The key under which the post of a link is known; null where the link cannot be one. */
export function keyOfUrl(url: string): string | null {
  const identity = identifyUrl(url)
  return identity.ok ? `url:${identity.canonical}` : null
}

/** What two posts without a URL must share to be one: their letters and digits, whatever the script, width or punctuation. */
export function textIdentity(text: string): TextIdentity {
  const letters = text
    .replace(UNSEEN, '')
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC')
    .replace(FILLER, ' ')
    .replace(SPACE_BESIDE_HAN, '')
    .trim()
  // Twice, because a name keeps its character as part of a phrase (陳昇 → 陈昇) but not alone (昇 → 升).
  const normal = toSimplified(toSimplified(letters))
  return atLeast(MIN_TEXT_LENGTH, normal) ? { ok: true, normal } : { ok: false, reason: 'too-short' }
}

const HTTP = /^https?:/i
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu
const FILLER = /[\p{P}\p{S}\p{Z}\p{C}]+/gu
// Between two words or numbers a space stays, so that 3.5 is not 35.
const SPACE_BESIDE_HAN = /(?<=\p{Script=Han}) | (?=\p{Script=Han})/gu
const LETTER = /[\p{L}\p{N}]/gu

const no = (reason: UrlRefusal): UrlIdentity => ({ ok: false, reason })

const parse = (url: string): URL | null => (URL.canParse(url) ? new URL(url) : null)

const decoded = (url: string) => url.replace(/&(?:amp;)+/gi, '&').replace(HTTP, (scheme) => scheme.toLowerCase())

function identify(url: URL, host: string): UrlIdentity {
  const port = url.port === '443' ? '' : url.port
  const platform = port === '' ? platformOf(host) : null
  const params = paramsOf(url.search)
  const address: Address = {
    host,
    path: withoutTrailingSlash(normalPath(url.pathname)),
    hash: url.hash,
    param: (name) => params.find((each) => each.name === name)?.value ?? '',
  }
  const behind = identifyWrapped(wrapped(address))
  if (behind?.ok) return behind
  const post = platform?.post(address) ?? null
  const short = post === null && port === '' && isShortLink(address, platform)
  const canonical = post ?? generalAddress(address, port, short ? [] : params, platform)
  if (canonical.length > MAX_URL_LENGTH) return no('too-long')
  const site = post === null ? host : new URL(post).hostname
  return { ok: true, canonical, platform: platform?.name ?? null, registrable: getDomain(site) ?? site, short }
}

function identifyWrapped(value: string): UrlIdentity | null {
  if (value === '') return null
  try {
    let inner = decodeURIComponent(value)
    // Some pages encode twice. Each round shortens it, so it ends.
    while (/^https?%/i.test(inner)) inner = decodeURIComponent(inner)
    return identifyUrl(inner)
  } catch {
    return null // Not UTF-8: then the page that wraps it is all that is known.
  }
}

type Param = { name: string; value: string; text: string }

function generalAddress(
  { host, path, hash }: Address,
  port: string,
  params: Param[],
  platform: Platform | null,
): string {
  const site = host.startsWith('www.') && getDomain(host) === host.slice(4) ? host.slice(4) : host
  const at = port === '' ? site : `${site}:${port}`
  return `https://${at}${path}${queryOf(params, platform)}${routeOf(hash, platform)}`
}

function queryOf(params: Param[], platform: Platform | null): string {
  const kept = params.filter(({ name, value }) => !isTracking(name, value) && !platform?.noise?.test(name))
  return kept.length === 0
    ? ''
    : `?${kept
        .map(({ text }) => text)
        .sort()
        .join('&')}`
}

/** A fragment is a place on the page, unless the page is a script that routes by it (`#/…`, `#!…`). */
function routeOf(hash: string, platform: Platform | null): string {
  if (!hash.startsWith('#/') && !hash.startsWith('#!')) return ''
  const mark = hash.indexOf('?')
  const path = withoutTrailingSlash(mark === -1 ? hash : hash.slice(0, mark))
  const query = mark === -1 ? '' : queryOf(paramsOf(hash.slice(mark)), platform)
  const route = path === '#' ? '#/' : path
  return query === '' && (route === '#/' || route === '#!') ? '' : normalPercent(route) + query
}

/** From the raw query: a parser that assumes UTF-8 would make two different GBK values equal. */
function paramsOf(query: string): Param[] {
  return query
    .slice(1)
    .split('&')
    .map((raw) => {
      const text = raw.replace(/^(?:amp;)+/i, '')
      const mark = text.indexOf('=')
      if (mark === -1) return { name: normalValue(text), value: '', text: normalValue(text) }
      const name = normalValue(text.slice(0, mark))
      const value = normalValue(text.slice(mark + 1))
      return { name, value, text: `${name}=${value}` }
    })
    .filter(({ text }) => text !== '' && text !== '=')
}

/** Everything but unreserved characters percent-encoded, in upper case; `+` is a space. */
function normalValue(text: string): string {
  return text.replace(/%[0-9a-f]{2}|[^\w\-.~]/gi, (each) => {
    if (each === '+') return '%20'
    return each.length === 3 ? unreserved(each) : encodedUnit(each)
  })
}

/** Session ids of Java servers (`;jsessionid=…`) go, except where the segment left over would be read as `.` or `..`. */
const normalPath = (path: string) => normalPercent(path).replace(/([^/.])(?:;jsessionid=[^/;]*)+/gi, '$1')

const normalPercent = (text: string) =>
  text.replace(/%([0-9a-f]{2})?/gi, (each, code?: string) => (code === undefined ? '%25' : unreserved(each)))

function unreserved(escaped: string): string {
  const character = String.fromCharCode(Number.parseInt(escaped.slice(1), 16))
  return /[\w\-.~]/.test(character) ? character : escaped.toUpperCase()
}

const encodedUnit = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`

function withoutTrailingSlash(path: string): string {
  let end = path.length
  while (end > 1 && path[end - 1] === '/') end -= 1
  return path.slice(0, end)
}

// `URL` has already turned every spelling of an IPv4 address (2130706433, 0x7f.1, １２７.0.0.1) into four numbers.
function isPrivate(host: string): boolean {
  if (host.startsWith('[')) return !PUBLIC_IPV6.test(host) || EMBEDDING_IPV6.test(host)
  if (/^\d+(?:\.\d+){3}$/.test(host)) return PRIVATE_IPV4.test(host)
  return !host.includes('.') || PRIVATE_NAME.test(host)
}

// This network, private, shared (carrier), loopback, link-local, documentation, benchmarks, multicast, reserved.
const PRIVATE_IPV4 = new RegExp(
  `^(?:${[
    '0|10|127|22[4-9]|2[3-5]\\d',
    '100\\.(?:6[4-9]|[7-9]\\d|1[01]\\d|12[0-7])|169\\.254|172\\.(?:1[6-9]|2\\d|3[01])|192\\.168|198\\.1[89]',
    '192\\.0\\.[02]|192\\.88\\.99|198\\.51\\.100|203\\.0\\.113',
  ].join('|')})\\.`,
)
const PUBLIC_IPV6 = /^\[[23][0-9a-f]{3}:/
// Teredo, documentation and 6to4: the address inside may be anything.
const EMBEDDING_IPV6 = /^\[(?:2001:(?:0?:|db8:)|2002:)/
const PRIVATE_NAME = /\.(?:localhost|local|localdomain|internal|intranet|lan|home\.arpa)$/

function atLeast(count: number, text: string): boolean {
  let seen = 0
  for (const _ of text.matchAll(LETTER)) {
    seen += 1
    if (seen === count) return true
  }
  return false
}
