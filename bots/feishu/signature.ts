// Whether what came to the webhook is the platform's: signature over the raw bytes, freshness, encryption, token.
import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto'
import type { FeishuSettings } from './deps.ts'

/** Answered with this status; the sender learns no more than the code. */
export class Refused extends Error {
  constructor(
    readonly statusCode: 400 | 401,
    readonly code: 'malformed' | 'unauthorised',
    message: string,
  ) {
    super(message)
  }
}

export type Opened = { kind: 'challenge'; challenge: string } | { kind: 'event'; body: Fields }
export type Fields = Record<string, unknown>

export interface Posted {
  raw: Buffer
  headers: Record<string, string | string[] | undefined>
}

const FRESH_MS = 5 * 60_000
const LONGEST_CHALLENGE = 1_000

type Secrets = Pick<FeishuSettings, 'encryptKey' | 'verificationToken'>

/** `nowMs`: the world's time. Throws Refused. */
export function opened(secrets: Secrets, posted: Posted, nowMs: number): Opened {
  const signed = secrets.encryptKey !== undefined && checkSignature(secrets.encryptKey, posted, nowMs)
  const { body, sealed } = unsealed(secrets.encryptKey, parsed(posted.raw), signed)
  const proven = signed || sealed
  checkToken(secrets, body, proven)
  if (body.type === 'url_verification') return { kind: 'challenge', challenge: challengeIn(body) }
  // The key may have been guessed at by whoever seals; only the signature tells when it was sent.
  if (secrets.encryptKey !== undefined && !signed) throw unauthorised('there is no signature')
  return { kind: 'event', body }
}

/** False where there is none: a challenge comes without. */
function checkSignature(encryptKey: string, { raw, headers }: Posted, nowMs: number): boolean {
  const signature = headerOf(headers['x-lark-signature'])
  if (signature === '') return false
  const timestamp = headerOf(headers['x-lark-request-timestamp'])
  const nonce = headerOf(headers['x-lark-request-nonce'])
  const expected = createHash('sha256').update(`${timestamp}${nonce}${encryptKey}`).update(raw).digest('hex')
  if (!same(expected, signature)) throw unauthorised('the signature is wrong')
  // In seconds, and part of what is signed: an old request cannot be sent again with a new time.
  const sentMs = /^\d{10}$/u.test(timestamp) ? Number(timestamp) * 1_000 : Number.NaN
  if (!(Math.abs(nowMs - sentMs) <= FRESH_MS)) throw unauthorised('the request is too old, or a clock is wrong')
  return true
}

const headerOf = (value: string | string[] | undefined): string => (typeof value === 'string' ? value : '')

/** `sealed`: it was encrypted with our key. */
function unsealed(encryptKey: string | undefined, body: Fields, signed: boolean): { body: Fields; sealed: boolean } {
  if (typeof body.encrypt !== 'string') return { body, sealed: false }
  if (encryptKey === undefined) throw malformed('it is encrypted, and no encrypt key is configured here')
  const text = decrypted(encryptKey, body.encrypt)
  if (text === null) throw signed ? malformed('it cannot be decrypted') : unauthorised('it cannot be decrypted')
  return { body: parsed(text), sealed: true }
}

/** AES-256-CBC, the first block being the vector; null for what was not encrypted with this key. */
export function decrypted(encryptKey: string, sealed: string): Buffer | null {
  const bytes = Buffer.from(sealed, 'base64')
  if (bytes.length < 32 || bytes.length % 16 !== 0) return null
  const key = createHash('sha256').update(encryptKey).digest()
  const decipher = createDecipheriv('aes-256-cbc', key, bytes.subarray(0, 16))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()])
  } catch {
    // The padding does not fit: another key.
    return null
  }
}

function parsed(bytes: Buffer): Fields {
  const body = jsonIn(bytes)
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw malformed('it is no JSON object')
  return body as Fields
}

function jsonIn(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw malformed('it is no JSON in UTF-8')
  }
}

/** In the header of the new schema, at the top of the old one and of challenges. */
function checkToken({ encryptKey, verificationToken }: Secrets, body: Fields, proven: boolean): void {
  if (verificationToken === undefined) {
    if (encryptKey === undefined || !proven) throw unauthorised('nothing proves where it comes from')
    return
  }
  const header = typeof body.header === 'object' && body.header !== null ? (body.header as Fields) : body
  if (typeof header.token !== 'string' || !same(verificationToken, header.token))
    throw unauthorised('the verification token is wrong')
}

function challengeIn({ challenge }: Fields): string {
  if (typeof challenge !== 'string' || challenge.length > LONGEST_CHALLENGE) throw malformed('challenge: no text')
  return challenge
}

/** In constant time, whatever the lengths. */
function same(expected: string, given: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(expected), digest(given))
}

const unauthorised = (message: string) => new Refused(401, 'unauthorised', message)
export const malformed = (message: string) => new Refused(400, 'malformed', message)
