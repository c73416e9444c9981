// What of a text is compared: its letters and figures, whatever the script, width, case and punctuation; in pairs of neighbours.
import { cleanText, withoutUrls } from '../../text/text.ts'
import { textIdentity } from '../post.ts'
import { sharedIn } from '../share-texts/share-text.ts'

/** In UTF-16 units: what stands behind so much tells no post from another, and would cost time. */
const LONGEST = 4_000

/** The words of a post without links, and without what an app's share button puts around them. */
export function ownWords(text: string): string {
  const clean = cleanText(text.slice(0, 2 * LONGEST))
  const shared = sharedIn(clean)
  return withoutUrls(shared === null ? clean : `${shared.title}\n${shared.comment}`).slice(0, LONGEST)
}

/** '' where there are too few to compare. */
export function lettersOf(words: string): string {
  const identity = textIdentity(words)
  return identity.ok ? identity.normal.replaceAll(' ', '') : ''
}

/** Every two neighbouring letters, each pair as one number. */
export function pairsOf(letters: string): Set<number> {
  const points = [...letters].map((letter) => letter.codePointAt(0) ?? 0)
  return new Set(points.slice(1).map((point, index) => (points[index] ?? 0) * BEYOND + point))
}

/** One more than the last code point. */
const BEYOND = 0x110000

/** The share of pairs that both have, of those that either has (Jaccard); 0 where there are none. */
export function shareOf(one: ReadonlySet<number>, other: ReadonlySet<number>): number {
  const [few, many] = one.size < other.size ? [one, other] : [other, one]
  let both = 0
  for (const pair of few) if (many.has(pair)) both += 1
  const either = one.size + other.size - both
  return either === 0 ? 0 : both / either
}
