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
import { granted, nextTurn, openRequestCalled, requestId, without, withRequest } from '../../case/requests.ts'
import { approversOf } from '../../notice/recipients.ts'
import type { Role } from '../../policy/policy.ts'
import { decidedAs } from './approve.ts'
import { tellApproved, tellApprovers, tellSentBack } from './draft-notices.ts'
import { refusedBeforeApproval } from './statement.ts'

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
    reply: { text: string }
  }
}
declare module '../../case/events.ts' {
  interface EventPayloads {
    drafted: { draft: number; text: string; turn: Role }
    'turn-approved': { draft: number; role: Role; turn: Role }
    approved: { draft: number; role: Role }
    'sent-back': { draft: number; role: Role; reason: string }
  }
}

/** Its review clock belongs to the request that the draft is. */
const ofDraft = ({ data }: { data: { draft: number } }) => ({
  kind: 'request' as const,
  request: requestId('reply', data.draft),
})

const drafted: EventSpec<'drafted'> = {
  fields: { draft: 'plain', text: 'personal', turn: 'plain' },
  apply(state, { at, actor, data }) {
    if (state.status !== 'handling') throw contradiction(state, 'drafted')
    const { draft: number, text: said, turn } = data
    const face = {
      id: requestId('reply', number),
      kind: 'reply',
      number,
      by: actor,
      at,
      wanted: { text: said },
    } as const
    const requests = withRequest(state.requests, { ...face, approvals: [], status: 'open', turn })
    return inPhase({ ...state, drafts: number, requests }, { status: 'reviewing' })
  },
  clocks: { of: ofDraft, holds: ['reply', 'progress'], silencesNoLeader: true, gives: ['submitted'] },
  tells: (context, _event, key) => tellApprovers(context, key),
}

const turnApproved: EventSpec<'turn-approved'> = {
  fields: { draft: 'plain', role: 'plain', turn: 'plain' },
  apply(state, { at, actor, data }) {
    const { id } = openReply(state, 'turn-approved', data.draft)
    return { ...state, requests: nextTurn(state.requests, id, { by: actor, role: data.role, at }, data.turn) }
  },
  clocks: { of: ofDraft, meets: ['review'], gives: ['submitted'] },
  tells: (context, _event, key) => tellApprovers(context, key),
}

const approved: EventSpec<'approved'> = {
  fields: { draft: 'plain', role: 'plain' },
  apply(state, { at, actor, data }) {
    const { id } = openReply(state, 'approved', data.draft)
    const requests = granted(state.requests, id, { by: actor, role: data.role, at }, at)
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
  approved(story, request, turn) {
    const decided = { draft: request.number, role: decidedAs(story, request) }
    return turn === null ? story.happen('approved', decided) : story.happen('turn-approved', { ...decided, turn })
  },
  refused: (story, request, reason) =>
    story.happen('sent-back', { draft: request.number, role: decidedAs(story, request), reason }),
}

export const draft = {
  names: { en: ['reply', 'draft'], zh: ['拟稿'] },
  who: { roles: DEPARTMENT, of: 'lead', rooms: DEPARTMENT_ROOMS, statuses: ['handling'] },
  offered: { handling: 10 },
  forms: [{ key: 'draft', fields: { text: text({ lines: 8 }) } }],
  decide(story, { text: said }) {
    const { state, context } = story
    const turns = reply.turns(context, state)
    const refused = refusedBeforeApproval(story, 'reply', turns)
    const [turn] = turns
    if (refused !== null || turn === undefined) return no(refused ?? { reason: 'no-approver', roles: [] })
    return story.happen('drafted', { draft: state.drafts + 1, text: said, turn })
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
