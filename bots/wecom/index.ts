// WeCom as a channel like any other: one AI bot of an enterprise over its long connection, and robots of groups.
import type { Channel, ChannelHost } from '../../src/channel.ts'
import { MINUTE } from '../../src/domain/calendar/instant.ts'
import { Connection } from './connection/connection.ts'
import { decode, type Reading } from './decode/decode.ts'
import type { WecomDeps } from './deps.ts'
import { diagnose } from './doctor/doctor.ts'
import { CHANNEL, Receiving } from './receive.ts'
import { isPartial, resolve } from './resolve.ts'
import { type SendParts, send } from './send/send.ts'

export type { Timing, WecomDeps, WecomSettings } from './deps.ts'

/** `speaks`: whether this instance has the connection. */
export function wecomChannel(deps: WecomDeps): Channel & { speaks(): boolean } {
  const reading: Reading = { name: deps.settings.name, drillTime: deps.drillTime }
  let listening: Listening | null = null
  const parts: SendParts = {
    deps,
    connection: {
      send: async (chat, body) => (listening ? listening.connection.send(chat, body) : NOT_STARTED),
      speaks: () => listening?.connection.speaks() ?? false,
      awayMs: () => listening?.connection.awayMs() ?? Number.POSITIVE_INFINITY,
    },
  }
  return {
    name: CHANNEL,
    // A robot says 20 things a minute: five at once and one each four seconds are never more in any minute. The bot says 30
    // a minute and 1000 an hour in each chat.
    pace: { room: { perSecond: 0.25, burst: 5 }, app: { perSecond: 10, burst: 20 } },
    patienceMs: 15 * MINUTE,
    // A card can be changed in answer to a pressed button only, and for five seconds.
    showsOnce: true,
    redelivers: true,
    decode: (body) => decode(body, reading),
    isPartial,
    resolve: (incoming, body, signal) => resolve(deps, incoming, body, signal),
    send: (outgoing, signal) => send(parts, outgoing, signal),
    start: async (host) => {
      listening ??= new Listening(deps, host)
      listening.connection.start()
    },
    diagnose: (place, signal) => diagnose(deps, place, signal),
    reportsOwnOutages: true,
    isElsewhere: () => listening?.connection.isElsewhere() ?? false,
    hears: () => listening?.connection.hears() ?? null,
    stop: async () => listening?.stop(),
    speaks: parts.connection.speaks,
  }
}

const NOT_STARTED = { again: true, unsent: true, code: null, error: 'the channel is not started' }

/** The parts that run between start and stop. */
class Listening {
  readonly connection: Connection
  private readonly receiving: Receiving

  constructor(deps: WecomDeps, host: ChannelHost) {
    this.receiving = new Receiving(deps, host)
    this.connection = new Connection(deps, this.receiving)
  }

  /** Hands the connection over first: messages that arrive meanwhile go to another instance. */
  async stop(): Promise<void> {
    await this.connection.stop()
    await this.receiving.stop()
  }
}
