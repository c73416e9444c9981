// Notices of what begins a case anew or ends it early, in Chinese.
import type { NoticeOf } from '../../domain/notice/notice.ts'
import { shorten } from '../../domain/post/text.ts'
import type { Card } from '../card.ts'
import { EXCERPT } from '../frame.ts'
import type { Times } from '../times.ts'
import { buttons, card } from './choices.ts'
import { dueFields } from './handling.ts'

export const progressed = ({ subject, by, department, text }: NoticeOf<'progressed'>): Card =>
  card(subject, { lines: [`${department}办理进展（${by}）：`, shorten(text, EXCERPT)] })

export const released = ({ subject, by, department, due }: NoticeOf<'released'>, times: Times): Card =>
  card(subject, {
    lines: [`${by}已取消签收，本案目前无人签收。`],
    next: `请${department}${due === null ? '' : `于${times.instant(due.dueAt)}前`}另行安排人员签收。`,
    buttons: buttons(['claim']),
  })

export const dismissed = ({ subject, by, reason }: NoticeOf<'dismissed'>): Card =>
  card(subject, {
    lines: [`${by}已将本案定为不办，理由如下：`, shorten(reason, EXCERPT), '各项时限已取消，不再催办。'],
    next: `如有新情况，请值班员发送 /重办 #${subject.number} 理由。`,
  })

export function reopened(notice: NoticeOf<'reopened'>, times: Times): Card {
  const { subject, cause, by, reason, from, keptBy, department, due, claims } = notice
  const level = from === null ? '' : `，等级由${from.zh}调整为${subject.levelName.zh}`
  return card(subject, {
    lines: [
      cause === 'rebound'
        ? `答复发布后，${by}再次转报，本案按反弹重新办理${level}。`
        : `${by}已决定重新办理本案${level}。`,
      keptBy === null ? '' : `现等级由${keptBy}确定，未自动上调；如需调整，请值班员发送 /等级。`,
    ],
    fields: [['理由', shorten(reason, EXCERPT)], ...dueFields(due, times)],
    next: department === null ? '请值班员研判分办。' : `请${department}重新签收办理，各项时限自重办时起算。`,
    buttons: buttons(department === null ? ['assign'] : claims ? ['claim'] : []),
  })
}
