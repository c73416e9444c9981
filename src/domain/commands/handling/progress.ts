// How far the department has come: meets the clock of progress notes, which then counts anew.
import {
  CLAIMED,
  DEPARTMENT,
  DEPARTMENT_ROOMS,
  type EventSpec,
  no,
  type PersonsCapability,
  unchanged,
} from '../../capability/capability.ts'
import { text } from '../../capability/fields.ts'
import { isAlive } from '../../case/clock-state.ts'
import { did, elsewhere } from '../../notice/audience.ts'

declare module '../../capability/command.ts' {
  interface PersonsCommands {
    progress: { text: string }
  }
}
declare module '../../case/events.ts' {
  interface EventPayloads {
    progressed: { text: string }
  }
}
declare module '../../notice/notice.ts' {
  interface DidNotices {
    progressed: true
  }
}

const progressed: EventSpec<'progressed'> = {
  fields: { text: 'personal' },
  apply: unchanged,
  clocks: { meets: ['progress'] },
  tells: (context, event, key) => elsewhere(context, key, did(context, event, event.data)),
}

export const progress = {
  names: { en: ['progress'], zh: ['进展', '续报'] },
  who: { roles: DEPARTMENT, of: 'lead', rooms: DEPARTMENT_ROOMS, statuses: [...CLAIMED, 'watching'] },
  offered: { handling: 40, reviewing: 40, approved: 30, watching: 40 },
  forms: [{ key: 'progress', fields: { text: text() } }],
  decide(story, { text: said }) {
    const { status, clocks } = story.state
    // After the reply only where the level wants it on.
    if (status === 'watching' && !clocks.some((clock) => clock.kind === 'progress' && isAlive(clock)))
      return no({ reason: 'wrong-status', command: 'progress', status, needs: [...CLAIMED] })
    return story.happen('progressed', { text: said })
  },
  events: { progressed },
} satisfies PersonsCapability<'progress'>
