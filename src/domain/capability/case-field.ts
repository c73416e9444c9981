// The field of another case: by its number, as it is typed (`12`, `#12`) or as a button carries it.
import { takeNumbers } from '../input/case-numbers.ts'
import type { Field } from './fields.ts'

/** Cards do not ask for it, since their buttons carry it. */
export const otherCase = (): Field<string> => ({
  kind: 'case',
  required: false,
  refusedWhenRead: false,
  missing: 'text',
  aliases: ['case'],
  lines: 0,
  take: (words) => ({ value: figureIn(words), rest: '' }),
  fill: figureIn,
})

const figureIn = (words: string): string => String(takeNumbers(words, 'nothing').numbers[0] ?? '')
