// What happens to a statement to the public beside the reply: drafted, approved turn by turn or sent back, published, withdrawn.
import type { Instant } from '../../calendar/instant.ts'
import { contradiction, type EventSpec, type EventSpecs, type RegionSpecs } from '../../capability/capability.ts'
import type { Case, PrivateWay } from '../../case/case.ts'
import type { ClockOf } from '../../case/clock-state.ts'
import type { EventData, EventType } from '../../case/events.ts'
import {
  approvalOf,
  askedAgain,
  granted,
  nextTurn,
  openRequestCalled,
  without,
  withRequest,
} from '../../case/requests.ts'
import type { BesideKind } from '../../case/statement-kind.ts'
import { type BesideRequest, besideRequests, type Withdrawal } from '../../case/statements.ts'
import type { Submitted } from '../../case/submitted.ts'
import type { Role } from '../../policy/policy.ts'
import {
  tellStatementApproved,
  tellStatementApprovers,
  tellStatementDrafted,
  tellStatementPublished,
  tellStatementSentBack,
  tellStatementWithdrawn,
} from './statement-notices.ts'

export interface Of {
  /** The request: `interim-2`. */
  statement: string
  kind: BesideKind
  number: number
}

declare module '../../case/events.ts' {
  interface EventPayloads {
    /** `until`: the date that a commitment names. */
    'statement-drafted': Of & Submitted & { until?: Instant; turn: Role }
    'statement-turn-approved': Of & { role: Role; turn: Role; reason?: string }
    'statement-approved': Of & { role: Role; reason?: string }
    'statement-sent-back': Of & { role: Role; reason: string }
    /** It was approved, and the reply's ladder has told a higher rank since: that one decides as well. */
    'statement-escalated': Of & { turn: Role }
    'statement-withdrawn': Of & { cause: Withdrawal }
    'statement-published': Of & ({ way: 'link'; url: string } | ({ way: 'private' } & PrivateWay))
  }
}

/** Its review clock belongs to the request that it is. */
const ofStatement = ({ statement }: Of): ClockOf => ({ kind: 'request', request: statement })
/** Nobody is reminded of a first response while it is with its approver; the department's other clocks run on. */
const itsOwn = ({ kind }: Of) => (kind === 'first-response' ? (['first-response'] as const) : [])

const OF = { statement: 'plain', kind: 'plain', number: 'plain' } as const

const drafted: EventSpec<'statement-drafted'> = {
  fields: {
    ...OF,
    text: 'personal',
    until: 'plain',
    turn: 'plain',
    // Places and names of checks; what stands there is the text's.
    findings: 'plain',
    claims: 'personal',
    note: 'personal',
  },
  apply(state, { at, actor, data }) {
    const { statement: id, kind, number, turn, ...wanted } = data
    const face = { id, kind, number, by: actor, at, wanted, approvals: [], status: 'open', turn }
    const requests = withRequest(state.requests, face as BesideRequest & { status: 'open' })
    return { ...state, requests, statementNumbers: { ...state.statementNumbers, [kind]: number } }
  },
  clocks: ({ data }) => ({
    of: () => ofStatement(data),
    holds: itsOwn(data),
    silencesNoLeader: true,
    gives: ['submitted'],
  }),
  tells: tellStatementDrafted,
}

const turnApproved: EventSpec<'statement-turn-approved'> = {
  fields: { ...OF, role: 'plain', turn: 'plain', reason: 'personal' },
  apply(state, { at, actor, data }) {
    const { id } = open(state, 'statement-turn-approved', data)
    return { ...state, requests: nextTurn(state.requests, id, approvalOf(actor, at, data), data.turn) }
  },
  clocks: ({ data }) => ({ of: () => ofStatement(data), meets: ['review'], gives: ['submitted'] }),
  tells: (context, { data }, key) => tellStatementApprovers(context, data.statement, key),
}

const approved: EventSpec<'statement-approved'> = {
  fields: { ...OF, role: 'plain', reason: 'personal' },
  apply(state, { at, actor, data }) {
    const { id } = open(state, 'statement-approved', data)
    return { ...state, requests: granted(state.requests, id, approvalOf(actor, at, data), at) }
  },
  // A first response has a clock already that asks for its publication, where the policy gives it one.
  clocks: ({ data }) => ({
    of: () => ofStatement(data),
    meets: ['review'],
    resumes: itsOwn(data),
    gives: ['approved'],
    only: ['publish'],
    unless: itsOwn(data),
  }),
  tells: tellStatementApproved,
}

const sentBack: EventSpec<'statement-sent-back'> = {
  fields: { ...OF, role: 'plain', reason: 'personal' },
  apply(state, { data }) {
    const { id } = open(state, 'statement-sent-back', data)
    return { ...state, requests: without(state.requests, id) }
  },
  clocks: ({ data }) => ({ of: () => ofStatement(data), meets: ['review'], resumes: itsOwn(data) }),
  tells: tellStatementSentBack,
}

const escalated: EventSpec<'statement-escalated'> = {
  fields: { ...OF, turn: 'plain' },
  byDesk: true,
  apply: (state, { data }) => ({ ...state, requests: askedAgain(state.requests, data.statement, data.turn) }),
  clocks: ({ data }) => ({ of: () => ofStatement(data), ends: ['publish'], gives: ['submitted'] }),
  tells: (context, { data }, key) => tellStatementApprovers(context, data.statement, key),
}

const withdrawn: EventSpec<'statement-withdrawn'> = {
  fields: { ...OF, cause: 'plain' },
  byDesk: true,
  apply: (state, { data }) => ({ ...state, requests: without(state.requests, data.statement) }),
  // Whoever drafts another does not silence leaders who were told that the first is not public.
  clocks: ({ data }) => ({
    of: () => ofStatement(data),
    ends: ['review', 'publish'],
    resumes: itsOwn(data),
    ...(data.cause === 'replaced' ? { silencesNoLeader: true as const } : {}),
  }),
  tells: tellStatementWithdrawn,
}

const published: EventSpec<'statement-published'> = {
  fields: {
    ...OF,
    way: 'plain',
    url: 'plain',
    how: 'personal',
    when: 'plain',
    handledBy: 'personal',
    evidence: 'personal',
    reaction: 'personal',
  },
  apply(state, { at, actor, data }) {
    const { statement: id, kind, number, ...way } = data
    const request = besideRequests(state).find((each) => each.id === id)
    if (request?.status !== 'granted') throw contradiction(state, 'statement-published')
    const { wanted, by, approvals } = request
    // What was found in it stays with its events.
    const { text } = wanted
    const dated = 'until' in wanted ? { until: wanted.until } : {}
    const publication = { ...way, at, by: actor }
    const statement = { id, kind, number, text, ...dated, by, at: request.at, approvals, publication }
    const after = {
      ...state,
      requests: without(state.requests, id),
      statements: [...state.statements, statement],
    }
    return kind === 'first-response' ? { ...after, firstResponse: { text, by: actor, at } } : after
  },
  clocks: ({ data }) => ({ of: () => ofStatement(data), meets: ['publish', ...itsOwn(data)] }),
  tells: tellStatementPublished,
}

export const statementEvents = {
  'statement-drafted': drafted,
  'statement-turn-approved': turnApproved,
  'statement-approved': approved,
  'statement-sent-back': sentBack,
  'statement-escalated': escalated,
  'statement-withdrawn': withdrawn,
  'statement-published': published,
} satisfies Partial<EventSpecs>

export const statementRegions = {
  statements: { begins: [], perRound: false },
  statementNumbers: { begins: { 'first-response': 0, interim: 0, commitment: 0 }, perRound: false },
} satisfies Partial<RegionSpecs>

/** What an event says of the statement that it is about. */
export const ofRequest = ({ id, kind, number }: BesideRequest): Of => ({ statement: id, kind, number })

function open(state: Case, event: EventType, { statement }: EventData<'statement-approved'> | Of) {
  const request = openRequestCalled(state, statement)
  if (request === null) throw contradiction(state, event)
  return request
}
