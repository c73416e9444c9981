// English words of cases that are one matter, or seem to be.
import type { PersonsWords, ServiceWords } from '../../wording.ts'
import { names } from '../names.ts'

export const alike = {
  same: {
    name: 'say that it is the same matter',
    forms: { same: { label: 'Same matter', inputs: {} } },
    usage: '/same #<other case>',
    done: 'It is the same matter: this case is counted at the other.',
    pending: (still) => `${still}not said whether it is the same matter`,
    todo: () => 'say whether it is the same matter',
    events: {},
    refusals: {
      'which-other': () => 'Please name the other case, such as /same #12.',
      'fold-the-newer': ({ newer, older }) =>
        `The newer case is counted at the older one: please send /same #${older} in #${newer}, or /same #${newer} #${older}.`,
      'other-ended': ({ number, status }) =>
        `#${number} is “${names.status[status]}”, and nothing is counted there any more; please have a duty officer send /reopen #${number} <reason> first, or go on with this case.`,
    },
  },

  different: {
    name: 'say that it is another matter',
    forms: { different: { label: 'Another matter', inputs: {} } },
    usage: '/different #<other case>',
    done: 'They are two matters; it will not be asked again.',
    pending: (still) => `${still}not said whether it is the same matter`,
    todo: () => 'say whether it is the same matter',
    events: { 'told-apart': 'said to be another matter' },
    refusals: {
      'nothing-alike': ({ number }) =>
        number === null
          ? 'No case that resembles this one waits for an answer; you need not do anything.'
          : `Nothing is asked about #${number} here; somebody may have answered it, and you need not do anything.`,
    },
  },
} satisfies Partial<PersonsWords>

export const alikeService = {
  'suggest-same': { name: 'suggest the same matter', events: { 'same-suggested': 'perhaps the same matter' } },
  fold: { name: 'count at another case', events: { folded: 'counted at another case' } },
  join: { name: 'count what came in with another case', events: { joined: 'forwards of another case counted' } },
  part: { name: 'take out what was counted', events: { parted: 'forwards of another case taken out' } },
} satisfies Partial<ServiceWords>
