// The room's own small words, beside the institution's: counts, refusals of requests, times.
import type { Instant } from '../../src/domain/calendar/instant.ts'
import type { RoomDeps } from './deps.ts'

export interface RoomWords {
  replies(count: number): string
  lastReply(time: string, name: string): string
  /** Follows the number. */
  unread: string
  earlier: string
  overdue: string
  sending: string
  /** A click that the desk has taken with nothing to add. */
  done: string
  newLine: string
  needsScript: string
  changedMeanwhile: string
  errors: {
    tooLong(max: number): string
    empty: string
    malformed: string
    unknownField: string
    noRoom: string
    noMessage: string
    noPerson: string
    missingInput(label: string): string
    notAChoice(label: string): string
    keyReused: string
    forged: string
  }
}

export const wordsOf = (lang: RoomDeps['lang']): RoomWords => WORDS[lang]

/** How instants read in the institution's time zone. */
export interface Times {
  /** 09:20 */
  minute(at: Instant): string
  /** 10月9日 周五 */
  day(at: Instant): string
  /** 2026-10-09: to tell days apart. */
  date(at: Instant): string
  /** 10月9日 周五 09:20 */
  whole(at: Instant): string
  /** The minute where it is of the same day as `now`, else the whole. */
  short(at: Instant, now: Instant): string
}

export function timesOf(lang: RoomDeps['lang'], timeZone: string): Times {
  const locale = lang === 'en' ? 'en-GB' : lang
  const format = (options: Intl.DateTimeFormatOptions, as = locale) => {
    const formatter = new Intl.DateTimeFormat(as, { timeZone, ...options })
    return (at: Instant) => formatter.format(new Date(at))
  }
  const minute = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const date = format({ year: 'numeric', month: '2-digit', day: '2-digit' }, 'sv-SE')
  const monthDay = format({ month: 'long', day: 'numeric' })
  const weekday = format({ weekday: 'short' })
  const day = (at: Instant) => `${monthDay(at)} ${weekday(at)}`
  const whole = (at: Instant) => `${day(at)} ${minute(at)}`
  return { minute, date, day, whole, short: (at, now) => (date(at) === date(now) ? minute(at) : whole(at)) }
}

const ZH: RoomWords = {
  replies: (count) => `${count} 条回复`,
  lastReply: (time, name) => `最后：${name} ${time}`,
  unread: '条未读',
  earlier: '更早的消息',
  overdue: '已逾期',
  sending: '正在提交',
  done: '已办理',
  newLine: 'Enter 发送，Shift+Enter 换行',
  needsScript: '本页需要启用浏览器脚本。',
  changedMeanwhile: '卡片已更新，这一操作不再需要。您填写的内容：',
  errors: {
    tooLong: (max) => `内容超过 ${max} 字，请分条发送`,
    empty: '内容不能为空',
    malformed: '格式不正确',
    unknownField: '没有这个字段',
    noRoom: '没有这个群，或您不在群中',
    noMessage: '没有这条消息',
    noPerson: '没有这个人员',
    missingInput: (label) => `请填写“${label}”`,
    notAChoice: (label) => `“${label}”没有这个选项`,
    keyReused: '同一个 Idempotency-Key 已用于另一条消息',
    forged: '请求缺少 X-Zhiban: room',
  },
}

const EN: RoomWords = {
  replies: (count) => (count === 1 ? '1 reply' : `${count} replies`),
  lastReply: (time, name) => `last: ${name} ${time}`,
  unread: 'unread',
  earlier: 'Earlier messages',
  overdue: 'Overdue',
  sending: 'Sending',
  done: 'Done',
  newLine: 'Enter sends, Shift+Enter starts a new line',
  needsScript: 'This page needs scripts to be enabled.',
  changedMeanwhile: 'The card has changed and no longer asks for this. What you wrote:',
  errors: {
    tooLong: (max) => `The text is longer than ${max} characters; please send it in parts`,
    empty: 'The text must not be empty',
    malformed: 'This is not well-formed',
    unknownField: 'There is no such field',
    noRoom: 'There is no such room, or you are not in it',
    noMessage: 'There is no such message',
    noPerson: 'There is no such person',
    missingInput: (label) => `Please fill in “${label}”`,
    notAChoice: (label) => `“${label}” has no such option`,
    keyReused: 'This Idempotency-Key was used for another message',
    forged: 'The request lacks X-Zhiban: room',
  },
}

const WORDS: Record<RoomDeps['lang'], RoomWords> = { 'zh-CN': ZH, en: EN }
