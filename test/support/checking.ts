// A statement held against the checks, with the facts of a small case.
import { type CheckFacts, checkStatement, type Finding } from '../../src/domain/checks/index.ts'
import { type CheckName, DEFAULT_CHECKS } from '../../src/domain/policy/policy.ts'

/** Sunday, 29 November 2026; the matter began on the 25th, and an answer may be promised until 4 December. */
export const FACTS: CheckFacts = {
  kind: 'reply',
  checks: DEFAULT_CHECKS,
  today: '2026-11-29',
  begun: '2026-11-25',
  latest: '2026-12-04',
  units: ['城管局', '城管'],
  posted: [],
  explained: [],
}

export const found = (check: CheckName, text: string, facts: Partial<CheckFacts> = {}): Finding[] =>
  checkStatement(text, { ...FACTS, ...facts }).filter((each) => each.check === check)

/** What stands at each place. */
export const excerpts = (check: CheckName, text: string, facts: Partial<CheckFacts> = {}): string[] =>
  found(check, text, facts).map(({ excerpt }) => excerpt)
