// What WeChat as a channel is given: the puppet, a folder of its own, its keeping, who and what the org has bound, a log.
import type { ChannelDeps } from '../../src/channel.ts'

export interface WechatSettings {
  /** The puppet's npm name (`wechaty-puppet-wechat4u`), or the path of a module. */
  puppet: string
  /** Where the child keeps the login, what it has heard and not yet handed over, and what it has said. One process at a time. */
  folder: string
  /** What the puppet is told by environment variables (`WECHATY_…`); nothing else of the service's environment reaches it. */
  environment?: Record<string, string>
}

/** `missing`: wechaty or the puppet is not installed. `silent`: logged in, but nothing that is said comes back. */
export type State = 'missing' | 'starting' | 'scan' | 'logged-in' | 'logged-out' | 'silent' | 'dead'

/** A chat or person found again after a login. `id` is the desk's and stays; `old` and `new` are WeChat's of the day. */
export interface Rebound {
  what: 'room' | 'person'
  id: string
  old: string | null
  new: string
  name: string
}

export interface Timing {
  /** At most a quarter of `leaseMs`: the lease is renewed, and the child told how long it may go on, as often. */
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
  /** What was said longer ago than this when it is heard is left out, if it is heard within `backlogMs` after a login. */
  staleMs: number
  backlogMs: number
  /** Another instance takes the account over where the holder of the lease has shown no life for so long. */
  leaseMs: number
  /** A child that holds more is started anew, in megabytes. */
  memoryMb: number
}

export interface WechatDeps extends ChannelDeps {
  settings: WechatSettings
  /** Told what was found again after a login: for tests. */
  rebound?(found: Rebound[]): void
  /** Shorter in tests. */
  timing?: Partial<Timing>
}

const MINUTE = 60_000

const TIMING: Timing = {
  pingEveryMs: 2_500,
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
  backlogMs: 10 * MINUTE,
  leaseMs: 10_000,
  memoryMb: 700,
}

export const timingOf = ({ timing }: Pick<WechatDeps, 'timing'>): Timing => ({ ...TIMING, ...timing })

export const CHANNEL = 'wechat'
