// Cases with their events and clocks: locked, read, and written as one.
import { and, asc, eq, getTableColumns, gt, inArray, sql } from 'drizzle-orm'
import type { Instant } from '../../domain/calendar/instant.ts'
import type { Case } from '../../domain/case/case.ts'
import { isAlive } from '../../domain/case/clock-state.ts'
import type { CaseEvent, RecordedEvent } from '../../domain/case/events.ts'
import { leadOf } from '../../domain/case/parts.ts'
import { openRequests } from '../../domain/case/requests.ts'
import { roundChange } from '../../domain/case/rounds.ts'
import { lacksLateness, upcastCase } from '../../domain/case/upcasting/upcast-case.ts'
import { fold } from '../../domain/decide/evolve.ts'
import type { Db } from '../engine/connect.ts'
import { composed, composedInsert, send, together } from '../engine/prepared-statements.ts'
import { cases, events, institution } from '../schema/schema.ts'
import { savingSearch } from './case-search.ts'
import { GENESIS, reveal, type SealedEvent, type Secret, seal } from './chain.ts'
import { type ClockChange, changedClocks, isSilenced, savingClocks, withdrawing } from './clock-rows.ts'
import { savingRound } from './rounds.ts'

export interface LockedCase {
  state: Case
  head: string
  policyId: number
  orgVersion: number
}

/**
 * The case's row, locked until the transaction ends; null where there is none. `skipLocked`: null too where another
 * transaction holds it (the sweep leaves it to that one).
 */
export async function lockCase(tx: Db, number: number, { skipLocked = false } = {}): Promise<LockedCase | null> {
  const [row] = await (skipLocked ? lockUnlessLocked : lock)(tx, { number }).execute()
  if (row === undefined) return null
  const state = lacksLateness(row.state) ? await withRecordedLateness(tx, row.state) : upcastCase(row.state)
  return { state, head: row.head, policyId: row.policy_id, orgVersion: row.org_version }
}

/** A case that was last written before lateness was kept: once, its history is read for it. */
async function withRecordedLateness(tx: Db, stored: unknown): Promise<Case> {
  const state = upcastCase(stored)
  const told = fold(await readEvents(tx, state.number, 0, state.version))
  const known = new Map(told.clocks.map(({ id, late, earlier }) => [id, { late, ...(earlier ? { earlier } : {}) }]))
  return {
    ...state,
    hands: told.hands,
    clocks: state.clocks.map((each) => ({ ...each, ...known.get(each.id) })),
  }
}

// Not the stronger `update`: what has an outbox row in hand may refer to the case (message_refs), or they deadlock.
const lock = composed<LockedRow>((db) => caseCalled(db).for('no key update'))
const lockUnlessLocked = composed<LockedRow>((db) => caseCalled(db).for('no key update', { skipLocked: true }))

interface LockedRow {
  state: unknown
  head: string
  policy_id: number
  org_version: number
}

const caseCalled = (db: Db) =>
  db
    .select({
      state: cases.state,
      head: cases.head,
      policyId: cases.policyId,
      orgVersion: currentOrg.as('org_version'),
    })
    .from(cases)
    .where(eq(cases.number, sql.placeholder('number')))

const currentOrg = sql<number>`(select ${institution.orgVersion} from ${institution})`

export async function readCase(db: Db, number: number): Promise<Case | null> {
  const [row] = await db.select({ state: cases.state }).from(cases).where(eq(cases.number, number))
  return row ? upcastCase(row.state) : null
}

/** Those of them that there are. */
export async function readCases(db: Db, numbers: number[]): Promise<Case[]> {
  if (numbers.length === 0) return []
  const rows = await db.select({ state: cases.state }).from(cases).where(inArray(cases.number, numbers))
  return rows.map(({ state }) => upcastCase(state))
}

/**
 * Writes what happened: events onto the chain, the row, the clocks; withdraws what changed clocks had not yet said. Its
 * statements are sent when it returns, though not answered: what the caller sends next comes after them.
 */
export async function saveCase(
  tx: Db,
  { before, head, after, happened }: { before: Case | null; head: string; after: Case; happened: CaseEvent[] },
): Promise<RecordedEvent[]> {
  const subject = { kind: 'case', number: after.number } as const
  const sealed = seal(subject, before === null ? GENESIS : head, (before?.version ?? 0) + 1, happened)
  const changed = changedClocks(before?.clocks ?? [], after.clocks)
  const changes = [...changed, ...clocksAtNewLevel(before, after, changed)]
  const silenced = changed.filter(isSilenced)
  const round = roundChange(after, happened)
  await send(
    together(
      savingRow(tx, before, after, sealed.at(-1)?.hash ?? head),
      ...savingSearch(tx, before, after),
      ...(round === null ? [] : [savingRound(tx, after.number, round)]),
      ...(changes.length > 0
        ? [savingClocks(tx, subject, { department: leadOf(after), level: after.level }, changes)]
        : []),
      insertEvents(tx, sealed),
    ),
    ...(silenced.length > 0 ? [withdrawing(tx, silenced)] : []),
  )
  return happened.map((event, index) => record(event, after.number, sealed[index]))
}

/** Living clocks that are as they were, though the case's level is another: what is due is told by it. */
function clocksAtNewLevel(before: Case | null, after: Case, changed: ClockChange[]): ClockChange[] {
  if (before === null || before.level === after.level) return []
  const saved = new Set(changed.map(({ next }) => next.id))
  return after.clocks.filter((clock) => isAlive(clock) && !saved.has(clock.id)).map((next) => ({ next, was: next }))
}

const ofCase = (number: number) => and(eq(events.caseNumber, number), eq(events.subject, 'case'))

/** The case's events after `seq`, oldest first. */
export async function readEvents(db: Db, number: number, after = 0, limit = 1_000): Promise<RecordedEvent[]> {
  const rows = await db
    .select(getTableColumns(events))
    .from(events)
    .where(and(ofCase(number), gt(events.seq, after)))
    .orderBy(asc(events.seq))
    .limit(limit)
  return rows.map((row) => unsealed(row as unknown as SealedEvent))
}

/** What was forwarded of the case, each text once, the first one first: of its first forwards, and no more than is read. */
export async function readPosted(db: Db, number: number): Promise<string[]> {
  const rows = await db
    .select(getTableColumns(events))
    .from(events)
    .where(and(ofCase(number), inArray(events.type, ['opened', 'sighted'])))
    .orderBy(asc(events.seq))
    .limit(FORWARDS_READ)
  const texts = rows.flatMap((row): string[] => {
    const { type, data } = unsealed(row as unknown as SealedEvent)
    // A purged text reads as null.
    return (type === 'opened' || type === 'sighted') && data.text ? [data.text.slice(0, LONGEST_POSTED)] : []
  })
  return [...new Set(texts)]
}

const FORWARDS_READ = 10
const LONGEST_POSTED = 20_000

export const unsealed = ({ caseNumber, seq, v, type, at, actor, data, private: secrets }: SealedEvent): RecordedEvent =>
  ({
    case: caseNumber,
    seq,
    v,
    type,
    at,
    actor,
    data: reveal(data, secrets as Record<string, Secret> | null, type),
  }) as RecordedEvent

function savingRow(tx: Db, before: Case | null, after: Case, head: string) {
  const row = {
    status: after.status,
    level: after.level,
    leadDepartment: leadOf(after),
    dueAt: dueAtOf(after),
    turn: openRequests(after)[0]?.turn ?? null,
    version: after.version,
    head,
    state: after,
  }
  if (before !== null) return updateCase(tx, { ...row, number: after.number })
  return insertCase(tx, [{ ...row, number: after.number, policyId: after.policy, openedAt: after.openedAt }])
}

const EVENT = ['subject', 'caseNumber', 'seq', 'type', 'v', 'at', 'actor', 'data', 'private', 'hash'] as const
const insertEvents = composedInsert(events, EVENT)
const SAVED = ['status', 'level', 'leadDepartment', 'dueAt', 'turn', 'version', 'head', 'state'] as const
const insertCase = composedInsert(cases, ['number', 'policyId', 'openedAt', ...SAVED])
const updateCase = composed((db) =>
  db
    .update(cases)
    .set(Object.fromEntries(SAVED.map((column) => [column, sql.placeholder(column)])))
    .where(eq(cases.number, sql.placeholder('number'))),
)

const dueAtOf = ({ clocks }: Case): Instant | null =>
  clocks
    .filter(isAlive)
    .reduce<Instant | null>((first, { dueAt }) => (first === null || dueAt < first ? dueAt : first), null)

const record = (event: CaseEvent, number: number, sealed: SealedEvent | undefined): RecordedEvent =>
  ({ ...event, case: number, seq: sealed?.seq ?? 0, v: sealed?.v ?? 0 }) as RecordedEvent
