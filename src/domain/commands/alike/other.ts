// Which case is meant besides the one that a command is given to.
import type { Story } from '../../capability/capability.ts'
import type { Refusal } from '../../capability/refusal.ts'
import type { Case } from '../../case/case.ts'
import { openLikes } from './likes.ts'

declare module '../../capability/refusal.ts' {
  interface Refusals {
    /** No other case was named, and none was suggested. */
    'which-other': object
  }
}

/** The number that was named, or else of the first suggestion that nobody has answered; null for neither. */
export function otherNumber(state: Case, called: string): number | null {
  const named = /^\d{1,9}$/u.test(called) ? Number(called) : null
  if (named !== null && named !== state.number) return named
  return openLikes(state)[0]?.number ?? null
}

/** What is counted at another case is that one's (`DecisionContext.other`). */
export function otherMeant({ state, context }: Story, { other: called }: { other: string }): Case | Refusal {
  const number = otherNumber(state, called)
  if (number === null) return { reason: 'which-other' }
  const { other } = context
  return other === undefined || other.number === state.number ? { reason: 'unknown-case', number } : other
}
