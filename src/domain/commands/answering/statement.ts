// What all statements beside the reply have in common: how they go to their approvers, and how these decide.
import type { ApprovalSpec, Result, Story } from '../../capability/capability.ts'
import { no } from '../../capability/capability.ts'
import type { DecisionContext } from '../../capability/context.ts'
import type { Refusal } from '../../capability/refusal.ts'
import type { Case, OpenRequest, RequestKinds, RequestOf } from '../../case/case.ts'
import type { EventData } from '../../case/events.ts'
import { leadOf } from '../../case/parts.ts'
import { requestId } from '../../case/requests.ts'
import type { BesideKind, StatementKind } from '../../case/statement-kind.ts'
import { type BesideRequest, underWay } from '../../case/statements.ts'
import type { Submitted } from '../../case/submitted.ts'
import { deciders, decidersOf, namesOf } from '../../notice/recipients.ts'
import type { Role } from '../../policy/policy.ts'
import { decidedAs } from './approve.ts'
import { examine, recorded, refusedWhileStanding } from './examine.ts'
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
 * THE place that every statement passes before it goes to its approvers, the reply's draft as well: whether somebody can
 * decide on it, and what the checks say of its text.
 */
export function prepared(story: Story, kind: StatementKind, said: string): (Submitted & { turn: Role }) | Refused {
  const { state, context } = story
  const turns = story.approvalOf(kind).turns(context, state)
  // Found out now rather than in the middle of the review: each turn needs somebody who is not the drafter.
  const decidedBy = (role: Role) => deciders(context.org, role, leadOf(state), context.actor.person).people
  const vacant = turns.filter((role) => decidedBy(role).length === 0)
  const [turn] = turns
  if (turn === undefined || vacant.length > 0)
    return no({ reason: 'no-approver', roles: vacant, ...(kind === 'reply' ? {} : { statement: kind }) })
  const looked = examine(story, said, kind)
  return 'refused' in looked ? looked : { ...recorded(looked), turn }
}

/** To its first approver. `wanted`: what it holds beside the text that was `said`. */
export function submit<K extends BesideKind>(
  story: Story,
  kind: K,
  said: string,
  wanted: Omit<RequestKinds[K], keyof Submitted>,
): Result {
  const ready = prepared(story, kind, said)
  if ('refused' in ready) return ready
  const number = 1 + story.state.statementNumbers[kind]
  const of = { statement: requestId(kind, number), kind, number }
  return story.happen('statement-drafted', { ...of, ...wanted, ...ready } as EventData<'statement-drafted'>)
}

/**
 * The only one of its kind at a time: refused while it is with its approvers; what was approved and not published gives way
 * to the new one.
 */
export function submitAlone<K extends BesideKind>(
  story: Story,
  kind: K,
  said: string,
  wanted: Omit<RequestKinds[K], keyof Submitted>,
): Result {
  const before = underWay(story.state, kind)
  if (before?.status === 'open') return no(alreadyAsked(story, before))
  return submit(before === null ? story : withdraw(story, before, 'replaced'), kind, said, wanted)
}

function alreadyAsked({ state, context: { org } }: Story, request: BesideRequest & { status: 'open' }): Refusal {
  const { role, people } = decidersOf(org, state, request)
  return { reason: 'already-asked', statement: request.kind, role, names: namesOf(org, people) }
}

type Refused = { refused: Refusal }

/** Turn by turn. `unfit`: what has come to pass since it was drafted and makes it unfit to be approved. */
export const approvalBy = <K extends BesideKind>(
  turns: (context: DecisionContext, state: Case) => Role[],
  unfit: (story: Story, request: RequestOf<K>) => Refusal | null = () => null,
): ApprovalSpec<K> => ({
  turns,
  approved(story, request, turn, reason) {
    const open = request as OpenRequest
    const refused = unfit(story, request) ?? refusedWhileStanding(story.state, open, reason)
    if (refused !== null) return no(refused)
    const said = reason === '' ? {} : { reason }
    const data = { ...ofRequest(request as BesideRequest), role: decidedAs(story, open), ...said }
    return turn === null
      ? story.happen('statement-approved', data)
      : story.happen('statement-turn-approved', { ...data, turn })
  },
  refused(story, request, reason) {
    const role = decidedAs(story, request as OpenRequest)
    return story.happen('statement-sent-back', { ...ofRequest(request as BesideRequest), role, reason })
  },
})
