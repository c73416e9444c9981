// THE list of questions: what may be asked of the desk that changes no case, how each is typed, and who may ask it. What is
// answered is found out in the desk (desk/intake/queries.ts), since it takes the database.
import type { QueryOf, QueryType } from '../capability/question.ts'
import { LISTS, type ListOf } from '../capability/question.ts'
import type { Refusal } from '../capability/refusal.ts'
import type { Case } from '../case/case.ts'
import { departmentsOf } from '../case/parts.ts'
import type { Actor } from '../org/org.ts'
import type { Role } from '../policy/policy.ts'
import { toHalfWidth, toSimplified, unquoted } from '../text/text.ts'

declare module '../capability/question.ts' {
  interface Questions {
    help: object
    case: object
    why: object
    list: { which: ListOf }
    /** `who` is empty where only the rota is asked for; `from` and `until` as typed, empty: now, and the next shift. */
    duty: { who: string; from: string; until: string }
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
  read(words: string): QueryOf<T> | Refusal
  /** The roles that may; null: everybody of the institution. `sets`: the question changes something (a shift). */
  may(sets: boolean): readonly Role[] | null
}

const everybody = () => null
const DUTY_PLANNERS: readonly Role[] = ['duty-officer', 'office', 'supervisor', 'principal', 'leading-group', 'admin']

/** In the order in which `/help` teaches them. */
export const QUESTIONS: { [T in QueryType]: QuestionSpec<T> } = {
  help: { names: { en: ['help'], zh: ['帮助'] }, about: 'any', read: () => ({ type: 'help' }), may: everybody },
  case: { names: { en: ['case'], zh: ['案件'] }, about: 'case', read: () => ({ type: 'case' }), may: everybody },
  list: { names: { en: ['list'], zh: ['列表', '清单'] }, about: 'desk', read: readList, may: everybody },
  why: { names: { en: ['why'], zh: ['为什么', '时限'] }, about: 'case', read: () => ({ type: 'why' }), may: everybody },
  duty: {
    names: { en: ['duty'], zh: ['值班'] },
    about: 'desk',
    read: readDuty,
    may: (sets) => (sets ? DUTY_PLANNERS : null),
  },
  bind: { names: { en: ['bind'], zh: ['绑定'] }, about: 'desk', read: readBind, may: () => ['admin'] },
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

/** `王敏`, `王敏 至 08:00`, `王敏 10-09 20:00 至 10-10 08:00`. */
export function readDuty(words: string): QueryOf<'duty'> {
  const [who = '', ...rest] = words.replace(/^@/u, '').split(/\s+/u)
  const [from = '', until = ''] = rest.join(' ').split(/(?:^| ?)(?:至|到|~|～|-{2}|—+|\bto\b|\buntil\b) ?/iu)
  return { type: 'duty', who: unquoted(who), from: from.trim(), until: until.trim() }
}

/** `duty`, `城管局`, `陈明 ou_123`. */
export function readBind(words: string): QueryOf<'bind'> {
  const [target = '', ...account] = words.replace(/^@/u, '').split(/\s+/u)
  return { type: 'bind', target: unquoted(target), account: account.join(' ') }
}
