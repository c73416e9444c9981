// POST /api/v1/webhooks/:name: a monitoring product's own JSON becomes sightings; nothing is lost and nothing taken twice.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { idempotencyKeys, posts, sightings } from '../../src/db/schema/schema.ts'
import type { Webhook } from '../../src/desk/startup/webhook-file.ts'
import { later, MINUTE, SECOND } from '../../src/domain/calendar/instant.ts'
import { TestServer } from '../support/server.ts'
import { HOOK, pushed, signatureOf } from '../support/webhook.ts'

const SINGLE: Webhook = { ...HOOK, name: 'single', items: null, id: null, timestamp: null }
const BARE: Webhook = { ...HOOK, name: 'bare', items: [] }
const BASE64: Webhook = {
  ...SINGLE,
  name: 'base64',
  signature: { header: 'x-sign', encoding: 'base64', prefix: '' },
}

let server: TestServer
beforeEach(async () => {
  server = await TestServer.open({ webhooks: [HOOK, SINGLE, BASE64, BARE] })
})
afterEach(async () => {
  expect(server.failures).toEqual([])
  await server.close()
})

const post = (n: number, more: object = {}) => ({
  id: n,
  link: `https://news.example/${n}`,
  title: `积水${n}`,
  ...more,
})
const rows = async () => ({
  posts: (await server.database.db.select().from(posts)).length,
  sightings: (await server.database.db.select().from(sightings)).length,
})
const theCase = async (number: number) => (await server.get(`/api/v1/cases/${number}`)).json

describe('a push', () => {
  it('of several posts opens a case of each, and says so of each', async () => {
    const answer = await pushed(server, { list: [post(1), post(2)] })
    expect([answer.status, answer.json]).toEqual([
      200,
      {
        taken: 2,
        refused: 0,
        items: [
          { at: 'list[0]', status: 201, case: 1, opened: true, sighting: 1 },
          { at: 'list[1]', status: 201, case: 2, opened: true, sighting: 2 },
        ],
      },
    ])
  })

  it('is read as its file says', async () => {
    const item = {
      id: 'n-1',
      link: null,
      mobile: { link: 'https://m.news.example/1' },
      title: '积水',
      content: '幼儿园门口积水',
      published: '2026-10-09 11:30:00',
      stats: { reads: '3200' },
      author: { name: '某人' },
    }
    expect((await pushed(server, { list: [item] })).status).toBe(200)
    const found = await theCase(1)
    expect(found).toMatchObject({
      title: '积水',
      level: 1,
      levelSetBy: 'rule',
      posts: [{ url: 'https://m.news.example/1', platform: '新闻网', publishedAt: '2026-10-09T03:30:00.000Z' }],
    })
    const { events } = (await server.get('/api/v1/cases/1/events')).json
    expect(events[0].actor).toBe('webhook:news-watch')
    expect(JSON.stringify([found, events])).not.toContain('某人')
  })

  it('of what somebody forwarded before is counted there', async () => {
    await server.opened('1')
    expect((await pushed(server, { list: [post(1)] })).json.items[0]).toMatchObject({ case: 1, opened: false })
  })

  it('that comes again is answered the same and changes nothing, also with newer figures', async () => {
    await pushed(server, { list: [post(1), post(2)] })
    server.pass(MINUTE)
    const again = await pushed(server, { list: [post(2, { stats: { reads: 9_000 } }), post(1), post(3)] })
    expect(
      again.json.items.map(({ status, case: number }: { status: number; case: number }) => [status, number]),
    ).toEqual([
      [200, 2],
      [200, 1],
      [201, 3],
    ])
    expect(await rows()).toEqual({ posts: 3, sightings: 3 })
  })

  it('of the same posts by two at once makes one case of each', async () => {
    const other = await server.another()
    const list = [post(1), post(2), post(3)]
    const both = await Promise.all([server, other].map((each) => pushed(each, { list })))
    expect(both.map(({ status }) => status)).toEqual([200, 200])
    expect(await rows()).toEqual({ posts: 3, sightings: 3 })
    await other.close()
  })

  it('with one wrong post among several takes the others, and may be sent again when it is right', async () => {
    const wrong = post(2, { published: '昨天' })
    const answer = await pushed(server, { list: [post(1), wrong, post(3)] })
    expect([answer.status, answer.json.taken, answer.json.refused]).toEqual([207, 2, 1])
    expect(answer.json.items[1]).toEqual({
      at: 'list[1]',
      status: 400,
      error: {
        code: 'malformed',
        message: 'list[1].published: "昨天" is not a time as YYYY-MM-DD HH:mm:ss',
        path: 'list[1].published',
      },
    })
    const right = await pushed(server, { list: [post(1), post(2, { published: '2026-10-09 10:00:00' }), post(3)] })
    expect(right.json.items.map(({ status }: { status: number }) => status)).toEqual([200, 201, 200])
    expect(await rows()).toEqual({ posts: 3, sightings: 3 })
  })

  it.each<[string, unknown, string]>([
    ['no id', { link: 'https://news.example/1' }, 'list[0].id'],
    ['an id that is a list', { ...post(1), id: [1] }, 'list[0].id'],
    ['an id with a control', { ...post(1), id: 'a\u0000' }, 'list[0].id'],
    ['an id that is too long', { ...post(1), id: 'x'.repeat(201) }, 'list[0].id'],
    ['neither link nor text', { id: 1, title: '积水' }, 'list[0].link'],
    ['a link that is none', { id: 1, link: 'javascript:alert(1)' }, 'list[0].link'],
    ['a second link that is none', { id: 1, mobile: { link: 'http://127.0.0.1/' } }, 'list[0].mobile.link'],
    ['a link that is an object', { id: 1, link: {} }, 'list[0].link'],
    ['figures that are none', post(1, { stats: { reads: 'many' } }), 'list[0].stats.reads'],
    ['a time to come', post(1, { published: '2036-01-01 00:00:00' }), 'list[0].published'],
    ['a text that is too long', post(1, { content: '水'.repeat(100_001) }), 'list[0].content'],
    ['null', null, 'list[0]'],
    ['a text', 'https://news.example/1', 'list[0]'],
  ])('with %s names the place in the sender’s own document', async (_, item, path) => {
    const answer = await pushed(server, { list: [item] })
    expect([answer.status, answer.json.items[0].error?.path]).toEqual([207, path])
    expect(await server.database.db.select().from(idempotencyKeys)).toEqual([])
  })

  it.each<[string, string, string | undefined]>([
    ['no JSON', '{"list":', undefined],
    ['no UTF-8 text', '\ud800', undefined],
    ['no list', '{"items":[]}', 'list'],
    ['an object for a list', '{"list":{"0":{}}}', 'list'],
    ['nothing', '', undefined],
    ['JSON of great depth', '['.repeat(200_000), undefined],
  ])('of %s is a 400', async (_, body, path) => {
    const answer = await pushed(server, body)
    expect([answer.status, answer.json.error.code, answer.json.error.path]).toEqual([400, 'malformed', path])
  })

  it('of more posts than are taken at once is refused whole', async () => {
    const list = Array.from({ length: 501 }, (_, n) => post(n))
    expect(await pushed(server, { list })).toMatchObject({ status: 413, json: { error: { code: 'too-many' } } })
    expect(await rows()).toEqual({ posts: 0, sightings: 0 })
  })

  it('may be the list itself', async () => {
    const answer = await pushed(server, [post(1), { id: 2 }], { hook: BARE })
    expect(answer.json.items).toMatchObject([
      { at: '[0]', case: 1 },
      { at: '[1]', error: { path: '[1].link' } },
    ])
  })

  it('of nothing is right', async () => {
    expect((await pushed(server, { list: [] })).json).toEqual({ taken: 0, refused: 0, items: [] })
  })
})

describe('a webhook without a list', () => {
  it('takes one post a push, known by the bytes that it came in', async () => {
    const first = await pushed(server, post(1), { hook: SINGLE })
    expect([first.status, first.json.items]).toEqual([
      200,
      [{ at: '', status: 201, case: 1, opened: true, sighting: 1 }],
    ])
    expect((await pushed(server, post(1), { hook: SINGLE })).json.items[0].status).toBe(200)
    expect((await pushed(server, post(1, { title: '又' }), { hook: SINGLE })).json.items[0]).toMatchObject({
      status: 201,
      opened: false,
    })
  })

  it('answers what is wrong as the API does', async () => {
    const answer = await pushed(server, post(1, { stats: { reads: -1 } }), { hook: SINGLE })
    expect(answer).toMatchObject({ status: 400, json: { error: { code: 'malformed', path: 'stats.reads' } } })
  })
})

describe('the number of a post', () => {
  const list = (...ids: string[]) =>
    `{"list":[${ids.map((id, n) => `{"id":${id},"link":"https://news.example/${n}-${ids.length}","title":"积水","stats":{"reads":1.2e3}}`).join(',')}]}`

  it.each([
    ['7123456789012345678', '7123456789012345679'],
    ['9007199254740992', '9007199254740993'],
    ['-9007199254740993', '-9007199254740992'],
    ['123456789012345678901234567890', '123456789012345678901234567891'],
    ['7.10', '7.1'],
    ['1e3', '1000'],
    ['0.30000000000000001', '0.30000000000000002'],
    ['1e400', '1e401'],
  ])('is what was sent, digit by digit: %s beside %s', async (one, other) => {
    const answer = await pushed(server, list(one, other))
    expect(answer.json.items).toMatchObject([
      { status: 201, case: 1 },
      { status: 201, case: 2 },
    ])
    const keys = await server.database.db.select({ key: idempotencyKeys.key }).from(idempotencyKeys)
    expect(keys.map(({ key }) => key).sort()).toEqual([one, other].sort())
    const counted = await server.database.db.select({ metrics: sightings.metrics }).from(sightings)
    expect(counted.map(({ metrics }) => metrics)).toEqual([{ reads: 1_200 }, { reads: 1_200 }])
    // The same again, as a text, is the same.
    const again = await pushed(server, list(`"${one}"`, other))
    expect(again.json.items).toMatchObject([
      { status: 200, case: 1 },
      { status: 200, case: 2 },
    ])
  })

  it('is no figure where it is none, and no post by itself', async () => {
    const wrong = await pushed(
      server,
      '{"list":[{"id":1,"link":"https://news.example/1","title":"积水","stats":{"reads":9007199254740993}}]}',
    )
    expect(wrong.json.items[0]).toMatchObject({ status: 400, error: { path: 'list[0].stats.reads' } })
    expect(JSON.stringify(wrong.json)).toContain('9007199254740993 is not a whole number')
    expect((await pushed(server, '{"list":[9007199254740993]}')).json.items[0]).toMatchObject({ status: 400 })
  })

  it('may stand in a document whose keys come twice, of which the last counts', async () => {
    const answer = await pushed(server, '{"list":[{"id":1,"id":2,"link":"https://news.example/1","title":"积水"}]}')
    expect(answer.json.items[0]).toMatchObject({ status: 201 })
    expect(await server.database.db.select({ key: idempotencyKeys.key }).from(idempotencyKeys)).toEqual([{ key: '2' }])
  })
})

describe('a signature', () => {
  const body = JSON.stringify({ list: [post(1)] })
  const stamp = () => String(Date.parse(server.now) / SECOND)

  it('is in hex or base64, with or without a prefix', async () => {
    expect((await pushed(server, post(1), { hook: BASE64 })).status).toBe(200)
  })

  it.each<[string, (signed: string) => string]>([
    ['a blank behind its prefix', (signed) => signed.replace('=', '= ')],
    ['blanks around it', (signed) => ` \t${signed.replace('=', '=  ')} `],
    ['its prefix in capitals', (signed) => signed.replace('sha256', 'SHA256')],
    ['its digest in capitals', (signed) => `sha256=${signed.slice(7).toUpperCase()}`],
  ])('may have %s', async (_, laidOut) => {
    const headers = { 'x-signature': laidOut(signatureOf(HOOK, body, stamp())) }
    expect((await pushed(server, body, { headers })).status).toBe(200)
  })

  it.each<[string, () => Record<string, string>]>([
    ['none', () => ({ 'x-signature': '' })],
    ['no prefix', () => ({ 'x-signature': signatureOf(HOOK, body, stamp()).slice(7) })],
    ['another secret’s', () => ({ 'x-signature': signatureOf({ ...HOOK, secret: 'another' }, body, stamp()) })],
    ['another body’s', () => ({ 'x-signature': signatureOf(HOOK, `${body} `, stamp()) })],
    ['without its time', () => ({ 'x-signature': signatureOf(HOOK, body, null) })],
    ['another time’s', () => ({ 'x-timestamp': String(Number(stamp()) + 1) })],
    ['cut', () => ({ 'x-signature': signatureOf(HOOK, body, stamp()).slice(0, -2) })],
    ['longer', () => ({ 'x-signature': `${signatureOf(HOOK, body, stamp())}00` })],
    ['no hex', () => ({ 'x-signature': `sha256=${'z'.repeat(64)}` })],
  ])('that is %s is refused, and nothing is read', async (_, headers) => {
    const answer = await pushed(server, body, { headers: headers() })
    expect(answer).toMatchObject({ status: 401, json: { error: { code: 'bad-signature' } } })
    expect(await rows()).toEqual({ posts: 0, sightings: 0 })
  })

  it('is good for five minutes, either way', async () => {
    const at = (millis: number) => pushed(server, body, { at: later(server.now, millis) })
    expect((await at(-5 * MINUTE)).status).toBe(200)
    expect((await at(5 * MINUTE)).status).toBe(200)
    for (const millis of [-5 * MINUTE - SECOND, 5 * MINUTE + SECOND])
      expect(await at(millis)).toMatchObject({ status: 401, json: { error: { code: 'stale' } } })
  })

  it('of a time that is none is stale', async () => {
    for (const when of ['', 'now', '1e309']) {
      const headers = { 'x-timestamp': when, 'x-signature': signatureOf(HOOK, body, when) }
      expect(await pushed(server, body, { headers })).toMatchObject({ status: 401, json: { error: { code: 'stale' } } })
    }
  })

  it('is not asked of a webhook that there is not', async () => {
    const answer = await server.post('/api/v1/webhooks/other', {}, { token: null })
    expect(answer).toMatchObject({ status: 404, json: { error: { code: 'unknown-webhook' } } })
  })
})
