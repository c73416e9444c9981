// The names that an institution knows: its people, departments and rooms, the levels of a policy, and the desk itself.
import type { Names } from '../capability/names.ts'
import type { Org } from '../org/org.ts'
import type { Policy } from '../policy/policy.ts'
import { type Lexicon, lexiconOf, NO_LEXICON, together } from '../text/lexicon.ts'

/** `called`: who is called by name in the message, as its channel tells. */
export function namesIn({ departments, people, rooms }: Org, called: readonly string[] = []): Names {
  const units = lexiconFor(departments, () => departments.flatMap(({ key, name, aliases }) => [key, name, ...aliases]))
  const persons = lexiconFor(people, () => people.flatMap(({ key, name }) => [key, name]))
  const places = lexiconFor(rooms, () => rooms.map(({ name }) => name))
  const all = together(namesCalled(called), persons, units, places)
  return { departments: units, people: persons, levels: NO_LEXICON, called: all }
}

/** Only those that the channel tells of, where nothing of the institution is known. */
export const namesCalled = (called: readonly string[]): Lexicon =>
  called.length === 0
    ? OF_DESK
    : together(
        OF_DESK,
        lexiconOf(() => called),
      )

export const withLevels = (names: Names, { levels }: Policy): Names => ({
  ...names,
  levels: lexiconFor(levels, () => levels.flatMap(({ name }) => [name.zh, name.en])),
})

/** What the desk is called where it has no account of its own, and everybody at once. */
const OF_DESK = lexiconOf(() => ['值班台', 'Zhiban', 'Duty Desk', '所有人', 'all', 'everyone'])

// By the list itself: an org as of an instant is another object with the same lists, and each message is read with it.
const made = new WeakMap<object, Lexicon>()

function lexiconFor(list: object, names: () => string[]): Lexicon {
  const before = made.get(list)
  if (before !== undefined) return before
  const lexicon = lexiconOf(names)
  made.set(list, lexicon)
  return lexicon
}
