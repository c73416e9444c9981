// Every decision goes through here: authority first, then the capability's own rules.

import type { Case } from '../case/case.ts'
import { refusalFor } from '../commands/authority.ts'
import {
  type Command,
  type CommandOf,
  type CommandType,
  PERSONS_COMMANDS,
  type PersonsCommandType,
} from '../commands/command.ts'
import { assign, claim, dismiss, unclaim } from './assign.ts'
import { level } from './level.ts'
import { drop, sight } from './open.ts'
import { attach, commit, note, progress, recordRecall, respond } from './record.ts'
import { approve, close, draft, publish, sendBack } from './reply.ts'
import { reportUndelivered, reportWeaker, tick } from './tick.ts'
import { type Decision, type DecisionContext, no } from './unfold.ts'
import { reopen } from './watch.ts'

export { open } from './open.ts'
export type { Decision, DecisionContext } from './unfold.ts'

/** Commands about a case that is there; `open` alone makes one. */
export type CaseCommand = Exclude<Command, { type: 'open' }>

const DECISIONS: {
  [T in Exclude<CommandType, 'open'>]: (state: Case, command: CommandOf<T>, facts: DecisionContext) => Decision
} = {
  sight,
  assign,
  claim,
  unclaim,
  level,
  note,
  progress,
  respond,
  commit,
  draft,
  approve,
  'send-back': sendBack,
  publish,
  close,
  dismiss,
  reopen,
  drop,
  attach,
  'record-recall': recordRecall,
  tick,
  'report-undelivered': reportUndelivered,
  'report-weaker': reportWeaker,
}

/** The longest text that a person's command may carry, in UTF-16 units: a draft, a note, a reason. */
export const TEXT_MAX = 20_000

/** Pure. A refusal is a value; what throws is a bug. */
export function decide(state: Case, command: CaseCommand, facts: DecisionContext): Decision {
  const long = Object.values(command).find((value) => typeof value === 'string' && value.length > TEXT_MAX)
  // What is forwarded was measured at the door, where longer posts are taken.
  if (typeof long === 'string' && isPersons(command.type))
    return no({ reason: 'too-long', max: TEXT_MAX, length: long.length })
  const refusal = isPersons(command.type) ? refusalFor(command.type, state, facts) : null
  if (refusal) return no(refusal)
  const decideOn = DECISIONS[command.type] as (state: Case, command: CaseCommand, facts: DecisionContext) => Decision
  return decideOn(state, command, facts)
}

const isPersons = (type: CommandType): type is PersonsCommandType =>
  (PERSONS_COMMANDS as readonly CommandType[]).includes(type)
