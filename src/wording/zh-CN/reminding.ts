// Reminders and what takes their place, in Chinese: each rung is firmer and shorter, and none accuses anybody.
import type { PersonsCommandType } from '../../domain/capability/command.ts'
import type { RequestFace } from '../../domain/case/request-names.ts'
import type { Asked } from '../../domain/notice/asked.ts'
import type { Firmness, NoticeOf } from '../../domain/notice/notice.ts'
import type { ClockKind, Role } from '../../domain/policy/policy.ts'
import { shorten } from '../../domain/text/text.ts'
import type { Button, Card } from '../card/card.ts'
import { EXCERPT } from '../card/frame.ts'
import { calledUpon, firmnessIn, type Urgency, urgencyOf } from '../card/urgency.ts'
import { lateness, type Times } from '../times.ts'
import { card, list, requestName } from './base.ts'
import { buttons } from './choices.ts'
import { agreeing, faceOf } from './commands/agreement.ts'
import { persons } from './commands/index.ts'
import { names } from './names.ts'
import { noticeNames } from './notice-names.ts'

export function reminder(notice: NoticeOf<'reminder'>, times: Times): Card {
  const { subject, told, toldBefore, vacant, document, rungs, todo, about, unable, dueAt, at, asks } = notice
  const urgency = urgencyOf(notice)
  const first = urgency === 'early' || urgency === 'soon' || urgency === 'again'
  return card(subject, {
    overdue: lateness(dueAt, at) !== 'left',
    lines: [happened(notice, urgency, times), rungs > 1 ? `本条代替${rungs}次提醒，不再逐条补发。` : ''],
    fields: [
      ['事项', about === undefined || asks ? null : requestName(about)],
      ...asksFields(asks),
      ['同一承办更急', alsoLate(notice, times)],
      ['此前已通知', list(toldBefore)],
      ['本次通知', first ? null : list(told)],
      ['岗位空缺', vacant.length > 0 ? `${list(vacant.map((role) => names.role[role]))}，已改为通知上一级` : null],
      ['文书', document === null ? null : `按预案应制发${names.document[document]}`],
    ],
    next: wanted(notice, urgency),
    buttons: unable ? [] : todoButtons(todo, asks, about),
  })
}

export function overtaken(notice: NoticeOf<'overtaken'>, times: Times): Card {
  const { subject, clock, owes, dueAt, at, rungs, cause, todo, about, unable, asks } = notice
  const late = lateness(dueAt, at) !== 'left'
  const since = { started: '开始计时', moved: '时限调整', resumed: '恢复计时' }[cause]
  return card(subject, {
    overdue: late,
    lines: [
      `${names.clock[clock]}时限为${times.due(dueAt, at)}，${since}之时已${late ? '' : '临近'}到期。`,
      `此前应发的${rungs}次提醒由本条代替，不再逐条补发。`,
    ],
    fields: asksFields(asks),
    next: `请${owes}${late ? '立即' : '抓紧'}${asked(todo, clock, asks)}。`,
    buttons: unable ? [] : todoButtons(todo, asks, about),
  })
}

export function vacant({ subject, clock, roles, department, instead }: NoticeOf<'vacant'>): Card {
  const told = instead.length > 0 ? `，已改为通知${list(instead)}` : '，目前无人可代为通知'
  return card(subject, {
    lines: [
      `${names.clock[clock]}催办应通知${list(roles.map((role) => post(role, department)))}，该岗位目前空缺${told}。`,
    ],
    next: '请值班员核实，并请管理员补充该岗位人员。',
  })
}

export function undelivered(notice: NoticeOf<'undelivered'>): Card {
  const { subject, to, privately = [], place, error, instead, what } = notice
  const message = noticeNames[what]
  return card(subject, {
    lines: [
      to.length > 0 ? `发给${list(to)}的${message}未能送达。` : `${message}未能送达。`,
      privately.length > 0 ? `已改为单独告知${list(privately)}。` : '',
      instead.length > 0 ? `已改为通知${list(instead)}。` : '',
    ],
    fields: [
      ['发送位置', place],
      ['原因', shorten(error, 120)],
    ],
    next: undeliveredNext(notice),
  })
}

function undeliveredNext({ to, privately = [] }: NoticeOf<'undelivered'>): string {
  if (to.length > 0) return `请值班员以电话等方式告知${list(to)}。`
  return privately.length > 0 ? '请管理员检查该群能否正常收发。' : '请值班员以其他方式告知。'
}

function happened(notice: NoticeOf<'reminder'>, urgency: Urgency, times: Times): string {
  const { clock, dueAt, at, todo, repeat, asks } = notice
  const pending = (still: string) =>
    asks ? `${asks.by}提出的${names.request[asks.request]}${still}未决定` : persons[todo].pending(still)
  const due = `${names.clock[clock]}时限为${times.due(dueAt, at)}`
  switch (urgency) {
    case 'early':
    case 'late':
      return `${due}，目前${pending('尚')}。`
    case 'soon':
    case 'firm':
      return `${due}，${pending('仍')}。`
    case 'escalated':
      return `${due}。`
    case 'again':
      return `第${repeat}次重复催办：${due}。`
  }
}

/** A graver matter in the same hands comes first. */
const alsoLate = ({ graver, at }: NoticeOf<'reminder'>, times: Times): string | null =>
  graver
    ? `${graver.subject.levelName.zh} #${graver.subject.number} ${shorten(graver.subject.title, 30)}，${names.clock[graver.clock]}时限为${times.due(graver.dueAt, at)}，请先督办`
    : null

const FIRMNESS: Record<Firmness, string> = {
  'in-time': '及时',
  soon: '抓紧',
  'as-soon-as-possible': '尽快',
  'at-once': '立即',
  'without-fail': '务必立即',
}

function wanted(notice: NoticeOf<'reminder'>, urgency: Urgency): string {
  const { owes, clock, todo, asks } = notice
  const thing = `${owes}${FIRMNESS[firmnessIn(notice)]}${asked(todo, clock, asks)}`
  const above = urgency === 'early' || urgency === 'soon' ? [] : calledUpon(notice)
  const known = notice.beside === undefined ? '' : `请${list(notice.beside)}知悉。`
  if (above.length === 0) return `请${thing}。${known}`
  return urgency === 'escalated' || urgency === 'again'
    ? `请${list(above)}督办，请${thing}。${known}`
    : `请${thing}，请${list(above)}督促。${known}`
}

/** The one thing to do about a clock, for other messages that name it. */
export const asked = (todo: PersonsCommandType, clock: ClockKind, asks?: Asked): string =>
  asks ? `决定是否同意${names.request[asks.request]}` : persons[todo].todo(clock)

const asksFields = (asks: Asked | undefined): [string, string | null][] =>
  asks
    ? [
        ['调整', asks.level === null ? null : `由${asks.level.from.zh}下调为${asks.level.to.zh}`],
        ['理由', shorten(asks.reason, EXCERPT)],
      ]
    : []

const todoButtons = (todo: PersonsCommandType, asks: Asked | undefined, about: RequestFace | undefined): Button[] =>
  asks ? agreeing(buttons(reviewed(todo), {}, faceOf(asks))) : buttons(reviewed(todo), {}, about)

/** Whoever approves may as well send back. */
const reviewed = (todo: PersonsCommandType): PersonsCommandType[] =>
  todo === 'approve' || todo === 'send-back' ? ['approve', 'send-back'] : [todo]

const OF_DEPARTMENT: Role[] = ['contact', 'head', 'supervisor']

const post = (role: Role, department: string | null): string =>
  department !== null && OF_DEPARTMENT.includes(role) ? `${department}的${names.role[role]}` : names.role[role]
