// What the words of all commands share in Chinese: the card of a case, lists, people with their role, deadlines.
import { REQUEST_NAMES, type RequestFace } from '../../domain/case/request-names.ts'
import type { DueClock, Subject } from '../../domain/notice/notice.ts'
import type { ClockKind, Role } from '../../domain/policy/policy.ts'
import { shorten } from '../../domain/text/text.ts'
import type { Card } from '../card/card.ts'
import { aboutCase, type Body, QUOTE } from '../card/frame.ts'
import type { Times } from '../times.ts'
import { names } from './names.ts'

export const card = (subject: Subject, body: Body): Card => aboutCase(subject, subject.levelName.zh, '查看原帖', body)

export const list = (items: string[]): string => items.join('、')

/** 甲、乙或丙 */
export const either = (items: string[]): string =>
  items.length < 2 ? items.join('') : `${list(items.slice(0, -1))}或${items.at(-1)}`

export const dueFields = (due: DueClock[], times: Times): [string, string][] =>
  due.map(({ kind, dueAt }) => [`${names.clock[kind]}时限`, times.instant(dueAt)])

/** 林峰（部门负责人）; the role alone where nobody is named. */
export const called = (people: string[], role: Role): string =>
  people.length === 0 ? names.role[role] : `${either(people)}（${names.role[role]}）`

/** 首次回应, 第2次阶段通报 */
export const requestName = ({ kind, number }: Pick<RequestFace, 'kind' | 'number'>): string =>
  kind === 'interim' ? `第${number}次${names.request[kind]}` : names.request[kind]

/** A clock by its kind, and the statement that it is about where that is not the reply. */
export const clockName = ({
  kind,
  about,
}: {
  kind: ClockKind
  about?: Pick<RequestFace, 'kind' | 'number'>
}): string => (about === undefined ? names.clock[kind] : `${names.clock[kind]}（${requestName(about)}）`)

/** As it is typed behind a command: 首次回应, 阶段通报2 */
export const requestTyped = ({ kind, number }: Pick<RequestFace, 'kind' | 'number'>): string =>
  `${REQUEST_NAMES[kind].zh[0]}${kind === 'interim' ? number : ''}`

/** Of what somebody typed, quoted back. */
export const quoted = (text: string): string => shorten(text.replace(/\s+/g, ' '), QUOTE)
