// Fields of commands: each kind of field says how it is read from what was typed and from a form. The chat's reader, the
// card's form, the body of the API and its description follow from a capability's list of fields.

import { dateFirst } from '../calendar/date-words.ts'
import { takeRequest } from '../case/request-names.ts'
import { findUrls } from '../post/post.ts'
import { type Lexicon, nameFirst, quotedFirst } from '../text/lexicon.ts'
import { cleanText, toHalfWidth, toSimplified, unquoted, urlSpans } from '../text/text.ts'
import type { Names } from './names.ts'
import type { Missing, Refusal } from './refusal.ts'

export type FieldKind =
  | 'text'
  | 'department'
  | 'departments'
  | 'level'
  | 'date'
  | 'link'
  | 'posts'
  | 'statement'
  | 'post'
  | 'instant'
  | 'case'

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
  /** What is typed before it where it is one of several named parts. */
  names?: { zh: string; en: string }
  /** It is read only behind this word: whatever else is typed is no part of it. */
  behind?: RegExp
  /** Takes its part from the head of what was typed, and leaves the rest to the fields behind it. */
  take(words: string, names: Names): { value: V; rest: string } | { refusal: Refusal }
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
  take(words, { departments }) {
    // Collapse white space first; otherwise the pattern is quadratic on a long run of spaces.
    const plain = words.replace(/\s+/gu, ' ')
    const known = nameFirst(plain, departments)
    if (known !== null && OTHERS.test(known.rest)) return { value: known.name, rest: known.rest.replace(OTHERS, '') }
    const [first = '', ...others] = plain.split(WITH)
    return { value: asKnown(first, departments), rest: others.join(' ') }
  },
  fill: cleanText,
})

const WITH = / ?协办(?:单位)?[：:]? ?| with[:：]? /iu
/** What follows a name: nothing, or others; further words make it another name, which the desk does not know. */
const OTHERS = /^[\s，,;；。.!！（(]*(?:$|协办(?:单位)?[：:]?\s*|with[:：]?(?:\s+|$))/iu

/** As the org has it; as it was typed where it has none such. */
function asKnown(typed: string, lexicon: Lexicon): string {
  const known = nameFirst(typed, lexicon)
  return known !== null && known.rest === '' ? known.name : unquoted(typed.replace(/^[@＠]/u, ''))
}

/** Departments that contribute. Cards do not ask for them. */
export const departments = (): Field<string[]> => ({
  kind: 'departments',
  required: false,
  refusedWhenRead: false,
  missing: 'department',
  aliases: [],
  lines: 0,
  take: (words, { departments }) => ({ value: [...namesFrom(words, departments)], rest: '' }),
  fill: (given) => namesIn(cleanText(given)).filter(isFilled),
})

/** One after the other: as it is known or quoted, else up to the next blank or comma. */
function* namesFrom(words: string, lexicon: Lexicon): Generator<string> {
  // Nobody types that many: what is longer is no list of names, and each step would cost its whole length.
  if (words.length > LONGEST_LIST) return yield* namesIn(words).map(unquoted).filter(isFilled)
  let rest = words.replace(BETWEEN_NAMES, '')
  while (rest !== '') {
    const known = nameFirst(rest, lexicon) ?? quotedFirst(rest)
    const [first = rest] = /^[^\s、，,]+/u.exec(rest) ?? []
    const name = known?.name ?? unquoted(first.replace(/^[@＠]/u, ''))
    if (name !== '') yield name
    rest = (known?.rest ?? rest.slice(first.length)).replace(BETWEEN_NAMES, '')
  }
}

const LONGEST_LIST = 2_000
const BETWEEN_NAMES = /^(?:[\s、，,;；。.）)]|和(?=\s)|及(?=\s)|and\s)+/iu
const namesIn = (words: string) => words.split(/[\s、，,]+/u)
const isFilled = (word: string) => word !== ''

/** A level by number or name: as the policy knows it or as it is quoted, else the first word. */
export const level = (): Field<string> => ({
  kind: 'level',
  required: true,
  refusedWhenRead: true,
  missing: 'level',
  aliases: [],
  lines: 1,
  take(words, { levels }) {
    const known = nameFirst(words, levels)
    if (known !== null) return { value: known.name, rest: known.rest.replace(MARK_FIRST, '') }
    const quoted = quotedFirst(words)
    const [first = '', ...others] = words.split(/\s+/u)
    const called = toSimplified(toHalfWidth(quoted?.name ?? unquoted(first))).toLowerCase()
    const rest = quoted?.rest ?? others.join(' ')
    return { value: called.replace(/级$/u, ''), rest: rest.replace(MARK_FIRST, '') }
  },
  fill: cleanText,
})

const MARK_FIRST = /^[，,、：:；;。]\s*/u

/** A date, perhaps with a time of day behind it. */
export const date = (): Field<string> => ({
  kind: 'date',
  required: true,
  refusedWhenRead: false,
  missing: 'date',
  aliases: [],
  lines: 1,
  take(words) {
    const span = SPAN_FIRST.exec(toHalfWidth(words.slice(0, LONGEST_SPAN)))?.[0]
    if (span !== undefined) return { value: span, rest: words.slice(span.length).replace(MARKS_FIRST, '') }
    const written = dateFirst(words)
    if (written !== null) return { value: toHalfWidth(written.text), rest: written.rest.replace(MARKS_FIRST, '') }
    const [, first = '', rest = ''] = DATE_FIRST.exec(words) ?? []
    return { value: toHalfWidth(first), rest: rest.trim() }
  },
  fill: cleanText,
})

const LONGEST_SPAN = 40
/** `3wd`: before a mark, or straight before the text. */
const SPAN_FIRST = /^\d+(?:wd|wh|d|h)(?=[，,；;、。：:]|(?![前后後内內左上下])\p{Script=Han})/u
const MARKS_FIRST = /^[\s,，、;；:：。]+/u
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
    return { value: url ?? '', rest: besideLink(words) }
  },
  fill: cleanText,
})

/**
 * What stands behind the first link, or before it the number of a case. A title before it, and what an app puts around what it
 * shares, say nothing of their own.
 */
function besideLink(words: string): string {
  const [link] = urlSpans(words)
  if (link === undefined) return ''
  const behind = words.slice(link.end).trim()
  const before = words.slice(0, link.start).trim()
  return [NUMBERED.test(before) ? before : '', isOfApp(behind) ? '' : behind].filter(isFilled).join(' ')
}

/** What stands between and behind links: of several, each is one that is meant. */
function besideLinks(words: string): string {
  const spans = urlSpans(words)
  const parts = spans.map(({ end }, at) => words.slice(end, spans[at + 1]?.start ?? words.length))
  return spans.length === 0
    ? ''
    : parts
        .map((part) => part.trim())
        .filter(isFilled)
        .join(' ')
}

const NUMBERED = /[#＃№]\s*[0-9０-９]/u
const OF_APP = /复制|打开|:\/(?!\/)|@\S+ \d/u
const isOfApp = (words: string): boolean =>
  words.length <= LONGEST_SHARE && OF_APP.test(words) && !/https?:/iu.test(words)
const LONGEST_SHARE = 200

/**
 * Which request is meant, where several wait: its name, perhaps with its number. Cards do not ask for it, since their buttons
 * carry it.
 */
export const statement = (): Field<string> => ({
  kind: 'statement',
  required: false,
  refusedWhenRead: false,
  missing: 'text',
  aliases: [],
  lines: 0,
  take(words) {
    const { called, rest } = takeRequest(words)
    return { value: called, rest }
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
  take: (words) => ({ value: findUrls(words), rest: besideLinks(words) }),
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
