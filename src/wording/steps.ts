// The way of a case: which steps must come first before a command makes sense.

import type { PersonsCommandType } from '../domain/capability/command.ts'
import type { Status } from '../domain/case/case.ts'

const STEPS: { status: Status; leaves: PersonsCommandType | null }[] = [
  { status: 'triage', leaves: 'assign' },
  { status: 'waiting', leaves: 'claim' },
  { status: 'handling', leaves: 'draft' },
  { status: 'reviewing', leaves: 'approve' },
  { status: 'approved', leaves: 'publish' },
  { status: 'watching', leaves: 'close' },
  { status: 'closed', leaves: null },
]

/** What comes next in a status, whoever does it; null where nothing is owed. */
export const nextStep = (status: Status): PersonsCommandType | null =>
  // A look-back is a note of the desk's.
  status === 'watching' ? 'note' : (STEPS.find((step) => step.status === status)?.leaves ?? null)

/** Once it is answered or ended there is no way on but another round. */
const OVER: readonly Status[] = ['watching', 'closed', 'dismissed']

/** What must be done, in order, until the case is where the command needs it; empty where that has passed. */
export function stepsBefore(status: Status, needs: Status[]): PersonsCommandType[] {
  if (OVER.includes(status)) return needs.some((need) => !OVER.includes(need)) ? ['reopen', ...fromWaiting(needs)] : []
  const now = STEPS.findIndex((step) => step.status === status)
  const ahead = STEPS.findIndex((step, index) => index > now && needs.includes(step.status))
  return STEPS.slice(now, Math.max(ahead, now)).flatMap(({ leaves }) => leaves ?? [])
}

// What a department had goes back to it, to be claimed.
const fromWaiting = (needs: Status[]): PersonsCommandType[] =>
  needs.includes('waiting') || needs.includes('triage') ? [] : stepsBefore('waiting', needs)
