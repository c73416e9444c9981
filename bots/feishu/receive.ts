// The webhook: POST /channels/feishu/events. Answers 200 only for what is durable.
import type { EventDispatcher } from '@larksuiteoapi/node-sdk'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { millisOf } from '../../src/domain/calendar/instant.ts'
import type { FeishuDeps } from './deps.ts'
import { Unkeepable } from './events.ts'
import { type Fields, malformed, opened } from './signature.ts'

export const EVENTS_PATH = '/channels/feishu/events'

/** The platform's largest event is a text message of 150 KB; encrypted and escaped it may be six times that. */
const BODY_LIMIT = 1024 * 1024

export function receiveRoutes(app: FastifyInstance, deps: FeishuDeps, dispatcher: EventDispatcher): void {
  void app.register(async (scope) => {
    // The signature is over the bytes as they came; any parsing before it would lose them.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    // Not counted: the platform sends up to 200 events a second, all from a few addresses, and what is not its own is
    // refused for the price of a hash.
    const options = { bodyLimit: BODY_LIMIT, config: { rateLimit: false as const } }
    scope.post(EVENTS_PATH, options, async (request) => receive(request, deps, dispatcher))
  })
}

async function receive(request: FastifyRequest, deps: FeishuDeps, dispatcher: EventDispatcher): Promise<object> {
  const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
  const found = opened(deps.settings, { raw, headers: request.headers }, millisOf(deps.now()))
  if (found.kind === 'challenge') return { challenge: found.challenge }
  const answer: unknown = await dispatcher.invoke(eventIn(found.body), { needCheck: false }).catch(refuseUnkeepable)
  return typeof answer === 'object' && answer !== null ? answer : {}
}

/** Either schema, and nothing beside what the SDK reads of it. Throws Refused. */
function eventIn({ schema, header, event, type, uuid, ts }: Fields): object {
  if (!isObject(event)) throw malformed('event: no object')
  if (schema !== undefined) {
    if (!isObject(header) || typeof header.event_type !== 'string') throw malformed('header.event_type: no text')
    return { schema, header, event }
  }
  if (type !== 'event_callback' || typeof event.type !== 'string') throw malformed('it is no event')
  return { uuid, ts, type, event }
}

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function refuseUnkeepable(error: unknown): never {
  if (error instanceof Unkeepable) throw malformed(error.message)
  throw error
}
