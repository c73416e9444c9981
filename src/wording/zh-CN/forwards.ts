// Answers to a forward of what is known, in Chinese.
import type { NoticeOf } from '../../domain/notice/notice.ts'
import { shorten } from '../../domain/text/text.ts'
import type { Card } from '../card.ts'
import { EXCERPT } from '../frame.ts'
import type { Times } from '../times.ts'
import { card, list } from './base.ts'
import { buttons } from './choices.ts'
import { names } from './names.ts'

export function alreadyKnown(notice: NoticeOf<'already-known'>, times: Times): Card {
  const { subject, status, department, claimedBy, openedAt, sightings, reopened, dismissed } = notice
  const claimed = claimedBy.length > 0 ? `（${list(claimedBy)}已签收）` : ''
  return card(subject, {
    lines: [`您转报的帖文此前已登记为 #${subject.number}，本次转报已计入，累计${sightings}次。`],
    fields: [
      ['状态', names.status[status]],
      ['责任单位', department === null ? '尚未分办' : `${department}${claimed}`],
      ['登记时间', times.dated(openedAt)],
      ['不办理由', dismissed === null ? null : shorten(dismissed, EXCERPT)],
    ],
    next: reopened
      ? '本案已答复过，现按反弹重新办理。'
      : status === 'closed' || status === 'dismissed'
        ? `如有新情况，请值班员发送 /重办 #${subject.number} 理由。`
        : null,
    buttons: status === 'closed' || status === 'dismissed' ? buttons(['reopen']) : [],
  })
}
