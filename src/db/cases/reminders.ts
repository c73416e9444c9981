// When a reminder had to be said: of the event that said it, and of its row in the outbox.
import { and, desc, eq, sql } from 'drizzle-orm'
import type { Instant } from '../../domain/calendar/instant.ts'
import type { EventOf } from '../../domain/case/events.ts'
import type { Db } from '../engine/connect.ts'
import { events } from '../schema/schema.ts'

/** The nominal instant of the first rung that it stands for; the end of the quiet hours, where those kept it back. */
export const nominalOf = ({ quiet, steps }: EventOf<'reminded'>['data']): Instant | null =>
  quiet ?? steps[0]?.at ?? null

/** Null where no event tells (a reminder to somebody else than the rung's). */
export async function nominalOfRow(
  db: Db,
  { caseNumber, clock, step, repeat }: { caseNumber: number; clock: string; step: number; repeat: number },
): Promise<Instant | null> {
  const same = sql`${events.data} ->> 'clock' = ${clock} and ${events.data} -> 'step' = to_jsonb(${step}::integer)
    and ${events.data} -> 'repeat' = to_jsonb(${repeat}::integer)`
  const [event] = await db
    .select({ data: events.data })
    .from(events)
    .where(and(eq(events.caseNumber, caseNumber), eq(events.subject, 'case'), sql`${events.type} = 'reminded'`, same))
    .orderBy(desc(events.seq))
    .limit(1)
  return event ? nominalOf(event.data as EventOf<'reminded'>['data']) : null
}
