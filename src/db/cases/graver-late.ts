// What leaders are told beside a late matter: the gravest and latest of the graver ones that are late in the same hands.
import { and, asc, eq, inArray, lt, ne, sql } from 'drizzle-orm'
import type { Instant } from '../../domain/calendar/instant.ts'
import type { Case } from '../../domain/case/case.ts'
import type { ClockKind } from '../../domain/policy/policy.ts'
import type { Db } from '../engine/connect.ts'
import { cases, clocks } from '../schema/schema.ts'

/** In whose hands: a department's, or the desk's. */
export type Hands = { department: string } | { desk: true }

/** A clock of another case, graver than `level`, that is late; null where there is none. Looks at what is late alone. */
export async function graverLate(
  db: Db,
  { number, level, hands }: { number: number; level: number; hands: Hands },
  now: Instant,
): Promise<{ state: Case; clock: ClockKind; dueAt: Instant } | null> {
  // What others owe about a department's case (a look-back, a review above it) is not in its hands.
  const theirs =
    'desk' in hands
      ? eq(clocks.owner, 'duty-officer')
      : and(eq(clocks.department, hands.department), inArray(clocks.owner, ['contact', 'head']))
  const [row] = await db
    .select({ state: cases.state, clock: clocks.kind, dueAt: clocks.dueAt })
    .from(clocks)
    .innerJoin(cases, and(eq(cases.number, clocks.caseNumber), eq(clocks.subject, 'case')))
    .where(
      and(
        // As the index over living clocks has it.
        sql`${clocks.status} in ('running', 'held')`,
        eq(clocks.status, 'running'),
        lt(clocks.dueAt, now),
        lt(clocks.level, level),
        ne(clocks.caseNumber, number),
        theirs,
      ),
    )
    .orderBy(asc(clocks.level), asc(clocks.dueAt))
    .limit(1)
  return row ? { state: row.state as Case, clock: row.clock as ClockKind, dueAt: row.dueAt } : null
}
