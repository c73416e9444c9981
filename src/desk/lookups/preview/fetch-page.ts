// The one request for a forwarded link, with the redirects that it is answered by. Each hop is looked at before it is connected to,
// and the connection goes to the very address that was looked at.
import { lookup } from 'node:dns/promises'
import http, { type IncomingMessage } from 'node:http'
import https from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isPrivate } from '../../../domain/post/public-host.ts'
import { isPublicAddress, literalAddress } from './addresses.ts'
import { readBody } from './body.ts'

export interface FetchLimits {
  hops: number
  /** All of it: names, connections, redirects and the page. */
  ms: number
  /** Of the page, and of what it is packed in. */
  bytes: number
}
export const LIMITS: FetchLimits = { hops: 3, ms: 5_000, bytes: 2 * 1024 * 1024 }

export interface Network {
  /** All addresses of a name. */
  addressesOf(name: string): Promise<string[]>
  /** For tests alone: names that stand for a server on this machine, which nothing else may reach. */
  loopback?: Readonly<Record<string, { port: number }>>
}

export const INTERNET: Network = {
  addressesOf: async (name) => (await lookup(name, { all: true, verbatim: true })).map(({ address }) => address),
}

/** `url`: where the last answer came from. `body`: null where it is no page. */
export interface Fetched {
  url: string
  status: number
  contentType: string
  body: Buffer | null
}

/** `reached`: the last address that was named to us, where that is where it leads. `again`: another time it may work. */
export class FetchFailed extends Error {
  constructor(
    says: string,
    readonly reached: string | null,
    readonly again: boolean,
  ) {
    super(says)
  }
}

/** Throws FetchFailed, and nothing else. */
export async function fetchPage(url: string, network = INTERNET, limits = LIMITS): Promise<Fetched> {
  const signal = AbortSignal.timeout(limits.ms)
  let at = url
  try {
    for (let hop = 0; ; hop += 1) {
      const target = await targetOf(at, network, signal)
      const answer = await ask(target, signal)
      const next = redirectOf(answer, at)
      if (next === null) return await pageOf(answer, at, limits, signal)
      answer.destroy()
      at = next
      if (hop === limits.hops) throw new FetchFailed(`more than ${limits.hops} redirects`, null, false)
    }
  } catch (error) {
    if (error instanceof FetchFailed) throw error
    if (error instanceof Refused) throw new FetchFailed(error.message, at, false)
    const says = signal.aborted ? `no page within ${limits.ms} ms` : saysOf(error)
    throw new FetchFailed(says, at, true)
  }
}

/** It must not be asked, now or later. */
class Refused extends Error {}

const saysOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return code || (error instanceof Error ? error.message : String(error))
}

interface Target {
  url: URL
  address: string
  port: number
}

/** Where to connect to, or Refused. */
async function targetOf(text: string, network: Network, signal: AbortSignal): Promise<Target> {
  if (!URL.canParse(text)) throw new Refused('an address that is none')
  const url = new URL(text)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new Refused('not http or https')
  if (url.port !== '') throw new Refused('another port than the ordinary one')
  if (url.username !== '' || url.password !== '') throw new Refused('a name or password in the address')
  const { hostname } = url
  const known = network.loopback?.[hostname]
  if (known !== undefined) return { url, address: '127.0.0.1', port: known.port }
  const port = url.protocol === 'http:' ? 80 : 443
  if (isPrivate(hostname)) throw new Refused('a private address')
  const literal = literalAddress(hostname)
  const addresses = literal === null ? await unlessAborted(network.addressesOf(hostname), signal) : [literal]
  const [address] = addresses
  if (address === undefined) throw new Error('a name without an address')
  // One that is private among them may be the next answer to the same question.
  if (!addresses.every(isPublicAddress)) throw new Refused('a private address')
  return { url, address, port }
}

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    if (signal.aborted) return abort()
    signal.addEventListener('abort', abort, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}

const HEADERS = {
  // Says what it is. No cookies, no referrer, no language of whoever forwarded it.
  'user-agent': 'Mozilla/5.0 (compatible; Zhiban link preview)',
  accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.1',
  'accept-language': 'zh-CN,zh;q=0.9',
  'accept-encoding': 'gzip, deflate, br',
  connection: 'close',
}

function ask({ url, address, port }: Target, signal: AbortSignal): Promise<IncomingMessage> {
  const family = isIP(address)
  // The name is not resolved once more: it might be another address by now.
  const pinned: LookupFunction = (_host, { all }, callback) =>
    all ? callback(null, [{ address, family }]) : callback(null, address, family)
  const { request } = url.protocol === 'https:' ? https : http
  return new Promise((resolve, reject) => {
    const asked = request(
      url,
      { port, headers: HEADERS, lookup: pinned, agent: false, signal, maxHeaderSize: 64 * 1024 },
      resolve,
    )
    asked.on('error', reject)
    asked.end()
  })
}

function redirectOf({ statusCode = 0, headers }: IncomingMessage, from: string): string | null {
  const { location } = headers
  if (![301, 302, 303, 307, 308].includes(statusCode) || location === undefined) return null
  // Header values are bytes: an address that is not encoded is UTF-8 there.
  const text = Buffer.from(location, 'latin1').toString('utf8')
  if (!URL.canParse(text, from)) throw new Refused('a redirect to an address that is none')
  return new URL(text, from).href
}

const PAGE = /^(?:text\/html|application\/xhtml\+xml)\b/i

async function pageOf(
  answer: IncomingMessage,
  url: string,
  limits: FetchLimits,
  signal: AbortSignal,
): Promise<Fetched> {
  const { statusCode: status = 0, headers } = answer
  const contentType = headers['content-type'] ?? ''
  const isPage = contentType === '' || PAGE.test(contentType)
  if (status === 429 || status >= 500) {
    answer.destroy()
    throw new Error(`answered ${status}`)
  }
  if (status !== 200 || !isPage) {
    answer.destroy()
    return { url, status, contentType, body: null }
  }
  return { url, status, contentType, body: await readBody(answer, limits.bytes, signal) }
}
