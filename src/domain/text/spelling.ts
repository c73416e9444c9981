// Which of the words that there are somebody may have meant.

/** The known word nearest to what was written; null where none is near, so that nothing far-fetched is suggested. */
export const nearestWord = (written: string, known: readonly string[]): string | null =>
  nearestWords(written, known)[0] ?? null

/** All known words that are near to what was written, the nearest first. */
export function nearestWords(written: string, known: readonly string[]): string[] {
  if (written.length > LONGEST) return []
  const ranked = known.map((word) => ({ word, apart: apart(written.toLowerCase(), word.toLowerCase()) }))
  const near = ranked.filter(
    ({ word, apart }) => apart <= Math.max(1, Math.floor(Math.min(written.length, word.length) / 3)),
  )
  return near.sort((a, b) => a.apart - b.apart).map(({ word }) => word)
}

const LONGEST = 40

/** A part for the whole (open for opened, sms for urgent-sms) is as near as a slip of the hand. */
const apart = (written: string, word: string): number =>
  Math.min(written.length, word.length) >= 3 && (word.includes(written) || written.includes(word))
    ? 1
    : distance(written, word)

/** How many slips of the hand lie between two words. */
export const slips = (a: string, b: string): number => distance(a, b)

// Levenshtein, a swap of neighbours counted as one; words are a dozen characters, so the plain table is enough.
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, index) => index)]
  const at = (i: number, j: number) => rows[i]?.[j] ?? 0
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    rows.push(row)
    for (let j = 1; j <= b.length; j += 1) {
      const change = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      row.push(Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, change, swapped ? at(i - 2, j - 2) + 1 : Infinity))
    }
  }
  return at(a.length, b.length)
}
