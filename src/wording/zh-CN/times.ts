// Instants, spans and durations as a Chinese office writes them.
import { parseDuration, type Unit } from '../../domain/calendar/duration.ts'
import { type Instant, millisBetween } from '../../domain/calendar/instant.ts'
import { calendarDay, daysApart, exactOf, lateness, spanUnits, type Times, wallOf } from '../times.ts'

export function timesOf(timeZone: string): Times {
  const bare = (at: Instant, seenFrom?: Instant): string => {
    const { year, month, day, time } = wallOf(timeZone, at)
    const other = seenFrom !== undefined && wallOf(timeZone, seenFrom).year !== year
    return `${other ? `${year}年` : ''}${month}月${day}日 ${time}`
  }
  const weekday = (at: Instant) => WEEKDAYS[wallOf(timeZone, at).weekday] ?? ''
  const nearDay = (at: Instant, now: Instant) => NEAR[daysApart(timeZone, at, now)] ?? weekday(at)
  return {
    bare,
    dated: (at, seenFrom) => `${bare(at, seenFrom)}（${weekday(at)}）`,
    instant: (at, relativeTo) =>
      `${bare(at, relativeTo)}（${relativeTo === undefined ? weekday(at) : nearDay(at, relativeTo)}）`,
    due: (at, now) => `${bare(at, now)}（${nearDay(at, now)}，${howLate(at, now)}）`,
    exact: (at) => exactOf(timeZone, at),
    span,
    within,
    dates,
  }
}

const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']
const NEAR: Record<number, string> = { [-1]: '昨天', 0: '今天', 1: '明天' }

function howLate(at: Instant, now: Instant): string {
  const length = span(millisBetween(at, now))
  return { left: `还剩${length}`, now: '现已到期', late: `已逾期${length}` }[lateness(at, now)]
}

function span(millis: number): string {
  const units = spanUnits(millis)
  const words = { d: '天', h: '小时', m: units.length > 1 ? '分' : '分钟', s: '秒' }
  return units.map(([amount, unit]) => `${amount}${words[unit]}`).join('')
}

const UNITS: Record<Unit, string> = { s: '秒', m: '分钟', h: '小时', d: '天', wh: '个工作小时', wd: '个工作日' }

function within(text: string): string {
  const duration = parseDuration(text)
  return duration === null ? text : `${duration.amount}${UNITS[duration.unit]}`
}

function dates(first: string, last: string): string {
  const from = calendarDay(first)
  const to = calendarDay(last)
  const start = `${from.month}月${from.day}日`
  if (first === last) return start
  return from.month === to.month ? `${start}至${to.day}日` : `${start}至${to.month}月${to.day}日`
}
