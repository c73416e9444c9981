// Dates that are no dates, weekdays that do not fit, and promises that are past, before the case, or too far off.
import { DAY, instantOf } from '../calendar/instant.ts'
import { type Check, type CheckFacts, MOST_SPOTS, type Spot } from './check.ts'
import type { Reading } from './reading.ts'

export const dates: Check = (reading, facts) => {
  const today = Date.parse(facts.today)
  const spots: Spot[] = []
  for (const written of writtenIn(reading.folded)) {
    const spot = judged(written, reading, facts, today)
    if (spot !== null) spots.push({ offset: written.start, length: written.length, ...spot })
    if (spots.length === MOST_SPOTS) break
  }
  return spots
}

interface Written {
  start: number
  length: number
  year: number | null
  month: number
  day: number
  /** 1 is Monday; null where none stands beside it. */
  weekday: number | null
}

type Judged = Pick<Spot, 'why' | 'right'>

function judged(written: Written, reading: Reading, facts: CheckFacts, today: number): Judged | null {
  const date = dateOf(written, today)
  if (date === null) return { why: 'no-such-date' }
  const weekday = weekdayAt(date)
  if (written.weekday !== null && written.weekday !== weekday) return { why: 'wrong-weekday', right: String(weekday) }
  const promise = promiseAt(reading.own, written)
  if (promise === null) return null
  const day = instantOf(date).slice(0, 10)
  if (day < facts.begun) return { why: 'before-case', right: facts.begun }
  if (day < facts.today) return { why: 'promise-past', right: facts.today }
  const bound = promise === 'answer' || facts.kind === 'commitment'
  if (bound && facts.latest !== null && day > facts.latest) return { why: 'beyond-cap', right: facts.latest }
  return null
}

/** Midnight in UTC. Without a year the one that brings it nearest to today; 29 February stands in few. */
function dateOf({ year, month, day }: Written, today: number): number | null {
  const thisYear = new Date(today).getUTCFullYear()
  const years = year === null ? [thisYear, thisYear - 1, thisYear + 1] : [year]
  const possible = years.flatMap((each) => dayOf(each, month, day))
  return possible.sort((a, b) => Math.abs(a - today) - Math.abs(b - today))[0] ?? null
}

// Plain arithmetic: a statement of dates alone has thousands, and each of them has three years.
function dayOf(year: number, month: number, day: number): number[] {
  const at = Date.UTC(year, month - 1, day)
  const read = new Date(at)
  // 30 February rolls over into March.
  const is = read.getUTCFullYear() === year && read.getUTCMonth() === month - 1 && read.getUTCDate() === day
  return is ? [at] : []
}

/** 1 is Monday; 1970 began on a Thursday. */
const weekdayAt = (date: number): number => ((((date / DAY + 3) % 7) + 7) % 7) + 1

const NUMERAL = '[〇零○一二三四五六七八九十]'
const WEEKDAY = String.raw`\s?[（(,，、]?\s?(?:星期|周|礼拜)([一二三四五六日天])(?![至到、])`
const WRITTEN = new RegExp(
  [
    String.raw`(?:(?<![\d.])(\d{4})\s?年\s?|(${NUMERAL}{4})年|(去年|明年))?`,
    String.raw`(?<![\d.])(?:(\d{1,2})\s?月(?:份)?\s?(\d{1,2})\s?[日号]|(${NUMERAL}{1,3})月(${NUMERAL}{1,3})[日号])`,
    `(?:${WEEKDAY})?`,
  ].join(''),
  'gu',
)
// 2026-11-29, 2026/11/29, 2026.11.29: with a year only, since 11.29 may be an amount.
const BY_NUMBERS = new RegExp(
  String.raw`(?<![\d\-/.])(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![\d\-/.]\d|\d)(?:${WEEKDAY})?`,
  'gu',
)

function* writtenIn(folded: string): Generator<Written> {
  for (const match of folded.matchAll(WRITTEN)) {
    const [found, year, inWords, relative, month, day, monthInWords, dayInWords, weekday] = match
    yield {
      start: match.index,
      length: found.length,
      // Last or next year: of no known one; what remains to be said is whether there is such a day at all.
      year: year !== undefined ? Number(year) : inWords !== undefined ? yearOf(inWords) : null,
      month: month !== undefined ? Number(month) : numberOf(monthInWords ?? ''),
      day: day !== undefined ? Number(day) : numberOf(dayInWords ?? ''),
      weekday: weekday === undefined || relative !== undefined ? null : weekdayOf(weekday),
    }
  }
  for (const match of folded.matchAll(BY_NUMBERS)) {
    const [found, year, , month, day, weekday] = match
    const at = { start: match.index, length: found.length, year: Number(year), month: Number(month), day: Number(day) }
    yield { ...at, weekday: weekday === undefined ? null : weekdayOf(weekday) }
  }
}

const DIGITS = '〇一二三四五六七八九'
const digitOf = (each: string): number => (each === '零' || each === '○' ? 0 : DIGITS.indexOf(each))
const yearOf = (words: string): number => Number([...words].map(digitOf).join(''))
const weekdayOf = (word: string): number => (word === '天' || word === '日' ? 7 : DIGITS.indexOf(word))

/** 二十九, 十一, 三十; 0 for what is no number. */
function numberOf(words: string): number {
  const parts = /^([二三四五六七八九])?(十)?([一二三四五六七八九])?$/u.exec(words)
  if (parts === null) return 0
  const [, tens, ten, ones] = parts
  if (ten === undefined) return tens !== undefined && ones !== undefined ? 0 : digitOf(tens ?? ones ?? '') || 0
  return (tens === undefined ? 1 : digitOf(tens)) * 10 + (ones === undefined ? 0 : digitOf(ones))
}

/** Whether the clause around a date speaks of what is to come, and whether of an answer. Nothing that is quoted promises. */
function promiseAt(own: string, { start, length }: Written): 'answer' | 'work' | null {
  if (own.charAt(start) === '\0') return null
  const before = own.slice(Math.max(0, start - REACH), start).replace(/^[\s\S]*[，,。！？!?；;\n\0]/u, '')
  const after = (/^[^，,。！？!?；;\n\0]*/u.exec(own.slice(start + length, start + length + REACH)) ?? [''])[0]
  if (PAST.test(before) || PAST.test(after)) return null
  if (!FUTURE.test(before) && !BEFORE_THEN.test(after)) return null
  return ANSWERS.test(before) || ANSWERS.test(after) ? 'answer' : 'work'
}

const REACH = 24
const FUTURE =
  /将|拟|计划|预计|预期|承诺|确保|保证|力争|争取|争取在|最迟|不迟于|不晚于|届时|会(?:在|于)|定于|安排在|推迟(?:至|到)|延期至|will|by\s?$/u
const BEFORE_THEN =
  /^(?:[（(][^）)]{0,8}[）)])?\s?(?:之?前|以前|内)(?:[^已]{0,20})(?:完成|答复|回复|反馈|解决|整改|修复|到位|开工|完工|竣工|办结|告知|公布|恢复|公开|给予|予以|处理|落实)|^(?:将|会|起将|再|予以)/u
const PAST = /已|曾|于\S{0,8}(?:完成了|发布的|印发的)|完成了|反映|来信|来电|发帖|投诉|印发|施行|发布的|通过的/u
const ANSWERS = /答复|回复|反馈|告知|公布|通报|回应|说明|办结/u
