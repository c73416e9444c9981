// What a message or click means: a forward, a command, or talk. Handled within the transaction that marks it handled.
import { and, eq, sql } from 'drizzle-orm'
import type { Incoming, IncomingAction, IncomingMessage } from '../channel.ts'
import type { Db } from '../db/connect.ts'
import { readCurrent } from '../db/institution.ts'
import { enqueue } from '../db/outbox.ts'
import { caseThreads, messageRefs } from '../db/schema.ts'
import { helpFor } from '../domain/authority.ts'
import type { Place } from '../domain/case.ts'
import type { PersonsCommand, PersonsCommandType } from '../domain/command.ts'
import { readAction } from '../domain/command-form.ts'
import { readCommand } from '../domain/command-text.ts'
import { subjectOf } from '../domain/notice/envelope.ts'
import { dueOf } from '../domain/notice/handling.ts'
import { actorOf, departmentOfRoom, type Org, type Person, type Room } from '../domain/org.ts'
import { findUrls } from '../domain/post.ts'
import type { Refusal } from '../domain/refusal.ts'
import { cleanText, titleOf, titleOfLink } from '../domain/text.ts'
import type { Desk } from './desk.ts'
import { answerRow } from './enqueue.ts'
import { forwardIn, type Origin, postOfUrl } from './forward.ts'
import { type Outcome, runCaseIn } from './run-case.ts'

/** What came of it: nothing to say, done, or refused (the refusal is enqueued for a message, returned for a click). */
export type Handled = { kind: 'nothing' } | { kind: 'done' } | { kind: 'refused'; refusal: Refusal }

interface Scene {
  org: Org
  person: Person | undefined
  room: Room | undefined
  place: Place
}

/** Effects go into `tx`; `key` makes the answer's idempotency key. */
export async function intake(tx: Db, desk: Desk, channel: string, incoming: Incoming, key: string): Promise<Handled> {
  const { orgVersion } = await readCurrent(tx)
  const scene = sceneOf(await desk.versions.org(tx, orgVersion), channel, incoming)
  if (incoming.kind === 'action') return click(tx, desk, channel, incoming, scene)
  const handled = await message(tx, desk, channel, { ...incoming, text: incoming.text }, scene)
  if (handled.kind === 'refused') await answer(tx, desk, channel, incoming, key, scene, handled.refusal)
  return handled
}

function sceneOf(org: Org, channel: string, { room: id, from }: Incoming): Scene {
  const room = org.rooms.find((each) => each.channel === channel && each.id === id)
  const person = org.people.find(({ ids }) => ids[channel] === from)
  return { org, person, room, place: placeOf(org, room) }
}

function placeOf(org: Org, room: Room | undefined): Place {
  if (room === undefined) return { purpose: 'direct' }
  return { purpose: room.purpose, department: departmentOfRoom(org, room.key)?.key ?? null }
}

async function message(tx: Db, desk: Desk, channel: string, incoming: IncomingMessage, scene: Scene): Promise<Handled> {
  // Links are looked for before cleaning: it removes the invisible characters that end them.
  const urls = findUrls(incoming.text)
  const text = cleanText(incoming.text)
  const read = readCommand(text)
  if (read.kind === 'talk') return talk(tx, desk, channel, incoming, scene, urls, text)
  if (scene.person === undefined) return { kind: 'refused', refusal: { reason: 'not-registered' } }
  if (read.kind === 'help') return help(tx, desk, channel, incoming, scene, scene.person)
  if (read.kind === 'refused') return read
  const number = read.case ?? (await caseOf(tx, channel, incoming))
  if (number === null) return { kind: 'refused', refusal: { reason: 'no-case', command: read.command.type } }
  return command(tx, desk, number, read.command, scene, { channel, room: incoming.room, messageId: incoming.messageId })
}

async function command(
  tx: Db,
  desk: Desk,
  number: number,
  given: PersonsCommand,
  { person, place }: Scene,
  typed: Origin | null,
): Promise<Handled> {
  const outcome = await runCaseIn(tx, desk, number, given, { by: { person: person?.key ?? '' }, place })
  if (!outcome.ok) return { kind: 'refused', refusal: outcome.refusal }
  if (typed !== null) await acknowledge(tx, desk, given.type, typed, outcome)
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
  const notice = { kind: 'done' as const, subject, command, status: state.status, next: dueOf(state.clocks)[0] ?? null }
  const key = `done:${origin.channel}:${origin.messageId}`
  const row = answerRow(origin, { key, notice, mention: [], caseNumber: state.number })
  await enqueue(tx, [row], desk.time.realNow())
}

async function help(
  tx: Db,
  desk: Desk,
  channel: string,
  { room, messageId }: IncomingMessage,
  { org, place }: Scene,
  person: Person,
): Promise<Handled> {
  const commands = helpFor(actorOf(org, person), place)
  const notice = { kind: 'help' as const, commands, forwards: place.purpose === 'duty' }
  const answered = { key: `help:${channel}:${messageId}`, notice, mention: [], caseNumber: null }
  await enqueue(tx, [answerRow({ channel, room, messageId }, answered)], desk.time.realNow())
  return { kind: 'done' }
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
  const title = titleOf(text) || titleOfLink(urls[0] ?? '')
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
  await forwardIn(tx, desk, forward, { by: { person: scene.person.key }, place: scene.place })
  return { kind: 'done' }
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

/** The case of a reply to any message of ours, or of the thread that the message stands in. */
async function caseOf(tx: Db, channel: string, { room, thread, replyTo }: IncomingMessage): Promise<number | null> {
  const found = await caseByMessage(
    tx,
    channel,
    [replyTo, thread].filter((id) => id !== null),
  )
  if (found !== null || thread === null) return found
  const [row] = await tx
    .select({ number: caseThreads.caseNumber })
    .from(caseThreads)
    .where(and(eq(caseThreads.channel, channel), eq(caseThreads.room, room), eq(caseThreads.root, thread)))
    .orderBy(sql`${caseThreads.caseNumber} desc`)
    .limit(1)
  return row?.number ?? null
}

async function caseByMessage(tx: Db, channel: string, ids: string[]): Promise<number | null> {
  for (const messageId of ids) {
    const [row] = await tx
      .select({ number: messageRefs.caseNumber })
      .from(messageRefs)
      .where(and(eq(messageRefs.channel, channel), eq(messageRefs.messageId, messageId)))
    if (row) return row.number
  }
  return null
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
  const notice = { kind: 'refused' as const, refusal, case: null }
  const row = answerRow(
    { channel, room, messageId },
    { key: `answer:${key}`, notice, mention: person ? [person.key] : [], caseNumber: null },
  )
  await enqueue(tx, [row], desk.time.realNow())
}
