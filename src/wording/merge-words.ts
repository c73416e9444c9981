// Gathers what the words of all commands hold of one part: a table that is complete by its type where every command is.
type Intersection<U> = (U extends unknown ? (each: U) => void : never) extends (all: infer I) => void ? I : never
type Part<W, P extends PropertyKey> = W extends unknown ? (W extends { [K in P]: infer T } ? T : never) : never

/** What no command has is missing in the type, so that a table that needs it does not compile. */
export function mergeWords<W extends object, P extends 'events' | 'noticeNames' | 'notices' | 'refusals'>(
  words: W[],
  part: P,
): Intersection<Part<W, P>> {
  const entries = words.flatMap((each) => Object.entries((each as { [K in P]?: object })[part] ?? {}))
  const names = entries.map(([name]) => name)
  const twice = names.find((name, index) => names.indexOf(name) < index)
  if (twice !== undefined) throw new Error(`two commands have words in ${part} for ${twice}`)
  return Object.fromEntries(entries) as Intersection<Part<W, P>>
}
