// Morning bundles: what gathers in each, and what of it still stands when it is sent.
import { and, eq, sql } from 'drizzle-orm'
import { type Instant, millisBetween } from '../../domain/calendar/instant.ts'
import type { Bundled, BundledNotice } from '../../domain/notice/notice.ts'
import type { Db } from '../engine/connect.ts'
import { composedInsert, type Statement } from '../engine/prepared-statements.ts'
import { bundleItems } from '../schema/desk.ts'
import { clocks } from '../schema/schema.ts'

const ITEM = ['person', 'release', 'clockId', 'generation', 'saying', 'caseNumber', 'notice'] as const
const insertItems = composedInsert(bundleItems, ITEM, (insert) => insert.onConflictDoNothing())

/** To be executed in the transaction that decided; the same saying again is the same. */
export const gather = (tx: Db, items: (Bundled & { release: Instant })[], caseNumber: number): Statement<unknown> =>
  insertItems(
    tx,
    items.map(({ clock, ...item }) => ({ ...item, clockId: clock, caseNumber })),
  )

export interface StandingItem {
  caseNumber: number
  clockId: string
  notice: BundledNotice
}

/** What is still owed of a bundle: of each clock that runs on as it did then, the last that was to be said. */
export async function standing(db: Db, person: string, release: Instant): Promise<StandingItem[]> {
  const rows = await db
    .select({ caseNumber: bundleItems.caseNumber, clockId: bundleItems.clockId, notice: bundleItems.notice })
    .from(bundleItems)
    .innerJoin(clocks, and(eq(clocks.id, bundleItems.clockId), eq(clocks.generation, bundleItems.generation)))
    .where(and(eq(bundleItems.person, person), eq(bundleItems.release, release), eq(clocks.status, 'running')))
    .orderBy(sql`${bundleItems.notice}->>'at'`, bundleItems.caseNumber)
  const items = rows.map((row) => ({ ...row, notice: row.notice as BundledNotice }))
  const byDue = [...new Map(items.map((item) => [item.clockId, item])).values()]
  // The gravest first, and of those the latest.
  return byDue.sort(
    ({ notice: a }, { notice: b }) => a.subject.level - b.subject.level || millisBetween(b.dueAt, a.dueAt),
  )
}

/** What had gathered was told in another way. */
export async function clear(tx: Db, person: string, release: Instant): Promise<void> {
  await tx.delete(bundleItems).where(and(eq(bundleItems.person, person), eq(bundleItems.release, release)))
}
