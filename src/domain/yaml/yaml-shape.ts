// The shapes that YAML files are made of: zod's, each with the mistakes that its values may have.
import { z } from 'zod'
import { nearestWord } from '../text/spelling.ts'
import { carried, type Mistake } from './mistake.ts'
import { type Example, found, type Right, type What } from './mistake-parts.ts'

interface Given {
  input?: unknown
}

/** What a wrong value is told. For a key that is missing the reader of the document adds which one. */
export const wrong = (what: What, write: Example) => wrongBy(what, { write })

const wrongBy = (what: What, right: Right) => ({
  error: ({ input }: Given): string => carried(notThat(input, what, right)),
})

function notThat(input: unknown, what: What, right: Right): Mistake {
  if (input === undefined) return { code: 'missing', key: '', right }
  return input === null ? { code: 'empty', right } : { code: 'not-that', found: found(input), what, right }
}

/** A set of keys, and no others: of those that do not belong here, a mistake each. */
export const fields = <T extends z.ZodRawShape>(shape: T, write: Example) =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? noSuchKeys(issue.keys, Object.keys(shape))
        : wrong('keys', write).error(issue),
  })

/** A set of keys of which each is one of `keys` and all have the same shape. */
export const eachOf = <K extends string, T extends z.ZodType>(keys: readonly K[], value: T, write: Example) =>
  z.partialRecord(z.enum(keys), value, {
    // The type of a record's issue does not know that a record of fixed words has unknown keys too.
    error: (issue: { code?: string; keys?: string[]; input?: unknown }) =>
      issue.code === 'unrecognized_keys' ? noSuchKeys(issue.keys ?? [], keys) : wrong('keys', write).error(issue),
  })

/** A set of keys that the writer names, by a rule. */
export const named = <T extends z.ZodType>(
  rule: RegExp,
  key: { what: What; write: Example },
  value: T,
  write: Example,
) => z.record(z.string().regex(rule, wrong(key.what, key.write)), value, { error: wrong('keys', write).error })

/** A list of at least one, none of them twice where they are words. */
export const list = <T extends z.ZodType>(item: T, write: Example) =>
  z
    .array(item, wrongList({ write }))
    .min(1, carried({ code: 'empty-list', write }))
    .max(LONGEST_LIST, carried({ code: 'long-list', max: LONGEST_LIST }))
    .check(({ value, issues }) => {
      for (const [index, each] of value.entries())
        if (typeof each !== 'object' && value.indexOf(each) < index)
          issues.push({
            code: 'custom',
            input: each,
            path: [index],
            message: carried({ code: 'twice', found: found(each) }),
          })
    })

/** A list that may be empty, and is where the key is missing. */
export const listOrNone = <T extends z.ZodType>(item: T, write: Example) =>
  z.array(item, wrongList({ write, or: 'remove-key' })).default([])

/** A list that may be empty, which is not the same as none. */
export const listOrEmpty = <T extends z.ZodType>(item: T, write: Example) =>
  z.array(item, wrongList({ write, or: 'empty-list' }))

/** Of rungs, roles, hours: no plan has more, and each is held against each. */
const LONGEST_LIST = 100

const wrongList = (right: Right) => ({
  error: ({ input }: Given) =>
    typeof input === 'string' || typeof input === 'number'
      ? wrongBy('list', { meant: `[${String(input).slice(0, 60)}]` }).error({ input })
      : wrongBy('list', right).error({ input }),
})

export const text = (write: Example, most = 60) =>
  z
    .string({
      error: ({ input }) =>
        typeof input === 'number' || typeof input === 'boolean'
          ? carried({ code: 'unquoted', text: String(input) })
          : wrong('text', write).error({ input }),
    })
    .trim()
    .min(1, carried({ code: 'empty-text', write }))
    .max(most, { error: ({ input }) => carried({ code: 'long-text', length: String(input).length, max: most }) })

export const textLike = (rule: RegExp, what: What, write: Example) =>
  z.string(wrong(what, write)).regex(rule, wrong(what, write))

export const oneOf = <const T extends readonly string[]>(words: T, what: What) =>
  z.enum(words, {
    error: ({ input }) => {
      if (input === undefined || input === null) return wrongBy(what, { oneOf: words, what }).error({ input })
      const near = typeof input === 'string' ? nearestWord(input, words) : null
      return carried({ code: 'not-one-of', found: found(input), what, near, known: words })
    },
  })

export const whole = (from: number, to: number, what: What, write: Example) =>
  z.int(wrong(what, write)).min(from, wrong(what, write)).max(to, wrong(what, write))

export const yesNo = () => z.boolean(wrong('yes-no', 'true'))

export const flag = yesNo().default(false)

const noSuchKeys = (keys: string[], known: readonly string[]) =>
  carried(...keys.slice(0, MOST_KEYS).map((key) => noSuchKey(key, known)))

/** A file of another kind may have a hundred thousand; the reader of the document tells of fewer. */
const MOST_KEYS = 100

function noSuchKey(key: string, known: readonly string[]): Mistake {
  const glued = known.find((each) => key.startsWith(`${each}:`))
  if (key.includes('：')) return { code: 'full-width-colon', key: short(key) }
  if (glued !== undefined) return { code: 'no-blank', key: short(key), known: glued }
  return { code: 'no-key', key: short(key), near: nearestWord(key, known), known }
}

const short = (key: string): string => (key.length > 60 ? `${key.slice(0, 60)}…` : key)
