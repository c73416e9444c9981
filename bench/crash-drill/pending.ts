// What an instance has still to do: sends that are owed, and reminders that are due.
import type { Database } from '../../src/db/engine/connect.ts'

/** What is younger is on its way: cases that nobody answers go on being reminded of. */
export const ON_ITS_WAY_MS = 3_000

export async function pendingIn(database: Database): Promise<number> {
  const [row] = await database.plainly((session) =>
    session.query(
      `select (select count(*) from outbox where state in ('waiting', 'sending') and (created_at < $1 or kind = 'show' and try_at < $1))
            + (select count(*) from clocks where next_at < $1) as pending`,
      [new Date(Date.now() - ON_ITS_WAY_MS).toISOString()],
    ),
  )
  return Number(row?.pending)
}
