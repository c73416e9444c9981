// The morning bundle in English: what quiet hours kept back for one person, the next due first.
import type { Instant } from '../../domain/calendar/instant.ts'
import type { BundledNotice } from '../../domain/notice/notice.ts'
import { shorten } from '../../domain/text/text.ts'
import { byCase } from '../by-case.ts'
import { answerCard, type Card } from '../card/card.ts'
import { markOf } from '../card/frame.ts'
import { lateness, type Times } from '../times.ts'
import { names } from './names.ts'
import { request } from './reminding.ts'

/** So many lines a phone shows; what is over is counted. */
const SHOWN = 12

export function bundle(items: BundledNotice[], at: Instant, times: Times): Card {
  const late = items.filter(({ dueAt }) => lateness(dueAt, at) !== 'left').length
  const cases = byCase(items)
  const over = cases.length - SHOWN
  const count = `${items.length}${late > 0 ? `, ${late} overdue` : ''}`
  return {
    ...answerCard(`Reminders of the quiet hours (${count})`, {
      lines: [
        'These fell due to be said in the quiet hours, and are told together:',
        ...cases.slice(0, SHOWN).map((group) => told(group, at, times)),
        ...(over > 0 ? [`And ${over} more: send /list mine.`] : []),
      ],
      next: items[0] ? `Please begin with #${items[0].subject.number}.` : null,
    }),
    overdue: late > 0,
  }
}

function told([first, ...others]: [BundledNotice, ...BundledNotice[]], at: Instant, times: Times): string {
  const { subject, clock, owes, todo, asks } = first
  const title = `${markOf(subject.level, subject.levels)} #${subject.number} ${shorten(subject.title, 32)}`
  const clocks = [first, ...others].map(
    (each) => `${names.clock[each.clock].toLowerCase()} due ${times.due(each.dueAt, at)}`,
  )
  return `${title}: ${clocks.join('; ')}. ${request(owes, todo, clock, asks)}`
}
