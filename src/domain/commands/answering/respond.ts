// A first response: on record once a round.

import type { Instant } from '../../calendar/instant.ts'
import {
  CLAIMED,
  DEPARTMENT,
  DEPARTMENT_ROOMS,
  type EventSpec,
  no,
  type PersonsCapability,
} from '../../capability/capability.ts'
import { text } from '../../capability/fields.ts'
import { did, elsewhere } from '../../notice/audience.ts'
import { namesOf } from '../../notice/recipients.ts'

declare module '../../capability/command.ts' {
  interface PersonsCommands {
    respond: { text: string }
  }
}
declare module '../../capability/refusal.ts' {
  interface Refusals {
    'already-responded': { by: string; at: Instant }
  }
}
declare module '../../case/case.ts' {
  interface Regions {
    firstResponse: { text: string; by: string; at: Instant } | null
  }
}
declare module '../../case/events.ts' {
  interface EventPayloads {
    responded: { text: string }
  }
}
declare module '../../notice/notice.ts' {
  interface DidNotices {
    responded: true
  }
}

const responded: EventSpec<'responded'> = {
  fields: { text: 'personal' },
  apply: (state, { at, actor, data }) => ({ ...state, firstResponse: { text: data.text, by: actor, at } }),
  clocks: { meets: ['first-response'] },
  tells: (context, event, key) => elsewhere(context, key, did(context, event, event.data)),
}

export const respond = {
  names: { en: ['respond'], zh: ['回应', '首次回应'] },
  who: { roles: [...DEPARTMENT, 'spokesperson'], of: 'lead', rooms: DEPARTMENT_ROOMS, statuses: CLAIMED },
  offered: { handling: 30, reviewing: 30, approved: 20 },
  forms: [{ key: 'respond', fields: { text: text() } }],
  decide(story, { text: said }) {
    const before = story.state.firstResponse
    if (before === null) return story.happen('responded', { text: said })
    return no({ reason: 'already-responded', by: namesOf(story.context.org, [before.by]).join(''), at: before.at })
  },
  events: { responded },
  regions: { firstResponse: { begins: null, perRound: true } },
} satisfies PersonsCapability<'respond'>
