// What the words of all commands share in English: the card of a case, lists, people with their role, deadlines.
import { REQUEST_NAMES, type RequestFace } from '../../domain/case/request-names.ts'
import type { DueClock, Subject } from '../../domain/notice/notice.ts'
import type { ClockKind, Role } from '../../domain/policy/policy.ts'
import { shorten } from '../../domain/text/text.ts'
import type { Card } from '../card/card.ts'
import { aboutCase, type Body, QUOTE } from '../card/frame.ts'
import type { Times } from '../times.ts'
import { names } from './names.ts'

export const card = (subject: Subject, body: Body): Card => aboutCase(subject, subject.levelName.en, 'Post', body)

export const list = (items: string[]): string => joined(items, 'and')

/** a, b or c */
export const either = (items: string[]): string => joined(items, 'or')

const joined = (items: string[], word: string): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1)}`

export const dueFields = (due: DueClock[], times: Times): [string, string][] =>
  due.map(({ kind, dueAt }) => [`${names.clock[kind]} due`, times.instant(dueAt)])

/** Lin Feng (department head); the role alone where nobody is named. */
export const called = (people: string[], role: Role): string =>
  people.length === 0 ? capital(names.role[role]) : `${either(people)} (${names.role[role]})`

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** first response, interim statement 2 */
export const requestName = ({ kind, number }: Pick<RequestFace, 'kind' | 'number'>): string =>
  kind === 'interim' ? `${names.request[kind]} ${number}` : names.request[kind]

/** A clock by its kind, and the statement that it is about where that is not the reply. */
export const clockName = ({
  kind,
  about,
}: {
  kind: ClockKind
  about?: Pick<RequestFace, 'kind' | 'number'>
}): string => (about === undefined ? names.clock[kind] : `${names.clock[kind]} (${requestName(about)})`)

/** As it is typed behind a command: first response, interim 2 */
export const requestTyped = ({ kind, number }: Pick<RequestFace, 'kind' | 'number'>): string =>
  kind === 'interim' ? `interim ${number}` : `${REQUEST_NAMES[kind].en[0]}`

/** Of what somebody typed, quoted back. */
export const quoted = (text: string): string => shorten(text.replace(/\s+/g, ' '), QUOTE)
