// GET /api/openapi.json and GET /api/docs: what the API is, to programs and to people.
import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import { render } from 'preact-render-to-string'
import type { Desk } from '../../desk/desk.ts'
import { type Contract, type RouteSeen, serve } from '../contract.ts'
import { ApiDocsPage } from '../pages/api-docs.tsx'
import { OPEN_LIMIT } from '../rate-limits.ts'
import { DOCUMENT } from './contracts/docs.ts'
import { ROOM_CONTRACTS } from './contracts/room.ts'
import { openApiOf } from './openapi.ts'

const STYLE = '/assets/api-docs.css'
const css = readFileSync(new URL('../pages/api-docs.css', import.meta.url))
const SECURITY = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
}

/** `routes`: all that are there once the first request comes, those of the channels too. */
export function docsRoutes(
  app: FastifyInstance,
  desk: Desk,
  { routes, publicUrl }: { routes: readonly RouteSeen[]; publicUrl: () => string },
): void {
  const lang = desk.wording.lang === 'en' ? 'en' : 'zh'
  const limited = { config: { rateLimit: OPEN_LIMIT } }
  serve(
    app,
    DOCUMENT,
    (_request, reply) =>
      reply.header('access-control-allow-origin', '*').send(openApiOf(contractsAmong(routes), publicUrl(), 'en')),
    limited,
  )
  app.get(STYLE, (_request, reply) => reply.type('text/css').header('cache-control', 'public, max-age=3600').send(css))
  app.get('/api/docs', limited, (_request, reply) => {
    const contracts = contractsAmong(routes)
    const document = openApiOf(contracts, publicUrl(), lang)
    const page = ApiDocsPage({ lang, document, contracts, url: publicUrl(), stylesheet: STYLE })
    return reply
      .type('text/html')
      .headers(SECURITY)
      .send(`<!doctype html>${render(page)}`)
  })
}

/** Of the routes that there are, by group. The room says nothing of its own: what its routes promise is known here. */
export function contractsAmong(routes: readonly RouteSeen[]): Contract[] {
  const found = routes.flatMap(({ method, url, contract }) => {
    const known = contract ?? ROOM_CONTRACTS.find((each) => each.method === method && each.url === url)
    return known === undefined ? [] : [known]
  })
  return [...new Set(found)]
}
