// The shapes that YAML files are made of: zod's, with sentences that say what would be right to people who write no code.
import { z } from 'zod'
import { nearestWord } from '../text/spelling.ts'

/**
 * What a wrong value is told. For a key that is missing the sentence says only what to write, with `{key}` in the place
 * of the key: the reader of the document knows it.
 */
export const wrong = (what: string, example: string) => ({
  error: ({ input }: { input?: unknown }): string => {
    if (input === undefined) return `write {key}: ${example}`
    if (input === null) return `nothing is written here: write ${example}`
    return `${shown(input)} is not ${what}: write ${example}`
  },
})

/** A set of keys, and no others. The sentence about unknown keys has one line a key. */
export const fields = <T extends z.ZodRawShape>(shape: T, example: string) =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? noSuchKeys(issue.keys, Object.keys(shape))
        : wrong('a set of keys', example).error(issue),
  })

/** A set of keys of which each is one of `keys` and all have the same shape. */
export const eachOf = <K extends string, T extends z.ZodType>(keys: readonly K[], value: T, example: string) =>
  z.partialRecord(z.enum(keys), value, {
    // The type of a record's issue does not know that a record of fixed words has unknown keys too.
    error: (issue: { code?: string; keys?: string[]; input?: unknown }) =>
      issue.code === 'unrecognized_keys'
        ? noSuchKeys(issue.keys ?? [], keys)
        : wrong('a set of keys', example).error(issue),
  })

/** A set of keys that the writer names, by a rule. */
export const named = <T extends z.ZodType>(rule: RegExp, ruleSentence: string, value: T, example: string) =>
  z.record(z.string().regex(rule, { error: ({ input }) => `${shown(input)} ${ruleSentence}` }), value, {
    error: wrong('a set of keys', example).error,
  })

/** A list of at least one, none of them twice where they are words. */
export const list = <T extends z.ZodType>(item: T, example: string) =>
  z
    .array(item, wrongList(example))
    .min(1, `the list is empty: write ${example}`)
    .max(LONGEST_LIST, `the list is longer than ${LONGEST_LIST}: shorten it`)
    .check(({ value, issues }) => {
      for (const [index, each] of value.entries())
        if (typeof each !== 'object' && value.indexOf(each) < index)
          issues.push({
            code: 'custom',
            input: each,
            path: [index],
            message: `${shown(each)} stands here twice: remove it`,
          })
    })

/** A list that may be empty, and is where the key is missing. */
export const listOrNone = <T extends z.ZodType>(item: T, example: string) =>
  z.array(item, wrongList(`${example}, or remove the key`)).default([])

/** A list that may be empty, which is not the same as none. */
export const listOrEmpty = <T extends z.ZodType>(item: T, example: string) =>
  z.array(item, wrongList(`${example}, or []`))

/** Of rungs, roles, hours: no plan has more, and each is held against each. */
const LONGEST_LIST = 100

const wrongList = (example: string) => ({
  error: ({ input }: { input?: unknown }) =>
    typeof input === 'string' || typeof input === 'number'
      ? `${shown(input)} is not a list: write [${String(input).slice(0, 60)}]`
      : wrong('a list', example).error({ input }),
})

export const text = (example: string, most = 60) =>
  z
    .string({
      error: ({ input }) =>
        typeof input === 'number' || typeof input === 'boolean'
          ? `${input} is not text: put it in quotes, "${input}"`
          : wrong('text', example).error({ input }),
    })
    .trim()
    .min(1, `the text is empty: write ${example}`)
    .max(most, { error: ({ input }) => `this has ${String(input).length} characters: write at most ${most}` })

export const textLike = (rule: RegExp, what: string, example: string) =>
  z.string(wrong(what, example)).regex(rule, wrong(what, example))

export const oneOf = <const T extends readonly string[]>(words: T, what: string) =>
  z.enum(words, {
    error: ({ input }) => {
      const all = `one of ${words.join(', ')}`
      if (input === undefined) return `write ${all}`
      const near = typeof input === 'string' ? nearestWord(input, words) : null
      const ask = near === null ? '' : `did you mean ${near}? `
      return input === null
        ? `nothing is written here: write ${all}`
        : `${shown(input)} is not ${what}: ${ask}${ask === '' ? 'write' : 'Write'} ${all}`
    },
  })

export const whole = (from: number, to: number, what: string, example: string) =>
  z.int(wrong(what, example)).min(from, wrong(what, example)).max(to, wrong(what, example))

export const flag = z.boolean(wrong('true or false', 'true')).default(false)

/** Short, in one line: what people wrote may be anything. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object' && value !== null) return 'a set of keys'
  if (typeof value !== 'string') return String(value)
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value)
}

// A file of another kind may have a hundred thousand; nobody reads on to where the guessing stops.
const noSuchKeys = (keys: string[], known: readonly string[]) =>
  keys.map((key, index) => (index < 100 ? noSuchKey(key, known) : `there is no key ${shown(key)} here`)).join('\n')

function noSuchKey(key: string, known: readonly string[]): string {
  const glued = known.find((each) => key.startsWith(`${each}:`))
  if (key.includes('：')) return `${shown(key)} has a full-width colon: write ":" and a blank`
  if (glued !== undefined) return `${shown(key)} lacks the blank after the colon: write ${glued}: and a blank`
  const near = nearestWord(key, known)
  const right = near === null ? `write one of ${known.join(', ')}` : `did you mean "${near}"?`
  return `there is no key ${shown(key)} here: ${right}`
}
