// What people and programs send by mistake: a clear answer each, nothing lost, nothing failed. Over the API.

import { request } from 'node:http'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ADMIN, TestServer } from '../support/server.ts'

const URL = '/api/v1/sightings'
const LINK = 'https://news.example/a'
const NUL = '\u0000'
const HALF = '\ud83d'

let server: TestServer
beforeEach(async () => {
  server = await TestServer.open()
})
afterEach(async () => {
  expect(server.failures).toEqual([])
  await server.close()
})

describe('a push', () => {
  it.each<[string, object | string, number, string, string | undefined]>([
    ['no JSON', '{"url":', 400, 'malformed', undefined],
    ['nothing', '', 400, 'malformed', undefined],
    ['a list', '[]', 400, 'malformed', undefined],
    ['null', 'null', 400, 'malformed', undefined],
    ['a string', '"https://news.example/a"', 400, 'malformed', undefined],
    ['JSON of great depth', '['.repeat(200_000), 400, 'malformed', undefined],
    ['objects of great depth', `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`, 400, 'malformed', 'a'],
    ['an unknown field', { url: LINK, colour: 'red' }, 400, 'malformed', 'colour'],
    ['an author', { url: LINK, author: '某人' }, 400, 'malformed', 'author'],
    ['an unknown figure', { url: LINK, metrics: { likes: 1 } }, 400, 'malformed', 'metrics.likes'],
    ['a prototype', '{"url":"https://news.example/a","__proto__":{"level":1}}', 400, 'malformed', undefined],
    ['a constructor', '{"constructor":{"prototype":{"level":1}}}', 400, 'malformed', undefined],
    ['a prototype among the figures', '{"text":"x","metrics":{"__proto__":{"reads":1}}}', 400, 'malformed', undefined],
    ['neither link nor text', { title: '积水' }, 400, 'malformed', 'url'],
    ['a blank text', { text: ' \n' }, 400, 'malformed', 'url'],
    ['a text of invisible characters', { text: `\u200b${NUL}\u202e` }, 400, 'malformed', 'text'],
    ['a text that is too short', { text: '积水' }, 400, 'malformed', 'text'],
    ['a text of 1 MB', { text: '水'.repeat(350_000) }, 413, 'too-long', 'text'],
    ['a body of 5 MB', { text: 'x'.repeat(5_000_000) }, 413, 'too-large', undefined],
    ['a link of 10,000 characters', { url: `${LINK}?${'x'.repeat(10_000)}` }, 400, 'bad-link', 'url'],
    ['a javascript: link', { url: 'javascript:alert(1)' }, 400, 'bad-link', 'url'],
    ['a javascript: link in disguise', { url: `java\nscript${NUL}:alert(1)` }, 400, 'bad-link', 'url'],
    ['a data: link', { url: 'data:text/html,x' }, 400, 'bad-link', 'url'],
    ['a file: link', { url: 'file:///etc/passwd' }, 400, 'bad-link', 'url'],
    ['a link with a password', { url: 'https://u:p@news.example/' }, 400, 'bad-link', 'url'],
    ['a link inside the house', { url: 'http://169.254.169.254/latest' }, 400, 'bad-link', 'url'],
    ['a link with NUL', { url: `${LINK}${NUL}b` }, 400, 'bad-link', 'url'],
    ['a link with half a character', { url: `${LINK}${HALF}` }, 400, 'bad-link', 'url'],
    ['a link that reads from the right', { url: `${LINK}\u202egpj.exe` }, 400, 'bad-link', 'url'],
    ['a link that is a list', { url: [LINK] }, 400, 'malformed', 'url'],
    ['a link that is a number', { url: 7 }, 400, 'malformed', 'url'],
    ['a link that is null', { url: null }, 400, 'malformed', 'url'],
    ['a title that is an object', { url: LINK, title: { a: 1 } }, 400, 'malformed', 'title'],
    ['a title of 501 characters', { url: LINK, title: 'x'.repeat(501) }, 400, 'malformed', 'title'],
    ['a date before 2000', { url: LINK, publishedAt: '1999-12-31T23:59:59Z' }, 400, 'malformed', 'publishedAt'],
    ['a date in the future', { url: LINK, publishedAt: '2026-10-09T04:05:01Z' }, 400, 'malformed', 'publishedAt'],
    [
      'a discovery in the future',
      { url: LINK, discoveredAt: '2036-01-01T00:00:00Z' },
      400,
      'malformed',
      'discoveredAt',
    ],
    ['a date of year 9999', { url: LINK, publishedAt: '9999-12-31T23:59:59-23:59' }, 400, 'malformed', 'publishedAt'],
    ['a date of year 0', { url: LINK, publishedAt: '0000-01-01T00:00:00+23:59' }, 400, 'malformed', 'publishedAt'],
    ['a day that is none', { url: LINK, publishedAt: '2026-02-30T00:00:00Z' }, 400, 'malformed', 'publishedAt'],
    ['a date without a zone', { url: LINK, publishedAt: '2026-10-09T00:00:00' }, 400, 'malformed', 'publishedAt'],
    ['a date as a number', { url: LINK, publishedAt: 1_700_000_000 }, 400, 'malformed', 'publishedAt'],
    ['negative figures', { url: LINK, metrics: { reads: -1 } }, 400, 'malformed', 'metrics.reads'],
    ['half a comment', { url: LINK, metrics: { comments: 0.5 } }, 400, 'malformed', 'metrics.comments'],
    ['figures without end', '{"text":"幼儿园门口积水了","metrics":{"reads":1e999}}', 400, 'malformed', 'metrics.reads'],
    ['figures as text', { url: LINK, metrics: { outlets: '3' } }, 400, 'malformed', 'metrics.outlets'],
    ['an unknown level', { url: LINK, level: 9 }, 409, 'unknown-level', undefined],
    ['a level in no language', { url: LINK, level: `${NUL}${HALF}` }, 409, 'unknown-level', undefined],
    ['an unknown department', { url: LINK, department: '水利局' }, 409, 'unknown-department', undefined],
    ['a department that is NUL', { url: LINK, department: NUL }, 409, 'unknown-department', undefined],
  ])('with %s is refused with what is wrong', async (_, body, status, code, path) => {
    const answer = await server.post(URL, body)
    expect([answer.status, answer.json.error.code, answer.json.error.path]).toEqual([status, code, path])
    expect(answer.json.error.message.length).toBeGreaterThan(10)
    expect((await server.get('/api/v1/cases')).json.cases).toEqual([])
  })

  it.each([
    ['text/plain', LINK],
    ['text/xml', '<url/>'],
    ['application/x-www-form-urlencoded', `url=${LINK}`],
    ['multipart/form-data; boundary=x', '--x--'],
    ['', '{}'],
    ['nonsense', '{}'],
  ])('of the type %j is refused with the type that is right', async (type, body) => {
    const answer = await server.post(URL, body, { headers: { 'content-type': type } })
    expect(answer).toMatchObject({ status: 400, json: { error: { code: 'malformed' } } })
  })

  it('of strange but honest text is taken, and shown clean', async () => {
    const strange = `\u202e积水${NUL}🌊👩‍👩‍👧${HALF}\u0007 العربية`
    const answer = await server.post(URL, { url: LINK, title: strange, platform: strange, text: strange })
    expect(answer.status).toBe(201)
    const { json } = await server.get('/api/v1/cases/1')
    expect(json.title).toBe('积水🌊👩‍👩‍👧\ufffd العربية')
    expect(json.posts[0].platform).toBe(json.title)
  })

  it('of a link with nothing else is called by the link, whatever its letters', async () => {
    for (const path of ['😀'.repeat(40), `x${'😀'.repeat(40)}`, 'e\u0301'.repeat(50)]) {
      expect((await server.post(URL, { url: `https://news.example/${path}` })).status).toBe(201)
    }
    expect(await server.findings()).toEqual([])
  })

  it('of the longest text that is taken is counted again when it comes again', async () => {
    const body = { url: LINK, text: '水'.repeat(100_000) }
    expect((await server.post(URL, body)).json).toMatchObject({ opened: true })
    expect((await server.post(URL, body)).json).toMatchObject({ opened: false })
  })
})

describe('texts of commands', () => {
  const strange = `已处理${NUL}${HALF}\u202e🌊`

  it.each<[object, string]>([
    [{ type: 'note', text: strange }, 'zhou'],
    [{ type: 'level', level: 1, reason: strange }, 'zhou'],
    [{ type: 'assign', department: `城${NUL}管` }, 'zhou'],
  ])('are cleaned: %j', async (body, as) => {
    await server.opened()
    expect((await server.command(1, body, as)).status).toBe(200)
    const text = JSON.stringify((await server.get('/api/v1/cases/1/events')).json)
    expect(text).not.toMatch(/\\u0000|\\ud83d"|\u202e/)
  })

  it('of a reply are cleaned all the way to its publication', async () => {
    await server.opened('a', { department: '城管' })
    await server.command(1, { type: 'claim' }, 'chen')
    const privately = { type: 'publish', statement: 'reply', when: server.now }
    for (const [body, as] of [
      [{ type: 'respond', text: strange }, 'chen'],
      [{ type: 'commit', date: `1${NUL}d`, text: strange }, 'chen'],
      [{ type: 'draft', text: strange }, 'chen'],
      [{ type: 'approve', statement: 'first-response' }, 'lin'],
      [{ type: 'send-back', statement: 'commitment', reason: strange }, 'lin'],
      [{ type: 'send-back', reason: strange }, 'lin'],
      [{ type: 'draft', text: strange }, 'chen'],
      [{ type: 'approve' }, 'lin'],
      [{ ...privately, how: strange, handledBy: strange, evidence: strange, reaction: strange }, 'chen'],
      [{ type: 'close', reason: strange }, 'zhou'],
    ] as const) {
      expect([body.type, (await server.command(1, body, as)).status]).toEqual([body.type, 200])
    }
    await server.settle()
    expect(await server.findings()).toEqual([])
  })
})

describe('the list', () => {
  it.each([
    'q=%00',
    'department=%00',
    'q=%ED%A0%BD',
    'q=%F0%9F%98%80',
    'q=%',
    'q=%25%5F%5C',
    'q=%27%3B--',
    'q=%E2%80%AE',
  ])('is searched for ?%s', async (query) => {
    await server.opened()
    expect((await server.get(`/api/v1/cases?${query}`)).status).toBe(200)
  })
})

describe('over a real connection', () => {
  let port: number
  beforeEach(async () => {
    await server.app.listen({ port: 0, host: '127.0.0.1' })
    const address = server.app.server.address()
    port = typeof address === 'object' && address !== null ? address.port : 0
  })

  /** What is answered to bytes sent as they are. */
  const raw = (bytes: string, { leaves = false } = {}) =>
    new Promise<string>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => (leaves ? socket.end(bytes) : socket.write(bytes)))
      let answer = ''
      socket.on('data', (chunk) => {
        answer += chunk
      })
      socket.on('close', () => resolve(answer))
      socket.on('error', reject)
    })
  const head = `Host: desk.example\r\nAuthorization: Bearer ${ADMIN}\r\nConnection: close\r\n`

  it.each([
    ['what is not HTTP', 'hello\r\n\r\n'],
    ['NUL in a header', `GET /api/v1/cases HTTP/1.1\r\n${head}Zhiban-As: a\u0000b\r\n\r\n`],
    ['a header that is broken in two', `GET /api/v1/cases HTTP/1.1\r\n${head}Zhiban-As: a\r\n b: c\u0001\r\n\r\n`],
    ['a header of 100 KB', `GET /api/v1/cases HTTP/1.1\r\n${head}X-Long: ${'x'.repeat(100_000)}\r\n\r\n`],
    ['two lengths', `POST ${URL} HTTP/1.1\r\n${head}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`],
    [
      'a length and chunks',
      `POST ${URL} HTTP/1.1\r\n${head}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
  ])('%s is refused in the form of every error', async (_, bytes) => {
    const answer = await raw(bytes)
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))).toMatchObject({ error: { code: 'malformed' } })
  })

  it('a header of bytes that are no ASCII is answered', async () => {
    for (const name of ['Idempotency-Key', 'Zhiban-As', 'Authorization', 'Cookie']) {
      const bytes = `POST ${URL} HTTP/1.1\r\n${head}${name}: \u00e9\u00ff\r\nContent-Length: 2\r\nContent-Type: application/json\r\n\r\n{}`
      expect(await raw(bytes)).toMatch(/^HTTP\/1\.1 40[013] /)
    }
  })

  it('a body that breaks off leaves nothing behind', async () => {
    const half = `${head}Content-Type: application/json\r\nContent-Length: 500\r\n\r\n{"url":"${LINK}"`
    await raw(`POST ${URL} HTTP/1.1\r\n${half}`, { leaves: true })
    expect((await server.get('/api/v1/cases')).json.cases).toEqual([])
  })

  it('a client that leaves before its answer has its push taken all the same, once', async () => {
    const sent = JSON.stringify({ url: LINK })
    const headers = { authorization: `Bearer ${ADMIN}`, 'content-type': 'application/json', 'idempotency-key': 'k' }
    await new Promise<void>((resolve) => {
      const leaving = request({ port, path: URL, method: 'POST', headers }, () => {})
      leaving.on('error', () => resolve())
      leaving.on('close', () => resolve())
      leaving.end(sent, () => leaving.destroy())
    })
    const again = await server.post(URL, sent, { headers: { 'idempotency-key': 'k' } })
    expect([200, 201]).toContain(again.status)
    expect((await server.get('/api/v1/cases')).json.cases).toMatchObject([{ number: 1, sightings: 1 }])
  })

  it('a body that never ends does not keep the service from stopping', async () => {
    const begun = new Promise((resolve) => server.app.server.once('request', resolve))
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(`POST ${URL} HTTP/1.1\r\n${head}Content-Type: application/json\r\nContent-Length: 500\r\n\r\n{`),
    )
    socket.on('error', () => {})
    const gone = new Promise((resolve) => socket.on('close', resolve))
    await begun
    await server.app.close()
    await gone
  })
})
