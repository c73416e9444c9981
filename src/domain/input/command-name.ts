// Which command a text begins with: its name up to a blank or a mark, or with its text straight behind it.
import type { PersonsCommandType } from '../capability/command.ts'
import type { QueryType } from '../capability/question.ts'
import { PERSONS_COMMANDS } from '../commands/index.ts'
import { nearestWords, slips } from '../text/spelling.ts'
import { toHalfWidth, toSimplified } from '../text/text.ts'
import { namesOfCommand } from './command-form.ts'
import { QUERIES, QUESTIONS } from './questions.ts'

export type Wanted = PersonsCommandType | QueryType | 'open'

export type Called =
  | { kind: 'none' }
  /** `rest`: what follows the name. `glued`: the whole word where more than the name stands in it, else null. */
  | { kind: 'known'; type: Wanted; rest: string; glued: string | null; end: number }
  | { kind: 'unknown'; word: string; nearest: Wanted[]; rest: string; end: number }

export function commandIn(text: string): Called {
  const start = START.exec(text)?.[0].length
  if (start === undefined) return { kind: 'none' }
  const word = WORD.exec(text.slice(start))?.[0] ?? ''
  const name = normal(word.slice(0, LONGEST_NAME))
  const exact = word.length > LONGEST_NAME ? undefined : TYPES.get(name)
  if (exact !== undefined) return known(text, exact, start + word.length, null)
  const first = longestFirst(name)
  const length = first === undefined ? 0 : lengthOf(word, first)
  const type = first === undefined ? undefined : TYPES.get(first)
  if (type === undefined || first === undefined || isAnother(name, first, text.slice(start + length)))
    return unknown(text, start, word, type)
  return known(text, type, start + length, `/${word}`)
}

/** Whether a text begins with a command that there is. */
export const isCommand = (text: string): boolean => commandIn(text).kind === 'known'

/** The nearest of those that there are, the one that it begins with first; three at most. */
export function nearestTo(word: string, begun: Wanted | undefined): Wanted[] {
  const name = normal(word.slice(0, LONGEST_NAME + 1))
  // Nobody has mistyped that much.
  const near = name.length > LONGEST_NAME ? [] : nearestWords(name, [...TYPES.keys()])
  const types = near.flatMap((each) => TYPES.get(each) ?? [])
  return [...new Set([...(begun === undefined ? [] : [begun]), ...types])].slice(0, 3)
}

const LONGEST_NAME = 40

// Blanks and what is not seen may stand before and after the slash.
const START = /^[\s\p{Cf}]*[/／][\s\p{Cf}]*(?=[^\s\p{Cf}#＃№/／])/u
/** A mark or a digit ends the name: `/签收#23`, `/拟稿：您好`, `/分办“城管局”`. */
const WORD = /^[\p{L}\p{M}\p{N}\p{Cf}_-]+/u
/** What stands between a name and its text, where people put a mark. */
const BETWEEN = /^[\p{Cf}]*[：:，,、；;。．.！!—–-]+/u

const normal = (name: string) => toSimplified(toHalfWidth(name.replace(/\p{Cf}/gu, ''))).toLowerCase()

const TYPES: ReadonlyMap<string, Wanted> = new Map<string, Wanted>([
  ...([...PERSONS_COMMANDS, 'open'] as const).flatMap((type) =>
    namesOfCommand(type).map((name) => [name, type] as const),
  ),
  ...QUERIES.flatMap((type) => {
    const { en, zh } = QUESTIONS[type].names
    return [...en, ...zh].map((name) => [name, type] as const)
  }),
])

const BY_LENGTH = [...TYPES.keys()].sort((a, b) => b.length - a.length)

const longestFirst = (name: string): string | undefined => BY_LENGTH.find((each) => name.startsWith(each))

/** How much of what was typed makes up the name: what is not seen in it was typed, too. */
function lengthOf(word: string, name: string): number {
  for (let length = name.length; length <= word.length; length += 1)
    if (normal(word.slice(0, length)) === name) return length
  return word.length
}

/** What merely begins with a command's name may be another word (`/签收人`, `/拟稿人`, `/notes`), or another command mistyped. */
function isAnother(name: string, first: string, rest: string): boolean {
  if (/^[a-z_-]/u.test(normal(rest.slice(0, 1))) && /[a-z]$/u.test(first)) return true
  if (ONE_LETTER.test(rest)) return true
  return BY_LENGTH.some((each) => isNear(name, each) && !name.startsWith(each))
}

const isNear = (name: string, each: string) => Math.abs(name.length - each.length) <= 1 && slips(name, each) <= 1

const ONE_LETTER = /^\p{L}(?![\p{L}\p{N}])/u

function known(text: string, type: Wanted, end: number, glued: string | null): Called {
  return { kind: 'known', type, rest: text.slice(end).replace(BETWEEN, ''), glued, end }
}

function unknown(text: string, start: number, word: string, begun: Wanted | undefined): Called {
  const whole = word === '' ? (/^[^\s#＃/／]+/u.exec(text.slice(start))?.[0] ?? '') : word
  const end = start + whole.length
  return { kind: 'unknown', word: `/${whole}`, nearest: nearestTo(whole, begun), rest: text.slice(end), end }
}
