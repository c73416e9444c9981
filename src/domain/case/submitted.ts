// A statement as it goes to its approvers: its text, with what was found when it was examined.
import type { Finding } from '../checks/check.ts'
import type { PostClaim } from '../checks/claims.ts'

/** A finding as it is recorded: what is quoted stays in the text. */
export type Remark = Omit<Finding, 'excerpt'>

/** With what the checks found, what the public asks, and the drafter's word to the approver; each only where there is one. */
export interface Submitted {
  text: string
  findings?: Remark[]
  claims?: PostClaim[]
  note?: string
}
