// What may be asked of a case: imperative, with everything that the decision needs spelt out.

import type { Instant } from '../calendar/instant.ts'
import type { CaseFile, CasePost } from '../case/case.ts'
import type { Metrics, Way } from '../policy/policy.ts'

interface Fields {
  /** A first forward; `at` is the platform's time of it. */
  open: {
    posts: CasePost[]
    title: string
    text: string
    source: string
    metrics: Metrics
    discoveredAt: Instant
    level: string | null
    department: string | null
  }
  /**
   * A further forward of a known post, or further posts of the case; `within`: said in the case's own thread. `known`: keys
   * of what is known.
   */
  sight: { posts: CasePost[]; known?: string[]; source: string; metrics: Metrics; text: string; within?: boolean }
  /** Posts of the case that do not belong to it: keys, or links as they were forwarded. */
  drop: { posts: string[] }
  /** Files that came with a forward, or in the case's thread. */
  attach: { files: CaseFile[] }
  'record-recall': { message: string }
  /** Departments by key, name or alias. */
  assign: { department: string; co: string[] }
  claim: object
  /** Gives one's own claim up. */
  unclaim: object
  /** By number or name. */
  level: { level: string; reason: string }
  note: { text: string }
  /** How far the department has come. */
  progress: { text: string }
  respond: { text: string }
  commit: { date: string; text: string }
  draft: { text: string }
  approve: object
  'send-back': { reason: string }
  publish: { url: string } | { private: string }
  close: { reason: string }
  dismiss: { reason: string }
  reopen: { reason: string }
  /** Time has passed: says what is due. */
  tick: object
  /** The outbox gave a notice up. */
  'report-undelivered': {
    notice: string
    clock: string | null
    to: string[]
    /** Those of a room who learn it by another channel. */
    privately: string[]
    /** That the channel is out is known: for the record alone. */
    quiet: boolean
    /** Whom it did not reach before. */
    missed: string[]
    place: string
    error: string
    way: Way
  }
  /** The outbox could tell it in a weaker way only. */
  'report-weaker': { notice: string; clock: string | null; to: string[]; asked: Way; used: Way; error: string }
}

export type CommandType = keyof Fields
export type CommandOf<T extends CommandType> = T extends CommandType ? { type: T } & Fields[T] : never
export type Command = CommandOf<CommandType>

/** Commands that a person gives to a case that is there: those of the chat and of the API. */
export const PERSONS_COMMANDS = [
  'assign', 'claim', 'unclaim', 'level', 'note', 'progress', 'respond', 'commit', 'draft', 'approve', 'send-back', 'publish',
  'close', 'dismiss', 'reopen', 'drop',
] as const satisfies readonly CommandType[] // biome-ignore format: one line reads better
export type PersonsCommandType = (typeof PERSONS_COMMANDS)[number]
export type PersonsCommand = CommandOf<PersonsCommandType>
