// /api/v1/tokens: an administrator makes, lists and revokes tokens; each ends when it should, on every instance.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { idempotencyKeys } from '../../src/db/schema/schema.ts'
import { DAY, MINUTE, SECOND } from '../../src/domain/calendar/instant.ts'
import { ADMIN, TestServer } from '../support/server.ts'

const TOKENS = '/api/v1/tokens'
let server: TestServer
beforeEach(async () => {
  server = await TestServer.open()
})
afterEach(async () => {
  expect(server.failures).toEqual([])
  await server.close()
})

const make = async (more: object = {}) => (await server.post(TOKENS, { name: 'a', scopes: ['read'], ...more })).json
const listed = async () => (await server.get(TOKENS)).json.tokens
const opens = async (token: string) => (await server.get('/api/v1/cases', { token })).status

describe('a token', () => {
  it('is shown once, with all that it may', async () => {
    const made = await server.post(TOKENS, { name: ' 监测\u0000 ', scopes: ['read', 'read'], person: 'li', days: 30 })
    expect(made.status).toBe(201)
    expect(made.json).toEqual({
      id: 1,
      name: '监测',
      scopes: ['read'],
      person: 'li',
      createdAt: server.now,
      expiresAt: '2026-11-08T04:00:00.000Z',
      lastUsedAt: null,
      revokedAt: null,
      secret: expect.stringMatching(/^[\w-]{43}$/),
    })
    expect(await opens(made.json.secret)).toBe(200)
    expect(JSON.stringify(await listed())).not.toContain(made.json.secret)
  })

  it('is good for as many days as it says', async () => {
    const { secret } = await make({ days: 1 })
    server.pass(DAY - SECOND)
    expect(await opens(secret)).toBe(200)
    server.pass(SECOND)
    const answer = await server.get('/api/v1/cases', { token: secret })
    expect(answer).toMatchObject({ status: 401, json: { error: { code: 'expired-token' } } })
  })

  it('is revoked at once, on every instance', async () => {
    const other = await server.another()
    const { id, secret } = await make()
    expect((await other.get('/api/v1/cases', { token: secret })).status).toBe(200)
    const revoked = await server.call('DELETE', `${TOKENS}/${id}`)
    expect(revoked).toMatchObject({ status: 200, json: { id, revokedAt: server.now } })
    expect(await opens(secret)).toBe(401)
    expect((await other.get('/api/v1/cases', { token: secret })).status).toBe(401)
    expect(await server.call('DELETE', `${TOKENS}/${id}`)).toMatchObject({
      status: 409,
      json: { error: { code: 'already-revoked' } },
    })
    await other.close()
  })

  it('tells when it was last used, at most a minute behind', async () => {
    const { secret } = await make()
    const used = async () => (await listed())[0].lastUsedAt
    expect(await used()).toBeNull()
    const first = server.now
    await opens(secret)
    server.pass(MINUTE - SECOND)
    await opens(secret)
    expect(await used()).toBe(first)
    server.pass(SECOND)
    await Promise.all([opens(secret), opens(secret), opens(secret)])
    expect(await used()).toBe(server.now)
  })

  it.each([
    [{ name: '' }, 'name'],
    [{ name: '\u0000\u200b' }, 'name'],
    [{ name: 'x'.repeat(101) }, 'name'],
    [{ scopes: [] }, 'scopes'],
    [{ scopes: ['all'] }, 'scopes.0'],
    [{ scopes: 'read' }, 'scopes'],
    [{ days: 0 }, 'days'],
    [{ days: 3_651 }, 'days'],
    [{ days: 1.5 }, 'days'],
    [{ secret: 'x' }, 'secret'],
  ])('is not made of %j', async (more, path) => {
    const answer = await server.post(TOKENS, { name: 'a', scopes: ['read'], ...more })
    expect(answer).toMatchObject({ status: 400, json: { error: { code: 'malformed', path } } })
  })

  it.each(['0', '9', '2147483648', '999999999999999'])('that never was (%s) is not revoked', async (id) => {
    const answer = await server.call('DELETE', `${TOKENS}/${id}`)
    expect(answer).toMatchObject({ status: 404, json: { error: { code: 'unknown-token' } } })
  })

  it.each(['x', '-1', '1e1', '%00'])('is not called %s', async (id) => {
    expect((await server.call('DELETE', `${TOKENS}/${id}`)).status).toBe(400)
  })

  it('is none of anybody’s business but an administrator’s', async () => {
    await make()
    const token = await server.token('other', ['read', 'sightings', 'commands', 'room'], 'li')
    for (const answer of [
      await server.get(TOKENS, { token }),
      await server.post(TOKENS, { name: 'b', scopes: ['admin'] }, { token }),
      await server.call('DELETE', `${TOKENS}/1`, { token }),
    ])
      expect(answer).toMatchObject({ status: 403, json: { error: { code: 'out-of-scope' } } })
    expect((await server.get(TOKENS, { token: null })).status).toBe(401)
    expect(await listed()).toHaveLength(2)
  })
})

describe('an idempotency key', () => {
  const push = (url: string, token: string, as?: string) =>
    server.post(
      '/api/v1/sightings',
      { url: `https://news.example/${url}` },
      {
        headers: { 'idempotency-key': 'k' },
        token,
        ...(as === undefined ? {} : { as }),
      },
    )

  it('is the token’s own, whatever the token is called and as whom it acts', async () => {
    const both = [await make({ scopes: ['sightings'] }), await make({ scopes: ['sightings'] })]
    expect((await push('a', both[0].secret)).status).toBe(201)
    expect((await push('b', both[1].secret)).status).toBe(201)
    expect((await push('c', ADMIN, 'li')).status).toBe(201)
    expect((await push('c', ADMIN, 'zhou')).status).toBe(200)
    const scopes = (await server.database.db.select().from(idempotencyKeys)).map(({ scope }) => scope)
    expect(scopes.sort()).toEqual(['token:1', 'token:2', 'token:environment'])
  })

  it('that was answered when keys went by the token’s name is still answered the same', async () => {
    const { secret } = await make({ scopes: ['sightings'] })
    await push('a', secret)
    const { db } = server.database
    await db.update(idempotencyKeys).set({ scope: 'api:a' })
    const again = await push('a', secret)
    expect([again.status, again.json]).toEqual([200, { case: 1, opened: true, sighting: 1 }])
    expect((await push('b', secret)).json.error.code).toBe('key-reused')
    expect((await push('a', secret)).status).toBe(200)
  })
})
