// The OpenAPI document is complete and true: every route is in it, and what is really answered is what it promises.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { actionBody, messageBody, messagesQuery, roomsQuery } from '../../bots/room/input.ts'
import { PERSONS_COMMANDS } from '../../src/domain/commands/index.ts'
import { MESSAGES, PRESS, ROOMS, WRITE } from '../../src/web/api/contracts/room.ts'
import { contractsAmong } from '../../src/web/api/docs.ts'
import { openApiOf } from '../../src/web/api/openapi.ts'
import type { Contract } from '../../src/web/contract.ts'
import { promised } from '../support/promised.ts'
import { TOLD } from '../support/sample.ts'
import { type Answer, type Sent, TestServer } from '../support/server.ts'
import { HOOK, pushed } from '../support/webhook.ts'

let server: TestServer
let contracts: Contract[]
// biome-ignore lint/suspicious/noExplicitAny: a JSON document
let document: any
beforeAll(async () => {
  server = await TestServer.open({ webhooks: [HOOK] })
  contracts = contractsAmong(server.routes)
  document = (await server.get('/api/openapi.json', { token: null })).json
})
afterAll(() => server.close())

/** Every object within. */
function* objectsIn(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return
  if (!Array.isArray(value)) yield value as Record<string, unknown>
  for (const inner of Object.values(value)) yield* objectsIn(inner)
}

describe('the document', () => {
  it('names every route of the API, and none that there is not', () => {
    const there = server.routes.filter(({ url }) => url.startsWith('/api/') && url !== '/api/docs')
    const named = Object.entries<object>(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    )
    expect(named.sort()).toEqual(there.map(({ method, url }) => `${method} ${url}`).sort())
    expect(named.filter((each) => each.includes('/room/'))).toHaveLength(4)
  })

  it('is OpenAPI 3.1 with nothing left undefined', () => {
    expect(document).toMatchObject({ openapi: '3.1.0', servers: [{ url: 'https://desk.example' }] })
    const referred = [...objectsIn(document)].flatMap(({ $ref }) => (typeof $ref === 'string' ? [$ref] : []))
    expect(referred.length).toBeGreaterThan(10)
    for (const each of new Set(referred)) {
      const [, ...steps] = each.split('/')
      const found = steps.reduce((at, step) => at?.[step], document)
      expect(found, each).toBeTypeOf('object')
    }
    const ids = contracts.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const [path, operations] of Object.entries<Record<string, { parameters?: { in: string; name: string }[] }>>(
      document.paths,
    )) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      for (const { parameters = [] } of Object.values(operations))
        expect(parameters.filter((each) => each.in === 'path').map(({ name }) => name)).toEqual(inPath)
    }
  })

  it('names the scope of each operation, and a session for the room', () => {
    expect(document.paths['/api/v1/cases'].get.security).toEqual([{ token: ['read'] }])
    expect(document.paths['/api/v1/room/rooms'].get.security).toEqual([{ token: ['room'] }, { session: [] }])
    expect(document.paths['/api/openapi.json'].get.security).toEqual([])
    for (const schemes of [...objectsIn(document.paths)].flatMap(({ security }) => security ?? []))
      expect(document.components.securitySchemes).toHaveProperty(Object.keys(schemes as object))
  })

  it('has every command with its fields, and numbers as numbers', () => {
    const { schema } = document.paths['/api/v1/cases/{number}/commands'].post.requestBody.content['application/json']
    expect(schema.oneOf.map(({ title }: { title: string }) => title)).toEqual([...PERSONS_COMMANDS])
    const assign = schema.oneOf.find(({ title }: { title: string }) => title === 'assign')
    expect(assign.properties.type.enum).toContain('分办')
    expect(Object.keys(assign.properties)).toEqual(['type', 'department', 'co', 'version'])
    const limit = document.paths['/api/v1/cases'].get.parameters.find(({ name }: { name: string }) => name === 'limit')
    const { description } = document.paths['/api/v1/cases/{number}'].get.parameters[0]
    expect(description).toBe('The number of the case')
    expect(limit).toMatchObject({
      in: 'query',
      required: false,
      schema: { type: 'integer', maximum: 200, default: 50 },
    })
  })

  it('speaks of the room’s requests as the room reads them', () => {
    const shape = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input' })
    const bare = (value: unknown): unknown =>
      JSON.parse(JSON.stringify(value, (key, each) => (key === 'description' ? undefined : each)))
    const pairs: [z.ZodType, z.ZodType][] = [
      [WRITE.body.schema, messageBody],
      [PRESS.body.schema, actionBody],
      [ROOMS.query, roomsQuery],
      [MESSAGES.query, messagesQuery],
    ]
    for (const [ours, theirs] of pairs) expect(bare(shape(ours))).toEqual(bare(shape(theirs)))
  })

  it('has every word in both languages', () => {
    for (const { id, summary, detail, answers } of contracts)
      for (const words of [summary, detail, ...Object.values(answers).map(({ says }) => says)]) {
        if (words === undefined) continue
        expect(words.zh, id).toMatch(/\p{Script=Han}/u)
        expect(words.en, id).toMatch(/^[A-Z]/)
        expect(`${words.zh}${words.en}`, id).not.toMatch(/[!！]/)
      }
    const chinese = openApiOf(contracts, 'https://desk.example', 'zh')
    const described = [...objectsIn(chinese.components.schemas)].flatMap(({ description }) => description ?? [])
    expect(described.length).toBeGreaterThan(20)
    expect(described.filter((each) => !/\p{Script=Han}/u.test(String(each)))).toEqual([])
  })
})

describe('what is answered', () => {
  beforeEach(async () => {
    if ((await server.get('/api/v1/cases/1')).status === 200) return
    await server.opened('a', { department: '城管局', publishedAt: '2026-10-09T03:00:00Z' })
    for (const [body, as] of [
      [{ type: 'claim' }, 'chen'],
      [{ type: 'draft', text: '已排水。' }, 'chen'],
      [{ type: 'approve' }, 'lin'],
      [{ type: 'publish', ...TOLD }, 'chen'],
    ] as const)
      expect((await server.command(1, body, as)).status).toBe(200)
    await server.opened('b')
    await server.opened('c', { department: '城管局' })
    await server.write('li', 'duty', 'https://news.example/d')
  })

  const asked: [string, () => Promise<Answer>, number][] = [
    ['listCases', () => server.get('/api/v1/cases?limit=2'), 200],
    ['listCases', () => server.get('/api/v1/cases?limit=x'), 400],
    ['listCases', () => server.get('/api/v1/cases', { token: null }), 401],
    ['listCases', () => server.get('/api/v1/cases', { as: 'ghost' }), 403],
    ['getCase', () => server.get('/api/v1/cases/1'), 200],
    ['getCase', () => server.get('/api/v1/cases/3'), 200],
    ['getCase', () => server.get('/api/v1/cases/99'), 404],
    ['listEvents', () => server.get('/api/v1/cases/1/events'), 200],
    ['commandCase', () => server.command(3, { type: 'note', text: 'a' }, 'zhou'), 200],
    ['commandCase', () => server.command(3, { type: 'jump' }, 'zhou'), 400],
    ['commandCase', () => server.command(3, { type: 'note' }, 'zhou'), 400],
    ['commandCase', () => server.command(3, { type: 'approve' }, 'zhou'), 409],
    ['commandCase', () => server.command(3, { type: 'note', text: 'x'.repeat(20_001) }, 'zhou'), 413],
    ['addSighting', () => server.post('/api/v1/sightings', { url: 'https://news.example/a' }, once('k')), 201],
    ['addSighting', () => server.post('/api/v1/sightings', { url: 'https://news.example/a' }, once('k')), 200],
    ['addSighting', () => server.post('/api/v1/sightings', { url: 'https://news.example/z' }, once('k')), 422],
    ['addSighting', () => server.post('/api/v1/sightings', { url: 'javascript:a' }), 400],
    ['addSighting', () => server.post('/api/v1/sightings', { url: 'https://news.example/z', level: '九级' }), 409],
    ['addSighting', () => server.post('/api/v1/sightings', { text: 'x'.repeat(100_001) }), 413],
    ['pushWebhook', () => pushed(server, { list: [post(1), post(2)] }), 200],
    ['pushWebhook', () => pushed(server, { list: [post(1), {}] }), 207],
    ['pushWebhook', () => pushed(server, { list: 7 }), 400],
    ['pushWebhook', () => server.post('/api/v1/webhooks/news-watch', {}), 401],
    ['pushWebhook', () => server.post('/api/v1/webhooks/other', {}), 404],
    ['getCurrentPolicy', () => server.get('/api/v1/policies/current'), 200],
    ['previewPolicy', () => server.post('/api/v1/policies/preview', { source: 'name: x' }), 200],
    ['previewPolicy', () => server.post('/api/v1/policies/preview', {}), 400],
    ['getDayLedger', () => server.get('/api/v1/ledgers/day?date=2026-10-09'), 200],
    ['getDayLedger', () => server.get('/api/v1/ledgers/day?date=2027-10-09'), 400],
    ['createToken', () => server.post('/api/v1/tokens', { name: 'a', scopes: ['read'], days: 3 }), 201],
    ['createToken', () => server.post('/api/v1/tokens', { name: 'a', scopes: ['all'] }), 400],
    ['createToken', () => server.post('/api/v1/tokens', { name: 'a', scopes: ['read'], person: 'ghost' }), 404],
    ['listTokens', () => server.get('/api/v1/tokens'), 200],
    ['revokeToken', () => server.call('DELETE', '/api/v1/tokens/1'), 200],
    ['revokeToken', () => server.call('DELETE', '/api/v1/tokens/1'), 409],
    ['revokeToken', () => server.call('DELETE', '/api/v1/tokens/99'), 404],
    ['createSignInLink', () => server.post('/api/v1/sign-in-links', { person: 'li' }), 201],
    ['createSignInLink', () => server.post('/api/v1/sign-in-links', { person: 'ghost' }), 404],
    ['listRooms', () => server.get('/api/v1/room/rooms', { as: 'li' }), 200],
    ['listRooms', () => server.get('/api/v1/room/rooms?x=1', { as: 'li' }), 400],
    ['listMessages', () => server.get('/api/v1/room/messages?room=duty', { as: 'zhou' }), 200],
    ['listMessages', () => server.get('/api/v1/room/messages?room=none', { as: 'zhou' }), 404],
    ['writeMessage', () => server.post('/api/v1/room/messages', { room: 'duty', text: 'a' }, { as: 'zhou' }), 201],
    ['writeMessage', () => server.post('/api/v1/room/messages', { room: 'duty', text: ' ' }, { as: 'zhou' }), 400],
    ['pressButton', async () => press(await cardIn('duty'), 'note'), 200],
    ['pressButton', () => press('999', 'claim'), 404],
    ['getOpenApi', () => server.get('/api/openapi.json'), 200],
  ]
  it.each(asked)('%s: is as promised', async (id, ask, status) => {
    const contract = contracts.find((each) => each.id === id) as Contract
    const answer = await ask()
    expect([answer.status, answer.status === status ? '' : answer.text]).toEqual([status, ''])
    expect(promised(contract, answer)).toEqual([])
  })

  it('has been asked of every operation', () => {
    const right = asked.filter(([, , status]) => status < 300).map(([id]) => id)
    expect([...new Set(right)].sort()).toEqual(contracts.map(({ id }) => id).sort())
  })

  const once = (key: string): Sent => ({ headers: { 'idempotency-key': key } })
  const post = (n: number) => ({ id: `n-${n}`, link: `https://news.example/w${n}`, title: '积水' })
  const cardIn = async (called: string) =>
    (await server.messages(called, 'zhou')).find(({ actions }) => actions.some(({ action }) => action === 'note'))
      ?.id ?? ''
  const press = (messageId: string, action: string) =>
    server.post('/api/v1/room/actions', { messageId, action, values: { text: '已联系' } }, { as: 'zhou' })
})

describe('the page of the API', () => {
  it('lists every operation with its fields and a request to try', async () => {
    const { status, text, headers } = await server.get('/api/docs', { token: null })
    expect([status, headers['content-type']]).toEqual([200, expect.stringContaining('text/html')])
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    for (const { id, summary, url } of contracts) {
      expect(text).toContain(`id="${id}"`)
      expect(text).toContain(summary.zh)
      expect(text).toContain(url)
    }
    expect(text).toContain("curl -X POST 'https://desk.example/api/v1/sightings'")
    expect(text).toContain('Authorization: Bearer $TOKEN')
    for (const outside of text.match(/(src|href)="[^"#]+"/g) ?? []) expect(outside).toMatch(/="(\/|data:)/)
    expect((await server.get('/assets/api-docs.css', { token: null })).status).toBe(200)
  })
})
