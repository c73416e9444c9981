// Answers to a forward of what is known, in Chinese.
import type { NoticeOf } from '../../../domain/notice/notice.ts'
import { shorten } from '../../../domain/text/text.ts'
import type { Card } from '../../card/card.ts'
import { EXCERPT } from '../../card/frame.ts'
import type { Times } from '../../times.ts'
import { card, list } from '../base.ts'
import { buttons } from '../choices.ts'
import { names } from '../names.ts'

/** In the case's thread. `by`: who had forwarded it. */
export const recalled = ({ subject, by, undo }: NoticeOf<'recalled'>): Card =>
  card(subject, {
    lines: [
      `${by === null ? '转报本案帖文的' : `${by}转报本案帖文的`}一条消息已被撤回。`,
      '登记内容和办理记录照常保留，各项时限不变。',
    ],
    next: undo
      ? `如属误发，请${by}在转报后10分钟内撤回登记；不属受理范围的，请值班员发送 /不办 #${subject.number} 理由。`
      : `请值班员核实撤回原因；不属受理范围的，请发送 /不办 #${subject.number} 理由。`,
    buttons: undo ? buttons(['undo']) : [],
  })

export const answered = ({ subject, department, url, at }: NoticeOf<'answered'>, times: Times): Card =>
  card(subject, {
    lines: [
      url === null
        ? `您转报的帖文已由${department}于${times.dated(at)}点对点答复。`
        : `您转报的帖文已由${department}于${times.dated(at)}公开答复。`,
    ],
    next: `如发现答复后又有新情况，请在值班群再次转报，或发送 /备注 #${subject.number} 内容。`,
    link: url === null ? null : { label: '查看答复', url },
  })

/** At most so many names are read. */
const MOST_NAMED = 50

export const answeredUntold = ({ subject, told, others }: NoticeOf<'answered-untold'>): Card =>
  card(subject, {
    lines: [
      `本案帖文的转报人较多，答复情况已私信告知其中${told}人。`,
      `未逐一告知的有${others.length}人：${list(others.slice(0, MOST_NAMED))}${others.length > MOST_NAMED ? '等' : ''}。`,
    ],
    next: '请值班员视情况在群内一并告知。',
  })

export function alreadyKnown(notice: NoticeOf<'already-known'>, times: Times): Card {
  const { subject, status, department, claimedBy, openedAt, sightings, reopened, dismissed, was } = notice
  const claimed = claimedBy.length > 0 ? `（${list(claimedBy)}已签收）` : ''
  return card(subject, {
    lines: [
      was === undefined
        ? `您转报的帖文此前已登记为 #${subject.number}，本次转报已计入，累计${sightings}次。`
        : `您转报的帖文与 #${subject.number} 内容相同，已计入 #${subject.number}，累计${sightings}次；#${was} 不再另行办理。`,
    ],
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
    buttons:
      status === 'closed' || status === 'dismissed'
        ? buttons(['reopen'])
        : status === 'triage'
          ? buttons(['undo'])
          : [],
  })
}
