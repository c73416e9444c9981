// POST /api/v1/sightings: what a monitoring product or a person's tool forwards.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Desk } from '../../desk/desk.ts'
import { type Auth, askingOf } from '../auth.ts'
import { serve } from '../contract.ts'
import { parsed } from '../errors.ts'
import { onceOf } from '../idempotency.ts'
import { SIGHT, sightingBody } from './contracts/sightings.ts'
import { forwardOf, takeOnce } from './sighting-intake.ts'

export function sightingRoutes(app: FastifyInstance, desk: Desk, auth: Auth): void {
  const bodyLimit = 4 * 1024 * 1024
  const take = async (request: FastifyRequest) => {
    const caller = await auth.caller(request, SIGHT.may)
    const sent = parsed(sightingBody, request.body)
    const once = onceOf(request, caller, sent)
    return takeOnce(desk, forwardOf(sent, desk.time.now(), desk), askingOf(caller), once)
  }
  serve(
    app,
    SIGHT,
    async (request, reply) => {
      const { status, result } = await take(request)
      return reply.status(status).send(result)
    },
    { bodyLimit },
  )
}
