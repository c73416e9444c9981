// What a route of the API promises: the schemas that it checks requests by, what it answers, and who may ask. The OpenAPI
// document and the page of the API are made from nothing else.
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteShorthandOptions } from 'fastify'
import type { z } from 'zod'
import type { Scope } from '../db/institution/access.ts'
import type { ErrorStatus } from './error-codes.ts'
import type { Words } from './spoken.ts'

export interface Contract {
  method: 'GET' | 'POST' | 'DELETE'
  /** With `:name` for what is part of the address. */
  url: string
  /** A name for generated clients. */
  id: string
  group: Group
  summary: Words
  detail?: Words
  /** A token's scope; `room`-scoped routes take a session too. `signature`: whoever signs. */
  may: Scope | 'signature' | 'anybody'
  params?: z.ZodObject
  query?: z.ZodObject
  headers?: z.ZodObject
  /** `types` other than JSON are sent as they are. */
  body?: { schema: z.ZodType; types?: string[] }
  answers: Partial<Record<200 | 201 | 207, { says: Words; schema: z.ZodType }>>
  errors: ErrorStatus[]
  /** Of a request that is right. */
  example: { path: string; headers?: Record<string, string>; body?: object | string }
}

export const GROUPS = ['sightings', 'cases', 'policies', 'ledgers', 'room', 'administration', 'api'] as const
export type Group = (typeof GROUPS)[number]

declare module 'fastify' {
  interface FastifyContextConfig {
    contract?: Contract
  }
}

type Handler = (request: FastifyRequest, reply: FastifyReply) => unknown

/** Adds the route that the contract is of. */
export function serve(
  app: FastifyInstance,
  contract: Contract,
  handler: Handler,
  { config, ...options }: RouteShorthandOptions = {},
): void {
  const { method, url } = contract
  app.route({ ...options, method, url, config: { ...config, contract }, handler })
}

export interface RouteSeen {
  method: string
  url: string
  contract: Contract | undefined
}

/** Remembers each route that is added from now on, in the order of their adding. */
export function watchRoutes(app: FastifyInstance): RouteSeen[] {
  const seen: RouteSeen[] = []
  app.addHook('onRoute', ({ method, url, config }) => {
    // Fastify adds a HEAD beside each GET.
    for (const each of [method].flat().filter((name) => name !== 'HEAD'))
      seen.push({ method: each, url, contract: config?.contract })
  })
  return seen
}
