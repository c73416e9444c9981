// Counts for whoever watches the service: what is open, late, waiting or wrong. Each costs an index's part of what it counts.
import { and, isNull, lt, sql } from 'drizzle-orm'
import { DAY, type Instant, later } from '../../domain/calendar/instant.ts'
import { ENDED, STATUSES } from '../../domain/case/case.ts'
import { countLookups, type LookupCount } from '../cases/lookups.ts'
import type { Db } from '../engine/connect.ts'
import { auditFindings, auditRound, serviceAlive } from '../schema/operations.ts'
import { cases, clocks, inbox, outbox } from '../schema/schema.ts'

export interface Count {
  label: string
  count: number
}
export interface Queue extends Count {
  /** Since when the oldest has waited; null where nothing does, or nothing tells. */
  oldest: Instant | null
}

export interface Counts {
  /** By status. */
  openCases: Count[]
  /** By kind. */
  overdueClocks: Count[]
  /** By state. */
  inbox: Queue[]
  outbox: Queue[]
  /** By kind. */
  findings: Count[]
  /** What is looked up about posts, by kind and state; given up within a week. */
  lookups: LookupCount[]
  auditedAt: Instant | null
  aliveAt: Instant | null
}

/** `now` is the institution's. */
export async function readCounts(db: Db, now: Instant): Promise<Counts> {
  return {
    openCases: await openCases(db),
    overdueClocks: await overdueClocks(db, now),
    inbox: await inboxQueues(db),
    outbox: await outboxQueues(db),
    findings: await findings(db),
    lookups: await countLookups(db, later(now, -7 * DAY)),
    auditedAt: (await db.select({ at: auditRound.at }).from(auditRound))[0]?.at ?? null,
    aliveAt: (await db.select({ at: serviceAlive.realAt }).from(serviceAlive))[0]?.at ?? null,
  }
}

const count = sql<number>`count(*)`.mapWith(Number)
const instantOrNull = (value: string | Date): Instant => new Date(value).toISOString()

const openCases = (db: Db): Promise<Count[]> => {
  const open = STATUSES.filter((status) => !ENDED.includes(status))
  const list = sql.join(
    open.map((status) => sql`${status}`),
    sql`, `,
  )
  return db
    .select({ label: cases.status, count })
    .from(cases)
    .where(sql`${cases.status} in (${list})`)
    .groupBy(cases.status)
}

const overdueClocks = (db: Db, now: Instant): Promise<Count[]> =>
  db
    .select({ label: clocks.kind, count })
    .from(clocks)
    .where(and(sql`${clocks.status} in ('running', 'held')`, lt(clocks.dueAt, now)))
    .groupBy(clocks.kind)

// The states are looked for one set at a time, each by the partial index that is spelt like it.
async function inboxQueues(db: Db): Promise<Queue[]> {
  const oldest = sql<Instant | null>`min(${inbox.receivedAt})`.mapWith(instantOrNull)
  const of = (which: ReturnType<typeof sql>) =>
    db.select({ label: inbox.state, count, oldest }).from(inbox).where(which).groupBy(inbox.state)
  return [...(await of(sql`${inbox.state} in ('waiting', 'working')`)), ...(await of(sql`${inbox.state} = 'parked'`))]
}

async function outboxQueues(db: Db): Promise<Queue[]> {
  // Of a card that is to be shown anew the row does not tell since when it waits.
  const first = sql`${outbox.kind} = 'say' or ${outbox.messageId} is null`
  const oldest = sql<Instant | null>`min(${outbox.createdAt}) filter (where ${first})`.mapWith(instantOrNull)
  const of = (which: ReturnType<typeof sql>) =>
    db.select({ label: outbox.state, count, oldest }).from(outbox).where(which).groupBy(outbox.state)
  return [
    ...(await of(sql`${outbox.state} in ('waiting', 'sending')`)),
    ...(await of(sql`${outbox.state} = 'given-up'`)),
  ]
}

const findings = (db: Db): Promise<Count[]> =>
  db
    .select({ label: auditFindings.kind, count })
    .from(auditFindings)
    .where(isNull(auditFindings.wellAt))
    .groupBy(auditFindings.kind)
