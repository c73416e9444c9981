// One number as people write it: `#5`, `№5`, `5号`, `案件5`, with the brackets around it.
import { toHalfWidth } from '../text/text.ts'

/** How surely a case is meant: by its sign, by a word, by a classifier that days and houses have too, or by nothing. */
export type Mark = 'sign' | 'word' | 'classifier' | 'none'

export interface Unit {
  number: number
  mark: Mark
  start: number
  /** Where its figures end. */
  figures: number
  end: number
  /** As many brackets are closed behind it as are opened before it. */
  balanced: boolean
  /** A bracket is closed behind it. */
  closed: boolean
}

/** The number that begins at `start`, brackets included; null where none does. */
export function unitAt(text: string, start: number): Unit | null {
  UNIT.lastIndex = start
  const found = UNIT.exec(text)
  if (found?.groups === undefined) return null
  const { opening = '', word = '', sign, ordinal, digits = '', classifier = '', closing = '' } = found.groups
  const mark = markOf(word, sign !== undefined, `${ordinal ?? ''}${classifier}`)
  return {
    number: Number(toHalfWidth(digits).replace(/[^0-9]/gu, '')),
    mark,
    start,
    figures: found.indices?.groups?.digits?.[1] ?? start,
    end: start + found[0].length,
    balanced: marksIn(opening) === marksIn(closing),
    closed: closing !== '',
  }
}

function markOf(word: string, hasSign: boolean, classifier: string): Mark {
  if (hasSign) return 'sign'
  if (/[案编編]|case/iu.test(word) || classifier.includes('案')) return 'word'
  return word !== '' || classifier !== '' ? 'classifier' : 'none'
}

const marksIn = (brackets: string): number => brackets.replace(/[\s\p{Cf}]/gu, '').length

/** Blanks and what is not seen: variation selectors and the keycap of `#️⃣` among it. Bounded, so that a long run costs no more. */
export const GAP = '[\\s\\p{Cf}\\uFE0F\\u20E3]{0,8}'
export const OPENING = '[\\p{Ps}\\p{Pi}"\'＂＇*＜<]'
export const SIGN = '[#＃﹟♯№]'
const CLOSING = '[\\p{Pe}\\p{Pf}"\'＂＇*＞>]'
const CASE = '(?:案件|案子|案|(?<!\\p{L})(?:case|cases)(?!\\p{L}))'
const CALLED = '(?:编号|編號|号码|號碼|号|號|(?<!\\p{L})(?:number|no)(?!\\p{L})[.．]?)'
const WORD = `(?:${CASE}${GAP}${CALLED}?|${CALLED})${GAP}[：:]?${GAP}`
const DIGITS = '(?:[0-9０-９][\\p{Cf}\\uFE0F\\u20E3]{0,2}){1,9}(?![0-9０-９])'

const UNIT = new RegExp(
  [
    `(?<opening>(?:${OPENING}${GAP}){0,4})`,
    `(?<word>${WORD})?`,
    `(?<sign>(?:${SIGN}${GAP}){1,3})?`,
    `(?<ordinal>第${GAP})?`,
    `(?<![0-9０-９])(?<digits>${DIGITS})`,
    `(?<classifier>${GAP}[号號](?:${GAP}案件?)?)?`,
    `(?<closing>(?:${GAP}${CLOSING}){0,4})`,
  ].join(''),
  'diuy',
)
