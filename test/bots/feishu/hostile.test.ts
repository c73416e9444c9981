// Thousands of requests that nobody honest sends, over a real socket: each gets the right answer, and nothing is half done.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Unreadable } from '../../../bots/feishu/decode/stored.ts'
import type { Channel, RawIncoming } from '../../../src/channel.ts'
import { seededIds } from '../../support/feishu/ids.ts'
import { scaled } from '../../support/scale.ts'
import { documentedEvents, samples } from './event-samples.ts'
import {
  FORGERIES,
  KEY,
  mutated,
  placesIn,
  type Request,
  requests,
  sealedBody,
  signed,
  TOKEN,
  tokenOf,
} from './hostile-requests.ts'
import { channelFor, recordingHost, type Served, served } from './receive-parts.ts'

const COUNT = scaled(1_500, 10_000)
const PLAIN_COUNT = scaled(300, 1_000)
const SEED = 20261009
const AT_ONCE = 16

interface Door {
  server: Served
  channel: Channel
  taken: RawIncoming[]
}

async function door(encryptKey: string | undefined): Promise<Door> {
  const taken: RawIncoming[] = []
  const host = recordingHost()
  host.accept = async (raw) => {
    // As the desk does before it answers: it must be possible to write it down.
    taken.push(JSON.parse(JSON.stringify(raw)) as RawIncoming)
    return true
  }
  host.act = async (raw) => {
    taken.push(JSON.parse(JSON.stringify(raw)) as RawIncoming)
    return { done: true, refused: false, text: null, card: null }
  }
  const { channel } = channelFor({
    appId: 'cli_a1b2c3d4e5f60718',
    appSecret: 'secret',
    encryptKey,
    verificationToken: TOKEN,
    domain: 'http://127.0.0.1:9',
    mode: 'webhook',
  })
  return { server: await served(channel, host), channel, taken }
}

let sealed: Door
let plain: Door
beforeAll(async () => {
  sealed = await door(KEY)
  plain = await door(undefined)
})
afterAll(async () => {
  await sealed.server.close()
  await plain.server.close()
})

const post = (server: Served, { body, headers }: Pick<Request, 'body' | 'headers'>) =>
  fetch(server.url, { method: 'POST', body: new Uint8Array(body), headers })

async function each<T>(all: T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = all.values()
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const one of left) await work(one)
    }),
  )
}

/** What was let in is understood, or said to be what cannot be; either at once. */
function understand({ channel, taken }: Door): { read: number; unreadable: number } {
  const counted = { read: 0, unreadable: 0 }
  for (const { body } of taken) {
    const begun = performance.now()
    try {
      channel.decode(body)
      counted.read += 1
    } catch (error) {
      expect(error).toBeInstanceOf(Unreadable)
      counted.unreadable += 1
    }
    expect(performance.now() - begun).toBeLessThan(1_000)
  }
  return counted
}

describe('the webhook', () => {
  test(`answers ${COUNT} spoilt and forged requests rightly, and keeps nothing half`, async () => {
    const payloads = [...samples, ...documentedEvents.map(({ payload }) => payload)]
    const all = requests(payloads, COUNT, seededIds(SEED))
    const statuses = new Map<number, number>()
    const wrong: string[] = []
    await each(all, async (request) => {
      const { status } = await post(sealed.server, request)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      if (!request.right.includes(status)) wrong.push(`${status} for ${request.what}`)
    })
    expect(wrong).toEqual([])
    expect([...statuses.keys()].toSorted()).toEqual([200, 400, 401, 413])
    // Every path was gone: what is let in, and what is not.
    for (const status of [200, 400, 401, 413]) expect(statuses.get(status)).toBeGreaterThan(COUNT / 200)
    const { read, unreadable } = understand(sealed)
    expect(read).toBeGreaterThan(COUNT / 20)
    expect(unreadable).toBeGreaterThan(COUNT / 100)
    expect(sealed.taken.length).toBeLessThanOrEqual(statuses.get(200) ?? 0)
    // And it goes on as if nothing had been.
    const body = sealedBody(JSON.stringify(samples[0]))
    expect((await post(sealed.server, { body, headers: signed(body) })).status).toBe(200)
  }, 120_000)

  test('keeps nothing of what it refused', async () => {
    const ids = seededIds(SEED + 1)
    const kept = sealed.taken.length
    for (const forgery of FORGERIES)
      for (let i = 0; i < 5; i += 1) {
        const request = forgery(ids, samples[0] ?? {})
        expect(request.mayKeep).toBe(false)
        await post(sealed.server, request)
      }
    expect(sealed.taken.length).toBe(kept)
  })

  test('without an encrypt key refuses whatever has not the token', async () => {
    const ids = seededIds(SEED + 2)
    const wrong: string[] = []
    for (let i = 0; i < PLAIN_COUNT; i += 1) {
      const changed = mutated(structuredClone(samples[ids.pick(samples.length)] ?? {}), ids.pick)
      const ours = tokenOf(changed) === TOKEN
      const body = Buffer.from(JSON.stringify(changed))
      const before = plain.taken.length
      const { status } = await post(plain.server, { body, headers: { 'content-type': 'application/json' } })
      const right = body.length > 1024 * 1024 ? [413] : ours ? [200, 400] : [400, 401]
      if (!right.includes(status)) wrong.push(`${status} for ${body.toString('utf8', 0, 300)}`)
      if (status !== 200) expect(plain.taken.length).toBe(before)
    }
    expect(wrong).toEqual([])
    expect(plain.taken.length).toBeGreaterThan(0.3 * PLAIN_COUNT)
    understand(plain)
  })

  test('takes bodies of any type of content, and none', async () => {
    const body = sealedBody(JSON.stringify(samples[0]))
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'application/json; x',
    ])
      expect((await post(sealed.server, { body, headers: { ...signed(body), 'content-type': type } })).status).toBe(200)
    const none = await fetch(sealed.server.url, { method: 'POST', headers: signed(Buffer.alloc(0)) })
    expect(none.status).toBe(400)
    expect((await fetch(sealed.server.url)).status).toBe(404)
  })
})

describe('what spoils the requests', () => {
  test('finds every place of something very deep, and of something that holds itself', () => {
    let deep: Record<string, unknown> = {}
    for (let depth = 0; depth < 200_000; depth += 1) deep = { held: deep }
    expect(placesIn(deep)).toHaveLength(200_000)
    const round: Record<string, unknown> = { a: 1 }
    round.self = [round]
    expect(placesIn(round).map(({ name }) => name)).toEqual(['a', 'self', '0'])
  })

  test('comes to an end for any seed, and never makes what holds itself', () => {
    for (let seed = 0; seed < 5_000; seed += 1) {
      const { pick } = seededIds(seed)
      expect(() => JSON.stringify(mutated(structuredClone(samples[seed % samples.length]), pick))).not.toThrow()
    }
  })
})

test.each(documentedEvents)('the documented $name is taken, and means something or nothing', async ({ payload }) => {
  const before = sealed.taken.length
  const body = sealedBody(JSON.stringify(payload))
  expect((await post(sealed.server, { body, headers: signed(body) })).status).toBe(200)
  for (const raw of sealed.taken.slice(before)) expect(() => sealed.channel.decode(raw.body)).not.toThrow()
})
