// What a message or click means: a forward, a command, or talk. Handled within the transaction that marks it handled.
import type { Incoming, IncomingAction, IncomingMessage } from '../channel.ts'
import type { Db } from '../db/connect.ts'
import { enqueue } from '../db/outbox.ts'
import type { PersonsCommand, PersonsCommandType } from '../domain/command.ts'
import { readAction } from '../domain/command-form.ts'
import { readCommand } from '../domain/command-text.ts'
import { subjectOf } from '../domain/notice/envelope.ts'
import { nextOf } from '../domain/notice/handling.ts'
import { findUrls } from '../domain/post.ts'
import type { Refusal } from '../domain/refusal.ts'
import { cleanText, titleOf, titleOfLink } from '../domain/text.ts'
import { ask } from './asking.ts'
import type { Desk } from './desk.ts'
import { answerRow } from './enqueue.ts'
import { ForwardRefused, forwardIn, type Origin, postOfUrl } from './forward.ts'
import { masked, maskedCommand, maskedRefusal } from './masking.ts'
import { type Outcome, runCaseIn } from './run-case.ts'
import { caseByMessage, caseOf, type Scene, sceneOf } from './scene.ts'

/** What came of it: nothing to say, done, or refused (the refusal is enqueued for a message, returned for a click). */
export type Handled = { kind: 'nothing' } | { kind: 'done' } | { kind: 'refused'; refusal: Refusal }

/** Effects go into `tx`; `key` makes the answer's idempotency key. */
export async function intake(tx: Db, desk: Desk, channel: string, incoming: Incoming, key: string): Promise<Handled> {
  const scene = await sceneOf(tx, desk, channel, incoming)
  if (incoming.kind === 'action') return click(tx, desk, channel, incoming, scene)
  const handled = await message(tx, desk, channel, { ...incoming, text: incoming.text }, scene)
  if (handled.kind === 'refused') await answer(tx, desk, channel, incoming, key, scene, handled.refusal)
  return handled
}

async function message(tx: Db, desk: Desk, channel: string, incoming: IncomingMessage, scene: Scene): Promise<Handled> {
  // Links are looked for before cleaning: it removes the invisible characters that end them.
  const urls = findUrls(incoming.text)
  const text = cleanText(incoming.text)
  const read = readCommand(text)
  if (read.kind === 'talk') return talk(tx, desk, channel, incoming, scene, urls, text)
  if (scene.person === undefined) return { kind: 'refused', refusal: { reason: 'not-registered' } }
  if (read.kind === 'refused') return read
  const threads = await caseOf(tx, channel, incoming)
  const number = read.case ?? threads
  const origin = { channel, room: incoming.room, messageId: incoming.messageId }
  if (read.kind === 'query') {
    const asked = await ask(tx, desk, read.query, { scene, person: scene.person, origin, number })
    return asked.ok ? { kind: 'done' } : { kind: 'refused', refusal: asked.refusal }
  }
  if (number === null) return { kind: 'refused', refusal: { reason: 'no-case', command: read.command.type } }
  return command(tx, desk, number, read.command, scene, { origin, inThread: number === threads })
}

async function command(
  tx: Db,
  desk: Desk,
  number: number,
  given: PersonsCommand,
  { person, place, room }: Scene,
  typed: { origin: Origin; inThread: boolean } | null,
): Promise<Handled> {
  const fit = maskedCommand(given)
  if ('reason' in fit && !('type' in fit)) return { kind: 'refused', refusal: fit }
  const outcome = await runCaseIn(tx, desk, number, fit as PersonsCommand, { by: { person: person?.key ?? '' }, place })
  if (!outcome.ok) return { kind: 'refused', refusal: outcome.refusal }
  // In the case's own thread nothing is said twice: what everybody there is told answers whoever typed it.
  const told = typed?.inThread === true && room !== undefined && outcome.saidIn.includes(room.key)
  if (typed !== null && !told) await acknowledge(tx, desk, given.type, typed.origin, outcome)
  return { kind: 'done' }
}

/** A button answers by itself; who types a command learns in its thread that it was done. */
async function acknowledge(
  tx: Db,
  desk: Desk,
  command: PersonsCommandType,
  origin: Origin,
  { state, facts }: Extract<Outcome, { ok: true }>,
): Promise<void> {
  const subject = subjectOf(state, facts.policy)
  const notice = {
    kind: 'done' as const,
    subject,
    command,
    status: state.status,
    next: nextOf(state),
    at: desk.time.now(),
  }
  const key = `done:${origin.channel}:${origin.messageId}`
  const row = answerRow(origin, { key, notice, mention: [], caseNumber: state.number })
  await enqueue(tx, [row], desk.time.realNow())
}

async function talk(
  tx: Db,
  desk: Desk,
  channel: string,
  incoming: IncomingMessage,
  scene: Scene,
  urls: string[],
  text: string,
): Promise<Handled> {
  if (urls.length === 0) return { kind: 'nothing' }
  const within = await caseOf(tx, channel, incoming)
  if (within === null && scene.place.purpose !== 'duty') return { kind: 'nothing' }
  if (scene.person === undefined) return { kind: 'refused', refusal: { reason: 'not-registered' } }
  if (text.length > LONGEST_FORWARD)
    return { kind: 'refused', refusal: { reason: 'too-long', max: LONGEST_FORWARD, length: text.length } }
  const now = desk.time.now()
  // A platform's clock may run ahead of ours; a forward is never from the future.
  const discoveredAt = incoming.at < now ? incoming.at : now
  const title = titleOf(masked(text)) || titleOfLink(masked(urls[0] ?? ''))
  const posts = urls.slice(0, MAX_LINKS).map((url) => postOfUrl(url, title, discoveredAt, null))
  const good = posts.flatMap((post) => ('key' in post ? [post] : []))
  const [bad] = posts.flatMap((post) => ('key' in post ? [] : [post]))
  if (good.length === 0) return bad ? { kind: 'refused', refusal: bad } : { kind: 'nothing' }
  const origin = { channel, room: incoming.room, messageId: incoming.messageId }
  const unique = [...new Map(good.map((post) => [post.key, post])).values()]
  const forward = {
    posts: unique,
    title,
    text,
    source: scene.room?.key ?? channel,
    metrics: {},
    discoveredAt,
    level: null,
    department: null,
    origin,
    within,
  }
  const asking = { by: { person: scene.person.key }, place: scene.place }
  try {
    // What is refused is undone alone: that the message was handled, and its answer, stand.
    await tx.transaction((within) => forwardIn(within, desk, forward, asking))
    return { kind: 'done' }
  } catch (error) {
    if (error instanceof ForwardRefused) return { kind: 'refused', refusal: error.refusal }
    throw error
  }
}

// A record of a hundred links is a document, not a forward; what is over the limit is still in the case's text.
const MAX_LINKS = 20
/** The text that is forwarded with a link, in UTF-16 units. */
export const LONGEST_FORWARD = 100_000

async function click(tx: Db, desk: Desk, channel: string, incoming: IncomingAction, scene: Scene): Promise<Handled> {
  if (scene.person === undefined) return { kind: 'refused', refusal: { reason: 'not-registered' } }
  const read = readAction(incoming.action, incoming.values)
  if ('reason' in read && !('type' in read)) return { kind: 'refused', refusal: read }
  const number = incoming.case ?? (await caseByMessage(tx, channel, [incoming.messageId]))
  if (number === null) return { kind: 'refused', refusal: { reason: 'no-case', command: read.type } }
  return command(tx, desk, number, read, scene, null)
}

async function answer(
  tx: Db,
  desk: Desk,
  channel: string,
  { room, messageId }: IncomingMessage,
  key: string,
  { person }: Scene,
  refusal: Refusal,
): Promise<void> {
  const notice = { kind: 'refused' as const, refusal: maskedRefusal(refusal), case: null }
  const row = answerRow(
    { channel, room, messageId },
    { key: `answer:${key}`, notice, mention: person ? [person.key] : [], caseNumber: null },
  )
  await enqueue(tx, [row], desk.time.realNow())
}
