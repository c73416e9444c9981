// The HTTP server over a desk, for programs that run outside the tests as well.
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import type { Desk } from '../../../src/desk/desk.ts'
import type { Webhook } from '../../../src/desk/startup/webhook-file.ts'
import { buildServer } from '../../../src/web/server.ts'

export const ADMIN = 'the-administrator-of-the-histories'

/** The caller closes it. */
export async function serverOver(desk: Desk, webhooks: Webhook[] = []): Promise<FastifyInstance> {
  const { app } = await buildServer(desk, {
    adminToken: ADMIN,
    pulse: new Map(),
    logger: pino({ level: 'error' }),
    publicUrl: () => 'https://desk.example',
    rateLimit: null,
    trustProxy: false,
    webhooks,
  })
  await app.ready()
  return app
}

/** The body of a GET. Throws on any other answer than 200. */
export async function getJson(app: FastifyInstance, url: string): Promise<unknown> {
  const answer = await app.inject({ method: 'GET', url, headers: { authorization: `Bearer ${ADMIN}` } })
  if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.statusCode} ${answer.body}`)
  return answer.json()
}
