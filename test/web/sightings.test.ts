// POST /api/v1/sightings: what a program forwards becomes a case, once.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { idempotencyKeys, posts, sightings } from '../../src/db/schema/schema.ts'
import { TestServer } from '../support/server.ts'

const URL = '/api/v1/sightings'
const LINK = 'https://news.example/a'

let server: TestServer
beforeEach(async () => {
  server = await TestServer.open()
})
afterEach(() => server.close())

const keyed = (key: string) => ({ headers: { 'idempotency-key': key } })
const rows = async () => ({
  posts: (await server.database.db.select().from(posts)).length,
  sightings: (await server.database.db.select().from(sightings)).length,
})

describe('a push', () => {
  it('opens a case, and answers with its number and the sighting’s alone', async () => {
    const answer = await server.post(URL, { url: LINK, title: '积水' })
    expect(answer.status).toBe(201)
    expect(answer.json).toEqual({ case: 1, opened: true, sighting: 1 })
  })

  it('of what is known is counted', async () => {
    await server.post(URL, { url: LINK })
    const answer = await server.post(URL, { url: `${LINK}?utm_source=b#top` })
    expect([answer.status, answer.json]).toEqual([201, { case: 1, opened: false, sighting: 2 }])
    expect((await server.get('/api/v1/cases/1')).json.sightings).toBe(2)
  })

  it('without a link is known by its text', async () => {
    const text = '幼儿园门口积水，孩子无法通行'
    expect((await server.post(URL, { text })).json).toMatchObject({ case: 1, opened: true })
    expect((await server.post(URL, { text: `  ${text}！` })).json).toMatchObject({ case: 1, opened: false })
  })

  it('says all that it may say', async () => {
    const body = {
      url: LINK,
      text: '幼儿园门口积水',
      title: '积水',
      platform: '微博',
      publishedAt: '2026-10-09T09:00:00+08:00',
      discoveredAt: '2026-10-09T03:30:00Z',
      metrics: { reads: 10, comments: 2, outlets: 0 },
      level: '重大',
      department: '城管',
    }
    expect((await server.post(URL, body)).status).toBe(201)
    expect((await server.get('/api/v1/cases/1')).json).toMatchObject({
      title: '积水',
      level: 1,
      levelName: '重大',
      leadDepartment: 'urban',
      posts: [{ platform: '微博', publishedAt: '2026-10-09T01:00:00.000Z', discoveredAt: '2026-10-09T03:30:00.000Z' }],
    })
  })

  it('of a grave matter opens at the level of its figures', async () => {
    await server.post(URL, { url: LINK, metrics: { reads: 3_000 } })
    expect((await server.get('/api/v1/cases/1')).json).toMatchObject({ level: 1, levelSetBy: 'rule' })
  })
})

describe('the same Idempotency-Key', () => {
  it('answers the same body once more, with 200', async () => {
    const first = await server.post(URL, { url: LINK }, keyed('k'))
    const again = await server.post(URL, { url: LINK }, keyed('k'))
    expect([first.status, again.status]).toEqual([201, 200])
    expect(again.json).toEqual(first.json)
    expect(await rows()).toEqual({ posts: 1, sightings: 1 })
  })

  it('is refused for another body', async () => {
    await server.post(URL, { url: LINK }, keyed('k'))
    const other = await server.post(URL, { url: `${LINK}b` }, keyed('k'))
    expect(other).toMatchObject({ status: 422, json: { error: { code: 'key-reused', path: 'Idempotency-Key' } } })
    expect(await rows()).toEqual({ posts: 1, sightings: 1 })
  })

  it('of another token is another key', async () => {
    const token = await server.token('product', ['sightings'])
    await server.post(URL, { url: LINK }, keyed('k'))
    expect((await server.post(URL, { url: `${LINK}b` }, { ...keyed('k'), token })).status).toBe(201)
  })

  it('is free again where the push was refused', async () => {
    const refused = await server.post(URL, { url: LINK, level: '九级' }, keyed('k'))
    expect(refused).toMatchObject({ status: 409, json: { error: { code: 'unknown-level' } } })
    expect(await server.database.db.select().from(idempotencyKeys)).toEqual([])
    expect((await server.post(URL, { url: LINK }, keyed('k'))).status).toBe(201)
  })

  it('in two requests at once is one case and one answer', async () => {
    const other = await server.another()
    const both = await Promise.all([server, other].map((each) => each.post(URL, { url: LINK }, keyed('k'))))
    expect(both.map(({ status }) => status).sort()).toEqual([200, 201])
    expect(both[0]?.json).toEqual(both[1]?.json)
    expect(await rows()).toEqual({ posts: 1, sightings: 1 })
    await other.close()
  })

  it.each(['', 'x'.repeat(201)])('is refused where it is %j', async (key) => {
    const answer = await server.post(URL, { url: LINK }, keyed(key))
    expect(answer).toMatchObject({ status: 400, json: { error: { path: 'Idempotency-Key' } } })
  })
})

describe('two services on one database', () => {
  it('given the same link at the same instant make one case with two sightings', async () => {
    const other = await server.another()
    const both = await Promise.all([server, other].map((each) => each.post(URL, { url: LINK })))
    expect(both.map(({ status }) => status)).toEqual([201, 201])
    expect(both.map(({ json }) => json.case)).toEqual([1, 1].map(() => both[0]?.json.case))
    expect(both.map(({ json }) => json.opened).sort()).toEqual([false, true])
    expect(await rows()).toEqual({ posts: 1, sightings: 2 })
    await other.close()
  })

  it('given many links at once, each by both, make a case of each', async () => {
    const other = await server.another()
    const links = Array.from({ length: 12 }, (_, i) => `${LINK}${i}`)
    const answers = await Promise.all(links.flatMap((url) => [server.post(URL, { url }), other.post(URL, { url })]))
    expect(answers.filter(({ status }) => status !== 201)).toEqual([])
    expect(answers.filter(({ json }) => json.opened)).toHaveLength(links.length)
    expect(await rows()).toEqual({ posts: 12, sightings: 24 })
    expect(await server.findings()).toEqual([])
    await other.close()
  })
})
