// Notices of what begins a case anew or ends it early, in English.
import type { NoticeOf } from '../../domain/notice/notice.ts'
import { shorten } from '../../domain/post/text.ts'
import type { Card } from '../card.ts'
import { EXCERPT } from '../frame.ts'
import type { Times } from '../times.ts'
import { buttons, card } from './choices.ts'
import { dueFields } from './handling.ts'

export const progressed = ({ subject, by, department, text }: NoticeOf<'progressed'>): Card =>
  card(subject, { lines: [`Progress of ${department} (${by}):`, shorten(text, EXCERPT)] })

export const released = ({ subject, by, department, due }: NoticeOf<'released'>, times: Times): Card =>
  card(subject, {
    lines: [`${by} has given up the claim; nobody has this case in hand now.`],
    next: `${department}: please have somebody claim it${due === null ? '' : ` by ${times.instant(due.dueAt)}`}.`,
    buttons: buttons(['claim']),
  })

export const dismissed = ({ subject, by, reason }: NoticeOf<'dismissed'>): Card =>
  card(subject, {
    lines: [
      `${by} has dismissed this case, for this reason:`,
      shorten(reason, EXCERPT),
      'Its deadlines are lifted; there will be no more reminders.',
    ],
    next: `Should there be news, the duty officer sends /reopen #${subject.number} <reason>.`,
  })

export function reopened(notice: NoticeOf<'reopened'>, times: Times): Card {
  const { subject, cause, by, reason, from, keptBy, department, due, claims } = notice
  const level = from === null ? '' : `; its level has changed from ${from.en} to ${subject.levelName.en}`
  return card(subject, {
    lines: [
      cause === 'rebound'
        ? `${by} has forwarded this again after the reply. The case is reopened as a rebound${level}.`
        : `${by} has reopened this case${level}.`,
      keptBy === null ? '' : `Its level was set by ${keptBy} and has been left as it is; to change it, send /sev.`,
    ],
    fields: [['Reason', shorten(reason, EXCERPT)], ...dueFields(due, times)],
    next:
      department === null
        ? 'Duty officer: please assign the case.'
        : `${department}: please claim it again. All deadlines count from the reopening.`,
    buttons: buttons(department === null ? ['assign'] : claims ? ['claim'] : []),
  })
}
