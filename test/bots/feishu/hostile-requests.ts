// Requests that nobody honest sends: spoilt inside but sealed and signed, or forged from outside.
import { createHash } from 'node:crypto'
import type { Ids } from '../../support/feishu/ids.ts'
import { encrypted } from '../../support/feishu/webhook.ts'
import type { Payload } from './event-samples.ts'

export const KEY = 'emulated encrypt key'
export const TOKEN = 'emulated-verification-token'

export interface Request {
  body: Buffer
  headers: Record<string, string>
  /** Which statuses are right. */
  right: number[]
  /** Whether anything may be kept of it. */
  mayKeep: boolean
  what: string
}

const nowS = () => Math.floor(Date.now() / 1_000)

export function signed(body: Buffer, timestamp = String(nowS()), key = KEY): Record<string, string> {
  const signature = createHash('sha256').update(`${timestamp}nonce${key}`).update(body).digest('hex')
  return {
    'content-type': 'application/json',
    'x-lark-request-timestamp': timestamp,
    'x-lark-request-nonce': 'nonce',
    'x-lark-signature': signature,
  }
}

export const sealedBody = (text: string, key = KEY) => Buffer.from(JSON.stringify({ encrypt: encrypted(key, text) }))

export const tokenOf = (payload: unknown): unknown => {
  if (typeof payload !== 'object' || payload === null) return undefined
  const { header, token } = payload as Payload
  return typeof header === 'object' && header !== null ? (header as Payload).token : token
}

/** Spoilt inside, but sealed and signed as the platform does: whatever it is, it is not refused as a stranger's. */
function spoilt({ pick }: Ids, payload: Payload): Request {
  const changed = mutated(structuredClone(payload), pick)
  const text = JSON.stringify(changed)
  const body = pick(2) === 0 ? sealedBody(text) : Buffer.from(text)
  if (body.length > 1024 * 1024) return { body, headers: signed(body), right: [413], mayKeep: false, what: 'huge' }
  const ours = tokenOf(changed) === TOKEN
  const object = typeof changed === 'object' && changed !== null && !Array.isArray(changed)
  const right = !object ? [400] : ours ? [200, 400] : [400, 401]
  return { body, headers: signed(body), right, mayKeep: ours, what: `spoilt: ${text.slice(0, 500)}` }
}

export const FORGERIES: ((ids: Ids, payload: Payload) => Request)[] = [
  ({ pick }, payload) => {
    const body = sealedBody(JSON.stringify(payload))
    const headers = signed(body, String(nowS() + (pick(2) === 0 ? -1 : 1) * (301 + pick(100_000))))
    return { body, headers, right: [401], mayKeep: false, what: 'stale' }
  },
  ({ pick }, payload) => {
    const body = sealedBody(JSON.stringify(payload))
    const at = pick(64)
    const given = signed(body)
    const signature = given['x-lark-signature'] ?? ''
    const digit = signature[at] === '0' ? '1' : '0'
    const headers = { ...given, 'x-lark-signature': signature.slice(0, at) + digit + signature.slice(at + 1) }
    return { body, headers, right: [401], mayKeep: false, what: 'a digit of the signature' }
  },
  ({ pick }, payload) => {
    const body = sealedBody(JSON.stringify(payload))
    const headers = signed(body)
    const at = pick(body.length)
    body[at] = (body[at] ?? 0) ^ (1 << pick(7))
    return { body, headers, right: [401], mayKeep: false, what: 'a bit of the body' }
  },
  ({ pick }, payload) => {
    const body = sealedBody(JSON.stringify(payload))
    const headers = signed(body)
    const name = ['x-lark-signature', 'x-lark-request-timestamp', 'x-lark-request-nonce'][pick(3)] ?? ''
    delete headers[name]
    // A challenge comes without a signature; sealed with our key and with our token it is the platform's.
    const challenge = payload.type === 'url_verification' && name === 'x-lark-signature'
    return { body, headers, right: [challenge ? 200 : 401], mayKeep: false, what: `no ${name}` }
  },
  ({ pick }, payload) => {
    const key = `another key ${pick(1_000)}`
    const body = sealedBody(JSON.stringify(payload), key)
    return { body, headers: signed(body, undefined, key), right: [401], mayKeep: false, what: 'another key' }
  },
  ({ pick }, payload) => {
    const whole = Buffer.from(JSON.stringify(payload))
    const cut = whole.subarray(0, pick(whole.length))
    return { body: cut, headers: signed(cut), right: [400], mayKeep: false, what: 'cut short' }
  },
  ({ pick }, payload) => {
    const whole = Buffer.from(JSON.stringify(payload))
    const at = 1 + pick(whole.length - 2)
    const body = Buffer.concat([whole.subarray(0, at), Buffer.from([0xff, 0xc0, 0xed, 0xa0]), whole.subarray(at)])
    return { body, headers: signed(body), right: [400], mayKeep: false, what: 'no UTF-8' }
  },
  ({ pick }) => {
    const noise = Buffer.from(Array.from({ length: pick(200) }, () => pick(256)))
    const encrypt = [noise.toString('base64'), '', 'AAAA', 1, null, {}, [noise.toString('base64')]][pick(7)]
    const body = Buffer.from(JSON.stringify({ encrypt }))
    return { body, headers: signed(body), right: [400, 401], mayKeep: false, what: 'sealed noise' }
  },
  (_ids, payload) => {
    const twice = JSON.stringify({ encrypt: encrypted(KEY, JSON.stringify(payload)) })
    const body = sealedBody(twice)
    return { body, headers: signed(body), right: [400, 401], mayKeep: false, what: 'sealed twice' }
  },
  ({ pick }) => {
    const body = Buffer.alloc(1024 * 1024 + 1 + pick(1_000), ' ')
    return { body, headers: signed(body), right: [413], mayKeep: false, what: 'too large' }
  },
  ({ pick }) => {
    const depth = 1_000 + pick(100_000)
    const [open, close] = pick(2) === 0 ? ['[', ']'] : ['{"a":', '}']
    const nested = `${open.repeat(depth)}1${close.repeat(depth)}`
    const event = `{"message":{"message_id":"om_deep","chat_id":"oc_1","content":"x","x":${nested}}}`
    const body = Buffer.from(
      `{"schema":"2.0","header":{"event_id":"e","event_type":"im.message.receive_v1","token":"${TOKEN}"},"event":${event}}`,
    )
    return { body, headers: signed(body), right: [body.length > 1024 * 1024 ? 413 : 400], mayKeep: false, what: 'deep' }
  },
]

const WORDS: unknown[] = [
  null, true, false, 0, -1, 1.5, 1e308, 2 ** 53, '', ' ', '0', 'ou_1/../x', 'om_1?x=1', '\u0000', '\ud800', '\udc00x',
  '🌊'.repeat(50), '@_user_1@_user_10@_all', '{"text":', '{"text":1}', '[[[', '__proto__', 'constructor', [], {}, [null],
  [[]], { __proto__: 1 }, { a: { b: { c: {} } } }, ['x', 1, null], 'x'.repeat(5_000), '99999999999999999999', '-5',
  '<at '.repeat(500), '<a href="'.repeat(500), '((((((((((a+)+)+', '{"title":"t","content":[[{"tag":"a"}]]}',
] // biome-ignore format: a list of words

/** A copy: what is changed in it later must not come with the next one. */
const wordFrom = (pick: Ids['pick']): unknown => structuredClone(WORDS[pick(WORDS.length)])

const NAMES = [
  '__proto__',
  'constructor',
  'schema',
  'header',
  'event',
  'message',
  'token',
  'type',
  'encrypt',
  'content',
  'x',
]

/** One to three changes somewhere in it. */
export function mutated(payload: unknown, pick: Ids['pick']): unknown {
  let changed = payload
  for (let left = 1 + pick(3); left > 0; left -= 1) {
    if (pick(40) === 0) return wordFrom(pick)
    const places = placesIn(changed)
    const place = places[pick(places.length)]
    if (place === undefined) continue
    changed = changedAt(changed, place, pick)
  }
  return changed
}

type Place = { holder: Record<string, unknown>; name: string }

function placesIn(value: unknown, found: Place[] = []): Place[] {
  if (typeof value !== 'object' || value === null) return found
  for (const [name, held] of Object.entries(value)) {
    found.push({ holder: value as Record<string, unknown>, name })
    placesIn(held, found)
  }
  return found
}

function changedAt(whole: unknown, { holder, name }: Place, pick: Ids['pick']): unknown {
  const put = (to: string, value: unknown) =>
    Object.defineProperty(holder, to, { value, enumerable: true, configurable: true, writable: true })
  switch (pick(8)) {
    case 0:
      delete holder[name]
      break
    case 1:
      put(name, nested(2 + pick(200)))
      break
    case 2:
      put(name, [holder[name]])
      break
    case 3:
      put(NAMES[pick(NAMES.length)] ?? 'x', holder[name])
      break
    case 4:
      put(name, pick(50) === 0 ? '长'.repeat(400_000) : 'x'.repeat(pick(30_000)))
      break
    case 5:
      put(name, typeof holder[name] === 'string' ? `${holder[name]}${String(wordFrom(pick))}` : {})
      break
    default:
      put(name, wordFrom(pick))
  }
  return whole
}

function nested(depth: number): unknown {
  let value: unknown = 1
  for (let left = depth; left > 0; left -= 1) value = left % 2 === 0 ? [value] : { elements: value, content: value }
  return depth > 30 ? chain(depth) : value
}

/** Deep, but not twice as large with each level. */
function chain(depth: number): unknown {
  let value: unknown = 1
  for (let left = depth; left > 0; left -= 1) value = left % 2 === 0 ? [value] : { elements: value }
  return value
}

export function requests(payloads: Payload[], count: number, ids: Ids): Request[] {
  return Array.from({ length: count }, () => {
    const payload = payloads[ids.pick(payloads.length)] ?? {}
    const forgery = FORGERIES[ids.pick(FORGERIES.length)]
    return ids.pick(3) > 0 || forgery === undefined ? spoilt(ids, payload) : forgery(ids, payload)
  })
}
