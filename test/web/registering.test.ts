// What came in otherwise, and what is corrected, over the API.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TestServer } from '../support/server.ts'

const URL = '/api/v1/sightings'
const TEXT = '幼儿园门口积水，孩子无法通行'

let server: TestServer
beforeEach(async () => {
  server = await TestServer.open()
})
afterEach(() => server.close())

const one = async (number: number) => (await server.get(`/api/v1/cases/${number}`)).json

describe('a source', () => {
  it('is on record; left out it is a forward', async () => {
    await server.post(URL, { text: TEXT, source: 'call' })
    await server.post(URL, { url: 'https://news.example/a' })
    expect([await one(1), await one(2)]).toMatchObject([
      { source: 'call', sourceNumber: null, deadline: null, place: null },
      { source: 'forward', sourceNumber: null, deadline: null, place: null },
    ])
  })

  it('keeps a call apart from another in the same words, and names that one', async () => {
    await server.post(URL, { text: TEXT })
    const call = await server.post(URL, { text: TEXT, source: 'call' })
    expect([call.status, call.json]).toEqual([201, { case: 2, opened: true, sighting: 2, like: 1 }])
    expect((await server.post(URL, { text: '积水', source: 'visit' })).json).toMatchObject({ case: 3, opened: true })
    expect((await server.post(URL, { text: TEXT, source: 'website' })).json).toMatchObject({ case: 1, opened: false })
  })

  it('of the superior body has a number and a deadline, and nothing else has', async () => {
    const deadline = '2026-12-05T18:00:00+08:00'
    const order = { text: TEXT, source: 'superior', sourceNumber: '〔2026〕15号', deadline }
    expect((await server.post(URL, order)).json).toEqual({ case: 1, opened: true, sighting: 1 })
    expect(await one(1)).toMatchObject({
      source: 'superior',
      sourceNumber: '〔2026〕15号',
      deadline: '2026-12-05T10:00:00.000Z',
    })
    for (const [body, path] of [
      [{ text: TEXT, source: 'superior', deadline }, 'sourceNumber'],
      [{ text: TEXT, source: 'superior', sourceNumber: '15号' }, 'deadline'],
      [{ text: TEXT, source: 'call', sourceNumber: '15号' }, 'sourceNumber'],
      [{ text: TEXT, source: 'telepathy' }, 'source'],
    ] as const) {
      const { status, json } = await server.post(URL, body)
      expect([status, json.error.path]).toEqual([400, path])
    }
    const far = await server.post(URL, { ...order, deadline: '2099-01-01T00:00:00Z' })
    expect([far.status, far.json.error.code]).toEqual([409, 'bad-deadline'])
  })
})

describe('a correction', () => {
  const correct = (fields: object, as = 'zhou') =>
    server.post('/api/v1/cases/1/commands', { type: 'correct', ...fields }, { headers: { 'zhiban-as': as } })
  beforeEach(() => server.post(URL, { url: 'https://news.example/a', title: '积水' }))

  it('of several facts at once is answered with what they are now', async () => {
    const { status, json } = await correct({
      published: '2026-10-09T09:30:00+08:00',
      place: '城东街道',
      title: '小学门口积水',
      platform: '抖音',
    })
    expect(status).toBe(200)
    const publishedAt = '2026-10-09T01:30:00.000Z'
    expect(json.case).toMatchObject({ title: '小学门口积水', place: '城东街道' })
    expect(json.case.posts).toEqual([expect.objectContaining({ platform: 'douyin', publishedAt })])
    expect(json.events.map(({ type, data }: { type: string; data: { field: string } }) => [type, data.field])).toEqual([
      ['corrected', 'title'],
      ['corrected', 'place'],
      ['corrected', 'platform'],
      ['corrected', 'published'],
    ])
    // The day alone is how it counts, and no field of the interface.
    expect((await correct({ published: '10-09' })).json.case.posts[0]).not.toHaveProperty('toDay')
  })

  it.each([
    [{}, 'which-fact'],
    [{ published: 'soon' }, 'bad-published'],
    [{ published: '2999-01-01T00:00:00Z' }, 'published-ahead'],
    [{ published: '1999-12-31' }, 'published-too-early'],
    [{ title: '积水' }, 'same-fact'],
    [{ platform: '微博', post: 'https://news.example/b' }, 'unknown-post'],
  ])('%j is refused: %s', async (fields, code) => {
    const { status, json } = await correct(fields)
    expect([status, json.error.code]).toEqual([409, code])
  })

  it('with a field that there is not is malformed', async () => {
    expect((await correct({ colour: '红' })).status).toBe(400)
  })
})
