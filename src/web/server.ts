// The HTTP server: REST, sign-in, health, and whatever routes the channels bring.
import cookie from '@fastify/cookie'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import type { ChannelHost } from '../channel.ts'
import { hostOf } from '../desk/channels/channel-host.ts'
import type { Desk } from '../desk/desk.ts'
import type { Webhook } from '../desk/startup/webhook-file.ts'
import { caseRoutes } from './api/cases.ts'
import { docsRoutes } from './api/docs.ts'
import { fileRoutes } from './api/files.ts'
import { ledgerRoutes } from './api/ledgers.ts'
import { policyRoutes } from './api/policies.ts'
import { sightingRoutes } from './api/sightings.ts'
import { signInLinkRoutes } from './api/sign-in-links.ts'
import { tokenRoutes } from './api/tokens.ts'
import { webhookRoutes } from './api/webhooks.ts'
import { type Auth, authOf } from './auth.ts'
import { channelRoutes } from './channels.ts'
import { type RouteSeen, watchRoutes } from './contract.ts'
import { HttpError, handleErrors, refuseAddress, refuseConnection } from './errors.ts'
import { healthRoutes, type Pulse } from './health.ts'
import { errorPage, homeRoutes } from './home.ts'
import { limitRates } from './rate-limits.ts'
import { signInRoutes } from './sign-in.ts'

/** How long a stop waits for requests in hand. */
const STOP_PATIENCE_MS = 3_000

export interface ServerParts {
  adminToken: string | undefined
  pulse: Pulse
  logger: FastifyBaseLogger
  /** Without a trailing slash; known once the server listens. */
  publicUrl: () => string
  /** Requests a minute, a token; null for no limits. */
  rateLimit: number | null
  /** Addresses of the proxies whose word is taken on who asks; false: nobody's. */
  trustProxy: false | string[]
  /** Where monitoring products push to. */
  webhooks: Webhook[]
}

export interface Server {
  app: FastifyInstance
  /** Makes sign-in links for whoever prints them. */
  auth: Auth
  /** All that may be asked. */
  routes: readonly RouteSeen[]
  /** What channels are given. */
  host: (channel: string) => ChannelHost
}

const STORAGE_FULL =
  'The disk of the service is nearly full: nothing was taken. Send it again once the administrator has made room.'

/** Ready to listen or to be injected into. */
export async function buildServer(desk: Desk, parts: ServerParts): Promise<Server> {
  const app = Fastify({
    loggerInstance: parts.logger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: parts.trustProxy,
    // What comes over a kept connection while stopping is still answered; the port is closed to new ones.
    return503OnClosing: false,
    frameworkErrors: refuseAddress,
    clientErrorHandler: refuseConnection,
  })
  // Fastify waits for what is in hand when it closes; a request that never ends must not hold it for ever.
  app.addHook('preClose', async () => {
    setTimeout(() => app.server.closeAllConnections(), STOP_PATIENCE_MS).unref()
  })
  await app.register(cookie)
  handleErrors(app, errorPage(desk))
  app.addHook('onRequest', async ({ method }) => {
    const reads = method === 'GET' || method === 'HEAD' || method === 'OPTIONS'
    if (desk.storage.full && !reads) throw new HttpError(503, 'storage-full', STORAGE_FULL)
  })
  const wrongSecret = await limitRates(app, parts.rateLimit)
  const routes = watchRoutes(app)
  const secure = () => parts.publicUrl().startsWith('https:')
  const auth = authOf(desk, { adminToken: parts.adminToken, secure, wrongSecret })
  healthRoutes(app, desk, parts.pulse)
  await app.register(async (scope) => signInRoutes(scope, desk, auth, parts.publicUrl))
  sightingRoutes(app, desk, auth)
  await app.register(async (scope) => webhookRoutes(scope, desk, parts.webhooks))
  caseRoutes(app, desk, auth)
  await app.register(async (scope) => policyRoutes(scope, desk, auth))
  fileRoutes(app, desk, auth)
  channelRoutes(app, desk, auth)
  ledgerRoutes(app, desk, auth)
  signInLinkRoutes(app, desk, auth, parts.publicUrl)
  tokenRoutes(app, desk, auth)
  docsRoutes(app, desk, { routes, publicUrl: parts.publicUrl })
  const host = hostOf(desk, (request) => auth.person(request))
  for (const channel of desk.channels.values()) channel.routes?.(app, host(channel.name))
  homeRoutes(app, desk)
  return { app, auth, routes, host }
}

/** The address of a server that listens, without a trailing slash. */
export function listening(app: FastifyInstance, host: string): string {
  const address = app.server.address()
  const name = host.includes(':') ? `[${host}]` : host === '0.0.0.0' ? '127.0.0.1' : host
  return `http://${name}:${typeof address === 'object' ? (address?.port ?? 0) : 0}`
}
