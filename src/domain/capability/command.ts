// What may be asked of a case: imperative, with everything that the decision needs spelt out. Open: each capability declares
// its own command where it defines it.

/** Commands that a person gives to a case that is there: those of the chat and of the API. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface PersonsCommands {}

/** Commands that the desk gives: forwards, the passing of time, what became of a message. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface ServiceCommands {}

/** Further forms of a command beside its first, by their keys: `publish` may be done in two ways. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface ExtraForms {}

type Fields = PersonsCommands & ServiceCommands

export type CommandType = keyof Fields
export type CommandOf<T extends CommandType> = T extends CommandType ? { type: T } & Fields[T] : never
export type Command = CommandOf<CommandType>

export type PersonsCommandType = keyof PersonsCommands
export type PersonsCommand = CommandOf<PersonsCommandType>

/** What a button offers: a command, or a further form of one. */
export type FormKey = PersonsCommandType | ExtraForms[keyof ExtraForms]

/** The keys of every member of a union. */
export type KeysOf<T> = T extends unknown ? keyof T & string : never
/** Names of a command's fields, of all its forms. */
export type FieldName<T extends PersonsCommandType = PersonsCommandType> = T extends unknown
  ? KeysOf<PersonsCommands[T]>
  : never
