// What notices are called in English where another message speaks of them.
import type { NoticeKind } from '../../domain/notice/notice.ts'
import { noticeNames as ofCommands } from './commands/index.ts'
import { noticeNames as ofQuestions } from './intake/asking.ts'

export const noticeNames: Record<NoticeKind, string> = {
  ...ofCommands,
  ...ofQuestions,
  'case-card': 'case card',
  'already-known': 'receipt for a known post',
  recalled: 'notice of a recall',
  answered: 'word that it was answered',
  'answered-untold': 'the note on forwarders who were not told one by one',
  'room-moved': 'notice that a group was replaced',
  registered: 'receipt for a new case',
  reminder: 'reminder',
  overtaken: 'deadline notice',
  vacant: 'notice of a vacant post',
  undelivered: 'notice of a failed delivery',
  refused: 'answer to a command',
  bundle: 'reminders of the quiet hours',
  'record-taken': 'receipt for a chat record',
  'batch-taken': 'receipt for many posts',
  'sent-weaker': 'notice of a refused urgent way',
  greeting: 'greeting',
  'room-lost': 'notice of a lost room',
  'member-left': 'notice of somebody who left',
  'member-unknown': 'notice of somebody who is not registered',
  'caught-up': 'notice of recovered messages',
  'channel-trouble': 'notice of a channel',
  'rebinding-uncertain': 'notice to bind again',
  'done-each': 'receipt',
  done: 'receipt',
  downtime: 'notice of an outage',
  'audit-finding': 'notice of a check',
}
