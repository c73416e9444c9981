// What stands in the way of closing an answered case. Whoever keeps something that must be settled first adds it here.
import type { Policy } from '../policy/policy.ts'
import type { Case } from './case.ts'
import { openRequest } from './requests.ts'
import { openPromises } from './statements.ts'

/** Each has its sentence in both languages (not-closable). */
export type Obstacle = 'not-subsided' | 'unconfirmed-level' | 'open-promise'

/** Empty where the case may close. */
export function closingObstacles(state: Case, { confirmSubsided }: Policy): Obstacle[] {
  const notSubsided = state.level <= confirmSubsided && state.subsided === null
  return [
    ...(notSubsided ? ['not-subsided' as const] : []),
    ...(openRequest(state, 'lowering') === null ? [] : ['unconfirmed-level' as const]),
    ...(openPromises(state).length === 0 ? [] : ['open-promise' as const]),
  ]
}
