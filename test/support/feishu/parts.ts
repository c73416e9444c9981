// The parts of the emulated platform, put together.
import type { Route } from './answer.ts'
import { chatRoutes } from './chats.ts'
import { Clicks } from './clicks.ts'
import { Connections } from './connections.ts'
import { Delivery } from './delivery.ts'
import { Events } from './events.ts'
import { Faults } from './faults.ts'
import { seededIds } from './ids.ts'
import { Limits } from './limits.ts'
import { markRoutes } from './marks.ts'
import { quickConnection, type Settled } from './options.ts'
import { People } from './people.ts'
import { readingRoutes } from './reading.ts'
import { resourceRoutes } from './resources.ts'
import { sendingRoutes } from './sending.ts'
import { ApiServer } from './server.ts'
import { Tokens } from './tokens.ts'
import type { Transport } from './transport.ts'
import { urgentRoutes } from './urgent.ts'
import { Webhook } from './webhook.ts'
import { World } from './world.ts'

export interface Parts {
  world: World
  faults: Faults
  limits: Limits
  tokens: Tokens
  webhook: Webhook
  connections: Connections
  delivery: Delivery
  people: People
  clicks: Clicks
  server: ApiServer
}

export async function assembled(options: Settled): Promise<Parts> {
  const { appId, appSecret, encryptKey, verificationToken, clock } = options
  const ids = seededIds(options.seed)
  const now = () => (clock ? clock.now() : Date.now())
  const world = new World(ids, now, appId, { openId: ids.user(), name: options.botName })
  const answerMs = () => options.answerMs
  const config = { ...quickConnection, ...options.connection }
  const webhook = new Webhook({ world, encryptKey, verificationToken, answerMs })
  const connections = new Connections({ world, appSecret, answerMs, config })
  const transport = (): Transport => (webhook.on ? webhook : connections)
  const delivery = new Delivery(world, transport)
  const events = new Events(world, verificationToken, options.eventSchema)
  const people = new People({ world, events, delivery })
  const clicks = new Clicks({ world, events, transport })
  const [faults, limits, tokens] = [new Faults(), new Limits(now, options.limits), new Tokens(world, appSecret)]
  const server = await ApiServer.start({
    now,
    faults,
    routes: routesOf({ world, limits, tokens, connections, clicks, dedupeMs: options.dedupeMs }),
    gate: (call, authorization) =>
      openPaths.includes(call.path) ? null : (tokens.refusal(authorization) ?? limits.spendApi(call)),
    upgrade: (request, socket, head) => connections.upgrade(request, socket, head),
  })
  return { world, faults, limits, tokens, webhook, connections, delivery, people, clicks, server }
}

const tokenPath = '/open-apis/auth/v3/tenant_access_token/internal'
const discoveryPath = '/callback/ws/endpoint'

/** What is asked before there is a token. */
const openPaths = [tokenPath, discoveryPath]

type Routed = Pick<Parts, 'world' | 'limits' | 'tokens' | 'connections' | 'clicks'> & { dedupeMs: number }

const routesOf = ({ world, limits, tokens, connections, clicks, dedupeMs }: Routed): Route[] => [
  ['POST', tokenPath, tokens.issue],
  ['POST', discoveryPath, connections.discover],
  ...sendingRoutes({ world, limits, dedupeMs }),
  ...readingRoutes(world),
  ...urgentRoutes(world),
  ...markRoutes(world, clicks.tokens),
  ...resourceRoutes(world),
  ...chatRoutes(world),
]
