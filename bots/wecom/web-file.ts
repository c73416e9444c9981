// A file behind an address that the platform tells: what may be asked for it, and what the answer calls it.
import { isIP } from 'node:net'

const MOST_REDIRECTS = 3
const REDIRECTS = new Set([301, 302, 303, 307, 308])
const LONGEST_NAME = 200

/**
 * Over the open web only encrypted, and nothing that stands in the institution's own network; a platform at another address
 * (private, tests) is as safe as its own connection.
 */
export function mayFetch(url: string, address: string | undefined): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname } = new URL(url)
  if (address === undefined) return protocol === 'https:' && isPublicName(hostname)
  return protocol === 'https:' || (protocol === 'http:' && address.startsWith('ws://'))
}

/** The answer at the end of all redirects, none of which leads where nothing may be fetched. Throws as `fetch` does. */
export async function opened(url: string, address: string | undefined, signal: AbortSignal): Promise<Response> {
  let next = url
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    const answered = await fetch(next, { signal, redirect: 'manual' })
    if (!REDIRECTS.has(answered.status)) return answered
    await answered.body?.cancel()
    const to = answered.headers.get('location') ?? ''
    if (!URL.canParse(to, next)) break
    next = new URL(to, next).href
    if (!mayFetch(next, address)) break
  }
  return NOWHERE
}

const NOWHERE = new Response(null, { status: 404 })

/** Of a `Content-Disposition`; null where it tells none. */
export function nameIn(header: string | null): string | null {
  const [, encoded] = /filename\*\s*=\s*UTF-8''([^;\s]+)/iu.exec(header ?? '') ?? []
  const [, quoted, bare] = /filename\s*=\s*(?:"([^"]*)"|([^;\s]+))/iu.exec(header ?? '') ?? []
  const name = decoded(encoded ?? quoted ?? bare ?? '')
    .replace(/^.*[/\\]/su, '')
    .replace(/\p{Cc}/gu, '')
    .trim()
  return name === '' ? null : name.slice(0, LONGEST_NAME)
}

/** Some encode the plain one too; others send its bytes as they are, which are then read one letter each. */
function decoded(name: string): string {
  const text = /[\u0080-\u00ff]/u.test(name) ? Buffer.from(name, 'latin1').toString('utf8') : name
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const isPublicName = (host: string): boolean =>
  isIP(host.replace(/^\[|\]$/gu, '')) === 0 &&
  host.includes('.') &&
  !/(?:^|\.)(?:localhost|local|internal|lan)\.?$/iu.test(host)
