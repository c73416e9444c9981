// Alive, and ready: database, migrations and the workers are well.
import { sql } from 'drizzle-orm'
import type { FastifyInstance } from 'fastify'
import { pendingMigrations } from '../db/migrate.ts'
import type { Desk } from '../desk/desk.ts'
import type { Instant } from '../domain/instant.ts'
import { millisBetween } from '../domain/instant.ts'

/** When each worker last finished a round, by the world's clock. */
export type Pulse = Map<string, Instant>

const STALE_MS = 60_000

export function healthRoutes(app: FastifyInstance, desk: Desk, pulse: Pulse): void {
  app.get('/healthz', () => ({ ok: true }))
  app.get('/readyz', async (_request, reply) => {
    const problems = await problemsOf(desk, pulse)
    return reply.status(problems.length === 0 ? 200 : 503).send({ ok: problems.length === 0, problems })
  })
}

async function problemsOf(desk: Desk, pulse: Pulse): Promise<string[]> {
  const { database, time } = desk
  try {
    await database.db.execute(sql`select 1`)
    const pending = await pendingMigrations(database)
    const stale = [...pulse].filter(([, at]) => millisBetween(at, time.realNow()) > STALE_MS).map(([worker]) => worker)
    return [
      ...pending.map((name) => `migration ${name} has not been applied`),
      ...stale.map((worker) => `the ${worker} has not finished a round for a minute`),
    ]
  } catch (error) {
    desk.log.warn({ err: error }, 'the database does not answer')
    return ['the database does not answer']
  }
}
