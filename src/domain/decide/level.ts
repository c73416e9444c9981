// A person sets the level: from then on a rule only suggests.
import type { Case } from '../case/case.ts'
import type { CommandOf } from '../commands/command.ts'
import type { Refusal } from '../commands/refusal.ts'
import { type Level, levelOf, type Policy } from '../policy/policy.ts'
import { begin, type Decision, type DecisionContext, end, happen, no } from './unfold.ts'

export function level(state: Case, command: CommandOf<'level'>, facts: DecisionContext): Decision {
  const wanted = levelCalled(facts.policy, command.level)
  if (wanted === undefined) return no(unknownLevel(facts.policy, command.level))
  const by = { person: facts.actor.person }
  // Setting the level that a rule has set makes it a person's, and sticky.
  if (wanted.number === state.level && typeof state.levelSetBy === 'object') {
    return no({ reason: 'same-level', level: wanted.name })
  }
  const data = { level: wanted.number, from: state.level, by, reason: command.reason }
  return end(happen(begin(state), facts, 'level-set', data))
}

/** The level that is called so, by number or by name in either language. */
export function levelCalled(policy: Policy, called: string): Level | undefined {
  const asked = called.trim()
  if (/^[0-9]{1,2}$/.test(asked)) return levelOf(policy, Number(asked))
  return policy.levels.find(({ name }) => name.zh === asked || name.en.toLowerCase() === asked.toLowerCase())
}

export const unknownLevel = (policy: Policy, called: string): Refusal => ({
  reason: 'unknown-level',
  called,
  known: policy.levels.map(({ number, name }) => ({ number, ...name })),
})
