// Who asks by token: what each scope opens, and as whom an administrator may act.
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Scope } from '../../src/db/institution/access.ts'
import { tokens } from '../../src/db/schema/schema.ts'
import { ADMIN, TestServer } from '../support/server.ts'

let server: TestServer
beforeEach(async () => {
  server = await TestServer.open()
  await server.opened('a')
})
afterEach(() => server.close())

type Ask = ['GET' | 'POST', string, object?]
const ROUTES: [Scope, Ask][] = [
  ['read', ['GET', '/api/v1/cases']],
  ['read', ['GET', '/api/v1/cases/1']],
  ['read', ['GET', '/api/v1/cases/1/events']],
  ['sightings', ['POST', '/api/v1/sightings', { url: 'https://news.example/b' }]],
  ['commands', ['POST', '/api/v1/cases/1/commands', { type: 'note', text: 'a' }]],
  ['room', ['GET', '/api/v1/room/rooms']],
  ['room', ['GET', '/api/v1/room/messages?room=duty']],
  ['room', ['POST', '/api/v1/room/messages', { room: 'duty', text: 'a' }]],
  ['admin', ['POST', '/api/v1/sign-in-links', { person: 'li' }]],
]
const ask = ([method, url, body]: Ask, sent: Parameters<TestServer['call']>[2] = {}) =>
  server.call(method, url, { ...sent, body })

describe.each(ROUTES)('with the scope %s: %j', (scope, route) => {
  it('is open to a token with that scope, and to an administrator’s', async () => {
    const token = await server.token('own', [scope], 'li')
    expect((await ask(route, { token })).status).toBeLessThan(300)
    expect((await ask(route, { as: 'li' })).status).toBeLessThan(300)
  })

  it('is closed to a token with every other scope', async () => {
    const others = (['read', 'sightings', 'commands', 'room'] as const).filter((each) => each !== scope)
    const token = await server.token('other', others, 'li')
    expect(await ask(route, { token })).toMatchObject({ status: 403, json: { error: { code: 'out-of-scope' } } })
  })

  it('is closed to nobody, to an unknown token and to a revoked one', async () => {
    expect((await ask(route, { token: null })).status).toBe(401)
    expect(await ask(route, { token: 'guess' })).toMatchObject({ status: 401 })
    const token = await server.token('revoked', [scope], 'li')
    await server.database.db.update(tokens).set({ revokedAt: server.now }).where(eq(tokens.name, 'revoked'))
    expect(await ask(route, { token })).toMatchObject({ status: 401, json: { error: { code: 'bad-token' } } })
  })
})

describe('the header Authorization', () => {
  it.each(['', 'Bearer', 'Bearer ', `Basic ${ADMIN}`, ADMIN, `Bearer  ${ADMIN}`, 'Bearer \u00e9'])(
    'is refused where it says %j',
    async (authorization) => {
      const answer = await server.get('/api/v1/cases', { token: null, headers: { authorization } })
      expect([answer.status, Object.keys(answer.json.error)]).toEqual([401, ['code', 'message']])
    },
  )

  it('names its kind in any case', async () => {
    const headers = { authorization: `bearer ${ADMIN}` }
    expect((await server.get('/api/v1/cases', { token: null, headers })).status).toBe(200)
  })

  it('may not be given in the address', async () => {
    expect((await server.get(`/api/v1/cases?token=${ADMIN}`, { token: null })).status).toBe(401)
  })
})

describe('Zhiban-As', () => {
  it('makes an administrator’s request the person’s', async () => {
    await server.command(1, { type: 'note', text: 'a' }, 'li')
    const { events } = (await server.get('/api/v1/cases/1/events')).json
    expect(events.at(-1)).toMatchObject({ type: 'noted', actor: 'li' })
  })

  it('is refused with any other token, also for the token’s own person', async () => {
    const token = await server.token('own', ['commands', 'read'], 'li')
    for (const as of ['zhou', 'li']) {
      const answer = await server.get('/api/v1/cases', { token, as })
      expect(answer).toMatchObject({
        status: 403,
        json: { error: { code: 'not-an-administrator', path: 'Zhiban-As' } },
      })
    }
  })

  it.each(['ghost', '', '__proto__', 'constructor', '\u00e9', 'li, zhou', 'LI'])('is refused for %j', async (as) => {
    const answer = await server.get('/api/v1/cases', { as })
    expect(answer).toMatchObject({ status: 403, json: { error: { code: 'unknown-person', path: 'Zhiban-As' } } })
  })
})

describe('a token of nobody', () => {
  it('acts as itself, with no authority over a case', async () => {
    const token = await server.token('product', ['commands', 'sightings'])
    const answer = await server.post('/api/v1/cases/1/commands', { type: 'assign', department: '城管' }, { token })
    expect(answer).toMatchObject({ status: 409, json: { error: { code: 'not-authorised' } } })
  })

  it('is nobody in the room', async () => {
    const token = await server.token('product', ['room'])
    for (const each of [{ token }, {}]) {
      const answer = await server.get('/api/v1/room/rooms', each)
      expect(answer).toMatchObject({ status: 403, json: { error: { code: 'no-person', path: 'Zhiban-As' } } })
    }
  })
})

describe('a token of a person', () => {
  it('is worth nothing once the person has left the org', async () => {
    const token = await server.token('gone', ['read', 'room'], 'ghost')
    expect((await server.get('/api/v1/cases', { token })).status).toBe(403)
    expect((await server.get('/api/v1/room/rooms', { token })).status).toBe(403)
  })
})
