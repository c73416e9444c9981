// What the auditor found: a row for each finding, current until it is well; and the one row by which rounds take turns.
import { and, between, eq, inArray, isNull, lt, not, or, sql } from 'drizzle-orm'
import { DAY, type Instant, later } from '../../domain/calendar/instant.ts'
import type { About, FindingKind } from '../../domain/notice/finding.ts'
import type { Db } from '../engine/connect.ts'
import { auditFindings, auditRound } from '../schema/operations.ts'

export interface Found {
  kind: FindingKind
  /** Tells the findings of a kind apart. */
  subject: string
  about: About
}

/** How far the walks over all cases and checkpoints have come: the last number that was looked at. */
export interface Walks {
  walked: number
  verified: number
  checkpoint: number
}

/**
 * Takes the round of `at`; null where another instance had one within `pauseMs`. (A row from the future is one that a
 * wrong clock wrote.)
 */
export async function takeRound(db: Db, at: Instant, pauseMs: number): Promise<Walks | null> {
  const [taken] = await db
    .insert(auditRound)
    .values({ at })
    .onConflictDoUpdate({
      target: auditRound.id,
      set: { at },
      setWhere: not(between(auditRound.at, later(at, 1 - pauseMs), later(at, pauseMs))),
    })
    .returning()
  return taken ?? null
}

export async function saveWalks(db: Db, walks: Walks): Promise<void> {
  await db.update(auditRound).set(walks)
}

/** What is not well, of one kind. */
export async function openFindings(db: Db, kind: FindingKind): Promise<Found[]> {
  const rows = await db
    .select({ kind: auditFindings.kind, subject: auditFindings.subject, about: auditFindings.about })
    .from(auditFindings)
    .where(and(eq(auditFindings.kind, kind), isNull(auditFindings.wellAt)))
  return rows as Found[]
}

/**
 * The findings of the kinds that were `examined` at `at` (the world's time): what was found is current, what was not is
 * well again. Long gone ones are forgotten.
 */
export async function recordFindings(tx: Db, found: Found[], examined: FindingKind[], at: Instant): Promise<void> {
  for (let from = 0; from < found.length; from += ROWS_AT_ONCE) {
    const rows = found.slice(from, from + ROWS_AT_ONCE)
    await tx
      .insert(auditFindings)
      .values(rows.map((each) => ({ ...each, since: at, seenAt: at })))
      .onConflictDoUpdate({
        target: [auditFindings.kind, auditFindings.subject],
        set: {
          about: sql`excluded.about`,
          since: sql`case when ${auditFindings.wellAt} is null then ${auditFindings.since} else excluded.since end`,
          seenAt: at,
          wellAt: null,
        },
      })
  }
  if (examined.length > 0) {
    const gone = and(isNull(auditFindings.wellAt), inArray(auditFindings.kind, examined), lt(auditFindings.seenAt, at))
    await tx.update(auditFindings).set({ wellAt: at }).where(gone)
  }
  await tx.delete(auditFindings).where(lt(auditFindings.wellAt, later(at, -KEPT_MS)))
}

/** Findings that the desk has not been told of on `day` (YYYY-MM-DD), by kind, in the order of their subjects; from now on it counts as told. */
export async function takeUntold(tx: Db, day: string): Promise<Map<FindingKind, Found[]>> {
  const untold = or(isNull(auditFindings.toldOn), lt(auditFindings.toldOn, day))
  const rows = (await tx
    .update(auditFindings)
    .set({ toldOn: day })
    .where(and(isNull(auditFindings.wellAt), untold))
    .returning({ kind: auditFindings.kind, subject: auditFindings.subject, about: auditFindings.about })) as Found[]
  const kinds = new Map<FindingKind, Found[]>()
  // RETURNING promises no order.
  rows.sort((a, b) => a.subject.localeCompare(b.subject, 'en', { numeric: true }))
  for (const row of rows) kinds.set(row.kind, [...(kinds.get(row.kind) ?? []), row])
  return kinds
}

const ROWS_AT_ONCE = 500
const KEPT_MS = 30 * DAY
