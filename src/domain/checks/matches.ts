// Places where a pattern matches, as the checks give them.
import { MOST_SPOTS, type Spot, type Why } from './check.ts'

/** At most as many as a check may name. `pattern` has the flag g. */
export function spotsOf(
  text: string,
  pattern: RegExp,
  why: Why,
  isMeant: (at: number, found: string) => boolean = () => true,
): Spot[] {
  const spots: Spot[] = []
  for (const { 0: found, index } of text.matchAll(pattern)) {
    if (found !== '' && isMeant(index, found)) spots.push({ offset: index, length: found.length, why })
    if (spots.length === MOST_SPOTS) break
  }
  return spots
}

/** Any of these, the longest first, so that none hides behind its own beginning. */
export const anyOf = (phrases: readonly string[]): RegExp =>
  new RegExp([...phrases].sort((a, b) => b.length - a.length).join('|'), 'giu')
