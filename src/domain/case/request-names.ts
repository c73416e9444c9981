// What each kind of request is called by whoever types which one they mean: `/审定 首次回应`, `/publish interim 2 https://…`.
import { toHalfWidth, toSimplified } from '../text/text.ts'
import type { RequestKind } from './case.ts'

/** The first of each language as it is taught. */
export const REQUEST_NAMES: Record<RequestKind, { zh: readonly string[]; en: readonly string[] }> = {
  'first-response': { zh: ['首次回应', '回应'], en: ['first response', 'first-response', 'response'] },
  interim: { zh: ['阶段通报', '通报'], en: ['interim statement', 'interim'] },
  commitment: { zh: ['承诺'], en: ['commitment', 'promise', 'commit'] },
  dismissal: { zh: ['不办', '不予受理'], en: ['dismissal', 'dismiss'] },
  lowering: { zh: ['降级', '下调等级', '下调'], en: ['lowering', 'lower'] },
  reply: { zh: ['正式答复', '答复', '答复稿', '稿件'], en: ['reply', 'draft'] },
}

/** A request as messages speak of it. */
export interface RequestFace {
  id: string
  kind: RequestKind
  number: number
}

/** `number`: null where the kind alone was said. */
export interface RequestCalled {
  kind: RequestKind
  number: number | null
}

const KIND_BY_NAME = new Map(
  Object.entries(REQUEST_NAMES).flatMap(([kind, { zh, en }]) =>
    [...zh, ...en, kind].map((name) => [name, kind as RequestKind] as const),
  ),
)
const ANY_NAME = [...KIND_BY_NAME.keys()].sort((a, b) => b.length - a.length).join('|')
// A name is one only where a blank, punctuation or the end follows: what begins like one may be what is said.
const NAMED = new RegExp(
  `^[\\s“"「【(（]*(${ANY_NAME})(?:[\\s-]*(?:第\\s*)?([1-9][0-9]{0,3})(?:[号稿次])?)?(?:[”"」】)）]+|(?=$|[\\s，,：:；;、。]))[\\s，,：:；;、。]*`,
  'iu',
)

/** As a part of another pattern: a name with what separates it from the rest. */
export const TAKES_NAME = `(?:[\\s“"「【(（]*(?:${ANY_NAME})(?:[\\s-]*(?:第\\s*)?[1-9][0-9]{0,3}(?:[号稿次])?)?[”"」】)）]*[\\s，,：:；;、。]*)`

/** The request that is named at the head of what was typed, and the rest; `called` is '' where none is. */
export function takeRequest(words: string): { called: string; rest: string } {
  const match = NAMED.exec(spelt(words))
  if (match === null) return { called: '', rest: words }
  const [all, name = '', number] = match
  const kind = KIND_BY_NAME.get(name.toLowerCase())
  return { called: number === undefined ? `${kind}` : `${kind}-${number}`, rest: words.slice(all.length) }
}

/** Null where it is no request's name. */
export function requestCalled(called: string): RequestCalled | null {
  const { called: named, rest } = takeRequest(called.trim())
  const [, kind, number] = /^(.+?)(?:-(\d+))?$/u.exec(named) ?? []
  if (kind === undefined || rest.trim() !== '') return null
  return { kind: kind as RequestKind, number: number === undefined ? null : Number(number) }
}

/** Each character as one, so that what follows stands where it stood. */
const spelt = (words: string): string => {
  const simplified = toSimplified(toHalfWidth(words))
  return simplified.length === words.length ? simplified : toHalfWidth(words)
}
