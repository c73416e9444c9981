// How a matter came in: forwarded as a post, or otherwise; and the superior body's order where there is one.
import type { Instant } from '../calendar/instant.ts'

export const SOURCES = [
  'forward', 'patrol', 'call', 'letter', 'visit', 'superior', 'media', 'message-board', 'website', 'monitor',
] as const // biome-ignore format: a list of words
export type Source = (typeof SOURCES)[number]

/** Under which number the superior body handed it down, and until when it wants to be told. */
export interface Order {
  number: string
  deadline: Instant
}

export interface CameIn {
  source: Source
  /** Only what the superior body handed down has one. */
  order: Order | null
}

export const FORWARDED: CameIn = { source: 'forward', order: null }

/**
 * What people say or hand over: two of them in the same words need not be one matter, and are not joined in silence. What
 * was posted is: the same words are the same post.
 */
export const isSaid = (source: Source): boolean => SAID.includes(source)
const SAID: readonly Source[] = ['call', 'letter', 'visit', 'superior']
