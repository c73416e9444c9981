// A department accepts its case. Several people may; the same person once.

import type { Instant } from '../../calendar/instant.ts'
import {
  CARD_ONLY,
  CLAIMED,
  contradiction,
  DEPARTMENT,
  DEPARTMENT_ROOMS,
  type EventSpec,
  no,
  type PersonsCapability,
} from '../../capability/capability.ts'
import { inPhase } from '../../case/case.ts'
import { claimsOf, withClaims } from '../../case/parts.ts'
import { namesOf } from '../../notice/recipients.ts'

declare module '../../capability/command.ts' {
  interface PersonsCommands {
    claim: object
  }
}
declare module '../../capability/refusal.ts' {
  interface Refusals {
    'already-claimed': { by: string; at: Instant }
  }
}
declare module '../../case/events.ts' {
  interface EventPayloads {
    claimed: Record<string, never>
  }
}

const claimed: EventSpec<'claimed'> = {
  fields: {},
  apply(state, { at, actor }) {
    if (state.status !== 'waiting' && claimsOf(state).length === 0) throw contradiction(state, 'claimed')
    const after = { ...state, parts: withClaims(state.parts, [...claimsOf(state), { person: actor, at }]) }
    return state.status === 'waiting' ? inPhase(after, { status: 'handling' }) : after
  },
  clocks: { meets: ['claim'], gives: ['claimed'], again: 'goes-on' },
  tells: CARD_ONLY,
}

export const claim = {
  names: { en: ['claim'], zh: ['签收'] },
  who: { roles: DEPARTMENT, of: 'lead', rooms: DEPARTMENT_ROOMS, statuses: ['waiting', ...CLAIMED] },
  offered: { waiting: 10 },
  forms: [{ key: 'claim', fields: {} }],
  decide(story) {
    const { actor, org } = story.context
    const before = claimsOf(story.state).find(({ person }) => person === actor.person)
    if (before) return no({ reason: 'already-claimed', by: namesOf(org, [before.person]).join(''), at: before.at })
    return story.happen('claimed', {})
  },
  events: { claimed },
} satisfies PersonsCapability<'claim'>
