// English words of what is handed over to bodies that may lawfully ask for it.
import { shorten } from '../../../domain/text/text.ts'
import { EXCERPT } from '../../card/frame.ts'
import type { PersonsWords } from '../../wording.ts'
import { card } from '../base.ts'

export const disclosing = {
  disclose: {
    name: 'record a lawful disclosure',
    forms: {
      disclose: {
        label: 'Disclosure',
        inputs: {
          body: 'Body that asked',
          document: 'Number of its paper',
          approver: 'Approved by',
          given: 'What was handed over',
        },
      },
    },
    usage: '/disclose body: …; document: …; approver: …; given: …',
    done: 'The disclosure is on record.',
    pending: (still) => `${still}disclosure not recorded`,
    todo: () => 'record the disclosure',
    events: { disclosed: 'lawful disclosure recorded' },
    noticeNames: { disclosed: 'record of a disclosure' },
    notices: {
      disclosed: ({ subject, by, disclosure }) =>
        card(subject, {
          lines: [`${by} has recorded a lawful disclosure.`],
          fields: [
            ['Body', disclosure.body],
            ['Paper', disclosure.document],
            ['Approved by', disclosure.approver],
            ['Handed over', shorten(disclosure.given, EXCERPT)],
          ],
        }),
    },
    refusals: {
      'own-disclosure': ({ name }) =>
        `Who records it (${name}) cannot be who approved it; please name the leader who has.`,
    },
  },
} satisfies Partial<PersonsWords>
