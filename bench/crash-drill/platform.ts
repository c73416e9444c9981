// A chat platform in a process of its own, never killed: takes messages by idempotency key and keeps its own record.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type Random, randomOf } from './random.ts'

/** One message, or one edit of it, as the platform took it. */
export interface Taken {
  key: string
  kind: 'message' | 'edit'
  messageId: string
  to: string
  /** As a person reads it. */
  text: string
  instance: string
  /** When its request arrived, and when it was put on record; milliseconds since 1970. */
  arrivedMs: number
  recordedMs: number
}

export interface PlatformRecord {
  taken: Taken[]
  /** Requests whose key was known. */
  repeated: number
  /** Requests whose sender was gone before the platform had recorded them, and after. */
  cutBefore: number
  cutAfter: number
  /** Answers that left the sender without a result although the message was on record. */
  unknown: number
  refused: number
}

export type Side = 'before' | 'after'
/** Driver to platform: hold the next request on that side of the recording (null: none); go on; from now on no more trouble. */
export type Order = { arm: Side | null } | { go: true } | { calm: true }
/** Platform to driver. */
export type Word = { ready: number } | { held: Side; instance: string }

const random: Random = randomOf(Number(process.argv[2] ?? 1), 7_001)
const record: PlatformRecord = { taken: [], repeated: 0, cutBefore: 0, cutAfter: 0, unknown: 0, refused: 0 }
const byKey = new Map<string, string>()
let armed: Side | null = null
let goOn: (() => void) | null = null
let calm = false

process.on('message', (order: Order) => {
  if ('arm' in order) armed = order.arm
  else if ('calm' in order) calm = true
  else goOn?.()
})
process.on('disconnect', () => process.exit(0))

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    process.stderr.write(`platform: ${String(error)}\n`)
    response.destroy()
  })
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  tell({ ready: typeof address === 'object' && address ? address.port : 0 })
})

interface Sent {
  key: string
  to: string
  text: string
  replaces: string | null
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url === '/record') return reply(response, 200, record)
  const arrivedMs = Date.now()
  const sent = JSON.parse(await textOf(request)) as Sent
  const instance = String(request.headers['x-instance'])
  await stand('before', instance, response)
  if (gone(response)) {
    record.cutBefore += 1
    return
  }
  if (trouble(0.01)) {
    record.refused += 1
    return random.chance(0.5) ? reply(response, 429, { afterMs: 300 }) : reply(response, 500, {})
  }
  const messageId = take(sent, instance, arrivedMs)
  await stand('after', instance, response)
  if (gone(response)) {
    record.cutAfter += 1
    return
  }
  if (trouble(0.015)) {
    record.unknown += 1
    // A few never answer at all: the sender has to give up waiting.
    return random.chance(0.1) ? undefined : reply(response, 500, {})
  }
  return reply(response, 200, { messageId })
}

const trouble = (probability: number) => !calm && random.chance(probability)

/** Idempotent by key: the same key answers the same message, and is put on record once. */
function take({ key, to, text, replaces }: Sent, instance: string, arrivedMs: number): string {
  const known = byKey.get(key)
  if (known !== undefined) {
    record.repeated += 1
    return known
  }
  const messageId = replaces ?? `m${byKey.size + 1}`
  byKey.set(key, messageId)
  const kind = replaces === null ? 'message' : 'edit'
  record.taken.push({ key, kind, messageId, to, text, instance, arrivedMs, recordedMs: Date.now() })
  return messageId
}

/** A random pause; or, where the driver has asked for it, a stop until it has killed the sender. */
async function stand(side: Side, instance: string, response: ServerResponse): Promise<void> {
  if (armed !== side) return pause(random.between(0, 80))
  armed = null
  const going = new Promise<void>((resolve) => {
    goOn = resolve
  })
  tell({ held: side, instance })
  await Promise.race([going, pause(3_000)])
  goOn = null
  // The kernel closes a dead process's sockets; give the news time to arrive.
  for (let waited = 0; waited < 1_000 && !gone(response); waited += 10) await pause(10)
}

const gone = (response: ServerResponse): boolean => response.destroyed || response.socket?.destroyed !== false

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

function tell(word: Word): void {
  process.send?.(word)
}
