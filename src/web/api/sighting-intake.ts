// A sighting as it comes over the API or a webhook: read into a forward, and taken in one transaction, once a key.

import { randomUUID } from 'node:crypto'
import type { Db } from '../../db/engine/connect.ts'
import { type Once, rememberResult, winKey } from '../../db/institution/access.ts'
import { type Requester, wakeAfter } from '../../desk/cases/run-case.ts'
import { transact } from '../../desk/cases/transact.ts'
import type { Desk } from '../../desk/desk.ts'
import { ForwardRefused, forwardIn } from '../../desk/intake/forwards/forward.ts'
import type { Forward } from '../../desk/intake/forwards/forward-shape.ts'
import { LONGEST_FORWARD } from '../../desk/intake/forwards/forwarded-message.ts'
import { ownPost, postOfLink, postOfText, type Told, titleOfShared } from '../../desk/intake/forwards/post-of.ts'
import { masked } from '../../desk/intake/masking.ts'
import { type Instant, MINUTE, millisOf } from '../../domain/calendar/instant.ts'
import type { CasePost } from '../../domain/case/case.ts'
import { isSaid } from '../../domain/case/source.ts'
import { sharedIn } from '../../domain/post/share-texts/share-text.ts'
import { cleanText, titleOf, titleOfLink } from '../../domain/text/text.ts'
import { HttpError, refusalError } from '../errors.ts'
import type { SightingBody } from './contracts/sightings.ts'

/** 201 and what came of it, or 200 and what the key was answered before. */
export interface Taken {
  status: 200 | 201
  result: unknown
}

/** Throws an HttpError where the rules refuse, or where the key was used for another request. */
export async function takeOnce(desk: Desk, forward: Forward, asking: Requester, once: Once | null): Promise<Taken> {
  const work = (tx: Db) => take(tx, desk, forward, asking, once)
  const { outcomes, ...taken } = await transact(desk, work).catch((error: unknown) => {
    throw error instanceof ForwardRefused ? refusalError(error.refusal, desk.wording) : error
  })
  for (const outcome of outcomes) wakeAfter(desk, outcome)
  return taken
}

async function take(tx: Db, desk: Desk, forward: Forward, asking: Requester, once: Once | null) {
  const before = once === null ? null : await winKey(tx, once, desk.time.realNow())
  if (before !== null) {
    if (once?.request !== before.request) {
      throw new HttpError(422, 'key-reused', 'This Idempotency-Key was used for another request.', 'Idempotency-Key')
    }
    return { result: before.body, status: 200 as const, outcomes: [] }
  }
  const { number, opened, sighting, outcomes, like } = await forwardIn(tx, desk, forward, asking, {
    last: once === null,
  })
  const result = { case: number, opened, sighting, ...(like === null ? {} : { like }) }
  if (once !== null) await rememberResult(tx, once, result)
  return { result, status: 201 as const, outcomes }
}

export function forwardOf(sent: SightingBody, now: Instant, desk: Desk): Forward {
  if ((sent.text ?? '').length > LONGEST_FORWARD) {
    throw new HttpError(413, 'too-long', `text: at most ${LONGEST_FORWARD} characters`, 'text')
  }
  const clean = cleanText(sent.text ?? '')
  const shared = sharedIn(clean)
  const text = shared?.text ?? clean
  // Masked before it is shortened: half a number would not be known for one.
  const given = cleanText(sent.title ?? '')
  const titled = masked(sharedIn(given)?.title || given)
  const discoveredAt = dated(sent.discoveredAt, 'discoveredAt', now) ?? now
  const publishedAt = dated(sent.publishedAt, 'publishedAt', now)
  const title =
    titleOf(titled) ||
    (shared === null ? titleOf(masked(text)) : titleOfShared(shared)) ||
    titleOfLink(masked(cleanText(sent.url ?? '')))
  const source = sent.source ?? 'forward'
  const said = isSaid(source) && sent.url === undefined
  const words = text || titled
  const post = postOf(sent, { words, title, discoveredAt, publishedAt }, desk)
  return {
    posts: [sent.platform === undefined ? post : { ...post, platform: cleanText(sent.platform) }],
    title,
    text,
    source: 'api',
    metrics: { ...shared?.metrics, ...sent.metrics },
    discoveredAt,
    level: sent.level === undefined ? null : String(sent.level),
    department: sent.department === undefined ? null : cleanText(sent.department),
    origin: null,
    within: null,
    came: { source, order: orderOf(sent) },
    ...(said ? { apart: randomUUID() } : {}),
  }
}

const orderOf = ({ sourceNumber, deadline }: SightingBody) =>
  sourceNumber === undefined || deadline === undefined ? null : { number: masked(cleanText(sourceNumber)), deadline }

function postOf(sent: SightingBody, told: Told, desk: Desk): CasePost {
  if (sent.url === undefined) {
    const post = postOfText(told.words, told.title, told.discoveredAt, told.publishedAt)
    if (post === null && isSaid(sent.source ?? 'forward'))
      return ownPost(randomUUID(), told.title, told.discoveredAt, told.publishedAt)
    if (post === null)
      throw new HttpError(
        400,
        'malformed',
        'text: too short to tell one post from another (8 characters at least)',
        'text',
      )
    return post
  }
  // A front page that no words tell from others is taken as it is named: nobody is there to be asked.
  const post = postOfLink(linkOf(sent.url, desk), told, { insists: true })
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
