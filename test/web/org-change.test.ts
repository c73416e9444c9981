// Somebody whom an org import takes away loses every way in: links, sessions and tokens, each with an answer.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { importOrg } from '../../src/db/institution/institution.ts'
import { WHOLE, withoutPeople } from '../support/org-losses.ts'
import { TestServer } from '../support/server.ts'

describe('somebody with a way in who is taken away', () => {
  let server: TestServer
  const NOBODY = { token: null }
  beforeEach(async () => {
    server = await TestServer.open({ org: WHOLE })
  })
  afterEach(() => server.close())
  const loses = (key: string) =>
    server.database.db.transaction((tx) => importOrg(tx, withoutPeople(WHOLE, key), server.now))

  it('cannot use the sign-in link that was sent before', async () => {
    const { path } = await server.auth.newLink('chen')
    await loses('chen')
    const looked = await server.call('GET', path, NOBODY)
    expect(looked.status).toBeLessThan(500)
    const used = await server.call('POST', path, NOBODY)
    expect(used.status).toBeLessThan(500)
    const cookie = String(used.headers['set-cookie'] ?? '').split(';')[0] ?? ''
    expect((await server.get('/api/v1/room/rooms', { ...NOBODY, headers: { cookie } })).status).toBe(401)
  })

  it('is signed out of what was open, for reading and for writing', async () => {
    const headers = await server.session('chen')
    expect((await server.get('/api/v1/room/rooms', { ...NOBODY, headers })).status).toBe(200)
    await loses('chen')
    expect((await server.get('/api/v1/room/rooms', { ...NOBODY, headers })).status).toBe(401)
    const wrote = await server.post('/api/v1/room/messages', { room: 'duty', text: '/列表' }, { ...NOBODY, headers })
    expect(wrote.status).toBe(401)
    expect((await server.get('/room', { ...NOBODY, headers })).status).toBeLessThan(500)
  })

  it('loses the token that speaks for them, with a sentence', async () => {
    await server.opened('a')
    const token = await server.token('chen', ['read', 'commands', 'room', 'sightings'], 'chen')
    await loses('chen')
    const asked = [
      await server.get('/api/v1/cases/1', { token }),
      await server.post('/api/v1/cases/1/commands', { type: 'note', text: 'x' }, { token }),
      await server.post('/api/v1/sightings', { url: 'https://news.example/b' }, { token }),
      await server.get('/api/v1/room/messages?room=duty', { token }),
    ]
    // It is revoked, so that it speaks for nobody who is given the same key later.
    expect(asked.map(({ status }) => status)).toEqual([401, 401, 401, 401])
    for (const { json } of asked) expect(json.error).toMatchObject({ code: 'bad-token' })
  })

  it('leaves pages, cases and the room readable for the others', async () => {
    await server.opened('a', { department: '城管局' })
    await server.command(1, { type: 'claim' }, 'chen')
    await loses('chen')
    await server.settle()
    expect((await server.get('/api/v1/cases/1')).status).toBe(200)
    expect((await server.get('/api/v1/cases/1/events')).status).toBe(200)
    expect((await server.messages('duty', 'zhou')).length).toBeGreaterThan(0)
    expect(server.failures).toEqual([])
  })
})
