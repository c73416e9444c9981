// A person confirms that the matter has subsided: from the level that the policy names on no case closes without it.

import type { Instant } from '../../calendar/instant.ts'
import { DESK, DESK_ROOMS, type EventSpec, no, type PersonsCapability } from '../../capability/capability.ts'
import { reason } from '../../capability/fields.ts'
import type { Obstacle } from '../../case/closing.ts'
import { did, everywhere } from '../../notice/audience.ts'
import { saying } from '../../notice/context.ts'
import { dutyRoom, subjectOf } from '../../notice/envelope.ts'
import { namesOf } from '../../notice/recipients.ts'
import { holders } from '../../org/org.ts'
import { closeAfterWatch } from '../look-back.ts'

declare module '../../capability/command.ts' {
  interface PersonsCommands {
    subsided: { text: string }
  }
}
declare module '../../capability/refusal.ts' {
  interface Refusals {
    'already-subsided': { by: string; at: Instant }
  }
}
declare module '../../case/case.ts' {
  interface Regions {
    /** Who has confirmed in this round that the matter has subsided. */
    subsided: { by: string; at: Instant; text: string } | null
  }
}
declare module '../../case/events.ts' {
  interface EventPayloads {
    subsided: { text: string }
    /** The watch has ended quietly, and the case does not close yet. */
    'watch-ended': { obstacles: Obstacle[] }
  }
}
declare module '../../notice/notice.ts' {
  interface DidNotices {
    subsided: true
  }
  interface Meanings {
    'watch-ended': { subject: Subject; obstacles: Obstacle[]; dueAt: Instant | null }
  }
}

const subsidedEvent: EventSpec<'subsided'> = {
  fields: { text: 'personal' },
  apply: (state, { at, actor, data }) => ({ ...state, subsided: { by: actor, at, text: data.text } }),
  tells: (context, event, key) => everywhere(context, key, did(context, event, event.data)),
}

const watchEnded: EventSpec<'watch-ended'> = {
  fields: { obstacles: 'plain' },
  byDesk: true,
  apply: (state) => state,
  tells({ after, facts }, { data }, key) {
    const clock = after.clocks.find(({ kind, status }) => kind === 'subside' && status === 'running')
    const subject = subjectOf(after, facts.policy)
    const notice = { kind: 'watch-ended' as const, subject, obstacles: data.obstacles, dueAt: clock?.dueAt ?? null }
    return saying(`${key}:desk`, dutyRoom(facts.org), notice, holders(facts.org, 'duty-officer', null))
  },
}

export const subsided = {
  names: { en: ['subsided'], zh: ['平息', '确认平息'] },
  who: { roles: DESK, of: 'anybody', rooms: DESK_ROOMS, statuses: ['watching'] },
  offered: { watching: 15 },
  forms: [{ key: 'subsided', fields: { text: reason({ optional: true, lines: 2 }) } }],
  decide(story, { text }) {
    const before = story.state.subsided
    if (before !== null)
      return no({ reason: 'already-subsided', by: namesOf(story.context.org, [before.by]).join(''), at: before.at })
    return closeAfterWatch(story.happen('subsided', { text }))
  },
  events: { subsided: subsidedEvent, 'watch-ended': watchEnded },
  regions: { subsided: { begins: null, perRound: true } },
} satisfies PersonsCapability<'subsided'>
