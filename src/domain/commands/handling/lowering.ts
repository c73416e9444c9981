// A gentler level that another person must agree to: asked for while the case goes on as it is, or set at night by whoever is alone
// on duty and confirmed when work begins.

import type { Instant } from '../../calendar/instant.ts'
import { type ApprovalSpec, CARD_ONLY, contradiction, type EventSpec, type Story } from '../../capability/capability.ts'
import { type Case, isOpen, type OpenRequest } from '../../case/case.ts'
import type { EventOf } from '../../case/events.ts'
import { openRequestCalled, requestId, without, withRequest } from '../../case/requests.ts'
import { roleDeciding } from '../../notice/recipients.ts'
import type { Role } from '../../policy/policy.ts'
import { tellAsked, tellDone, tellRefused } from './agreement.ts'
import { reviewedFrom, type Second } from './second-person.ts'

declare module '../../case/case.ts' {
  interface RequestKinds {
    /** `done`: it was set at once, and is to be confirmed. */
    lowering: { level: number; from: number; reason: string; done: boolean }
  }
  interface Regions {
    /** How many lowerings were asked for, in all rounds. */
    lowerings: number
  }
}
declare module '../../case/events.ts' {
  interface EventPayloads {
    /** `among`: whoever holds one of these may agree; who holds `turn` is asked. */
    'lowering-asked': {
      request: number
      level: number
      from: number
      reason: string
      done: boolean
      turn: Role
      among: Role[]
    }
    'lowering-agreed': { request: number; role: Role }
    'lowering-refused': { request: number; role: Role; reason: string }
    /** By whoever asked, or somebody of the same role on duty. */
    'lowering-withdrawn': { request: number; reason: string }
  }
}

const idOf = ({ data }: { data: { request: number } }): string => requestId('lowering', data.request)
const ofRequest = (event: { data: { request: number } }) => ({ kind: 'request' as const, request: idOf(event) })

const asked: EventSpec<'lowering-asked'> = {
  fields: {
    request: 'plain',
    level: 'plain',
    from: 'plain',
    reason: 'personal',
    done: 'plain',
    turn: 'plain',
    among: 'plain',
  },
  apply(state, event) {
    const { at, actor, data } = event
    const { request: number, turn, among, ...wanted } = data
    const face = { id: idOf(event), kind: 'lowering', number, by: actor, at, wanted, among } as const
    const requests = withRequest(state.requests, { ...face, approvals: [], status: 'open', turn })
    return { ...state, lowerings: number, requests }
  },
  clocks: { of: ofRequest, gives: ['submitted'] },
  tells: (context, event, key) =>
    event.data.done ? tellDone(context, idOf(event), key, []) : tellAsked(context, idOf(event), key),
}

const decided = <E extends 'lowering-agreed' | 'lowering-refused' | 'lowering-withdrawn'>(type: E) => ({
  apply(state: Case, event: EventOf<E>): Case {
    const request = openRequestCalled(state, idOf(event))
    if (request === null) throw contradiction(state, type)
    return { ...state, requests: without(state.requests, request.id) }
  },
  clocks: { of: ofRequest as (event: EventOf<E>) => ReturnType<typeof ofRequest>, meets: ['review' as const] },
})

export const loweringEvents = {
  'lowering-asked': asked,
  'lowering-agreed': {
    fields: { request: 'plain', role: 'plain' },
    ...decided('lowering-agreed'),
    // The level that follows is told; what was done already is told to nobody again.
    tells: CARD_ONLY,
  } satisfies EventSpec<'lowering-agreed'>,
  'lowering-refused': {
    fields: { request: 'plain', role: 'plain', reason: 'personal' },
    ...decided('lowering-refused'),
    tells: (context, event, key) =>
      tellRefused(context, { id: idOf(event), actor: event.actor, reason: event.data.reason, withdrawn: false }, key),
  } satisfies EventSpec<'lowering-refused'>,
  'lowering-withdrawn': {
    fields: { request: 'plain', reason: 'personal' },
    ...decided('lowering-withdrawn'),
    tells: (context, event, key) =>
      tellRefused(context, { id: idOf(event), actor: event.actor, reason: event.data.reason, withdrawn: true }, key),
  } satisfies EventSpec<'lowering-withdrawn'>,
}

export const loweringRegions = { lowerings: { begins: 0, perRound: false } } as const

export const lowering: ApprovalSpec<'lowering'> = {
  // One other person is enough, whose turn is kept with the request.
  turns: () => [],
  approved(story, request) {
    const { org, actor } = story.context
    const role = roleDeciding(org, story.state, request, actor.person)
    const { level, reason, done } = request.wanted
    const { level: from } = story.state
    const agreed = story.happen('lowering-agreed', { request: request.number, role })
    return done ? agreed : agreed.happen('level-set', { level, from, by: { person: request.by }, reason })
  },
  refused(story, request, reason) {
    const { org, actor } = story.context
    const role = roleDeciding(org, story.state, request, actor.person)
    const { from: before, done } = request.wanted
    const { level: from } = story.state
    const refused = story.happen('lowering-refused', { request: request.number, role, reason })
    if (!done) return refused
    return refused.happen('level-set', { level: before, from, by: { person: actor.person }, reason })
  },
  // Once the level is another there is nothing to lower from; what was done is void once it is as grave again.
  lapses: (state, { wanted: { from, done } }) => !isOpen(state) || (done ? state.level <= from : state.level !== from),
}

/** What was set at night is as it was before. */
export function withdrawLowering(story: Story, request: OpenRequest & { kind: 'lowering' }, reason: string): Story {
  const { from: before, done } = request.wanted
  const withdrawn = story.happen('lowering-withdrawn', { request: request.number, reason })
  if (!done) return withdrawn
  const { state, context } = withdrawn
  return withdrawn.happen('level-set', {
    level: before,
    from: state.level,
    by: { person: context.actor.person },
    reason,
  })
}

/** The level stays until somebody agrees, or is set at night by who is alone. `opening`: when work begins. */
export function askLowering(
  story: Story,
  { turn, among }: Second,
  { level, reason }: { level: number; reason: string },
  opening: Instant | null,
): Story {
  const { level: from, lowerings } = story.state
  const request = lowerings + 1
  const data = { request, level, from, reason, done: opening !== null, turn, among }
  if (opening === null) return story.happen('lowering-asked', data)
  const by = { person: story.context.actor.person }
  const set = story.happen('level-set', { level, from, by, reason })
  return reviewedFrom(set.add('lowering-asked', data), requestId('lowering', request), opening)
}
