// Every decision goes through here: authority first, then the capability's own rules.
import type { Result, Story } from '../capability/capability.ts'
import type { Command, CommandOf, PersonsCommand, PersonsCommandType } from '../capability/command.ts'
import type { DecisionContext } from '../capability/context.ts'
import type { Refusal } from '../capability/refusal.ts'
import type { Case } from '../case/case.ts'
import type { CaseEvent } from '../case/events.ts'
import { requestCalled } from '../case/request-names.ts'
import { isPersons, OPENING, PERSONS, SERVICE } from '../commands/index.ts'
import { formOf } from '../input/command-form.ts'
import { refusalFor } from './authority.ts'
import { begin, beginWith } from './story.ts'

export type { DecisionContext } from '../capability/context.ts'

export type Decision = { ok: true; events: CaseEvent[]; after: Case } | { ok: false; refusal: Refusal }

/** Commands about a case that is there; `open` alone makes one. */
export type CaseCommand = Exclude<Command, { type: 'open' }>

/** The longest text that a person's command may carry, in UTF-16 units: a draft, a note, a reason. */
export const TEXT_MAX = 20_000

/** Pure. `state`: null where the command opens the case. A refusal is a value; what throws is a bug. */
export function decide(state: Case | null, command: Command, context: DecisionContext): Decision {
  if (command.type === 'open') {
    if (state !== null) throw new Error(`case ${state.number} is open already`)
    return decisionOf(OPENING.decide(command, context, beginWith))
  }
  if (state === null) throw new Error(`${command.type} needs a case`)
  if (isPersonsCommand(command)) return decidePersons(state, command, context)
  const capability = SERVICE[command.type] as { decide(story: Story, command: CaseCommand): Result }
  return decisionOf(capability.decide(begin(state, context), command))
}

function decidePersons(state: Case, command: PersonsCommand, context: DecisionContext): Decision {
  const refused =
    tooLong(command) ??
    aboutNamed(command, refusalFor(command.type, state, context)) ??
    PERSONS[command.type].permits?.(context) ??
    lacking(command)
  if (refused) return { ok: false, refusal: refused }
  const capability = PERSONS[command.type] as { decide(story: Story, command: PersonsCommand): Result }
  return decisionOf(capability.decide(begin(state, context), command))
}

/** Where a statement was named, that there is none helps more than the case's status. */
function aboutNamed(command: PersonsCommand, refused: Refusal | null): Refusal | null {
  if (refused?.reason !== 'wrong-status' || !('statement' in command)) return refused
  const called = requestCalled(command.statement ?? '')
  return called === null ? refused : { reason: 'no-such-request', command: command.type, called, waiting: [] }
}

// What is forwarded was measured at the door, where longer posts are taken.
function tooLong(command: PersonsCommand): Refusal | null {
  const long = Object.values(command).find((value) => typeof value === 'string' && value.length > TEXT_MAX)
  return typeof long === 'string' ? { reason: 'too-long', max: TEXT_MAX, length: long.length } : null
}

/** The required fields that are empty, all at once. */
function lacking(command: PersonsCommand): Refusal | null {
  const values = command as CommandOf<PersonsCommandType> & Record<string, string | string[]>
  const [first, ...others] = Object.entries(formOf(command).fields).flatMap(([name, field]) =>
    field.required && (values[name] ?? '').length === 0 ? [field.missing] : [],
  )
  if (first === undefined) return null
  const also = others.length > 0 ? { also: others } : {}
  return { reason: 'missing', command: command.type, what: first, ...also }
}

const isPersonsCommand = (command: CaseCommand): command is PersonsCommand => isPersons(command.type)

const decisionOf = (result: Result): Decision =>
  'refused' in result
    ? { ok: false, refusal: result.refused }
    : { ok: true, events: [...result.events], after: result.state }
