// Whether the service is alive and ready, as whoever watches it asks.
import { sql } from 'drizzle-orm'
import Fastify from 'fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { healthRoutes } from '../../src/web/health.ts'
import { emptyDatabase } from '../support/database.ts'
import { deskOn } from '../support/desk.ts'
import { NOON } from '../support/sample.ts'
import { TestServer } from '../support/server.ts'

const NOBODY = { token: null }

let server: TestServer
beforeEach(async () => {
  server = await TestServer.open()
})
afterEach(() => server.close())

describe('health', () => {
  it('is told to anybody', async () => {
    expect(await server.get('/healthz', NOBODY)).toMatchObject({ status: 200, json: { ok: true } })
    expect(await server.get('/readyz', NOBODY)).toMatchObject({ status: 200, json: { ok: true, problems: [] } })
  })

  it('is not ready while a worker stands still', async () => {
    server.pulse.set('sweep', server.now)
    expect((await server.get('/readyz', NOBODY)).status).toBe(200)
    server.pass(61_000)
    const answer = await server.get('/readyz', NOBODY)
    expect(answer).toMatchObject({ status: 503, json: { ok: false, problems: [expect.stringContaining('sweep')] } })
    expect((await server.get('/healthz', NOBODY)).status).toBe(200)
  })

  it('is not ready while the database does not answer, and says no more than that', async () => {
    const app = Fastify()
    const broken = { execute: () => Promise.reject(new Error('password authentication failed')) }
    const desk = deskOn({ ...server.database, db: broken as never }, { at: NOON })
    healthRoutes(app, desk, new Map())
    const answer = await app.inject('/readyz')
    expect([answer.statusCode, answer.json()]).toEqual([503, { ok: false, problems: ['the database does not answer'] }])
    await app.close()
  })

  it('is not ready before the migrations are applied', async () => {
    const database = await emptyDatabase()
    await database.db.execute(sql`select 1`)
    const app = Fastify()
    healthRoutes(app, deskOn(database, { at: NOON }), new Map())
    const answer = await app.inject('/readyz')
    expect(answer.statusCode).toBe(503)
    expect(answer.json().problems).toContainEqual(expect.stringContaining('migration'))
    await app.close()
    await database.dispose()
  })
})

describe('what is not there', () => {
  it.each(['GET', 'POST', 'PUT', 'DELETE'] as const)('is a 404 in the form of every error, for %s', async (method) => {
    const answer = await server.call(method, '/api/v1/nothing', { ...NOBODY, headers: { accept: 'text/html' } })
    expect([answer.status, Object.keys(answer.json.error)]).toEqual([404, ['code', 'message']])
  })

  it('leads from the root to the room', async () => {
    expect(await server.get('/', NOBODY)).toMatchObject({ status: 302, headers: { location: '/room' } })
  })
})
