// Fields of commands: each kind of field says how it is read from what was typed and from a form. The chat's reader, the
// card's form, the body of the API and its description follow from a capability's list of fields.

import { dateFirst } from '../calendar/date-words.ts'
import { findUrls } from '../post/post.ts'
import { cleanText, toHalfWidth, toSimplified, unquoted } from '../text/text.ts'
import type { Missing, Refusal } from './refusal.ts'

export type FieldKind = 'text' | 'department' | 'departments' | 'level' | 'date' | 'link' | 'posts' | 'post' | 'instant'

/** A field whose value is a `V`. */
export interface Field<V = string | string[]> {
  kind: FieldKind
  /** Without it the command is refused. */
  required: boolean
  /** Refused while reading, because nothing can be decided without it; other missing fields are refused after the authority check. */
  refusedWhenRead: boolean
  /** What a refusal calls it. */
  missing: Missing
  /** Other names under which a form or the API may give it. */
  aliases: readonly string[]
  /** How many lines its input has on a card; 0: it is not asked there. */
  lines: number
  /** Takes its part from the head of what was typed, and leaves the rest to the fields behind it. */
  take(words: string): { value: V; rest: string } | { refusal: Refusal }
  /** From a form's value, which may be empty. */
  fill(given: string): V
}

interface Options {
  optional?: boolean
  lines?: number
  missing?: Missing
  aliases?: readonly string[]
}

/** All that is left of what was typed. */
export const text = ({ optional = false, lines = 3, missing = 'text', aliases = [] }: Options = {}): Field<string> => ({
  kind: 'text',
  required: !optional,
  refusedWhenRead: false,
  missing,
  aliases,
  lines,
  take: (words) => ({ value: filledIn(words), rest: '' }),
  fill: cleanText,
})

/** A reason: `text` is taken for it, too. */
export const reason = (options: Options = {}): Field<string> =>
  text({ missing: 'reason', aliases: ['text'], ...options })

/** A department by key, name or alias, up to the word that names others (`协办`, `with`). */
export const department = (): Field<string> => ({
  kind: 'department',
  required: true,
  refusedWhenRead: true,
  missing: 'department',
  aliases: [],
  lines: 1,
  take(words) {
    // Collapse white space first; otherwise the pattern is quadratic on a long run of spaces.
    const [first = '', ...others] = words.replace(/\s+/gu, ' ').split(WITH)
    return { value: unquoted(first.replace(/^@/u, '')), rest: others.join(' ') }
  },
  fill: cleanText,
})

const WITH = / ?协办[：:]? ?| with /iu

/** Departments that contribute. Cards do not ask for them. */
export const departments = (): Field<string[]> => ({
  kind: 'departments',
  required: false,
  refusedWhenRead: false,
  missing: 'department',
  aliases: [],
  lines: 0,
  take: (words) => ({ value: namesIn(words).map(unquoted).filter(isFilled), rest: '' }),
  fill: (given) => namesIn(cleanText(given)).filter(isFilled),
})

const namesIn = (words: string) => words.split(/[\s、，,]+/u)
const isFilled = (word: string) => word !== ''

/** A level by number or name: the first word. */
export const level = (): Field<string> => ({
  kind: 'level',
  required: true,
  refusedWhenRead: true,
  missing: 'level',
  aliases: [],
  lines: 1,
  take(words) {
    const [first = '', ...others] = words.split(/\s+/u)
    const called = toSimplified(toHalfWidth(unquoted(first))).toLowerCase()
    return { value: called.replace(/级$/u, ''), rest: others.join(' ') }
  },
  fill: cleanText,
})

/** A date, perhaps with a time of day behind it. */
export const date = (): Field<string> => ({
  kind: 'date',
  required: true,
  refusedWhenRead: false,
  missing: 'date',
  aliases: [],
  lines: 1,
  take(words) {
    const written = dateFirst(words)
    if (written !== null)
      return { value: toHalfWidth(written.text), rest: written.rest.replace(/^[\s,，、;；:：]+/u, '') }
    const [, first = '', rest = ''] = DATE_FIRST.exec(words) ?? []
    return { value: toHalfWidth(first), rest: rest.trim() }
  },
  fill: cleanText,
})

const DATE_FIRST = /^(\S+(?:\s+\d{1,2}[:：]\d{2})?)\s*([\s\S]*)$/u

/** The first link of what was typed. */
export const link = (): Field<string> => ({
  kind: 'link',
  required: true,
  refusedWhenRead: false,
  missing: 'link',
  aliases: ['link'],
  lines: 1,
  take(words) {
    const [url] = findUrls(words)
    if (url === undefined && words !== '') return { refusal: { reason: 'bad-link', text: words, why: 'malformed' } }
    return { value: url ?? '', rest: '' }
  },
  fill: cleanText,
})

/** Posts of the case: links as they were typed, or keys that were chosen. */
export const posts = (): Field<string[]> => ({
  kind: 'posts',
  required: true,
  refusedWhenRead: false,
  missing: 'posts',
  aliases: [],
  lines: 1,
  take: (words) => ({ value: findUrls(words), rest: '' }),
  fill: listed,
})

/** A form's choices: encoded, with commas between, so that a comma of a link stays what it is. */
function listed(given: string): string[] {
  return given.split(',').flatMap((each) => {
    try {
      return each.trim() === '' ? [] : [decodeURIComponent(each.trim())]
    } catch {
      // Not encoded: as it was given.
      return [each.trim()]
    }
  })
}

/** Whoever sends a usage as it stands has filled nothing in: `〈…〉` is no text. */
export const filledIn = (words: string): string => (BLANKS.test(words) ? '' : words)
const BLANKS = /^(?:\s*〈[^〈〉\n]{1,60}〉)+\s*$/u
