// `/登记 来电 内容`: a matter that came in otherwise than by a forward, as it is typed.
import type { Refusal } from '../capability/refusal.ts'
import type { Source } from '../case/source.ts'
import { nearestWords } from '../text/spelling.ts'
import { shorten, toHalfWidth, toSimplified, unquoted } from '../text/text.ts'

/** `text`: what the matter is, links included. */
export interface Registration {
  source: Source
  text: string
}

/** The source that is called so; undefined where none is. */
export const sourceCalled = (name: string): Source | undefined => BY_NAME.get(normal(unquoted(name)))

/** What was typed behind the command, the case's number taken out. */
export function readRegistration(words: string): Registration | Refusal {
  const found = takeSource(words)
  if (found === null) return unknownSource(words)
  const { source, rest } = found
  if (rest === '') return { reason: 'register-lacks', source, what: ['text'] }
  return { source, text: rest }
}

/** The first of each is as it is taught. */
const NAMES: Record<Source, readonly string[]> = {
  call: ['来电', '电话', '热线', '来电话', 'call', 'phone'],
  letter: ['来信', '信件', '信函', '写信', 'letter'],
  visit: ['来访', '上访', '走访', '接访', 'visit'],
  superior: ['上级交办', '上级', '交办', '上级转办', '转办', 'superior'],
  patrol: ['巡查', '巡检', 'patrol'],
  media: ['媒体', '媒体报道', '新闻', 'media', 'press'],
  'message-board': ['领导留言板', '留言板', '领导留言', 'message-board', 'message board'],
  website: ['本单位网站', '网站', '官网', '本单位网站留言', 'website', 'site'],
  monitor: ['监测产品', '监测', '监测系统', 'monitor', 'monitoring'],
  forward: ['转报', '转发', 'forward'],
}
/** So unlike the beginning of a report that nothing need stand behind them: `来电反映积水`. */
const PLAIN: readonly string[] = ['来电', '来信', '来访', '上级交办', '领导留言板', '监测产品', '本单位网站']

const normal = (name: string): string => toSimplified(toHalfWidth(name)).toLowerCase().replace(/\s+/gu, ' ').trim()

const BY_NAME = new Map(
  (Object.entries(NAMES) as [Source, readonly string[]][]).flatMap(([source, names]) =>
    names.map((name) => [name, source] as const),
  ),
)

const SEPARATORS = /^[\s:：,，、;；。—]+/u

/** The source that stands first, and what is left. Where it is glued to the text it belongs to that as well. */
function takeSource(words: string): { source: Source; rest: string } | null {
  for (const pattern of [TWO_WORDS, ONE_WORD]) {
    const head = pattern.exec(words)?.[0] ?? ''
    const source = head === '' ? undefined : sourceCalled(head)
    if (source !== undefined) return { source, rest: words.slice(head.length).replace(SEPARATORS, '').trim() }
  }
  const first = normal(ONE_WORD.exec(words)?.[0] ?? '')
  const glued = PLAIN.find((name) => first.startsWith(name))
  const source = glued === undefined ? undefined : BY_NAME.get(glued)
  return source === undefined ? null : { source, rest: words.trim() }
}

const ONE_WORD = /^[^\s:：,，、;；。]{1,30}/u
const TWO_WORDS = /^[A-Za-z]{1,20} [A-Za-z]{1,20}/u

function unknownSource(words: string): Refusal {
  const called = ONE_WORD.exec(words)?.[0] ?? ''
  const near = nearestWords(normal(unquoted(called)), [...BY_NAME.keys()]).flatMap((name) => BY_NAME.get(name) ?? [])
  return { reason: 'unknown-source', called: shorten(called, 20), nearest: [...new Set(near)].slice(0, 2) }
}
