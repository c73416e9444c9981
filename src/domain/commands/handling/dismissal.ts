// A dismissal that another person must agree to: asked for while the case goes on, or done at night by whoever is alone on duty
// and confirmed when work begins.

import type { Instant } from '../../calendar/instant.ts'
import { type ApprovalSpec, CARD_ONLY, contradiction, type EventSpec, type Story } from '../../capability/capability.ts'
import { type Case, inPhase, isOwing, type OpenRequest } from '../../case/case.ts'
import type { EventOf, EventType } from '../../case/events.ts'
import { departmentsOf, unclaimed } from '../../case/parts.ts'
import { openRequestCalled, requestId, without, withRequest } from '../../case/requests.ts'
import { openPromises } from '../../case/statements.ts'
import { roleDeciding } from '../../notice/recipients.ts'
import { CLOCK_KINDS, type Role } from '../../policy/policy.ts'
import { withdrawAll } from '../answering/withdraw.ts'
import { tellAsked, tellDone, tellRefused } from './agreement.ts'
import { reviewedFrom, type Second } from './second-person.ts'

declare module '../../case/case.ts' {
  interface RequestKinds {
    dismissal: { reason: string }
  }
  interface Regions {
    /** How many dismissals were asked for, in all rounds. */
    dismissals: number
    /** What the case was before somebody alone dismissed it; null again once that is confirmed or refused. */
    setAside: { status: 'triage' | 'waiting' | 'handling'; parts: Part[] } | null
  }
}
declare module '../../case/events.ts' {
  interface EventPayloads {
    /** `among`: whoever holds one of these may agree; who holds `turn` is asked. */
    'dismissal-asked': { request: number; reason: string; turn: Role; among: Role[] }
    /** Dismissed by one person alone: its clocks stand still until somebody else confirms it. */
    'set-aside': { request: number; reason: string }
    'dismissal-agreed': { request: number; role: Role }
    'dismissal-refused': { request: number; role: Role; reason: string }
    /** By the desk itself, before it was agreed to or confirmed. */
    'dismissal-withdrawn': { request: number; reason: string }
    /** What had been set aside goes on as it was. */
    'taken-up': { request: number }
  }
}
const idOf = ({ data }: { data: { request: number } }): string => requestId('dismissal', data.request)
const ofRequest = (event: { data: { request: number } }) => ({ kind: 'request' as const, request: idOf(event) })

const asked: EventSpec<'dismissal-asked'> = {
  fields: { request: 'plain', reason: 'personal', turn: 'plain', among: 'plain' },
  apply(state, event) {
    const { at, actor, data } = event
    const { request: number, reason, turn, among } = data
    const face = { id: idOf(event), kind: 'dismissal', number, by: actor, at, wanted: { reason }, among } as const
    const requests = withRequest(state.requests, { ...face, approvals: [], status: 'open', turn })
    return { ...state, dismissals: number, requests }
  },
  clocks: { of: ofRequest, gives: ['submitted'] },
  tells: (context, event, key) => (context.after.setAside === null ? tellAsked(context, idOf(event), key) : []),
}

const setAside: EventSpec<'set-aside'> = {
  fields: { request: 'plain', reason: 'personal' },
  apply(state, { at, actor, data }) {
    if (state.status !== 'triage' && state.status !== 'waiting' && state.status !== 'handling')
      throw contradiction(state, 'set-aside')
    const before = { status: state.status, parts: state.parts }
    const dismissal = { by: actor, reason: data.reason }
    const partedFrom = unclaimed(state.parts)
    const after = { ...state, parts: [], setAside: before }
    return inPhase(after, { status: 'dismissed', dismissedAt: at, dismissal, partedFrom })
  },
  clocks: { holds: CLOCK_KINDS },
  tells: (context, event, key) =>
    tellDone(context, idOf(event), key, context.before === null ? [] : departmentsOf(context.before)),
}

const decided = <E extends 'dismissal-agreed' | 'dismissal-refused' | 'dismissal-withdrawn'>(type: E) => ({
  apply(state: Case, event: EventOf<E>): Case {
    const { id } = openDismissal(state, type, event as { data: { request: number } })
    return { ...state, requests: without(state.requests, id) }
  },
  clocks: { of: ofRequest as (event: EventOf<E>) => ReturnType<typeof ofRequest>, meets: ['review' as const] },
})

const takenUp: EventSpec<'taken-up'> = {
  fields: { request: 'plain' },
  apply(state) {
    if (state.setAside === null) throw contradiction(state, 'taken-up')
    const { status, parts } = state.setAside
    return inPhase({ ...state, parts, setAside: null }, { status })
  },
  clocks: { resumes: CLOCK_KINDS },
  tells: CARD_ONLY,
}

export const dismissalEvents = {
  'dismissal-asked': asked,
  'set-aside': setAside,
  'dismissal-agreed': {
    fields: { request: 'plain', role: 'plain' },
    ...decided('dismissal-agreed'),
    // The dismissal that follows is told.
    tells: CARD_ONLY,
  } satisfies EventSpec<'dismissal-agreed'>,
  'dismissal-refused': {
    fields: { request: 'plain', role: 'plain', reason: 'personal' },
    ...decided('dismissal-refused'),
    tells: (context, event, key) =>
      tellRefused(context, { id: idOf(event), actor: event.actor, reason: event.data.reason, withdrawn: false }, key),
  } satisfies EventSpec<'dismissal-refused'>,
  'dismissal-withdrawn': {
    fields: { request: 'plain', reason: 'personal' },
    ...decided('dismissal-withdrawn'),
    tells: (context, event, key) =>
      tellRefused(context, { id: idOf(event), actor: event.actor, reason: event.data.reason, withdrawn: true }, key),
  } satisfies EventSpec<'dismissal-withdrawn'>,
  'taken-up': takenUp,
}

export const dismissalRegions = {
  dismissals: { begins: 0, perRound: false },
  setAside: { begins: null, perRound: true },
} as const

export const dismissal: ApprovalSpec<'dismissal'> = {
  // One other person is enough, whose turn is kept with the request.
  turns: () => [],
  approved(story, request) {
    const { org, actor } = story.context
    const role = roleDeciding(org, story.state, request, actor.person)
    const agreed = story.happen('dismissal-agreed', { request: request.number, role })
    return withdrawAll(agreed, 'dismissed').happen('dismissed', { reason: request.wanted.reason, asked: request.by })
  },
  refused(story, request, reason) {
    const { org, actor } = story.context
    const role = roleDeciding(org, story.state, request, actor.person)
    return goOn(story.happen('dismissal-refused', { request: request.number, role, reason }), request.number)
  },
  // Once it is answered there is nothing to dismiss any more; nor may it be once a date is promised to the public.
  lapses: (state) => (!isOwing(state) && state.setAside === null) || openPromises(state).length > 0,
}

/** The case goes on; its desk, or who is alone at night, has asked for the dismissal. `opening`: when work begins. */
export function askDismissal(story: Story, { turn, among }: Second, reason: string, opening: Instant | null): Story {
  const request = story.state.dismissals + 1
  const data = { request, reason, turn, among }
  if (opening === null) return story.happen('dismissal-asked', data)
  const awaiting = reviewedFrom(story.add('dismissal-asked', data), requestId('dismissal', request), opening)
  return withdrawAll(awaiting, 'dismissed').happen('set-aside', { request, reason })
}

/** The desk takes back what one of it has asked for, or set aside. */
export function withdrawDismissal(story: Story, request: OpenRequest, reason: string): Story {
  return goOn(story.happen('dismissal-withdrawn', { request: request.number, reason }), request.number)
}

const goOn = (story: Story, request: number): Story =>
  story.state.setAside === null ? story : story.happen('taken-up', { request })

function openDismissal(state: Case, type: EventType, event: { data: { request: number } }): OpenRequest {
  const request = openRequestCalled(state, idOf(event))
  if (request === null) throw contradiction(state, type)
  return request
}
