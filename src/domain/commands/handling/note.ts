// A note on the case's record. While the case is watched it is the look-back that is due.
import { ALL_ROOMS, type EventSpec, type PersonsCapability, unchanged } from '../../capability/capability.ts'
import { text } from '../../capability/fields.ts'
import { STATUSES } from '../../case/case.ts'
import { did, elsewhere } from '../../notice/audience.ts'
import { lookBack } from '../look-back.ts'

declare module '../../capability/command.ts' {
  interface PersonsCommands {
    note: { text: string }
  }
}
declare module '../../case/events.ts' {
  interface EventPayloads {
    noted: { text: string }
  }
}
declare module '../../notice/notice.ts' {
  interface DidNotices {
    noted: true
  }
}

const noted: EventSpec<'noted'> = {
  fields: { text: 'personal' },
  apply: unchanged,
  tells: (context, event, key) => elsewhere(context, key, did(context, event, event.data)),
}

export const note = {
  names: { en: ['note'], zh: ['备注'] },
  who: { roles: [], of: 'anybody', rooms: ALL_ROOMS, statuses: STATUSES },
  offered: {
    triage: 40,
    waiting: 40,
    handling: 70,
    reviewing: 60,
    approved: 50,
    watching: 10,
    closed: 20,
    dismissed: 20,
  },
  forms: [{ key: 'note', fields: { text: text() } }],
  decide(story, { text: said }) {
    const after = story.happen('noted', { text: said })
    return story.state.status === 'watching' ? lookBack(after) : after
  },
  events: { noted },
} satisfies PersonsCapability<'note'>
