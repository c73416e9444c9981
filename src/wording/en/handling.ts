// Notices of a case's handling, in English.
import type { DueClock, NoticeOf } from '../../domain/notice/notice.ts'
import { shorten } from '../../domain/post/text.ts'
import type { Card } from '../card.ts'
import { EXCERPT } from '../frame.ts'
import type { Times } from '../times.ts'
import { buttons, card, list } from './choices.ts'
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

export function assigned({ subject, department, co, by, due, lead }: NoticeOf<'assigned'>, times: Times): Card {
  const fields: [string, string][] = [['Contributing', list(co)]]
  if (!lead) {
    const lines = [`${by} has assigned this case to ${department}, with ${list(co)} to contribute.`]
    return card(subject, { lines, next: `Please give ${department} what it needs for the reply.` })
  }
  const claim = due.find(({ kind }) => kind === 'claim')
  const others = due.filter((clock) => clock !== claim)
  const next = claim
    ? `${department}: please claim the case by ${times.instant(claim.dueAt)}.`
    : `${department}: please claim the case.`
  return card(subject, {
    lines: [`${by} has assigned this case to ${department}.`],
    fields: [...fields, ...dueFields(others, times)],
    next,
    buttons: buttons(['claim']),
  })
}

export const takenAway = ({ subject, department, to, by }: NoticeOf<'taken-away'>): Card =>
  card(subject, {
    lines: [
      `${by} has reassigned this case to ${to}.`,
      `${department} no longer leads it; what it has done so far stays on record.`,
    ],
  })

export function levelChanged(notice: NoticeOf<'level-changed'>, times: Times): Card {
  const { subject, from, by, reason, moved } = notice
  const change = `from ${from.en} to ${subject.levelName.en}`
  return card(subject, {
    lines: [
      by === null
        ? `A threshold of the policy has been reached; the level has changed ${change}.`
        : `${by} has changed the level ${change}.`,
    ],
    fields: [
      ['Reason', shorten(reason, EXCERPT)],
      ...moved.map(({ kind, from: was, to }): [string, string] => [
        names.clock[kind],
        `was due ${times.bare(was)}, now ${times.instant(to)}`,
      ]),
    ],
    next: moved.length > 0 ? 'Please work to the new deadlines.' : 'The deadlines stay as they are.',
  })
}

export const levelSuggested = ({ subject, level, setBy }: NoticeOf<'level-suggested'>): Card =>
  card(subject, {
    lines: [
      `By the policy’s thresholds this case has reached ${level.en}.`,
      `Its level (${subject.levelName.en}) was set by ${setBy} and has been left as it is.`,
    ],
    next: `Duty officer: please consider it; to change the level send /sev #${subject.number} ${level.en}.`,
    buttons: buttons(['level'], { levels: [{ value: level.en, label: level.en }] }),
  })

export const noted = ({ subject, by, text }: NoticeOf<'noted'>): Card =>
  card(subject, { lines: [`Note by ${by}:`, shorten(text, EXCERPT)] })

export const responded = ({ subject, by, department, text }: NoticeOf<'responded'>): Card =>
  card(subject, {
    lines: [
      `${by} has given the first response for ${department}:`,
      shorten(text, EXCERPT),
      'The deadline of the reply stays as it is.',
    ],
  })

export const committed = (notice: NoticeOf<'committed'>, times: Times): Card =>
  card(notice.subject, {
    lines: [
      `${notice.by} has explained for ${notice.department} and committed to a date:`,
      shorten(notice.text, EXCERPT),
    ],
    next: `The reply is now due by ${times.instant(notice.until)}.`,
  })

export const dueFields = (due: DueClock[], times: Times): [string, string][] =>
  due.map(({ kind, dueAt }) => [`${names.clock[kind]} due`, times.instant(dueAt)])
