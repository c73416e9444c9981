// Alive, and ready: database, migrations and the workers are well.
import { sql } from 'drizzle-orm'
import type { FastifyInstance } from 'fastify'
import { MigrationError, pendingMigrations } from '../db/engine/migrate.ts'
import type { Desk } from '../desk/desk.ts'
import { NEARLY_FULL } from '../desk/operations/storage.ts'
import type { Instant } from '../domain/calendar/instant.ts'
import { millisBetween } from '../domain/calendar/instant.ts'
import { withTimeout } from '../with-timeout.ts'
import { idle, NO_ANSWER, pending } from './health-problems.ts'

/** When each worker last finished a round, by the world's clock. */
export type Pulse = Map<string, Instant>

const STALE_MS = 60_000
/** Whoever asks has an answer within two seconds, whatever the database does. */
const PATIENCE_MS = 1_500
/** A question that hangs for so long (a network that swallows everything) is given up, and another connection asked. */
const HANGING_MS = 10_000

export function healthRoutes(app: FastifyInstance, desk: Desk, pulse: Pulse): void {
  const askDatabase = oneAtATime(() => databaseProblems(desk))
  app.get('/healthz', () => ({ ok: true }))
  app.get('/readyz', async (_request, reply) => {
    if (desk.storage.full) return reply.status(503).send({ ok: false, problems: [NEARLY_FULL] })
    const problems = [
      ...(await withTimeout(PATIENCE_MS, askDatabase, { answer: [NO_ANSWER] })),
      ...idleProblems(pulse, desk),
    ]
    const ok = problems.length === 0
    return reply.status(ok ? 200 : 503).send({ ok, problems, channels: hearing(desk) })
  })
}

/** Whether each channel of this process hears its platform: told, and no reason to send its users elsewhere. */
const hearing = ({ channels }: Desk): Record<string, boolean> =>
  Object.fromEntries(
    [...channels.values()].flatMap(({ name, hears }) => {
      const heard = hears?.() ?? null
      return heard === null ? [] : [[name, heard.ok]]
    }),
  )

/** Workers that have not finished a round for a minute: they hang, or fail again and again. */
export const idleWorkers = (pulse: Pulse, now: Instant): string[] =>
  [...pulse].filter(([, at]) => millisBetween(at, now) > STALE_MS).map(([worker]) => worker)

const idleProblems = (pulse: Pulse, { time }: Desk): string[] => idleWorkers(pulse, time.realNow()).map(idle)

async function databaseProblems({ database, log }: Desk): Promise<string[]> {
  try {
    await database.db.execute(sql`select 1`)
    return (await pendingMigrations(database)).map(pending)
  } catch (error) {
    if (error instanceof MigrationError) return [error.message]
    log.warn({ err: error }, NO_ANSWER)
    return [NO_ANSWER]
  }
}

/** Many who ask share one question: while the database is gone they must not use up its connections. */
function oneAtATime<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | null = null
  return () => {
    if (asked !== null) return asked
    const mine = ask()
    const forget = () => {
      clearTimeout(timer)
      if (asked === mine) asked = null
    }
    const timer = setTimeout(forget, HANGING_MS)
    timer.unref()
    mine.then(forget, forget)
    asked = mine
    return mine
  }
}
