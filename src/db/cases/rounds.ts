// The rows of a case's rounds, written with the decision that changes them.
import { and, eq, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { RoundChange } from '../../domain/case/rounds.ts'
import type { Db } from '../engine/connect.ts'
import { type Composed, composed, composedInsert } from '../engine/prepared-statements.ts'
import { caseRounds } from '../schema/schema.ts'

/** The first round with its case, a further one after the last, or what changes of the last. */
export function savingRound(tx: Db, caseNumber: number, change: RoundChange): Composed<unknown[]> {
  const { begins, ...values } = change
  if (begins?.cause === 'opened') {
    const { lead, ...columns } = values
    const row = { ...columns, caseNumber, round: 1, begunAt: begins.at, cause: begins.cause, leadDepartment: lead }
    return insertFirst(tx, [row])
  }
  if (begins !== null) {
    const { at, cause } = begins
    return insertNext(tx, { caseNumber, at, cause, level: values.level, lead: values.lead })
  }
  return updateLast(tx, { caseNumber, ...values })
}

const insertFirst = composedInsert(caseRounds, [
  'caseNumber',
  'round',
  'begunAt',
  'cause',
  'level',
  'leadDepartment',
  'assignedAt',
  'drafts',
  'sentBack',
])

const given = (name: string, type: 'integer' | 'text' | 'timestamptz') =>
  sql`${sql.placeholder(name)}::${sql.raw(type)}`
const mine = eq(caseRounds.caseNumber, given('caseNumber', 'integer'))
const lastRound = sql`(select max(${caseRounds.round}) from ${caseRounds} where ${mine})`

const insertNext = composed((db) =>
  db.insert(caseRounds).select(
    sql`select ${given('caseNumber', 'integer')}, 1 + coalesce(${lastRound}, 0), ${given('at', 'timestamptz')}, ${given('cause', 'text')},
      ${given('level', 'integer')}, ${given('lead', 'text')}, null::timestamptz, null::timestamptz, null::timestamptz, null::timestamptz, 0, 0,
      null::timestamptz, null::timestamptz, null::text, null::timestamptz, null::text`,
  ),
)

const firstOf = (column: PgColumn, name: string) => sql`coalesce(${column}, ${given(name, 'timestamptz')})`
const lastOf = (column: PgColumn, name: string, type: 'text' | 'timestamptz' = 'timestamptz') =>
  sql`coalesce(${given(name, type)}, ${column})`

const updateLast = composed((db) =>
  db
    .update(caseRounds)
    .set({
      level: given('level', 'integer'),
      leadDepartment: lastOf(caseRounds.leadDepartment, 'lead', 'text'),
      assignedAt: lastOf(caseRounds.assignedAt, 'assignedAt'),
      claimedAt: firstOf(caseRounds.claimedAt, 'claimedAt'),
      respondedAt: firstOf(caseRounds.respondedAt, 'respondedAt'),
      draftedAt: firstOf(caseRounds.draftedAt, 'draftedAt'),
      drafts: sql`${caseRounds.drafts} + ${given('drafts', 'integer')}`,
      sentBack: sql`${caseRounds.sentBack} + ${given('sentBack', 'integer')}`,
      approvedAt: lastOf(caseRounds.approvedAt, 'approvedAt'),
      answeredAt: lastOf(caseRounds.answeredAt, 'answeredAt'),
      answeredBy: lastOf(caseRounds.answeredBy, 'answeredBy', 'text'),
      endedAt: lastOf(caseRounds.endedAt, 'endedAt'),
      ending: lastOf(caseRounds.ending, 'ending', 'text'),
    })
    .where(and(mine, eq(caseRounds.round, lastRound))),
)
