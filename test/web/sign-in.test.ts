// Signing in by a one-time link: ten minutes, one use, and only the button uses it.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { importOrg } from '../../src/db/institution/institution.ts'
import { sessions, signInLinks } from '../../src/db/schema/schema.ts'
import { DAY, MINUTE, SECOND } from '../../src/domain/calendar/instant.ts'
import { ORG } from '../support/sample.ts'
import { TestServer } from '../support/server.ts'

const NOBODY = { token: null }

let server: TestServer
let path: string
beforeEach(async () => {
  server = await TestServer.open()
  path = (await server.auth.newLink('chen')).path
})
afterEach(() => server.close())

const used = () => server.call('POST', path, NOBODY)
const rooms = (cookie: string) => server.get('/api/v1/room/rooms', { ...NOBODY, headers: { cookie } })
const cookieOf = (answer: { headers: Record<string, unknown> }) =>
  String(answer.headers['set-cookie']).split(';')[0] ?? ''

describe('a link', () => {
  it('is made by an administrator, for somebody of the org', async () => {
    const made = await server.post('/api/v1/sign-in-links', { person: 'chen' })
    expect([made.status, made.json]).toEqual([
      201,
      {
        url: expect.stringMatching(/^https:\/\/desk\.example\/sign-in\/[\w-]{43}$/),
        expiresAt: '2026-10-09T04:10:00.000Z',
      },
    ])
    const unknown = await server.post('/api/v1/sign-in-links', { person: 'ghost' })
    expect(unknown).toMatchObject({ status: 404, json: { error: { code: 'unknown-person', path: 'person' } } })
    expect((await server.post('/api/v1/sign-in-links', {})).status).toBe(400)
  })

  it('is not used by being looked at: GET and HEAD, as often as one likes', async () => {
    for (const method of ['GET', 'HEAD', 'GET'] as const) {
      const looked = await server.call(method, path, NOBODY)
      expect([looked.status, looked.headers['set-cookie']]).toEqual([200, undefined])
      expect(looked.headers['cache-control']).toBe('no-store')
    }
    expect((await server.call('GET', path, NOBODY)).text).toContain('陈宇')
    expect((await used()).status).toBe(303)
  })

  it('is used once, and then says so', async () => {
    expect((await used()).status).toBe(303)
    const again = await used()
    expect([again.status, again.headers['set-cookie']]).toEqual([410, undefined])
    expect((await server.call('GET', path, NOBODY)).text).not.toContain('<form')
  })

  it('used by two at once signs one of them in', async () => {
    const other = await server.another()
    const both = await Promise.all([server, other].map((each) => each.call('POST', path, NOBODY)))
    expect(both.map(({ status }) => status).sort()).toEqual([303, 410])
    expect(await server.database.db.select().from(sessions)).toHaveLength(1)
    await other.close()
  })

  it('is good for ten minutes', async () => {
    server.pass(10 * MINUTE - SECOND)
    expect((await server.call('GET', path, NOBODY)).text).toContain('<form')
    server.pass(SECOND)
    expect((await server.call('GET', path, NOBODY)).text).not.toContain('<form')
    expect((await used()).status).toBe(410)
  })

  it('is kept as a hash', async () => {
    const kept = JSON.stringify(await server.database.db.select().from(signInLinks))
    expect(kept).not.toContain(path.slice('/sign-in/'.length))
  })

  it.each(['x', 'x'.repeat(100), '%00', '%F0%9F%98%80', '..%2f..', "'or'1"])(
    'that never was (%s) is a page that says so',
    async (secret) => {
      const page = await server.call('GET', `/sign-in/${secret}`, NOBODY)
      expect([page.status, page.headers['content-type']]).toEqual([200, expect.stringContaining('text/html')])
      expect(page.text).not.toContain('<form')
      expect((await server.call('POST', `/sign-in/${secret}`, NOBODY)).status).toBe(410)
    },
  )

  it('shows its page under no frame and with no script', async () => {
    const policy = String((await server.call('GET', path, NOBODY)).headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
  })
})

describe('a session', () => {
  it('is a cookie for our pages alone, which no script reads', async () => {
    const set = String((await used()).headers['set-cookie'])
    for (const flag of ['HttpOnly', 'SameSite=Lax', 'Secure', 'Path=/', `Max-Age=${(30 * DAY) / SECOND}`]) {
      expect(set).toContain(flag)
    }
  })

  it('is the person’s for thirty days, and kept as a hash', async () => {
    const cookie = cookieOf(await used())
    expect((await rooms(cookie)).json.rooms.map(({ id }: { id: string }) => id)).toContain('dm-chen')
    expect(JSON.stringify(await server.database.db.select().from(sessions))).not.toContain(cookie.split('=')[1])
    server.pass(30 * DAY)
    expect(await rooms(cookie)).toMatchObject({ status: 401, json: { error: { code: 'signed-out' } } })
  })

  it.each(['zhiban=', 'zhiban=guess', 'zhiban=%00', 'zhiban=%zz', 'other=1', '=', 'zhiban'])(
    'is not made up: %s',
    async (cookie) => {
      expect((await rooms(cookie)).status).toBe(401)
      expect(await server.get('/room', { ...NOBODY, headers: { cookie } })).toMatchObject({ status: 302 })
    },
  )

  it('ends when the person leaves the org', async () => {
    const cookie = cookieOf(await used())
    const people = ORG.people.filter(({ key }) => key !== 'chen')
    await server.database.db.transaction((tx) => importOrg(tx, { ...ORG, people }, server.now))
    expect((await rooms(cookie)).status).toBe(401)
  })

  it('opens the room, but not the API for programs', async () => {
    const cookie = cookieOf(await used())
    expect((await server.get('/room', { ...NOBODY, headers: { cookie } })).status).toBe(200)
    expect((await server.get('/api/v1/cases', { ...NOBODY, headers: { cookie } })).status).toBe(401)
  })
})
