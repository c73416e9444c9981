// English, as an office writes it.
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

export const english: Language = { names, ui, timesOf, notices, refusals, caseCard, why }

function refused({ refusal, case: number }: NoticeOf<'refused'>, times: Times): Card {
  return {
    case: number,
    level: null,
    overdue: false,
    title: number === null ? 'Not done' : `#${number} Not done`,
    lines: [sentenceOf(refusals, refusal, times)],
    fields: [],
    next: null,
    link: null,
    buttons: [],
    more: [],
  }
}

function help({ commands, forwards }: NoticeOf<'help'>): Card {
  const lines = commands.map((type) => `${names.typed[type]}: ${names.command[type]}`)
  return {
    case: null,
    level: null,
    overdue: false,
    title: 'What you can do here',
    lines: [...(forwards ? ['Send the link of a post: a case is opened.'] : []), ...lines],
    fields: [],
    next: lines.length === 0 ? null : "Write it in the case's thread, or name the case: /note #23 Called the sender.",
    link: null,
    buttons: [],
    more: [],
  }
}

const DONE: Record<PersonsCommandType, string> = {
  assign: 'Assigned.',
  claim: 'Claimed.',
  level: 'The level is set.',
  note: 'The note is on record.',
  respond: 'The first response is on record.',
  commit: 'The promised date is on record.',
  draft: 'The draft is with its approver.',
  approve: 'Approved.',
  'send-back': 'Sent back.',
  publish: 'The publication is on record; reminders stop.',
  close: 'Closed.',
}

function done({ subject, command, status, next }: NoticeOf<'done'>, times: Times): Card {
  const due = next === null ? null : `Next due: ${names.clock[next.kind]}, ${times.instant(next.dueAt)}`
  return {
    ...card(subject, { lines: [DONE[command]], fields: [['Status', names.status[status]]], next: due }),
    link: null,
  }
}
