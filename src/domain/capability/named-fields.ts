// Fields that are typed with a word before them: parts in any order, and what is read only behind its word.
import { cleanText } from '../text/text.ts'
import { type Field, filledIn } from './fields.ts'
import type { LabelledPart, Missing } from './refusal.ts'

/**
 * One of several parts that are typed with their names before them, in any order: `方式：电话；时刻：11-29 15:00`. A part goes on
 * to the next that is named.
 */
export const labelled = (
  missing: Missing & LabelledPart,
  {
    zh,
    en,
    aliases = [],
  }: { zh: readonly [string, ...string[]]; en: readonly [string, ...string[]]; aliases?: readonly string[] },
): Field<string> => {
  const names = [...zh, ...en]
  for (const name of names) PART_NAMES.add(name)
  return {
    kind: 'text',
    names: { zh: zh[0], en: en[0] },
    required: true,
    refusedWhenRead: false,
    missing,
    aliases,
    lines: missing === 'evidence' || missing === 'reaction' ? 2 : 1,
    take(words) {
      const [start, head] = headOf(words, names)
      if (start < 0) return { value: '', rest: words }
      const behind = words.slice(start + head)
      const [next] = headOf(behind, [...PART_NAMES])
      const end = next < 0 ? behind.length : next
      return {
        value: filledIn(withoutSeparator(behind.slice(0, end))),
        rest: `${words.slice(0, start)}${behind.slice(end)}`.trim(),
      }
    },
    fill: cleanText,
  }
}

const PART_NAMES = new Set<string>()
const SEPARATORS = '；;，,、'

// No pattern: one that ends with white space is quadratic on a long run of it.
function withoutSeparator(part: string): string {
  let said = part.trim()
  while (said !== '' && SEPARATORS.includes(said.at(-1) ?? '')) said = said.slice(0, -1).trim()
  return said
}

/** Where one of these names stands with a colon behind it, and how long that is; -1 where none does. */
function headOf(words: string, names: readonly string[]): [start: number, length: number] {
  const match = new RegExp(`(?<=^|[\\s；;，,、。])(?:${names.join('|')})\\s*[：:]\\s*`, 'iu').exec(words)
  return match === null ? [-1, 0] : [match.index, match[0].length]
}

/** Only behind this word, with all that follows: a figure alone may be a case's number, and says nothing. */
export const behind = (word: RegExp, field: Field<string>): Field<string> => ({
  ...field,
  behind: word,
  take(words) {
    const said = word.exec(words)
    const rest = said === null ? words : words.slice(said[0].length)
    return said === null || FIGURES.test(rest) ? { value: '', rest: words } : { value: filledIn(rest), rest: '' }
  },
})

const FIGURES = /^[\s\p{P}]*[0-9０-９]{1,9}[\s\p{P}]*$/u
