// When there is work next for each worker: one question for all.
import { sql } from 'drizzle-orm'
import type { Instant } from '../../domain/calendar/instant.ts'
import type { Db } from '../engine/connect.ts'
import { composed } from '../engine/prepared-statements.ts'
import { batches } from '../schema/batches.ts'
import { clocks, inbox, outbox, posts } from '../schema/schema.ts'

export interface NextWork {
  /** By the institution's clock: when the next clock speaks. */
  sweep: Instant | null
  /** By the world's clock, as the next. */
  outbox: Instant | null
  inbox: Instant | null
  /** Whether a post waits to be compared. */
  comparison: boolean
}

/** Null where nothing is waiting. */
export async function nextWork(db: Db): Promise<NextWork> {
  const [row] = await ask(db).execute()
  const instant = (at: string | Date | null | undefined) => (at ? new Date(at).toISOString() : null)
  // What is registered row by row is the inbox's to do as well.
  const [first = null] = [instant(row?.inbox), instant(row?.batches)].filter((at) => at !== null).sort()
  return {
    sweep: instant(row?.sweep),
    outbox: instant(row?.outbox),
    inbox: first,
    comparison: row?.comparison === true,
  }
}

type Row = Record<Exclude<keyof NextWork, 'comparison'> | 'batches', string | Date | null> & { comparison: boolean }

// States are spelt out: only so are the partial indexes found.
const ask = composed<Row>((db) =>
  db
    .select({
      sweep: sql`(select min(${clocks.nextAt}) from ${clocks} where ${clocks.nextAt} is not null)`.as('sweep'),
      outbox: sql`(select min(case when ${outbox.state} = 'sending' then ${outbox.leaseUntil} else ${outbox.tryAt} end)
        from ${outbox} where ${outbox.state} in ('waiting', 'sending'))`.as('outbox'),
      inbox: sql`(select min(case when ${inbox.state} = 'working' then ${inbox.leaseUntil} else ${inbox.tryAt} end)
        from ${inbox} where ${inbox.state} in ('waiting', 'working'))`.as('inbox'),
      batches: sql`(select min(${batches.tryAt}) from ${batches} where ${batches.doneAt} is null)`.as('batches'),
      comparison: sql`exists (select 1 from ${posts} where ${posts.compared} in ('waiting', 'learn', 'again'))`.as(
        'comparison',
      ),
    })
    .from(sql`(values (1)) as one`),
)
