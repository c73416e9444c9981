// English words of ending a case and beginning it anew: closed, dismissed, reopened.
import type { Obstacle } from '../../../domain/case/closing.ts'
import { shorten } from '../../../domain/text/text.ts'
import { EXCERPT } from '../../card/frame.ts'
import type { PersonsWords } from '../../wording.ts'
import { card, dueFields, either } from '../base.ts'
import { agreement } from './agreement.ts'

/** What must be settled before a case closes, and by what. */
const OBSTACLES: Record<Obstacle, string> = {
  'not-subsided': 'at this level the desk or a leader must first confirm that it has subsided (/subsided)',
  'unconfirmed-level': 'the lower level must first be decided on by somebody else (/approve or /sendback)',
  'open-promise': 'what was promised to the public must first be fulfilled (/fulfil)',
}

export const ending = {
  close: {
    name: 'close the case',
    forms: { close: { label: 'Close', inputs: { reason: 'Closing note' } } },
    usage: '/close <note>',
    done: 'Closed.',
    pending: (still) => `${still}not closed`,
    todo: () => 'close the case',
    events: { closed: 'closed' },
    refusals: {
      'not-closable': ({ obstacles }) =>
        `The case cannot be closed yet: ${obstacles.map((each) => OBSTACLES[each]).join('; ')}.`,
    },
  },

  subsided: {
    name: 'confirm that it has subsided',
    forms: { subsided: { label: 'It has subsided', inputs: { text: 'What was seen' } } },
    usage: '/subsided <note>',
    done: 'It is on record that the matter has subsided.',
    pending: (still) => `${still}nobody has confirmed that it has subsided`,
    todo: () => 'confirm that it has subsided (/subsided; if it has not, /reopen)',
    events: { subsided: 'confirmed as subsided', 'watch-ended': 'watch ended' },
    noticeNames: { subsided: 'confirmation that it has subsided', 'watch-ended': 'notice of the end of the watch' },
    notices: {
      subsided: ({ subject, by, text }) =>
        card(subject, { lines: [`${by} confirms that this matter has subsided.`, shorten(text, EXCERPT)] }),
      'watch-ended': ({ subject, obstacles, dueAt }, times, kit) =>
        card(subject, {
          lines: ['The watch has ended and nothing has come up again; the case is not closed yet.'],
          next: `Duty officer: please see to this${dueAt === null ? '' : ` by ${times.instant(dueAt)}`}: ${obstacles.map((each) => OBSTACLES[each]).join('; ')}.`,
          buttons: kit.buttons(['subsided', 'reopen']),
        }),
    },
    refusals: {
      'already-subsided': ({ by, at }, times) =>
        `${by} confirmed at ${times.dated(at)} that it has subsided; should it come up again, send /reopen <reason>.`,
    },
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

  withdraw: {
    name: 'withdraw a request',
    forms: { withdraw: { label: 'Withdraw request', inputs: { reason: 'Reason' } } },
    usage: '/withdraw <which request>',
    done: 'The request is withdrawn.',
    pending: (still) => `${still}not withdrawn`,
    todo: () => 'withdraw the request',
    events: {},
    refusals: {
      'nothing-asked': () => 'Nothing in this case waits for somebody’s agreement; you need not send /withdraw.',
      'not-yours-to-withdraw': ({ by, others }) =>
        `${by} asked for this, and ${either([by, ...others])} may withdraw it; if it is yours to decide, please send /approve or /sendback <reason>.`,
    },
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
