// POST /api/v1/webhooks/:name: a monitoring product pushes its own JSON, signed over the bytes that it sent.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { readCurrent } from '../../db/institution/institution.ts'
import type { Requester } from '../../desk/cases/run-case.ts'
import type { Desk } from '../../desk/desk.ts'
import { type Item, itemsOf, keyOf, MOST_ITEMS, sightingIn, verifySignature } from '../../desk/intake/webhook.ts'
import type { Webhook } from '../../desk/startup/webhook-file.ts'
import { type Misread, pathText } from '../../domain/post/webhook-mapping.ts'
import { serve } from '../contract.ts'
import { HttpError, parsed } from '../errors.ts'
import { sightingBody } from './contracts/sightings.ts'
import { PUSH } from './contracts/webhooks.ts'
import { forwardOf, type Taken, takeOnce } from './sighting-intake.ts'

const BODY_LIMIT = 4 * 1024 * 1024

/** Wants an app of its own: bodies are not read before their signature is. */
export function webhookRoutes(app: FastifyInstance, desk: Desk, hooks: Webhook[]): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (_request, body, done) =>
    done(null, body),
  )
  serve(
    app,
    PUSH,
    async (request, reply) => {
      const hook = hookCalled(hooks, request)
      const body = request.body instanceof Uint8Array ? request.body : new Uint8Array()
      checkSignature(desk, hook, request, body)
      const { outcomes, errors } = await push(desk, hook, body)
      // Who pushes posts one by one is answered as anybody else.
      if (hook.items === null && errors[0] !== undefined) throw errors[0]
      const refused = outcomes.filter(({ error }) => error !== undefined).length
      const answer = { taken: outcomes.length - refused, refused, items: outcomes }
      return reply.status(refused === 0 ? 200 : 207).send(answer)
    },
    { bodyLimit: BODY_LIMIT },
  )
}

function hookCalled(hooks: Webhook[], request: FastifyRequest): Webhook {
  const { name } = parsed(PUSH.params, request.params)
  const hook = hooks.find((each) => each.name === name)
  if (hook === undefined) throw new HttpError(404, 'unknown-webhook', 'There is no webhook of this name.')
  return hook
}

function checkSignature(desk: Desk, hook: Webhook, { headers }: FastifyRequest, body: Uint8Array): void {
  const header = (name: string) => [headers[name]].flat()[0]
  const signed = verifySignature(hook, header, body, desk.time.realNow())
  if (!signed.ok) throw new HttpError(401, signed.reason, signed.message)
}

type Outcome = { at: string; status: number; error?: object } & Partial<Record<string, unknown>>

/** One after the other, each in a transaction of its own: what one is refused for, the others are not. */
async function push(desk: Desk, hook: Webhook, body: Uint8Array) {
  const read = itemsOf(hook, body)
  if (!read.ok) throw malformed(read.misread)
  if (read.items.length > MOST_ITEMS)
    throw new HttpError(413, 'too-many', `At most ${MOST_ITEMS} posts a push: send them in parts.`)
  const timeZone = await timeZoneOf(desk)
  const outcomes: Outcome[] = []
  const errors: HttpError[] = []
  for (const item of read.items) {
    const taken = await takeItem(desk, hook, item, body, timeZone).catch((error: unknown) => {
      // What is wrong with a post is its outcome; what is wrong here is the whole push's, and it is sent again.
      if (error instanceof HttpError && error.statusCode < 500) return error
      throw error
    })
    outcomes.push(outcomeOf(item, taken))
    if (taken instanceof HttpError) errors.push(taken)
  }
  return { outcomes, errors }
}

async function takeItem(desk: Desk, hook: Webhook, item: Item, body: Uint8Array, timeZone: string): Promise<Taken> {
  const key = keyOf(hook, item, body)
  if (!key.ok) throw malformed(key.misread)
  const mapped = sightingIn(hook, item, timeZone)
  if (!mapped.ok) throw malformed(mapped.misread)
  // The same id is the same post, whatever else the sender has changed in it since.
  const once = { scope: `webhook:${hook.name}`, key: key.key, request: '' }
  try {
    const sent = parsed(sightingBody, mapped.body)
    const forward = forwardOf({ ...sent, source: sent.source ?? 'monitor' }, desk.time.now(), desk)
    return await takeOnce(desk, forward, askingOf(hook), once)
  } catch (error) {
    throw error instanceof HttpError ? inTheirs(error, mapped.origin) : error
  }
}

/** As itself, with no authority over a case. */
const askingOf = ({ name }: Webhook): Requester => ({
  by: { actor: { person: `webhook:${name}`, name, roles: [], departments: [] } },
  place: { purpose: 'api' },
})

/** The same error, at the place of the sender's document where the field was found. */
function inTheirs(error: HttpError, origin: (field: string) => string): HttpError {
  if (error.path === undefined) return error
  return new HttpError(error.statusCode, error.code, error.message, origin(error.path) || undefined)
}

const malformed = ({ path, message }: Misread): HttpError =>
  new HttpError(400, 'malformed', `${path === '' ? '' : `${path}: `}${message}`, path || undefined)

function outcomeOf(item: Item, taken: Taken | HttpError): Outcome {
  const at = pathText(item.at)
  if (!(taken instanceof HttpError)) return { at, status: taken.status, ...(taken.result as object) }
  const { code, message, path } = taken
  return { at, status: taken.statusCode, error: { code, message, ...(path === undefined ? {} : { path }) } }
}

async function timeZoneOf({ database, versions }: Desk): Promise<string> {
  const { policyId } = await readCurrent(database.db)
  return (await versions.policy(database.db, policyId)).policy.timeZone
}
