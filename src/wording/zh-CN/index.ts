// Chinese, as an office writes it.
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

export const chinese: Language = {
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
    title: number === null ? '此项操作未执行' : `#${number} 此项操作未执行`,
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
    next === null ? null : `${late ? '已过时限' : '下一时限'}：${names.clock[next.kind]} ${times.due(next.dueAt, at)}`
  return {
    ...card(subject, { lines: [persons[command].done], fields: [['状态', names.status[status]]], next: due }),
    link: null,
  }
}

function doneEach({ command, outcomes }: NoticeOf<'done-each'>, times: Times): Card {
  const failed = outcomes.filter(({ ok }) => !ok).length
  const result = failed === 0 ? '均已完成' : `完成${outcomes.length - failed}件，未执行${failed}件`
  return answerCard(`${persons[command].name}：${outcomes.length}件，${result}`, {
    lines: outcomes.map((each) =>
      each.ok
        ? `#${each.number} ${shorten(each.title, 30)}：${persons[command].done}现为“${names.status[each.status]}”。`
        : `#${each.number} 未执行：${sentenceOf(refusals, each.refusal, times, kit)}`,
    ),
  })
}
