// English words of what is said and promised before the reply: interim statements, a promised date, its fulfilment.
import { shorten } from '../../../domain/text/text.ts'
import { EXCERPT } from '../../card/frame.ts'
import type { PersonsWords } from '../../wording.ts'
import { card, quoted } from '../base.ts'

export const promising = {
  interim: {
    name: 'submit an interim statement',
    forms: { interim: { label: 'Submit interim statement', inputs: { text: 'Full text of the statement' } } },
    usage: '/interim <full text>',
    done: 'The interim statement is with its approver; please publish it once it is approved, and record that.',
    pending: (still) => `${still}no interim statement published`,
    todo: () => 'submit an interim statement',
    events: {},
  },

  fulfil: {
    name: 'record that a promise is fulfilled',
    forms: {
      fulfil: {
        label: 'Promise fulfilled',
        inputs: { text: 'What shows it, with its link (none where the reply does)' },
      },
    },
    usage: '/fulfil <what shows it, with its link>',
    done: 'It is on record that the promise is fulfilled.',
    pending: (still) => `${still}no fulfilment of the promise on record`,
    todo: () => 'fulfil the promise and record it',
    events: { 'promise-fulfilled': 'promise fulfilled' },
    noticeNames: { 'promise-fulfilled': 'notice of a fulfilled promise' },
    notices: {
      'promise-fulfilled': ({ subject, by, department, until, fulfilledAt, kept, text, byReply }, times) =>
        card(subject, {
          lines: [
            `${department} has fulfilled its promise${kept ? ' in time' : ', after the date'}, recorded by ${by}.`,
            byReply ? 'The reply is what fulfils it.' : '',
            shorten(text, EXCERPT),
          ],
          fields: [
            ['Promised by', times.dated(until)],
            ['Fulfilled', times.dated(fulfilledAt)],
          ],
          next: 'Duty officer: please check what was done.',
        }),
    },
    refusals: {
      'no-promise': () => 'No promise of this case is open; there is nothing to record, and it need not be fulfilled.',
      'promise-open': ({ until }, times) =>
        `The public was promised something by ${times.dated(until)}, and it is not on record as fulfilled; the case cannot end before. Department: please send /fulfil <what shows it>.`,
    },
  },

  commit: {
    name: 'commit to a date',
    forms: {
      commit: {
        label: 'Commit to a date',
        inputs: { date: 'Promised date (such as 2026-10-15)', text: 'What the public is told, in full' },
      },
    },
    usage: '/commit <date> <what the public is told>',
    done: 'The commitment is with its approver; until it is published and on record the reply is due as before.',
    pending: (still) => `${still}no date committed to`,
    todo: () => 'explain and name a date',
    events: { committed: 'date committed to' },
    noticeNames: { committed: 'notice of a committed date' },
    notices: {
      committed: (notice, times) =>
        card(notice.subject, {
          lines: [
            notice.of === 'measures'
              ? `${notice.department} has promised measures by a date, recorded by ${notice.by}:`
              : `${notice.by} has explained for ${notice.department} and committed to a date:`,
            shorten(notice.text, EXCERPT),
          ],
          next:
            notice.of === 'measures'
              ? `${notice.department}: please fulfil it by ${times.instant(notice.until)} and record it.`
              : `The reply is now due by ${times.instant(notice.until)}.${notice.lateBefore === undefined ? '' : ` It was late by ${times.span(notice.lateBefore)} before; another date does not undo that, it stays on record.`}`,
        }),
    },
    refusals: {
      'bad-date': ({ text }) => `“${quoted(text)}” is no date that can be read; write 2026-10-15 or 10-15 17:30.`,
      'date-past': ({ until, decided }, times, kit) =>
        decided
          ? `The promised date, ${times.dated(until)}, has passed and cannot be approved or recorded; please reply (/reply), or commit to another date (${kit.usage('commit')}).`
          : `${times.dated(until)} has passed; please name a date to come (${kit.usage('commit')}).`,
      'date-too-far': ({ latest, cap, since }, times) =>
        since === undefined
          ? `The policy allows at most ${times.within(cap)}, until ${times.dated(latest)}; please name an earlier date.`
          : `The policy allows at most ${times.within(cap)} from ${times.dated(since)}, which ended on ${times.dated(latest)}; no date can be promised any more, please submit the reply (/reply).`,
      'date-uncovered': ({ year }, _times, kit) =>
        `The official holidays of ${year} are not on record, so no date in that year can be promised; please have the administrator add them, or name a date before ${year} (${kit.usage('commit')}).`,
      'past-order': ({ deadline, number }, times, kit) =>
        `The superior body (${number}) wants its answer by ${times.dated(deadline)}; please name a date that is no later (${kit.usage('commit')}).`,
      'may-not-commit': () => 'This policy has no commitment to a later date; please submit a draft in time (/reply).',
    },
  },
} satisfies Partial<PersonsWords>
