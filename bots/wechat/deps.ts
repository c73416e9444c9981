// What WeChat as a channel is given: the puppet, a folder of its own, its keeping, who and what the org has bound, a log.
import type { ChannelDeps } from '../../src/channel.ts'

export interface WechatSettings {
  /** The puppet's npm name (`wechaty-puppet-wechat4u`), or the path of a module. */
  puppet: string
  /** Where the child stores the login, received messages that are not handed over yet, and sent ones. One process at a time. */
  folder: string
  /** Environment variables for the puppet (`WECHATY_…`); it inherits none of the service's. */
  environment?: Record<string, string>
  /** Of the child's JavaScript heap, in megabytes: less in tests. */
  heapMb?: number
}

/** `missing`: wechaty or the puppet is not installed. `silent`: logged in, but no sent message is echoed. */
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
  /** A child that answers no ping for so long is killed. */
  pongWithinMs: number
  /** How long a child may take until it has loaded wechaty and the puppet. */
  loadMs: number
  firstBackoffMs: number
  longestBackoffMs: number
  /** After so long a child counts as healthy: its successor is started with the shortest backoff. */
  wellAfterMs: number
  /** A sent message must be echoed within this time. */
  echoMs: number
  /** Between two messages: at least and at most. */
  paceMs: [number, number]
  /** Without a login or another code for so long the process is restarted: codes expire, and puppets stop without an error. */
  stuckMs: number
  /** How long the account may be unavailable before that is reported. */
  troubleAfterMs: number
  /** After so long without a message from WeChat a test message is sent to the account itself. */
  quietMs: number
  /** After a login, how long to wait for the list of chats and people. */
  settleMs: number
  /** A message older than this on arrival is dropped, if it arrives within `backlogMs` after a login. */
  staleMs: number
  backlogMs: number
  /** Another instance takes the lease over when its holder has not renewed it for so long. */
  leaseMs: number
  /** In megabytes: a child that uses more is restarted. */
  memoryMb: number
}

export interface WechatDeps extends ChannelDeps {
  settings: WechatSettings
  /** Called with what was found again after a login: for tests. */
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
