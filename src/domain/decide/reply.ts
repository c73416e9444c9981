// The reply's way: drafted, reviewed turn by turn, approved by somebody else than its drafter, published.
import type { Case, EventData, Reviewing } from '../case/case.ts'
import type { CommandOf } from '../commands/command.ts'
import { deciders } from '../notice/recipients.ts'
import { levelOf, type Policy, type Role } from '../policy/policy.ts'
import { identifyUrl } from '../post/post.ts'
import { begin, type Decision, type DecisionContext, end, happen, no, type Story } from './unfold.ts'
import { watchOn } from './watch.ts'

export function draft(state: Case, { text }: CommandOf<'draft'>, facts: DecisionContext): Decision {
  if (text === '') return no({ reason: 'missing', command: 'draft', what: 'text' })
  const lead = 'lead' in state ? state.lead : null
  const turns = approversAt(facts.policy, state.level)
  // Found out now rather than in the middle of the review: each turn needs somebody who is not the drafter.
  const vacant = turns.filter((role) => deciders(facts.org, role, lead, facts.actor.person).people.length === 0)
  const [turn] = turns
  if (turn === undefined || vacant.length > 0) return no({ reason: 'no-approver', roles: vacant })
  return end(happen(begin(state), facts, 'drafted', { draft: state.drafts + 1, text, turn }))
}

export function approve(state: Case, _command: CommandOf<'approve'>, facts: DecisionContext): Decision {
  const { draft, turn: role } = reviewed(state)
  const turn = turnAfter(reviewed(state), facts.policy)
  const told = { draft: draft.number, role }
  if (turn === undefined) return end(happen(begin(state), facts, 'approved', told))
  return end(happen(begin(state), facts, 'turn-approved', { ...told, turn }))
}

export function sendBack(state: Case, { reason }: CommandOf<'send-back'>, facts: DecisionContext): Decision {
  if (reason === '') return no({ reason: 'missing', command: 'send-back', what: 'text' })
  const { draft, turn: role } = reviewed(state)
  return end(happen(begin(state), facts, 'sent-back', { draft: draft.number, role, reason }))
}

/** Recorded with its public link, or as delivered privately: how, to whom, with what evidence. */
export function publish(state: Case, command: CommandOf<'publish'>, facts: DecisionContext): Decision {
  if ('private' in command) {
    if (command.private === '') return no({ reason: 'missing', command: 'publish', what: 'text' })
    return end(answered(state, facts, { way: 'private', how: command.private }))
  }
  if (command.url === '') return no({ reason: 'missing', command: 'publish', what: 'link' })
  const url = identifyUrl(command.url)
  if (!url.ok) return no({ reason: 'bad-link', text: command.url, why: url.reason })
  return end(answered(state, facts, { way: 'link', url: command.url }))
}

function answered(state: Case, facts: DecisionContext, publication: EventData<'published'>): Story {
  const published = happen(begin(state), facts, 'published', publication)
  const watched = watchOn(published, facts)
  if (watched === null) throw new Error('a policy without look-backs: a published case would be forgotten')
  return watched
}

/** Only from `watching`: closing needs a published reply. */
export const close = (state: Case, { reason }: CommandOf<'close'>, facts: DecisionContext): Decision =>
  end(happen(begin(state), facts, 'closed', { reason }))

const approversAt = (policy: Policy, level: number): Role[] => levelOf(policy, level)?.approvers ?? []

// By the level as it is now: raised in the middle of a review, the case needs the approvers of the graver level.
function turnAfter(state: Reviewing, policy: Policy): Role | undefined {
  const decided = new Set([...state.approvals.map(({ role }) => role), state.turn])
  return approversAt(policy, state.level).find((role) => !decided.has(role))
}

function reviewed(state: Case): Reviewing {
  if (state.status !== 'reviewing') throw new Error(`case ${state.number} is decided on while ${state.status}`)
  return state
}
