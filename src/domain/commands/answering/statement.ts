// What all statements beside the reply have in common: how they go to their approvers, and how these decide.
import type { ApprovalSpec, Result, Story } from '../../capability/capability.ts'
import { no } from '../../capability/capability.ts'
import type { DecisionContext } from '../../capability/context.ts'
import type { Refusal } from '../../capability/refusal.ts'
import type { Case, RequestKinds, RequestOf } from '../../case/case.ts'
import type { EventData } from '../../case/events.ts'
import { leadOf } from '../../case/parts.ts'
import { requestId } from '../../case/requests.ts'
import { type BesideKind, type BesideRequest, type StatementKind, underWay } from '../../case/statements.ts'
import { deciders, decidersOf, namesOf } from '../../notice/recipients.ts'
import type { Role } from '../../policy/policy.ts'
import { ofRequest } from './statement-events.ts'
import { withdraw } from './withdraw.ts'

declare module '../../capability/refusal.ts' {
  interface Refusals {
    /** Nobody but the drafter could decide: `roles` are vacant or held by the drafter alone. */
    'no-approver': { roles: Role[]; statement?: StatementKind }
    /** One of its kind is with its approvers already: those whose turn it is. */
    'already-asked': { statement: BesideKind; role: Role; names: string[] }
  }
}

/**
 * THE place that every statement passes before it goes to its approvers, the reply's draft as well: whether `turns` can
 * decide on it. What a text must hold is looked at here, too.
 */
export function refusedBeforeApproval(
  { state, context }: Story,
  kind: StatementKind,
  turns: readonly Role[],
): Refusal | null {
  // Found out now rather than in the middle of the review: each turn needs somebody who is not the drafter.
  const decidedBy = (role: Role) => deciders(context.org, role, leadOf(state), context.actor.person).people
  const vacant = turns.filter((role) => decidedBy(role).length === 0)
  if (turns.length > 0 && vacant.length === 0) return null
  return { reason: 'no-approver', roles: vacant, ...(kind === 'reply' ? {} : { statement: kind }) }
}

/** To its first approver. */
export function submit<K extends BesideKind>(story: Story, kind: K, wanted: RequestKinds[K]): Result {
  const turns = story.approvalOf(kind).turns(story.context, story.state)
  const refused = refusedBeforeApproval(story, kind, turns)
  const [turn] = turns
  if (refused !== null || turn === undefined) return no(refused ?? { reason: 'no-approver', roles: [] })
  const number = 1 + story.state.statementNumbers[kind]
  const of = { statement: requestId(kind, number), kind, number }
  return story.happen('statement-drafted', { ...of, ...wanted, turn } as EventData<'statement-drafted'>)
}

/**
 * The only one of its kind at a time: refused while it is with its approvers; what was approved and not published gives way
 * to the new one.
 */
export function submitAlone<K extends BesideKind>(story: Story, kind: K, wanted: RequestKinds[K]): Result {
  const before = underWay(story.state, kind)
  if (before?.status === 'open') return no(alreadyAsked(story, before))
  return submit(before === null ? story : withdraw(story, before, 'replaced'), kind, wanted)
}

function alreadyAsked({ state, context: { org } }: Story, request: BesideRequest & { status: 'open' }): Refusal {
  const { role, people } = decidersOf(org, state, request)
  return { reason: 'already-asked', statement: request.kind, role, names: namesOf(org, people) }
}

/** Turn by turn. `unfit`: what has come to pass since it was drafted and makes it unfit to be approved. */
export const approvalBy = <K extends BesideKind>(
  turns: (context: DecisionContext, state: Case) => Role[],
  unfit: (story: Story, request: RequestOf<K>) => Refusal | null = () => null,
): ApprovalSpec<K> => ({
  turns,
  approved(story, request, turn) {
    const refused = unfit(story, request)
    if (refused !== null) return no(refused)
    const of = ofRequest(request as BesideRequest)
    const { turn: role } = request
    return turn === null
      ? story.happen('statement-approved', { ...of, role })
      : story.happen('statement-turn-approved', { ...of, role, turn })
  },
  refused: (story, request, reason) =>
    story.happen('statement-sent-back', { ...ofRequest(request as BesideRequest), role: request.turn, reason }),
})
