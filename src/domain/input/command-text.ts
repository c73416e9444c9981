// Chat text to command: `/assign 城管局`, `／签收 #23`, `/拟稿：您好`, full-width and traditional characters included.
import type { Form } from '../capability/capability.ts'
import type { PersonsCommand, PersonsCommandType } from '../capability/command.ts'
import { type Field, filledIn } from '../capability/fields.ts'
import { type Names, NO_NAMES } from '../capability/names.ts'
import type { Query, QueryType } from '../capability/question.ts'
import type { Refusal } from '../capability/refusal.ts'
import { takeRequest } from '../case/request-names.ts'
import { type Beside, type Numbered, numberFirst, takeNumbers } from './case-numbers.ts'
import { formsOf, isAboutOther } from './command-form.ts'
import { type Called, commandIn, nearestTo, type Wanted } from './command-name.ts'
import { afterMentions } from './mentions.ts'
import { isQuery, QUESTIONS } from './questions.ts'
import { type Registration, readRegistration } from './registration.ts'

export type Read =
  | { kind: 'command'; command: PersonsCommand; case: number | null }
  /** For each of several cases, in the order in which they were named: only what takes nothing but the number. */
  | { kind: 'each'; command: PersonsCommand; cases: number[] }
  | { kind: 'refused'; refusal: Refusal; case: number | null }
  | { kind: 'query'; query: Query; case: number | null }
  | { kind: 'registration'; registration: Registration; case: number | null }
  | { kind: 'registration'; registration: Registration; case: number | null }
  | { kind: 'talk' }

/** So many cases may be named in one message. */
export const MOST_CASES = 20

/** What a message says. What does not begin with a slash, or with names and a slash, is talk, whatever it holds. */
export function readCommand(message: string, names: Names = NO_NAMES): Read {
  const called = commandIn(afterMentions(message, names.called))
  switch (called.kind) {
    case 'none':
      return { kind: 'talk' }
    case 'unknown': {
      const { numbers } = takeNumbers(called.rest, 'text')
      return refused({ reason: 'unknown-command', text: called.word, nearest: called.nearest }, numbers)
    }
    case 'known':
      if (called.type === 'open') return readOpening(called)
      return isQuery(called.type)
        ? readQuery(called.type, called, names)
        : readPersons(called.type as PersonsCommandType, called, names)
  }
}

/** Whether it is a command, or a question about a case, that names none: that of the thread, or of a quotation, is meant. */
export const lacksCase = (message: string, names: Names = NO_NAMES): boolean => lacking(message, names) !== null

/** The same about that case, where it names none. */
export function aboutCase(message: string, number: number, names: Names = NO_NAMES): string {
  const called = lacking(message, names)
  // In the case's thread `/help` and the like need no number.
  if (called === null || (isQuery(called.type) && QUESTIONS[called.type].about !== 'case')) return message
  const said = afterMentions(message, names.called)
  const head = message.slice(0, message.length - said.length + called.end)
  return `${head} #${number}${called.rest === '' ? '' : ` ${called.rest.trimStart()}`}`
}

function lacking(message: string, names: Names): Known | null {
  const called = commandIn(afterMentions(message, names.called))
  if (called.kind !== 'known' || (isQuery(called.type) && QUESTIONS[called.type].about === 'desk')) return null
  if (namesOther(called.type)) return takeNumbers(called.rest, 'nothing').numbers.length < 2 ? called : null
  const { numbers, unclear } = takeNumbers(called.rest, besideIn(called.type, called.rest))
  return numbers.length === 0 && unclear === null ? called : null
}

type Known = Extract<Called, { kind: 'known' }>

const refused = (refusal: Refusal, numbers: number[] = []): Read => ({
  kind: 'refused',
  refusal,
  case: numbers[0] ?? null,
})

/** Figures in it are house numbers, papers and dates: only what has the sign is a case's. */
function readOpening({ rest }: Known): Read {
  const { numbers, words, unclear } = takeNumbers(rest, 'text')
  if (unclear !== null && SIGNED.test(unclear))
    return refused({ reason: 'unclear-number', command: 'open', text: unclear })
  if (numbers.length > 1) return refused({ reason: 'one-case', command: 'open', numbers }, numbers)
  const registration = readRegistration(filledIn(words))
  if ('reason' in registration) return refused(registration, numbers)
  return { kind: 'registration', registration, case: numbers[0] ?? null }
}

const SIGNED = /^[\s\p{P}]*[#＃]/u

function readPersons(type: PersonsCommandType, called: Known, names: Names): Read {
  if (namesOther(type)) return readWithOther(type, called)
  const beside = besideIn(type, called.rest)
  const { numbers, words, unclear } = takeNumbers(called.rest, beside)
  if (unclear !== null) return refused({ reason: 'unclear-number', command: type, text: unclear })
  if (numbers.length === 0 && beside === 'text' && ONLY_FIGURES.test(words) && saysFirst(type, words))
    return refused({ reason: 'unclear-number', command: type, text: words })
  if (beside === 'nothing' && isSaid(words)) return leftOver(type, called, { numbers, words })
  const [first = null, ...others] = numbers
  if (others.length > 0 && beside !== 'nothing') return refused({ reason: 'one-case', command: type, numbers }, numbers)
  if (numbers.length > MOST_CASES)
    return refused({ reason: 'too-many-cases', max: MOST_CASES, count: numbers.length }, numbers)
  const command = readFields(type, filledIn(words), names, first !== null)
  if (!('type' in command)) return refused(command, numbers)
  return others.length > 0 ? { kind: 'each', command, cases: numbers } : { kind: 'command', command, case: first }
}

/** `/同一事项 #13 #12`: of two numbers the last is the other case's. In a case's thread one alone is (`meantBeside`). */
function readWithOther(type: PersonsCommandType, called: Known): Read {
  const { numbers, words } = takeNumbers(called.rest, 'nothing')
  if (isSaid(words)) return leftOver(type, called, { numbers, words })
  if (numbers.length > 2) return refused({ reason: 'one-case', command: type, numbers }, numbers)
  const [itself = null, second] = numbers
  const other = second === undefined ? '' : String(second)
  return { kind: 'command', command: { type, other } as PersonsCommand, case: itself }
}

/** In the thread of a case a number by itself is the other case's. */
export function meantBeside(read: Extract<Read, { kind: 'command' }>, thread: number | null): typeof read {
  const { command, case: number } = read
  if (!('other' in command) || command.other !== '' || number === null || thread === null || number === thread)
    return read
  return { ...read, command: { ...command, other: String(number) }, case: thread }
}

const namesOther = (type: Wanted): boolean => type !== 'open' && !isQuery(type) && isAboutOther(type)

function readQuery(type: QueryType, called: Known, names: Names): Read {
  const { about, read, isGlued } = QUESTIONS[type]
  if (about === 'desk') {
    if (called.glued !== null && !isGlued?.(called.rest, names)) return unknown(type, called.glued)
    const query = read(called.rest.trim(), names)
    return 'reason' in query ? refused(query) : { kind: 'query', query, case: null }
  }
  const { numbers, words } = takeNumbers(called.rest, 'nothing')
  if (isSaid(words)) return leftOver(type, called, { numbers, words })
  if (numbers.length > 1) return refused({ reason: 'one-case', command: type, numbers }, numbers)
  const query = read('', names)
  return 'reason' in query ? refused(query) : { kind: 'query', query, case: numbers[0] ?? null }
}

/** Nothing is done while part of what was said is not understood: what follows may turn its meaning round. */
function leftOver(
  type: PersonsCommandType | QueryType,
  { glued }: Known,
  { numbers, words }: Pick<Numbered, 'numbers' | 'words'>,
): Read {
  if (glued !== null) return unknown(type, glued, numbers)
  return refused({ reason: 'left-over', command: type, text: words, numbers }, numbers)
}

const unknown = (type: PersonsCommandType | QueryType, word: string, numbers: number[] = []): Read =>
  refused({ reason: 'unknown-command', text: word, nearest: nearestTo(word.slice(1), type) }, numbers)

/** Marks say nothing, but for a question; nor does the desk's own name. */
const isSaid = (words: string): boolean => /[^\s\p{P}\p{Cf}~～]|[?？]/u.test(words.replace(OWN_NAME, ''))
const OWN_NAME = /[@＠](?:值班台|zhiban|duty desk)(?![\p{L}\p{N}])/giu

/** `/办结 5`: nobody says no more than a figure. */
const ONLY_FIGURES = /^[\s\p{P}]*[0-9０-９]{1,9}[\s\p{P}]*$/u
const saysFirst = (type: PersonsCommandType, words: string): boolean =>
  Object.values(formFor(type, words).fields)[0]?.kind === 'text'

function besideIn(type: Wanted, words: string): Beside {
  if (type === 'open') return 'text'
  if (isQuery(type)) return 'nothing'
  const fields = Object.values(formFor(type, words).fields)
  const kinds = fields.filter((field) => !isLeftUnsaid(field)).map(({ kind }) => kind)
  // Which request is meant may be all that is said: then a bare number behind its name is the request's.
  if (kinds.length === 0) return fields.length > 0 && saysWhich(fields, words) ? 'text' : 'nothing'
  return kinds.every((kind) => kind === 'link' || kind === 'posts') ? 'link' : 'text'
}

/** Most say nothing of these; each is known by its own words. */
const isLeftUnsaid = ({ kind, behind }: Field): boolean => kind === 'statement' || behind !== undefined

/** Whether a request is named, or what is read behind a word stands behind it. */
function saysWhich(fields: Field[], words: string): boolean {
  const { called, rest } = takeRequest(takeNumbers(words, 'text').words)
  return called !== '' || fields.some(({ behind }) => behind?.test(rest.trimStart()))
}

function formFor(type: PersonsCommandType, words: string): Form {
  const [usual, ...others] = formsOf(type)
  return others.find(({ typedAfter }) => typedAfter?.test(words)) ?? usual
}

/** Each field takes its part of what was typed, in their order. `numbered`: a case was named before. */
function readFields(
  type: PersonsCommandType,
  words: string,
  names: Names,
  numbered: boolean,
): PersonsCommand | Refusal {
  const { fields, typedAfter } = formFor(type, words)
  let rest = typedAfter ? withoutForm(words, typedAfter) : words
  const values: Record<string, string | string[]> = {}
  for (const [name, field] of Object.entries(fields)) {
    // `/等级 重大 #5 媒体关注`: behind a field the number is neither first nor last, and surely no part of the text.
    const inner = rest === words || numbered ? null : numberFirst(rest)
    if (inner !== null) return { reason: 'unclear-number', command: type, text: inner }
    const taken = field.take(rest, names)
    if ('refusal' in taken) return taken.refusal
    if (field.refusedWhenRead && taken.value.length === 0)
      return { reason: 'missing', command: type, what: field.missing }
    // What is not said is left out: which request is meant follows where only one waits.
    if (!isLeftUnsaid(field) || taken.value !== '') values[name] = taken.value
    rest = taken.rest
  }
  return isSaid(rest)
    ? { reason: 'left-over', command: type, text: rest, numbers: [] }
    : ({ type, ...values } as PersonsCommand)
}

/** What the form was told by is taken out; what its pattern holds as a group stands before it and stays. */
const withoutForm = (words: string, typedAfter: RegExp): string =>
  words.replace(typedAfter, (_all, before: unknown) => (typeof before === 'string' ? before : '')).trim()
