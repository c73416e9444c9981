// What a database that was restored from a backup must not do: give numbers out twice, say again what was said, let in whom
// it had let in.
import { and, asc, isNull, ne, sql } from 'drizzle-orm'
import type { Db } from '../engine/connect.ts'
import { outbox, sessions } from '../schema/schema.ts'

export interface UnsentRow {
  id: number
  channel: string
  kind: string
  caseNumber: number | null
  createdAt: string
}

const unsent = and(sql`${outbox.state} in ('waiting', 'sending')`, isNull(outbox.messageId))

/** The number that the next case will have at least. */
export async function skipNumbers(tx: Db, count: number): Promise<number> {
  const rows = await tx.execute<{ next: string | number }>(
    sql`select setval('case_numbers', last_value + ${count}) + 1 as next from case_numbers`,
  )
  const [row] = Array.isArray(rows) ? rows : (rows as { rows: { next: string | number }[] }).rows
  return Number(row?.next)
}

/** What would be said at the next start; what was shown before and is only to be shown anew is left out. */
export const unsentRows = (tx: Db): Promise<UnsentRow[]> =>
  tx
    .select({
      id: outbox.id,
      channel: outbox.channel,
      kind: outbox.kind,
      caseNumber: outbox.caseNumber,
      createdAt: outbox.createdAt,
    })
    .from(outbox)
    .where(unsent)
    .orderBy(asc(outbox.id))

/** How many were taken back. The built-in room was restored with the rest: it knows what it has shown. */
export async function withdrawUnsent(tx: Db): Promise<number> {
  const done = await tx
    .update(outbox)
    .set({ state: 'withdrawn', leaseUntil: null, leaseBy: null })
    .where(and(unsent, ne(outbox.channel, 'room')))
    .returning({ id: outbox.id })
  return done.length
}

/** How many were ended. */
export const endSessions = async (tx: Db): Promise<number> =>
  (await tx.delete(sessions).returning({ sha256: sessions.sha256 })).length
