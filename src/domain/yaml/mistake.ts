// What is wrong in a file that people write: a value, for which wording has a sentence in each language.
import type { Example, Found, Right, SyntaxSlip, What } from './mistake-parts.ts'

/** What each mistake's sentence needs. Open: a file's own reader declares the mistakes that only it finds. */
export interface Mistakes {
  'too-long-file': { max: number }
  'not-utf8': object
  'too-deep': object
  'too-many-aliases': object
  /** An alias (`*name`) of what is not above it. */
  'no-anchor': { name: string }
  /** A key that stands twice in one set. */
  'key-twice': { found: Found }
  /** Beyond those that are told. */
  'more-problems': object
  /** `fullWidth`: the line has full-width signs, which is mostly why. */
  syntax: { slip: SyntaxSlip; fullWidth: boolean }
  /** The parser's own word, where it says what no sentence is for. */
  'not-yaml': { says: string; fullWidth: boolean }
  /** The reader of the document knows the key. */
  missing: { key: string; right: Right }
  empty: { right: Right }
  'not-that': { found: Found; what: What; right: Right }
  'not-one-of': { found: Found; what: What; near: string | null; known: readonly string[] }
  'no-key': { key: string; near: string | null; known: readonly string[] }
  'full-width-colon': { key: string }
  'no-blank': { key: string; known: string }
  'empty-list': { write: Example }
  'long-list': { max: number }
  twice: { found: Found }
  unquoted: { text: string }
  'empty-text': { write: Example }
  'long-text': { length: number; max: number }
  /** For what no shape has a sentence: none that is known. */
  'not-right': object
}

export type MistakeCode = keyof Mistakes
export type MistakeOf<C extends MistakeCode> = { code: C } & Mistakes[C]
export type Mistake = { [C in MistakeCode]: MistakeOf<C> }[MistakeCode]

export type Path = readonly PropertyKey[]

/** A mistake and where in the document its value stands, before the file's lines are known. */
export interface Misplaced {
  path: (string | number)[]
  mistake: Mistake
}

export const misplaced = (path: Misplaced['path'], mistake: Mistake): Misplaced => ({ path, mistake })

/** Line and column are counted from 1. */
export interface Place {
  file: string
  line: number
  column: number
  path: Path
}

export interface Problem extends Place {
  mistake: Mistake
}

/** zod hands on texts alone: a mistake goes through it as JSON. Of several keys of one set, one each. */
export const carried = (...mistakes: Mistake[]): string => JSON.stringify(mistakes)

/** Empty for what is zod's own: nobody is told that. */
export function mistakesIn(message: string): Mistake[] {
  try {
    const read: unknown = JSON.parse(message)
    return Array.isArray(read) ? (read as Mistake[]) : []
  } catch {
    return [] // SyntaxError: a sentence of zod's
  }
}
