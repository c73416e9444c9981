// Who may ask what: reading is for everybody of the institution, the rota for the desk, binding for administrators.
import type { Case } from '../case/case.ts'
import type { Actor } from '../org/org.ts'
import type { Role } from '../policy/policy.ts'
import { QUERIES, type QueryType } from './query.ts'
import type { Refusal } from './refusal.ts'

const ROTA: Role[] = ['duty-officer', 'office', 'supervisor', 'principal', 'leading-group', 'admin']
const BINDING: Role[] = ['admin']

/** Null where it may be asked. `sets`: the question changes something (a shift). */
export function mayNotAsk(query: QueryType, actor: Actor, sets: boolean): Refusal | null {
  const may = query === 'bind' ? BINDING : query === 'duty' && sets ? ROTA : null
  return may === null || may.some((role) => actor.roles.includes(role)) ? null : { reason: 'may-not-ask', query, may }
}

/** What `/help` names to a person. */
export const queriesFor = (actor: Actor): QueryType[] =>
  QUERIES.filter((query) => query !== 'help' && mayNotAsk(query, actor, false) === null)

const WHOLE_DESK: Role[] = [
  'duty-officer',
  'monitor',
  'supervisor',
  'principal',
  'leading-group',
  'office',
  'spokesperson',
  'auditor',
  'admin',
]

/** Who belongs to departments alone sees their own cases; the desk and the leaders see all. */
export const maySeeCase = (state: Case, { roles, departments }: Actor): boolean =>
  roles.some((role) => WHOLE_DESK.includes(role)) ||
  ('lead' in state && departments.some((key) => key === state.lead || state.co.includes(key)))
