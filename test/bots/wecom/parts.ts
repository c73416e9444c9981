// What the channel is given in tests: a host that writes down, a keeping in memory that instances share, quick timing.
import type { Timing, WecomDeps, WecomSettings } from '../../../bots/wecom/deps.ts'
import { wecomChannel } from '../../../bots/wecom/index.ts'
import type {
  ChannelHost,
  Incoming,
  IncomingAction,
  IncomingMessage,
  Outgoing,
  RawIncoming,
} from '../../../src/channel.ts'
import { leasesIn } from '../../../src/desk/channels/lease.ts'
import { instantOf } from '../../../src/domain/calendar/instant.ts'
import { answerCard, type Button, type Card } from '../../../src/wording/card/card.ts'

export const QUICK: Timing = {
  requestMs: 250,
  handshakeMs: 400,
  heartbeatMs: 60,
  reconnectMs: 20,
  leaseMs: 600,
  lookMs: 20,
  takenMs: 150,
  robotAfterMs: 300,
  tellAfterMs: 120,
  keepAgainMs: 5,
}

export interface Store extends Map<string, string> {
  /** Set: whoever reads or writes waits for ever (`hangs`), until it is over (`pauses`), or is refused. */
  trouble: 'hangs' | 'pauses' | 'refuses' | null
}

export const store = (): Store => Object.assign(new Map<string, string>(), { trouble: null })

/** Of one instance; `kept` is the database's. `own`: what only this instance meets. */
export function keepingOver(kept: Store, own: Pick<Store, 'trouble'> = { trouble: null }) {
  const taken = new Set<string>()
  const reach = async () => {
    const trouble = own.trouble ?? kept.trouble
    if (trouble === 'hangs') await new Promise<never>(() => {})
    if (trouble === 'pauses') await until(() => (own.trouble ?? kept.trouble) !== 'pauses')
    if (trouble === 'refuses') throw new Error('the database is away')
  }
  return {
    get: async (key: string) => {
      await reach()
      return kept.get(key) ?? null
    },
    set: async (key: string, value: string) => {
      await reach()
      kept.set(key, value)
    },
    take: async (key: string) => {
      await reach()
      const turn = `turn:${key}`
      if (kept.has(turn) || taken.has(turn)) return false
      kept.set(turn, '')
      return true
    },
  }
}

export interface Made {
  channel: ReturnType<typeof wecomChannel>
  deps: WecomDeps
  kept: Store
  logged: string[]
  counted: ('resent' | 'given-up-unknown')[]
}

export interface Making {
  kept?: Store
  own?: Pick<Store, 'trouble'>
  timing?: Partial<Timing>
  deps?: Partial<WecomDeps>
}

export function channelFor(settings: WecomSettings, { kept = store(), own, timing, deps }: Making = {}): Made {
  const logged: string[] = []
  const counted: ('resent' | 'given-up-unknown')[] = []
  const write = (fields: object, message: string) => {
    const told = Object.entries(fields).map(
      ([name, value]) => `${name}=${value instanceof Error ? value.message : JSON.stringify(value)}`,
    )
    logged.push([message, ...told].join(' '))
  }
  const keeping = keepingOver(kept, own)
  const whole: WecomDeps = {
    settings,
    keeping,
    lease: leasesIn(keeping),
    lang: 'zh-CN',
    now: () => instantOf(Date.now()),
    drillTime: (real) => real,
    log: { info: write, warn: write, error: write },
    counted: (what) => void counted.push(what),
    trouble: async () => {},
    seesService: false,
    timing: { ...QUICK, ...timing },
    ...deps,
  }
  return { channel: wecomChannel(whole), deps: whole, kept, logged, counted }
}

export interface Recording extends ChannelHost {
  /** All that was accepted, each once, in the order of its coming. */
  raws: RawIncoming[]
  acted: RawIncoming[]
  answer: Awaited<ReturnType<ChannelHost['act']>>
  /** Set: `accept` and `act` reject. */
  broken: boolean
  /** How often something was refused for that. */
  refused: number
}

export function recordingHost(): Recording {
  const keys = new Set<string>()
  const stored = (raw: RawIncoming) => JSON.parse(JSON.stringify(raw)) as RawIncoming
  const host: Recording = {
    raws: [],
    acted: [],
    answer: { done: true, refused: false, text: null, card: null },
    broken: false,
    refused: 0,
    accept: async (raw) => {
      refuse()
      if (keys.has(raw.key)) return false
      keys.add(raw.key)
      host.raws.push(stored(raw))
      return true
    },
    act: async (raw) => {
      refuse()
      host.acted.push(stored(raw))
      return host.answer
    },
    rooms: async () => [],
    caughtUp: async () => {},
    identify: async () => ({ person: 'nobody', name: '' }),
  }
  const refuse = () => {
    if (!host.broken) return
    host.refused += 1
    throw new Error('the database is away')
  }
  return host
}

/** Looked at each few milliseconds, since clients tell nobody; what never comes ends with the test's own time. */
export async function until(so: () => boolean): Promise<void> {
  while (!so()) await new Promise((resolve) => setTimeout(resolve, 3))
}

export function messageIn(incoming: Incoming | null): IncomingMessage {
  if (incoming?.kind !== 'message') throw new Error(`no message: ${JSON.stringify(incoming)}`)
  return incoming
}

export function actionIn(incoming: Incoming | null): IncomingAction {
  if (incoming?.kind !== 'action') throw new Error(`no action: ${JSON.stringify(incoming)}`)
  return incoming
}

let keys = 0

export const outgoingOf = (given: Partial<Outgoing> & Pick<Outgoing, 'to'>): Outgoing => ({
  key: `key-${++keys}`,
  thread: null,
  replaces: null,
  card: cardOf('请尽快签收。'),
  mention: [],
  way: 'mention',
  at: '2026-10-09T01:20:00.000Z',
  ...given,
})

export const cardOf = (line: string, more: Partial<Card> = {}): Card => ({
  ...answerCard('#23 幼儿园门口积水', { lines: [line] }),
  case: 23,
  level: { number: 2, name: '重大', mark: '▲' },
  ...more,
})

const TYPED: Record<string, Button['typed']> = {
  claim: { command: '/签收', rest: '' },
  assign: { command: '/分办', rest: '〈部门〉' },
  dismiss: { command: '/不办', rest: '〈不办理由〉' },
}

export const buttonOf = (given: Partial<Button> & Pick<Button, 'action' | 'label'>): Button => ({
  tone: 'plain',
  inputs: [],
  typed: TYPED[given.action] ?? null,
  ...given,
})

/** Gives up after as long as the desk would. */
export const inTime = (ms = 10_000): AbortSignal => AbortSignal.timeout(ms)
