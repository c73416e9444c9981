// The desk hands a case to a department; a department accepts it.
import type { Case } from '../case/case.ts'
import type { CommandOf } from '../commands/command.ts'
import { namesOf } from '../notice/recipients.ts'
import { departmentCalled, departmentOf } from '../org/org.ts'
import { levelOf } from '../policy/policy.ts'
import { begin, type Decision, type DecisionContext, end, happen, no, type Story, start } from './unfold.ts'

export function assign(state: Case, { department, co }: CommandOf<'assign'>, facts: DecisionContext): Decision {
  const { org } = facts
  const found = [department, ...co].map((called) => ({ called, found: departmentCalled(org, called) }))
  const unknown = found.find((each) => each.found === undefined)
  const known = org.departments.map(({ name }) => name)
  if (unknown) return no({ reason: 'unknown-department', called: unknown.called, known })
  const [lead = '', ...others] = found.flatMap((each) => each.found?.key ?? [])
  const beside = [...new Set(others)].filter((key) => key !== lead)
  if ('lead' in state && state.lead === lead && String(state.co) === String(beside)) {
    return no({ reason: 'already-assigned', department: departmentOf(org, lead)?.name ?? lead })
  }
  return end(assignTo(begin(state), facts, lead, beside))
}

export const assignTo = (story: Story, facts: DecisionContext, lead: string, co: string[]): Story =>
  happen(story, facts, 'assigned', { lead, co })

/** Whoever lets go last hands the case back to be claimed, with the claim clock anew. */
export function unclaim(state: Case, _command: CommandOf<'unclaim'>, facts: DecisionContext): Decision {
  const claims = 'claims' in state ? state.claims : []
  if (!claims.some(({ person }) => person === facts.actor.person)) return no({ reason: 'not-claimed-by-you' })
  if (claims.length > 1) return end(happen(begin(state), facts, 'released', {}))
  if (state.status !== 'handling') return no({ reason: 'last-claim' })
  const released = happen(begin(state), facts, 'released', {})
  const rule = levelOf(facts.policy, state.level)?.clocks.find(({ kind }) => kind === 'claim')
  const from = { at: facts.now, since: 'released' as const, fallback: false }
  return end(rule === undefined ? released : start(released, facts, rule, from))
}

/** Not for this institution, or no matter for a reply: the reason stays on record, and the case may be reopened. */
export function dismiss(state: Case, { reason }: CommandOf<'dismiss'>, facts: DecisionContext): Decision {
  if (reason === '') return no({ reason: 'missing', command: 'dismiss', what: 'reason' })
  return end(happen(begin(state), facts, 'dismissed', { reason }))
}

/** Several people may claim; the same person once. */
export function claim(state: Case, _command: CommandOf<'claim'>, facts: DecisionContext): Decision {
  const before = 'claims' in state ? state.claims.find(({ person }) => person === facts.actor.person) : undefined
  if (before) return no({ reason: 'already-claimed', by: namesOf(facts.org, [before.person]).join(''), at: before.at })
  return end(happen(begin(state), facts, 'claimed', {}))
}
