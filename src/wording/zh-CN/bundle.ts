// The morning bundle in Chinese: what quiet hours kept back for one person, the next due first.
import type { Instant } from '../../domain/calendar/instant.ts'
import type { BundledNotice } from '../../domain/notice/notice.ts'
import { shorten } from '../../domain/text/text.ts'
import { byCase } from '../by-case.ts'
import { answerCard, type Card } from '../card/card.ts'
import { markOf } from '../card/frame.ts'
import { lateness, type Times } from '../times.ts'
import { names } from './names.ts'
import { asked } from './reminding.ts'

/** So many lines a phone shows; what is over is counted. */
const SHOWN = 12

export function bundle(items: BundledNotice[], at: Instant, times: Times): Card {
  const late = items.filter(({ dueAt }) => lateness(dueAt, at) !== 'left').length
  const cases = byCase(items)
  const over = cases.length - SHOWN
  return {
    ...answerCard(`免打扰时段的提醒（${items.length}项${late > 0 ? `，已到期${late}项` : ''}）`, {
      lines: [
        '以下事项在免打扰时段到了提醒时间，现一并告知：',
        ...cases.slice(0, SHOWN).map((group) => told(group, at, times)),
        ...(over > 0 ? [`另有${over}件，请发送 /列表 我的 查看。`] : []),
      ],
      next: items[0] ? `请先办理 #${items[0].subject.number}。` : null,
    }),
    overdue: late > 0,
  }
}

function told([first, ...others]: [BundledNotice, ...BundledNotice[]], at: Instant, times: Times): string {
  const { subject, clock, owes, todo, asks } = first
  const title = `${markOf(subject.level, subject.levels)} #${subject.number} ${shorten(subject.title, 24)}`
  const clocks = [first, ...others].map((each) => `${names.clock[each.clock]} ${times.due(each.dueAt, at)}`)
  return `${title}：${clocks.join('；')}，请${owes}${asked(todo, clock, asks)}`
}
