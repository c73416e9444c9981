// What may be asked of the desk that changes no case: answered where it was asked, to whoever asked.
import { unquoted } from '../post/text.ts'

/** Which cases `/list` names: all open ones, those that wait for the person who asks, late ones, those not assigned yet. */
export const LISTS = ['open', 'mine', 'overdue', 'new'] as const
export type ListOf = (typeof LISTS)[number]

export type Query =
  | { type: 'help' }
  | { type: 'case' }
  | { type: 'why' }
  | { type: 'list'; which: ListOf }
  /** `who` is empty where only the rota is asked for; `from` and `until` as they were typed, empty: now, and the next shift. */
  | { type: 'duty'; who: string; from: string; until: string }
  /** Binds this room to a purpose or department, or (`account`) an account of this channel to a person. */
  | { type: 'bind'; target: string; account: string }
  | { type: 'web' }
export type QueryType = Query['type']

export const QUERIES = ['help', 'case', 'list', 'why', 'duty', 'bind', 'web'] as const satisfies readonly QueryType[]

export const isQuery = (type: string): type is QueryType => (QUERIES as readonly string[]).includes(type)

/** Names as they are typed, the first of each language as it is taught. */
export const QUERY_NAMES: Record<QueryType, { en: string[]; zh: string[] }> = {
  help: { en: ['help'], zh: ['帮助'] },
  case: { en: ['case'], zh: ['案件'] },
  list: { en: ['list'], zh: ['列表', '清单'] },
  why: { en: ['why'], zh: ['为什么', '时限'] },
  duty: { en: ['duty'], zh: ['值班'] },
  bind: { en: ['bind'], zh: ['绑定'] },
  web: { en: ['web'], zh: ['后台', '登录'] },
}

/** Those that are about one case. */
export const ABOUT_CASE: readonly QueryType[] = ['case', 'why']

const LIST_NAMES: Record<string, ListOf> = {
  open: 'open', all: 'open', 全部: 'open', 在办: 'open', mine: 'mine', my: 'mine', 我的: 'mine', 待我办理: 'mine',
  overdue: 'overdue', late: 'overdue', 逾期: 'overdue', 超期: 'overdue', new: 'new', 新: 'new', 待分办: 'new', 新增: 'new',
} // biome-ignore format: one line a list reads better

/** `words`: what follows the name, in half width and simplified characters. Null where it is no list's name. */
export function listCalled(words: string): ListOf | null {
  const name = words.trim().toLowerCase()
  if (name === '') return 'open'
  return Object.hasOwn(LIST_NAMES, name) ? (LIST_NAMES[name] ?? null) : null
}

/** `王敏`, `王敏 至 08:00`, `王敏 10-09 20:00 至 10-10 08:00`. */
export function readDuty(words: string): Extract<Query, { type: 'duty' }> {
  const [who = '', ...rest] = words.replace(/^@/u, '').split(/\s+/u)
  const [from = '', until = ''] = rest.join(' ').split(/(?:^| ?)(?:至|到|~|～|-{2}|—+|\bto\b|\buntil\b) ?/iu)
  return { type: 'duty', who: unquoted(who), from: from.trim(), until: until.trim() }
}

/** `duty`, `城管局`, `陈明 ou_123`. */
export function readBind(words: string): Extract<Query, { type: 'bind' }> {
  const [target = '', ...account] = words.replace(/^@/u, '').split(/\s+/u)
  return { type: 'bind', target: unquoted(target), account: account.join(' ') }
}
