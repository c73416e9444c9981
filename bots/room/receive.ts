// The room's REST interface: reading rooms and messages, writing a message, pressing a button.
import { createHash, randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ChannelHost, IncomingAction, IncomingMessage, RawIncoming } from '../../src/channel.ts'
import { cleanText } from '../../src/domain/text/text.ts'
import type { RoomDeps } from './deps.ts'
import { apiMessage } from './encode.ts'
import { RequestError } from './errors.ts'
import type { Hub } from './hub.ts'
import {
  actionBody,
  checked,
  checkLength,
  checkValues,
  idempotencyKey,
  messageBody,
  messagesQuery,
  parseId,
  roomsQuery,
} from './input.ts'
import { accountOf, CHANNEL, isPrivate, mentionsIn, roomsOf, rootOf, type SeenRoom } from './people.ts'
import { readerOf, type Speaker, writerOf } from './speaker.ts'
import type { RoomMessage } from './store.ts'
import { type RoomWords, wordsOf } from './words.ts'

const BODY_LIMIT = 512 * 1024

export function apiRoutes(app: FastifyInstance, deps: RoomDeps, host: ChannelHost, hub: Hub): void {
  const words = wordsOf(deps.lang)
  const bodyLimit = BODY_LIMIT
  app.get('/api/v1/room/rooms', async (request) => listRooms(request, deps, host, words))
  app.get('/api/v1/room/messages', async (request) => listMessages(request, deps, host, words))
  app.post('/api/v1/room/messages', { bodyLimit }, async (request, reply) => {
    const answer = await postMessage(request, reply, deps, host, words)
    hub.poke()
    return answer
  })
  app.post('/api/v1/room/actions', { bodyLimit }, async (request) => {
    const answer = await pressButton(request, deps, host, words)
    hub.poke()
    return answer
  })
}

async function listRooms(request: FastifyRequest, deps: RoomDeps, host: ChannelHost, words: RoomWords) {
  const { person } = await readerOf(request, deps, host)
  const { seen } = checked(roomsQuery, request.query, words)
  const rooms = await roomsOf(deps, person)
  const after = seenIds(seen ?? '')
  const asked = rooms.map(({ id }) => ({ room: id, after: after.get(id) ?? 0 }))
  const facts = await deps.store.overview(asked, person)
  return {
    rooms: rooms.map((room, i) => ({ ...room, last: String(facts[i]?.last ?? 0), unread: facts[i]?.unread ?? 0 })),
  }
}

async function listMessages(request: FastifyRequest, deps: RoomDeps, host: ChannelHost, words: RoomWords) {
  const { person } = await readerOf(request, deps, host)
  const query = checked(messagesQuery, request.query, words)
  const room = await roomCalled(deps, person, query.room, words)
  const thread = query.thread === undefined ? {} : { thread: Number(query.thread) }
  const messages = await deps.store.list({
    room: room.id,
    after: Number(query.after ?? 0),
    limit: query.limit,
    ...thread,
  })
  return { messages: messages.map(apiMessage) }
}

async function postMessage(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: RoomDeps,
  host: ChannelHost,
  words: RoomWords,
) {
  const speaker = await writerOf(request, deps, host)
  const body = checked(messageBody, request.body, words)
  checkLength(body.text, 'text', words)
  // The room keeps clean, masked text; the encrypted inbox gets what was sent, and treats it as it does every channel's.
  const text = deps.masked(cleanText(body.text))
  if (text === '') throw new RequestError(400, 'empty', words.errors.empty, 'text')

  const room = await roomCalled(deps, speaker.person, body.room, words)
  const answered = body.replyTo ? await messageIn(deps, room, body.replyTo, 'replyTo', words) : null
  const threadId = answered && rootOf(answered)
  const people = await deps.people()
  const said: Said = {
    room: room.id,
    direct: isPrivate(room.id),
    thread: threadId === null ? null : String(threadId),
    replyTo: answered && String(answered.id),
    from: accountFor(speaker, people),
    at: deps.now(),
    text: body.text,
  }
  const key = postKey(speaker, idempotencyKey(request.headers['idempotency-key'], words))
  const mentions = mentionsIn(text, people)
  const message = { room: room.id, threadId, sender: speaker.person, at: said.at, text, mentions, card: null, key }
  const { id, fresh } = await deps.store.post(message, (id) => rawMessage(id, said))
  if (!fresh) await checkSame(deps, id, message, words)
  return reply.status(fresh ? 201 : 200).send({ id: String(id) })
}

async function pressButton(request: FastifyRequest, deps: RoomDeps, host: ChannelHost, words: RoomWords) {
  const speaker = await writerOf(request, deps, host)
  const { messageId, action, values } = checked(actionBody, request.body, words)
  const message = await deps.store.get(Number(messageId))
  const rooms = await roomsOf(deps, speaker.person)
  if (!message?.card || !rooms.some(({ id }) => id === message.room)) throw noMessage(words, 'messageId')
  checkValues(message.card, action, values ?? {}, words)

  const key = idempotencyKey(request.headers['idempotency-key'], words) ?? randomUUID()
  const click: IncomingAction = {
    kind: 'action',
    room: message.room,
    direct: isPrivate(message.room),
    messageId,
    from: accountFor(speaker, await deps.people()),
    at: deps.now(),
    action,
    case: message.card.case,
    values: values ?? {},
  }
  const { card: _card, ...answer } = await host.act({
    channel: CHANNEL,
    key: `click:${digest(speaker.person, key)}`,
    lane: lane(message.room),
    body: click,
  })
  // The page hears of the card as of every message.
  return answer
}

type Said = Omit<IncomingMessage, 'kind' | 'messageId'>

function rawMessage(id: number, said: Said): RawIncoming {
  const body: IncomingMessage = { kind: 'message', messageId: String(id), ...said }
  return { channel: CHANNEL, key: `message:${id}`, lane: lane(said.room), body }
}

const lane = (room: string) => `${CHANNEL}:${room}`

/** A key is the person's own: two people who use the same one do not meet. */
const postKey = (speaker: Speaker, key: string | null) => (key === null ? null : `post:${digest(speaker.person, key)}`)

const digest = (...parts: string[]) => createHash('sha256').update(JSON.stringify(parts)).digest('hex')

async function checkSame(
  deps: RoomDeps,
  id: number,
  asked: Pick<RoomMessage, 'room' | 'threadId' | 'text'>,
  words: RoomWords,
): Promise<void> {
  const first = await deps.store.get(id)
  if (first?.room === asked.room && first.threadId === asked.threadId && first.text === asked.text) return
  throw new RequestError(422, 'key-reused', words.errors.keyReused, 'Idempotency-Key')
}

/** 404 for a room that this person may not see, as for one that is not there: its existence is nobody else's business. */
async function roomCalled(deps: RoomDeps, person: string, called: string, words: RoomWords): Promise<SeenRoom> {
  const rooms = await roomsOf(deps, person)
  const direct = rooms.find(({ id }) => id === called)
  if (direct) return direct
  const id = (await deps.rooms()).find(({ key }) => key === called)?.id
  const room = rooms.find((each) => each.id === id)
  if (!room) throw new RequestError(404, 'not-found', words.errors.noRoom, 'room')
  return room
}

async function messageIn(deps: RoomDeps, room: SeenRoom, called: string, path: string, words: RoomWords) {
  const id = parseId(called)
  const message = id === null ? null : await deps.store.get(id)
  if (message?.room !== room.id) throw noMessage(words, path)
  return message
}

const noMessage = (words: RoomWords, path: string) => new RequestError(404, 'not-found', words.errors.noMessage, path)

function accountFor(speaker: Speaker, people: Parameters<typeof mentionsIn>[1]): string {
  const person = people.find(({ key }) => key === speaker.person)
  return person ? accountOf(person) : speaker.person
}

/** `duty:120,leaders:9`: the last message of each room that the reader has seen. */
function seenIds(text: string): Map<string, number> {
  const pairs = text.split(',').map((each) => each.match(/^(.+):(\d{1,15})$/))
  return new Map(pairs.flatMap((pair) => (pair?.[1] && pair[2] ? [[pair[1], Number(pair[2])] as const] : [])))
}
