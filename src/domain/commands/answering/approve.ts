// Whoever's turn it is approves the request that waits for a decision, whatever its kind.
import { ALL_ROOMS, type ApprovalSpec, type PersonsCapability, type Story } from '../../capability/capability.ts'
import { reason, statement } from '../../capability/fields.ts'
import { behind } from '../../capability/named-fields.ts'
import type { OpenRequest, RequestKind } from '../../case/case.ts'
import { openRequests, turnsTaken } from '../../case/requests.ts'
import { roleDeciding } from '../../notice/recipients.ts'
import type { Role } from '../../policy/policy.ts'
import { awaited } from './which-request.ts'

declare module '../../capability/command.ts' {
  interface PersonsCommands {
    /** `statement`: which request, where several wait. `reason`: why what the checks have against it is let pass. */
    approve: { statement?: string; reason?: string }
  }
}

/** Whatever else is typed is no reason. Cards ask for it where something stands. */
const ALLOWING = /^(?:准予|準予|予以通过|allow(?:ed)?)(?:[\s：:，,]+|$)/iu
const allowance = behind(ALLOWING, reason({ optional: true, lines: 0 }))

export const approve = {
  names: { en: ['approve'], zh: ['审定', '同意'] },
  who: { roles: [], of: 'turn', rooms: ALL_ROOMS, statuses: ['reviewing'] },
  hasObject: (state) => openRequests(state).length > 0,
  offered: { triage: 5, waiting: 5, handling: 5, reviewing: 10, approved: 5, watching: 5, dismissed: 5 },
  forms: [{ key: 'approve', fields: { statement: statement(), reason: allowance } }],
  decide(story, { statement: said = '', reason: why = '' }) {
    const meant = awaited(story, said, 'approve')
    if ('refused' in meant) return meant
    const { request } = meant
    const spec = story.approvalOf(request.kind)
    return spec.approved(story, request, turnAfter(story, request, spec), why)
  },
} satisfies PersonsCapability<'approve'>

function turnAfter({ context, state }: Story, request: OpenRequest, spec: ApprovalSpec<RequestKind>): Role | null {
  const decided = new Set([...turnsTaken(request), request.turn])
  return spec.turns(context, state).find((role) => !decided.has(role)) ?? null
}

/** The role in which a request is decided: another than its turn's by whoever stands in for it, or is above. */
export const decidedAs = ({ context: { org, actor }, state }: Story, request: OpenRequest): Role =>
  roleDeciding(org, state, request, actor.person)
