// How often one may ask: a 429 with the error's shape and when to ask again, and nobody shut out by somebody else.
import { afterEach, describe, expect, it } from 'vitest'
import { type Answer, type Sent, TestServer } from '../support/server.ts'

let server: TestServer
afterEach(async () => {
  expect(server.failures).toEqual([])
  await server.close()
})
const open = async (more: Parameters<typeof TestServer.open>[0] = {}) => {
  server = await TestServer.open({ rateLimit: 5, ...more })
}

/** Statuses of so many requests, one after the other. */
async function statuses(count: number, ask: (n: number) => Promise<Answer>): Promise<number[]> {
  const found: number[] = []
  for (let n = 0; n < count; n += 1) found.push((await ask(n)).status)
  return found
}
const list = (sent: Sent) => server.get('/api/v1/cases', sent)

describe('requests', () => {
  it('are limited a token, and say when to ask again', async () => {
    await open()
    const [one, two] = [await server.token('one', ['read']), await server.token('two', ['read'])]
    expect(await statuses(6, () => list({ token: one }))).toEqual([200, 200, 200, 200, 200, 429])
    const refused = await list({ token: one })
    expect(refused.json).toEqual({
      error: { code: 'too-many-requests', message: expect.stringMatching(/ask again in \d+ s/) },
    })
    expect(Number(refused.headers['retry-after'])).toBeGreaterThanOrEqual(1)
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60)
    expect((await list({ token: two })).status).toBe(200)
  })

  it('for what needs no token are not made endless by another token each time', async () => {
    await open()
    for (const path of ['/api/docs', '/api/openapi.json'] as const) {
      const found = await statuses(125, (n) => server.get(path, { token: `no-token-at-all-${n}` }))
      expect(found.slice(-5)).toEqual([429, 429, 429, 429, 429])
    }
  })

  it('of one token are counted together however its header is written', async () => {
    await open()
    const token = await server.token('one', ['read'])
    const written = ['Bearer ', 'bearer ', 'BEARER ', 'Bearer ', 'bEARER ', 'Bearer ']
    const found = await statuses(6, (n) =>
      list({ token: null, headers: { authorization: `${written[n]}${token}${n % 2 ? ' x' : ''}` } }),
    )
    expect(found.at(-1)).toBe(429)
  })

  it('are limited a session, and an address where there is neither', async () => {
    await open({ rateLimit: 10 })
    const [li, zhou] = [await server.session('li'), await server.session('zhou')]
    const rooms = (headers: Record<string, string>) => server.get('/api/v1/room/rooms', { token: null, headers })
    expect((await statuses(11, () => rooms(li))).at(-1)).toBe(429)
    expect((await rooms(zhou)).status).toBe(200)
    const found = await statuses(11, () => server.get('/sign-in', { token: null }))
    expect([found[0], found.at(-1)]).toEqual([200, 429])
  })

  it('to nowhere and for health are not counted, nor the stream', async () => {
    await open()
    expect(await statuses(8, () => server.get('/healthz', { token: null }))).toEqual(Array(8).fill(200))
    expect((await list({})).status).toBe(200)
  })
})

describe('a token that is none', () => {
  it('is answered 429 once an address has tried too many, and good ones are not held up', async () => {
    await open({ rateLimit: 1_000 })
    const token = await server.token('one', ['read'])
    const found = await statuses(31, (n) => list({ token: `guess-${n}` }))
    expect([...new Set(found.slice(0, 30)), found[30]]).toEqual([401, 429])
    expect((await list({ token: 'another' })).headers['retry-after']).toMatch(/^\d+$/)
    expect((await list({ token })).status).toBe(200)
    expect((await list({})).status).toBe(200)
  })

  it('is counted as a session that is none', async () => {
    await open({ rateLimit: 1_000 })
    const found = await statuses(31, (n) =>
      server.get('/api/v1/room/rooms', { token: null, headers: { cookie: `zhiban=guess-${n}` } }),
    )
    expect([found[29], found[30]]).toEqual([401, 429])
  })
})

describe('signing in', () => {
  it('is limited an address', async () => {
    await open({ rateLimit: 1_000 })
    const found = await statuses(61, (n) => server.call('POST', `/sign-in/guess-${n}`, { token: null }))
    expect([found[59], found[60]]).toEqual([410, 429])
  })
})

describe('an address', () => {
  const from = (address: string) => server.get('/sign-in', { token: null, headers: { 'x-forwarded-for': address } })

  it('is not what a header says, unless a proxy of ours says it', async () => {
    await open()
    expect((await statuses(6, (n) => from(`10.0.0.${n}`))).at(-1)).toBe(429)
    await server.close()
    await open({ trustProxy: ['127.0.0.1'] })
    expect((await statuses(6, (n) => from(`10.0.0.${n}`))).at(-1)).toBe(200)
    // What stands before the proxy's own word may be forged.
    expect((await statuses(6, (n) => from(`8.8.8.${n}, 10.1.1.1`))).at(-1)).toBe(429)
  })

  it('of version 6 is its network', async () => {
    await open({ trustProxy: ['127.0.0.1'] })
    expect((await statuses(6, (n) => from(`2001:db8:1:1::${n}`))).at(-1)).toBe(429)
    expect((await from('not an address')).status).toBe(200)
  })
})
