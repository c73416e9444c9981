// What may be asked of the desk that changes no case: answered where it was asked, to whoever asked.

/** Which cases `/list` names: all open ones, those that wait for the person who asks, late ones, those not assigned yet. */
export const LISTS = ['open', 'mine', 'overdue', 'new'] as const
export type ListOf = (typeof LISTS)[number]

interface Questions {
  help: object
  case: object
  why: object
  list: { which: ListOf }
  /** `who` is empty where only the rota is asked for; `from` and `until` as they were typed, empty: now, and the next shift. */
  duty: { who: string; from: string; until: string }
  /** Binds this room to a purpose or department, or (`account`) an account of this channel to a person. */
  bind: { target: string; account: string }
  web: object
}

export type QueryType = keyof Questions
export type QueryOf<T extends QueryType> = { type: T } & Questions[T]
export type Query = { [T in QueryType]: QueryOf<T> }[QueryType]
