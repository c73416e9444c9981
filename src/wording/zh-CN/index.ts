// Chinese, as an office writes it.
import type { PersonsCommandType } from '../../domain/commands/command.ts'
import type { NoticeOf } from '../../domain/notice/notice.ts'
import type { Card } from '../card.ts'
import { sentenceOf } from '../sentence.ts'
import { lateness, type Times } from '../times.ts'
import type { Language, NoticeCards } from '../wording.ts'
import * as asking from './asking.ts'
import { bundle } from './bundle.ts'
import { caseCard } from './case-card.ts'
import * as channels from './channels.ts'
import { card } from './choices.ts'
import * as handling from './handling.ts'
import { names } from './names.ts'
import * as operating from './operating.ts'
import { refusals } from './refusals.ts'
import * as reminding from './reminding.ts'
import * as replying from './replying.ts'
import * as rounds from './rounds.ts'
import { timesOf } from './times.ts'
import { ui } from './ui.ts'
import { why } from './why.ts'

const notices: NoticeCards = {
  'already-known': handling.alreadyKnown,
  registered: channels.registered,
  assigned: handling.assigned,
  'taken-away': handling.takenAway,
  'level-changed': handling.levelChanged,
  'level-suggested': handling.levelSuggested,
  noted: handling.noted,
  progressed: rounds.progressed,
  released: rounds.released,
  dismissed: rounds.dismissed,
  reopened: rounds.reopened,
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
  help: asking.help,
  'case-list': asking.caseList,
  why: asking.whyCard,
  duty: asking.duty,
  bound: asking.bound,
  'sent-weaker': channels.sentWeaker,
  greeting: channels.greeting,
  'room-lost': channels.roomLost,
  'member-left': channels.memberLeft,
  'member-unknown': channels.memberUnknown,
  'caught-up': channels.caughtUp,
  'channel-trouble': channels.trouble,
  'rebinding-uncertain': channels.rebindingUncertain,
  'sign-in-link': asking.signInLink,
  'link-sent': asking.linkSent,
  done,
  downtime: operating.downtime,
  'audit-finding': operating.auditFinding,
}

export const chinese: Language = {
  names,
  ui,
  timesOf,
  notices,
  refusals,
  caseCard,
  recordTaken: channels.recordTaken,
  bundle,
  why,
}

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

const DONE: Record<PersonsCommandType, string> = {
  assign: '已分办。',
  claim: '已签收。',
  unclaim: '已取消签收。',
  level: '等级已调整。',
  note: '备注已记录。',
  progress: '进展已记录。',
  respond: '首次回应已登记。',
  commit: '承诺已登记。',
  draft: '稿件已送审。',
  approve: '已审核通过。',
  'send-back': '已退改。',
  publish: '发布情况已登记，催办停止。',
  close: '已办结。',
  dismiss: '已定为不办，各项时限取消。',
  reopen: '已重新办理，时限自现在起算。',
  drop: '所选帖文已移出本案。',
}

function done({ subject, command, status, next, at }: NoticeOf<'done'>, times: Times): Card {
  const late = next !== null && lateness(next.dueAt, at) === 'late'
  const due =
    next === null ? null : `${late ? '已过时限' : '下一时限'}：${names.clock[next.kind]} ${times.due(next.dueAt, at)}`
  return {
    ...card(subject, { lines: [DONE[command]], fields: [['状态', names.status[status]]], next: due }),
    link: null,
  }
}
