// Values that are told: a code with the facts that its sentence needs, and a language's sentence for each; complete by type.

/** Of an interface of codes, any one with its facts. */
export type Coded<T> = { [C in keyof T]: { code: C } & T[C] }[keyof T]

export type Sentences<T> = { [C in keyof T]: (facts: T[C]) => string }

export const sentenceFor = <T>(sentences: Sentences<T>, value: Coded<T>): string =>
  (sentences[value.code] as (facts: Coded<T>) => string)(value)
