// Serves the room's page, and lays out changes for those who have it open.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { ChannelHost } from '../../../src/channel.ts'
import type { RoomDeps } from '../deps.ts'
import { buttonsOf } from '../encode.ts'
import { statusOf } from '../errors.ts'
import type { Frame } from '../hub.ts'
import { parseId } from '../input.ts'
import { roomsOf, rootOf, type SeenRoom } from '../people.ts'
import { type Speaker, visitorOf } from '../speaker.ts'
import type { RoomMessage } from '../store.ts'
import { viewersOf } from '../viewer.ts'
import type { Assets } from './assets.ts'
import { contextOf, nameOf, type PageContext } from './context.ts'
import { Message, ThreadLink } from './message.tsx'
import { type PageView, RoomPage } from './page.tsx'

const SHOWN = 60
const SHOWN_IN_THREAD = 500
const ANNOUNCED = 160

/** No script and no style but our own files, no other host, no frame around the page. */
const SECURITY = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cache-control': 'no-store',
}

export function pageRoutes(app: FastifyInstance, deps: RoomDeps, host: ChannelHost, assets: Assets): void {
  app.get('/room', async (request, reply) => {
    try {
      return await showPage(request, reply, deps, await visitorOf(request, deps, host), assets)
    } catch (error) {
      if (statusOf(error) !== 401) throw error
      return reply.redirect('/sign-in')
    }
  })
}

/**
 * Messages as listeners get them: laid out once for all who may press the same. A reply brings its thread's new count along.
 */
export async function framesOf(deps: RoomDeps, messages: RoomMessage[], people: string[]): Promise<Frame[]> {
  const context = contextOf(deps, await deps.people())
  const threads = await threadsOf(deps, messages.map(rootOf))
  const seenBy = await viewersOf(deps, messages, people)
  return messages.map((message) => {
    const { id, rev, room, threadId, sender } = message
    const root = rootOf(message)
    const thread = threads.get(root) ?? null
    const link =
      threadId === null ? null : renderToString(h(ThreadLink, { message: { id: root, room }, thread, context }))
    const says = announcement(message, context)
    const laidOut = new Map<string, string>()
    const dataFor = (person: string): string => {
      const seen = seenBy(message, person)
      const buttons = buttonsOf(seen.card)
        .map(({ action }) => action)
        .join()
      const known = laidOut.get(buttons)
      if (known !== undefined) return known
      const html = renderToString(h(Message, { message: seen, thread: threadId === null ? thread : null, context }))
      const data = JSON.stringify({ id, rev, room, thread: threadId, from: sender, says, html, link })
      laidOut.set(buttons, data)
      return data
    }
    return { rev, room, dataFor }
  })
}

async function showPage(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: RoomDeps,
  speaker: Speaker,
  assets: Assets,
): Promise<FastifyReply> {
  const query = request.query as Record<string, unknown>
  const rooms = await roomsOf(deps, speaker.person)
  const asked = typeof query.room === 'string' ? query.room : null
  const room = asked === null ? (rooms[0] ?? null) : (rooms.find(({ id }) => id === asked) ?? null)
  // Whoever one speaks as next may not be in the room that is open: a drill then shows the first.
  if (room === null && deps.drill) return reply.redirect(`/room?as=${encodeURIComponent(speaker.person)}`)

  const view = await viewOf(deps, speaker, rooms, room, query)
  const missing = room === null || (typeof query.thread === 'string' && view.thread === null)
  const html = `<!doctype html>${renderToString(h(RoomPage, { view: { ...view, asked: asked !== null }, deps, assets }))}`
  return reply
    .status(missing ? 404 : 200)
    .headers(SECURITY)
    .type('text/html; charset=utf-8')
    .send(html)
}

async function viewOf(
  deps: RoomDeps,
  speaker: Speaker,
  rooms: SeenRoom[],
  room: SeenRoom | null,
  query: Record<string, unknown>,
): Promise<Omit<PageView, 'asked'>> {
  // Read before the messages: what changes in between comes again over the stream, and is shown once.
  const rev = await deps.store.latest()
  const before = parseId(typeof query.before === 'string' ? query.before : null)
  const page = { limit: SHOWN + 1, ...(before === null ? {} : { before }) }
  const found = room ? await deps.store.list({ room: room.id, thread: 'top', ...page }) : []
  const messages = found.slice(-SHOWN)
  const root = room ? await threadIn(deps, room, query.thread) : null
  const replies = root ? await deps.store.list({ room: root.room, thread: root.id, limit: SHOWN_IN_THREAD }) : []
  const people = await deps.people()
  const seenBy = await viewersOf(deps, [...messages, ...(root ? [root] : []), ...replies], [speaker.person])
  const seen = (message: RoomMessage) => seenBy(message, speaker.person)
  const facts = await deps.store.overview(
    rooms.map(({ id }) => ({ room: id, after: 0 })),
    speaker.person,
  )
  return {
    speaker,
    people,
    rooms: rooms.map((each, i) => ({ ...each, last: facts[i]?.last ?? 0 })),
    room,
    messages: messages.map(seen),
    earlier: found.length > SHOWN,
    thread: root && { root: seen(root), replies: replies.map(seen) },
    threads: await threadsOf(
      deps,
      messages.map(({ id }) => id),
    ),
    rev,
    context: contextOf(deps, people),
  }
}

async function threadIn(deps: RoomDeps, room: SeenRoom, called: unknown): Promise<RoomMessage | null> {
  const id = parseId(typeof called === 'string' ? called : null)
  const message = id === null ? null : await deps.store.get(id)
  if (message?.room !== room.id) return null
  return message.threadId === null ? message : deps.store.get(message.threadId)
}

async function threadsOf(deps: RoomDeps, roots: number[]) {
  const unique = [...new Set(roots)]
  const facts = unique.length > 0 ? await deps.store.threads(unique) : []
  return new Map(facts.map((each) => [each.root, each]))
}

/** What a screen reader is told of a message: who, and how it begins. */
function announcement(message: RoomMessage, context: PageContext): string {
  const said = message.card?.title ?? message.text
  return `${nameOf(context, message.sender)}：${[...said.slice(0, 2 * ANNOUNCED)].slice(0, ANNOUNCED).join('')}`
}
