// Gathers what the words of all commands hold of one part: a table that is complete by its type where every command is.
type Intersection<U> = (U extends unknown ? (each: U) => void : never) extends (all: infer I) => void ? I : never
type Part<W, P extends PropertyKey> = W extends unknown ? (W extends { [K in P]: infer T } ? T : never) : never

/** What no command has is missing in the type, so that a table that needs it does not compile. */
export function mergeWords<W extends object, P extends 'events' | 'noticeNames' | 'notices' | 'refusals'>(
  words: W[],
  part: P,
): Intersection<Part<W, P>> {
  const parts = words.map((each) => (each as { [K in P]?: object })[part] ?? {})
  return Object.assign({}, ...parts) as Intersection<Part<W, P>>
}
