// GET /api/v1/cases: the list with its filters, one case with every field of the public interface, its events.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { HOUR, later, MINUTE } from '../../src/domain/calendar/instant.ts'
import { TestServer } from '../support/server.ts'

let server: TestServer
beforeEach(async () => {
  server = await TestServer.open()
})
afterEach(() => server.close())

const numbers = async (query = '') =>
  (await server.get(`/api/v1/cases?${query}`)).json.cases.map(({ number }: { number: number }) => number)

describe('the list', () => {
  it('shows the newest first, so many at a time, and where to go on', async () => {
    for (const path of 'abcde') await server.opened(path)
    const first = await server.get('/api/v1/cases?limit=2')
    expect(first.json.next).toBe('4')
    expect(await numbers('limit=2')).toEqual([5, 4])
    expect(await numbers('limit=2&cursor=4')).toEqual([3, 2])
    const last = await server.get('/api/v1/cases?limit=2&cursor=2')
    expect(last.json).toMatchObject({ cases: [{ number: 1 }], next: null })
  })

  it('is filtered by status, level and department', async () => {
    await server.opened('a')
    await server.opened('b', { department: '城管局', level: 1 })
    expect(await numbers('status=waiting')).toEqual([2])
    expect(await numbers('level=2')).toEqual([1])
    expect(await numbers('department=urban')).toEqual([2])
    expect(await numbers('status=triage&level=1')).toEqual([])
  })

  it('is filtered by what is overdue', async () => {
    await server.opened('a')
    server.pass(31 * MINUTE)
    await server.opened('b')
    expect(await numbers('overdue=true')).toEqual([1])
    expect(await numbers('overdue=false')).toEqual([2])
  })

  it('is searched by title, in which % and _ and \\ are themselves', async () => {
    for (const title of ['涨价100%', '涨价1000', 'a_b路口', 'aXb路口', 'back\\slash']) {
      await server.opened(encodeURIComponent(title), { title })
    }
    const found = async (q: string) => numbers(`q=${encodeURIComponent(q)}`)
    expect(await found('涨价')).toEqual([2, 1])
    expect(await found('100%')).toEqual([1])
    expect(await found('a_b')).toEqual([3])
    expect(await found('\\')).toEqual([5])
    expect(await found("' or 1=1 --")).toEqual([])
  })

  it('is searched by number, place, paper and the address of a post, as they are now', async () => {
    await server.opened('积水/1')
    const order = { text: '核查幼儿园门口积水', source: 'superior', sourceNumber: '〔2026〕15号' }
    await server.post('/api/v1/sightings', { ...order, deadline: '2026-12-05T18:00:00+08:00' })
    await server.opened('b?id=AbC9&x=1', { title: '路灯' })
    await server.command(3, { type: 'correct', place: '城东街道' }, 'zhou')
    const found = async (q: string) => numbers(`q=${encodeURIComponent(q)}`)
    for (const q of [
      '#3',
      '3号',
      '＃３',
      '№3',
      'abc9',
      'https://news.example/b?id=AbC9&x=1',
      'HTTP://news.example/b',
      '东街',
    ])
      expect([q, await found(q)]).toEqual([q, [3]])
    expect(await found('〔2026〕15号')).toEqual([2])
    expect(await found('2026〕1')).toEqual([2])
    expect(await found('news.example')).toEqual([3, 1])
    expect(await found('https://news.example/积水/1')).toEqual([1])
    for (const q of ['#12', '999999999', 'text:none']) expect(await found(q)).toEqual([])
    await server.command(3, { type: 'correct', place: '城西街道', title: '路灯不亮' }, 'zhou')
    expect(await found('东街')).toEqual([])
    expect(await found('灯不亮')).toEqual([3])
    const seen = { url: 'https://other.example/later?v=1', case: 3 }
    await server.write('zhou', 'duty', `/登记 #3 巡查 又见 ${seen.url}`)
    expect(await found('other.example/later')).toEqual([3])
    for (const odd of ['_', '\\', "'", '%%', 'a%_b', '.*', '(', '[', 'news_example', 'news.*'])
      expect([odd, await found(odd)]).toEqual([odd, []])
  })

  it.each([
    'status=open',
    'level=0',
    'level=x',
    'limit=0',
    'limit=201',
    'limit=1e1',
    'cursor=0x1',
    'cursor=-1',
    'overdue=yes',
    'colour=red',
    'q=a&q=b',
    'limit=1&limit=2',
    '__proto__=1',
    'constructor=1',
  ])('refuses ?%s with the path of the field', async (query) => {
    const answer = await server.get(`/api/v1/cases?${query}`)
    expect(answer).toMatchObject({ status: 400, json: { error: { code: 'malformed', path: query.split('=')[0] } } })
  })
})

describe('a case', () => {
  it('has every field of the public interface', async () => {
    await server.opened('a', { department: '城管局', publishedAt: '2026-10-09T03:00:00Z' })
    const { status, json } = await server.get('/api/v1/cases/1')
    expect(status).toBe(200)
    expect(json).toEqual({
      number: 1,
      title: '积水',
      status: 'waiting',
      level: 2,
      levelName: '一般',
      levelSetBy: 'policy',
      leadDepartment: 'urban',
      coDepartments: [],
      claimedBy: [],
      openedAt: server.now,
      source: 'forward',
      sourceNumber: null,
      deadline: null,
      place: null,
      posts: [
        {
          url: 'https://news.example/a',
          canonicalUrl: 'https://news.example/a',
          platform: null,
          title: '积水',
          publishedAt: '2026-10-09T03:00:00.000Z',
          discoveredAt: server.now,
        },
      ],
      files: [],
      disclosures: [],
      sightings: 1,
      folded: null,
      likes: [],
      clocks: json.clocks,
      wholeTime: { from: server.now, until: null, seconds: 0 },
      hands: [{ from: server.now, until: null, department: 'urban', role: null }],
      promises: [],
      statements: [],
      reply: null,
      version: json.version,
    })
    expect(json.version).toBe((await server.get('/api/v1/cases/1/events')).json.events.length)
    const [triage, claim] = json.clocks
    expect(triage).toMatchObject({ kind: 'triage', state: 'met', metAt: server.now, nextAt: null })
    expect(claim).toEqual({
      id: expect.any(String),
      kind: 'claim',
      owner: 'contact',
      base: 'assigned',
      baseAt: server.now,
      dueAt: '2026-10-09T05:00:00.000Z',
      state: 'running',
      metAt: null,
      nextAt: '2026-10-09T04:45:00.000Z',
      generation: 1,
      why: expect.stringContaining('签收'),
      late: [],
      lateStruck: [],
    })
  })

  it('tells when a deadline was late and in whose hands, whatever became of it', async () => {
    const opened = server.now
    await server.opened('a', { department: '城管局' })
    server.pass(3 * HOUR)
    await server.command(1, { type: 'claim' }, 'chen')
    server.pass(HOUR)
    const { json } = await server.get('/api/v1/cases/1')
    const claim = json.clocks.find(({ kind }: { kind: string }) => kind === 'claim')
    const late = { from: later(opened, HOUR), until: later(opened, 3 * HOUR), department: 'urban', role: null }
    expect(claim).toMatchObject({ state: 'met-late', late: [late] })
    expect(json.wholeTime).toEqual({ from: opened, until: null, seconds: 4 * 3600 })
  })

  it('shows its reply from draft to publication', async () => {
    await server.opened('a', { department: '城管局' })
    await server.command(1, { type: 'claim' }, 'chen')
    await server.command(1, { type: 'draft', text: '已排水。' }, 'chen')
    const drafted = { draft: 1, text: '已排水。', draftedBy: 'chen', draftedAt: server.now, claims: [] }
    const findings = [
      { check: 'signature', severity: 'warn', why: 'no-unit', offset: 4, length: 0, excerpt: '', right: '城管局' },
      { check: 'signature', severity: 'warn', why: 'no-phone', offset: 4, length: 0, excerpt: '' },
    ]
    const reply = async () => (await server.get('/api/v1/cases/1')).json.reply
    expect(await reply()).toEqual({ ...drafted, findings, approvals: [], publication: null })
    await server.command(1, { type: 'approve' }, 'lin')
    await server.command(1, { type: 'publish', url: 'https://city.example/1' }, 'chen')
    expect(await reply()).toEqual({
      ...drafted,
      findings,
      approvals: [{ by: 'lin', role: 'head', at: server.now }],
      publication: { way: 'link', url: 'https://city.example/1', at: server.now, by: 'chen' },
    })
  })

  it('shows what the checks found in a statement and what the post asks, and no personal data', async () => {
    const text = '门口积水\n积水多久才能排干？请回电13812345678。'
    await server.opened('a', { text, department: '城管局' })
    await server.command(1, { type: 'claim' }, 'chen')
    const said = '仍报：专家明日到场\n我们高度重视，正在处理，请耐心等待。'
    await server.command(1, { type: 'interim', text: said }, 'chen')
    const statement = async () => (await server.get('/api/v1/cases/1')).json.statements[0]
    expect(await statement()).toMatchObject({
      state: 'open',
      findings: expect.arrayContaining([
        { check: 'formula', severity: 'refuse', why: 'formula', offset: 2, length: 4, excerpt: '高度重视' },
      ]),
    })
    const { claims } = await statement()
    expect(claims).toContainEqual({ text: expect.stringContaining('积水多久才能排干'), kind: 'question', met: null })
    expect(JSON.stringify(await statement())).not.toContain('13812345678')
    await server.command(1, { type: 'approve', reason: '先予回应' }, 'lin')
    await server.command(1, { type: 'publish', url: 'https://city.example/1' }, 'chen')
    expect(await statement()).toMatchObject({ state: 'published', findings: null, claims: null })
  })

  it('refuses personal data in a draft by their kind and place, and does not repeat them', async () => {
    await server.opened('a', { department: '城管局' })
    await server.command(1, { type: 'claim' }, 'chen')
    const { status, json } = await server.command(1, { type: 'draft', text: '请联系李先生13812345678。' }, 'chen')
    expect(status).toBe(409)
    expect(json.error).toMatchObject({ code: 'personal-data', path: 'text' })
    expect(json.error.message).toContain('手机号码（第7至17字）')
    expect(json.error.message).not.toContain('13812345678')
  })

  it('tells a clock met late from one met in time', async () => {
    await server.opened('a')
    server.pass(HOUR)
    expect((await server.get('/api/v1/cases/1')).json.clocks[0].state).toBe('overdue')
    await server.command(1, { type: 'assign', department: 'urban' }, 'zhou')
    expect((await server.get('/api/v1/cases/1')).json.clocks[0].state).toBe('met-late')
  })

  it.each([
    ['2', 404, 'unknown-case'],
    ['99999999999', 404, 'unknown-case'],
    ['9'.repeat(15), 404, 'unknown-case'],
    ['9'.repeat(40), 400, 'malformed'],
    ['0', 404, 'unknown-case'],
    ['-1', 400, 'malformed'],
    ['1.5', 400, 'malformed'],
    ['0x1', 400, 'malformed'],
    ['1e0', 400, 'malformed'],
    ['１', 400, 'malformed'],
    ['abc', 400, 'malformed'],
    ['%00', 400, 'malformed'],
    ['%zz', 400, 'malformed'],
    ['x'.repeat(300), 400, 'malformed'],
  ])('called %s is answered with %i', async (called, status, code) => {
    await server.opened('a')
    const path = encodeURI(called).replaceAll('%25', '%')
    for (const answer of [
      await server.get(`/api/v1/cases/${path}`),
      await server.get(`/api/v1/cases/${path}/events`),
      await server.command(path, { type: 'note', text: 'x' }, 'zhou'),
    ]) {
      expect(answer).toMatchObject({ status, json: { error: { code } } })
    }
  })
})

describe('its events', () => {
  it('have seq, type, instant, actor and data, and no more', async () => {
    await server.opened('a')
    const { json } = await server.get('/api/v1/cases/1/events')
    expect(json.next).toBeNull()
    expect(json.events.map(({ seq }: { seq: number }) => seq)).toEqual([1, 2])
    for (const event of json.events) expect(Object.keys(event)).toEqual(['seq', 'type', 'at', 'actor', 'data'])
    expect(json.events[0]).toMatchObject({
      type: 'opened',
      at: server.now,
      actor: 'api:admin',
      data: { title: '积水' },
    })
  })

  it('of reminders say clock, generation, step and whom', async () => {
    await server.opened('a')
    server.pass(30 * MINUTE)
    await server.settle()
    const { json } = await server.get('/api/v1/cases/1/events')
    const [reminded] = json.events.filter(({ type }: { type: string }) => type === 'reminded')
    expect(reminded.data).toMatchObject({ clock: '1-triage-1', generation: 1, step: 2, to: ['zhou'] })
  })

  it('are read in parts', async () => {
    await server.opened('a')
    for (const text of 'abc') await server.command(1, { type: 'note', text }, 'zhou')
    const part = async (query: string) => (await server.get(`/api/v1/cases/1/events?${query}`)).json
    expect(await part('limit=2')).toMatchObject({ events: [{ seq: 1 }, { seq: 2 }], next: '2' })
    expect(await part('after=4')).toMatchObject({ events: [{ seq: 5, data: { text: 'c' } }], next: null })
    expect((await server.get('/api/v1/cases/1/events?after=-1')).status).toBe(400)
  })
})
