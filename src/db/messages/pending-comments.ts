// Words that came before the forward they were typed for: kept until it comes, and forgotten where it does not.
import { and, asc, eq, lte } from 'drizzle-orm'
import type { Instant } from '../../domain/calendar/instant.ts'
import type { Db } from '../engine/connect.ts'
import { earlyWords } from '../schema/channels.ts'

export async function storePendingComment(tx: Db, words: typeof earlyWords.$inferInsert): Promise<void> {
  await tx.insert(earlyWords).values(words).onConflictDoNothing()
}

/** Whoever forwarded said these under it; they are kept no longer. */
export async function takePendingComments(tx: Db, channel: string, under: string, account: string): Promise<string[]> {
  const rows = await tx
    .select({ text: earlyWords.text, account: earlyWords.account })
    .from(earlyWords)
    .where(and(eq(earlyWords.channel, channel), eq(earlyWords.under, under)))
    .orderBy(asc(earlyWords.saidAt))
  if (rows.length === 0) return []
  await tx.delete(earlyWords).where(and(eq(earlyWords.channel, channel), eq(earlyWords.under, under)))
  return rows.filter((row) => row.account === account).map(({ text }) => text)
}

export async function expirePendingComments(db: Db, before: Instant): Promise<void> {
  await db.delete(earlyWords).where(lte(earlyWords.keptAt, before))
}
