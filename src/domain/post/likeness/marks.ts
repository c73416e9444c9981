// Marks by which an index finds what may be alike: texts that share much share a mark, and few others do, however common the
// pairs in them are. The marks are stored: how they are made must not change without making all of them anew.

const HASHES = 160
/** Of two texts that share the part s of their pairs, a mark of so many hashes is the same in s⁴, or in s⁸, of the cases. */
const WIDE = { bands: 40, rows: 4 }
const CLOSE = { bands: 16, rows: 8 }

export interface Marks {
  /** Two texts that share six tenths of their pairs nearly always have one in common; two that share a tenth, in one of 250. */
  wide: number[]
  /** Of texts that say the same nearly all have one in common; of those that share half, six in a hundred. */
  close: number[]
}

/** Least values of hashes (min-hash), several in one mark. */
export function marksOfPairs(pairs: ReadonlySet<number>): Marks {
  if (pairs.size === 0) return { wide: [], close: [] }
  const least = new Uint32Array(HASHES).fill(0xffffffff)
  for (const pair of pairs) {
    const seed = mixed((Math.floor(pair / 0x100000000) ^ pair) >>> 0)
    for (let at = 0; at < least.length; at += 1) {
      const value = mixed((seed ^ (SEEDS[at] ?? 0)) >>> 0)
      if (value < (least[at] ?? 0)) least[at] = value
    }
  }
  const wide = Array.from({ length: WIDE.bands }, (_, band) =>
    joint(band + 1, WIDE.rows, (row) => least[band * WIDE.rows + row] ?? 0),
  )
  // The same hashes, dealt otherwise.
  const close = Array.from({ length: CLOSE.bands }, (_, band) =>
    joint(1_000 + band, CLOSE.rows, (row) => least[(band * 10 + row * 21) % HASHES] ?? 0),
  )
  return { wide, close }
}

function joint(seed: number, rows: number, valueAt: (row: number) => number): number {
  let mark = seed
  for (let row = 0; row < rows; row += 1) mark = mixed((mark ^ valueAt(row)) >>> 0)
  return mark | 0
}

/** Of each name on each day: at most so many, the first in the order of their letters. */
export function marksOfNames(names: ReadonlySet<string>, days: ReadonlySet<string>): number[] {
  const said = [...names].sort().slice(0, 12)
  return [...days].slice(0, 4).flatMap((day) => said.map((name) => markOf(`${name}|${day}`)))
}

function markOf(text: string): number {
  let mark = 0x811c9dc5
  for (const letter of text) mark = mixed((mark ^ (letter.codePointAt(0) ?? 0)) >>> 0)
  return mark | 0
}

/** Spreads 32 bits over 32 bits, one to one (the finishing steps of MurmurHash3). */
function mixed(given: number): number {
  let value = given
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return (value ^ (value >>> 16)) >>> 0
}

const SEEDS = Uint32Array.from({ length: HASHES }, (_, at) => mixed((at + 1) * 0x9e3779b1))
