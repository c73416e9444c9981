// Which subjects have a clock that speaks now, and when the next one will.
import { and, asc, isNotNull, lte, sql } from 'drizzle-orm'
import type { Instant } from '../../domain/calendar/instant.ts'
import type { Subject, SubjectKind } from '../../domain/case/subject.ts'
import type { Db } from '../engine/connect.ts'
import { composed } from '../engine/prepared-statements.ts'
import { clocks } from '../schema/schema.ts'

/**
 * Subjects with a clock due by `now`, the gravest first and of those the latest: the first `limit` clocks of all that are due. Where
 * none is due, `next` is when the next clock speaks; null where none will. Costs what is due, not what is open.
 */
export async function lookForDue(
  db: Db,
  now: Instant,
  limit: number,
): Promise<{ due: Subject[]; next: Instant | null }> {
  const rows = await dueOrNext(db, { now, limit }).execute()
  const speaking = rows.map(({ subject, case_number, next_at }) => ({
    subject: { kind: subject, number: case_number },
    at: new Date(next_at).toISOString(),
  }))
  const due = speaking.filter(({ at }) => at <= now).map(({ subject }) => subject)
  const distinct = [...new Map(due.map((each) => [`${each.kind} ${each.number}`, each])).values()]
  return { due: distinct, next: due.length > 0 ? null : (speaking[0]?.at ?? null) }
}

interface DueRow {
  subject: SubjectKind
  case_number: number
  next_at: string | Date
}

/** Of clocks that were kept before their level was. */
const GENTLEST = 10

// One question for both: up to now, or else up to whatever comes first.
const first = sql`(select min(${clocks.nextAt}) from ${clocks} where ${clocks.nextAt} is not null)`
const dueOrNext = composed<DueRow>((db) =>
  db
    .select({
      subject: clocks.subject,
      number: clocks.caseNumber,
      nextAt: clocks.nextAt,
    })
    .from(clocks)
    .where(
      and(
        isNotNull(clocks.nextAt),
        lte(clocks.nextAt, sql`greatest(${sql.placeholder('now')}::timestamptz, ${first})`),
      ),
    )
    // Of all that is due, not of the longest due alone: it is found by its index, and the few that are taken are kept in order.
    .orderBy(sql`coalesce(${clocks.level}, ${sql.raw(String(GENTLEST))})`, asc(clocks.dueAt), asc(clocks.id))
    .limit(sql.placeholder('limit')),
)
