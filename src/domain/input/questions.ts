// THE list of questions: what may be asked of the desk that changes no case, how each is typed, and who may ask it. What is
// answered is found out in the desk (desk/intake/queries.ts), since it takes the database.
import type { Names } from '../capability/names.ts'
import type { QueryOf, QueryType } from '../capability/question.ts'
import { LISTS, type ListOf } from '../capability/question.ts'
import type { Refusal } from '../capability/refusal.ts'
import type { Case } from '../case/case.ts'
import { departmentsOf } from '../case/parts.ts'
import type { Actor } from '../org/org.ts'
import type { Role } from '../policy/policy.ts'
import { type Lexicon, nameFirst, quotedFirst, together } from '../text/lexicon.ts'
import { toHalfWidth, toSimplified, unquoted } from '../text/text.ts'

declare module '../capability/question.ts' {
  interface Questions {
    help: object
    case: object
    why: object
    list: { which: ListOf }
    /**
     * `who` is empty where only the rota is asked for; `beside`: others who have the same shift; `from` and `until` as typed, empty:
     * now, and the next shift.
     */
    duty: { who: string; from: string; until: string; beside?: string[] }
    /** Binds this room to a purpose or department, or (`account`) an account of this channel to a person. */
    bind: { target: string; account: string }
    web: object
  }
}

export interface QuestionSpec<T extends QueryType> {
  /** As it is typed, the first of each language as it is taught. */
  names: { en: readonly string[]; zh: readonly string[] }
  /** `case`: it needs a case; `any`: it may name one. */
  about: 'case' | 'any' | 'desk'
  /** `words`: what follows the name, the case's number taken out. */
  read(words: string, names: Names): QueryOf<T> | Refusal
  /** Whether what stands straight behind the name belongs to it (`/列表我的`); left out: never. */
  isGlued?(words: string, names: Names): boolean
  /** The roles that may; null: everybody of the institution. `sets`: the question changes something (a shift). */
  may(sets: boolean): readonly Role[] | null
}

const everybody = () => null
const DUTY_PLANNERS: readonly Role[] = ['duty-officer', 'office', 'supervisor', 'principal', 'leading-group', 'admin']

/** In the order in which `/help` teaches them. */
export const QUESTIONS: { [T in QueryType]: QuestionSpec<T> } = {
  help: { names: { en: ['help'], zh: ['帮助'] }, about: 'any', read: () => ({ type: 'help' }), may: everybody },
  case: { names: { en: ['case'], zh: ['案件'] }, about: 'case', read: () => ({ type: 'case' }), may: everybody },
  list: {
    names: { en: ['list'], zh: ['列表', '清单'] },
    about: 'desk',
    read: readList,
    isGlued: (words) => 'type' in readList(words),
    may: everybody,
  },
  why: { names: { en: ['why'], zh: ['为什么', '时限'] }, about: 'case', read: () => ({ type: 'why' }), may: everybody },
  duty: {
    names: { en: ['duty'], zh: ['值班'] },
    about: 'desk',
    read: readDuty,
    isGlued: (words, { people }) => nameFirst(words, people) !== null,
    may: (sets) => (sets ? DUTY_PLANNERS : null),
  },
  bind: {
    names: { en: ['bind'], zh: ['绑定'] },
    about: 'desk',
    read: readBind,
    isGlued: (words, { departments, people }) =>
      nameFirst(words, departments) !== null || nameFirst(words, people) !== null || PURPOSE.test(words),
    may: () => ['admin'],
  },
  web: { names: { en: ['web'], zh: ['后台', '登录'] }, about: 'any', read: () => ({ type: 'web' }), may: everybody },
}

export const QUERIES = Object.keys(QUESTIONS) as QueryType[]

export const isQuery = (type: string): type is QueryType => Object.hasOwn(QUESTIONS, type)

/** Null where it may be asked. */
export function mayNotAsk(query: QueryType, actor: Actor, sets: boolean): Refusal | null {
  const may = QUESTIONS[query].may(sets)
  if (may === null || may.some((role) => actor.roles.includes(role))) return null
  return { reason: 'may-not-ask', query, may: [...may] }
}

/** What `/help` names to a person. */
export const queriesFor = (actor: Actor): QueryType[] =>
  QUERIES.filter((query) => query !== 'help' && mayNotAsk(query, actor, false) === null)

const WHOLE_DESK: readonly Role[] = [
  'duty-officer',
  'monitor',
  'supervisor',
  'principal',
  'leading-group',
  'office',
  'spokesperson',
  'auditor',
  'admin',
]

/** Who belongs to departments alone sees their own cases; the desk and the leaders see all. */
export const maySeeCase = (state: Case, { roles, departments }: Actor): boolean =>
  roles.some((role) => WHOLE_DESK.includes(role)) || departmentsOf(state).some((key) => departments.includes(key))

const LIST_NAMES: Record<string, ListOf> = {
  open: 'open', all: 'open', 全部: 'open', 在办: 'open', mine: 'mine', my: 'mine', 我的: 'mine', 待我办理: 'mine',
  overdue: 'overdue', late: 'overdue', 逾期: 'overdue', 超期: 'overdue', new: 'new', 新: 'new', 待分办: 'new', 新增: 'new',
} // biome-ignore format: one line a list reads better

/** `我的`, `逾期`: refused where it is no list's name. */
export function readList(words: string): QueryOf<'list'> | Refusal {
  const name = toSimplified(toHalfWidth(unquoted(words)))
    .toLowerCase()
    .trim()
  if (name === '') return { type: 'list', which: 'open' }
  const which = Object.hasOwn(LIST_NAMES, name) ? LIST_NAMES[name] : undefined
  return which === undefined ? { reason: 'unknown-list', text: words, known: LISTS } : { type: 'list', which }
}

/** `王敏`, `王敏 至 08:00`, `王敏 10-09 20:00 至 10-10 08:00`, `Li Min 20:00 to 08:00`. */
export function readDuty(words: string, { people }: Names): QueryOf<'duty'> {
  const known = nameFirst(words, people) ?? quotedFirst(words)
  const [who, behind] = known === null ? upToTimes(words) : [known.name, known.rest]
  const [beside, times] = besideIn(behind, people)
  const [from = '', until = ''] = times
    .replace(/\s+/gu, ' ')
    .split(/(?:^| ?)(?:至|到|~|～|-{2}|—+|\bto\b|\buntil\b) ?/iu)
  const shift = { type: 'duty' as const, who, from: from.trim(), until: until.trim() }
  return beside.length === 0 ? shift : { ...shift, beside }
}

/** Others who share the shift: `周洁、王宁 20:00 至 08:00`. */
function besideIn(words: string, people: Lexicon): [string[], string] {
  const joint = /^\s*(?:[、，,&＆]|和|与|及|and\s)\s*/iu.exec(words)?.[0]
  const next = joint === undefined ? null : nameFirst(words.slice(joint.length), people)
  if (next === null) return [[], words]
  const [others, rest] = besideIn(next.rest, people)
  return [[next.name, ...others], rest]
}

/** Of a name that is not known, too, the times tell where it ends. */
function upToTimes(words: string): [string, string] {
  const plain = words.replace(/\s+/gu, ' ')
  const [who = ''] = plain.split(/ (?=[0-9０-９至到~～]|to |until )/iu)
  return [unquoted(who.replace(/^[@＠]/u, '')), plain.slice(who.length).trim()]
}

/** `duty`, `城管局`, `陈明 ou_123`, `Urban Management`, `"Urban Management"`. */
export function readBind(words: string, { departments, people }: Names): QueryOf<'bind'> {
  const known = nameFirst(words, together(departments, people)) ?? quotedFirst(words)
  if (known !== null) return { type: 'bind', target: known.name, account: known.rest.replace(/\s+/gu, ' ') }
  const [target = '', ...account] = words.replace(/^[@＠]/u, '').split(/\s+/u)
  return { type: 'bind', target: unquoted(target), account: account.join(' ') }
}

const PURPOSE = /^(?:值班|领导|上级)群?\s*$/u
