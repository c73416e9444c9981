// What the doctor says in English.
import { wordsOf } from '../words.ts'
import type { DoctorWords } from './words.ts'

export const english: DoctorWords = {
  things: {
    packages: 'packages',
    state: 'state',
    account: 'account',
    echoes: 'echoes',
    places: 'rooms and people',
  },
  says: {
    'not-installed': ({ packages, isOurs }) =>
      isOurs
        ? `${packages.join(' and ')} not installed: run npm ci without --omit=optional, or take WECHAT_PUPPET out`
        : `${packages.join(' and ')} not installed: is the name in WECHAT_PUPPET right? Otherwise npm install --no-save ${packages.join(' ')} (again after each npm ci)`,
    unreadable: ({ error }) => `could not be read: ${error}`,
    'account-unseen': () =>
      'not looked at: the service has the database. Its page /channels/wechat shows it, for administrators',
    'account-unknown': () => 'nothing is known of it yet: start the service',
    'account-old': ({ minutes }) => `the service has not told of it for ${minutes} min: is it running?`,
    'account-away': ({ state, since, why, qr }) => {
      const parts = [wordsOf('en').state[state], `since ${since}`, ...(why === null ? [] : [why])]
      return qr === null ? parts.join('; ') : `${parts.join('; ')}; the text of the code: ${qr}`
    },
    'said-twice': ({ count }) => `${count} message(s) did not come back in time and were said a second time`,
    unfound: ({ names }) =>
      `not found with certainty: ${names.join(', ')}. Say /bind in the chat, and give people a remark in WeChat`,
  },
}
