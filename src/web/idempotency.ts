// The Idempotency-Key of a request: the same key again, of the same token, is answered the same and does nothing.
import type { FastifyRequest } from 'fastify'
import { canonical, sha256 } from '../db/cases/chain.ts'
import type { Once } from '../db/institution/access.ts'
import type { Caller } from './auth.ts'
import { HttpError } from './errors.ts'

/** Null without one. `sent`: what tells one request from another under the same key. */
export function onceOf(request: FastifyRequest, caller: Caller, sent: unknown): Once | null {
  const key = request.headers['idempotency-key']
  if (key === undefined) return null
  if (typeof key !== 'string' || !/^\P{Cc}{1,200}$/u.test(key)) {
    throw new HttpError(400, 'malformed', 'Idempotency-Key: 1 to 200 characters that can be seen', 'Idempotency-Key')
  }
  return { ...caller.once, key, request: sha256(canonical(sent)) }
}
