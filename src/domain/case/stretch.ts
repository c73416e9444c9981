// A stretch of time in somebody's hands: what lateness and the way of a case are told in.
import type { Instant } from '../calendar/instant.ts'
import type { Role } from '../policy/policy.ts'

/** In whose hands something is: a department, or those of a role (an approver, the desk). */
export type Holder = { department: string } | { role: Role }

/** `until`: null while it lasts. `holder`: null where an earlier version recorded too little to tell. */
export interface Stretch {
  from: Instant
  until: Instant | null
  holder: Holder | null
}
