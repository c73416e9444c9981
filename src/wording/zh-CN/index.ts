// Chinese, as an office writes it.
import type { PersonsCommandType } from '../../domain/command.ts'
import type { NoticeOf } from '../../domain/notice/notice.ts'
import type { Card } from '../card.ts'
import { sentenceOf } from '../sentence.ts'
import type { Times } from '../times.ts'
import type { Language, NoticeCards } from '../wording.ts'
import { caseCard } from './case-card.ts'
import { card } from './choices.ts'
import * as handling from './handling.ts'
import { names } from './names.ts'
import { refusals } from './refusals.ts'
import * as reminding from './reminding.ts'
import * as replying from './replying.ts'
import { timesOf } from './times.ts'
import { ui } from './ui.ts'
import { why } from './why.ts'

const notices: NoticeCards = {
  'already-known': handling.alreadyKnown,
  assigned: handling.assigned,
  'taken-away': handling.takenAway,
  'level-changed': handling.levelChanged,
  'level-suggested': handling.levelSuggested,
  noted: handling.noted,
  responded: handling.responded,
  committed: handling.committed,
  'draft-for-approval': replying.draftForApproval,
  'sent-back': replying.sentBack,
  approved: replying.approved,
  published: replying.published,
  reminder: reminding.reminder,
  overtaken: reminding.overtaken,
  vacant: reminding.vacant,
  undelivered: reminding.undelivered,
  refused,
  help,
  done,
}

export const chinese: Language = { names, ui, timesOf, notices, refusals, caseCard, why }

function refused({ refusal, case: number }: NoticeOf<'refused'>, times: Times): Card {
  return {
    case: number,
    level: null,
    overdue: false,
    title: number === null ? '此项操作未执行' : `#${number} 此项操作未执行`,
    lines: [sentenceOf(refusals, refusal, times)],
    fields: [],
    next: null,
    link: null,
    buttons: [],
    more: [],
  }
}

function help({ commands, forwards }: NoticeOf<'help'>): Card {
  const lines = commands.map((type) => `${names.typed[type]} ${names.command[type]}`)
  return {
    case: null,
    level: null,
    overdue: false,
    title: '您在这里可以进行的操作',
    lines: [...(forwards ? ['直接发送帖文链接，即登记为案件。'] : []), ...lines],
    fields: [],
    next: lines.length === 0 ? null : '请在案件的话题内发送，或在命令后写明编号，例如：/备注 #23 已电话联系。',
    link: null,
    buttons: [],
    more: [],
  }
}

const DONE: Record<PersonsCommandType, string> = {
  assign: '已分办。',
  claim: '已签收。',
  level: '等级已调整。',
  note: '备注已记录。',
  respond: '首次回应已登记。',
  commit: '承诺已登记。',
  draft: '稿件已送审。',
  approve: '已审核通过。',
  'send-back': '已退改。',
  publish: '发布情况已登记，催办停止。',
  close: '已办结。',
}

function done({ subject, command, status, next }: NoticeOf<'done'>, times: Times): Card {
  const due = next === null ? null : `下一时限：${names.clock[next.kind]} ${times.instant(next.dueAt)}`
  return {
    ...card(subject, { lines: [DONE[command]], fields: [['状态', names.status[status]]], next: due }),
    link: null,
  }
}
