// Answers to a forward of what is known, in English.
import type { NoticeOf } from '../../domain/notice/notice.ts'
import { shorten } from '../../domain/text/text.ts'
import type { Card } from '../card.ts'
import { EXCERPT } from '../frame.ts'
import type { Times } from '../times.ts'
import { card, list } from './base.ts'
import { buttons } from './choices.ts'
import { names } from './names.ts'

export function alreadyKnown(notice: NoticeOf<'already-known'>, times: Times): Card {
  const { subject, status, department, claimedBy, openedAt, sightings, reopened, dismissed } = notice
  const ended = status === 'closed' || status === 'dismissed'
  const claimed = claimedBy.length > 0 ? ` (claimed by ${list(claimedBy)})` : ''
  return card(subject, {
    lines: [
      `This post is already on record as #${subject.number}. Your forward has been counted: ${sightings} so far.`,
    ],
    fields: [
      ['Status', names.status[status]],
      ['Department', department === null ? 'Not assigned yet' : `${department}${claimed}`],
      ['Opened', times.dated(openedAt)],
      ['Dismissed because', dismissed === null ? null : shorten(dismissed, EXCERPT)],
    ],
    next: reopened
      ? 'It had been answered; the case is reopened as a rebound.'
      : ended
        ? `Should there be news, the duty officer sends /reopen #${subject.number} <reason>.`
        : null,
    buttons: ended ? buttons(['reopen']) : [],
  })
}
