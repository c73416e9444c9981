// What is known of a post otherwise than by people's word.
import type { Instant } from '../../calendar/instant.ts'
import type { Metrics } from '../../policy/policy.ts'

export const WAYS_TO_LEARN = ['preview', 'picture'] as const
export type WayToLearn = (typeof WAYS_TO_LEARN)[number]

/** Why nothing could be read of a picture. */
export const UNREADABLE = ['no-words', 'too-small', 'too-big', 'format', 'animated', 'corrupt', 'gave-up'] as const
export type Unreadable = (typeof UNREADABLE)[number]

/** What is known of a post otherwise than by people's word; what nobody found out is not there. */
export interface Learned {
  post: string
  by: WayToLearn
  /** Each is what an empty fact became. */
  title?: string
  publishedAt?: Instant
  /** Of the publication only the day is known. */
  dayOnly?: true
  platform?: string
  metrics?: Metrics
  /** What stands on a picture. */
  text?: string
  unreadable?: Unreadable
  /** What stood for a title while nothing could be read of it. */
  untitled?: string
}
