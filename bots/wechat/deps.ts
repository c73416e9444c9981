// What WeChat as a channel is given: the puppet, a folder of its own, its keeping, who and what the org has bound, a log.
import type { Instant } from '../../src/domain/instant.ts'

export interface WechatSettings {
  /** The puppet's npm name (`wechaty-puppet-wechat4u`), or the path of a module. */
  puppet: string
  /** Where the child keeps the login, what it has heard and not yet handed over, and what it has said. One process at a time. */
  folder: string
  /** What the puppet is told by environment variables (`WECHATY_…`); nothing else of the service's environment reaches it. */
  environment?: Record<string, string>
}

/** What the channel keeps in the desk's database; survives restarts, shared by all instances. */
export interface Keeping {
  get(key: string): Promise<string | null>
  set(key: string, value: string): Promise<void>
  /** True for one caller only until `forMs` have passed: of several instances one does it. */
  take(key: string, forMs: number): Promise<boolean>
}

export interface WechatLog {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** `missing`: wechaty or the puppet is not installed. `silent`: logged in, but nothing that is said comes back. */
export type State = 'missing' | 'starting' | 'scan' | 'logged-in' | 'logged-out' | 'silent' | 'dead'

/** What an administrator must hear of, through another channel. */
export type Trouble =
  /** `logged-in` tells that it is well again; `since`: for how long it has been so. */
  | { kind: 'account'; state: State; since: Instant }
  /** After a login it is not certain which chat or person is meant: `name` is what it was called. */
  | { kind: 'unbound'; what: 'room' | 'person'; id: string; name: string; why: Unbound }

/** `gone`: nothing is called so any more. `alike`: several are. `others`: other people are in it. `unconfirmed`: it has no remark. */
export type Unbound = 'gone' | 'alike' | 'others' | 'unconfirmed'

/** A chat or person found again after a login. `id` is the desk's and stays; `old` and `new` are WeChat's of the day. */
export interface Rebound {
  what: 'room' | 'person'
  id: string
  old: string | null
  new: string
  name: string
}

export interface Timing {
  pingEveryMs: number
  /** A child that has not answered a ping for so long is killed. */
  pongWithinMs: number
  /** How long a child may take until it has loaded wechaty and the puppet. */
  loadMs: number
  firstBackoffMs: number
  longestBackoffMs: number
  /** A child that has lived so long counts as well: the next one is started without delay. */
  wellAfterMs: number
  /** What was said must come back within this time. */
  echoMs: number
  /** Between two messages: at least and at most. */
  paceMs: [number, number]
  /** Without a login or another code for so long the process is started anew: codes expire, and puppets give up in silence. */
  stuckMs: number
  /** How long something may be wrong before others are told. */
  troubleAfterMs: number
  /** After so long without a word from WeChat a word to oneself is tried. */
  quietMs: number
  /** After a login, how long to wait for the list of chats and people. */
  settleMs: number
  /** What was said longer ago than this when it is heard is left out. */
  staleMs: number
  /** For how long one of several instances has the account, at a time. */
  turnMs: number
  /** A child that holds more is started anew, in megabytes. */
  memoryMb: number
}

export interface WechatDeps {
  settings: WechatSettings
  keeping: Keeping
  lang: 'zh-CN' | 'en'
  /** The world's clock. */
  now(): Instant
  /** The institution's time at an instant of the world (another in drills only). */
  drillTime(real: Instant): Instant
  log: WechatLog
  /** The org's rooms and people of this channel. */
  rooms(): Promise<{ key: string; name: string; id: string }[]>
  people(): Promise<{ key: string; name: string; account: string }[]>
  /** A command as it is typed (`claim`: `/签收`); null where it cannot be. */
  typed(command: string): string | null
  /** Tried again until it resolves. */
  trouble?(trouble: Trouble): Promise<void>
  rebound?(found: Rebound[]): Promise<void>
  /** Shorter in tests. */
  timing?: Partial<Timing>
}

const MINUTE = 60_000

const TIMING: Timing = {
  pingEveryMs: 5_000,
  pongWithinMs: 20_000,
  loadMs: MINUTE,
  firstBackoffMs: 1_000,
  longestBackoffMs: 5 * MINUTE,
  wellAfterMs: 5 * MINUTE,
  echoMs: 20_000,
  paceMs: [2_000, 4_000],
  stuckMs: 5 * MINUTE,
  troubleAfterMs: 2 * MINUTE,
  quietMs: 30 * MINUTE,
  settleMs: 30_000,
  staleMs: 10 * MINUTE,
  turnMs: 10_000,
  memoryMb: 700,
}

export const timingOf = ({ timing }: Pick<WechatDeps, 'timing'>): Timing => ({ ...TIMING, ...timing })

export const CHANNEL = 'wechat'
