// Whether the service is alive and ready, as whoever watches it asks.
import { eq, inArray, sql } from 'drizzle-orm'
import Fastify from 'fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { verify } from '../../src/db/operations/audit.ts'
import { cases, outbox } from '../../src/db/schema/schema.ts'
import { type Service, startService } from '../../src/main.ts'
import { healthRoutes } from '../../src/web/health.ts'
import { NO_ANSWER } from '../../src/web/health-problems.ts'
import { emptyDatabase, engine } from '../support/database.ts'
import { deskOn } from '../support/desk.ts'
import { type Server, startPostgres } from '../support/postgres.ts'
import { NOON } from '../support/sample.ts'
import { ADMIN, TestServer } from '../support/server.ts'

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

  it('says which channels do not hear, and stays ready: another instance would hear no more', async () => {
    const app = Fastify()
    const desk = deskOn(server.database, { at: NOON })
    const hearing = (name: string, ok: boolean) =>
      desk.channels.set(name, { name, hears: () => ({ ok, says: 'secret reason', deafMs: 1 }) } as never)
    hearing('feishu', true)
    hearing('wechat', false)
    healthRoutes(app, desk, new Map())
    const answer = await app.inject('/readyz')
    const channels = { feishu: true, wechat: false }
    expect([answer.statusCode, answer.json()]).toEqual([200, { ok: true, problems: [], channels }])
    await app.close()
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
    const problems = ['the database does not answer']
    expect([answer.statusCode, answer.json()]).toEqual([503, { ok: false, problems, channels: {} }])
    await app.close()
  })

  it('says within two seconds that the database hangs, however many ask, and asks it once', async () => {
    const app = Fastify()
    let asked = 0
    let answer = () => {}
    const execute = () => {
      asked += 1
      return new Promise<void>((resolve) => {
        answer = resolve
      })
    }
    healthRoutes(app, deskOn({ ...server.database, db: { execute } as never }, { at: NOON }), new Map())
    const begun = performance.now()
    const answers = await Promise.all(Array.from({ length: 20 }, () => app.inject('/readyz')))
    expect(performance.now() - begun).toBeLessThan(2_000)
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(answers.map(() => 503))
    expect([answers[0]?.json().problems, asked]).toEqual([[NO_ANSWER], 1])
    answer()
    await expect.poll(async () => (await app.inject('/readyz')).statusCode).toBe(asked === 1 ? 200 : 503)
    await app.close()
  })

  it('is not ready where a newer version has migrated the database, and says which to run', async () => {
    await server.database.db.execute(sql`insert into zhiban_migrations (name, sha256) values ('9999_later.sql', 'x')`)
    const { status, json } = await server.get('/readyz', NOBODY)
    expect([status, json.problems]).toEqual([503, [expect.stringContaining('newer version')]])
    await server.database.db.execute(sql`delete from zhiban_migrations where name = '9999_later.sql'`)
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

// PGlite lives in the process: there it cannot be gone alone.
if (engine() === 'postgres')
  describe('PostgreSQL gone for a while, under load', () => {
    let postgres: Server
    let service: Service
    beforeEach(async () => {
      postgres = await startPostgres({ durable: true })
      service = await startService(
        readConfig({
          DATABASE_URL: postgres.url,
          ZHIBAN_SECRET: 'a secret of at least thirty-two characters',
          ZHIBAN_API_TOKEN: ADMIN,
          ZHIBAN_ORG: 'docs/sample-org.yaml',
          ZHIBAN_RATE_LIMIT: 'off',
          PORT: '0',
          LOG_LEVEL: 'silent',
        }),
      )
    })
    afterEach(async () => {
      await service.stop()
      await postgres.stop()
    })

    const ready = async () => {
      const begun = performance.now()
      const answer = await fetch(`${service.url}/readyz`)
      const { problems } = (await answer.json()) as { problems: string[] }
      return { status: answer.status, problems, tookMs: performance.now() - begun }
    }
    const until = async (status: number) => {
      for (;;) {
        const answer = await ready()
        if (answer.status === status) return answer
        await pause(50)
      }
    }
    /** As a monitoring product does it: the same again until it is taken. */
    const push = async (path: string) => {
      for (;;) {
        const answer = await fetch(`${service.url}/api/v1/sightings`, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${ADMIN}`,
            'content-type': 'application/json',
            'idempotency-key': `key-of-${path}`,
          },
          body: JSON.stringify({ url: `https://news.example/${path}`, title: '积水' }),
        }).catch(() => null)
        if (answer !== null && answer.status < 300) return ((await answer.json()) as { case: number }).case
        await pause(100)
      }
    }

    it('is told within two seconds, mends itself, and loses nothing that was acknowledged', async () => {
      let going = true
      const pushed = new Map<string, number>()
      const load = Array.from({ length: 4 }, async (_, lane) => {
        for (let each = 0; going; each += 1) {
          const path = `${lane}-${each}`
          pushed.set(path, await push(path))
          // The outbox works off at its own pace what is said of them.
          await pause(100)
        }
      })
      while (pushed.size < 20) await pause(20)
      await postgres.halt()
      const before = pushed.size
      const gone = await until(503)
      expect(gone.problems).toContain(NO_ANSWER)
      for (let asked = 0; asked < ASKED; asked += 1) {
        const answer = await ready()
        expect([answer.status, answer.tookMs < 2_000]).toEqual([503, true])
        expect((await fetch(`${service.url}/healthz`)).status).toBe(200)
        await pause(GONE_MS / ASKED)
      }
      await postgres.resume()
      const back = performance.now()
      await until(200)
      expect(performance.now() - back).toBeLessThan(10_000)
      while (pushed.size < before + 20) await pause(20)
      going = false
      await Promise.all(load)
      const { db } = service.desk.database
      expect(new Set(pushed.values()).size).toBe(pushed.size)
      expect(await db.$count(cases)).toBe(pushed.size)
      expect((await verify(db)).findings).toEqual([])
      // What was to be said of them is said: the workers go on, too.
      while ((await db.$count(outbox, inArray(outbox.state, ['waiting', 'sending']))) > 0) await pause(50)
      expect(await db.$count(outbox, eq(outbox.state, 'sent'))).toBeGreaterThanOrEqual(pushed.size)
    }, 120_000)
  })

/** A minute would be the same: by then every connection is closed and every worker has failed. */
const GONE_MS = 3_000
const ASKED = 3

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
