// The built-in room as a channel like any other: rooms, threads and cards in pages that the desk serves itself.
import type { FastifyInstance } from 'fastify'
import type { Channel, ChannelHost } from '../../src/channel.ts'
import { decode } from './decode.ts'
import type { RoomDeps } from './deps.ts'
import { createHub } from './hub.ts'
import { assetRoutes } from './pages/assets.ts'
import { framesOf, pageRoutes } from './pages/pages.ts'
import { CHANNEL } from './people.ts'
import { apiRoutes } from './receive.ts'
import { send } from './send.ts'
import { streamRoutes } from './stream.ts'

export type { OrgRoom, RoomDeps, RoomUi } from './deps.ts'
export type {
  Appended,
  ListQuery,
  NewMessage,
  Replacement,
  RoomFacts,
  RoomMessage,
  RoomStore,
  ThreadFacts,
} from './store.ts'

const POLL_EVERY_MS = 400

export function roomChannel(deps: RoomDeps): Channel {
  let stop = () => {}
  return {
    name: CHANNEL,
    // Its own tables bear far more; this keeps a runaway from filling a page faster than it can be read.
    pace: { room: { perSecond: 50, burst: 200 }, app: { perSecond: 200, burst: 1_000 } },
    decode,
    send: (outgoing, signal) => send(deps, outgoing, signal),
    routes: (app, host) => {
      stop = addRoutes(deps, app, host)
    },
    stop: async () => stop(),
  }
}

function addRoutes(deps: RoomDeps, app: FastifyInstance, host: ChannelHost): () => void {
  const hub = createHub({
    store: deps.store,
    frames: (messages, people) => framesOf(deps, messages, people),
    everyMs: deps.pollEveryMs ?? POLL_EVERY_MS,
    failed: (error) => app.log.warn({ err: error }, 'room: looking for changes failed'),
  })
  const assets = assetRoutes(app)
  apiRoutes(app, deps, host, hub)
  pageRoutes(app, deps, host, assets)
  const closeStreams = streamRoutes(app, deps, host, hub)
  return () => {
    closeStreams()
    hub.stop()
  }
}
