// The reply's draft: a request that its approvers grant turn by turn, or send back.
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
import { type Case, inPhase, type OpenRequest } from '../../case/case.ts'
import type { EventType } from '../../case/events.ts'
import {
  approvalOf,
  granted,
  nextTurn,
  openRequestCalled,
  requestId,
  without,
  withRequest,
} from '../../case/requests.ts'
import type { Submitted } from '../../case/submitted.ts'
import { approversOf } from '../../notice/recipients.ts'
import type { Role } from '../../policy/policy.ts'
import { decidedAs } from './approve.ts'
import { tellApproved, tellApprovers, tellDrafted, tellSentBack } from './draft-notices.ts'
import { refusedWhileStanding } from './examine.ts'
import { prepared } from './statement.ts'

declare module '../../capability/command.ts' {
  interface PersonsCommands {
    draft: { text: string }
  }
}
declare module '../../case/case.ts' {
  interface Regions {
    /** How many drafts there have been, in all rounds. */
    drafts: number
  }
  interface RequestKinds {
    reply: Submitted
  }
}
declare module '../../case/events.ts' {
  interface EventPayloads {
    drafted: Submitted & { draft: number; turn: Role }
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
  clocks: { of: ofDraft, holds: ['reply', 'progress'], silencesNoLeader: true, gives: ['submitted'] },
  tells: tellDrafted,
}

const turnApproved: EventSpec<'turn-approved'> = {
  fields: { draft: 'plain', role: 'plain', turn: 'plain', reason: 'personal' },
  apply(state, { at, actor, data }) {
    const { id } = openReply(state, 'turn-approved', data.draft)
    return { ...state, requests: nextTurn(state.requests, id, approvalOf(actor, at, data), data.turn) }
  },
  clocks: { of: ofDraft, meets: ['review'], gives: ['submitted'] },
  tells: (context, _event, key) => tellApprovers(context, key),
}

const approved: EventSpec<'approved'> = {
  fields: { draft: 'plain', role: 'plain', reason: 'personal' },
  apply(state, { at, actor, data }) {
    const { id } = openReply(state, 'approved', data.draft)
    const requests = granted(state.requests, id, approvalOf(actor, at, data), at)
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
    const stands = refusedWhileStanding(story.state, request, reason)
    if (stands !== null) return no(stands)
    const data = { draft: request.number, role: decidedAs(story, request), ...(reason === '' ? {} : { reason }) }
    return turn === null ? story.happen('approved', data) : story.happen('turn-approved', { ...data, turn })
  },
  refused: (story, request, reason) =>
    story.happen('sent-back', { draft: request.number, role: decidedAs(story, request), reason }),
}

export const draft = {
  names: { en: ['reply', 'draft'], zh: ['拟稿'] },
  who: { roles: DEPARTMENT, of: 'lead', rooms: DEPARTMENT_ROOMS, statuses: ['handling'] },
  offered: { handling: 10 },
  reads: 'posted',
  forms: [{ key: 'draft', fields: { text: text({ lines: 8 }) } }],
  decide(story, { text: said }) {
    const ready = prepared(story, 'reply', said)
    if ('refused' in ready) return ready
    return story.happen('drafted', { draft: story.state.drafts + 1, ...ready })
  },
  events: { drafted, 'turn-approved': turnApproved, approved, 'sent-back': sentBack },
  regions: { drafts: { begins: 0, perRound: false } },
  approvals: { reply },
} satisfies PersonsCapability<'draft'>

function openReply(state: Case, event: EventType, draft: number): OpenRequest {
  const request = openRequestCalled(state, requestId('reply', draft))
  if (request === null) throw contradiction(state, event)
  return request
}
