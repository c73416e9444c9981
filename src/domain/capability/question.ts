// What may be asked of the desk that changes no case: answered where it was asked, to whoever asked.

/** Which cases `/list` names: all open ones, those that wait for the person who asks, late ones, those not assigned yet. */
export const LISTS = ['open', 'mine', 'overdue', 'new'] as const
export type ListOf = (typeof LISTS)[number]

/** What each question holds besides its name. Open: input/questions.ts declares them where it lists them. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface Questions {}

export type QueryType = keyof Questions
export type QueryOf<T extends QueryType> = { type: T } & Questions[T]
export type Query = { [T in QueryType]: QueryOf<T> }[QueryType]
