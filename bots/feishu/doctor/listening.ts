// Of the doctor: whether events can reach this service, by the long connection or by webhook.
import { createCipheriv, createHash, randomBytes } from 'node:crypto'
import { BlockList, isIP } from 'node:net'
import type { DiagnosedPlace } from '../../../src/channel.ts'
import type { Parts } from '../address.ts'
import type { CallError } from '../api/call-error.ts'
import { plainHttp } from '../api/http.ts'
import { timingOf } from '../deps.ts'
import { EVENTS_PATH } from '../receive.ts'
import { type Finding, type Line, ok, problem, warning } from './findings.ts'
import { consoleOf } from './probe.ts'

export async function listening(parts: Parts, { publicUrl }: DiagnosedPlace, signal: AbortSignal): Promise<Line[]> {
  if (parts.deps.settings.mode === 'long-connection') return [await connection(parts, signal)]
  if (publicUrl === null) return [problem('webhook', { code: 'address-unset', path: EVENTS_PATH })]
  return [...address(parts, publicUrl), await challenge(parts, publicUrl, signal)]
}

/**
 * Asks where to connect, and does not: of several connections any may be given an event, and one of the doctor's would take
 * events from the service.
 */
async function connection({ deps }: Parts, signal: AbortSignal): Promise<Line> {
  const { domain, appId, appSecret } = deps.settings
  try {
    const { data } = await plainHttp(timingOf(deps).requestMs).post<{ code?: number; msg?: string } | null>(
      `${domain}/callback/ws/endpoint`,
      { AppID: appId, AppSecret: appSecret },
      { signal },
    )
    if (data?.code === 0) return ok('connection', { code: 'connection-allowed' })
    return refused(deps.settings, data?.code ?? null, data?.msg ?? '')
  } catch (caught) {
    const { response, code, message } = caught as CallError
    const why = response ? `HTTP ${response.status}` : (code ?? message)
    return problem('connection', { code: 'connection-unanswered', domain, why })
  }
}

function refused(settings: Settings, code: number | null, msg: string): Line {
  const said = `${code} ${msg}`.trim()
  if (code === 1000040350) return warning('connection', { code: 'connections-taken', said })
  if (code === 1 || code === 1000040343) return warning('connection', { code: 'platform-busy', said })
  if (code === 514) return problem('connection', { code: 'connection-secret', said })
  return problem('connection', { code: 'connection-refused', said: code, msg, app: consoleOf(settings) })
}

type Settings = Parts['deps']['settings']

/** A platform on one's own premises reaches what is there. */
function address({ deps }: Parts, publicUrl: string): Line[] {
  const { protocol, hostname } = new URL(publicUrl)
  if (isInner(hostname) && !isInner(new URL(deps.settings.domain).hostname))
    return [problem('webhook', { code: 'address-inner', url: publicUrl })]
  return protocol === 'https:' ? [] : [warning('webhook', { code: 'address-open', url: publicUrl })]
}

const INNER = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  INNER.addSubnet(net, bits, 'ipv4')
INNER.addAddress('::1', 'ipv6')
INNER.addSubnet('fc00::', 7, 'ipv6')
INNER.addSubnet('fe80::', 10, 'ipv6')

/** An address of this machine or of a network of one's own. */
export function isInner(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/gu, '')
  const version = isIP(host)
  if (version === 0) return host === 'localhost' || host.endsWith('.localhost') || !host.includes('.')
  return INNER.check(host, version === 4 ? 'ipv4' : 'ipv6')
}

/** The platform gives the answer to a challenge one second. */
const CHALLENGE_MS = 1_000

/** What the console sends when the address is typed in there; the service keeps nothing of it. */
async function challenge({ deps }: Parts, publicUrl: string, signal: AbortSignal): Promise<Line> {
  const url = `${publicUrl}${EVENTS_PATH}`
  const asked = randomBytes(12).toString('hex')
  const begun = performance.now()
  try {
    const { data } = await plainHttp(timingOf(deps).requestMs).post<{ challenge?: unknown } | null>(
      url,
      challengeBody(deps.settings, asked),
      { signal },
    )
    if (data?.challenge !== asked) return problem('webhook', { code: 'another-answers', url })
    const took = Math.round(performance.now() - begun)
    if (took > CHALLENGE_MS) return warning('webhook', { code: 'answers-late', url, ms: took })
    return ok('webhook', { code: 'answers', url })
  } catch (caught) {
    return problem('webhook', unanswered(url, caught as CallError))
  }
}

function unanswered(url: string, { response, code, message }: CallError): Finding {
  if (response === undefined) return { code: 'address-unreached', url, why: code ?? message }
  if (response.status === 401) return { code: 'another-key', url }
  if (response.status === 404) return { code: 'address-gone', url }
  return { code: 'address-refuses', url, status: response.status }
}

function challengeBody({ encryptKey, verificationToken }: Settings, asked: string): object {
  const body = { challenge: asked, token: verificationToken ?? '', type: 'url_verification' }
  return encryptKey === undefined ? body : { encrypt: sealed(encryptKey, JSON.stringify(body)) }
}

/** As the platform encrypts: AES-256-CBC with the key's hash, the vector before it. */
function sealed(encryptKey: string, text: string): string {
  const vector = randomBytes(16)
  const cipher = createCipheriv('aes-256-cbc', createHash('sha256').update(encryptKey).digest(), vector)
  return Buffer.concat([vector, cipher.update(text, 'utf8'), cipher.final()]).toString('base64')
}
