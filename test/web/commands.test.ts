// POST /api/v1/cases/23/commands: every command by its type and by its chat names, and how one is refused.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TOLD } from '../support/sample.ts'
import { TestServer } from '../support/server.ts'

let server: TestServer
beforeEach(async () => {
  server = await TestServer.open()
  await server.opened('a')
})
afterEach(() => server.close())

const version = async () => (await server.get('/api/v1/cases/1')).json.version
const steps: [object, string][] = [
  [{ type: 'assign', department: '城管' }, 'zhou'],
  [{ type: 'claim' }, 'chen'],
  [{ type: 'draft', text: '已排水。' }, 'chen'],
  [{ type: 'approve' }, 'lin'],
  [{ type: 'publish', ...TOLD }, 'chen'],
]
/** So far along the way that `status` is reached. */
async function reach(status: 'waiting' | 'handling' | 'reviewing' | 'approved' | 'watching') {
  const reached = ['waiting', 'handling', 'reviewing', 'approved', 'watching'].indexOf(status) + 1
  for (const [body, as] of steps.slice(0, reached)) {
    const answer = await server.command(1, body, as)
    if (answer.status !== 200) throw new Error(answer.text)
  }
}

describe('a command with an Idempotency-Key', () => {
  const keyed = (body: object, as: string, key: string) =>
    server.post('/api/v1/cases/1/commands', body, { as, headers: { 'idempotency-key': key } })
  const notes = async () =>
    (await server.get('/api/v1/cases/1/events')).json.events.filter(({ type }: { type: string }) => type === 'noted')

  it('is carried out once, and answered the same again, with the case as it is now', async () => {
    const note = { type: 'note', text: '已电话联系' }
    const [first, second] = await Promise.all([keyed(note, 'li', 'a'), keyed(note, 'li', 'a')])
    expect([first.status, second.status]).toEqual([200, 200])
    expect(second.json.events).toEqual(first.json.events)
    expect(await notes()).toHaveLength(1)
    await server.command(1, { type: 'assign', department: '城管' }, 'zhou')
    const third = await keyed(note, 'li', 'a')
    expect(third.json.events).toEqual(first.json.events)
    expect(third.json.case.status).toBe('waiting')
    expect(await notes()).toHaveLength(1)
    expect((await keyed(note, 'li', 'b')).status).toBe(200)
    expect(await notes()).toHaveLength(2)
  })

  it.each<[string, object, string]>([
    ['another text', { type: 'note', text: '另一条' }, 'li'],
    ['another person', { type: 'note', text: '已电话联系' }, 'zhou'],
    ['another version', { type: 'note', text: '已电话联系', version: 1 }, 'li'],
  ])('is refused with %s', async (_, body, as) => {
    await keyed({ type: 'note', text: '已电话联系' }, 'li', 'a')
    expect(await keyed(body, as, 'a')).toMatchObject({ status: 422, json: { error: { code: 'key-reused' } } })
    expect(await notes()).toHaveLength(1)
  })

  it('is free again where it was refused', async () => {
    const claim = () => keyed({ type: 'claim' }, 'chen', 'a')
    expect((await claim()).status).toBe(409)
    await server.command(1, { type: 'assign', department: '城管' }, 'zhou')
    expect((await claim()).status).toBe(200)
    expect((await claim()).status).toBe(200)
  })

  it('must be one', async () => {
    expect((await keyed({ type: 'note', text: '一' }, 'li', 'a'.repeat(201))).status).toBe(400)
  })
})

describe('a command', () => {
  it('answers with the case as it is now and the events that it made', async () => {
    const before = await version()
    const { status, json } = await server.command(1, { type: 'assign', department: '城管' }, 'zhou')
    expect(status).toBe(200)
    expect(Object.keys(json)).toEqual(['case', 'events'])
    expect(json.case).toMatchObject({ number: 1, status: 'waiting', leadDepartment: 'urban' })
    expect(json.events[0]).toMatchObject({ seq: before + 1, type: 'assigned', actor: 'zhou', at: server.now })
    expect(json.case.version).toBe(json.events.at(-1).seq)
  })

  it.each<['waiting' | 'handling' | 'reviewing' | 'approved' | 'watching' | null, object, string, string]>([
    [null, { type: 'assign', department: '城管局', co: ['卫健委'] }, 'zhou', 'assigned'],
    [null, { type: 'assign', department: 'urban', co: '卫健' }, 'zhou', 'assigned'],
    [null, { type: '分办', department: '城管' }, 'zhou', 'assigned'],
    [null, { type: 'level', level: 1, reason: '扩散' }, 'zhou', 'level-set'],
    [null, { type: 'sev', level: '1' }, 'zhou', 'level-set'],
    [null, { type: '等级', level: '重大' }, 'zhou', 'level-set'],
    [null, { type: 'note', text: '已电话联系' }, 'li', 'noted'],
    [null, { type: '备注', text: '已电话联系' }, 'li', 'noted'],
    ['waiting', { type: 'claim' }, 'chen', 'claimed'],
    ['waiting', { type: '签收' }, 'lin', 'claimed'],
    ['handling', { type: 'respond', text: '已派员到场。' }, 'chen', 'statement-drafted'],
    ['handling', { type: '回应', text: '已派员到场。' }, 'xu', 'statement-drafted'],
    ['handling', { type: '通报', text: '已开始抽排。' }, 'xu', 'statement-drafted'],
    ['handling', { type: 'commit', date: '10月12日', text: '等待降雨停止' }, 'chen', 'statement-drafted'],
    ['handling', { type: '承诺', date: '2wd', text: '等待降雨停止' }, 'chen', 'statement-drafted'],
    ['handling', { type: 'draft', text: '已排水。' }, 'chen', 'drafted'],
    ['handling', { type: 'reply', text: '已排水。' }, 'chen', 'drafted'],
    ['handling', { type: '拟稿', text: '已排水。' }, 'chen', 'drafted'],
    ['reviewing', { type: 'approve' }, 'lin', 'approved'],
    ['reviewing', { type: '审定' }, 'lin', 'approved'],
    ['reviewing', { type: 'send-back', reason: '写明时间' }, 'lin', 'sent-back'],
    ['reviewing', { type: 'sendback', text: '写明时间' }, 'lin', 'sent-back'],
    ['reviewing', { type: '退改', reason: '写明时间' }, 'lin', 'sent-back'],
    ['approved', { type: 'publish', url: 'https://city.example/1' }, 'chen', 'published'],
    ['approved', { type: 'publish', link: 'https://city.example/1' }, 'xu', 'published'],
    ['approved', { type: '发布', ...TOLD }, 'chen', 'published'],
    ['approved', { type: 'publish', ...TOLD, how: undefined, private: '电话' }, 'chen', 'published'],
    ['approved', { type: 'publish', statement: 'reply', url: 'https://city.example/1' }, 'chen', 'published'],
    ['watching', { type: 'close', reason: '已解决' }, 'zhou', 'closed'],
    ['watching', { type: '办结' }, 'zhou', 'closed'],
  ])('in %s: %j of %s is %s', async (status, body, as, event) => {
    if (status !== null) await reach(status)
    const answer = await server.command(1, body, as)
    expect([answer.status, answer.json.events?.[0]?.type ?? answer.text]).toEqual([200, event])
    expect(answer.json.events[0].actor).toBe(as)
  })

  it('at the version that the case has is taken, at another refused', async () => {
    const now = await version()
    expect((await server.command(1, { type: 'note', text: 'a', version: now }, 'zhou')).status).toBe(200)
    const stale = await server.command(1, { type: 'note', text: 'b', version: now }, 'zhou')
    expect(stale).toMatchObject({ status: 409, json: { error: { code: 'stale-version' } } })
    expect(await version()).toBe(now + 1)
  })

  it('of two at the same version at once, one is taken', async () => {
    const other = await server.another()
    const now = await version()
    const both = await Promise.all(
      [server, other].map((each) => each.command(1, { type: 'note', text: 'a', version: now }, 'zhou')),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    await other.close()
  })
})

describe('a malformed command', () => {
  it.each<[object | string, string, string | undefined]>([
    [{}, 'malformed', 'type'],
    [{ type: 7 }, 'malformed', 'type'],
    [{ type: 'tick' }, 'unknown-command', 'type'],
    [{ type: 'open' }, 'unknown-command', 'type'],
    [{ type: 'report-undelivered' }, 'unknown-command', 'type'],
    [{ type: '__proto__' }, 'unknown-command', 'type'],
    [{ type: 'constructor' }, 'unknown-command', 'type'],
    [{ type: 'x'.repeat(51) }, 'malformed', 'type'],
    [{ type: 'note', text: 'a', colour: 'red' }, 'malformed', 'colour'],
    [{ type: 'note', text: ['a'] }, 'malformed', 'text'],
    [{ type: 'note', text: 7 }, 'malformed', 'text'],
    [{ type: 'note', text: null }, 'malformed', 'text'],
    [{ type: 'note', text: { a: 1 } }, 'malformed', 'text'],
    [{ type: 'note', text: 'a', version: '1' }, 'malformed', 'version'],
    [{ type: 'note', text: 'a', version: -1 }, 'malformed', 'version'],
    [{ type: 'assign' }, 'missing', 'department'],
    [{ type: 'assign', department: '城管', co: [7] }, 'malformed', 'co'],
    [{ type: 'level' }, 'missing', 'level'],
    [{ type: 'level', level: 1.5 }, 'malformed', 'level'],
    [{ type: 'note' }, 'missing', 'text'],
    [{ type: 'note', text: ' \u0000\u200b ' }, 'missing', 'text'],
    ['null', 'malformed', undefined],
    ['[]', 'malformed', undefined],
    ['{"type":"note","text":"a"', 'malformed', undefined],
    ['{"type":"note","text":"a","__proto__":{"admin":true}}', 'malformed', undefined],
    ['', 'malformed', undefined],
  ])('%j is a 400 that names the field', async (body, code, path) => {
    const { status, json } = await server.command(1, body, 'zhou')
    expect([status, json.error.code, json.error.path]).toEqual([400, code, path])
    expect(json.error.message).not.toBe('')
  })
})

describe('a refused command', () => {
  it.each<['waiting' | 'handling' | 'reviewing' | 'approved' | 'watching' | null, object, string, string]>([
    [null, { type: 'assign', department: '水利局' }, 'zhou', 'unknown-department'],
    [null, { type: 'assign', department: '城管', co: ['水利局'] }, 'zhou', 'unknown-department'],
    [null, { type: 'assign', department: '城管' }, 'chen', 'not-authorised'],
    [null, { type: 'level', level: 9 }, 'zhou', 'unknown-level'],
    [null, { type: 'level', level: '特大' }, 'zhou', 'unknown-level'],
    [null, { type: 'claim' }, 'chen', 'wrong-status'],
    [null, { type: 'approve' }, 'lin', 'wrong-status'],
    [null, { type: 'close' }, 'zhou', 'wrong-status'],
    ['waiting', { type: 'assign', department: '城管' }, 'zhou', 'already-assigned'],
    ['waiting', { type: 'claim' }, 'zheng', 'not-authorised'],
    ['waiting', { type: 'draft', text: 'a' }, 'chen', 'not-claimed-yet'],
    ['handling', { type: 'claim' }, 'chen', 'already-claimed'],
    ['handling', { type: 'commit', date: '改天', text: 'a' }, 'chen', 'bad-date'],
    ['handling', { type: 'commit', date: '昨天', text: 'a' }, 'chen', 'date-past'],
    ['handling', { type: 'commit', date: '2026-10-08', text: 'a' }, 'chen', 'date-past'],
    ['handling', { type: 'commit', date: '9999-12-31', text: 'a' }, 'chen', 'date-too-far'],
    ['reviewing', { type: 'approve' }, 'chen', 'own-draft'],
    ['reviewing', { type: 'approve' }, 'feng', 'not-your-turn'],
    ['handling', { type: 'fulfil' }, 'chen', 'no-promise'],
    ['approved', { type: 'publish', ...TOLD, when: '2099-01-01 10:00' }, 'chen', 'moment-out'],
    ['approved', { type: 'publish', ...TOLD, when: '晚上' }, 'chen', 'bad-moment'],
    ['approved', { type: 'publish', statement: '承诺', url: 'https://city.example/1' }, 'chen', 'no-such-request'],
    ['approved', { type: 'publish', url: 'javascript:alert(1)' }, 'chen', 'bad-link'],
    ['approved', { type: 'publish', url: 'http://127.0.0.1/' }, 'chen', 'bad-link'],
    ['approved', { type: 'publish', url: 'https://u:p@city.example/' }, 'chen', 'bad-link'],
  ])('in %s: %j of %s is a 409 for %s, and changes nothing', async (status, body, as, reason) => {
    if (status !== null) await reach(status)
    const before = await version()
    const answer = await server.command(1, body, as)
    expect([answer.status, answer.json.error.code]).toEqual([409, reason])
    expect(answer.json.error.message).toMatch(/\p{Script=Han}/u)
    expect(await version()).toBe(before)
  })

  it('that is too long is a 413, from the text’s end to the body’s', async () => {
    const note = (length: number) => server.command(1, { type: 'note', text: 'x'.repeat(length) }, 'zhou')
    expect((await note(20_000)).status).toBe(200)
    expect(await note(20_001)).toMatchObject({ status: 413, json: { error: { code: 'too-long' } } })
    expect(await note(1_100_000)).toMatchObject({ status: 413, json: { error: { code: 'too-large' } } })
  })
})
