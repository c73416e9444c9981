// What a request asks for, as it is told to whoever must agree and in the reminders of it. A draft is shown whole by its own notice.
import type { Case, RequestKind } from '../case/case.ts'
import { openRequestCalled } from '../case/requests.ts'
import type { Org } from '../org/org.ts'
import { levelOf, type Policy } from '../policy/policy.ts'
import { namesOf } from './recipients.ts'

interface Name {
  zh: string
  en: string
}

export interface Asked {
  /** As its buttons carry it: `dismissal-1`. */
  id: string
  request: RequestKind
  number: number
  by: string
  reason: string
  /** Of a level that is to be lowered, or was. */
  level: { from: Name; to: Name } | null
}

/** Null where there is no such open request, or it is a draft. */
export function askedFor(state: Case, id: string, policy: Policy, org: Org): Asked | null {
  const request = openRequestCalled(state, id)
  if (request === null || !('reason' in request.wanted)) return null
  const { wanted } = request
  const nameOf = (number: number): Name => levelOf(policy, number)?.name ?? { zh: String(number), en: String(number) }
  const level = 'level' in wanted ? { from: nameOf(wanted.from), to: nameOf(wanted.level) } : null
  const { kind, number } = request
  return { id, request: kind, number, by: namesOf(org, [request.by]).join(''), reason: wanted.reason, level }
}
