// Answers to a forward of what is known, in English.
import type { NoticeOf } from '../../../domain/notice/notice.ts'
import { shorten } from '../../../domain/text/text.ts'
import type { Card } from '../../card/card.ts'
import { EXCERPT } from '../../card/frame.ts'
import type { Times } from '../../times.ts'
import { card, list } from '../base.ts'
import { buttons } from '../choices.ts'
import { names } from '../names.ts'

/** In the case's thread. `by`: who had forwarded it. */
export const recalled = ({ subject, by, undo }: NoticeOf<'recalled'>): Card =>
  card(subject, {
    lines: [
      `A message that forwarded a post of this case${by === null ? '' : `, by ${by},`} has been taken back.`,
      'What was registered stays on record, and no deadline changes.',
    ],
    next: undo
      ? `${by}, if it was forwarded by mistake, please take it back within 10 minutes; if the matter is not ours, a duty officer sends /dismiss #${subject.number} <reason>.`
      : `Duty officer: please ask why; if the matter is not ours, send /dismiss #${subject.number} <reason>.`,
    buttons: undo ? buttons(['undo']) : [],
  })

export const answered = ({ subject, department, url, at }: NoticeOf<'answered'>, times: Times): Card =>
  card(subject, {
    lines: [
      `${department} has replied ${url === null ? 'privately' : 'publicly'} to the post that you forwarded, ${times.dated(at)}.`,
    ],
    next: `If something new comes up, please forward it in the duty room again, or send /note #${subject.number} <text>.`,
    link: url === null ? null : { label: 'Reply', url },
  })

/** At most so many names are read. */
const MOST_NAMED = 50

export const answeredUntold = ({ subject, told, others }: NoticeOf<'answered-untold'>): Card =>
  card(subject, {
    lines: [
      `Many people have forwarded this; ${told} of them were told privately that it is answered.`,
      `${others.length} more ${others.length === 1 ? 'was' : 'were'} not told one by one: ${list(others.slice(0, MOST_NAMED))}${others.length > MOST_NAMED ? ', and others' : ''}.`,
    ],
    next: 'Duty officer, please tell them together in the group where that is wanted.',
  })

export function alreadyKnown(notice: NoticeOf<'already-known'>, times: Times): Card {
  const { subject, status, department, claimedBy, openedAt, sightings, reopened, dismissed, was } = notice
  const ended = status === 'closed' || status === 'dismissed'
  const claimed = claimedBy.length > 0 ? ` (claimed by ${list(claimedBy)})` : ''
  return card(subject, {
    lines: [
      was === undefined
        ? `This post is already on record as #${subject.number}. Your forward has been counted: ${sightings} so far.`
        : `This post says the same as #${subject.number} and has been counted there: ${sightings} so far. #${was} is not handled by itself.`,
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
    buttons: ended ? buttons(['reopen']) : status === 'triage' ? buttons(['undo']) : [],
  })
}
