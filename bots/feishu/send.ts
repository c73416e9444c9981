// Says something in a chat: once for each key, or in place of what was shown before.
import { createHash } from 'node:crypto'
import type { Outgoing, SendResult } from '../../src/channel.ts'
import { DAY, MINUTE, millisBetween } from '../../src/domain/calendar/instant.ts'
import { learn, type Parts, type Place, placeOf } from './address.ts'
import { type Called, call } from './api/call.ts'
import type { Failure } from './api/failure.ts'
import { isId } from './api/ids.ts'
import { type Encoded, encodeCard, titleOf } from './cards/encode.ts'
import { posts } from './cards/overflow.ts'
import { cardWords } from './cards/words.ts'
import { findMarked } from './history/find.ts'
import { spoken } from './history/heard-chats.ts'
import { isUrgent, urge } from './urgent.ts'
import { wordsOf } from './words.ts'

export type { Parts } from './address.ts'

/** Never throws; settles soon after `signal` does. */
export async function send(parts: Parts, outgoing: Outgoing, signal: AbortSignal): Promise<SendResult> {
  try {
    return await say(parts, outgoing, signal)
  } catch (error) {
    // What is kept could not be read or written: nobody knows how far it came, and the key makes another try safe.
    return { ok: false, again: true, error: error instanceof Error ? error.message : String(error) }
  }
}

async function say(parts: Parts, outgoing: Outgoing, signal: AbortSignal): Promise<SendResult> {
  const place = await placeOf(parts, outgoing.to, signal)
  if (place === null)
    return { ok: false, again: false, error: `no such place: ${JSON.stringify(outgoing.to).slice(0, 200)}` }
  if ('error' in place) return told(parts, failed(place))

  const renewed = await renew(parts, outgoing, place, signal)
  // What has become of it is not worth a message of its own.
  if (renewed === null && outgoing.onlyInPlace && outgoing.replaces !== null)
    return { ok: true, messageId: outgoing.replaces }
  const shown = renewed ?? (await postCard(parts, outgoing, place, signal))
  if (!shown.ok) return told(parts, shown)
  if (outgoing.onlyInPlace || !isUrgent(outgoing.way)) return shown
  return urge(parts, { outgoing, place, messageId: shown.messageId }, signal)
}

/** With a sentence for the chats, where there is one for the platform's code. */
function told({ deps }: Parts, result: SendResult): SendResult {
  if (result.ok) return result
  const says = wordsOf(deps.lang).refused[Number(/^\d+/u.exec(result.error)?.[0])]
  return says === undefined ? result : { ...result, says }
}

async function postCard(parts: Parts, outgoing: Outgoing, place: Place, signal: AbortSignal): Promise<SendResult> {
  if (isId('message', outgoing.replaces))
    return postAnew(parts, { ...outgoing, replaces: outgoing.replaces }, place, signal)
  const encoded = encodeCard(outgoing.card, layoutOf(parts, outgoing, place))
  const before = await sayOverflow(parts, outgoing, place, { ...encoded, renewed: false }, signal)
  if (before !== null) return failed(before)
  const asked: Post = { outgoing, place, type: 'interactive', content: encoded.card, uuid: outgoing.key }
  const sent = await post(parts, asked, signal)
  return sent.ok ? { ok: true, messageId: sent.data } : failed(sent.failure)
}

/** The platform honours a key for an hour. */
const KEY_LIFE_MS = 55 * MINUTE

/**
 * In the place of a card that can be shown anew no more: once for that card, however its case changes while nobody knows
 * whether it stands there. What may stand there already is then shown as it is now.
 */
async function postAnew(
  parts: Parts,
  outgoing: Outgoing & { replaces: string },
  place: Place,
  signal: AbortSignal,
): Promise<SendResult> {
  const { keeping, now } = parts.deps
  const first: Outgoing = { ...outgoing, key: digest('anew', outgoing.replaces), replaces: null }
  const tried = await keeping.get(`anew:${first.key}`)
  if (tried === null) {
    await keeping.set(`anew:${first.key}`, now(), 30 * DAY)
    return postCard(parts, first, place, signal)
  }
  const forgotten = millisBetween(tried, now()) > KEY_LIFE_MS
  const found = forgotten ? await findMarked(parts, { outgoing: first, from: tried, until: now() }, signal) : null
  const posted = found === null ? await postCard(parts, first, place, signal) : { ok: true as const, messageId: found }
  if (!posted.ok) return posted
  return (await renew(parts, { ...first, replaces: posted.messageId }, place, signal)) ?? posted
}

const layoutOf = ({ deps }: Parts, { key, mention, way }: Outgoing, { direct }: Place) => ({
  key,
  mention,
  way,
  lang: deps.lang,
  direct,
})

function failed({ again, unsent, error, afterMs }: Failure): SendResult {
  if (!again) return { ok: false, again: false, error }
  return { ok: false, again: true, error, ...(unsent ? { unsent } : {}), ...(afterMs === undefined ? {} : { afterMs }) }
}

/**
 * Cannot be shown anew: older than 14 days (230031), taken back (230011), deleted (230110), never this app's (230050,
 * 230001: the app was changed), changed too often (230072).
 */
const PAST_RENEWAL = new Set([230031, 230011, 230110, 230050, 230001, 230072])

/** Null where the card is to be posted once more. */
async function renew(parts: Parts, outgoing: Outgoing, place: Place, signal: AbortSignal): Promise<SendResult | null> {
  const shown = outgoing.replaces
  if (!isId('message', shown)) return null
  const encoded = encodeCard(outgoing.card, { ...layoutOf(parts, outgoing, place), renewed: true })
  const url = `/open-apis/im/v1/messages/${shown}`
  const patched = await call(parts.client, { method: 'PATCH', url, data: { content: encoded.card } }, signal)
  if (!patched.ok) return PAST_RENEWAL.has(patched.failure.code ?? 0) ? null : failed(patched.failure)
  // The card is there first: a text that it points to may follow, but not come without it.
  const after = await sayOverflow(parts, outgoing, place, { ...encoded, renewed: true }, signal)
  return after === null ? { ok: true, messageId: shown } : failed(after)
}

/** What does not fit into the card: right before each new card, and once in its thread however often it is shown anew. */
async function sayOverflow(
  parts: Parts,
  outgoing: Outgoing,
  place: Place,
  { overflow, renewed }: Encoded & { renewed: boolean },
  signal: AbortSignal,
): Promise<Failure | null> {
  if (overflow === null) return null
  const words = cardWords(parts.deps.lang)
  const { keeping } = parts.deps
  const inThread = digest(place.id, outgoing.thread ?? '', overflow)
  const contents = posts(overflow, (number, of) => words.part(titleOf(outgoing.card), number, of))
  for (const [index, content] of contents.entries()) {
    const uuid = digest(renewed ? inThread : outgoing.key, String(index))
    if ((await keeping.get(`said:${uuid}`)) !== null) continue
    const sent = await post(parts, { outgoing, place, type: 'post', content, uuid }, signal)
    if (!sent.ok) return sent.failure
    await keeping.set(`said:${uuid}`, sent.data, SAID_KEPT_MS)
    if (!renewed) await keeping.set(`said:${digest(inThread, String(index))}`, sent.data, SAID_KEPT_MS)
  }
  return null
}

/** A card is posted anew every fortnight for as long as its case is open: its text is not said again. */
const SAID_KEPT_MS = 400 * DAY

interface Post {
  outgoing: Outgoing
  place: Place
  type: 'interactive' | 'post'
  content: string
  /** The same again is the same message, for an hour. */
  uuid: string
}

interface Sent {
  message_id?: string
  chat_id?: string
  thread_id?: string
}

/** The root was taken back (230011), deleted (230110), is hidden from the bot (230050) or nowhere (230001). */
const NO_ROOT = new Set([230011, 230110, 230050, 230001])
/** The chat has no topics. */
const NO_TOPICS = 230071

/** The message's id. */
async function post(parts: Parts, asked: Post, signal: AbortSignal): Promise<Called<string>> {
  const { outgoing, place } = asked
  const root = isId('message', outgoing.thread) ? outgoing.thread : null
  const body = {
    msg_type: asked.type,
    content: asked.content,
    uuid: asked.uuid,
  }
  const reply = (inTopic: boolean) => {
    const url = `/open-apis/im/v1/messages/${root}/reply`
    return call<Sent>(parts.client, { method: 'POST', url, data: { ...body, reply_in_thread: inTopic } }, signal)
  }
  const create = () =>
    call<Sent>(
      parts.client,
      {
        method: 'POST',
        url: '/open-apis/im/v1/messages',
        params: { receive_id_type: place.kind },
        data: { receive_id: place.id, ...body },
      },
      signal,
    )
  // A private chat is short enough without topics.
  let sent = root === null ? await create() : await reply(!place.direct)
  if (!sent.ok && root !== null && sent.failure.code === NO_TOPICS) sent = await reply(false)
  // Better at the top of the room than unsaid.
  if (!sent.ok && root !== null && NO_ROOT.has(sent.failure.code ?? 0)) sent = await create()
  if (!sent.ok) return sent
  const { keeping, now } = parts.deps
  await learn(keeping, sent.data, { person: place.kind === 'open_id' ? place.id : null, root })
  if (place.kind === 'open_id' && isId('chat', sent.data.chat_id)) await spoken(keeping, sent.data.chat_id, now())
  const id = sent.data.message_id
  if (isId('message', id)) return { ok: true, data: id }
  return { ok: false, failure: { again: true, unsent: false, code: null, error: 'the answer names no message' } }
}

/** 40 characters; the platform bears 50. */
const digest = (...parts: string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 40)
