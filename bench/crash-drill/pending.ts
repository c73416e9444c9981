// What the instances have still to do: sends that are owed, and reminders that are due or will be.
import type { Database } from '../../src/db/engine/connect.ts'

/** What is younger is on its way: cases that nobody answers go on being reminded of. */
export const ON_ITS_WAY_MS = 3_000

/** All that is not sent, and every clock that will speak: nothing where every case has ended and all is said. */
export async function owedIn(database: Database): Promise<number> {
  const [row] = await database.plainly((session) =>
    session.query(
      `select (select count(*) from outbox where state in ('waiting', 'sending'))
            + (select count(*) from clocks where next_at is not null) as owed`,
    ),
  )
  return Number(row?.owed)
}

/** Without what has only just been decided: what is left of it is on nobody's way. */
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
