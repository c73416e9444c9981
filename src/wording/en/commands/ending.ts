// English words of ending a case and beginning it anew: closed, dismissed, reopened.
import { shorten } from '../../../domain/text/text.ts'
import { EXCERPT } from '../../frame.ts'
import type { PersonsWords } from '../../wording.ts'
import { card, dueFields } from '../base.ts'
import { agreement } from './agreement.ts'

export const ending = {
  close: {
    name: 'close the case',
    forms: { close: { label: 'Close', inputs: { reason: 'Closing note' } } },
    usage: '/close <note>',
    done: 'Closed.',
    pending: (still) => `${still}not closed`,
    todo: () => 'close the case',
    events: { closed: 'closed' },
  },

  dismiss: {
    name: 'dismiss the case',
    forms: { dismiss: { label: 'Dismiss', inputs: { reason: 'Why nothing is to be done' } } },
    usage: '/dismiss <reason>',
    done: 'The dismissal is on record; where somebody else must agree, it takes effect then.',
    pending: (still) => `${still}not closed`,
    todo: () => 'close the case',
    events: {
      dismissed: 'dismissed',
      'dismissal-asked': 'dismissal asked for',
      'set-aside': 'dismissed for now',
      'dismissal-agreed': 'dismissal agreed to',
      'dismissal-refused': 'dismissal refused',
      'dismissal-withdrawn': 'dismissal withdrawn',
      'taken-up': 'taken up again',
    },
    noticeNames: { dismissed: 'notice of dismissal', ...agreement.noticeNames },
    notices: {
      ...agreement.notices,
      dismissed: ({ subject, by, text }) =>
        card(subject, {
          lines: [
            `${by} has dismissed this case, for this reason:`,
            shorten(text, EXCERPT),
            'Its deadlines are lifted; there will be no more reminders.',
          ],
          next: `Should there be news, the duty officer sends /reopen #${subject.number} <reason>.`,
        }),
    },
    refusals: agreement.refusals,
  },

  reopen: {
    name: 'reopen the case',
    forms: { reopen: { label: 'Reopen', inputs: { reason: 'Why it is reopened' } } },
    usage: '/reopen <reason>',
    done: 'The case has been reopened; its deadlines count from now.',
    pending: (still) => `${still}not reopened`,
    todo: () => 'reopen the case',
    events: { reopened: 'reopened' },
    noticeNames: { reopened: 'notice of reopening' },
    notices: {
      reopened(notice, times, kit) {
        const { subject, cause, by, reason, from, keptBy, department, due, claims } = notice
        const level = from === null ? '' : `; its level has changed from ${from.en} to ${subject.levelName.en}`
        return card(subject, {
          lines: [
            cause === 'rebound'
              ? `${by} has forwarded this again after the reply. The case is reopened as a rebound${level}.`
              : `${by} has reopened this case${level}.`,
            keptBy === null
              ? ''
              : `Its level was set by ${keptBy} and has been left as it is; to change it, send /sev.`,
          ],
          fields: [['Reason', shorten(reason, EXCERPT)], ...dueFields(due, times)],
          next:
            department === null
              ? 'Duty officer: please assign the case.'
              : `${department}: please claim it again. All deadlines count from the reopening.`,
          buttons: kit.buttons(department === null ? ['assign'] : claims ? ['claim'] : []),
        })
      },
    },
  },
} satisfies Partial<PersonsWords>
