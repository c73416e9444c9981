// How alike two posts are: the same, perhaps the same matter, or nothing of the kind.
import { lettersOf, ownWords, pairsOf, shareOf } from './letters.ts'
import { type Marks, marksOfNames, marksOfPairs } from './marks.ts'
import { daysIn, figuresIn, namesIn, placesIn } from './names.ts'

/** At and above it, of texts that are long enough, it is the same post. */
export const SAME = 0.85
/** At and above it the desk is asked. */
export const ALIKE = 0.5
/** The same of shorter texts. */
const ALIKE_IF_SHORT = 0.7
/** Letters: shorter texts are too often alike by chance to be joined. */
export const LONG_ENOUGH = 60
/** Letters: what is shorter still is compared by its places and days alone. */
export const SHORTEST = 20

/** Why two cases seem to be one matter. `link`: a short link leads to the other's post. */
export const LIKENESSES = ['text', 'matter', 'picture', 'link'] as const
export type LikenessKind = (typeof LIKENESSES)[number]

/** A text as it is compared. */
export interface Compared {
  letters: number
  pairs: ReadonlySet<number>
  names: ReadonlySet<string>
  /** Names, and what only looks like one. */
  places: ReadonlySet<string>
  days: ReadonlySet<string>
  figures: ReadonlySet<string>
}

/** `on`: the day (2026-11-29) on which it was found. */
export function comparedText(text: string, on: string): Compared {
  const words = ownWords(text)
  const letters = lettersOf(words)
  return {
    letters: [...letters].length,
    pairs: pairsOf(letters),
    names: namesIn(words),
    places: placesIn(words),
    days: daysIn(words, on),
    figures: figuresIn(words),
  }
}

/** By which an index finds it, and by which it finds others: whole numbers of 32 bits. */
export function marksOf({ letters, pairs, names, days }: Compared): Marks {
  const { wide, close } = letters < SHORTEST ? { wide: [], close: [] } : marksOfPairs(pairs)
  return { wide: [...new Set([...wide, ...marksOfNames(names, days)])], close: [...new Set(close)] }
}

export interface Verdict {
  is: 'same' | 'alike'
  how: 'text' | 'matter'
  /** The share of pairs that both have. */
  share: number
}

/** Null where nothing speaks for it. */
export function compare(one: Compared, other: Compared): Verdict | null {
  const share = shareOf(one.pairs, other.pairs)
  const letters = Math.min(one.letters, other.letters)
  if (letters >= LONG_ENOUGH && share >= SAME && !contradict(one, other)) return { is: 'same', how: 'text', share }
  const least = letters >= LONG_ENOUGH ? ALIKE : letters >= SHORTEST ? ALIKE_IF_SHORT : Number.POSITIVE_INFINITY
  if (share >= least) return { is: 'alike', how: 'text', share }
  return isSameMatter(one, other) ? { is: 'alike', how: 'matter', share } : null
}

/**
 * The same complaint about another place or house, or of another date: each names what the other does not. What is left out of one
 * (it was cut) contradicts nothing.
 */
const contradict = (one: Compared, other: Compared): boolean =>
  differ(one.places, other.places) || differ(one.figures, other.figures)

const differ = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  [...one].some((each) => !other.has(each)) && [...other].some((each) => !one.has(each))

/** Two names in common, and a day. */
const isSameMatter = (one: Compared, other: Compared): boolean =>
  [...one.names].filter((name) => other.names.has(name)).length >= 2 && [...one.days].some((day) => other.days.has(day))
