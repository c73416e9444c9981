// POST /api/v1/sightings: what a monitoring product or a person's tool forwards.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { remembered, rememberResult, winKey } from '../../db/access.ts'
import { canonical, sha256 } from '../../db/chain.ts'
import type { Db } from '../../db/connect.ts'
import type { Desk } from '../../desk/desk.ts'
import { type Forward, ForwardRefused, forwardIn, postOfText, postOfUrl } from '../../desk/forward.ts'
import { LONGEST_FORWARD } from '../../desk/intake.ts'
import { wakeAfter } from '../../desk/run-case.ts'
import { transact } from '../../desk/transact.ts'
import type { CasePost } from '../../domain/case.ts'
import { type Instant, MINUTE, millisOf } from '../../domain/instant.ts'
import { cleanText, titleOf, titleOfLink } from '../../domain/text.ts'
import { type Auth, askingOf, type Caller } from '../auth.ts'
import { HttpError, parsed, refusalError } from '../errors.ts'

const figure = z.number().int().min(0).max(1_000_000_000_000)
const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString())

const body = z
  .strictObject({
    url: z.string().min(1).optional(),
    text: z.string().optional(),
    title: z.string().max(500).optional(),
    platform: z.string().max(100).optional(),
    publishedAt: instant.optional(),
    discoveredAt: instant.optional(),
    metrics: z
      .strictObject({ reads: figure.optional(), comments: figure.optional(), outlets: figure.optional() })
      .optional(),
    level: z.union([z.number().int(), z.string().max(50)]).optional(),
    department: z.string().max(100).optional(),
  })
  .refine(({ url, text }) => url !== undefined || (text ?? '').trim() !== '', {
    path: ['url'],
    message: 'send a url, a text, or both',
  })

type Body = z.output<typeof body>

export function sightingRoutes(app: FastifyInstance, desk: Desk, auth: Auth): void {
  app.post('/api/v1/sightings', { bodyLimit: 4 * 1024 * 1024 }, async (request, reply) => {
    const caller = await auth.caller(request, 'sightings')
    const sent = parsed(body, request.body)
    const forward = forwardOf(sent, desk.time.now(), desk)
    const key = keyOf(request)
    const work = (tx: Db) => take(tx, desk, caller, forward, key === null ? null : { key, request: requestOf(sent) })
    const { result, status, outcomes } = await transact(desk, work).catch((error: unknown) => {
      throw error instanceof ForwardRefused ? refusalError(error.refusal, desk.wording) : error
    })
    for (const outcome of outcomes) wakeAfter(desk, outcome)
    return reply.status(status).send(result)
  })
}

/** What tells one request from another under the same key. */
const requestOf = (sent: Body): string => sha256(canonical(sent))

async function take(
  tx: Db,
  desk: Desk,
  caller: Caller,
  forward: Forward,
  once: { key: string; request: string } | null,
) {
  if (once !== null && !(await winKey(tx, caller.name, once.key, once.request, desk.time.realNow()))) {
    const before = await remembered(tx, caller.name, once.key)
    if (before?.request !== once.request) {
      throw new HttpError(422, 'key-reused', 'This Idempotency-Key was used for another request.', 'Idempotency-Key')
    }
    return { result: before.body, status: 200, outcomes: [] }
  }
  const { number, opened, sighting, outcomes } = await forwardIn(tx, desk, forward, askingOf(caller))
  const result = { case: number, opened, sighting }
  if (once !== null) await rememberResult(tx, caller.name, once.key, result)
  return { result, status: 201, outcomes }
}

function keyOf(request: FastifyRequest): string | null {
  const key = request.headers['idempotency-key']
  if (key === undefined) return null
  if (typeof key !== 'string' || !/^\P{Cc}{1,200}$/u.test(key)) {
    throw new HttpError(400, 'malformed', 'Idempotency-Key: 1 to 200 characters that can be seen', 'Idempotency-Key')
  }
  return key
}

function forwardOf(sent: Body, now: Instant, desk: Desk): Forward {
  if ((sent.text ?? '').length > LONGEST_FORWARD) {
    throw new HttpError(413, 'too-long', `text: at most ${LONGEST_FORWARD} characters`, 'text')
  }
  const text = cleanText(sent.text ?? '')
  const discoveredAt = dated(sent.discoveredAt, 'discoveredAt', now) ?? now
  const publishedAt = dated(sent.publishedAt, 'publishedAt', now)
  const title = titleOf(cleanText(sent.title ?? '')) || titleOf(text) || titleOfLink(cleanText(sent.url ?? ''))
  const post = postOf(sent, text, title, discoveredAt, publishedAt, desk)
  return {
    posts: [sent.platform === undefined ? post : { ...post, platform: cleanText(sent.platform) }],
    title,
    text,
    source: 'api',
    metrics: sent.metrics ?? {},
    discoveredAt,
    level: sent.level === undefined ? null : String(sent.level),
    department: sent.department === undefined ? null : cleanText(sent.department),
    origin: null,
    within: null,
  }
}

function postOf(
  sent: Body,
  text: string,
  title: string,
  discoveredAt: Instant,
  publishedAt: Instant | null,
  desk: Desk,
): CasePost {
  if (sent.url === undefined) {
    const post = postOfText(text, title, discoveredAt, publishedAt)
    if (post === null)
      throw new HttpError(
        400,
        'malformed',
        'text: too short to tell one post from another (8 characters at least)',
        'text',
      )
    return post
  }
  const post = postOfUrl(linkOf(sent.url, desk), title, discoveredAt, publishedAt)
  if ('key' in post) return post
  throw new HttpError(400, 'bad-link', desk.wording.refusal(post), 'url')
}

// What cleaning would take out of a link (controls, bidi marks, half a character) makes it another link: it is refused.
function linkOf(url: string, desk: Desk): string {
  const text = cleanText(url)
  if (text === url.normalize('NFC').trim()) return url.trim()
  throw new HttpError(400, 'bad-link', desk.wording.refusal({ reason: 'bad-link', text, why: 'malformed' }), 'url')
}

const EARLIEST = millisOf('2000-01-01T00:00:00.000Z')
/** A sender's clock may run ahead of ours by so much. */
const AHEAD_MS = 5 * MINUTE

function dated(at: Instant | undefined, path: string, now: Instant): Instant | null {
  if (at === undefined) return null
  // By number: years after 9999 do not sort as text.
  const millis = millisOf(at)
  if (millis < EARLIEST) throw new HttpError(400, 'malformed', `${path}: before the year 2000`, path)
  if (millis > millisOf(now) + AHEAD_MS)
    throw new HttpError(400, 'malformed', `${path}: in the future (it is ${now})`, path)
  return at < now ? at : now
}
