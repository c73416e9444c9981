// The table of clocks: of each kind what it belongs to, what is to be done about it, and whether it starts again once it is met.
// Which events start, meet, hold or end a clock stands with the events (ClockEffects of capability/capability.ts).
import type { PersonsCommandType } from '../capability/command.ts'
import type { Status } from '../case/case.ts'
import type { ClockOf, Since } from '../case/clock-state.ts'
import type { ClockKind } from '../policy/policy.ts'

export interface ClockKindSpec {
  /**
   * `case`: its lead department, or whoever the policy's rule names, owes it; `request`: whoever must decide; `statement`: the
   * case's, or of a statement beside the reply its own.
   */
  of: ClockOf['kind'] | 'statement'
  /** The one thing to do now, by the case's status. */
  todo: Record<Status, PersonsCommandType>
  /** Where its rule stands in a policy: at each level, with the look-backs, with the commitments; `not-run`: read, but nothing would meet it yet. */
  rule: 'level' | 'watch' | 'commit' | 'not-run'
  /** Met by its own note it counts anew from that. */
  repeats: Extract<Since, 'progressed'> | null
  /** Nothing ends it but that it is met, or another takes its place: not even another round. */
  lasts?: true
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

const ofCase = { of: 'case', todo: ONWARDS, rule: 'level', repeats: null } as const

export const CLOCKS: Record<ClockKind, ClockKindSpec> = {
  triage: ofCase,
  claim: ofCase,
  'first-response': { ...ofCase, todo: onceClaimed('respond') },
  reply: ofCase,
  review: { ...ofCase, of: 'request', todo: always('approve') },
  publish: { ...ofCase, of: 'statement' },
  'report-up': { ...ofCase, rule: 'not-run' },
  summary: { ...ofCase, rule: 'not-run' },
  progress: { ...ofCase, todo: onceClaimed('progress'), repeats: 'progressed' },
  watch: { ...ofCase, rule: 'watch', todo: always('note') },
  promise: { ...ofCase, of: 'request', rule: 'commit', todo: { ...ONWARDS, watching: 'fulfil' }, lasts: true },
  subside: { ...ofCase, rule: 'watch', todo: always('subsided') },
}
