// Ids of the platform, as they come in and before they become keys or addresses.

const ID = /^[\x21-\x7e]{1,200}$/u

/** Of a chat or a person: printable, and not longer than any. */
export const isId = (given: unknown): given is string => typeof given === 'string' && ID.test(given)

/** `group` or `single`, once anybody has spoken to the bot there. */
export const heardKey = (room: string): string => `heard:${room}`

/** The last message of ours about a case in a place: a quotation tells its text, not its id. */
export const saidKey = (place: string, number: number): string => `said:${place}:${number}`
