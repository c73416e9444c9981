// The table of clocks: of each kind what it belongs to, what is to be done about it, and whether it starts again once it is met.
// Which events start, meet, hold or end a clock stands with the events (ClockEffects); commands/index.ts gathers it by kind.
import type { PersonsCommandType } from '../capability/command.ts'
import type { Case, Status } from '../case/case.ts'
import type { ClockOf, Since } from '../case/clock-state.ts'
import { openRequest } from '../case/requests.ts'
import type { ClockKind } from '../policy/policy.ts'

export interface ClockKindSpec {
  /** `case`: its lead department, or whoever the policy's rule names, owes it; `request`: whoever must decide. */
  of: ClockOf['kind']
  /** The one thing to do now, by the case's status. */
  todo: Record<Status, PersonsCommandType>
  /** Met by its own note it counts anew from that. */
  repeats: Extract<Since, 'progressed'> | null
}

/** What a case waits for in each status. */
const ONWARDS: Record<Status, PersonsCommandType> = {
  triage: 'assign',
  waiting: 'claim',
  handling: 'draft',
  reviewing: 'approve',
  approved: 'publish',
  watching: 'close',
  closed: 'close',
  dismissed: 'close',
}

/** Something of its own, once a department has the case in hand. */
const onceClaimed = (todo: PersonsCommandType): Record<Status, PersonsCommandType> => ({
  ...always(todo),
  triage: ONWARDS.triage,
  waiting: ONWARDS.waiting,
})

const always = (todo: PersonsCommandType) =>
  Object.fromEntries(Object.keys(ONWARDS).map((status) => [status, todo])) as Record<Status, PersonsCommandType>

const ofCase = { of: 'case', todo: ONWARDS, repeats: null } as const

export const CLOCKS: Record<ClockKind, ClockKindSpec> = {
  triage: ofCase,
  claim: ofCase,
  'first-response': { ...ofCase, todo: onceClaimed('respond') },
  reply: ofCase,
  review: { ...ofCase, of: 'request' },
  publish: ofCase,
  // Read from policies, and not run yet: nothing starts them.
  'report-up': ofCase,
  summary: ofCase,
  progress: { ...ofCase, todo: onceClaimed('progress'), repeats: 'progressed' },
  watch: { ...ofCase, todo: always('note') },
}

/** What a clock that starts now belongs to. */
export function clockOf(kind: ClockKind, state: Case): ClockOf {
  if (CLOCKS[kind].of !== 'request') return { kind: 'case' }
  const request = openRequest(state)
  if (request === null) throw new Error(`case ${state.number} starts a ${kind} clock without a request`)
  return { kind: 'request', request: request.id }
}
