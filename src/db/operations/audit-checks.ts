// The auditor's questions to the database. Each costs what is wrong, or a bounded part of what there is.

import { and, asc, eq, gt, inArray, lte, notInArray, or, type SQL, sql } from 'drizzle-orm'
import type { Instant } from '../../domain/calendar/instant.ts'
import { type Case, ENDED } from '../../domain/case/case.ts'
import type { Clock } from '../../domain/case/clock-state.ts'
import { upcastCase } from '../../domain/case/upcasting/upcast-case.ts'
import type { ClockKind } from '../../domain/policy/policy.ts'
import { GENESIS } from '../cases/chain.ts'
import type { Db } from '../engine/connect.ts'
import type { OutboxAddress } from '../messages/outbox.ts'
import { cases, checkpoints, clocks, events, inbox, outbox } from '../schema/schema.ts'
import { verifyCase, verifyCheckpoint } from './audit.ts'

/** No question answers more than so many. */
export const MOST = 1_000

/** Cases to look at: those of the numbers `after` (exclusive) to `upTo`, and those named. */
export interface Part {
  after: number
  upTo: number
  named: number[]
}

/** The next `limit` cases of a walk over all; it begins again at the first when it has come to the end. */
export async function nextPart(db: Db, after: number, limit: number, named: number[]): Promise<Part> {
  const rows = await db
    .select({ number: cases.number })
    .from(cases)
    .where(gt(cases.number, after))
    .orderBy(asc(cases.number))
    .limit(limit)
  const upTo = rows.at(-1)?.number
  if (upTo === undefined && after > 0) return nextPart(db, 0, limit, named)
  // The walk has come to the end: what is beyond opens next.
  return { after, upTo: upTo ?? 0, named }
}

/** Cases that have moved since the last checkpoint, at most `limit`. */
export async function changedCases(db: Db, limit: number): Promise<number[]> {
  const rows = await db
    .select({ number: cases.number })
    .from(cases)
    .where(sql`${cases.version} > ${cases.checkpointed}`)
    .orderBy(asc(cases.number))
    .limit(limit)
  return rows.map(({ number }) => number)
}

/** Open cases whose row says that nothing is due any more: few, and to be looked at at once. */
export async function casesWithoutDue(db: Db): Promise<number[]> {
  // Spelt out, as the index over open cases is.
  const ended = sql.raw(ENDED.map((status) => `'${status}'`).join(', '))
  const rows = await db
    .select({ number: cases.number })
    .from(cases)
    .where(sql`${cases.status} not in (${ended}) and ${cases.dueAt} is null`)
    .limit(MOST)
  return rows.map(({ number }) => number)
}

/** Open cases none of whose clocks will ever speak again, though none waits for an approver either. */
export async function withoutNextInstant(db: Db, part: Part): Promise<number[]> {
  const speaks = sql`exists (
    select 1 from ${clocks} where ${clocks.caseNumber} = ${cases.number} and ${clocks.subject} = 'case'
      and (${clocks.nextAt} is not null or ${clocks.status} = 'held') offset 0)`
  const rows = await db
    .select({ number: cases.number })
    .from(cases)
    .where(and(within(cases.number, part), notInArray(cases.status, [...ENDED]), sql`not ${speaks}`))
    .limit(MOST)
  return rows.map(({ number }) => number)
}

export interface ClockOfCase {
  id: string
  number: number
  kind: ClockKind
}

/** Clocks that had to speak before `before`, and have not. */
export async function overdueToSpeak(db: Db, before: Instant): Promise<ClockOfCase[]> {
  const rows = await db
    .select(clockOfCase)
    .from(clocks)
    .where(and(sql`${clocks.nextAt} is not null`, lte(clocks.nextAt, before)))
    .orderBy(asc(clocks.nextAt))
    .limit(MOST)
  return rows as ClockOfCase[]
}

/**
 * Running clocks due before `before` of which no reminder is on record since their ladder began, with their cases.
 * Whether their ladder had begun is for the policy to say.
 */
export async function neverSpoken(
  db: Db,
  part: Part,
  before: Instant,
  limit: number,
): Promise<{ clock: Clock; state: Case }[]> {
  const ofThis = sql`${events.caseNumber} = ${clocks.caseNumber} and ${events.subject} = ${clocks.subject}
    and ${events.data} ->> 'clock' = ${clocks.id}`
  const lastSet = sql`(select coalesce(max(${events.seq}), 0) from ${events} where ${ofThis} and ${events.type} = 'clock-moved'
    and ${events.data} -> 'next' -> 'step' = '1'::jsonb and ${events.data} -> 'next' -> 'repeat' = '0'::jsonb)`
  const spoken = sql`exists (
    select 1 from ${events} where ${ofThis} and ${events.type} in ('reminded', 'overtaken') and ${events.seq} > ${lastSet} offset 0)`
  const rows = await db
    .select({ id: clocks.id, state: cases.state })
    .from(clocks)
    .innerJoin(cases, and(eq(cases.number, clocks.caseNumber), eq(clocks.subject, 'case')))
    .where(
      and(
        within(clocks.caseNumber, part),
        sql`${clocks.status} = 'running'`,
        lte(clocks.dueAt, before),
        sql`not ${spoken}`,
      ),
    )
    .limit(limit)
  return rows.flatMap((row) => {
    const state = upcastCase(row.state)
    const clock = state.clocks.find(({ id }) => id === row.id)
    return clock ? [{ clock, state }] : []
  })
}

export interface UnsentRow {
  id: number
  case: number | null
  channel: string
  address: OutboxAddress
}

/**
 * What waits to be sent for longer than since `before`. Of a card that stands already and is to be shown anew nothing
 * tells since when; it counts once it was tried so often in vain that the pauses between come to a quarter of an hour.
 */
export function stuckSends(db: Db, before: Instant): Promise<UnsentRow[]> {
  const since = sql`case when ${outbox.attempts} = 0 then greatest(${outbox.createdAt}, ${outbox.tryAt}) else ${outbox.createdAt} end`
  const first = sql`(${outbox.kind} = 'say' or ${outbox.messageId} is null)`
  const late = sql`case when ${first} then ${since} <= ${before}::timestamptz else ${outbox.attempts} >= ${ATTEMPTS_OF_A_QUARTER} end`
  return unsent(db, sql`${outbox.state} in ('waiting', 'sending') and ${late}`)
}

const ATTEMPTS_OF_A_QUARTER = 11

/** What was given up since `after` without the desk's having been told by an event of its case. */
export function givenUpUntold(db: Db, after: Instant): Promise<UnsentRow[]> {
  const told = sql`exists (
    select 1 from ${events} where ${events.caseNumber} = ${outbox.caseNumber} and ${events.subject} = 'case' and ${events.type} = 'undelivered'
      and ${events.data} ->> 'notice' in (${outbox.notice} ->> 'kind', ${outbox.notice} -> 'call' ->> 'kind'))`
  return unsent(db, sql`${outbox.state} = 'given-up' and ${outbox.tryAt} >= ${after}::timestamptz and not ${told}`)
}

/** Ids of messages that were received before `before` and are not handled. */
export async function waitingMessages(db: Db, before: Instant): Promise<number[]> {
  const waiting = and(sql`${inbox.state} in ('waiting', 'working')`, lte(inbox.receivedAt, before))
  return idsOf(await db.select({ id: inbox.id }).from(inbox).where(waiting).orderBy(asc(inbox.id)).limit(MOST))
}

/** Ids of messages that were set aside and can still be tried again. */
export async function parkedMessages(db: Db): Promise<number[]> {
  const parked = sql`${inbox.state} = 'parked' and ${inbox.raw} is not null`
  return idsOf(await db.select({ id: inbox.id }).from(inbox).where(parked).orderBy(asc(inbox.id)).limit(MOST))
}

/** Which of the cases have a chain that does not verify. A few at a time in one snapshot each, so that nobody waits long. */
export async function brokenChains(db: Db, part: Part): Promise<number[]> {
  const broken: number[] = []
  const numbers = await db
    .select({ number: cases.number })
    .from(cases)
    .where(within(cases.number, part))
    .orderBy(asc(cases.number))
  for (let from = 0; from < numbers.length; from += CASES_A_SNAPSHOT) {
    const few = idsOf(numbers.slice(from, from + CASES_A_SNAPSHOT).map(({ number }) => ({ id: number })))
    broken.push(...(await db.transaction((tx) => brokenOf(tx, few), SNAPSHOT)))
  }
  return broken
}

const CASES_A_SNAPSHOT = 20
const SNAPSHOT = { isolationLevel: 'repeatable read', accessMode: 'read only' } as const

export interface BrokenCheckpoint {
  checkpoint: number
  /** Null where the checkpoint itself was changed. */
  case: number | null
}

/** What is wrong with the checkpoints after `after`, at most `limit`, and with those named; where the walk has come to. */
export async function brokenCheckpoints(
  db: Db,
  after: number,
  limit: number,
  named: number[],
): Promise<{ broken: BrokenCheckpoint[]; walked: number }> {
  const next = await db
    .select()
    .from(checkpoints)
    .where(gt(checkpoints.id, after))
    .orderBy(asc(checkpoints.id))
    .limit(limit)
  const again = named.length === 0 ? [] : await db.select().from(checkpoints).where(inArray(checkpoints.id, named))
  const all = new Map([...again, ...next].map((row) => [row.id, row]))
  const broken: BrokenCheckpoint[] = []
  for (const row of all.values()) {
    const found = await db.transaction(async (tx) => verifyCheckpoint(tx, row, await hashBefore(tx, row.id)), SNAPSHOT)
    broken.push(...found.map((each) => ({ checkpoint: row.id, case: each.case })))
  }
  return { broken, walked: next.length < limit ? 0 : (next.at(-1)?.id ?? 0) }
}

const within = (column: SQL | typeof cases.number | typeof clocks.caseNumber, { after, upTo, named }: Part) =>
  or(
    and(sql`${column} > ${after}`, sql`${column} <= ${upTo}`),
    named.length === 0 ? undefined : inArray(column as typeof cases.number, named),
  )

const clockOfCase = { id: clocks.id, number: clocks.caseNumber, kind: clocks.kind }

const idsOf = (rows: { id: number }[]): number[] => rows.map(({ id }) => id)

async function unsent(db: Db, which: SQL): Promise<UnsentRow[]> {
  const rows = await db
    .select({ id: outbox.id, case: outbox.caseNumber, channel: outbox.channel, address: outbox.address })
    .from(outbox)
    .where(which)
    .orderBy(asc(outbox.id))
    .limit(MOST)
  return rows as UnsentRow[]
}

async function brokenOf(tx: Db, numbers: number[]): Promise<number[]> {
  const rows = await tx
    .select({ number: cases.number, version: cases.version, head: cases.head })
    .from(cases)
    .where(inArray(cases.number, numbers))
  const broken: number[] = []
  for (const row of rows) if ((await verifyCase(tx, row)).problems.length > 0) broken.push(row.number)
  return broken
}

async function hashBefore(tx: Db, id: number): Promise<string> {
  const [before] = await tx
    .select({ hash: checkpoints.hash })
    .from(checkpoints)
    .where(sql`${checkpoints.id} < ${id}`)
    .orderBy(sql`${checkpoints.id} desc`)
    .limit(1)
  return before?.hash ?? GENESIS
}
