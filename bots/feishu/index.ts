// Feishu as a channel like any other: one app of a tenant, heard over a long connection or a webhook.
import type { Channel, ChannelHost } from '../../src/channel.ts'
import { DAY, MINUTE } from '../../src/domain/calendar/instant.ts'
import { accounts } from './api/accounts.ts'
import { feishuClient } from './api/client.ts'
import { Identity } from './api/identity.ts'
import { Connection } from './connection.ts'
import { decode } from './decode/decode.ts'
import type { Reading } from './decode/message.ts'
import type { Stored } from './decode/stored.ts'
import type { FeishuDeps } from './deps.ts'
import { diagnose } from './doctor/doctor.ts'
import { CHANNEL, dispatcherFor, type Unkeepable } from './events.ts'
import { CatchUp } from './history/catch-up.ts'
import { find } from './history/find.ts'
import { HeardChats } from './history/heard-chats.ts'
import { receiveRoutes } from './receive.ts'
import { isPartial, resolve } from './resolve.ts'
import { send } from './send.ts'

export type { FeishuDeps, FeishuSettings, Timing } from './deps.ts'

export function feishuChannel(deps: FeishuDeps): Channel {
  const client = feishuClient(deps)
  const parts = { client, deps }
  const identity = new Identity(deps, client)
  const reading: Reading = { self: identity.self, drillTime: deps.drillTime }
  let listening: Listening | null = null
  return {
    name: CHANNEL,
    // Five a second to a chat, shared with every other bot in it; 50 a second and 1000 a minute for each kind of call. What
    // is saved up comes on top of a second's own.
    pace: { room: { perSecond: 4, burst: 1 }, app: { perSecond: 15, burst: 35 } },
    // The platform honours a key for an hour and a card for 14 days; the rest is for clocks and queues.
    keyLifeMs: 55 * MINUTE,
    redelivers: true,
    cardLifeMs: 13 * DAY,
    decode: (body) => decode(body, reading),
    isPartial,
    resolve: (incoming, body, signal) => resolve({ ...parts, reading }, incoming, body, signal),
    send: (outgoing, signal) => send(parts, outgoing, signal),
    find: (sought, signal) => find(parts, sought, signal),
    accounts: (given, signal) => accounts(parts, given, signal),
    routes: (app, host) => {
      if (deps.settings.mode !== 'webhook') return
      listening ??= new Listening(deps, host, parts)
      const refuse = (error: Unkeepable) => {
        throw error
      }
      receiveRoutes(app, deps, dispatcherFor({ deps, host, kept: listening.kept, unkeepable: refuse }))
    },
    start: async (host) => {
      identity.learn()
      listening ??= new Listening(deps, host, parts)
      listening.start()
    },
    diagnose: (place, signal) => diagnose(parts, place, signal),
    hears: () => listening?.hears() ?? null,
    stop: async () => {
      identity.stop()
      await listening?.stop()
    },
  }
}

/** What goes on between start and stop. */
class Listening {
  private readonly catchUp: CatchUp
  private readonly chats: HeardChats
  private readonly connection: Connection | null

  constructor(deps: FeishuDeps, host: ChannelHost, parts: { client: ReturnType<typeof feishuClient> }) {
    this.chats = new HeardChats(deps.keeping, deps.log)
    this.catchUp = new CatchUp(deps, host, { client: parts.client, privateChats: () => this.chats.privateChats() })
    // The platform never asks twice over a connection what it could not read: an answer in the log is all there is.
    const unkeepable = (error: Unkeepable) => deps.log.error({ err: error }, 'feishu: an event was left out')
    const dispatcher = () => dispatcherFor({ deps, host, kept: this.kept, unkeepable })
    this.connection =
      deps.settings.mode === 'webhook' ? null : new Connection(deps, dispatcher(), () => this.catchUp.wanted())
  }

  start(): void {
    this.catchUp.wanted()
    this.connection?.start()
  }

  readonly kept = (stored: Stored): void => this.chats.heard(stored)

  hears(): { ok: boolean; says: string; deafMs: number } | null {
    return this.connection?.hears() ?? null
  }

  async stop(): Promise<void> {
    this.connection?.stop()
    await this.catchUp.stop()
  }
}
