// Notices of a case's handling, in Chinese.
import type { DueClock, NoticeOf } from '../../domain/notice/notice.ts'
import { shorten } from '../../domain/post/text.ts'
import type { Card } from '../card.ts'
import { EXCERPT } from '../frame.ts'
import type { Times } from '../times.ts'
import { buttons, card, list } from './choices.ts'
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

export function assigned({ subject, department, co, by, due, lead }: NoticeOf<'assigned'>, times: Times): Card {
  if (!lead) {
    const lines = [`${by}已将本案分办至${department}，由${list(co)}协办。`]
    return card(subject, { lines, next: `请协办单位配合${department}办理，及时提供情况。` })
  }
  const claim = due.find(({ kind }) => kind === 'claim')
  const others = due.filter((clock) => clock !== claim)
  const until = claim ? `于${times.instant(claim.dueAt)}前` : ''
  const along = co.length > 0 ? `，请${list(co)}配合办理` : ''
  return card(subject, {
    lines: [`${by}已将本案分办至${department}。`],
    fields: [['协办单位', list(co)], ...dueFields(others, times)],
    next: `请${department}${until}签收${along}。`,
    buttons: buttons(['claim']),
  })
}

export const takenAway = ({ subject, department, to, by }: NoticeOf<'taken-away'>): Card =>
  card(subject, {
    lines: [`${by}已将本案改派至${to}。`, `${department}不再承办，此前的办理情况已留存在案。`],
  })

export function levelChanged(notice: NoticeOf<'level-changed'>, times: Times): Card {
  const { subject, from, by, reason, moved } = notice
  const change = `由${from.zh}调整为${subject.levelName.zh}`
  return card(subject, {
    lines: [by === null ? `已达到预案规定的阈值，等级${change}。` : `${by}已将等级${change}。`],
    fields: [
      ['理由', shorten(reason, EXCERPT)],
      ...moved.map(({ kind, from: was, to }): [string, string] => [
        `${names.clock[kind]}时限`,
        `由${times.bare(was)}改为${times.instant(to)}`,
      ]),
    ],
    next: moved.length > 0 ? '请按调整后的时限办理。' : '各项时限不变。',
  })
}

export const levelSuggested = ({ subject, level, setBy }: NoticeOf<'level-suggested'>): Card =>
  card(subject, {
    lines: [`按预案阈值，本案已达到${level.zh}等级。`, `现等级（${subject.levelName.zh}）由${setBy}确定，未自动改动。`],
    next: `请值班员研判；如需调整，请发送 /等级 #${subject.number} ${level.zh}。`,
    buttons: buttons(['level'], { levels: [{ value: level.zh, label: level.zh }] }),
  })

export const noted = ({ subject, by, text }: NoticeOf<'noted'>): Card =>
  card(subject, { lines: [`${by}备注：`, shorten(text, EXCERPT)] })

export const responded = ({ subject, by, department, text }: NoticeOf<'responded'>): Card =>
  card(subject, {
    lines: [`${by}代表${department}作出首次回应：`, shorten(text, EXCERPT), '正式答复仍按原时限办理。'],
  })

export const committed = (notice: NoticeOf<'committed'>, times: Times): Card =>
  card(notice.subject, {
    lines: [`${notice.by}代表${notice.department}说明情况，并承诺答复日期：`, shorten(notice.text, EXCERPT)],
    next: `正式答复时限改为${times.instant(notice.until)}。`,
  })

export const dueFields = (due: DueClock[], times: Times): [string, string][] =>
  due.map(({ kind, dueAt }) => [`${names.clock[kind]}时限`, times.instant(dueAt)])
