// What every channel of a platform is given: its keeping, the two clocks, the institution's words and people, a log.
import type { CommandType } from '../domain/command.ts'
import type { Instant } from '../domain/instant.ts'
import type { ChannelState, Unbound } from '../domain/notice/notice.ts'
import type { Wording } from '../wording/index.ts'
import { tellTrouble, tellUnbound } from './channel-trouble.ts'
import type { Desk, Log } from './desk.ts'
import { currentOrg } from './duty-room.ts'
import { keepingOf } from './keeping.ts'
import { type Meter, UNHEARD, type UnknownSend } from './meter.ts'

export function channelDeps(desk: Desk, channel: string, meter: Meter = UNHEARD) {
  const org = () => currentOrg(desk.database.db, desk)
  return {
    /** `keeping` is what the service keeps. */
    seesService: true,
    keeping: keepingOf(desk, channel),
    lang: desk.wording.lang,
    now: () => desk.time.realNow(),
    drillTime: (real: Instant) => desk.time.domainAt(real),
    log: desk.log,
    counted: (what: UnknownSend) => meter.unknown(channel, what),
    /** What is typed for a command; null where it cannot be typed. */
    typed: typedIn(desk.wording),
    commands: typedIn(desk.wording),
    /** The org's rooms and people of this channel. */
    rooms: async () =>
      (await org()).rooms.filter((room) => room.channel === channel).map(({ key, name, id }) => ({ key, name, id })),
    people: async () =>
      (await org()).people.flatMap(({ key, name, ids }) => {
        const account = ids[channel]
        return account === undefined ? [] : [{ key, name, account }]
      }),
    /** Told to somebody through another channel. */
    trouble: async (trouble: Trouble) => {
      if (trouble.kind === 'unbound') return tellUnbound(desk, channel, { lost: [trouble], since: desk.time.realNow() })
      const state = TOLD_AS[trouble.state]
      if (state !== undefined) await tellTrouble(desk, channel, { state, since: trouble.since })
    },
  }
}

/** What an administrator must hear of: how it stands with an account, or who is not certain after a login. */
export type Trouble = { kind: 'account'; state: string; since: Instant } | ({ kind: 'unbound' } & Unbound)

/** By the channel's own name of the state; what is not named here is nobody's trouble. */
const TOLD_AS: Record<string, ChannelState> = {
  missing: 'missing',
  starting: 'dead',
  scan: 'logged-out',
  'logged-out': 'logged-out',
  silent: 'silent',
  dead: 'dead',
  disconnected: 'disconnected',
  'logged-in': 'back',
  back: 'back',
}

export type ChannelDeps = ReturnType<typeof channelDeps>

/**
 * For examining a platform. `kept` reads what the service keeps, and null says that it cannot be read: the service may be
 * running all the same. What is kept meanwhile is forgotten; nobody is there, nobody is told.
 */
export function examiningDeps(
  wording: Wording,
  now: () => Instant,
  log: Log,
  kept: ((key: string) => Promise<string | null>) | null,
): ChannelDeps {
  const own = new Map<string, string>()
  return {
    seesService: kept !== null,
    keeping: {
      get: async (key) => own.get(key) ?? (await kept?.(key)) ?? null,
      set: async (key, value) => void own.set(key, value),
      take: async () => false,
    },
    lang: wording.lang,
    now,
    drillTime: (real) => real,
    log,
    counted: () => {},
    typed: typedIn(wording),
    commands: typedIn(wording),
    rooms: async () => [],
    people: async () => [],
    trouble: async () => {},
  }
}

const typedIn = (wording: Wording) => (command: string) => wording.typed(command as CommandType)
