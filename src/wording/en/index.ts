// English, as an office writes it.

import { typed } from '../../domain/input/command-form.ts'
import type { NoticeOf } from '../../domain/notice/notice.ts'
import { shorten } from '../../domain/text/text.ts'
import { answerCard, type Card } from '../card/card.ts'
import { sentenceOf } from '../sentence.ts'
import { lateness, type Times } from '../times.ts'
import type { Language, NoticeCards } from '../wording.ts'
import { card } from './base.ts'
import { bundle } from './bundle.ts'
import { caseCard } from './case-card.ts'
import * as channels from './channels.ts'
import { kit } from './choices.ts'
import { commands, events, notices as ofCommands, persons } from './commands/index.ts'
import { asides } from './intake/asides.ts'
import { notices as ofQuestions } from './intake/asking.ts'
import * as forwards from './intake/forwards.ts'
import { batchTaken } from './intake/tables.ts'
import { names } from './names.ts'
import * as operating from './operating.ts'
import { refusals } from './refusals.ts'
import * as reminding from './reminding.ts'
import { timesOf } from './times.ts'
import { ui } from './ui.ts'
import { why } from './why.ts'

const notices: NoticeCards = {
  ...ofCommands,
  ...ofQuestions,
  'already-known': forwards.alreadyKnown,
  recalled: forwards.recalled,
  answered: forwards.answered,
  'answered-untold': forwards.answeredUntold,
  'batch-taken': batchTaken,
  registered: channels.registered,
  reminder: reminding.reminder,
  overtaken: reminding.overtaken,
  vacant: reminding.vacant,
  undelivered: reminding.undelivered,
  refused,
  'sent-weaker': channels.sentWeaker,
  greeting: channels.greeting,
  'room-lost': channels.roomLost,
  'room-moved': channels.roomMoved,
  'member-left': channels.memberLeft,
  'member-unknown': channels.memberUnknown,
  'caught-up': channels.caughtUp,
  'channel-trouble': channels.trouble,
  'rebinding-uncertain': channels.rebindingUncertain,
  done,
  'done-each': doneEach,
  downtime: operating.downtime,
  'audit-finding': operating.auditFinding,
}

export const english: Language = {
  names,
  commands,
  events,
  kit,
  ui,
  timesOf,
  notices,
  refusals,
  caseCard,
  recordTaken: channels.recordTaken,
  bundle,
  why,
  asides,
}

function refused({ refusal, case: number }: NoticeOf<'refused'>, times: Times): Card {
  return {
    case: number,
    level: null,
    overdue: false,
    title: number === null ? 'Not done' : `#${number} Not done`,
    lines: [sentenceOf(refusals, refusal, times, kit)],
    fields: [],
    next: null,
    link: null,
    buttons: [],
    more: [],
  }
}

function done({ subject, command, status, next, at }: NoticeOf<'done'>, times: Times): Card {
  const late = next !== null && lateness(next.dueAt, at) === 'late'
  const due =
    next === null
      ? null
      : `${late ? 'Past due' : 'Next due'}: ${names.clock[next.kind].toLowerCase()}, ${times.due(next.dueAt, at)}`
  return {
    ...card(subject, { lines: [persons[command].done], fields: [['Status', names.status[status]]], next: due }),
    link: null,
  }
}

function doneEach({ command, outcomes }: NoticeOf<'done-each'>, times: Times): Card {
  const failed = outcomes.filter(({ ok }) => !ok).length
  const result = failed === 0 ? 'all done' : `${outcomes.length - failed} done, ${failed} not done`
  return answerCard(`${typed(command, 'en')} for ${outcomes.length} cases: ${result}`, {
    lines: outcomes.map((each) =>
      each.ok
        ? `#${each.number} ${shorten(each.title, 40)}: ${persons[command].done} It is “${names.status[each.status]}” now.`
        : `#${each.number} not done: ${sentenceOf(refusals, each.refusal, times, kit)}`,
    ),
  })
}
