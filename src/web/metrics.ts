// GET /metrics, as Prometheus reads it: counts, states and ages; never a title, a name, a text or a token.
import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { type Count, type Counts, type Queue, readCounts } from '../db/operations/counts.ts'
import type { Desk } from '../desk/desk.ts'
import type { Meter } from '../desk/operations/metrics-port.ts'
import { type Instant, millisBetween, SECOND } from '../domain/calendar/instant.ts'
import { FINDING_KINDS } from '../domain/notice/finding.ts'
import { withTimeout } from '../with-timeout.ts'
import { HttpError } from './errors.ts'
import type { Pulse } from './health.ts'

/** What the database is asked for is asked so often at most. */
const CACHED_MS = 5_000
const PATIENCE_MS = 2_000
/** Seconds: from what the sweep aims at to what somebody must answer for. */
const LATENESS = [0.1, 0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3_600, 21_600]

export interface Metrics {
  registry: Registry
  /** For the workers to report to. */
  meter: Meter
}

/** Counters of this process, from its start. */
export function metricsOf(): Metrics {
  const registers = [new Registry()]
  const [registry] = registers as [Registry]
  collectDefaultMetrics({ register: registry })
  const rounds = new Counter({
    name: 'zhiban_rounds_total',
    help: 'Rounds of the workers of this process, by what became of them',
    labelNames: ['worker', 'outcome'],
    registers,
  })
  const sends = new Counter({
    name: 'zhiban_sends_total',
    help: 'Attempts to send a message, by channel and outcome',
    labelNames: ['channel', 'outcome'],
    registers,
  })
  const unknown = new Counter({
    name: 'zhiban_unknown_sends_total',
    help: 'Messages of which a platform without idempotency keys did not tell whether they were shown, by what was done',
    labelNames: ['channel', 'what'],
    registers,
  })
  const lateness = new Histogram({
    name: 'zhiban_reminder_lateness_seconds',
    help: "From a reminder's nominal instant until it was decided, and until it was sent, in the institution's time",
    labelNames: ['until'],
    buckets: LATENESS,
    registers,
  })
  const lookups = new Counter({
    name: 'zhiban_lookups_total',
    help: 'Posts that were looked at, by where (the preview of a link, a picture) and what came of it',
    labelNames: ['kind', 'outcome'],
    registers,
  })
  const meter: Meter = {
    round: (worker, outcome) => rounds.inc({ worker, outcome }),
    send: (channel, outcome) => sends.inc({ channel, outcome }),
    unknown: (channel, what) => unknown.inc({ channel, what }),
    reminder: (until, lateMs) => lateness.observe({ until }, Math.max(0, lateMs) / SECOND),
    lookup: (kind, outcome) => lookups.inc({ kind, outcome }),
  }
  return { registry, meter }
}

/**
 * Open to whoever reaches the port, as is usual for what names nobody; with a `token` only to who sends it as
 * `Authorization: Bearer`.
 */
export function metricsRoutes(
  app: FastifyInstance,
  desk: Desk,
  { metrics, pulse, token }: { metrics: Metrics; pulse: Pulse; token: string | undefined },
): void {
  const show = gaugesOf(metrics.registry, desk)
  const counted = countedLately(desk)
  app.get('/metrics', { config: { rateLimit: false } }, async (request, reply) => {
    if (token !== undefined && !bears(request, token))
      throw new HttpError(401, 'bad-token', 'Send what ZHIBAN_METRICS_TOKEN is set to as "Authorization: Bearer …".')
    const now = desk.time.realNow()
    show(await withTimeout(PATIENCE_MS, counted, { answer: null }), pulse, now)
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics())
  })
}

function gaugesOf(registry: Registry, { channels }: Desk): (counts: Counts | null, pulse: Pulse, now: Instant) => void {
  const gauge = (name: string, help: string, ...labelNames: string[]) =>
    new Gauge({ name: `zhiban_${name}`, help, labelNames, registers: [registry] })
  const up = gauge('database_up', '1 where the database has answered for this page')
  const open = gauge('open_cases', 'Open cases, by status', 'status')
  const overdue = gauge('overdue_clocks', 'Deadlines that are past and not met, by kind', 'kind')
  const inbox = gauge('inbox_messages', 'Received messages that are not handled, by state', 'state')
  const inboxAge = gauge('inbox_oldest_seconds', 'How long the oldest of them has been here, by state', 'state')
  const outbox = gauge('outbox_messages', 'Messages that are not sent, by state', 'state')
  const outboxAge = gauge('outbox_oldest_seconds', 'How long the oldest of them has been here, by state', 'state')
  const findings = gauge('findings', 'What the auditor has found wrong and is not well again, by kind', 'kind')
  const lookups = gauge(
    'lookups',
    'Posts to be looked at, or given up within a week, by kind (preview, picture) and state',
    'kind',
    'state',
  )
  const audited = gauge('audit_age_seconds', "Since the auditor's last round, on any instance")
  const alive = gauge('alive_age_seconds', 'Since an instance last said that it lives')
  const deaf = gauge(
    'channel_deaf_seconds',
    'For how long a channel has not heard its platform; 0 while it does',
    'channel',
  )
  const pulses = gauge('worker_pulse_age_seconds', 'Since a worker of this process last finished a round', 'worker')
  return (counts, pulse, now) => {
    // Whoever has lost a connection to another instance says nothing of it any more.
    deaf.reset()
    for (const { name, hears } of channels.values()) {
      const heard = hears?.() ?? null
      if (heard !== null) deaf.set({ channel: name }, heard.deafMs / SECOND)
    }
    const age = (at: Instant) => Math.max(0, millisBetween(at, now)) / SECOND
    for (const [worker, at] of pulse) pulses.set({ worker }, age(at))
    // What is not known is not shown: a figure of before would pass for one of now.
    for (const each of [open, overdue, inbox, inboxAge, outbox, outboxAge, findings, lookups]) each.reset()
    for (const each of [audited, alive]) each.remove()
    up.set(counts === null ? 0 : 1)
    if (counts === null) return
    fill(open, 'status', counts.openCases)
    fill(overdue, 'kind', counts.overdueClocks)
    for (const { kind, state, count } of counts.lookups) lookups.set({ kind, state }, count)
    fill(findings, 'kind', [...FINDING_KINDS.map((label) => ({ label, count: 0 })), ...counts.findings])
    fillQueues(inbox, inboxAge, ['waiting', 'working', 'parked'], counts.inbox, age)
    fillQueues(outbox, outboxAge, ['waiting', 'sending', 'given-up'], counts.outbox, age)
    if (counts.auditedAt !== null) audited.set(age(counts.auditedAt))
    if (counts.aliveAt !== null) alive.set(age(counts.aliveAt))
  }
}

function fill(gauge: Gauge, name: string, counts: Count[]): void {
  for (const { label, count } of counts) gauge.set({ [name]: label }, count)
}

function fillQueues(depth: Gauge, age: Gauge, states: string[], queues: Queue[], ageOf: (at: Instant) => number): void {
  fill(depth, 'state', [...states.map((label) => ({ label, count: 0 })), ...queues])
  for (const { label, oldest } of queues) if (oldest !== null) age.set({ state: label }, ageOf(oldest))
}

/** Null where the database did not answer. */
function countedLately(desk: Desk): () => Promise<Counts | null> {
  let last: { at: Instant; counts: Promise<Counts | null> } | null = null
  return () => {
    const now = desk.time.realNow()
    if (last !== null && Math.abs(millisBetween(last.at, now)) < CACHED_MS) return last.counts
    const counts = readCounts(desk.database.db, desk.time.now()).catch((error: unknown) => {
      desk.log.warn({ err: error }, 'the figures could not be counted')
      return null
    })
    last = { at: now, counts }
    return counts
  }
}

/** Compared by digest, so that neither content nor length shows in the time it takes. */
function bears(request: FastifyRequest, token: string): boolean {
  const given = request.headers.authorization?.replace(/^Bearer /i, '') ?? ''
  return timingSafeEqual(digest(given), digest(token))
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
