// Reminders and what takes their place, in English: each rung is firmer and shorter, and none accuses anybody.
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
    lines: [
      happened(notice, urgency, times),
      rungs > 1 ? `This message stands for ${rungs} reminders; they are not sent one by one.` : '',
    ],
    fields: [
      ['What', about === undefined || asks ? null : requestName(about)],
      ...asksFields(asks),
      ['Graver, in the same hands', alsoLate(notice, times)],
      ['Told before', list(toldBefore)],
      ['Told now', first ? null : list(told)],
      [
        'Vacant',
        vacant.length > 0 ? `${list(vacant.map((role) => names.role[role]))}; the next above is told instead` : null,
      ],
      ['Document', document === null ? null : `the policy asks for a ${names.document[document]}`],
    ],
    next: wanted(notice, urgency),
    buttons: unable ? [] : todoButtons(todo, asks, about),
  })
}

export function overtaken(notice: NoticeOf<'overtaken'>, times: Times): Card {
  const { subject, clock, owes, dueAt, at, rungs, cause, todo, about, unable, asks } = notice
  const late = lateness(dueAt, at) !== 'left'
  const when = { started: 'the clock started', moved: 'the deadline changed', resumed: 'the clock resumed' }[cause]
  const state = late ? 'past' : 'close'
  return card(subject, {
    overdue: late,
    lines: [
      `${names.clock[clock]} due ${times.due(dueAt, at)}; it was already ${state} when ${when}.`,
      rungs > 1
        ? `This message stands for the ${rungs} reminders whose time had passed.`
        : 'This message stands for the reminder whose time had passed.',
    ],
    fields: asksFields(asks),
    next: asked(owes, `please ${thingOf(todo, clock, asks)} ${late ? 'at once' : 'soon'}`),
    buttons: unable ? [] : todoButtons(todo, asks, about),
  })
}

export function vacant({ subject, clock, roles, department, instead }: NoticeOf<'vacant'>): Card {
  const told = instead.length > 0 ? `${list(instead)} told instead` : 'nobody could be told instead'
  const posts = list(roles.map((role) => post(role, department)))
  return card(subject, {
    lines: [`${names.clock[clock]}: the reminder was meant for the ${posts}. The post is vacant; ${told}.`],
    next: 'Duty officer: please check, and have the administrator name somebody.',
  })
}

export function undelivered(notice: NoticeOf<'undelivered'>): Card {
  const { subject, to, privately = [], place, error, instead, what } = notice
  const message = noticeNames[what]
  return card(subject, {
    lines: [
      to.length > 0 ? `Not delivered to ${list(to)}: ${message}.` : `Not delivered: ${message}.`,
      privately.length > 0 ? `${list(privately)} told privately instead.` : '',
      instead.length > 0 ? `${list(instead)} told instead.` : '',
    ],
    fields: [
      ['Place', place],
      ['Cause', shorten(error, 120)],
    ],
    next: undeliveredNext(notice),
  })
}

function undeliveredNext({ to, privately = [] }: NoticeOf<'undelivered'>): string {
  return to.length === 0 && privately.length > 0
    ? 'Administrator: please check whether that group can be reached.'
    : `Duty officer: please tell ${to.length > 0 ? list(to) : 'them'} by phone or another way.`
}

function happened(notice: NoticeOf<'reminder'>, urgency: Urgency, times: Times): string {
  const { clock, dueAt, at, todo, repeat, asks } = notice
  const pending = (still: string) =>
    asks
      ? `the ${names.request[asks.request]} that ${asks.by} asked for is ${still}undecided`
      : persons[todo].pending(still)
  const due = `${names.clock[clock]} due ${times.due(dueAt, at)}`
  switch (urgency) {
    case 'early':
    case 'late':
      return `${due}: ${pending('')}.`
    case 'soon':
    case 'firm':
      return `${due}: ${pending('still ')}.`
    case 'escalated':
      return `${due}.`
    case 'again':
      return `Repeated reminder ${repeat}. ${due}.`
  }
}

/** A graver matter in the same hands comes first. */
const alsoLate = ({ graver, at }: NoticeOf<'reminder'>, times: Times): string | null =>
  graver
    ? `${graver.subject.levelName.en} #${graver.subject.number} ${shorten(graver.subject.title, 40)}, ${names.clock[graver.clock].toLowerCase()} due ${times.due(graver.dueAt, at)}; please see to it first`
    : null

const FIRMNESS: Record<Firmness, string> = {
  'in-time': 'in good time',
  soon: 'soon',
  'as-soon-as-possible': 'as soon as possible',
  'at-once': 'at once',
  'without-fail': 'now, without fail',
}

function wanted(notice: NoticeOf<'reminder'>, urgency: Urgency): string {
  const { owes, clock, todo, asks } = notice
  const above = urgency === 'early' || urgency === 'soon' ? [] : calledUpon(notice)
  const thing = asked(owes, `please ${thingOf(todo, clock, asks)} ${FIRMNESS[firmnessIn(notice)]}`)
  const known = notice.beside === undefined ? '' : ` ${list(notice.beside)}: for your information.`
  return `${above.length === 0 ? thing : `${thing} ${list(above)}: please see to it.`}${known}`
}

const asked = (who: string, request: string): string =>
  who === '' ? `${request.charAt(0).toUpperCase()}${request.slice(1)}.` : `${who}: ${request}.`

/** The one thing to do about a clock, for other messages that name it. */
export const request = (owes: string, todo: PersonsCommandType, clock: ClockKind, asks?: Asked): string =>
  asked(owes, `please ${thingOf(todo, clock, asks)}`)

const thingOf = (todo: PersonsCommandType, clock: ClockKind, asks: Asked | undefined): string =>
  asks ? `decide on the ${names.request[asks.request]}` : persons[todo].todo(clock)

const asksFields = (asks: Asked | undefined): [string, string | null][] =>
  asks
    ? [
        ['Level', asks.level === null ? null : `${asks.level.to.en} in place of ${asks.level.from.en}`],
        ['Reason', shorten(asks.reason, EXCERPT)],
      ]
    : []

const todoButtons = (todo: PersonsCommandType, asks: Asked | undefined, about: RequestFace | undefined): Button[] =>
  asks ? agreeing(buttons(reviewed(todo), {}, faceOf(asks))) : buttons(reviewed(todo), {}, about)

/** Whoever approves may as well send back. */
const reviewed = (todo: PersonsCommandType): PersonsCommandType[] =>
  todo === 'approve' || todo === 'send-back' ? ['approve', 'send-back'] : [todo]

const OF_DEPARTMENT: Role[] = ['contact', 'head', 'supervisor']

const post = (role: Role, department: string | null): string =>
  department !== null && OF_DEPARTMENT.includes(role) ? `${names.role[role]} of ${department}` : names.role[role]
