// How people write a day and a time of day: `11-28 09:30`, `昨天 9:30`, `2026年11月28日上午9点半`, `28 Nov 9:30 pm`. Only what is
// written; date-text.ts says which instant is meant.
import { toHalfWidth } from '../text/text.ts'

export type Day =
  | { kind: 'date'; year: number | { apart: number } | null; month: number; day: number }
  /** So many days after today; of a year, so many after this one (`去年`). */
  | { kind: 'apart'; days: number }
  /** `week`: after this one; null where no week is said. 1 is Monday. */
  | { kind: 'weekday'; weekday: number; week: number | null }

export interface DateText {
  day: Day | null
  /** Minutes since midnight; may be 24:00. */
  time: number | null
  /** Only the part of the day is said: `昨晚`. */
  part: boolean
  /** Minutes east of Greenwich, where that is written. */
  offset: number | null
  /** An instant of so many minutes ago; then there is nothing else. */
  ago: number | null
}

/** The date that stands first, as it was written, and what is left; null where none does. */
export function dateFirst(words: string): { date: DateText; text: string; rest: string } | null {
  const half = toHalfWidth(words)
  const reading = agoFirst(half) ?? wallFirst(half)
  if (reading === null) return null
  const after = (BEFORE.exec(half.slice(reading.length))?.[0].length ?? 0) + reading.length
  if (cutsNumber(half, after)) return null
  return { date: reading.date, text: words.slice(0, reading.length).trim(), rest: words.slice(after) }
}

/** What the whole of a text says; null where it is no date, or more than one. */
export function wholeDate(text: string): DateText | null {
  const found = dateFirst(text.trim())
  return found === null || found.rest.trim() !== '' ? null : found.date
}

interface Reading {
  date: DateText
  length: number
}

// `18:00前`, `9点左右` mean the instant itself.
const BEFORE = /^(?:\s{0,3}(?:之前|以前|左右)|前(?![天日年月周週面后後往台])|[许許](?![\p{L}\p{N}]))/u

const cutsNumber = (half: string, at: number): boolean => /^\d\d$/u.test(half.slice(at - 1, at + 1))

const NUMBER = '(?:\\d{1,2}|[〇零○一二三四五六七八九十两兩廿]{1,3})'

const DIGITS: Record<string, number> = {
  '〇': 0, 零: 0, '○': 0, 一: 1, 二: 2, 两: 2, 兩: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9,
} // biome-ignore format: a table

/** `28`, `二十八`, `廿八`, `〇五`. */
function numberOf(text: string): number {
  if (/^\d+$/u.test(text)) return Number(text)
  const [tens, ones] = text.replace('廿', '二十').split('十')
  if (ones === undefined) return [...text].reduce((so, each) => so * 10 + (DIGITS[each] ?? 0), 0)
  return (tens === '' ? 1 : (DIGITS[tens ?? ''] ?? 0)) * 10 + (DIGITS[ones] ?? 0)
}

const AGO: [RegExp, (amount: number) => number][] = [
  [new RegExp(`^(${NUMBER}|\\d{3})\\s*(?:分钟|分鐘|min(?:ute)?s?)\\s*(?:以前|之前|前|ago)`, 'iu'), (amount) => amount],
  [
    new RegExp(`^(${NUMBER}|半)\\s*(?:个|個)?\\s*(?:小时|小時|钟头|鐘頭|hours?|h)\\s*(?:以前|之前|前|ago)`, 'iu'),
    (amount) => amount * 60,
  ],
]

function agoFirst(half: string): Reading | null {
  const now = /^(?:刚刚|剛剛|刚才|剛才|just now)/iu.exec(half)
  if (now) return { date: { ...NOTHING, ago: 0 }, length: now[0].length }
  for (const [pattern, minutes] of AGO) {
    const [whole, amount] = pattern.exec(half) ?? []
    if (whole === undefined || amount === undefined) continue
    return { date: { ...NOTHING, ago: minutes(amount === '半' ? 0.5 : numberOf(amount)) }, length: whole.length }
  }
  return null
}

const NOTHING: DateText = { day: null, time: null, part: false, offset: null, ago: null }

function wallFirst(half: string): Reading | null {
  const day = dayFirst(half)
  const from = day?.length ?? 0
  const time = timeFirst(half.slice(from), day !== null)
  if (day === null && time === null) return null
  const timed = from + (time?.length ?? 0)
  const zone = time === null ? null : ZONE.exec(half.slice(timed))
  return {
    date: {
      ...NOTHING,
      day: day?.day ?? null,
      time: time?.minutes ?? null,
      part: time?.minutes === null,
      offset: zone === null ? null : offsetOf(zone),
    },
    length: timed + (zone?.[0].length ?? 0),
  }
}

const ZONE = /^\s*(?:Z|([+-])(\d{2}):?(\d{2}))(?![\d\p{L}])/u

const offsetOf = ([, sign, hours, minutes]: RegExpExecArray): number =>
  sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const MONTH = `(${MONTHS.join('|')})[a-z]{0,6}\\.?`
const ENGLISH_YEAR = '(?:,?\\s+(\\d{4})(?![\\d:]))?'
const YEAR = '(\\d{4}|[〇零○一二三四五六七八九]{4}|[今去明])'

const dated = (year: string | undefined, month: number, day: string): Day => ({
  kind: 'date',
  year: yearOf(year),
  month,
  day: numberOf(day),
})

const SPOKEN_YEARS: Record<string, number> = { 去: -1, 今: 0, 明: 1 }

function yearOf(text: string | undefined): number | { apart: number } | null {
  if (text === undefined) return null
  const apart = SPOKEN_YEARS[text]
  if (apart !== undefined) return { apart }
  return text.length === 2 ? 2000 + Number(text) : numberOf(text)
}

type Found = [whole: string, ...groups: (string | undefined)[]]

const DAYS: [RegExp, (found: Found) => Day][] = [
  [
    new RegExp(`^${YEAR}\\s*[-/.年]\\s*(${NUMBER})\\s*[-/.月]\\s*(${NUMBER})(?:\\s*[日号號])?`, 'u'),
    ([, year, month = '', day = '']) => dated(year, numberOf(month), day),
  ],
  [/^(\d{2})([-/.])(\d{1,2})\2(\d{1,2})/u, ([, year, , month = '', day = '']) => dated(year, numberOf(month), day)],
  [
    new RegExp(`^(${NUMBER})\\s*月\\s*(${NUMBER})(?:\\s*[日号號])?`, 'u'),
    ([, month = '', day = '']) => dated(undefined, numberOf(month), day),
  ],
  [
    /^(\d{1,2})\s?[-/.]\s?(\d{1,2})(?:\s*[日号號])?/u,
    ([, month = '', day = '']) => dated(undefined, numberOf(month), day),
  ],
  [
    new RegExp(`^(\\d{1,2})(?:st|nd|rd|th)?\\s+${MONTH}${ENGLISH_YEAR}`, 'iu'),
    ([, day = '', month = '', year]) => dated(year, monthOf(month), day),
  ],
  [
    new RegExp(`^${MONTH}\\s+(\\d{1,2})(?:st|nd|rd|th)?${ENGLISH_YEAR}`, 'iu'),
    ([, month = '', day = '', year]) => dated(year, monthOf(month), day),
  ],
  [
    new RegExp(`^(${NUMBER})\\s*天(?:以前|之前|前)`, 'u'),
    ([, days = '']) => ({ kind: 'apart', days: -numberOf(days) }),
  ],
  [/^(\d{1,2})\s*days?\s+ago/iu, ([, days = '']) => ({ kind: 'apart', days: -Number(days) })],
  [
    /^(上上|上|这|這|本|下)?(?:个|個)?(?:周|週|星期|礼拜|禮拜)([一二三四五六日天])/u,
    ([, week, day = '']) => ({
      kind: 'weekday',
      weekday: '一二三四五六日'.indexOf(day.replace('天', '日')) + 1,
      week: weekOf(week),
    }),
  ],
  [
    /^(大前天|大前日|前天|前日|昨天|昨日|昨(?=[晚夜晨])|今天|今日|今(?=[早晚晨夜])|明天|明日|明(?=[早晚晨])|后天|後天|day before yesterday|yesterday|today|tomorrow)/iu,
    ([, called = '']) => ({ kind: 'apart', days: APART[called.toLowerCase()] ?? 0 }),
  ],
]

const APART: Record<string, number> = {
  大前天: -3, 大前日: -3, 前天: -2, 前日: -2, 'day before yesterday': -2, 昨天: -1, 昨日: -1, 昨: -1, yesterday: -1,
  今天: 0, 今日: 0, 今: 0, today: 0, 明天: 1, 明日: 1, 明: 1, tomorrow: 1, 后天: 2, 後天: 2,
} // biome-ignore format: a table

const monthOf = (name: string): number => MONTHS.indexOf(name.toLowerCase()) + 1

const WEEKS: Record<string, number> = { 上上: -2, 上: -1, 这: 0, 這: 0, 本: 0, 下: 1 }
const weekOf = (said: string | undefined): number | null => (said === undefined ? null : (WEEKS[said] ?? null))

function dayFirst(half: string): { day: Day; length: number } | null {
  for (const [pattern, make] of DAYS) {
    const found = pattern.exec(half)
    if (found === null) continue
    // `11-285` and `12.5米` are no dates.
    if (cutsNumber(half, found[0].length)) continue
    return { day: make(found as unknown as Found), length: found[0].length }
  }
  return null
}

const PART =
  '(凌晨|清晨|早晨|早上|早|晨|上午|中午|正午|下午|午后|午後|傍晚|晚上|夜里|夜裡|深夜|晚|夜|am|pm|a\\.m\\.|p\\.m\\.)'
const HALF = '(半|一刻|三刻|整|正|钟|鐘)'
const CLOCK = new RegExp(
  `^\\s{0,3}[T,，]?\\s{0,3}${PART}?\\s{0,3}(${NUMBER})(?:[:：](\\d{2})(?:[:：]\\d{2}(?:\\.\\d+)?)?|\\s{0,3}[点點时時](?:\\s{0,3}${HALF}|\\s{0,3}(${NUMBER})(?:\\s{0,3}分|(?![\\p{L}\\p{N}])|(?=前|左右)))?)(?:\\s{0,3}(am|pm|a\\.m\\.|p\\.m\\.))?`,
  'iu',
)
const ENGLISH_HOUR = /^\s{0,3},?\s{0,3}(\d{1,2})\s{0,3}(am|pm|a\.m\.|p\.m\.)/iu
const PART_ALONE = new RegExp(`^\\s{0,3}${PART}(?![\\p{L}\\p{N}])`, 'iu')

/** `minutes` is null where only the part of the day is said (`昨晚`). */
function timeFirst(half: string, hasDay: boolean): { minutes: number | null; length: number } | null {
  const clock = CLOCK.exec(half)
  if (clock) {
    const [whole, before, hour = '', colon, half_, minute, after] = clock
    const minutes = colon ?? minute ?? ''
    const past = half_ === undefined ? (minutes === '' ? 0 : numberOf(minutes)) : (PAST[half_] ?? 0)
    return timeAt(numberOf(hour), past, before ?? after, whole.length)
  }
  const english = ENGLISH_HOUR.exec(half)
  if (english) return timeAt(Number(english[1]), 0, english[2], english[0].length)
  const part = hasDay ? PART_ALONE.exec(half) : null
  return part === null ? null : { minutes: null, length: part[0].length }
}

const PAST: Record<string, number> = { 半: 30, 一刻: 15, 三刻: 45 }

function timeAt(hour: number, minute: number, part: string | undefined, length: number) {
  const minutes = hourOf(hour, (part ?? '').toLowerCase().replaceAll('.', '')) * 60 + minute
  // No such time: said so by what no day has.
  return { minutes: minute > 59 || minutes > 24 * 60 ? NO_TIME : minutes, length }
}

/** Of a time that no day has, such as 25:00. */
export const NO_TIME = -1

function hourOf(hour: number, part: string): number {
  if (hour > 12) return hour
  if (/^(?:夜|夜里|夜裡|深夜)$/u.test(part) && hour < 6) return hour
  if (/^(?:晚|晚上|夜|夜里|夜裡|深夜)$/u.test(part)) return hour + 12
  if (/^(?:下午|午后|午後|傍晚|pm)$/u.test(part)) return hour === 12 ? 12 : hour + 12
  if (/^(?:中午|正午)$/u.test(part)) return hour < 3 ? hour + 12 : hour
  if (/^(?:凌晨|am)$/u.test(part)) return hour % 12
  return hour
}
