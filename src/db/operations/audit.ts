// The record can be checked: each case's chain, and the chain of checkpoints over the heads of all cases.
import { and, asc, eq, gt, lt, sql } from 'drizzle-orm'
import type { Instant } from '../../domain/calendar/instant.ts'
import { digestOf, GENESIS, hashOf, type SealedEvent, type Secret, sha256 } from '../cases/chain.ts'
import type { Db } from '../engine/connect.ts'
import { cases, checkpointHeads, checkpoints, events } from '../schema/schema.ts'

const CASES_AT_ONCE = 5_000

/**
 * Writes a checkpoint of the heads that have moved since the last one; false where none has. One instance does it, the
 * other finds the lock taken.
 */
export async function checkpoint(db: Db, at: Instant): Promise<boolean> {
  return db.transaction(async (tx) => {
    // Two instances take turns; the second finds nothing left.
    await tx.execute(sql`select pg_advisory_xact_lock(7310002)`)
    const moved = await tx
      .select({ caseNumber: cases.number, seq: cases.version, hash: cases.head })
      .from(cases)
      .where(lt(cases.checkpointed, cases.version))
      .orderBy(asc(cases.number))
      .limit(CASES_AT_ONCE)
      .for('update', { skipLocked: true })
    if (moved.length === 0) return false
    const [last] = await tx
      .select({ hash: checkpoints.hash })
      .from(checkpoints)
      .orderBy(sql`${checkpoints.id} desc`)
      .limit(1)
    const previous = last?.hash ?? GENESIS
    const [made] = await tx
      .insert(checkpoints)
      .values({ at, previous, hash: checkpointHash(previous, at, moved) })
      .returning({ id: checkpoints.id })
    if (made === undefined) throw new Error('a checkpoint that was just written is not there')
    await tx.insert(checkpointHeads).values(moved.map((head) => ({ ...head, checkpointId: made.id })))
    const reached = sql`(select ${checkpointHeads.seq} from ${checkpointHeads} where ${checkpointHeads.checkpointId} = ${made.id} and ${checkpointHeads.caseNumber} = ${cases.number})`
    await tx
      .update(cases)
      .set({ checkpointed: reached })
      .where(
        sql`${cases.number} in (select ${checkpointHeads.caseNumber} from ${checkpointHeads} where ${checkpointHeads.checkpointId} = ${made.id})`,
      )
    return true
  })
}

interface Head {
  caseNumber: number
  seq: number
  hash: string
}

const checkpointHash = (previous: string, at: Instant, heads: Head[]): string =>
  sha256([previous, at, ...heads.map(({ caseNumber, seq, hash }) => `${caseNumber}:${seq}:${hash}`)].join('\n'))

export interface Finding {
  /** Null where the finding is about the checkpoints themselves. */
  case: number | null
  seq: number | null
  problem: string
  /** For whoever says it in another language; `what`: the event, field or checkpoint that it names. */
  kind: 'missing' | 'changed' | 'text' | 'end' | 'orphan' | 'expected' | 'checkpoint' | 'gone'
  what: string
}

export interface Verification {
  cases: number
  events: number
  checkpoints: number
  /** To be kept outside the database: a later check against it shows whether all was rewritten. */
  lastCheckpoint: string | null
  findings: Finding[]
}

/** Reads everything there is and recomputes it; no finding means that nothing on record was changed. */
export async function verify(db: Db, expected: string | null = null): Promise<Verification> {
  const findings: Finding[] = []
  let counted = { cases: 0, events: 0 }
  for (let after = 0; ; ) {
    const page = await db
      .select({ number: cases.number, version: cases.version, head: cases.head })
      .from(cases)
      .where(gt(cases.number, after))
      .orderBy(asc(cases.number))
      .limit(200)
    for (const row of page) {
      const { count, problems } = await verifyLive(db, row)
      findings.push(...problems)
      counted = { cases: counted.cases + 1, events: counted.events + count }
    }
    const last = page.at(-1)
    if (last === undefined) break
    after = last.number
  }
  findings.push(...(await orphans(db)))
  const chain = await verifyCheckpoints(db, expected)
  return {
    ...counted,
    checkpoints: chain.count,
    lastCheckpoint: chain.last,
    findings: [...findings, ...chain.problems],
  }
}

/** A case that goes on while it is read looks cut: where something is wrong, it is looked at again in one snapshot. */
async function verifyLive(db: Db, row: { number: number; version: number; head: string }) {
  const found = await verifyCase(db, row)
  if (found.problems.length === 0) return found
  return db.transaction(
    async (tx) => {
      const [now = row] = await tx
        .select({ number: cases.number, version: cases.version, head: cases.head })
        .from(cases)
        .where(eq(cases.number, row.number))
      return verifyCase(tx, now)
    },
    { isolationLevel: 'repeatable read' },
  )
}

/** `row` and the events must be of one snapshot: a case that goes on in between would look cut. */
export async function verifyCase(db: Db, row: { number: number; version: number; head: string }) {
  const rows = (await db
    .select()
    .from(events)
    .where(and(eq(events.caseNumber, row.number), eq(events.subject, 'case')))
    .orderBy(asc(events.seq))) as unknown as SealedEvent[]
  const problems: Finding[] = []
  let previous = GENESIS
  let expected = 1
  for (const event of rows) {
    const finding = eventProblem(event, expected, previous)
    if (finding !== null) problems.push({ case: row.number, seq: event.seq, ...finding })
    previous = event.hash
    expected = event.seq + 1
  }
  const last = rows.at(-1)
  if (last?.seq !== row.version || last.hash !== row.head) {
    problems.push({
      case: row.number,
      seq: last?.seq ?? null,
      kind: 'end',
      what: '',
      problem: 'the last event is not the one that the case ends with',
    })
  }
  return { count: rows.length, problems }
}

type Told = Pick<Finding, 'problem' | 'kind' | 'what'>

function eventProblem(event: SealedEvent, expected: number, previous: string): Told | null {
  if (event.seq !== expected)
    return { kind: 'missing', what: String(expected), problem: `event ${expected} is missing` }
  if (hashOf(previous, event) !== event.hash)
    return { kind: 'changed', what: '', problem: 'the event, or its place in the chain, was changed' }
  const secrets = Object.entries((event.private ?? {}) as Record<string, Secret>)
  const changed = secrets.find(([field, secret]) => digestOf(secret) !== event.data[field])
  return changed === undefined
    ? null
    : { kind: 'text', what: changed[0], problem: `the text of "${changed[0]}" was changed` }
}

/** Events of cases that are not there. */
async function orphans(db: Db): Promise<Finding[]> {
  const rows = await db
    .selectDistinct({ number: events.caseNumber })
    .from(events)
    .leftJoin(cases, eq(cases.number, events.caseNumber))
    .where(and(eq(events.subject, 'case'), sql`${cases.number} is null`))
  const told = { kind: 'orphan', what: '', problem: 'there are events, but no case' } as const
  return rows.map(({ number }) => ({ case: number, seq: null, ...told }))
}

async function verifyCheckpoints(db: Db, expectedHash: string | null) {
  const problems: Finding[] = []
  const rows = await db.select().from(checkpoints).orderBy(asc(checkpoints.id))
  let previous = GENESIS
  for (const row of rows) {
    problems.push(...(await verifyCheckpoint(db, row, previous)))
    previous = row.hash
  }
  if (expectedHash !== null && !rows.some(({ hash }) => hash === expectedHash)) {
    problems.push({
      case: null,
      seq: null,
      kind: 'expected',
      what: expectedHash,
      problem: 'the expected checkpoint is not in the chain: all was rewritten, or its end was cut off',
    })
  }
  return { count: rows.length, last: rows.at(-1)?.hash ?? null, problems }
}

/** `previous`: the hash of the checkpoint before it. */
export async function verifyCheckpoint(
  db: Db,
  row: typeof checkpoints.$inferSelect,
  previous: string,
): Promise<Finding[]> {
  const heads = await db
    .select()
    .from(checkpointHeads)
    .where(eq(checkpointHeads.checkpointId, row.id))
    .orderBy(asc(checkpointHeads.caseNumber))
  const whole = row.previous === previous && checkpointHash(previous, row.at, heads) === row.hash
  const problem = `checkpoint ${row.id} was changed, or one before it is missing`
  const told = { kind: 'checkpoint', what: String(row.id), problem } as const
  return [...(whole ? [] : [{ case: null, seq: null, ...told }]), ...(await missingHeads(db, row.id))]
}

/** Heads that a checkpoint saw and that are no longer there: a case was deleted, its tail cut, or it was rewritten. */
async function missingHeads(db: Db, id: number): Promise<Finding[]> {
  const same = and(
    eq(events.subject, 'case'),
    eq(events.caseNumber, checkpointHeads.caseNumber),
    eq(events.seq, checkpointHeads.seq),
    eq(events.hash, checkpointHeads.hash),
  )
  const rows = await db
    .select({ number: checkpointHeads.caseNumber, seq: checkpointHeads.seq })
    .from(checkpointHeads)
    .leftJoin(events, same)
    .where(and(eq(checkpointHeads.checkpointId, id), sql`${events.seq} is null`))
  return rows.map(({ number, seq }) => ({
    case: number,
    seq,
    kind: 'gone',
    what: String(id),
    problem: `checkpoint ${id} saw this event; it is gone or was changed`,
  }))
}
