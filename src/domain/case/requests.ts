// Requests of a case: what somebody asks and somebody else must approve, turn by turn.
import type { Instant } from '../calendar/instant.ts'
import type { Role } from '../policy/policy.ts'
import type { Approval, Case, CaseRequest, OpenRequest, RequestKind, RequestOf } from './case.ts'

/** The requests that wait for a decision, in the order in which they were asked. */
export const openRequests = ({ requests }: Pick<Case, 'requests'>): OpenRequest[] =>
  requests.filter((each): each is OpenRequest => each.status === 'open')

/** The first of a kind that waits for a decision; null where none does. */
export const openRequest = <K extends RequestKind>(
  state: Pick<Case, 'requests'>,
  kind: K,
): Extract<OpenRequest, { kind: K }> | null =>
  (openRequests(state).find((each) => each.kind === kind) as Extract<OpenRequest, { kind: K }> | undefined) ?? null

export const openRequestCalled = (state: Pick<Case, 'requests'>, id: string): OpenRequest | null =>
  openRequests(state).find((each) => each.id === id) ?? null

/** The newest request of a kind that is open or granted; null where there is none. */
export const requestOf = <K extends RequestKind>({ requests }: Pick<Case, 'requests'>, kind: K): RequestOf<K> | null =>
  (requests.findLast((each) => each.kind === kind) as RequestOf<K> | undefined) ?? null

export const requestId = (kind: RequestKind, number: number): string => `${kind}-${number}`

/** The requests with one more that is open. */
export const withRequest = (requests: CaseRequest[], request: OpenRequest): CaseRequest[] => [...requests, request]

/** The turns that are decided, whoever stood in for them. */
export const turnsTaken = ({ approvals }: { approvals: Approval[] }): Role[] =>
  approvals.map(({ role, turn = role }) => turn)

/** As an event tells it. */
export const approvalOf = (by: string, at: Instant, { role, reason }: { role: Role; reason?: string }): Approval => ({
  by,
  role,
  at,
  ...(reason === undefined ? {} : { reason }),
})

/** An approval of a turn, and whose turn is next. */
export const nextTurn = (requests: CaseRequest[], id: string, approval: Approval, turn: Role): CaseRequest[] =>
  change(requests, id, (open) => ({ ...open, approvals: [...open.approvals, ofTurn(approval, open.turn)], turn }))

/** The last approval. */
export const granted = (requests: CaseRequest[], id: string, approval: Approval, at: Instant): CaseRequest[] =>
  change(requests, id, ({ turn, ...open }) => {
    const approvals = [...open.approvals, ofTurn(approval, turn)]
    return { ...open, approvals, status: 'granted', grantedAt: at } as CaseRequest
  })

const ofTurn = (approval: Approval, turn: Role): Approval => (approval.role === turn ? approval : { ...approval, turn })

/** What was approved waits for one more decision. */
export const askedAgain = (requests: CaseRequest[], id: string, turn: Role): CaseRequest[] =>
  requests.map((each) => {
    if (each.id !== id || each.status !== 'granted') return each
    const { grantedAt: _grantedAt, ...asked } = each
    return { ...asked, status: 'open', turn } as CaseRequest
  })

/** Refused or withdrawn: its events keep it. */
export const without = (requests: CaseRequest[], id: string): CaseRequest[] => requests.filter((each) => each.id !== id)

function change(requests: CaseRequest[], id: string, to: (open: OpenRequest) => CaseRequest): CaseRequest[] {
  return requests.map((each) => {
    if (each.id !== id) return each
    if (each.status !== 'open') throw new Error(`request ${id} is decided on while ${each.status}`)
    return to(each)
  })
}
