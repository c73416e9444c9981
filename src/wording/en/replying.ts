// Notices of the reply's way, in English: to its approver, back to its drafter, to whoever publishes it, to the desk.
import type { NoticeOf } from '../../domain/notice/notice.ts'
import type { Role } from '../../domain/policy/policy.ts'
import { shorten } from '../../domain/post/text.ts'
import type { Card } from '../card.ts'
import { EXCERPT } from '../frame.ts'
import type { Times } from '../times.ts'
import { buttons, card, either } from './choices.ts'
import { dueFields } from './handling.ts'
import { names } from './names.ts'

export function draftForApproval(notice: NoticeOf<'draft-for-approval'>, times: Times): Card {
  const { subject, draft, by, department, text, role, approvers, dueAt, turn, turns } = notice
  const round = turns > 1 ? `, review ${turn} of ${turns}` : ''
  const last = turn >= turns
  const [approve, ...others] = buttons(['approve', 'send-back'])
  const deadline = dueAt === null ? '' : ` by ${times.instant(dueAt)}`
  return card(subject, {
    lines: [`${by} has submitted draft ${draft} for ${department}${round}. In full:`, text],
    next: `${called(approvers, role)}: please ${last ? 'approve it' : 'pass it on'} or send it back${deadline}.`,
    buttons: approve ? [{ ...approve, label: last ? 'Approve' : 'Pass on' }, ...others] : [],
  })
}

export function sentBack({ subject, draft, by, role, reason, due }: NoticeOf<'sent-back'>, times: Times): Card {
  return card(subject, {
    lines: [`${by} (${names.role[role]}) has sent draft ${draft} back:`, shorten(reason, EXCERPT)],
    fields: dueFields(due, times),
    next: 'Please revise it and submit it again.',
    buttons: buttons(['draft']),
  })
}

/** Whole, because this is the text that is to be published. */
export function approved({ subject, by, role, text, dueAt }: NoticeOf<'approved'>, times: Times): Card {
  const deadline = dueAt === null ? '' : ` by ${times.instant(dueAt)}`
  return card(subject, {
    lines: [`${by} (${names.role[role]}) has approved the reply. The approved text:`, text],
    next: `Please publish it as approved${deadline}, then record the link; for a private reply, when and how.`,
    buttons: buttons(['publish']),
  })
}

export function published(notice: NoticeOf<'published'>, times: Times): Card {
  const { subject, department, publication, byName, text } = notice
  const privately = publication.way === 'private'
  return card(subject, {
    lines: [
      `${department} has replied ${privately ? 'privately' : 'publicly'}, recorded by ${byName}.`,
      'Reminders about the reply have stopped; the case is now being watched.',
    ],
    fields: [
      ['Recorded', times.dated(publication.at)],
      ['How', privately ? shorten(publication.how, EXCERPT) : null],
      ['Approved text', shorten(text, EXCERPT)],
    ],
    next: privately
      ? 'Duty officer: please check the evidence against the approved text.'
      : 'Duty officer: please compare what was published with the approved text.',
    link: publication.way === 'link' ? { label: 'Reply', url: publication.url } : null,
  })
}

/** Lin Feng (department head); the role alone where nobody is named. */
const called = (people: string[], role: Role): string =>
  people.length === 0 ? capital(names.role[role]) : `${either(people)} (${names.role[role]})`

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
