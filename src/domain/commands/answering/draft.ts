// The reply's draft: a request that its approvers grant turn by turn, or send back.
import type { Instant } from '../../calendar/instant.ts'
import {
  type ApprovalSpec,
  contradiction,
  DEPARTMENT,
  DEPARTMENT_ROOMS,
  type EventSpec,
  no,
  type PersonsCapability,
} from '../../capability/capability.ts'
import { text } from '../../capability/fields.ts'
import { type Approval, type Case, inPhase, type OpenRequest } from '../../case/case.ts'
import type { EventType } from '../../case/events.ts'
import { leadOf } from '../../case/parts.ts'
import { granted, nextTurn, openRequestCalled, requestId, without, withRequest } from '../../case/requests.ts'
import type { Finding, PostClaim } from '../../checks/index.ts'
import { approversOf, deciders } from '../../notice/recipients.ts'
import type { Role } from '../../policy/policy.ts'
import { tellApproved, tellApprovers, tellDrafted, tellSentBack } from './draft-notices.ts'
import { type Examined, examine, type Remark, shown, standing } from './examine.ts'

declare module '../../capability/command.ts' {
  interface PersonsCommands {
    draft: { text: string }
  }
}
declare module '../../capability/refusal.ts' {
  interface Refusals {
    /** Nobody but the drafter could decide: `roles` are vacant or held by the drafter alone. */
    'no-approver': { roles: Role[] }
    /** What the checks have against the text; who drafted it may insist (`/拟稿 仍报：理由`). */
    'draft-findings': { findings: Finding[]; claims: PostClaim[] }
    /** The approver must say why it is let pass (`/审定 准予：理由`). */
    'findings-stand': { findings: Finding[]; claims: PostClaim[] }
  }
}
declare module '../../case/case.ts' {
  interface Regions {
    /** How many drafts there have been, in all rounds. */
    drafts: number
  }
  interface RequestKinds {
    /** With what the checks found, what the public asks, and the drafter's word to the approver. */
    reply: { text: string; findings?: Remark[]; claims?: PostClaim[]; note?: string }
  }
}
declare module '../../case/events.ts' {
  interface EventPayloads {
    drafted: { draft: number; text: string; turn: Role; findings?: Remark[]; claims?: PostClaim[]; note?: string }
    'turn-approved': { draft: number; role: Role; turn: Role; reason?: string }
    approved: { draft: number; role: Role; reason?: string }
    'sent-back': { draft: number; role: Role; reason: string }
  }
}

/** Its review clock belongs to the request that the draft is. */
const ofDraft = ({ data }: { data: { draft: number } }) => ({
  kind: 'request' as const,
  request: requestId('reply', data.draft),
})

const drafted: EventSpec<'drafted'> = {
  fields: {
    draft: 'plain',
    text: 'personal',
    turn: 'plain',
    // Places and names of checks; what stands there is the text's.
    findings: 'plain',
    claims: 'personal',
    note: 'personal',
  },
  apply(state, { at, actor, data }) {
    if (state.status !== 'handling') throw contradiction(state, 'drafted')
    const { draft: number, turn, ...wanted } = data
    const face = {
      id: requestId('reply', number),
      kind: 'reply',
      number,
      by: actor,
      at,
      wanted,
    } as const
    const requests = withRequest(state.requests, { ...face, approvals: [], status: 'open', turn })
    return inPhase({ ...state, drafts: number, requests }, { status: 'reviewing' })
  },
  clocks: { of: ofDraft, holds: ['reply', 'progress'], gives: ['submitted'] },
  tells: tellDrafted,
}

const turnApproved: EventSpec<'turn-approved'> = {
  fields: { draft: 'plain', role: 'plain', turn: 'plain', reason: 'personal' },
  apply(state, { at, actor, data }) {
    const { id } = openReply(state, 'turn-approved', data.draft)
    return { ...state, requests: nextTurn(state.requests, id, approval(actor, at, data), data.turn) }
  },
  clocks: { of: ofDraft, meets: ['review'], gives: ['submitted'] },
  tells: (context, _event, key) => tellApprovers(context, key),
}

const approved: EventSpec<'approved'> = {
  fields: { draft: 'plain', role: 'plain', reason: 'personal' },
  apply(state, { at, actor, data }) {
    const { id } = openReply(state, 'approved', data.draft)
    const requests = granted(state.requests, id, approval(actor, at, data), at)
    return inPhase({ ...state, requests }, { status: 'approved' })
  },
  // Once it is approved the reply itself is next; nobody wants to hear how far it has come.
  clocks: { of: ofDraft, meets: ['review'], resumes: ['reply'], gives: ['approved'] },
  tells: tellApproved,
}

const sentBack: EventSpec<'sent-back'> = {
  fields: { draft: 'plain', role: 'plain', reason: 'personal' },
  apply(state, { data }) {
    const { id } = openReply(state, 'sent-back', data.draft)
    return inPhase({ ...state, requests: without(state.requests, id) }, { status: 'handling' })
  },
  clocks: { of: ofDraft, meets: ['review'], resumes: ['reply', 'progress'] },
  tells: tellSentBack,
}

const reply: ApprovalSpec<'reply'> = {
  // By the level as it is now: raised in the middle of a review, the case needs the approvers of the graver level.
  turns: ({ policy }, { level }) => approversOf(policy, level),
  approved(story, request, turn, reason) {
    const { number: draft, turn: role, wanted } = request
    if (reason === '' && standing(request)) return no({ reason: 'findings-stand', ...shown(wanted) })
    const data = { draft, role, ...(reason === '' ? {} : { reason }) }
    return turn === null ? story.happen('approved', data) : story.happen('turn-approved', { ...data, turn })
  },
  refused: (story, { number: draft, turn: role }, reason) => story.happen('sent-back', { draft, role, reason }),
}

export const draft = {
  names: { en: ['reply', 'draft'], zh: ['拟稿'] },
  who: { roles: DEPARTMENT, of: 'lead', rooms: DEPARTMENT_ROOMS, statuses: ['handling'] },
  offered: { handling: 10 },
  reads: 'posted',
  forms: [{ key: 'draft', fields: { text: text({ lines: 8 }) } }],
  decide(story, { text: said }) {
    const { state, context } = story
    const turns = reply.turns(context, state)
    // Found out now rather than in the middle of the review: each turn needs somebody who is not the drafter.
    const decidedBy = (role: Role) => deciders(context.org, role, leadOf(state), context.actor.person).people
    const vacant = turns.filter((role) => decidedBy(role).length === 0)
    const [turn] = turns
    if (turn === undefined || vacant.length > 0) return no({ reason: 'no-approver', roles: vacant })
    const looked = examine(story, said, 'reply')
    if ('refused' in looked) return looked
    return story.happen('drafted', { draft: state.drafts + 1, turn, ...recorded(looked) })
  },
  events: { drafted, 'turn-approved': turnApproved, approved, 'sent-back': sentBack },
  regions: { drafts: { begins: 0, perRound: false } },
  approvals: { reply },
} satisfies PersonsCapability<'draft'>

const recorded = ({ text: said, findings, claims, note }: Examined) => ({
  text: said,
  ...(findings.length > 0 ? { findings: findings.map(({ excerpt: _excerpt, ...place }) => place) } : {}),
  ...(claims.length > 0 ? { claims } : {}),
  ...(note === '' ? {} : { note }),
})

const approval = (by: string, at: Instant, { role, reason }: { role: Role; reason?: string }): Approval => ({
  by,
  role,
  at,
  ...(reason === undefined ? {} : { reason }),
})

function openReply(state: Case, event: EventType, draft: number): OpenRequest {
  const request = openRequestCalled(state, requestId('reply', draft))
  if (request === null) throw contradiction(state, event)
  return request
}
