// What a Prometheus server reads: figures that are true, and nothing that names anybody.
import Fastify from 'fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { auditFindings } from '../../src/db/schema/operations.ts'
import { sweep } from '../../src/desk/cases/sweep.ts'
import { accept, inboxOf, TRIES } from '../../src/desk/intake/inbox.ts'
import { signOfLife } from '../../src/desk/operations/downtime.ts'
import { outboxOf } from '../../src/desk/outbox/outbox.ts'
import { HOUR, MINUTE, SECOND } from '../../src/domain/calendar/instant.ts'
import { handleErrors } from '../../src/web/errors.ts'
import { type Metrics, metricsOf, metricsRoutes } from '../../src/web/metrics.ts'
import { TestDesk } from '../support/desk.ts'

let test: TestDesk
let metrics: Metrics
const pulse = new Map<string, string>()
beforeEach(async () => {
  test = await TestDesk.open()
  metrics = metricsOf()
  pulse.clear()
})
afterEach(() => test.close())

/** The page; the cache's five seconds later. */
async function page(desk = test.desk, token?: string, headers: Record<string, string> = {}) {
  test.pass(5 * SECOND)
  const app = Fastify()
  handleErrors(app)
  metricsRoutes(app, desk, { metrics: metricsOf(), pulse, token })
  const answer = await app.inject({ url: '/metrics', headers })
  await app.close()
  return { status: answer.statusCode, text: answer.body, type: String(answer.headers['content-type']) }
}
const line = (text: string, start: string) => text.split('\n').find((each) => each.startsWith(start))

describe('the page of metrics', () => {
  it('counts open cases, overdue clocks, messages by state, findings', async () => {
    await test.write('li', 'duty', '积水 https://news.example/a')
    await test.settle()
    await test.write('li', 'duty', '噪声 https://news.example/b')
    await accept(test.desk, { channel: 'room', key: 'bad', lane: 'urban', body: 'poison' })
    for (let tried = 0; tried < TRIES; tried += 1) {
      await inboxOf(test.desk).round()
      test.pass(2 * MINUTE)
    }
    await accept(test.desk, { channel: 'room', key: 'x', lane: 'urban', body: null })
    await signOfLife(test.desk)
    const about = { case: 1, clock: null, name: null }
    const finding = { kind: 'broken-chain', subject: '1', about, since: test.now, seenAt: test.now }
    await test.database.db.insert(auditFindings).values(finding)
    test.pass(HOUR)
    pulse.set('sweep', test.now)
    const { status, text, type } = await page()
    expect([status, type]).toEqual([200, expect.stringContaining('text/plain')])
    expect(text).toContain('zhiban_database_up 1')
    expect(text).toContain('zhiban_open_cases{status="triage"} 2')
    expect(text).toContain('zhiban_overdue_clocks{kind="triage"} 2')
    expect(text).toContain('zhiban_inbox_messages{state="waiting"} 1')
    expect(text).toContain('zhiban_inbox_messages{state="parked"} 1')
    expect(text).toContain('zhiban_inbox_oldest_seconds{state="waiting"} 3605')
    expect(text).toContain('zhiban_outbox_messages{state="waiting"} 1')
    expect(text).toContain('zhiban_outbox_messages{state="given-up"} 0')
    expect(text).toContain('zhiban_findings{kind="broken-chain"} 1')
    expect(text).toContain('zhiban_findings{kind="unsaid-reminder"} 0')
    expect(text).toContain('zhiban_alive_age_seconds 3605')
    expect(text).toContain('zhiban_worker_pulse_age_seconds{worker="sweep"} 5')
    expect(text).toContain('process_cpu_seconds_total')
  })

  it('names nobody and quotes nothing', async () => {
    await test.write('li', 'duty', '积水严重 https://news.example/secret-path 13800001111')
    test.pass(2 * HOUR)
    await test.settle()
    const { text } = await page()
    expect(text).not.toMatch(/积水|secret-path|13800001111|李敏|\bli\b|duty|城管/u)
  })

  it('asks the database once in five seconds', async () => {
    const app = Fastify()
    metricsRoutes(app, test.desk, { metrics, pulse, token: undefined })
    const cases = async () => line((await app.inject('/metrics')).body, 'zhiban_open_cases{status="triage"}')
    expect(await cases()).toBeUndefined()
    await test.write('li', 'duty', '积水 https://news.example/a')
    await test.settle()
    expect(await cases()).toBeUndefined()
    test.pass(5 * SECOND)
    expect(await cases()).toBe('zhiban_open_cases{status="triage"} 1')
    await app.close()
  })

  it('is still there where the database is not, and shows no old figures', async () => {
    const app = Fastify()
    const desk = { ...test.desk }
    metricsRoutes(app, desk, { metrics, pulse, token: undefined })
    await test.write('li', 'duty', '积水 https://news.example/a')
    await test.settle()
    expect((await app.inject('/metrics')).body).toContain('zhiban_open_cases{status="triage"} 1')
    const db = { select: () => { throw new Error('gone') } } // biome-ignore format: one line reads better
    desk.database = { ...test.database, db: db as never }
    test.pass(5 * SECOND)
    const { body, statusCode } = await app.inject('/metrics')
    expect([statusCode, line(body, 'zhiban_database_up')]).toEqual([200, 'zhiban_database_up 0'])
    expect(body).not.toContain('zhiban_open_cases{')
    await app.close()
  })
})

describe('counters', () => {
  const text = () => metrics.registry.metrics()

  it('tell how late reminders were decided and sent', async () => {
    await test.write('li', 'duty', '积水 https://news.example/a')
    await test.settle()
    test.pass(22 * MINUTE + 30 * SECOND + 4 * SECOND) // the first rung, four seconds late
    await sweep(test.desk, metrics.meter)
    test.pass(3 * SECOND)
    const outbox = outboxOf(test.desk, metrics.meter)
    while ((await outbox.round()) === 0) await outbox.idle()
    expect(line(await text(), 'zhiban_reminder_lateness_seconds_sum{until="decided"}')).toContain(' 4')
    expect(line(await text(), 'zhiban_reminder_lateness_seconds_sum{until="sent"}')).toContain(' 7')
    expect(line(await text(), 'zhiban_reminder_lateness_seconds_count{until="sent"}')).toContain(' 1')
  })

  it('tell what became of sends, by channel', async () => {
    await test.write('li', 'duty', '积水 https://news.example/a')
    await inboxOf(test.desk).round()
    const outbox = outboxOf(test.desk, metrics.meter)
    const answers = [
      { ok: false, again: true, error: 'busy' },
      { ok: false, again: false, error: 'never' },
    ] as const
    for (const answer of answers) {
      test.channel.answers = () => answer
      await outbox.round()
      await outbox.idle()
      test.pass(MINUTE)
    }
    expect(await text()).toContain('zhiban_sends_total{channel="room",outcome="again"} 1')
    expect(await text()).toContain('zhiban_sends_total{channel="room",outcome="given-up"} 1')
  })

  it('tell of rounds that were done and that failed', async () => {
    metrics.meter.round('sweep', 'done')
    metrics.meter.round('sweep', 'failed')
    expect(await text()).toContain('zhiban_rounds_total{worker="sweep",outcome="failed"} 1')
  })
})

describe('a token for the metrics', () => {
  const TOKEN = 'a-token-of-the-tests'

  it('is asked for only where it is set', async () => {
    expect((await page()).status).toBe(200)
    expect((await page(test.desk, TOKEN)).status).toBe(401)
    expect((await page(test.desk, TOKEN, { authorization: 'Bearer another' })).status).toBe(401)
    expect((await page(test.desk, TOKEN, { authorization: `Bearer ${TOKEN}` })).status).toBe(200)
  })
})
