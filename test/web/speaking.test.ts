// As whom one speaks in the room: by session or token; as anybody in drills, and nowhere else.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TestServer } from '../support/server.ts'
import { listenTo } from '../support/sse.ts'

const MESSAGES = '/api/v1/room/messages'
const SAID = { room: 'duty', text: '早' }

let server: TestServer
afterEach(() => server.close())

const post = (headers: Record<string, string>, query = '') =>
  server.post(`${MESSAGES}${query}`, SAID, { token: null, headers })
const senders = async () => (await server.messages('duty', 'zhou')).map(({ from }) => from)

describe('in earnest use', () => {
  beforeEach(async () => {
    server = await TestServer.open()
  })

  it('a session speaks for its person, with our page’s header alone', async () => {
    const { cookie = '', ...header } = await server.session('li')
    expect((await post({ cookie, ...header })).status).toBe(201)
    expect(await post({ cookie })).toMatchObject({ status: 403, json: { error: { code: 'forged' } } })
    expect(await post({ cookie, 'x-zhiban': 'other' })).toMatchObject({ status: 403 })
    expect(await senders()).toEqual(['li'])
  })

  it('a session speaks for nobody else, however it asks', async () => {
    const session = await server.session('li')
    await post(session, '?as=zhou')
    await post({ ...session, 'zhiban-as': 'zhou' })
    expect(await senders()).toEqual(['li', 'li'])
    const seen = await server.get(`${MESSAGES}?room=dm-zhou&as=zhou`, { token: null, headers: session })
    expect(seen.status).toBe(404)
  })

  it('a token speaks for its person without that header, and an administrator’s for whomever it names', async () => {
    const token = await server.token('own', ['room'], 'li')
    expect((await server.post(MESSAGES, SAID, { token })).status).toBe(201)
    expect((await server.post(MESSAGES, SAID, { as: 'zhou' })).status).toBe(201)
    expect((await server.post(MESSAGES, SAID, { token, as: 'zhou' })).status).toBe(403)
    expect((await server.post(`${MESSAGES}?as=zhou`, SAID, { token })).status).toBe(201)
    expect(await senders()).toEqual(['li', 'zhou', 'li'])
  })

  it.each(['/api/v1/room/rooms', `${MESSAGES}?room=duty`, '/room/stream'])(
    'nobody reads %s by naming a person',
    async (url) => {
      const as = `${url.includes('?') ? '&' : '?'}as=zhou`
      expect((await server.get(url + as, { token: null })).status).toBe(401)
      expect((await server.get(url, { token: null, headers: { 'zhiban-as': 'zhou' } })).status).toBe(401)
    },
  )

  it.each(['zhou', 'gao'])('nobody writes, clicks or listens as %s', async (as) => {
    const headers = { 'zhiban-as': as, 'x-zhiban': 'room' }
    expect((await post(headers)).status).toBe(401)
    expect((await post(headers, `?as=${as}`)).status).toBe(401)
    const click = { messageId: '1', action: 'claim' }
    expect((await server.post('/api/v1/room/actions', click, { token: null, headers })).status).toBe(401)
    const base = await server.app.listen({ port: 0, host: '127.0.0.1' })
    await expect(listenTo(`${base}/room/stream?as=${as}`, { 'zhiban-as': as })).rejects.toThrow('401')
  })

  it('the page sends whoever is not signed in to do so, and offers nobody to speak as', async () => {
    expect(await server.get('/room?as=zhou', { token: null })).toMatchObject({
      status: 302,
      headers: { location: '/sign-in' },
    })
    const page = await server.get('/room?as=zhou', { token: null, headers: await server.session('li') })
    expect(page.text).not.toContain('<select id="as"')
    expect(page.text).not.toContain('dm-zhou')
  })
})

describe('in a drill', () => {
  beforeEach(async () => {
    server = await TestServer.open({ drill: true })
  })

  it('a visitor speaks, reads and listens as anybody', async () => {
    expect((await post({ 'zhiban-as': 'chen' })).status).toBe(201)
    expect(await senders()).toEqual(['chen'])
    expect((await server.get(`${MESSAGES}?room=dm-gao&as=gao`, { token: null })).status).toBe(200)
    const base = await server.app.listen({ port: 0, host: '127.0.0.1' })
    const stream = await listenTo(`${base}/room/stream?as=zhou`, {})
    await post({ 'zhiban-as': 'li' })
    expect(JSON.parse((await stream.next(({ name }) => name === 'message')).data)).toMatchObject({ from: 'li' })
    stream.close()
  })

  it('a visitor begins as whoever is signed in, else as the first of the org', async () => {
    const begins = async (headers: Record<string, string>) =>
      /data-me="(\w+)"/u.exec((await server.get('/room', { token: null, headers })).text)?.[1]
    expect(await begins({})).toBe('li')
    expect(await begins(await server.session('zhou'))).toBe('zhou')
  })

  it('a visitor speaks as nobody who is not there', async () => {
    for (const as of ['ghost', '', '__proto__']) {
      expect(await post({ 'zhiban-as': as })).toMatchObject({
        status: 400,
        json: { error: { code: 'unknown-person' } },
      })
    }
  })

  it('a token still speaks for its own person alone', async () => {
    const token = await server.token('own', ['room'], 'li')
    expect((await server.post(MESSAGES, SAID, { token, as: 'zhou' })).status).toBe(403)
  })

  it('the API for programs asks for a token all the same', async () => {
    expect((await server.get('/api/v1/cases', { token: null, headers: { 'zhiban-as': 'zhou' } })).status).toBe(401)
  })
})
