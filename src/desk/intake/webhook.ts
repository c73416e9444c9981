// A push of a monitoring product: whether it is signed, and the posts that it tells of.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { parse } from 'lossless-json'
import { type Instant, millisBetween } from '../../domain/calendar/instant.ts'
import {
  applyMapping,
  instantCalled,
  isNumber,
  type Mapped,
  type Misread,
  numberSent,
  pathText,
  SentNumber,
  type Steps,
  valueAt,
} from '../../domain/post/webhook-mapping.ts'
import type { Webhook } from '../startup/webhook-file.ts'

/** A header's value by its name in lower case. */
export type Headers = (name: string) => string | undefined

export type Signed = { ok: true } | { ok: false; reason: 'bad-signature' | 'stale'; message: string }

/** The signature first: who has no secret learns nothing of the clock. `now` is the world's. */
export function verifySignature(hook: Webhook, headers: Headers, body: Uint8Array, now: Instant): Signed {
  const { signature, timestamp, secret } = hook
  const at = timestamp === null ? null : (headers(timestamp.header) ?? '')
  const mac = createHmac('sha256', secret)
  if (at !== null) mac.update(`${at}.`)
  const given = digestIn(headers(signature.header) ?? '', signature)
  if (given === null || !timingSafeEqual(given, mac.update(body).digest())) {
    const of = timestamp === null ? 'the body' : `${timestamp.header}, a dot and the body`
    return { ok: false, reason: 'bad-signature', message: `${signature.header}: not the HMAC-SHA256 of ${of}` }
  }
  if (timestamp === null || at === null) return { ok: true }
  const signedAt = instantCalled(at, timestamp.format, 'UTC')
  if (signedAt !== null && Math.abs(millisBetween(signedAt, now)) <= timestamp.toleranceMs) return { ok: true }
  const why =
    signedAt === null
      ? `is no time as ${timestamp.format}`
      : `is more than ${timestamp.toleranceMs / 1_000} s from ours`
  return { ok: false, reason: 'stale', message: `${timestamp.header}: ${why} (it is ${now})` }
}

/** More than anybody pushes at once, and little enough to be dealt with while the sender waits. */
export const MOST_ITEMS = 500

export interface Item {
  /** Where it stands in the sender's document. */
  at: Steps
  value: unknown
}

/** What is pushed, post by post; or what is wrong with the document as a whole. */
export function itemsOf(
  hook: Webhook,
  body: Uint8Array,
): { ok: true; items: Item[] } | { ok: false; misread: Misread } {
  const document = parsedJson(body)
  if (document === undefined) return { ok: false, misread: { path: '', message: 'the body is not JSON in UTF-8' } }
  if (hook.items === null) return { ok: true, items: [{ at: [], value: document }] }
  const list = valueAt(document, hook.items)
  const path = pathText(hook.items)
  if (!Array.isArray(list)) return { ok: false, misread: { path, message: 'there is no list here' } }
  return { ok: true, items: list.map((value: unknown, index) => ({ at: [...(hook.items ?? []), index], value })) }
}

/** The key under which a post is taken once; what is no object is no post. Without an id of the sender's: by the bytes that it came in. */
export function keyOf(
  hook: Webhook,
  item: Item,
  body: Uint8Array,
): { ok: true; key: string } | { ok: false; misread: Misread } {
  if (typeof item.value !== 'object' || item.value === null || item.value instanceof SentNumber)
    return { ok: false, misread: { path: pathText(item.at), message: 'an object belongs here' } }
  if (hook.id === null) {
    const digest = createHash('sha256').update(body).digest('hex')
    return { ok: true, key: `sha256:${digest}:${item.at.at(-1) ?? 0}` }
  }
  const id = valueAt(item.value, hook.id)
  const key = isNumber(id) ? String(id) : id
  if (typeof key === 'string' && KEY.test(key)) return { ok: true, key }
  const path = pathText([...item.at, ...hook.id])
  return { ok: false, misread: { path, message: 'an id of 1 to 200 characters that can be seen belongs here' } }
}

export const sightingIn = (hook: Webhook, item: Item, timeZone: string): Mapped =>
  applyMapping(hook.map, item.value, item.at, timeZone)

// Neither controls nor half a character, which the database cannot keep.
const KEY = /^[^\p{Cc}\p{Surrogate}]{1,200}$/u

/** Blanks around the digest are the sender's layout: `sha256= 5e88…`. */
function digestIn(text: string, { encoding, prefix }: Webhook['signature']): Uint8Array | null {
  const given = text.trim()
  const mark = prefix.trim()
  if (given.slice(0, mark.length).toLowerCase() !== mark.toLowerCase()) return null
  const digest = given.slice(mark.length).trim()
  const bytes = (encoding === 'hex' ? /^[0-9a-f]{64}$/i : /^[A-Za-z0-9+/]{43}=$/).test(digest)
    ? Buffer.from(digest, encoding)
    : null
  return bytes?.length === 32 ? bytes : null
}

/** As `JSON.parse` reads it (of a key that is there twice the last counts), but for numbers. */
function parsedJson(body: Uint8Array): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body)
    return parse(text, null, { parseNumber: numberSent, onDuplicateKey: ({ newValue }) => newValue })
  } catch {
    return undefined // TypeError: not UTF-8; SyntaxError: not JSON; RangeError: too deep
  }
}
