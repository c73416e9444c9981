// The numbers of cases in what follows a command. At its head or its tail `#5` is the case, whatever marks and brackets touch
// it; in the middle it belongs to the text.
import { urlSpans } from '../text/text.ts'
import { GAP, OPENING, SIGN, type Unit, unitAt } from './number-units.ts'

/**
 * What may stand there beside numbers: `nothing`, so that each figure is one; a `link`, beside which a figure is one, too; `text`,
 * in which only what is marked as one is.
 */
export type Beside = 'nothing' | 'link' | 'text'

export interface Numbered {
  /** In the order in which they were typed, each once. */
  numbers: number[]
  /** What is left. */
  words: string
  /** What may be meant as a number or may not: nobody should guess. Null where all is clear. */
  unclear: string | null
}

export function takeNumbers(rest: string, beside: Beside): Numbered {
  const given = trimmed(rest)
  const found = taken(given, beside)
  if (found.numbers.length > 0) return found
  // Who is called by name before or behind the number does not put it into the middle.
  const first = CALLED_FIRST.exec(given.slice(0, WINDOW))?.[0] ?? ''
  const last = CALLED_LAST.exec(given.slice(first.length).slice(-WINDOW))?.[0] ?? ''
  if (first === '' && last === '') return found
  const inner = taken(given.slice(first.length, given.length - last.length), beside)
  const words = [first, inner.words, last].map(trimmed).filter((each) => each !== '')
  return inner.numbers.length > 0 ? { ...inner, words: words.join(' ') } : found
}

const NAME = "[@＠][^\\s@＠#＃]{1,40}(?: \\p{Lu}[\\p{L}.'’-]{0,30}){0,3}"
const CALLED_FIRST = new RegExp(`^(?:${NAME}\\s{1,8}){1,20}`, 'u')
const CALLED_LAST = new RegExp(`(?:\\s{0,8}${NAME}){1,20}$`, 'u')

function taken(words: string, beside: Beside): Numbered {
  // What is marked goes before a figure by itself.
  const marked = beside === 'link' ? taken(words, 'text') : null
  if (marked !== null && marked.numbers.length > 0) return marked
  const head = headOf(words, beside)
  if (head !== null && beside !== 'nothing') return head
  const left = head ?? { numbers: [], words, unclear: null }
  const tail = tailOf(left.words, beside)
  // Of `#5-6`, or `#5 - #8`, nobody should take a part.
  if (beside === 'nothing' && tail !== null && (RANGE.test(left.words) || /[\p{N}#＃]/u.test(tail.words))) return left
  if (tail !== null) return { ...tail, numbers: [...new Set([...left.numbers, ...tail.numbers])] }
  const unclear = beside === 'nothing' ? null : (unclearHead(words, beside) ?? unclearTail(words, beside))
  return { ...left, unclear }
}

/** The number that a text begins with, as it is written; null where it begins with none that is marked as one. */
export function numberFirst(text: string): string | null {
  const unit = unitAt(text.slice(0, WINDOW), 0)
  return unit !== null && unit.mark === 'sign' && isMeantFirst(unit, text, 'text') ? quoted(text, unit.end) : null
}

// Where a number is looked for: nobody names more cases than go into that.
const WINDOW = 400

/** Null where it does not begin with a number. */
function headOf(words: string, beside: Beside): Numbered | null {
  const window = words.slice(0, WINDOW)
  const first = unitAt(window, startOf(window))
  if (first === null || !isMeantFirst(first, words, beside)) return null
  const units = [first]
  for (let next = further(window, first.end, beside); next !== null; next = further(window, next.end, beside))
    units.push(next)
  const end = units.at(-1)?.end ?? 0
  const text = words.slice(end).replace(beside === 'nothing' ? BLANKS : BETWEEN, '')
  return {
    numbers: numbersOf(units),
    words: trimmed(first.balanced ? text : text.replace(LAST_CLOSING, '')),
    unclear: null,
  }
}

/** Behind a mark that separates it from the command. */
const startOf = (words: string): number => BETWEEN.exec(words)?.[0].length ?? 0

function tailOf(words: string, beside: Beside): Numbered | null {
  const row = lastUnits(words, beside)
  const units = row.slice(row.findIndex((unit) => isMeantLast(unit, words, beside)))
  const [first] = units
  if (first === undefined || !isMeantLast(first, words, beside)) return null
  // Within brackets that hold more, it goes on to belong to what they say.
  const text = first.balanced ? withoutMarks(words.slice(0, first.start)) : words
  return { numbers: numbersOf(units), words: text, unclear: null }
}

const numbersOf = (units: Unit[]): number[] => [...new Set(units.map(({ number }) => number))]

/** The row of numbers with which it ends. */
function lastUnits(words: string, beside: Beside): Unit[] {
  const from = Math.max(0, words.length - WINDOW)
  let row: Unit[] = []
  for (let at = from; at < words.length; ) {
    const unit = isWithin(words, at) ? null : unitAt(words, at)
    if (unit === null) {
      at += 1
      continue
    }
    const last = row.at(-1)
    const follows = last !== undefined && further(words, last.end, beside)?.start === unit.start
    row = follows ? [...row, unit] : [unit]
    at = unit.end
  }
  const end = row.at(-1)?.end ?? 0
  return row.length > 0 && ONLY_MARKS.test(words.slice(end, end + WINDOW)) ? row : []
}

/** A figure that goes on before it: the window may begin in its middle. */
const isWithin = (words: string, at: number): boolean => /[0-9０-９]{2}/u.test(words.slice(Math.max(0, at - 1), at + 1))

/** Another number behind one: `#5、#6`, `#5 和 6`. */
function further(words: string, from: number, beside: Beside): Unit | null {
  JOINING.lastIndex = from
  const joint = JOINING.exec(words)?.[0] ?? ''
  const unit = unitAt(words, from + joint.length)
  if (unit === null || joint + words.slice(from, unit.end) === '') return null
  const after = words.slice(unit.end, unit.end + 20)
  if (unit.mark === 'sign') return unit
  if (joint === '' || goesOn(after)) return null
  if (unit.mark === 'word' || beside === 'nothing') return unit
  return CLOSE_JOINT.test(joint) && !MEASURE.test(after) ? unit : null
}

function isMeantFirst(unit: Unit, words: string, beside: Beside): boolean {
  const after = words.slice(unit.end, unit.end + 60)
  if (unit.mark === 'sign')
    return (
      !isTopic(words.slice(unit.start)) &&
      !ODD_AFTER.test(after) &&
      !HOUSE.test(words.slice(unit.figures, unit.figures + 10))
    )
  if (!unit.closed && goesOn(after) && !LINK.test(after)) return false
  if (beside !== 'text') return true
  return unit.mark === 'word' && !isSentence(words, after)
}

function isMeantLast(unit: Unit, words: string, beside: Beside): boolean {
  const glued = /[\p{L}\p{N}]$/u.test(words.slice(Math.max(0, unit.start - 2), unit.start))
  if (isInLink(words, unit.start)) return false
  if (unit.mark === 'sign') return true
  return !glued && (beside !== 'text' || unit.mark === 'word')
}

/** What begins like a number and is not surely one: what the sentence would be about if it were taken for text, nobody knows. */
function unclearHead(given: string, beside: Beside): string | null {
  const words = given.slice(startOf(given))
  const unit = unitAt(words.slice(0, WINDOW), 0)
  const isOdd = !isTopic(words) && ODD_NUMBER.test(words.slice(0, WINDOW))
  const after = unit === null ? '' : words.slice(unit.end, unit.end + 20)
  const doubtful =
    unit !== null &&
    ((unit.mark === 'sign' && !isTopic(words)) ||
      unit.mark === 'word' ||
      (unit.mark === 'classifier' && !goesOn(after) && beside === 'text'))
  return isOdd || doubtful ? quoted(words, unit?.end ?? 0) : null
}

function unclearTail(words: string, beside: Beside): string | null {
  const tail = words.slice(-60)
  const odd = ODD_LAST.exec(tail)
  if (odd !== null && !isInLink(words, words.length - tail.length + odd.index)) return quoted(odd[0])
  const unit = lastUnits(words, beside).find(({ mark }) => mark !== 'none')
  if (unit === undefined || isInLink(words, unit.start)) return null
  const glued = /[\p{L}\p{N}]$/u.test(words.slice(Math.max(0, unit.start - 2), unit.start))
  return unit.mark === 'classifier' && glued ? null : quoted(words.slice(unit.start))
}

/** Up to the blank behind it. */
function quoted(words: string, end = 0): string {
  const behind = /^\S*/u.exec(words.slice(end, end + WINDOW))?.[0] ?? ''
  return (words.slice(0, end) + behind).trim().slice(0, 40)
}

const isInLink = (words: string, at: number): boolean =>
  words.includes('://') && urlSpans(words).some(({ start, end }) => start < at && at < end)

/** Letters or figures straight behind a figure: it is another one. */
const goesOn = (after: string): boolean => /^[\p{L}\p{N}]/u.test(after) || ODD_AFTER.test(after)

/** `#话题#` is no number, were there figures in it. */
const isTopic = (words: string): boolean => TOPIC.test(words)

/** `case 5 people were hurt`: in English a blank is no mark. */
const isSentence = (words: string, after: string): boolean =>
  /^[^\p{L}]{0,20}case/iu.test(words) && /^\s+\p{L}/u.test(after)

const LINK = /^https?:\/\//iu
const ODD_AFTER = /^(?:(?!https?:)[\p{Script=Latin}\p{N}_]|[.．/／~～至到－–-][0-9０-９#＃])/iu
const TOPIC = new RegExp(
  `^${GAP}[#＃](?=[^#＃\\s]{0,40}\\p{L}[^#＃\\s]{0,40}\\p{L})[^#＃\\s]{1,60}[#＃](?!${GAP}[0-9０-９])`,
  'u',
)
/** `#12号楼`, `#3路`: a place is called so. */
const HOUSE =
  /^[号號]?(?:[楼樓栋棟幢座院门門线線路桥橋桩井机房室层層排弄巷支街库仓池站台杆灯泵口]|地块|单元|标段|出口)/u
const NUMERAL = '[一二三四五六七八九十百千零〇两兩]'
/** A sign before what is no figure of a case: `#-1`, `#①`, `#五`. */
const ODD_NUMBER = new RegExp(
  `^${GAP}(?:${OPENING}${GAP})*(?:${SIGN}${GAP})+(?:[\\p{N}+＋－-]|${NUMERAL}+[号號案件]*(?![\\p{L}\\p{N}]))`,
  'u',
)
const ODD_LAST = new RegExp(
  `${SIGN}${GAP}(?:[\\p{N}+＋－-][^\\s#＃\\p{Script=Han}]*|${NUMERAL}+)[号號案件]*[\\s\\p{P}\\p{Cf}]*$`,
  'u',
)
const JOINING = /[\s\p{Cf}]{0,8}(?:[、，,;；&＆+＋]|和|与|與|以及|及|跟|and\b)?[\s\p{Cf}]{0,8}/iuy
const CLOSE_JOINT = /[、&＆和与與及跟]|and|[，,;；+＋]$/iu
const MEASURE = /^\s*[名人位个個起件次条條户戶处處家辆天日月年时時点點分秒米元万千百亿吨斤部所栋楼层]/u
const BETWEEN = /^(?:[\s\p{Cf}：:，,、；;。．.！!|｜]|[－—–-](?![0-9０-９]))+/u
const RANGE = /^[~～－—–-]/u
const BLANKS = /^[\s\p{Cf}]+/u
const LAST_CLOSING = /[\p{Pe}\p{Pf}]$/u
const ONLY_MARKS = /^(?:[\s\p{P}\p{Cf}~～]|\uFE0F|\u20E3)*$/u
const MARKS = /[\s\p{Cf}：:，,、；;|｜－—–-]/u

/** Backwards by hand: a pattern that ends in `$` would try each run of blanks anew. */
function withoutMarks(words: string): string {
  let end = words.length
  while (end > 0 && MARKS.test(words.charAt(end - 1))) end -= 1
  return words.slice(0, end)
}

function trimmed(words: string): string {
  let end = words.length
  while (end > 0 && /[\s\p{Cf}]/u.test(words.charAt(end - 1))) end -= 1
  return words.slice(0, end).replace(/^[\s\p{Cf}]+/u, '')
}
