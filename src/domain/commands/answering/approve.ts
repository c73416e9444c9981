// Whoever's turn it is approves the request that waits for a decision, whatever its kind.
import { ALL_ROOMS, type ApprovalSpec, type PersonsCapability, type Story } from '../../capability/capability.ts'
import type { OpenRequest, RequestKind } from '../../case/case.ts'
import { turnsTaken } from '../../case/requests.ts'
import { decidersOf, requestBefore } from '../../notice/recipients.ts'
import type { Role } from '../../policy/policy.ts'

declare module '../../capability/command.ts' {
  interface PersonsCommands {
    approve: object
  }
}

export const approve = {
  names: { en: ['approve'], zh: ['审定', '同意'] },
  who: { roles: [], of: 'turn', rooms: ALL_ROOMS, statuses: ['reviewing'] },
  offered: { reviewing: 10 },
  forms: [{ key: 'approve', fields: {} }],
  decide(story) {
    const { request, spec } = awaited(story)
    return spec.approved(story, request, turnAfter(story, request, spec))
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
  const decided = new Set([...turnsTaken(request), request.turn])
  return spec.turns(context, state).find((role) => !decided.has(role)) ?? null
}

/** The role in which a request is decided now: another than its turn's where somebody stands in for it. */
export const decidedAs = ({ context, state }: Story, request: OpenRequest): Role =>
  decidersOf(context.org, state, request).role
