// The channel on a stage: the real supervisor and child, with a desk's side that a test looks into.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import type { Rebound, Timing, WechatDeps } from '../../../bots/wechat/index.ts'
import { wechatChannel } from '../../../bots/wechat/index.ts'
import { missingPackages } from '../../../bots/wechat/installed.ts'
import type {
  Channel,
  ChannelHost,
  ChannelStore,
  Incoming,
  IncomingMessage,
  Outgoing,
  RawIncoming,
  Trouble,
} from '../../../src/channel.ts'
import { leasesIn } from '../../../src/desk/channels/lease.ts'
import { instantOf } from '../../../src/domain/calendar/instant.ts'
import { answerCard } from '../../../src/wording/card/card.ts'
import { WechatStage } from './stage.ts'

/**
 * Where wechaty is not installed the tests of the real process are left out, and say so; CI, which installs it, must not
 * leave them out.
 */
export const leftOut = (): boolean => wechatyIsMissing

export const wechatyIsMissing = ((): boolean => {
  const missing = [...missingPackages('wechaty-puppet'), ...missingPackages('wechaty-puppet-mock')]
  if (missing.length === 0) return false
  const list = [...new Set(missing)].join(', ')
  if (process.env.ZHIBAN_EXPECT_WECHATY === '1') throw new Error(`expected here, but not installed: ${list}`)
  console.warn(`left out: ${list} not installed (npm ci --omit=optional)`)
  return true
})()

/** For the start of a process, on a machine that is busy with others. */
const PATIENCE_MS = 60_000
const SHORT: Partial<Timing> = {
  pingEveryMs: 200,
  pongWithinMs: 1_500,
  firstBackoffMs: 20,
  longestBackoffMs: 200,
  echoMs: 400,
  paceMs: [5, 15],
  leaseMs: 800,
  settleMs: 5_000,
}

interface Options {
  timing?: Partial<Timing>
  rooms?: { key: string; name: string; id: string }[]
  people?: { key: string; name: string; account: string }[]
  puppet?: string
  heapMb?: number
}

export class WechatHouse {
  readonly kept = new Map<string, string>()
  readonly taken = new Map<string, number>()
  readonly accepted: RawIncoming[] = []
  readonly troubles: Trouble[] = []
  readonly rebounds: Rebound[] = []
  readonly log: string[] = []
  readonly channels: Channel[] = []
  /** What the desk's side does with a message before it is durable. */
  accepting: (raw: RawIncoming) => Promise<void> = async () => {}
  rooms: { key: string; name: string; id: string }[]
  people: { key: string; name: string; account: string }[]
  private readonly keys = new Set<string>()

  private constructor(
    readonly stage: WechatStage,
    readonly folder: string,
    private readonly options: Options,
  ) {
    this.rooms = options.rooms ?? []
    this.people = options.people ?? []
  }

  static async open(options: Options = {}): Promise<WechatHouse> {
    const stage = await WechatStage.start()
    return new WechatHouse(stage, await mkdtemp(join(tmpdir(), 'zhiban-wechat-')), options)
  }

  /** One service; it may be started again after it was stopped, on the same keeping and folder. */
  async start(more: Partial<WechatDeps> = {}): Promise<Channel> {
    const channel = wechatChannel({ ...this.deps(), ...more })
    this.channels.push(channel)
    await channel.start?.(this.host())
    return channel
  }

  deps(): WechatDeps {
    const log = (level: string) => (fields: object, message: string) =>
      void this.log.push(
        `${level} ${message} ${JSON.stringify(fields, (_key, value: unknown) => (value instanceof Error ? value.message : value))}`,
      )
    const keeping: ChannelStore = {
      get: async (key) => this.kept.get(key) ?? null,
      set: async (key, value) => void this.kept.set(key, value),
      take: async (key, forMs) => {
        const free = (this.taken.get(key) ?? 0) <= Date.now()
        if (free) this.taken.set(key, Date.now() + forMs)
        return free
      },
    }
    return {
      settings: {
        puppet: this.options.puppet ?? this.stage.puppet,
        // As in most configurations: to the child, which works in it, it would be another one.
        folder: relative(process.cwd(), this.folder),
        environment: this.stage.environment,
        ...(this.options.heapMb === undefined ? {} : { heapMb: this.options.heapMb }),
      },
      keeping,
      lease: leasesIn(keeping),
      lang: 'zh-CN',
      now: () => instantOf(Date.now()),
      drillTime: (real) => real,
      log: { info: log('info'), warn: log('warn'), error: log('error') },
      rooms: async () => this.rooms,
      people: async () => this.people,
      counted: () => {},
      seesService: true,
      trouble: async (trouble) => void this.troubles.push(trouble),
      rebound: (found) => void this.rebounds.push(...found),
      timing: { ...SHORT, ...this.options.timing },
    }
  }

  /** What of it the desk understood, in the order of arrival. */
  incoming(): Incoming[] {
    const [channel] = this.channels
    return this.accepted.flatMap(({ body }) => channel?.decode(body) ?? [])
  }

  messages(): IncomingMessage[] {
    return this.incoming().filter((each) => each.kind === 'message')
  }

  texts(): string[] {
    return this.messages().map(({ text }) => text)
  }

  /** How it stands, as pages and the doctor read it. */
  state(): { state: string; qr: string | null; resent: number; why: string | null } | null {
    const kept = this.kept.get('state')
    return kept === undefined ? null : (JSON.parse(kept) as ReturnType<WechatHouse['state']>)
  }

  async until<T>(what: string, look: () => T | undefined | false | null): Promise<T> {
    const began = performance.now()
    for (;;) {
      const found = look()
      if (found !== undefined && found !== false && found !== null) return found
      if (performance.now() - began > PATIENCE_MS) throw new Error(`${what} did not come\n${this.log.join('\n')}`)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }

  isLoggedIn = (): Promise<boolean> => this.until('the login', () => this.state()?.state === 'logged-in')

  async stop(): Promise<void> {
    for (const channel of this.channels) await channel.stop?.()
    await this.stage.stop()
    await rm(this.folder, { recursive: true, force: true })
  }

  private host(): ChannelHost {
    return {
      accept: async (raw) => {
        await this.accepting(raw)
        if (this.keys.has(raw.key)) return false
        this.keys.add(raw.key)
        // As the desk keeps it: as text.
        this.accepted.push({ ...raw, body: JSON.parse(JSON.stringify(raw.body)) as unknown })
        return true
      },
      act: async () => ({ done: false, refused: false, text: null, card: null }),
      rooms: async () => [],
      caughtUp: async () => {},
      identify: async () => ({ person: 'nobody', name: 'nobody' }),
    }
  }
}

let keys = 0
const nextKey = (): string => {
  keys += 1
  return `key-${keys}`
}

export const outgoing = (room: string, text: string, more: Partial<Outgoing> = {}): Outgoing => ({
  key: nextKey(),
  to: { room },
  thread: null,
  replaces: null,
  card: answerCard(text, { lines: [] }),
  mention: [],
  way: 'mention',
  at: instantOf(0),
  ...more,
})
