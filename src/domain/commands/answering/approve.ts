// Whoever's turn it is approves the request that waits for a decision, whatever its kind.
import { ALL_ROOMS, type ApprovalSpec, type PersonsCapability, type Story } from '../../capability/capability.ts'
import { type Field, filledIn, reason } from '../../capability/fields.ts'
import type { OpenRequest, RequestKind } from '../../case/case.ts'
import { requestBefore } from '../../notice/recipients.ts'
import type { Role } from '../../policy/policy.ts'

declare module '../../capability/command.ts' {
  interface PersonsCommands {
    /** `reason`: why what the checks have against it is let pass (`/审定 准予：理由`). */
    approve: { reason?: string }
  }
}

/** Only behind the word for it: whatever else is typed is no reason. Cards ask for it where something stands. */
const allowance: Field<string> = {
  ...reason({ optional: true, lines: 0 }),
  take(words) {
    const said = ALLOWING.exec(words)
    return said === null ? { value: '', rest: words } : { value: filledIn(words.slice(said[0].length)), rest: '' }
  },
}
const ALLOWING = /^(?:准予|準予|予以通过|allow(?:ed)?)(?:[\s：:，,]+|$)/iu

export const approve = {
  names: { en: ['approve'], zh: ['审定', '同意'] },
  who: { roles: [], of: 'turn', rooms: ALL_ROOMS, statuses: ['reviewing'] },
  offered: { reviewing: 10 },
  forms: [{ key: 'approve', fields: { reason: allowance } }],
  decide(story, { reason: said = '' }) {
    const { request, spec } = awaited(story)
    return spec.approved(story, request, turnAfter(story, request, spec), said)
  },
} satisfies PersonsCapability<'approve'>

/** The request that waits for this person's decision, and how its kind is approved. Authority has seen to it that there is one. */
export function awaited(story: Story): { request: OpenRequest; spec: ApprovalSpec<RequestKind> } {
  const { org, actor } = story.context
  const request = requestBefore(org, story.state, actor.person)
  if (request === null) throw new Error(`case ${story.state.number} is decided on while ${story.state.status}`)
  return { request, spec: story.approvalOf(request.kind) }
}

function turnAfter({ context, state }: Story, request: OpenRequest, spec: ApprovalSpec<RequestKind>): Role | null {
  const decided = new Set([...request.approvals.map(({ role }) => role), request.turn])
  return spec.turns(context, state).find((role) => !decided.has(role)) ?? null
}
