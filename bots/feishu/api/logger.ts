// What the SDK would log, without secrets: it prints whole failed requests, the app's secret and tokens among them.
import type { Logger } from '@larksuiteoapi/node-sdk'
import type { FeishuDeps } from '../deps.ts'

const LONGEST = 500

/** The SDK's errors are warnings here: whoever made the call decides what its failure means. */
export function quietLogger({ settings, log }: Pick<FeishuDeps, 'settings' | 'log'>): Logger {
  const secrets = secretsOf(settings)
  const told = (given: unknown[]) => ({
    sdk: given
      .flat()
      .map((each) => said(each, secrets))
      .join(' ')
      .slice(0, LONGEST),
  })
  return {
    error: (...given) => log.warn(told(given), 'feishu: the SDK reports'),
    warn: (...given) => log.info(told(given), 'feishu: the SDK reports'),
    info: () => {},
    debug: () => {},
    trace: () => {},
  }
}

/** `text` without this app's secrets, and without whatever looks like a token or a ticket. */
export function redacted(text: string, settings: FeishuDeps['settings']): string {
  return clean(text, secretsOf(settings))
}

const secretsOf = ({ appSecret, encryptKey, verificationToken }: FeishuDeps['settings']) =>
  [appSecret, encryptKey, verificationToken].filter((each) => each !== undefined && each !== '') as string[]

/** Of an error or an object only what is known to be harmless: its message and code. */
function said(given: unknown, secrets: string[]): string {
  if (typeof given === 'string') return clean(given, secrets)
  if (typeof given !== 'object' || given === null) return clean(String(given), secrets)
  const { message, code, msg } = given as { message?: unknown; code?: unknown; msg?: unknown }
  const body = bodyOf(given)
  const parts = [message, msg, code, body?.code, body?.msg].filter((each) => each !== undefined)
  return clean(parts.map(String).join(' ') || 'an object', secrets)
}

const bodyOf = (given: object) =>
  (given as { response?: { data?: { code?: unknown; msg?: unknown } | null } }).response?.data ?? null

/** `t-…`, `u-…`, `Bearer …`, and what a connection's address carries. */
const TOKENS = /\b(?:Bearer\s+\S+|[tu]-[\w-]{10,}|(?:access_key|ticket|token|secret)=[^&\s"]+)/giu

const clean = (text: string, secrets: string[]) =>
  secrets.reduce((left, secret) => left.replaceAll(secret, '***'), text).replace(TOKENS, '***')
