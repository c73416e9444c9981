// What the receiving half of the channel is given in tests: a host that writes down, a keeping in memory, quick timing.
import Fastify, { type FastifyInstance } from 'fastify'
import type { FeishuDeps, FeishuSettings } from '../../../bots/feishu/deps.ts'
import { feishuChannel } from '../../../bots/feishu/index.ts'
import type {
  Channel,
  ChannelHost,
  ChannelStore,
  Incoming,
  IncomingMessage,
  RawIncoming,
} from '../../../src/channel.ts'
import { instantOf } from '../../../src/domain/calendar/instant.ts'

export interface Recording extends ChannelHost {
  /** All that was accepted, each once, in the order of its coming. */
  raws: RawIncoming[]
  acted: RawIncoming[]
  gaps: { from: string; until: string; found: number }[]
  /** What `rooms` answers. */
  bound: { id: string; threads: string[] }[]
  /** What `act` answers. */
  answer: Awaited<ReturnType<ChannelHost['act']>>
  /** Set: `accept` rejects with it. */
  broken: Error | null
  /** Resolves as soon as so many were accepted. */
  has(count: number): Promise<void>
  /** Resolves as soon as a gap was told of. */
  told(): Promise<void>
}

export function recordingHost(): Recording {
  const keys = new Set<string>()
  let watchers: { ready(): boolean; tell(): void }[] = []
  const look = () => {
    for (const each of watchers.filter(({ ready }) => ready())) each.tell()
    watchers = watchers.filter(({ ready }) => !ready())
  }
  const until = (ready: () => boolean) =>
    ready() ? Promise.resolve() : new Promise<void>((tell) => watchers.push({ ready, tell }))
  const host: Recording = {
    raws: [],
    acted: [],
    gaps: [],
    bound: [],
    answer: { done: true, refused: false, text: null, card: null },
    broken: null,
    accept: async (raw) => {
      if (host.broken) throw host.broken
      // As the desk: what cannot be written down cannot be accepted.
      const stored = JSON.parse(JSON.stringify(raw)) as RawIncoming
      if (keys.has(raw.key)) return false
      keys.add(raw.key)
      host.raws.push(stored)
      look()
      return true
    },
    act: async (raw) => {
      if (host.broken) throw host.broken
      host.acted.push(JSON.parse(JSON.stringify(raw)) as RawIncoming)
      return host.answer
    },
    rooms: async () => host.bound,
    caughtUp: async (gap) => {
      host.gaps.push(gap)
      look()
    },
    identify: async () => {
      throw new Error('nobody asks')
    },
    has: (count) => until(() => host.raws.length >= count),
    told: () => until(() => host.gaps.length > 0),
  }
  return host
}

/** In memory; `take` by the real clock, as it is in the database. */
export function memoryKeeping(): ChannelStore & { kept: Map<string, string> } {
  const kept = new Map<string, string>()
  const taken = new Map<string, number>()
  return {
    kept,
    get: async (key) => kept.get(key) ?? null,
    set: async (key, value) => void kept.set(key, value),
    take: async (key, forMs) => {
      if ((taken.get(key) ?? 0) > performance.now()) return false
      taken.set(key, performance.now() + forMs)
      return true
    },
  }
}

export interface Depended extends FeishuDeps {
  logged: { level: string; message: string; fields: object }[]
}

export function depsFor(settings: FeishuSettings, given: Partial<FeishuDeps> = {}): Depended {
  const logged: Depended['logged'] = []
  const write = (level: string) => (fields: object, message: string) => void logged.push({ level, message, fields })
  return {
    settings,
    keeping: memoryKeeping(),
    lang: 'zh-CN',
    now: () => instantOf(Date.now()),
    drillTime: (real) => real,
    log: { info: write('info'), warn: write('warn'), error: write('error') },
    timing: { requestMs: 500, pingTimeoutS: 0.2, handshakeMs: 200, watchEveryMs: 10 },
    ...given,
    logged,
  }
}

export interface Served {
  app: FastifyInstance
  url: string
  close(): Promise<void>
}

/** The channel's routes on a port of their own, with the errors that the service's own server answers. */
export async function served(channel: Channel, host: ChannelHost): Promise<Served> {
  const app = Fastify({ logger: false })
  channel.routes?.(app, host)
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  return { app, url: `${url}/channels/feishu/events`, close: () => app.close() }
}

export function channelFor(settings: FeishuSettings, given: Partial<FeishuDeps> = {}) {
  const deps = depsFor(settings, given)
  return { deps, channel: feishuChannel(deps) }
}

export const messageIn = (incoming: Incoming | null): IncomingMessage => {
  if (incoming?.kind !== 'message') throw new Error(`no message: ${JSON.stringify(incoming)}`)
  return incoming
}
