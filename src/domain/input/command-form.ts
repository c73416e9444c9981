// A command given by a button's form or over the API: named fields to command, with what is missing said.
import type { Form, PersonsCapability } from '../capability/capability.ts'
import type { PersonsCommand, PersonsCommandType } from '../capability/command.ts'
import type { Field } from '../capability/fields.ts'
import type { Refusal } from '../capability/refusal.ts'
import { OPENING, PERSONS, PERSONS_COMMANDS } from '../commands/index.ts'

/**
 * A button that was pressed. It says which request it is about behind its action (`approve:interim-2`); one that does not is about
 * the reply. Or which other case is meant (`same:12`).
 */
export function readPress(pressed: string, values: Record<string, string>): PersonsCommand | Refusal {
  const [action = '', about] = pressed.split(':')
  const type = commandCalled(action)
  const fields = type === null ? {} : formsOf(type)[0].fields
  if (fields.other !== undefined) return readAction(action, { other: about ?? '', ...values })
  return readAction(action, fields.statement === undefined ? values : { statement: about ?? 'reply', ...values })
}

/** The action of a button about this request. */
export const pressedFor = (action: PersonsCommandType, statement: string | null): string =>
  statement === null ? action : `${action}:${statement}`

/** `values` are the form's fields, as strings; texts are cleaned here. */
export function readAction(action: string, values: Record<string, string>): PersonsCommand | Refusal {
  const type = commandCalled(action)
  if (type === null) return { reason: 'unknown-command', text: action, nearest: [] }
  const form = formGiven(type, values)
  const filled = Object.entries(form.fields)
    .map(([name, field]) => ({ name, field, value: fill(name, field, values) }))
    .filter(({ field, value }) => (field.kind !== 'statement' && field.behind === undefined) || value !== '')
  const missing = filled.find(({ field, value }) => field.refusedWhenRead && value.length === 0)
  if (missing) return { reason: 'missing', command: type, what: missing.field.missing }
  return { type, ...Object.fromEntries(filled.map(({ name, value }) => [name, value])) } as PersonsCommand
}

/** The forms of a command. The first is the usual one. */
export const formsOf = (type: PersonsCommandType): [Form, ...Form[]] =>
  PERSONS[type].forms as unknown as [Form, ...Form[]]

/** Another case is meant with it, which its button carries. */
export const isAboutOther = (type: PersonsCommandType): boolean =>
  Object.values(formsOf(type)[0].fields).some(({ kind }) => kind === 'case')

/** The form that a command was given by: the one whose fields it has. */
export function formOf(command: PersonsCommand): Form {
  const [usual, ...others] = formsOf(command.type)
  return others.find((form) => ownNames(usual, form).some((name) => name in command)) ?? usual
}

/** The names of all fields that a command may have, with the other names of each. */
export const fieldNames = (type: PersonsCommandType): string[] =>
  formsOf(type).flatMap(({ fields }) => Object.entries(fields).flatMap(([name, { aliases }]) => [name, ...aliases]))

/** The command of that name: its type, or as it is typed in the chat in either language. */
export const commandCalled = (name: string): PersonsCommandType | null =>
  PERSONS_COMMANDS.find((type) => type === name || namesOfCommand(type).includes(name)) ?? null

/** All names by which a command can be typed. */
export const namesOfCommand = (type: PersonsCommandType | 'open'): string[] => {
  const { en, zh } = taughtAs(type)
  return [...en, ...zh]
}

/** The command as it is typed, in the institution's language. */
export const typed = (type: PersonsCommandType | 'open', lang: 'zh' | 'en'): string => `/${taughtAs(type)[lang][0]}`

const taughtAs = (type: PersonsCommandType | 'open'): PersonsCapability<PersonsCommandType>['names'] =>
  type === 'open' ? OPENING.names : PERSONS[type].names

// A further form is meant where one of its fields was given, be it empty.
function formGiven(type: PersonsCommandType, values: Record<string, string>): Form {
  const [usual, ...others] = formsOf(type)
  return others.find((form) => ownNames(usual, form).some((name) => values[name] !== undefined)) ?? usual
}

/** The names of a further form's fields that the usual one does not have, with their other names. */
const ownNames = (usual: Form, { fields }: Form): string[] =>
  Object.entries(fields).flatMap(([name, { aliases }]) => (name in usual.fields ? [] : [name, ...aliases]))

function fill(name: string, field: Field, values: Record<string, string>): string | string[] {
  const given = [name, ...field.aliases].map((each) => values[each]).find((each) => each !== undefined)
  return field.fill(given ?? '')
}
