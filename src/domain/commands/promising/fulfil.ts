// What was promised is done: put on record by the department, with what shows it. Kept or broken follows from the date.
import type { Instant } from '../../calendar/instant.ts'
import { DEPARTMENT, DEPARTMENT_ROOMS, no, type PersonsCapability } from '../../capability/capability.ts'
import { statement, text } from '../../capability/fields.ts'
import type { Case } from '../../case/case.ts'
import { openPromises, type Promised } from '../../case/statements.ts'
import { findUrls } from '../../post/post.ts'
import { requestMeant } from '../answering/which-request.ts'
import { endWatch } from '../look-back.ts'
import { promiseFulfilled } from './promise-events.ts'

declare module '../../capability/command.ts' {
  interface PersonsCommands {
    /** `statement`: which promise, where several are open. Without a text the reply is what shows it. */
    fulfil: { statement?: string; text: string }
  }
}
declare module '../../capability/refusal.ts' {
  interface Refusals {
    'no-promise': object
    /** Nothing ends a case with a promise that is open. */
    'promise-open': { number: number; until: Instant }
  }
}

export const fulfil = {
  names: { en: ['fulfil', 'fulfill'], zh: ['兑现'] },
  who: {
    roles: DEPARTMENT,
    of: 'lead',
    rooms: DEPARTMENT_ROOMS,
    statuses: ['handling', 'reviewing', 'approved', 'watching'],
  },
  hasObject: (state) => IN_HAND.includes(state.status) && openPromises(state).length > 0,
  offered: { handling: 65, reviewing: 65, approved: 65, watching: 8 },
  forms: [{ key: 'fulfil', fields: { statement: statement(), text: text({ optional: true }) } }],
  decide(story, { statement: said = '', text: shown }) {
    const { state, context } = story
    const open = openPromises(state)
    if (open.length === 0) return no({ reason: 'no-promise' })
    const waiting = open.map((promise) => ({ kind: 'commitment' as const, number: promise.number, promise }))
    const meant = requestMeant(waiting, said, 'fulfil')
    if ('refused' in meant) return meant
    const { promise } = meant.request
    const reply = replyThatShows(state, promise, shown)
    if (reply === null && shown === '') return no({ reason: 'missing', command: 'fulfil', what: 'text' })
    const fulfilledAt = reply ?? context.now
    const { number, until } = promise
    const data = { number, fulfilledAt, kept: fulfilledAt <= until, text: shown }
    const done = story.happen('promise-fulfilled', { ...data, ...(reply === null ? {} : { reply: true }) })
    return endWatch(done)
  },
  events: { 'promise-fulfilled': promiseFulfilled },
} satisfies PersonsCapability<'fulfil'>

const IN_HAND: readonly Case['status'][] = ['handling', 'reviewing', 'approved', 'watching']

/** When the reply was given, where it came after the promise and nothing else is named. */
function replyThatShows(state: Case, { madeAt }: Promised, shown: string): Instant | null {
  if (state.status !== 'watching' || state.publication.at < madeAt) return null
  const { publication } = state
  const named = publication.way === 'link' && findUrls(shown).includes(publication.url)
  return shown === '' || named ? publication.at : null
}
