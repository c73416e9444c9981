// GET /api/v1/ledgers/day: the cases of a day of the institution's, and whether each obligation was met in time.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { HOUR, MINUTE } from '../../src/domain/calendar/instant.ts'
import { TestServer } from '../support/server.ts'

let server: TestServer
beforeEach(async () => {
  server = await TestServer.open()
})
afterEach(async () => {
  expect(server.failures).toEqual([])
  await server.close()
})
const ledger = async (date: string) => (await server.get(`/api/v1/ledgers/day?date=${date}`)).json

it('tells of each case when it was assigned, claimed, answered and closed, and what was late', async () => {
  await server.opened('a')
  const opened = server.now
  server.pass(40 * MINUTE)
  await server.command(1, { type: 'assign', department: '城管局' }, 'zhou')
  const assigned = server.now
  server.pass(MINUTE)
  await server.command(1, { type: 'claim' }, 'chen')
  const { cases, ...day } = await ledger('2026-10-09')
  expect(day).toEqual({ date: '2026-10-09', from: '2026-10-08T16:00:00.000Z', to: '2026-10-09T16:00:00.000Z' })
  expect(cases).toHaveLength(1)
  expect(cases[0]).toMatchObject({
    number: 1,
    title: '积水',
    department: 'urban',
    departmentName: '城管局',
    status: 'handling',
    openedAt: opened,
    assignedAt: assigned,
    claimedAt: server.now,
    publishedAt: null,
    closedAt: null,
  })
  const clocks = Object.fromEntries(cases[0].clocks.map((each: { kind: string }) => [each.kind, each]))
  expect(clocks.triage).toMatchObject({ state: 'met-late', onTime: false, metAt: assigned })
  expect(clocks.claim).toMatchObject({ state: 'met', onTime: true })
  expect(clocks.reply).toMatchObject({ state: 'running', onTime: null, metAt: null })
  server.pass(48 * HOUR)
  const [late] = (await ledger('2026-10-09')).cases
  expect(late.clocks.find(({ kind }: { kind: string }) => kind === 'reply')).toMatchObject({
    state: 'overdue',
    onTime: false,
    lateSeconds: 24 * 3600 + 60,
    lateDepartment: 'urban',
    lateRole: null,
  })
  expect(late.wholeTime).toMatchObject({ until: null, seconds: 48 * 3600 + 41 * 60 })
})

it('tells of what was dismissed when that was', async () => {
  await server.opened('a')
  server.pass(MINUTE)
  await server.command(1, { type: 'dismiss', reason: '与本市无关' }, 'zhou')
  expect((await ledger('2026-10-09')).cases[0]).toMatchObject({ status: 'dismissed', closedAt: server.now })
})

it('begins and ends at midnight by the institution’s wall', async () => {
  await server.opened('a')
  server.pass(12 * HOUR - 1)
  await server.opened('b')
  server.pass(1)
  await server.opened('c')
  const numbers = async (date: string) => (await ledger(date)).cases.map(({ number }: { number: number }) => number)
  expect(await numbers('2026-10-09')).toEqual([1, 2])
  expect(await numbers('2026-10-10')).toEqual([3])
  expect(await numbers('2026-10-08')).toEqual([])
})

describe('a date', () => {
  it.each(['', '2026-13-01', '2026-02-30', '20261009', 'today', '2026-10-9', '%00', '+012026-10-09'])(
    'is not %j',
    async (date) => {
      const answer = await server.get(`/api/v1/ledgers/day?date=${date}`)
      expect(answer).toMatchObject({ status: 400, json: { error: { code: 'malformed', path: 'date' } } })
    },
  )

  it('must be there, and have come', async () => {
    expect(await server.get('/api/v1/ledgers/day')).toMatchObject({ status: 400, json: { error: { path: 'date' } } })
    expect(await server.get('/api/v1/ledgers/day?date=2026-10-10')).toMatchObject({
      status: 400,
      json: { error: { code: 'too-early', path: 'date' } },
    })
    expect((await server.get('/api/v1/ledgers/day?date=0001-01-01')).status).toBe(400)
    expect((await ledger('2000-01-01')).cases).toEqual([])
  })
})
