// How well posts are told to be the same: precision of what is joined, recall of what is joined or asked about.
import { type Compared, compare, comparedText, marksOf } from '../../src/domain/post/likeness/likeness.ts'
import { anotherMatter, elsewhere, REWRITES, type Rewrite, randomOf, rewritten, seedOf } from './likeness-corpus.ts'

const ON = '2026-11-28'

interface Prepared {
  compared: Compared
  marks: Set<number>
}
const prepared = (text: string): Prepared => {
  const compared = comparedText(text, ON)
  const { wide, close } = marksOf(compared)
  return { compared, marks: new Set([...wide, ...close]) }
}

export interface Figures {
  /** Of what was joined by itself, the share that was the same. */
  precision: number
  joined: number
  /** Of what was the same, the share that was joined or asked about. */
  recall: number
  /** Of what was the same, the share that was joined by itself. */
  joinedShare: number
  recallBy: Record<Rewrite, number>
  /** Of what was not the same, the share that was asked about. */
  askedInVain: number
}

/** Each rewriting, and what is not the same, against every seed: as an index would find them. */
export function likenessFigures(count: number): Figures {
  const seeds = Array.from({ length: count }, (_, index) => seedOf(index))
  const known = seeds.map(({ text }) => prepared(text))
  const found = { right: 0, wrong: 0, asked: 0 }
  const by = Object.fromEntries(REWRITES.map((how) => [how, 0])) as Record<Rewrite, number>
  const vain = { asked: 0, of: 0 }
  seeds.forEach((seed, index) => {
    const random = randomOf(index + 7_000)
    for (const how of REWRITES) {
      const is = verdicts(prepared(rewritten(seed, how, random)), known)
      const own = is.get(index)
      if (own !== undefined) by[how] += 1
      if (own === 'same') found.right += 1
      found.wrong += [...is].filter(([other, verdict]) => other !== index && verdict === 'same').length
    }
    for (const text of [anotherMatter(seed, index).text, elsewhere(seed, index)]) {
      const is = verdicts(prepared(text), known)
      found.wrong += [...is.values()].filter((verdict) => verdict === 'same').length
      vain.of += 1
      if (is.size > 0) vain.asked += 1
    }
  })
  const same = count * REWRITES.length
  const joined = found.right + found.wrong
  return {
    precision: joined === 0 ? 0 : found.right / joined,
    joined,
    recall: Object.values(by).reduce((sum, each) => sum + each, 0) / same,
    joinedShare: found.right / same,
    recallBy: Object.fromEntries(REWRITES.map((how) => [how, by[how] / count])) as Record<Rewrite, number>,
    askedInVain: vain.asked / vain.of,
  }
}

function verdicts(one: Prepared, known: readonly Prepared[]): Map<number, 'same' | 'alike'> {
  const found = new Map<number, 'same' | 'alike'>()
  known.forEach((other, index) => {
    if (![...one.marks].some((mark) => other.marks.has(mark))) return
    const verdict = compare(one.compared, other.compared)
    if (verdict !== null) found.set(index, verdict.is)
  })
  return found
}
