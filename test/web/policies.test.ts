// /api/v1/policies: the policy in force, and what another one would say and move; a preview changes nothing.
import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readInstitution } from '../../src/db/institution/institution.ts'
import { MINUTE } from '../../src/domain/calendar/instant.ts'
import { readPolicy } from '../../src/domain/policy/policy-file.ts'
import { TestServer } from '../support/server.ts'

const PREVIEW = '/api/v1/policies/preview'
const SOURCE = readFileSync(new URL('../../policies/bureau-4-level.yaml', import.meta.url), 'utf8')
const read = readPolicy(SOURCE, 'bureau-4-level.yaml')
if (!read.ok) throw new Error('the shipped policy is wrong')
const { policy } = read

let server: TestServer
beforeEach(async () => {
  server = await TestServer.open({ policy })
})
afterEach(async () => {
  expect(server.failures).toEqual([])
  await server.close()
})
const preview = (source: string) => server.post(PREVIEW, { source })
const triageWithin = (within: string) => SOURCE.replace(/(triage: \{.* within: )30m/, `$1${within}`)

describe('the policy in force', () => {
  it('is told with the file that it was read from', async () => {
    const { status, json } = await server.get('/api/v1/policies/current')
    expect(status).toBe(200)
    expect(json).toMatchObject({ id: 1, publishedAt: server.now, policy: { name: policy.name, opensAt: 4 } })
    expect(json.policy.levels.map(({ level }: { level: number }) => level)).toEqual([1, 2, 3, 4])
    expect(json.policy.levels[3].clocks[0]).toMatchObject({ kind: 'triage', base: 'opened', within: '30m' })
    expect(JSON.parse(json.source)).toMatchObject({ name: policy.name })
  })
})

describe('a preview', () => {
  it('names what is wrong by line and column', async () => {
    const { status, json } = await preview(SOURCE.replace('opens-at:', 'open-at:'))
    expect([status, json.ok]).toEqual([200, false])
    expect(json.problems).toContainEqual({
      line: expect.any(Number),
      column: 1,
      message: expect.stringContaining('did you mean "opens-at"'),
    })
  })

  it('of the same policy moves nothing, and tells what it assumes', async () => {
    await server.opened('a')
    const { json } = await preview(SOURCE)
    expect(json).toMatchObject({ ok: true, policy: { name: policy.name } })
    expect(json.assumed.length).toBeGreaterThan(5)
    expect(json.assumed[0]).toEqual({
      line: expect.any(Number),
      column: expect.any(Number),
      message: expect.any(String),
    })
    expect(json.moves).toMatchObject({ cases: 1, earlier: 0, later: 0, overdueAtOnce: 0, dropped: 0, sample: [] })
    expect(json.moves.unmoved).toBe(json.moves.clocks)
  })

  it('tells which due instants of open cases would move, and moves none', async () => {
    await server.opened('a')
    await server.opened('b')
    server.pass(10 * MINUTE)
    const before = (await server.get('/api/v1/cases/1')).json
    const { json } = await preview(triageWithin('5m'))
    expect(json.moves).toMatchObject({ cases: 2, earlier: 2, later: 0, overdueAtOnce: 2 })
    expect(json.moves.sample[0]).toEqual({
      case: 1,
      clock: '1-triage-1',
      kind: 'triage',
      dueAt: '2026-10-09T04:30:00.000Z',
      wouldBeDueAt: '2026-10-09T04:05:00.000Z',
    })
    expect((await preview(triageWithin('2h'))).json.moves).toMatchObject({ earlier: 0, later: 2 })
    expect((await server.get('/api/v1/cases/1')).json).toEqual(before)
    expect(await readInstitution(server.database.db)).toMatchObject({ policyId: 1 })
  })

  it('leaves out what is at its end', async () => {
    await server.opened('a')
    expect((await server.command(1, { type: 'dismiss', reason: '与本市无关' }, 'zhou')).status).toBe(200)
    expect((await server.command(1, { type: 'approve' }, 'gao')).status).toBe(200)
    expect((await preview(SOURCE)).json.moves).toMatchObject({ cases: 0, clocks: 0 })
  })

  it('may be sent as the file itself', async () => {
    for (const type of ['application/yaml', 'text/yaml', 'text/plain; charset=utf-8']) {
      const answer = await server.call('POST', PREVIEW, { body: SOURCE, headers: { 'content-type': type } })
      expect([answer.status, answer.json.ok]).toEqual([200, true])
    }
  })

  it.each<[unknown, number]>([
    [{}, 400],
    [{ source: 7 }, 400],
    [{ source: 'a', more: 1 }, 400],
    ['[]', 400],
    [{ source: 'x'.repeat(1_000_001) }, 400],
  ])('of %j is refused', async (body, status) => {
    expect((await server.post(PREVIEW, body)).status).toBe(status)
  })

  it.each(['', '\u0000', '[[[[', 'a: *b', '{', `${'['.repeat(5_000)}`, 'name: &a [*a]'])(
    'of %j says what is wrong',
    async (source) => {
      const { status, json } = await preview(source)
      expect([status, json.ok, json.problems?.length > 0]).toEqual([200, false, true])
    },
  )
})
