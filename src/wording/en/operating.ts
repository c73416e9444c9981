// What the service says of itself, in English: an outage, and what the auditor found.

import { millisBetween } from '../../domain/calendar/instant.ts'
import type { About, FindingKind } from '../../domain/notice/finding.ts'
import type { NoticeOf } from '../../domain/notice/notice.ts'
import type { Card } from '../card/card.ts'
import { serviceCard } from '../card/service-card.ts'
import type { Times } from '../times.ts'
import { names } from './names.ts'

export function downtime(notice: NoticeOf<'downtime'>, times: Times): Card {
  const { from, to, came, left, unhandled, behind, parked, recovered, reminders, moreReminders } = notice
  const named = reminders.map(({ number, clock }) => `#${number} ${names.clock[clock]}`).join(', ')
  const late = reminders.length + moreReminders
  const more = moreReminders > 0 ? ` and ${moreReminders} more` : ''
  return serviceCard('Service interruption', {
    lines: [
      `The desk was out of service from ${times.instant(from)} to ${times.instant(to)} (${times.span(millisBetween(from, to))}).`,
      came > 0
        ? `Sent meanwhile and received afterwards: ${messages(came)}${recovered > 0 ? `, ${recovered} of them found in the chats’ histories` : ''}.`
        : '',
      left > 0 ? `Received before and not yet handled then: ${messages(left)}.` : '',
      late > 0
        ? `Reminders that fell due meanwhile and were sent late: ${named}${more}.`
        : 'No reminder fell due meanwhile.',
      unhandled > 0 ? `Still being handled: ${messages(unhandled)}.` : '',
      behind ? 'Reminders that fell due meanwhile are still being sent.' : '',
      parked > 0
        ? `Could not be handled and set aside: ${messages(parked)}. Administrator: please run npm run zhiban -- inbox list.`
        : '',
      unhandled === 0 && !behind && parked === 0
        ? 'No case on record, no received message and no due reminder was lost.'
        : '',
    ],
    next: 'If a forward of that time has not been registered, please send it again.',
  })
}

export function auditFinding({ finding, about, more }: NoticeOf<'audit-finding'>): Card {
  const { says, todo } = SAYS[finding]
  return serviceCard('Service check', { lines: [says(about.length + more, listed(about, more))], next: todo })
}

interface Sentence {
  says(count: number, list: string): string
  todo: string
}

const SAYS: Record<FindingKind, Sentence> = {
  'no-next-instant': {
    says: (_, list) => `Open, but with no deadline running, so that nobody will be reminded: ${list}.`,
    todo: 'Duty officer: please follow up by hand. Administrator: please check the deadlines of that level in the policy.',
  },
  'unsaid-reminder': {
    says: (_, list) => `Reminders that are due and have not been sent: ${list}.`,
    todo: 'Duty officer: please remind the department by hand. Administrator: please check the log.',
  },
  'stuck-send': {
    says: (count, list) => `Not sent for more than 15 minutes: ${messages(count)} (${list}).`,
    todo: 'Administrator: please check the connection and permissions of the channel. Urgent matters: please call.',
  },
  'given-up-send': {
    says: (count, list) => `Could not be delivered, and will not be tried again: ${messages(count)} (${list}).`,
    todo: 'Duty officer: please tell them another way. Administrator: please check the channel and the accounts.',
  },
  'waiting-message': {
    says: (count) => `Received more than 5 minutes ago and not handled: ${messages(count)}.`,
    todo: 'Administrator: please check the log. Urgent matters: duty officer, please register them by hand.',
  },
  'parked-message': {
    says: (count, list) => `Received, could not be handled and set aside: ${messages(count)} (${list}).`,
    todo: 'Administrator: please run npm run zhiban -- inbox list, then retry or drop them. Their texts are kept for 7 days.',
  },
  'broken-chain': {
    says: (_, list) => `The record does not match its checksums; it may have been changed or deleted: ${list}.`,
    todo: 'Please leave the database as it is. Administrator: please run npm run zhiban -- audit verify.',
  },
  'broken-checkpoint': {
    says: (_, list) => `A checkpoint does not match the record, which may have been changed or deleted: ${list}.`,
    todo: 'Please leave the database as it is. Administrator: please run npm run zhiban -- audit verify.',
  },
  'deaf-channel': {
    says: (_, list) =>
      `Not connected for more than 2 minutes: ${list}. Forwards and commands may not arrive; reminders are sent as usual.`,
    todo: 'Administrator: please run npm run zhiban -- doctor to check credentials and network. Urgent matters: please register them by hand.',
  },
  'idle-worker': {
    says: (_, list) => `Not finished a round for more than a minute: ${list}. Messages and reminders may be late.`,
    todo: 'Administrator: please check the log, and restart the service if need be.',
  },
}

const messages = (count: number): string => (count === 1 ? '1 message' : `${count} messages`)

const listed = (about: About[], more: number): string =>
  `${about.map(called).join(', ')}${more > 0 ? ` and ${more} more` : ''}`

const called = ({ case: number, clock, name }: About): string =>
  [
    number === null ? '' : `#${number}`,
    clock === null ? '' : names.clock[clock],
    name === null ? '' : number === null ? name : `(${name})`,
  ]
    .filter((part) => part !== '')
    .join(' ')
