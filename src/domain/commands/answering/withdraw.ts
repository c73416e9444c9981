// Statements that nobody waits for any more: the case was answered, ended, or given to another department.
import type { Story } from '../../capability/capability.ts'
import { type BesideRequest, besideRequests, type Withdrawal } from '../../case/statements.ts'
import { ofRequest } from './statement-events.ts'

export const withdraw = (story: Story, request: BesideRequest, cause: Withdrawal): Story =>
  story.happen('statement-withdrawn', { ...ofRequest(request), cause })

/** Everything that is with its approvers, or approved and not published. */
export const withdrawAll = (story: Story, cause: Withdrawal): Story =>
  besideRequests(story.state).reduce((next, request) => withdraw(next, request, cause), story)
