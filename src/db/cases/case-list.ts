// Lists of cases: what the API pages through, and what `/list` shows first. Each costs what it shows, not what there is.

import { and, desc, eq, inArray, isNotNull, lt, lte, or, type SQL, sql } from 'drizzle-orm'
import type { Instant } from '../../domain/calendar/instant.ts'
import type { Case, Status } from '../../domain/case/case.ts'
import { upcastCase } from '../../domain/case/upcasting/upcast-case.ts'
import type { Role } from '../../domain/policy/policy.ts'
import type { Db } from '../engine/connect.ts'
import { cases } from '../schema/schema.ts'
import { isFoundBy } from './case-search.ts'

export interface CaseQuery {
  status?: Status | undefined
  level?: number | undefined
  department?: string | undefined
  overdue?: boolean | undefined
  /** A part of the title, the place, the superior's paper or a post's address; or the case's number. */
  q?: string | undefined
  /** Numbers below it. */
  cursor?: number | undefined
  limit: number
}

/** The newest first; one more than `limit` where there are more. */
export async function pageOfCases(db: Db, query: CaseQuery, now: Instant): Promise<Case[]> {
  const { status, level, department, overdue, q, cursor, limit } = query
  const late = and(open, lte(cases.dueAt, now))
  const where = and(
    status === undefined ? undefined : eq(cases.status, status),
    level === undefined ? undefined : eq(cases.level, level),
    department === undefined ? undefined : eq(cases.leadDepartment, department),
    overdue === undefined ? undefined : overdue ? late : sql`(${late}) is not true`,
    q === undefined ? undefined : isFoundBy(db, q),
    cursor === undefined ? undefined : lt(cases.number, cursor),
  )
  // The numbers first: the states are large, and whoever sorts or filters would carry them along.
  const numbers = await db
    .select({ number: cases.number })
    .from(cases)
    .where(where)
    .orderBy(desc(cases.number))
    .limit(limit + 1)
  return statesOf(
    db,
    numbers.map(({ number }) => number),
  )
}

/** Which cases wait for somebody: those of their departments, those at their turn, and for the desk those without one. */
export interface Waiting {
  departments: string[]
  /** Roles whose turn is this person's whatever the department. */
  roles: Role[]
  /** Roles whose turn is this person's in their own departments. */
  departmentRoles: Role[]
  desk: boolean
}

export type ListFilter = { which: 'open' | 'overdue' | 'new' } | { which: 'mine'; of: Waiting }

/** Counting on would cost more than anybody reads. */
export const MOST_COUNTED = 1_000

/** The next due first, of late ones the gravest before; `total` is exact up to MOST_COUNTED, and then `more`. */
export async function dueCases(
  db: Db,
  filter: ListFilter,
  now: Instant,
  limit: number,
): Promise<{ states: Case[]; total: number; more: boolean }> {
  const where = and(open, matching(filter, now))
  const counted = db
    .select({ one: sql`1`.as('one') })
    .from(cases)
    .where(where)
    .limit(MOST_COUNTED + 1)
    .as('counted')
  const [row] = await db.select({ total: sql<number>`count(*)::int` }).from(counted)
  const numbers = await db
    .select({ number: cases.number })
    .from(cases)
    .where(where)
    .orderBy(...(filter.which === 'overdue' ? [cases.level] : []), cases.dueAt, cases.number)
    .limit(limit)
  const total = row?.total ?? 0
  const states = await statesOf(
    db,
    numbers.map(({ number }) => number),
  )
  return { states, total: Math.min(total, MOST_COUNTED), more: total > MOST_COUNTED }
}

// Spelt out, as the partial indexes have it.
const open = sql`${cases.status} not in ('closed', 'dismissed')`

function matching(filter: ListFilter, now: Instant): SQL | undefined {
  switch (filter.which) {
    case 'open':
      return undefined
    case 'overdue':
      return lte(cases.dueAt, now)
    case 'new':
      return eq(cases.status, 'triage')
    case 'mine':
      return waitingFor(filter.of)
  }
}

function waitingFor({ departments, roles, departmentRoles, desk }: Waiting): SQL | undefined {
  const ours = departments.length > 0 ? inArray(cases.leadDepartment, departments) : undefined
  const conditions = [
    ours && and(ours, inArray(cases.status, ['waiting', 'handling', 'approved'])),
    roles.length > 0 ? and(isNotNull(cases.turn), inArray(cases.turn, roles)) : undefined,
    ours && departmentRoles.length > 0
      ? and(isNotNull(cases.turn), ours, inArray(cases.turn, departmentRoles))
      : undefined,
    desk ? inArray(cases.status, ['triage', 'watching']) : undefined,
  ].filter((each) => each !== undefined)
  return conditions.length > 0 ? or(...conditions) : sql`false`
}

/** In the order of the numbers. */
async function statesOf(db: Db, numbers: number[]): Promise<Case[]> {
  if (numbers.length === 0) return []
  const rows = await db
    .select({ number: cases.number, state: cases.state })
    .from(cases)
    .where(inArray(cases.number, numbers))
  const states = new Map(rows.map(({ number, state }) => [number, upcastCase(state)]))
  return numbers.flatMap((number) => states.get(number) ?? [])
}
