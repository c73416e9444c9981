// What the auditor may find wrong with the service: told to the desk, counted for whoever watches.
import type { ClockKind } from '../policy/policy.ts'

export const FINDING_KINDS = [
  'no-next-instant', 'unsaid-reminder', 'stuck-send', 'given-up-send', 'waiting-message', 'parked-message',
  'broken-chain', 'broken-checkpoint', 'idle-worker', 'deaf-channel',
] as const // biome-ignore format: one line reads better
export type FindingKind = (typeof FINDING_KINDS)[number]

/** What works in a process without being asked; logs, metrics and `/readyz` name them so. */
export const WORKERS = [
  'inbox',
  'sweep',
  'outbox',
  'comparison',
  'sign of life',
  'lookout',
  'previews',
  'pictures',
] as const
export type Worker = (typeof WORKERS)[number]

/** What a finding is about, as far as it is about each of these. */
export interface About {
  case: number | null
  clock: ClockKind | null
  /** A room, a message's or checkpoint's number, a worker. */
  name: string | null
}
