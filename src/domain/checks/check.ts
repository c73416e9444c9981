// What a check is: what it is given, and what it answers.
import type { StatementKind } from '../case/statement-kind.ts'
import type { CheckName, Checks } from '../policy/policy.ts'
import type { Reading } from './reading.ts'

/** What a statement is held against. Dates are local ones, YYYY-MM-DD. */
export interface CheckFacts {
  kind: StatementKind
  /** How much each check weighs in the case's policy. */
  checks: Checks
  today: string
  /** When the matter began: published, or discovered. */
  begun: string
  /** The last day to which an answer may be promised; null where the policy knows no promise. */
  latest: string | null
  /** What the unit that answers is called, its full name first. */
  units: string[]
  /** What the public says, as it was forwarded. */
  posted: string[]
  /** Claims, by number, that whoever wrote it has explained to the approver. */
  explained: number[]
}

/** What is wrong, or wants a look: a language has a sentence for each. */
export type Why =
  | 'formula'
  | 'unanswered'
  | 'phone' | 'id-card' | 'bank-card' | 'email'
  | 'no-such-date' | 'wrong-weekday' | 'before-case' | 'promise-past' | 'beyond-cap'
  | 'no-unit' | 'no-phone'
  | 'cause' | 'judgement'
  | 'confusion' | 'doubled' | 'punctuation' | 'not-closed' | 'not-opened'
  | 'reproach' // biome-ignore format: one line a check reads better

/** Where it stands: `text.slice(offset, offset + length)`. What is missing stands at the end, with length 0. */
export interface Spot {
  offset: number
  length: number
  why: Why
  /** What would be right, where that is a word, a date (YYYY-MM-DD) or a weekday (1 is Monday). */
  right?: string
  /** Which of the claims it is about, from 1 on. */
  claim?: number
}

export interface Finding extends Spot {
  check: CheckName
  severity: 'refuse' | 'warn'
  excerpt: string
}

/** Linear in the length of the text, whatever it holds. */
export type Check = (reading: Reading, facts: CheckFacts) => Spot[]

/** No check names more places than this: who has that many begins anew. */
export const MOST_SPOTS = 20
