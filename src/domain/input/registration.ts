// `/登记 来电 内容`: a matter that came in otherwise than by a forward, as it is typed.
import { dateFirst } from '../calendar/date-words.ts'
import { filledIn } from '../capability/fields.ts'
import type { Refusal } from '../capability/refusal.ts'
import { type Order, SOURCES, type Source } from '../case/source.ts'
import { nearestWords } from '../text/spelling.ts'
import { cleanText, shorten, toHalfWidth, toSimplified, unquoted } from '../text/text.ts'

/** `text`: what the matter is, links included. `order`: its deadline as it was typed. */
export interface Registration {
  source: Source
  text: string
  order: Order | null
}

/** The source that is called so; undefined where none is. */
export const sourceCalled = (name: string): Source | undefined => BY_NAME.get(normal(unquoted(name)))

/** What was typed behind the command, the case's number taken out. */
export function readRegistration(words: string): Registration | Refusal {
  const found = takeSource(words)
  if (found === null) return unknownSource(filledIn(words))
  const { source, rest } = found
  if (source === 'superior') return readOrder(filledIn(rest))
  if (filledIn(rest) === '') return { reason: 'register-lacks', source, what: ['text'] }
  return { source, text: rest, order: null }
}

/** The action of the button that registers: as the command of the same is called. */
export const REGISTERING = 'open'

/** As it is filled in on a card. What belongs to a superior's paper is not dropped in silence where another source was chosen. */
export function registrationFilled(values: Record<string, string>): Registration | Refusal {
  const [called, text, number, deadline] = ['source', 'text', 'number', 'deadline'].map((name) =>
    cleanText(values[name] ?? ''),
  ) as [string, string, string, string]
  const source = SOURCES.find((each) => each === called) ?? sourceCalled(called)
  if (source === undefined) return unknownSource(called)
  const lacking = { text, number, deadline }
  const wanted = source === 'superior' ? (['number', 'deadline', 'text'] as const) : (['text'] as const)
  const what = wanted.filter((each) => lacking[each] === '')
  if (what.length > 0) return { reason: 'register-lacks', source, what }
  if (source === 'superior') return { source, text, order: { number, deadline: deadline.replace('T', ' ') } }
  if (number !== '' || deadline !== '') return { reason: 'order-of-superior', source }
  return { source, text, order: null }
}

/** `〔2026〕15号 12-05 内容`: number and deadline in either order, with or without their names before them. */
function readOrder(words: string): Registration | Refusal {
  let rest = words
  let number = ''
  let deadline = ''
  for (;;) {
    const bare = rest.replace(LABELS, '')
    const paper = number === '' ? (PAPER.exec(bare)?.[0] ?? '') : ''
    const date = paper === '' && deadline === '' ? deadlineFirst(bare) : null
    if (paper === '' && date === null) break
    number ||= paper.trim()
    deadline ||= date?.text ?? ''
    rest = (date?.rest ?? bare.slice(paper.length)).replace(SEPARATORS, '')
  }
  const lacking = { text: rest.trim(), number, deadline }
  const what = (['number', 'deadline', 'text'] as const).filter((each) => lacking[each] === '')
  if (what.length > 0) return { reason: 'register-lacks', source: 'superior', what }
  return { source: 'superior', text: rest.trim(), order: { number, deadline } }
}

const LABELS =
  /^(?:来文号|来文编号|来文|文号|编号|反馈时限|办理时限|答复时限|反馈期限|截止时间|截止日期|时限|期限|限于|限|请于|number|deadline|due|by)\s*[:：]?\s*/iu

/** `〔2026〕15号`, `某督办[2026]15号`, `2026年第15号`, `第15号`, `15号`, `№15`, `No. 2026-15`. */
const PAPER =
  /^(?:[^\s:：,，、;；。]{0,30}?[〔［[【(（﹝]\s*\d{4}\s*[〕］\]】)）﹞]\s*(?:第\s*)?\d{1,6}(?:-\d{1,4})?\s*[号號]?|[^\s:：,，、;；。\d]{0,20}(?:\d{4}\s*年?\s*)?第\s*\d{1,6}\s*[号號]|\d{1,6}[号號]|(?:no\.?|№|nr\.?)\s*[\d-]{1,12})(?![\d\p{L}])/iu

/** A date, or so long from now: `12-05 18:00前`, `3wd`, `5个工作日内`. */
function deadlineFirst(words: string): { text: string; rest: string } | null {
  const short = /^(\d{1,3})(wd|wh|d|h)(?![\p{L}\d])/u.exec(words)
  if (short) return { text: short[0], rest: words.slice(short[0].length) }
  const long = /^(\d{1,3})\s*(?:个|個)?\s*(工作日|天|日|小时|小時)(?:之内|之內|以内|以內|内|內)/u.exec(words)
  if (long) return { text: `${long[1]}${UNITS[long[2] ?? '']}`, rest: words.slice(long[0].length) }
  return dateFirst(words)
}

const UNITS: Record<string, string> = { 工作日: 'wd', 天: 'd', 日: 'd', 小时: 'h', 小時: 'h' }

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
