// Each family of commands on the real folder of an embedded database, which every command opens and gives back.
import { createServer } from 'node:http'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '../../src/db/engine/connect.ts'
import { recordAlive } from '../../src/db/operations/service-times.ts'
import { consoleBefore } from '../bots/feishu/doctor/console.ts'
import { zhiban } from '../support/command-line.ts'
import { type FreshPlace, freshPlace } from '../support/database.ts'
import { foundOn } from '../support/desk.ts'
import { FeishuPlatform } from '../support/feishu/platform.ts'
import { ORG, POLICY } from '../support/sample.ts'

let place: FreshPlace
let env: Record<string, string>
beforeAll(async () => {
  place = await freshPlace()
  env = { ...place.env, ZHIBAN_SECRET: '8f3b1c9e5d7a2460b8e1f93c7d5a0264' }
})
afterAll(() => place.dispose())

async function within<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase(place.place)
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

describe('before there is an institution', () => {
  it('doctor says so, and org import says what makes one', async () => {
    const examined = await zhiban(['doctor'], env)
    expect([examined.status, examined.out]).toEqual([1, expect.stringMatching(/PROBLEM.*institution.*ZHIBAN_ORG/u)])
    expect(await zhiban(['org', 'import', 'docs/sample-org.yaml'], env)).toMatchObject({
      status: 1,
      err: expect.stringContaining('ZHIBAN_ORG'),
    })
  })
})

describe('in an institution', () => {
  beforeAll(() =>
    within(async (database) => {
      const at = new Date().toISOString()
      await foundOn(database, { org: ORG, policy: POLICY, drill: false, at })
      await recordAlive(database.db, { real: at, domain: at }, 90_000)
      await database.db.execute(sql`insert into inbox (id, channel, key, lane, raw, state, attempts, try_at, received_at, parked_at, error)
        overriding system value values (7, 'room', 'k7', 'l', null, 'parked', 5, '2026-01-01', '2026-01-01', '2026-01-01', 'Error: x'),
          (8, 'room', 'k8', 'l', '\\xabcd', 'parked', 5, '2026-01-01', '2026-01-01', '2026-01-01', 'Error: x')`)
    }),
  )

  it('migrate finds nothing to do', async () => {
    expect(await zhiban(['migrate'], env)).toMatchObject({ status: 0, err: '' })
  })

  it('a token is made, listed and revoked', async () => {
    const made = await zhiban(['token', 'create', '--name', 'monitor', '--scopes', 'read', '--person', 'li'], env)
    expect([made.status, made.out]).toEqual([0, expect.stringMatching(/^[\w-]{43}\n$/)])
    expect((await zhiban(['token', 'list'], env)).out).toMatch(/^1 +monitor +read +li +.* good$/m)
    expect(await zhiban(['token', 'revoke', '1'], env)).toMatchObject({ status: 0, out: 'Token 1 is revoked.\n' })
  })

  it('a person gets a link, and the org another version', async () => {
    expect((await zhiban(['sign-in', 'zhou'], env)).out).toMatch(/\/sign-in\/[\w-]{43}\n$/)
    expect((await zhiban(['org', 'import', 'docs/sample-org.yaml'], env)).out).toContain('version 2')
  })

  it('a message that was set aside is tried again, or dropped', async () => {
    expect((await zhiban(['inbox', 'list'], env)).out).toContain('2 set aside.')
    expect((await zhiban(['inbox', 'retry', 'all'], env)).out).toContain('1 will be')
    expect(await zhiban(['inbox', 'drop', '7'], env)).toMatchObject({ status: 0, out: 'Message 7 was dropped.\n' })
  })

  it('the record is whole, and what comes after a restore is done', async () => {
    expect((await zhiban(['audit', 'verify'], env)).out).toContain('whole')
    const { out } = await zhiban(['restored', '--skip', '100', '--withdraw'], env)
    expect(out).toMatch(/The next case will be #10\d\.[\s\S]*0 messages waited/)
  })

  it('doctor looks at the folder’s disk', async () => {
    const { status, out, err } = await zhiban(['doctor'], env)
    expect([status, err]).toEqual([0, ''])
    expect(out).toMatch(/^ok +database \(pglite\): PostgreSQL \d+/m)
    expect(out).toMatch(/disk space of the data folder: \d+ MB/)
  })

  it('doctor asks the service where that has the database, and looks at the rest, the channels too', async () => {
    const platform = await FeishuPlatform.start()
    const front = await consoleBefore(platform)
    const feishu = {
      FEISHU_APP_ID: platform.appId,
      FEISHU_APP_SECRET: platform.appSecret,
      FEISHU_DOMAIN: front.url,
    }
    const service = createServer((_request, response) => {
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ ok: false, problems: ['the sweep has not finished a round for a minute'] }))
    })
    await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
    const address = service.address()
    const PORT = String(typeof address === 'object' ? address?.port : 0)
    await within(async () => {
      const { status, out } = await zhiban(['doctor'], { ...env, ...feishu, PORT })
      expect(status).toBe(0)
      expect(out).toMatch(/^WARNING +database \(pglite\): the service has it \(process \d+\)/m)
      expect(out).toMatch(/^WARNING +readiness: .*the sweep has not finished/m)
      expect(out).toMatch(/disk space/)
      expect(out).toMatch(/^ok +feishu credentials: /m)
      expect(out).toMatch(/^WARNING +feishu rooms and people: not looked at/m)
      const deaf = await zhiban(['doctor'], { ...env, PORT: '1' })
      expect(deaf.out).toMatch(/^WARNING +readiness: .*does not answer.*HOST or PORT/m)
    })
    await new Promise((resolve) => service.close(resolve))
    await front.stop()
    await platform.stop()
  })
})
