// E-mail addresses in chat text, and the ways of writing them that are meant to escape a machine.

import type { Hit, Settled, Span } from './search-text.ts'

/** In a folded text (`fold`). What is settled are the addresses found and those masked before. Linear. */
export function emailsIn(text: string): Settled {
  const hits: Hit[] = []
  const settled: Span[] = []
  let from = 0
  for (const at of text.matchAll(AT)) {
    const domain = domainAt(text, at.index + at[0].length)
    if (domain === null) continue
    const start = startOfLocal(text, at.index, from)
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
const LONGEST_DOMAIN = 255
// `icon@2x.png` is a file.
const FILE = /\.(?:png|jpe?g|gif|webp|svg|ico|bmp|mp[34]|pdf|docx?|xlsx?|zip|js|ts|css|html?)$/i

function domainAt(text: string, start: number): number | null {
  const found = DOMAIN.exec(text.slice(start, start + LONGEST_DOMAIN))
  if (found === null || FILE.test(found[0].replace(DOT, '.'))) return null
  return start + found[0].length
}

/** Where the part before the `@` begins; at the `@` itself if there is none. */
function startOfLocal(text: string, end: number, from: number): number {
  let start = end
  while (start > from && LOCAL.test(text.charAt(start - 1))) start -= 1
  while (start < end && /[.%+-]/.test(text.charAt(start))) start += 1
  return start
}

const startOfMasked = (text: string, stars: number): number =>
  /[A-Za-z0-9_]/.test(text.charAt(stars - 1)) ? stars - 1 : stars
