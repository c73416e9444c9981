// Signing in and out are asked by our own pages alone; a session that is ended is ended everywhere.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sessions } from '../../src/db/schema/schema.ts'
import { TestServer } from '../support/server.ts'

const NOBODY = { token: null }
let server: TestServer
beforeEach(async () => {
  server = await TestServer.open()
})
afterEach(async () => {
  expect(server.failures).toEqual([])
  await server.close()
})
const signIn = async (headers: Record<string, string>) => {
  const { path } = await server.auth.newLink('chen')
  return server.call('POST', path, { ...NOBODY, headers })
}

describe('a request to sign in', () => {
  it.each([
    [{ 'sec-fetch-site': 'same-origin' }],
    [{ 'sec-fetch-site': 'none' }],
    [{ 'sec-fetch-site': 'same-origin', origin: 'null' }],
    [{ origin: 'https://desk.example' }],
    [{ origin: 'http://10.0.0.5:3000', host: '10.0.0.5:3000' }],
    [{}],
  ])('with %j is ours', async (headers: Record<string, string>) => {
    expect((await signIn(headers)).status).toBe(303)
  })

  it.each([
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ 'sec-fetch-site': '' }],
    [{ 'sec-fetch-site': 'cross-site', origin: 'https://desk.example' }],
    [{ origin: 'https://evil.example' }],
    [{ origin: 'https://desk.example.evil.example' }],
    [{ origin: 'null' }],
    [{ origin: 'https://desk.example:8443' }],
  ])('with %j is another site’s, and the link is not used up', async (headers: Record<string, string>) => {
    const { path } = await server.auth.newLink('chen')
    const answer = await server.call('POST', path, { ...NOBODY, headers })
    expect(answer).toMatchObject({ status: 403, json: { error: { code: 'forged' } } })
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect((await server.call('POST', path, NOBODY)).status).toBe(303)
  })
})

describe('signing out', () => {
  it('ends the session at once, on every instance, and takes the cookie away', async () => {
    const other = await server.another()
    const headers = await server.session('chen')
    const rooms = (at: TestServer) => at.get('/api/v1/room/rooms', { ...NOBODY, headers })
    expect((await rooms(other)).status).toBe(200)
    const out = await server.call('POST', '/sign-out', { ...NOBODY, headers })
    expect([out.status, out.headers.location]).toEqual([303, '/signed-out'])
    expect(String(out.headers['set-cookie'])).toMatch(/^zhiban=;.*(Max-Age=0|Expires=Thu, 01 Jan 1970)/)
    expect((await rooms(other)).status).toBe(401)
    expect(await server.database.db.select().from(sessions)).toEqual([])
    expect((await server.get('/signed-out', NOBODY)).text).toContain('您已退出登录')
    await other.close()
  })

  it('takes what a form sends, and does nothing to others', async () => {
    const [chen, lin] = [await server.session('chen'), await server.session('lin')]
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    expect(
      (await server.call('POST', '/sign-out', { ...NOBODY, body: 'a=b', headers: { ...chen, ...type } })).status,
    ).toBe(303)
    expect((await server.get('/api/v1/room/rooms', { ...NOBODY, headers: lin })).status).toBe(200)
    expect((await server.call('POST', '/sign-out', NOBODY)).status).toBe(303)
  })

  it('is not asked by another site', async () => {
    const headers = await server.session('chen')
    const forged = { ...headers, 'sec-fetch-site': 'cross-site' }
    expect((await server.call('POST', '/sign-out', { ...NOBODY, headers: forged })).status).toBe(403)
    expect((await server.get('/api/v1/room/rooms', { ...NOBODY, headers })).status).toBe(200)
    expect((await server.call('GET', '/sign-out', { ...NOBODY, headers })).status).toBe(404)
  })
})
