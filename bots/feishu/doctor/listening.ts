// Of the doctor: whether events can reach this service, by the long connection or by webhook.
import { createCipheriv, createHash, randomBytes } from 'node:crypto'
import { BlockList, isIP } from 'node:net'
import type { DiagnosedPlace } from '../../../src/channel.ts'
import type { Parts } from '../address.ts'
import type { CallError } from '../api/call-error.ts'
import { plainHttp } from '../api/http.ts'
import { timingOf } from '../deps.ts'
import { EVENTS_PATH } from '../receive.ts'
import { consoleOf, type Line, PUBLISH } from './probe.ts'

export async function listening(parts: Parts, { publicUrl }: DiagnosedPlace, signal: AbortSignal): Promise<Line[]> {
  if (parts.deps.settings.mode === 'long-connection') return [await connection(parts, signal)]
  if (publicUrl === null)
    return [webhook('PROBLEM', `PUBLIC_URL is not set: the platform posts events to it, at ${EVENTS_PATH}`)]
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
    if (data?.code === 0) return { level: 'ok', what: 'long connection', says: 'this app may have one' }
    return { what: 'long connection', ...refused(deps.settings, data?.code, data?.msg ?? '') }
  } catch (caught) {
    const { response, code, message } = caught as CallError
    const why = response ? `HTTP ${response.status}` : (code ?? message)
    return {
      level: 'PROBLEM',
      what: 'long connection',
      says: `${domain} does not say where to connect (${why}): try again`,
    }
  }
}

function refused(settings: Settings, code: number | undefined, msg: string): Pick<Line, 'level' | 'says'> {
  const said = `${code ?? 'no code'} ${msg}`.trim()
  const page = `${consoleOf(settings)} → Events & Callbacks (事件与回调)`
  if (code === 1000040350)
    return {
      level: 'WARNING',
      says: `all 50 connections of this app are taken (${said}): does something else use its id?`,
    }
  if (code === 1 || code === 1000040343) return { level: 'WARNING', says: `the platform is busy (${said}): try again` }
  if (code === 514) return { level: 'PROBLEM', says: `FEISHU_APP_ID or FEISHU_APP_SECRET is wrong (${said})` }
  return {
    level: 'PROBLEM',
    says: `refused (${said}): it is for custom apps (企业自建应用) only; ${page} → long connection (使用长连接接收事件), then ${PUBLISH}`,
  }
}

type Settings = Parts['deps']['settings']

const webhook = (level: Line['level'], says: string): Line => ({ level, what: 'webhook', says })

/** A platform on one's own premises reaches what is there. */
function address({ deps }: Parts, publicUrl: string): Line[] {
  const { protocol, hostname } = new URL(publicUrl)
  if (isInner(hostname) && !isInner(new URL(deps.settings.domain).hostname))
    return [
      webhook(
        'PROBLEM',
        `PUBLIC_URL is ${publicUrl}: the platform cannot reach that; give a public name, or set FEISHU_MODE=long-connection`,
      ),
    ]
  if (protocol === 'https:') return []
  return [
    webhook(
      'WARNING',
      `PUBLIC_URL is ${publicUrl}, not https: what people write travels open; put a proxy with a certificate before it`,
    ),
  ]
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
    if (data?.challenge !== asked)
      return webhook('PROBLEM', `${url} answers, but not as this service: does PUBLIC_URL lead here?`)
    const took = Math.round(performance.now() - begun)
    if (took > CHALLENGE_MS) return webhook('WARNING', `${url} took ${took} ms to answer; the platform waits 1 s`)
    return webhook('ok', `${url} answers the challenge`)
  } catch (caught) {
    return webhook('PROBLEM', unanswered(url, caught as CallError))
  }
}

function unanswered(url: string, { response, code, message }: CallError): string {
  if (response === undefined)
    return `${url} is not reached from here (${code ?? message}): does the service run, and its proxy?`
  if (response.status === 401)
    return `the service at ${url} has another FEISHU_ENCRYPT_KEY or FEISHU_VERIFICATION_TOKEN than is set here`
  if (response.status === 404)
    return `${url} is not there: is FEISHU_MODE=webhook set for the service, and does its proxy pass this path on?`
  return `${url} answers HTTP ${response.status}: see the service's log, and its proxy's`
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
