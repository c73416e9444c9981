// Chat text to command: `/assign 城管局`, `／签收 #23`, full-width and traditional characters included.

import { findUrls } from '../post/post.ts'
import { toHalfWidth, toSimplified, unquoted } from '../post/text.ts'
import type { PersonsCommand, PersonsCommandType } from './command.ts'
import { LISTS, listCalled, QUERY_NAMES, type Query, type QueryType, readBind, readDuty } from './query.ts'
import type { Refusal } from './refusal.ts'
import { nearestWords } from './spelling.ts'

export type Read =
  | { kind: 'command'; command: PersonsCommand; case: number | null }
  | { kind: 'refused'; refusal: Refusal; case: number | null }
  | { kind: 'query'; query: Query; case: number | null }
  | { kind: 'talk' }

/** Names of each command, the first of each language as it is taught. */
export const COMMAND_NAMES: Record<PersonsCommandType, { en: string[]; zh: string[] }> = {
  assign: { en: ['assign'], zh: ['分办', '交办'] },
  claim: { en: ['claim'], zh: ['签收'] },
  unclaim: { en: ['unclaim', 'release'], zh: ['取消签收', '撤销签收'] },
  level: { en: ['sev', 'level'], zh: ['等级', '定级'] },
  note: { en: ['note'], zh: ['备注'] },
  progress: { en: ['progress'], zh: ['进展', '续报'] },
  respond: { en: ['respond'], zh: ['回应', '首次回应'] },
  commit: { en: ['commit'], zh: ['承诺'] },
  draft: { en: ['reply', 'draft'], zh: ['拟稿'] },
  approve: { en: ['approve'], zh: ['审定', '同意'] },
  'send-back': { en: ['sendback', 'send-back'], zh: ['退改'] },
  publish: { en: ['publish'], zh: ['发布'] },
  close: { en: ['close'], zh: ['办结'] },
  dismiss: { en: ['dismiss'], zh: ['不办', '不予受理'] },
  reopen: { en: ['reopen'], zh: ['重办', '重新办理'] },
  drop: { en: ['drop'], zh: ['移除'] },
}

/** What a message says. What does not begin with a slash is talk, whatever it holds. */
export function readCommand(message: string): Read {
  const text = message.replace(MENTIONS_FIRST, '')
  const match = COMMAND.exec(text)
  if (match === null) return { kind: 'talk' }
  const [, name = '', rest = ''] = match
  const { number, words } = takeNumber(rest)
  const asked = QUERIES_BY_NAME.get(normal(name))
  if (asked !== undefined) return readQuery(asked, words, number)
  const type = BY_NAME.get(normal(name))
  if (type === undefined) {
    return {
      kind: 'refused',
      refusal: { reason: 'unknown-command', text: `/${name}`, nearest: nearest(normal(name)) },
      case: number,
    }
  }
  const command = READERS[type](filledIn(words))
  return 'reason' in command && !('type' in command)
    ? { kind: 'refused', refusal: command, case: number }
    : { kind: 'command', command: command as PersonsCommand, case: number }
}

// Where there are no buttons the desk shows what to type, with 〈…〉 for what is to be filled in: sent as it stands it says nothing.
const filledIn = (words: string): string => (BLANKS.test(words) ? '' : words)
const BLANKS = /^(?:\s*〈[^〈〉\n]{1,60}〉)+\s*$/u

const MENTIONS_FIRST = /^(?:\s*@\S+\s+)+/u
// The name ends at white space or a digit-free border: `/签收#23` is `/签收 #23`.
const COMMAND = /^\s*[/／]\s*([^\s#＃/／]+)([\s\S]*)$/u
const NUMBER = /(^|\s)[#＃]\s*([0-9０-９]{1,9})(?=\s|$)/u

const normal = (name: string) => toSimplified(toHalfWidth(name)).toLowerCase()

const BY_NAME = new Map(
  Object.entries(COMMAND_NAMES).flatMap(([type, { en, zh }]) =>
    [...en, ...zh].map((name) => [name, type as PersonsCommandType] as const),
  ),
)

const QUERIES_BY_NAME = new Map(
  Object.entries(QUERY_NAMES).flatMap(([type, { en, zh }]) =>
    [...en, ...zh].map((name) => [name, type as QueryType] as const),
  ),
)

function readQuery(type: QueryType, words: string, number: number | null): Read {
  if (type === 'duty') return { kind: 'query', query: readDuty(words), case: number }
  if (type === 'bind') return { kind: 'query', query: readBind(words), case: number }
  if (type !== 'list') return { kind: 'query', query: { type }, case: number ?? bareNumber(words) }
  const which = listCalled(normal(unquoted(words)))
  if (which === null)
    return { kind: 'refused', refusal: { reason: 'unknown-list', text: words, known: LISTS }, case: null }
  return { kind: 'query', query: { type, which }, case: number }
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

const READERS: { [T in PersonsCommandType]: (words: string) => PersonsCommand | Refusal } = {
  assign: readAssign,
  claim: () => ({ type: 'claim' }),
  unclaim: () => ({ type: 'unclaim' }),
  level: readLevel,
  note: (text) => ({ type: 'note', text }),
  progress: (text) => ({ type: 'progress', text }),
  respond: (text) => ({ type: 'respond', text }),
  commit: readCommit,
  draft: (text) => ({ type: 'draft', text }),
  approve: () => ({ type: 'approve' }),
  'send-back': (reason) => ({ type: 'send-back', reason }),
  publish: readPublish,
  close: (reason) => ({ type: 'close', reason }),
  dismiss: (reason) => ({ type: 'dismiss', reason }),
  reopen: (reason) => ({ type: 'reopen', reason }),
  drop: (words) => ({ type: 'drop', posts: findUrls(words) }),
}

function readAssign(words: string): PersonsCommand | Refusal {
  // Single spaces first: a run of twenty thousand would be looked at from each of them.
  const [lead = '', ...others] = words.replace(/\s+/gu, ' ').split(/ ?协办[：:]? ?| with /iu)
  const department = unquoted(lead.replace(/^@/u, ''))
  if (department === '') return { reason: 'missing', command: 'assign', what: 'department' }
  const co = others.flatMap((each) => each.split(/[\s、，,]+/u).map(unquoted)).filter((each) => each !== '')
  return { type: 'assign', department, co }
}

function readLevel(words: string): PersonsCommand | Refusal {
  const [level = '', ...reason] = words.split(/\s+/u)
  if (level === '') return { reason: 'missing', command: 'level', what: 'level' }
  return { type: 'level', level: normal(unquoted(level)).replace(/级$/u, ''), reason: reason.join(' ') }
}

const DATE_FIRST = /^(\S+(?:\s+\d{1,2}[:：]\d{2})?)\s*([\s\S]*)$/u

function readCommit(words: string): PersonsCommand | Refusal {
  const [, date = '', text = ''] = DATE_FIRST.exec(words) ?? []
  return { type: 'commit', date: toHalfWidth(date), text: filledIn(text.trim()) }
}

const PRIVATELY = /^(?:点对点|點對點|private(?:ly)?)[\s：:，,]*/iu

function readPublish(words: string): PersonsCommand | Refusal {
  const privately = PRIVATELY.exec(words)
  if (privately) return { type: 'publish', private: filledIn(words.slice(privately[0].length).trim()) }
  const [url] = findUrls(words)
  return url === undefined && words !== ''
    ? { reason: 'bad-link', text: words, why: 'malformed' }
    : { type: 'publish', url: url ?? '' }
}

const LONGEST_NAME = 40

/** Up to three commands whose names are near what was typed. */
function nearest(typed: string): (PersonsCommandType | QueryType)[] {
  // Nobody has mistyped that much.
  if (typed.length > LONGEST_NAME) return []
  const names = [...BY_NAME.keys(), ...QUERIES_BY_NAME.keys()]
  const types = nearestWords(typed, names).flatMap((name) => BY_NAME.get(name) ?? QUERIES_BY_NAME.get(name) ?? [])
  return [...new Set(types)].slice(0, 3)
}
