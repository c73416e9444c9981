// Cases as earlier versions stored their state, read as this version has it; a case is written in the new shape when it changes.
import type { Instant } from '../../calendar/instant.ts'
import { REGIONS } from '../../commands/index.ts'
import type { Role } from '../../policy/policy.ts'
import { type Approval, type Case, type CaseRequest, type Claim, inPhase, type Part, type Phase } from '../case.ts'
import { type Clock, isAlive } from '../clock-state.ts'
import { partsOf, unclaimed, withClaims } from '../parts.ts'
import { requestId } from '../requests.ts'
import { withRule } from './upcast-events.ts'

interface Assigned {
  lead: string
  co: string[]
  assignedAt: Instant
}

/** The shape of the first version: one union by status, with departments and drafts in its members. */
type FirstShape = Omit<Case, 'parts' | 'requests' | 'files' | 'reopenedAt' | 'changedAt' | 'status' | 'clocks'> &
  Partial<Assigned> & {
    status: Case['status']
    clocks: (Omit<Clock, 'rule' | 'of' | 'late'> & Clock)[]
    claims?: Claim[]
    draft?: { number: number; by: string; at: Instant; text: string }
    turn?: Role
    approvals?: Approval[]
    approvedAt?: Instant
    assigned?: Assigned | null
    files?: Case['files']
    reopenedAt?: Instant | null
    changedAt?: Instant
  }

/** Reads either shape, of whatever version. */
export function upcastCase(stored: unknown): Case {
  if ((stored as Partial<Case>).parts !== undefined) return withLateness(withRegions(stored as Case))
  const { lead, co, assignedAt, claims, draft, turn, approvals, approvedAt, assigned, ...rest } = stored as FirstShape
  const parts = lead !== undefined && assignedAt ? withClaims(partsOf(lead, co ?? [], assignedAt), claims ?? []) : []
  const requests: CaseRequest[] = draft ? [requestFrom(draft, turn, approvals ?? [])] : []
  const reopenedAt = rest.reopenedAt ?? null
  const clocks = rest.clocks.map((clock) => ({ ...clock, ...withRule(clock, reviewedDraft(clock, rest.drafts)) }))
  const changedAt = rest.changedAt ?? rest.last.at
  const core = { ...rest, changedAt, parts, requests, reopenedAt, clocks } as Case
  return withLateness(withRegions(rest.status === 'dismissed' ? dismissed(core, assigned ?? null) : core))
}

/** Whether a stored case is of before lateness was kept: its history knows what the state does not (see lateness.ts). */
export const lacksLateness = (stored: unknown): boolean => (stored as Partial<Case>).hands === undefined

/**
 * What a state of before lateness was kept can tell: which clocks were met or ended late. Not in whose hands, nor what was late
 * against a due instant that was moved later: the history tells that (fold), and the next decision reads it.
 */
function withLateness(state: Case): Case {
  if (!lacksLateness(state)) return state
  const clocks = state.clocks.map((clock): Clock => {
    const until = clock.status === 'met' ? clock.metAt : clock.status === 'cancelled' ? clock.cancelledAt : null
    const late = until !== null && until > clock.dueAt ? [{ from: clock.dueAt, until, holder: null }] : []
    return { ...clock, late }
  })
  return { ...state, clocks, hands: [] }
}

/** What a capability keeps of a case that was stored before there was that capability: as it begins. */
function withRegions(state: Case): Case {
  const missing = Object.entries(REGIONS).filter(([region]) => !(region in state))
  return missing.length === 0
    ? state
    : { ...state, ...Object.fromEntries(missing.map(([region, { begins }]) => [region, begins])) }
}

// Only a living review can be told to belong to the draft that is under review; of those that ended it matters no more.
const reviewedDraft = (clock: Clock, drafts: number) => (isAlive(clock) ? drafts : 0)

function requestFrom(
  { number, by, at, text }: NonNullable<FirstShape['draft']>,
  turn: Role | undefined,
  approvals: Approval[],
): CaseRequest {
  const face = { id: requestId('reply', number), kind: 'reply', number, by, at, wanted: { text }, approvals } as const
  if (turn !== undefined) return { ...face, approvals, status: 'open', turn }
  return { ...face, approvals, status: 'granted', grantedAt: approvals.at(-1)?.at ?? at }
}

function dismissed(state: Case, assigned: Assigned | null): Case {
  const parts: Part[] = assigned ? partsOf(assigned.lead, assigned.co, assigned.assignedAt) : []
  const phase = { ...(state as Case & { status: 'dismissed' }), partedFrom: unclaimed(parts) } satisfies Phase
  return inPhase(state, {
    status: 'dismissed',
    dismissedAt: phase.dismissedAt,
    dismissal: phase.dismissal,
    partedFrom: phase.partedFrom,
  })
}
