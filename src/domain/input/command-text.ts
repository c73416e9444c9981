// Chat text to command: `/assign 城管局`, `／签收 #23`, full-width and traditional characters included.
import type { PersonsCommand, PersonsCommandType } from '../capability/command.ts'
import { filledIn } from '../capability/fields.ts'
import type { Query, QueryType } from '../capability/question.ts'
import type { Refusal } from '../capability/refusal.ts'
import { PERSONS_COMMANDS } from '../commands/index.ts'
import { nearestWords } from '../text/spelling.ts'
import { toHalfWidth, toSimplified } from '../text/text.ts'
import { formsOf, namesOfCommand } from './command-form.ts'
import { QUERIES, QUESTIONS } from './questions.ts'
import { type Registration, readRegistration } from './registration.ts'

export type Read =
  | { kind: 'command'; command: PersonsCommand; case: number | null }
  | { kind: 'refused'; refusal: Refusal; case: number | null }
  | { kind: 'query'; query: Query; case: number | null }
  | { kind: 'registration'; registration: Registration; case: number | null }
  | { kind: 'talk' }

/** What a message says. What does not begin with a slash is talk, whatever it holds. */
export function readCommand(message: string): Read {
  const text = message.replace(MENTIONS_FIRST, '')
  const match = COMMAND.exec(text)
  if (match === null) return { kind: 'talk' }
  const [, name = '', rest = ''] = match
  const { number, words } = takeNumber(rest)
  const asked = QUERIES_BY_NAME.get(normal(name))
  if (asked !== undefined) return readQuery(asked, words, number)
  if (OPENING_NAMES.includes(normal(name))) return readOpening(words, number)
  const type = BY_NAME.get(normal(name))
  if (type === undefined) {
    const refusal = { reason: 'unknown-command', text: `/${name}`, nearest: nearest(normal(name)) } as const
    return { kind: 'refused', refusal, case: number }
  }
  const command = readFields(type, filledIn(words))
  return 'type' in command
    ? { kind: 'command', command, case: number }
    : { kind: 'refused', refusal: command, case: number }
}

const MENTIONS_FIRST = /^(?:\s*@\S+\s+)+/u
// The name ends at white space or a digit-free border: `/签收#23` is `/签收 #23`.
const COMMAND = /^\s*[/／]\s*([^\s#＃/／]+)([\s\S]*)$/u
const NUMBER = /(^|\s)[#＃]\s*([0-9０-９]{1,9})(?=\s|$)/u

const normal = (name: string) => toSimplified(toHalfWidth(name)).toLowerCase()

const BY_NAME = new Map(PERSONS_COMMANDS.flatMap((type) => namesOfCommand(type).map((name) => [name, type] as const)))

const QUERIES_BY_NAME = new Map(
  QUERIES.flatMap((type) => {
    const { en, zh } = QUESTIONS[type].names
    return [...en, ...zh].map((name) => [name, type] as const)
  }),
)

const OPENING_NAMES: readonly string[] = namesOfCommand('open')

function readOpening(words: string, number: number | null): Read {
  const registration = readRegistration(filledIn(words))
  return 'reason' in registration
    ? { kind: 'refused', refusal: registration, case: number }
    : { kind: 'registration', registration, case: number }
}

/** Each field takes its part of what was typed, in their order. */
function readFields(type: PersonsCommandType, words: string): PersonsCommand | Refusal {
  const [usual, ...others] = formsOf(type)
  const other = others.find(({ typedAfter }) => typedAfter?.test(words))
  const { fields } = other ?? usual
  let rest = other?.typedAfter ? words.replace(other.typedAfter, '').trim() : words
  const values: Record<string, string | string[]> = {}
  for (const [name, field] of Object.entries(fields)) {
    const taken = field.take(rest)
    if ('refusal' in taken) return taken.refusal
    if (field.refusedWhenRead && taken.value.length === 0)
      return { reason: 'missing', command: type, what: field.missing }
    values[name] = taken.value
    rest = taken.rest
  }
  return { type, ...values } as PersonsCommand
}

function readQuery(type: QueryType, words: string, number: number | null): Read {
  const { about, read } = QUESTIONS[type]
  const query = read(words)
  if ('reason' in query) return { kind: 'refused', refusal: query, case: null }
  return { kind: 'query', query, case: about === 'desk' ? number : (number ?? bareNumber(words)) }
}

/** `/case 23`: what is about one case takes its number without the sign, too. */
const bareNumber = (words: string): number | null =>
  /^[0-9０-９]{1,9}$/u.test(words) ? Number(toHalfWidth(words)) : null

/** The case's number, where it stands first or last: in the middle it belongs to what is said. */
function takeNumber(rest: string): { number: number | null; words: string } {
  const match = NUMBER.exec(rest)
  if (match === null) return { number: null, words: rest.trim() }
  const before = rest.slice(0, match.index).trim()
  const after = rest.slice(match.index + match[0].length).trim()
  if (before !== '' && after !== '') return { number: null, words: rest.trim() }
  return { number: Number(toHalfWidth(match[2] ?? '')), words: `${before}${after}` }
}

const LONGEST_NAME = 40

/** Up to three commands whose names are near what was typed. */
function nearest(typed: string): (PersonsCommandType | QueryType | 'open')[] {
  // Nobody has mistyped that much.
  if (typed.length > LONGEST_NAME) return []
  const names = [...BY_NAME.keys(), ...QUERIES_BY_NAME.keys(), ...OPENING_NAMES]
  const types = nearestWords(typed, names).flatMap((name) => BY_NAME.get(name) ?? QUERIES_BY_NAME.get(name) ?? 'open')
  return [...new Set(types)].slice(0, 3)
}
