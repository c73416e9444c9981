// How often one may ask: per token, per session, or per address where there is neither; fewer for sign-in and for secrets
// that are none. Counted in this process: each instance counts for itself.
import rateLimit, { normalizeIP } from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { sha256 } from '../db/cases/chain.ts'
import { MINUTE } from '../domain/calendar/instant.ts'
import { bearerOf, COOKIE } from './auth.ts'
import { HttpError } from './errors.ts'

/** A minute, an address. */
const WRONG_SECRETS = 30
const SIGN_INS = 60
const OPEN = 120
/** A minute, a token: what works through every open case. */
const HEAVY = 30

const timeWindow = MINUTE
/** For a route's `config.rateLimit`; counts nothing where limits are off. */
export const SIGN_IN_LIMIT = { max: SIGN_INS, timeWindow, keyGenerator: addressOf }
/** What needs no secret is counted by address, whatever secret is sent along: a new one each time would never be counted. */
export const OPEN_LIMIT = { max: OPEN, timeWindow, keyGenerator: addressOf }
export const HEAVY_LIMIT = { max: HEAVY, timeWindow }

/** Who watches the service asks often; a stream is one request that lasts. */
const EXEMPT = new Set(['/healthz', '/readyz', '/metrics', '/room/stream'])

/**
 * Before the routes are added. `perMinute`: null for no limits. What is answered counts a secret that is none, and rejects
 * with a 429 where the address has tried too many.
 */
export async function limitRates(
  app: FastifyInstance,
  perMinute: number | null,
): Promise<(request: FastifyRequest) => Promise<void>> {
  if (perMinute === null) return async () => {}
  await app.register(rateLimit, {
    max: perMinute,
    timeWindow,
    keyGenerator: callerOf,
    allowList: ({ routeOptions }) => EXEMPT.has(routeOptions.url ?? ''),
    errorResponseBuilder: (_request, { ttl }) => tooMany(ttl),
  })
  const count = app.createRateLimit({ max: WRONG_SECRETS, timeWindow, keyGenerator: addressOf })
  return async (request) => {
    const counted = await count(request)
    if (!counted.isAllowed && counted.isExceeded) throw tooMany(counted.ttl)
  }
}

function tooMany(ttlMs: number): HttpError {
  const seconds = Math.max(1, Math.ceil(ttlMs / 1_000))
  return new HttpError(429, 'too-many-requests', `Too many requests: ask again in ${seconds} s.`, undefined, {
    'retry-after': String(seconds),
  })
}

// By a digest: the counters must not hold anybody's secret.
function callerOf(request: FastifyRequest): string {
  const secret =
    bearerOf(request) ?? (request.headers.authorization === undefined ? request.cookies[COOKIE] : undefined)
  return secret === undefined ? addressOf(request) : sha256(secret)
}

function addressOf({ ip }: FastifyRequest): string {
  return normalizeIP(ip)
}
