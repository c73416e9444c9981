// POST /api/v1/sightings: what a monitoring product or a person's tool forwards.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { canonical, sha256 } from '../../db/cases/chain.ts'
import type { Desk } from '../../desk/desk.ts'
import { type Auth, askingOf } from '../auth.ts'
import { serve } from '../contract.ts'
import { HttpError, parsed } from '../errors.ts'
import { SIGHT, sightingBody } from './contracts/sightings.ts'
import { forwardOf, takeOnce } from './sighting-intake.ts'

export function sightingRoutes(app: FastifyInstance, desk: Desk, auth: Auth): void {
  const bodyLimit = 4 * 1024 * 1024
  const take = async (request: FastifyRequest) => {
    const caller = await auth.caller(request, SIGHT.may)
    const sent = parsed(sightingBody, request.body)
    const key = keyOf(request)
    // What tells one request from another under the same key.
    const once = key === null ? null : { ...caller.once, key, request: sha256(canonical(sent)) }
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

function keyOf(request: FastifyRequest): string | null {
  const key = request.headers['idempotency-key']
  if (key === undefined) return null
  if (typeof key !== 'string' || !/^\P{Cc}{1,200}$/u.test(key)) {
    throw new HttpError(400, 'malformed', 'Idempotency-Key: 1 to 200 characters that can be seen', 'Idempotency-Key')
  }
  return key
}
