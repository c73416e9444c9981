// The HTTP server: REST, sign-in, health, and whatever routes the channels bring.
import cookie from '@fastify/cookie'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import type { ChannelHost } from '../channel.ts'
import type { Desk } from '../desk/desk.ts'
import { accept, handleNow } from '../desk/inbox.ts'
import { caseRoutes } from './api/cases.ts'
import { sightingRoutes } from './api/sightings.ts'
import { type Auth, authOf } from './auth.ts'
import { handleErrors, refuseAddress, refuseConnection } from './errors.ts'
import { healthRoutes, type Pulse } from './health.ts'
import { signInRoutes } from './sign-in.ts'

/** A click is decided while its button waits, but no longer than this. */
const CLICK_BUDGET_MS = 2_000
/** How long a stop waits for requests in hand. */
const STOP_PATIENCE_MS = 3_000

export interface ServerParts {
  adminToken: string | undefined
  pulse: Pulse
  logger: FastifyBaseLogger
  /** Without a trailing slash; known once the server listens. */
  publicUrl: () => string
}

/** Ready to listen or to be injected into; `auth` makes sign-in links for whoever prints them. */
export async function buildServer(desk: Desk, parts: ServerParts): Promise<{ app: FastifyInstance; auth: Auth }> {
  const app = Fastify({
    loggerInstance: parts.logger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: true,
    frameworkErrors: refuseAddress,
    clientErrorHandler: refuseConnection,
  })
  // Fastify waits for what is in hand when it closes; a request that never ends must not hold it for ever.
  app.addHook('preClose', async () => {
    setTimeout(() => app.server.closeAllConnections(), STOP_PATIENCE_MS).unref()
  })
  await app.register(cookie)
  handleErrors(app)
  const auth = authOf(desk, parts.adminToken, () => parts.publicUrl().startsWith('https:'))
  healthRoutes(app, desk, parts.pulse)
  await app.register(async (scope) => signInRoutes(scope, desk, auth, parts.publicUrl))
  sightingRoutes(app, desk, auth)
  caseRoutes(app, desk, auth)
  const host = hostOf(desk, auth)
  for (const channel of desk.channels.values()) channel.routes?.(app, host)
  if (!app.hasRoute({ method: 'GET', url: '/' })) app.get('/', (_request, reply) => reply.redirect('/room'))
  return { app, auth }
}

function hostOf(desk: Desk, auth: Auth): ChannelHost {
  return {
    accept: async (raw) => {
      await accept(desk, raw)
    },
    identify: async (request) => {
      const { key, name } = await auth.person(request)
      return { person: key, name }
    },
    act: async (raw) => {
      const id = await accept(desk, raw)
      // A click that was stored before has been, or is being, decided.
      if (id === null) return PENDING
      const handled = await Promise.race([handleNow(desk, id), pause(CLICK_BUDGET_MS)])
      if (handled === null) return PENDING
      if (handled.kind === 'refused') return { done: true, refused: true, text: desk.wording.refusal(handled.refusal) }
      return { done: true, refused: false, text: null }
    },
  }
}

const PENDING = { done: false, refused: false, text: null }

const pause = (ms: number) =>
  new Promise<null>((resolve) => {
    setTimeout(() => resolve(null), ms).unref()
  })
