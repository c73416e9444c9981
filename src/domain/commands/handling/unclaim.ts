// Somebody lets go of a case. Whoever is last hands it back to be claimed, with the claim clock anew.
import {
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
import { did, dueOf, everywhere } from '../../notice/audience.ts'
import { levelOf } from '../../policy/policy.ts'

declare module '../../capability/command.ts' {
  interface PersonsCommands {
    /** Gives one's own claim up. */
    unclaim: object
  }
}
declare module '../../capability/refusal.ts' {
  interface Refusals {
    'not-claimed-by-you': object
    /** The answer is under way, and somebody must have it in hand. */
    'last-claim': object
  }
}
declare module '../../case/events.ts' {
  interface EventPayloads {
    /** A claim is given up; where it was the last, the case waits again. */
    released: Record<string, never>
  }
}
declare module '../../notice/notice.ts' {
  interface DidNotices {
    /** The last who had the case in hand has let it go. */
    released: true
  }
}

const released: EventSpec<'released'> = {
  fields: {},
  apply(state, { actor }) {
    const claims = claimsOf(state).filter(({ person }) => person !== actor)
    if (claims.length === 0 && state.status !== 'handling') throw contradiction(state, 'released')
    const after = { ...state, parts: withClaims(state.parts, claims) }
    return claims.length > 0 ? after : inPhase(after, { status: 'waiting' })
  },
  // Only where nobody has the case in hand any more: the desk must know, and the department's contact must act.
  tells(context, event, key) {
    const { after } = context
    if (after.status !== 'waiting') return []
    const due = dueOf(after.clocks).find(({ kind }) => kind === 'claim') ?? null
    return everywhere(context, key, did(context, event, { due }))
  },
}

export const unclaim = {
  names: { en: ['unclaim', 'release'], zh: ['取消签收', '撤销签收'] },
  who: { roles: DEPARTMENT, of: 'lead', rooms: DEPARTMENT_ROOMS, statuses: CLAIMED },
  offered: { handling: 90 },
  forms: [{ key: 'unclaim', fields: {} }],
  decide(story) {
    const { state, context } = story
    const claims = claimsOf(state)
    if (!claims.some(({ person }) => person === context.actor.person)) return no({ reason: 'not-claimed-by-you' })
    if (claims.length > 1) return story.happen('released', {})
    if (state.status !== 'handling') return no({ reason: 'last-claim' })
    const after = story.happen('released', {})
    const rule = levelOf(context.policy, state.level)?.clocks.find(({ kind }) => kind === 'claim')
    return rule === undefined ? after : after.start(rule, { at: context.now, since: 'released', fallback: false })
  },
  events: { released },
} satisfies PersonsCapability<'unclaim'>
