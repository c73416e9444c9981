// What /readyz may find wrong: English sentences for monitors, which this side of the product reads back to tell them in words.
import { NEARLY_FULL } from '../desk/operations/storage.ts'

export const NO_ANSWER = 'the database does not answer'
export const idle = (worker: string): string => `the ${worker} has not finished a round for a minute`
export const pending = (migration: string): string => `migration ${migration} has not been applied`

export type HealthProblem =
  | { reason: 'nearly-full' | 'no-answer' }
  | { reason: 'idle'; worker: string }
  | { reason: 'pending'; migration: string }

/** Null for another sentence: of another version, or of the migrations themselves. */
export function readHealthProblem(says: string): HealthProblem | null {
  if (says === NEARLY_FULL) return { reason: 'nearly-full' }
  if (says === NO_ANSWER) return { reason: 'no-answer' }
  const worker = IDLE.exec(says)?.[1]
  if (worker !== undefined) return { reason: 'idle', worker }
  const migration = PENDING.exec(says)?.[1]
  return migration === undefined ? null : { reason: 'pending', migration }
}

const IDLE = new RegExp(`^${idle('([\\w -]+)')}$`)
const PENDING = new RegExp(`^${pending('([\\w.]+)')}$`)
