// Policies as earlier versions stored them, read as this version has them: a case keeps the policy that it was opened under.
import {
  DEFAULT_CHECKS,
  DEFAULT_COMMITMENT,
  DEFAULT_STATEMENTS,
  DEFAULT_WATCH,
  type Level,
  NO_SECOND_PERSON,
  type Policy,
} from './policy.ts'

type Stored = Omit<
  Policy,
  'watch' | 'quiet' | 'levels' | 'commitment' | 'statements' | 'checks' | 'secondPerson' | 'confirmSubsided'
> & {
  commitment?: Policy['commitment']
  statements?: Policy['statements']
  confirmSubsided?: Policy['confirmSubsided']
  watch?: Policy['watch']
  secondPerson?: Policy['secondPerson']
  quiet?: Policy['quiet']
  checks?: Partial<Policy['checks']>
  levels: (Omit<Level, 'clocks'> & { clocks: (Omit<Level['clocks'][number], 'id'> & { id?: string })[] })[]
}

/**
 * Older ones lack look-backs, quiet hours, who decides commitments and statements, checks (those that came later weigh as by
 * default), and the ids of rules: then there is one rule a kind, and its kind is the id. They ask for no second person, and for nobody
 * to confirm that a matter has subsided: what may be done to a live case does not change under it.
 */
export function upcastPolicy(stored: unknown): Policy {
  const policy = stored as Stored
  const levels = policy.levels.map((level) => ({
    ...level,
    clocks: level.clocks.map((rule) => ({ ...rule, id: rule.id ?? rule.kind })),
  }))
  return {
    ...policy,
    watch: policy.watch ?? DEFAULT_WATCH,
    quiet: policy.quiet ?? null,
    commitment: policy.commitment ?? DEFAULT_COMMITMENT,
    statements: policy.statements ?? DEFAULT_STATEMENTS,
    checks: { ...DEFAULT_CHECKS, ...policy.checks },
    secondPerson: policy.secondPerson ?? NO_SECOND_PERSON,
    confirmSubsided: policy.confirmSubsided ?? 0,
    levels,
  }
}
