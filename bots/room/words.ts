// The room's own small words, beside the institution's: counts, refusals of requests, times.
import type { Instant } from '../../src/domain/calendar/instant.ts'
import type { RoomDeps } from './deps.ts'
import type { SeenRoom } from './people.ts'

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
  /** Between several labels that one sentence names in quotation marks. */
  betweenLabels: string
  /** What may be written in a room, by what the room is for. */
  composer: Record<SeenRoom['purpose'], string>
  /** What an empty room is for, and what to do in it. */
  emptyRoom: Record<SeenRoom['purpose'], string>
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
  betweenLabels: '”“',
  composer: {
    duty: '粘贴链接即登记为案件；命令见 /帮助',
    department: '办理案件请在其话题中回复；命令见 /帮助',
    leaders: '批示、审定请在案件的话题中回复；命令见 /帮助',
    superior: '输入消息；命令见 /帮助',
    direct: '查询请用 /列表、/案件；命令见 /帮助',
  },
  emptyRoom: {
    duty: '还没有案件。请把反映本单位的帖文链接粘贴到下方发送，即登记为案件。',
    department: '还没有消息。案件分办到本部门后，会在这里提醒签收和办理。',
    leaders: '还没有消息。需要领导知悉或审定的事项会发到这里。',
    superior: '还没有消息。向上级报送的事项会发到这里。',
    direct: '还没有消息。需要您本人办理的事项会发到这里；发送 /列表 可查看在办案件。',
  },
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
  betweenLabels: '” and “',
  composer: {
    duty: 'Paste a link: it becomes a case. Commands: /help',
    department: 'Reply in a case’s thread to handle it. Commands: /help',
    leaders: 'Reply in a case’s thread to instruct or decide. Commands: /help',
    superior: 'Write a message. Commands: /help',
    direct: 'Ask with /list or /case. Commands: /help',
  },
  emptyRoom: {
    duty: 'There is no case yet. Paste the link of a post about your institution below and send it: it becomes a case.',
    department: 'Nothing yet. When a case is assigned to this department, it is told here to claim and handle it.',
    leaders: 'Nothing yet. What leaders should know or decide comes here.',
    superior: 'Nothing yet. What is reported to the superior body comes here.',
    direct: 'Nothing yet. What waits for you in person comes here; /list shows the open cases.',
  },
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
