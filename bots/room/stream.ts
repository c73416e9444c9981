// Server-sent events: every change that the reader may see, once, also over lost connections and several instances.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ChannelHost } from '../../src/channel.ts'
import type { RoomDeps } from './deps.ts'
import { statusOf } from './errors.ts'
import type { Frame, Hub, Listener } from './hub.ts'
import { roomsOf } from './people.ts'
import { readerOf } from './speaker.ts'

const BEAT_EVERY_MS = 15_000
const RETRY_MS = 1_500
/** A listener with more than this unsent is dropped: it comes back and goes on where it stopped. */
const UNSENT_BYTES = 1_000_000
/** Further behind than this, or ahead of us (another database), the page is better loaded anew. */
const TOO_FAR = 2_000

export function streamRoutes(app: FastifyInstance, deps: RoomDeps, host: ChannelHost, hub: Hub): () => void {
  const open = new Set<() => void>()
  const closeAll = () => {
    for (const close of [...open]) close()
  }
  // Fastify waits for open answers when it closes; these never end by themselves.
  app.addHook('preClose', async () => closeAll())

  app.get('/room/stream', async (request, reply) => {
    const { person, rooms } = await readerIn(request, deps, host)
    const latest = await deps.store.latest()
    const after = startOf(request, latest)
    const reset = after > latest || latest - after > TOO_FAR
    reply.hijack()
    const connection = connect(request, reply, deps, { rev: reset ? latest : after, person, rooms, reset })
    const beat = setInterval(() => void connection.beat(host), deps.beatEveryMs ?? BEAT_EVERY_MS)
    const close = () => {
      clearInterval(beat)
      hub.leave(connection.listener)
      open.delete(close)
      reply.raw.end()
    }
    open.add(close)
    reply.raw.once('close', close)
    hub.join(connection.listener)
  })
  return closeAll
}

function connect(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: RoomDeps,
  start: { rev: number; person: string; rooms: ReadonlySet<string>; reset: boolean },
) {
  const { raw } = reply
  const write = (text: string) => {
    if (raw.destroyed || raw.writableEnded) return
    raw.write(text)
    if (raw.writableLength > UNSENT_BYTES) raw.destroy()
  }
  const listener: Listener = {
    rev: start.rev,
    person: start.person,
    rooms: start.rooms,
    push: (frames) => write(frames.map((frame) => eventOf(frame, start.person)).join('')),
  }
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    // nginx would otherwise keep the events until it has a buffer full of them.
    'x-accel-buffering': 'no',
  })
  const clock = () => `event: clock\nid: ${listener.rev}\ndata: ${deps.now()}\n\n`
  const hello = start.reset ? `event: reset\nid: ${start.rev}\ndata: reload\n\n` : ''
  write(`retry: ${RETRY_MS}\n\n${clock()}${hello}`)

  const beat = async (host: ChannelHost) => {
    try {
      // Sessions end and rooms change while a page stays open.
      listener.rooms = (await readerIn(request, deps, host)).rooms
    } catch (error) {
      request.log.info({ err: error }, 'room stream: its reader was not recognised')
      // Whatever else went wrong (the database, say) is no reason to shut anybody out: the next beat asks again.
      if (statusOf(error) < 500) {
        write('event: signed-out\ndata: sign in\n\n')
        raw.end()
      }
    }
    write(`: beat\n\n${clock()}`)
  }
  return { listener, beat }
}

/** Frames are JSON on one line, so that no line of a message can pass for a field of the stream. */
const eventOf = ({ rev, dataFor }: Frame, person: string) => `id: ${rev}\ndata: ${dataFor(person)}\n\n`

async function readerIn(
  request: FastifyRequest,
  deps: RoomDeps,
  host: ChannelHost,
): Promise<{ person: string; rooms: Set<string> }> {
  const { person } = await readerOf(request, deps, host)
  return { person, rooms: new Set((await roomsOf(deps, person)).map(({ id }) => id)) }
}

/** Where to go on: what the browser heard last, else what the page was made from, else now. */
function startOf(request: FastifyRequest, latest: number): number {
  const header = request.headers['last-event-id']
  const query = (request.query as { after?: unknown }).after
  const given = [header, query].find((each) => typeof each === 'string' && /^\d{1,15}$/.test(each))
  return given === undefined ? latest : Number(given)
}
