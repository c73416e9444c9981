// E-mail addresses in chat text, and the ways of writing them that are meant to escape a machine.

import { parse } from 'tldts'
import type { Hit, Settled, Span } from './search-text.ts'
import { isShareCode } from './share-code.ts'

/** In a folded text (`fold`). What is settled are the addresses found and those masked before. Linear. */
export function emailsIn(text: string): Settled {
  const hits: Hit[] = []
  const settled: Span[] = []
  let from = 0
  for (const at of text.matchAll(AT)) {
    const domain = domainAt(text, at.index + at[0].length)
    if (domain === null) continue
    const start = startOfLocal(text, at.index, from)
    if (isShareCode(text, { start, end: domain })) continue
    if (start < at.index) {
      const local = text.slice(start, at.index)
      const masked = `${local.length === 1 ? '' : local.charAt(0)}***${text.slice(at.index, domain)}`
      hits.push({ form: 'email', start, end: domain, masked })
      settled.push({ start, end: domain })
    } else if (text.startsWith('***', at.index - 3)) {
      settled.push({ start: Math.max(from, startOfMasked(text, at.index - 3)), end: domain })
    } else continue
    from = domain
  }
  return { hits, settled }
}

const AT = / ?[([{<] ?at ?[)\]}>] ?|艾特| @ |@/gi
const DOT = / ?[([{<] ?dot ?[)\]}>] ?/i
const LOCAL = /[\w.%+-]/
const DOMAIN = /^(?:[a-z0-9-]{1,63}(?:\.| ?[([{<] ?dot ?[)\]}>] ?)){1,8}[a-z]{2,24}/i
const DOTS = /\.| ?[([{<] ?dot ?[)\]}>] ?/gi
// Glued to what follows, as in `li@qq.comQQ12345`.
const COMMON = /^(?:com|cn|net|org|gov|edu)/i
// Looking the others up takes longer.
const USUAL = /^(?:com|cn|net|org|gov|edu)$/i
const LONGEST_DOMAIN = 255
// `icon@2x.png` is a file.
const FILE = /\.(?:png|jpe?g|gif|webp|svg|ico|bmp|mp[34]|pdf|docx?|xlsx?|zip|js|ts|css|html?)$/i

/** The longest that ends in a top-level domain which there is: `I.ip` of a share code is none. */
function domainAt(text: string, start: number): number | null {
  const found = DOMAIN.exec(text.slice(start, start + LONGEST_DOMAIN))?.[0]
  if (found === undefined || FILE.test(found.replace(DOT, '.'))) return null
  const dots = [...found.matchAll(DOTS)]
  for (let i = dots.length - 1; i >= 0; i -= 1) {
    const from = (dots[i]?.index ?? 0) + (dots[i]?.[0].length ?? 0)
    const last = found.slice(from, dots[i + 1]?.index ?? found.length)
    if (isTopLevel(last)) return start + from + last.length
    const common = COMMON.exec(last)?.[0]
    if (common !== undefined && i === dots.length - 1) return start + from + common.length
  }
  return null
}

const isTopLevel = (label: string): boolean =>
  USUAL.test(label) || parse(`a.${label}`, { validateHostname: false }).isIcann === true

/** Where the part before the `@` begins; at the `@` itself if there is none. */
function startOfLocal(text: string, end: number, from: number): number {
  let start = end
  while (start > from && LOCAL.test(text.charAt(start - 1))) start -= 1
  while (start < end && /[.%+-]/.test(text.charAt(start))) start += 1
  return start
}

const startOfMasked = (text: string, stars: number): number =>
  /[A-Za-z0-9_]/.test(text.charAt(stars - 1)) ? stars - 1 : stars
