// What was said of a case in a place: a quotation tells its text and not its id, so that it is known again by its beginning.

import type { ChannelStore } from '../../../src/channel.ts'
import { DAY } from '../../../src/domain/calendar/instant.ts'
import { saidKey } from '../ids.ts'

interface SaidBefore {
  /** The last message of ours about the case there. */
  id: string
  /** How those before it and it began; null where that was not kept. */
  heads: string[] | null
}

/** For so long what was said may be quoted, and is known. */
const QUOTED_MS = 365 * DAY
const MOST_HEADS = 8
const HEAD_LETTERS = 12

export async function keepSaid(
  keeping: ChannelStore,
  place: string,
  said: { number: number; title: string; id: string },
) {
  const before = await saidBefore(keeping, place, said.number)
  const head = lettersOf(said.title).slice(0, HEAD_LETTERS)
  const heads = [head, ...(before?.heads ?? []).filter((each) => each !== head)].slice(0, MOST_HEADS)
  await keeping.set(saidKey(place, said.number), JSON.stringify({ id: said.id, heads }), QUOTED_MS)
}

/** Null where nothing was ever said of it there. */
export async function saidBefore(keeping: ChannelStore, place: string, number: number): Promise<SaidBefore | null> {
  const kept = await keeping.get(saidKey(place, number))
  if (kept === null) return null
  // As it was kept before: the id alone.
  return kept.startsWith('{') ? (JSON.parse(kept) as SaidBefore) : { id: kept, heads: null }
}

/**
 * Whether a quotation that names the case is one of these messages: a bus has a number too. What tells nothing but the number
 * may be.
 */
export function isOneOf(text: string, { heads }: SaidBefore): boolean {
  const lines = text.trimStart().split('\n').slice(0, 3)
  if (heads === null || lines.some((line) => /#\d{1,9}[\s*]*$/u.test(line))) return true
  const letters = lettersOf(lines.join(''))
  return heads.some((head) => letters.includes(head))
}

/** Without what clients and layouts put around the words. */
const lettersOf = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '')
