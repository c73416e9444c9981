// What is said to the public, by its kind.

/** Statements beside the reply: any of them may be under way whatever phase the reply is in. */
export const BESIDE = ['first-response', 'interim', 'commitment'] as const
export type BesideKind = (typeof BESIDE)[number]
export type StatementKind = BesideKind | 'reply'
