// A first response: a statement that says what is known so far. Its clock is met once it is approved and on record as published.

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
import { underWay } from '../../case/statements.ts'
import { did, elsewhere } from '../../notice/audience.ts'
import { namesOf } from '../../notice/recipients.ts'
import { approvalBy, submitAlone } from './statement.ts'

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
    /** Of before first responses were approved: whoever said so had given one. */
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
  fits: (state) => underWay(state, 'first-response')?.status !== 'open',
  reads: 'posted',
  forms: [{ key: 'respond', fields: { text: text({ lines: 5 }) } }],
  decide(story, { text: said }) {
    const { state, context } = story
    const before = state.firstResponse
    if (before === null) return submitAlone(story, 'first-response', said, {})
    return no({ reason: 'already-responded', by: namesOf(context.org, [before.by]).join(''), at: before.at })
  },
  events: { responded },
  regions: { firstResponse: { begins: null, perRound: true } },
  approvals: { 'first-response': approvalBy<'first-response'>(({ policy }) => policy.statements['first-response']) },
} satisfies PersonsCapability<'respond'>
