// The case that the samples are about, and its days.
import type { Subject } from '../../src/domain/notice/notice.ts'

/** A time of day in Shanghai on a day of October 2026 (9 October 2026 is a Friday). */
export const on = (day: number, time: string): string =>
  new Date(`2026-10-${String(day).padStart(2, '0')}T${time}${time.length > 5 ? '' : ':00'}+08:00`).toISOString()

export const subject: Subject = {
  number: 23,
  title: '幼儿园门口积水无人处理',
  level: 2,
  levelName: { zh: '重大', en: 'Major' },
  url: 'https://weibo.com/1234567890/Nabc',
}
