// Which cases have a clock that speaks now, and when the next one will.
import { and, asc, isNotNull, lte, min } from 'drizzle-orm'
import type { Instant } from '../domain/instant.ts'
import type { Db } from './connect.ts'
import { clocks } from './schema.ts'

/** Numbers of cases with a clock due by `now`, the longest due first. Costs what is due, not what is open. */
export async function dueCases(db: Db, now: Instant, limit: number): Promise<number[]> {
  const rows = await db
    .select({ number: clocks.caseNumber })
    .from(clocks)
    .where(and(isNotNull(clocks.nextAt), lte(clocks.nextAt, now)))
    .orderBy(asc(clocks.nextAt))
    .limit(limit)
  return [...new Set(rows.map(({ number }) => number))]
}

export async function nextDueAt(db: Db): Promise<Instant | null> {
  const [row] = await db
    .select({ at: min(clocks.nextAt) })
    .from(clocks)
    .where(isNotNull(clocks.nextAt))
  return row?.at ? new Date(row.at).toISOString() : null
}
