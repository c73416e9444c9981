// Names that are known, to be found at the head of a text: the longest that fits, however it is spelt.
import { toHalfWidth, toSimplified, unquoted } from './text.ts'

/** `name`: as it is known; `end`: where it ends in the text. */
export interface Found {
  name: string
  end: number
}

export interface Lexicon {
  /** The longest known name with which the text begins and after which it is not gone on; null where there is none. */
  longest(text: string): Found | null
  readonly names: readonly string[]
}

/** Capitals, widths, traditional characters and the number of blanks make no difference. Made ready at its first use. */
export function lexiconOf(known: () => readonly string[]): Lexicon {
  let made: { names: readonly string[]; byFolded: Map<string, string>; longest: number } | undefined
  const ready = () => {
    made ??= madeReady(known())
    return made
  }
  return {
    longest: (text) => longestIn(text, ready()),
    get names() {
      return ready().names
    },
  }
}

export const NO_LEXICON: Lexicon = { longest: () => null, names: [] }

/** What several know: the longest of all. */
export const together = (...lexicons: Lexicon[]): Lexicon => ({
  longest: (text) =>
    lexicons
      .map((each) => each.longest(text))
      .reduce((best, each) => (each !== null && each.end > (best?.end ?? 0) ? each : best), null),
  get names() {
    return lexicons.flatMap(({ names }) => names)
  },
})

/** The known name that stands first, with or without `@` and quotation marks, and what follows it. */
export function nameFirst(words: string, lexicon: Lexicon): { name: string; rest: string } | null {
  const from = BEFORE.exec(words)?.[0].length ?? 0
  const found = lexicon.longest(words.slice(from, from + 4 * LONGEST_NAME))
  if (found === null) return null
  return {
    name: found.name,
    rest: words
      .slice(from + found.end)
      .replace(BEHIND, '')
      .trim(),
  }
}

/** What stands first in quotation marks is a name, known or not. */
export function quotedFirst(words: string): { name: string; rest: string } | null {
  const quoted = QUOTED.exec(words)?.[0]
  if (quoted === undefined) return null
  return { name: unquoted(quoted.replace(/^\s*[@＠]/u, '')), rest: words.slice(quoted.length).trim() }
}

const BEFORE = /^\s*[@＠]?\s*[“"'‘「『《]*\s*/u
const BEHIND = /^\s*[”"'’」』》]+/u
const QUOTED =
  /^\s*[@＠]?\s*(?:"[^"\n]{1,80}"|“[^“”\n]{1,80}”|「[^「」\n]{1,80}」|『[^『』\n]{1,80}』|《[^《》\n]{1,80}》)/u

// Nobody is called by more; what is longer is not looked for, so that a long text costs no more than a short one.
const LONGEST_NAME = 80

function madeReady(known: readonly string[]) {
  const names = known.map((name) => name.trim()).filter((name) => name !== '')
  const byFolded = new Map(names.map((name) => [folded(name).text, name]))
  const longest = [...byFolded.keys()].reduce((most, each) => Math.max(most, each.length), 0)
  return { names, byFolded, longest: Math.min(longest, LONGEST_NAME) }
}

function longestIn(
  text: string,
  { byFolded, longest }: { byFolded: Map<string, string>; longest: number },
): Found | null {
  if (longest === 0) return null
  const head = folded(text, longest)
  for (let length = Math.min(longest, head.text.length); length > 0; length -= 1) {
    const name = byFolded.get(head.text.slice(0, length))
    const end = head.ends[length - 1]
    if (name !== undefined && end !== undefined && isWhole(text, end)) return { name, end }
  }
  return null
}

/** A name that merely begins another word is not meant. */
const isWhole = (text: string, end: number): boolean => !/^[\p{L}\p{N}_]/u.test(text.slice(end, end + 2))

interface Folded {
  text: string
  /** Of each unit of `text`: where what it stands for ends in what was given. */
  ends: number[]
}

function folded(given: string, most = Number.POSITIVE_INFINITY): Folded {
  const ends: number[] = []
  let text = ''
  let at = 0
  for (const each of given) {
    at += each.length
    if (UNSEEN.test(each)) continue
    const plain = /\s/u.test(each) ? ' ' : simplified(toHalfWidth(each)).toLowerCase()
    // A run of blanks is one; it ends where its last does.
    if (plain === ' ' && text.endsWith(' ')) {
      ends[ends.length - 1] = at
      continue
    }
    for (let unit = 0; unit < plain.length; unit += 1) ends.push(at)
    text += plain
    if (text.length >= most) break
  }
  return { text, ends }
}

const UNSEEN = /^(?:\p{Cf}|\uFE0F)$/u
const simplified = (each: string): string => (each < '\u2e80' ? each : toSimplified(each))
