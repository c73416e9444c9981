// When the service was alive, and when it was not: one row for the last sign of life, one for each outage.
import { and, asc, desc, eq, gt, lt, lte, or, sql } from 'drizzle-orm'
import { type Instant, later } from '../../domain/calendar/instant.ts'
import type { ClockKind } from '../../domain/policy/policy.ts'
import type { Db } from '../engine/connect.ts'
import { outages, serviceAlive } from '../schema/operations.ts'
import { clocks, events, inbox } from '../schema/schema.ts'

/** One moment by both clocks. */
export interface Moment {
  real: Instant
  domain: Instant
}

export type Outage = typeof outages.$inferSelect

/**
 * The service is alive at `moment`. Where nobody had said so for `silentMs`, the time since is put on record as an
 * outage, once, whoever else says so now; then the answer is true.
 */
export async function recordAlive(db: Db, { real, domain }: Moment, silentMs: number): Promise<boolean> {
  const sign = { realAt: real, domainAt: domain }
  const heardLately = await db
    .update(serviceAlive)
    .set(sign)
    .where(gt(serviceAlive.realAt, later(real, -silentMs)))
    .returning({ id: serviceAlive.id })
  if (heardLately.length > 0) return false
  return db.transaction(async (tx) => {
    const first = await tx.insert(serviceAlive).values(sign).onConflictDoNothing().returning({ id: serviceAlive.id })
    if (first.length > 0) return false
    const [last] = await tx.select().from(serviceAlive).for('update')
    if (last === undefined) throw new Error('the sign of life that was just found is not there')
    await tx.update(serviceAlive).set(sign)
    // Another instance, which had the lock before, has put it on record.
    if (last.realAt > later(real, -silentMs)) return false
    await tx.insert(outages).values({
      realFrom: last.realAt,
      realTo: real,
      domainFrom: last.domainAt,
      domainTo: domain,
      ...(await inboxNow(tx)),
    })
    return true
  })
}

/** The last sign of life; null where there was none yet. */
export async function lastAlive(db: Db): Promise<Moment | null> {
  const [row] = await db.select().from(serviceAlive)
  return row ? { real: row.realAt, domain: row.domainAt } : null
}

/** When the service last came back from an outage, by the world's clock. */
export async function lastReturn(db: Db): Promise<Instant | null> {
  const [row] = await db.select({ at: outages.realTo }).from(outages).orderBy(desc(outages.id)).limit(1)
  return row?.at ?? null
}

/** Outages that the desk has not been told of, the oldest first. */
export const waitingOutages = (db: Db): Promise<Outage[]> =>
  db.select().from(outages).where(sql`${outages.state} = 'waiting'`).orderBy(asc(outages.id))

/** False where another has told of it. In the transaction that enqueues the notice. */
export async function recordTold(tx: Db, id: number): Promise<boolean> {
  const told = await tx
    .update(outages)
    .set({ state: 'told' })
    .where(and(eq(outages.id, id), sql`${outages.state} = 'waiting'`))
    .returning({ id: outages.id })
  return told.length === 1
}

/** What came in before the return, or by `settledAt` (the channels' first deliveries after it), and is not handled yet. */
export async function countUnhandled(db: Db, { inboxBefore }: Outage, settledAt: Instant): Promise<number> {
  return db.$count(inbox, and(open, or(lte(inbox.id, inboxBefore), lte(inbox.receivedAt, settledAt))))
}

/** Whether a clock that had to speak before the return has not spoken yet. */
export async function isBehind(db: Db, { domainTo }: Outage): Promise<boolean> {
  const behind = db
    .select({ id: clocks.id })
    .from(clocks)
    .where(and(sql`${clocks.nextAt} is not null`, lte(clocks.nextAt, domainTo)))
  return (await behind.limit(1)).length > 0
}

/** Messages that were said while nobody listened, and were received after the return. */
export async function countCameLate(db: Db, { inboxBefore, domainFrom, domainTo }: Outage): Promise<number> {
  const during = and(gt(inbox.saidAt, domainFrom), lt(inbox.saidAt, domainTo))
  return db.$count(inbox, and(gt(inbox.id, inboxBefore), during))
}

/** Of those, the ones that a chat's history held and the platform had not delivered. */
export async function countRecovered(db: Db, { inboxBefore, domainFrom, domainTo }: Outage): Promise<number> {
  const during = and(gt(inbox.saidAt, domainFrom), lt(inbox.saidAt, domainTo))
  return db.$count(inbox, and(sql`${inbox.recovered}`, gt(inbox.id, inboxBefore), during))
}

export async function countParkedSince(db: Db, { realTo }: Outage): Promise<number> {
  return db.$count(inbox, and(sql`${inbox.state} = 'parked'`, gt(inbox.parkedAt, realTo)))
}

export interface LateReminder {
  number: number
  clock: ClockKind
}

/**
 * Clocks that had to speak during the outage and have spoken since the return, the earliest `limit` of them and how many
 * there are. A reminder that quiet hours had kept back had to speak at their end.
 */
export async function lateReminders(
  db: Db,
  { domainFrom, domainTo }: Outage,
  limit: number,
): Promise<{ reminders: LateReminder[]; all: number }> {
  const speaks = sql`coalesce(${events.data} ->> 'quiet', said ->> 'at')`
  const dueThen = sql`exists (
    select 1 from jsonb_array_elements(${events.data} -> 'steps') as said
    where (${speaks} > ${domainFrom} and ${speaks} <= ${domainTo})
      or (${speaks} > ${domainTo} and (said ->> 'first')::integer < (said ->> 'last')::integer))`
  const rows = await db
    .select({ number: events.caseNumber, clock: clocks.kind, all: sql<number>`count(*) over ()`.mapWith(Number) })
    .from(events)
    .innerJoin(clocks, eq(clocks.id, sql`${events.data} ->> 'clock'`))
    .where(and(sql`${events.type} = 'reminded'`, sql`${events.at} >= ${domainTo}::timestamptz`, dueThen))
    .groupBy(events.caseNumber, clocks.id, clocks.kind)
    .orderBy(sql`min(${events.at})`, events.caseNumber)
    .limit(limit)
  const reminders = rows.map(({ number, clock }) => ({ number, clock: clock as ClockKind }))
  return { reminders, all: rows[0]?.all ?? 0 }
}

const open = sql`${inbox.state} in ('waiting', 'working')`

async function inboxNow(tx: Db): Promise<{ inboxBefore: number; leftWaiting: number }> {
  const [last] = await tx.select({ id: inbox.id }).from(inbox).orderBy(desc(inbox.id)).limit(1)
  return { inboxBefore: last?.id ?? 0, leftWaiting: await tx.$count(inbox, open) }
}
