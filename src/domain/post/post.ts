// Which post a message is about: the URLs in it, the one address of each post, and what makes two plain texts equal.

import { getDomain } from 'tldts'
import { toSimplified } from '../text/text.ts'
import { addressOf, generalAddress, hostOf, type Keeps, parseUrl } from './address.ts'
import { INVISIBLE, linksIn } from './find-links.ts'
import { isShortLink, isTracking, platformOf, unmirrored } from './platforms.ts'
import { isPrivate } from './public-host.ts'
import { DEEPEST, wrapped } from './wrappers.ts'

/** `cut-off`: it ends in an ellipsis, so that nobody can tell which page it was. */
export type UrlRefusal = 'not-http' | 'too-long' | 'malformed' | 'credentials' | 'private-address' | 'cut-off'

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

/**
 * The http and https URLs in chat text as written, in order, each once; `&amp;` is decoded, and what is invisible in them
 * is taken out. One that was cut off ends in its ellipsis, and has no identity. Never throws.
 */
export function findUrls(text: string): string[] {
  const found = new Map<string, string>()
  for (const { url, cutOff } of linksIn(text)) {
    // Node decodes a long punycode host in quadratic time, so only the part that identifyUrl could accept is parsed.
    const parsed = parseUrl(url.slice(0, MAX_URL_LENGTH))
    if (parsed === null && !cutOff) continue
    const key = url.length > MAX_URL_LENGTH ? url : (parsed?.href ?? url)
    if (!found.has(key)) found.set(key, url)
  }
  return [...found.values()]
}

/** With `links`, which somebody names as such: those are taken as they are, and not looked for in the words once more. */
export function urlsWith(links: string[], text: string): string[] {
  const all = [...links, ...findUrls(withoutLinks(text, links))]
  return [...new Map(all.map((url) => [parseUrl(url.slice(0, MAX_URL_LENGTH))?.href ?? url, url])).values()]
}

/** Of the links that a platform names beside a text: those, or none where the text alone tells just the same. */
export function linksBeside(text: string, links: string[]): string[] {
  const told = new Set(findUrls(text))
  const all = urlsWith(links, text)
  return all.length === told.size && all.every((url) => told.has(url)) ? [] : links
}

export const withoutLinks = (text: string, links: string[]): string =>
  links
    .filter(Boolean)
    .sort((a, b) => b.length - a.length)
    .reduce((rest, link) => rest.replaceAll(link, ' '), text)

/** The identity of what a URL leads to. Pure: nothing is looked up, so a public name may still resolve to a private address. */
export const identifyUrl = (raw: string): UrlIdentity => identifyAt(raw, 0)

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

/** `depth`: behind how many other pages it stood. */
function identifyAt(raw: string, depth: number): UrlIdentity {
  const given = raw.replace(INVISIBLE, '').trim()
  if (given.length > MAX_URL_LENGTH) return no('too-long')
  if (!HTTP.test(given)) return no('not-http')
  if (CUT_OFF.test(given)) return no('cut-off')
  const url = parseUrl(given)
  if (url === null) return no('malformed')
  if (url.username !== '' || url.password !== '') return no('credentials')
  const host = hostOf(url)
  // `http://http://…` is read as a host called http.
  if (host.split('.').includes('') || HTTP.test(`${host}:`)) return no('malformed')
  if (isPrivate(host)) return no('private-address')
  return identify(url, host, depth)
}

function identify(url: URL, host: string, depth: number): UrlIdentity {
  const port = url.port === '443' ? '' : url.port
  const platform = port === '' ? platformOf(host) : null
  const address = addressOf(url)
  const post = platform?.post(address) ?? null
  const inner = depth < DEEPEST ? wrapped(address, post !== null) : null
  const behind = inner === null ? null : identifyAt(inner, depth + 1)
  if (behind?.ok) return behind
  const short = post === null && port === '' && isShortLink(address, platform)
  const known = short ? { ...address, host: unmirrored(host, platform) } : address
  const keeps: Keeps = ({ name, value }) => !isTracking(name, value) && !platform?.noise?.test(name)
  const canonical = post ?? generalAddress(known, port, short ? [] : address.params, keeps)
  if (canonical.length > MAX_URL_LENGTH) return no('too-long')
  if (CUT_OFF.test(canonical)) return no('cut-off')
  const site = post === null ? known.host : new URL(post).hostname
  const registrable = getDomain(site) ?? site
  return { ok: true, canonical, platform: platform?.name ?? null, registrable, short }
}

// An ellipsis at the end of the path or of the whole, or a folder of nothing else.
const ELLIPSIS = '(?:…|⋯|%E2%80%A6|%E2%8B%AF|\\.{3})'
const CUT_OFF = new RegExp(`${ELLIPSIS}(?=[?#]|$)|/${ELLIPSIS}+(?=/)`, 'iu')

function atLeast(count: number, text: string): boolean {
  let seen = 0
  for (const _ of text.matchAll(LETTER)) {
    seen += 1
    if (seen === count) return true
  }
  return false
}
