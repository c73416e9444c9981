// Compares what is said now with what was said when the histories were made, apart from differences that are declared.
import { canonical } from '../../../src/db/cases/chain.ts'
import type { Read, Said } from './says.ts'

/** A text that this version says otherwise on purpose: `why`, and how the old text becomes the new one. */
export interface Difference {
  why: string
  /** A part as `partsOf` names it: `cards duty en`, `commands contact`, `events`. */
  part: RegExp
  /** Of these cases only, by their numbers. */
  cases?: number[]
  change(text: string): string
  /** It is left out of both: what this version says there hangs on what the earlier one did not have. */
  both?: true
}

/** Each with the change that made it; empty again whenever a new file of histories is made. */
export const DECLARED: Difference[] = [
  {
    why: 'The card of a dismissed case says whose it was.',
    part: /^cards /,
    change: (text) =>
      /^(?:状态：不办|Status: Dismissed)/mu.test(text) ? withoutLines(text, /^(?:责任单位：|Department: )/u) : text,
    both: true,
  },
  {
    why: 'An answer to `/why` has one form of dates.',
    part: /^why /,
    change: (text) =>
      text.replace(
        /^(.+ )(\d{4})-(\d\d)-(\d\d) (\d\d:\d\d)(：|:)/gmu,
        (_, kind: string, year: string, month: string, day: string, time: string, colon: string) =>
          `${kind}${colon === ':' ? inEnglish(+year, +month, +day) : inChinese(+year, +month, +day)} ${time}${colon}`,
      ),
  },
  {
    why: 'What the service does itself is done by the service, not by a key.',
    part: /^cards /,
    change: (text) => text.replaceAll('（zhiban）', '（值班台）').replaceAll('(zhiban)', '(the duty desk)'),
  },
  {
    why: 'A clock keeps the id of its rule and what it belongs to; an event that starts one holds both.',
    part: /^ahead$/,
    change: (text) =>
      text
        .split('\n')
        .map((line) => (line.startsWith('clock-started ') ? withRule(line) : line))
        .join('\n'),
  },
  {
    why: 'First responses and commitments are drafts with approvers, there are interim statements, and what is told privately has five parts: other buttons.',
    part: /^cards /,
    change: (text) => withoutLines(text, ANSWERING_BUTTONS),
    both: true,
  },
  {
    why: 'The same, as commands; a commitment may also be asked for after the reply, and its cap is counted from the discovery.',
    part: /^commands /,
    change: (text) => withoutLines(text, /^(?:interim|commit|fulfil): /u),
    both: true,
  },
  {
    why: 'The same, as they are offered.',
    part: /^allowed /,
    change: (text) => text.replace(/\b(?:interim|commit|fulfil)\b ?/gu, '').trim(),
    both: true,
  },
  {
    why: 'A case tells its statements and promises; what was told privately has parts that were not asked for then.',
    part: /^rest$/,
    change: (text) =>
      text
        .replace('"promises":[],', '')
        .replace('"statements":[],', '')
        .replace(/,"(?:evidence|handledBy|reaction|when)":null/gu, ''),
    both: true,
  },
  {
    why: 'A level has its mark by its place in its plan: the gentlest ●, and ▲▲ the gravest of three or more.',
    part: /^(cards|why) /,
    change: (text) => text.replace(/^(?:▲▲?|◆) (一般|Ordinary) #/m, '● $1 #').replace(/^▲▲ (重大|Major) #/m, '▲ $1 #'),
  },
  {
    why: 'After a rebound the card says so, and no longer that thresholds were reached.',
    part: /^cards /,
    cases: [12, 74, 122, 157, 185],
    change: (text) =>
      text
        .replace(/（按预案阈值）/, '（因反弹上调一级）')
        .replace(/\(by the policy’s thresholds\)/, '(raised by one after a rebound)'),
  },
  {
    why: 'The button that stands out is the next step of the case, not merely the first; in the watch a note is a look-back.',
    part: /^cards /,
    change: withNextStep,
  },
  {
    why: 'A case tells how it came in, what the superior body wants, and where the matter is.',
    part: /^rest$/,
    change: (text) =>
      text
        .replace(/,"leadDepartment":/, ',"deadline":null,"leadDepartment":')
        .replace(/,"posts":\[/, ',"place":null,"posts":[')
        .replace(/,"status":/, ',"source":"forward","sourceNumber":null,"status":'),
  },
  {
    why: 'A card tells when the post was published, where that is known.',
    part: /^cards /,
    change: (text) =>
      text.replace(
        /^(来源：|Source: )(.*)$/mu,
        (_, name: string, rest: string) =>
          name + rest.replace(/发布时间：[^（，]+(?:（.{2}）)?，|published [^(,]+(?:\(\w{3}\))?, /u, ''),
      ),
    both: true,
  },
  {
    why: 'A person may confirm that a matter has subsided: who may close a case, where and when they may.',
    part: /^commands /,
    change: (text) =>
      text.replace(
        /^close: (.*)$/m,
        (line, said: string) => `subsided: ${said.replace('ok, closed', 'ok, watching')}\n${line}`,
      ),
  },
]

/** By the words of a status what leads on from it, as it is typed. */
const NEXT_TYPED: Record<string, string> = {
  待分办: '分办',
  待签收: '签收',
  办理中: '拟稿',
  审核中: '审定',
  待发布: '发布',
  '已答复，跟踪中': '备注',
  'Awaiting assignment': 'assign',
  'Awaiting claim': 'claim',
  'In hand': 'reply',
  'Under review': 'approve',
  'Approved, awaiting publication': 'publish',
  'Answered, being watched': 'note',
}

function withNextStep(text: string): string {
  const [, status = ''] = /^(?:状态：|Status: )(.+)$/m.exec(text) ?? []
  const [, next] = Object.entries(NEXT_TYPED).find(([words]) => status.startsWith(words)) ?? []
  const watched = next === '备注' || next === 'note'
  const called = watched
    ? text.replace(/^\[备注\|/m, '[登记回访|').replace(/^\[Add note\|/m, '[Record a look-back|')
    : text
  return called.replace(/\|primary\|\/([^ |]+)/, (whole, typed: string) =>
    typed === next ? whole : whole.replace('primary', 'plain'),
  )
}

// With the line between the first three and those behind, which stands elsewhere where there is one more.
const ANSWERING_BUTTONS =
  /^(?:--$|\[[^|]*\|\w+\|\/(?:回应|respond|通报|interim|承诺|commit|兑现|fulfil|发布 #\d+ 点对点|publish #\d+ private) )/u

const withoutLines = (text: string, lines: RegExp): string =>
  text
    .split('\n')
    .filter((line) => !lines.test(line))
    .join('\n')

/** When the histories were made. */
const THIS_YEAR = 2026
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const inChinese = (year: number, month: number, day: number): string =>
  `${year === THIS_YEAR ? '' : `${year}年`}${month}月${day}日`
const inEnglish = (year: number, month: number, day: number): string =>
  `${day} ${MONTHS[month - 1]}${year === THIS_YEAR ? '' : ` ${year}`}`

const withRule = (line: string): string =>
  line
    .replace(/"kind":"watch","owner"/, '"kind":"watch","of":{"kind":"case"},"owner"')
    .replace(
      /"owner":"duty-officer","startedAt"(.*"within":"([^"]+)"\},"within")/,
      '"owner":"duty-officer","rule":"watch-$2","startedAt"$1',
    )

/** One line for each part that differs: where, and its first line that does. */
export function differences(number: number, expected: Said | Read, actual: Said | Read): string[] {
  const now = partsOf(actual)
  return [...partsOf(expected)].flatMap(([part, text]) => {
    const wanted = DECLARED.filter((each) => each.part.test(part) && (each.cases?.includes(number) ?? true)).reduce(
      (old, each) => each.change(old),
      text,
    )
    const both = DECLARED.filter((each) => each.both && each.part.test(part))
    const found = both.reduce(
      (said, each) => each.change(said),
      withoutNewFields(part, wanted, now.get(part) ?? 'nothing'),
    )
    return wanted === found ? [] : [`#${number} ${part}: ${firstDifference(wanted, found)}`]
  })
}

/** What the API answers may have more fields than it had then. */
function withoutNewFields(part: string, wanted: string, found: string): string {
  if (!['rest', 'ledger'].includes(part) || !wanted.startsWith('{') || !found.startsWith('{')) return found
  return canonical(knownOnly(JSON.parse(wanted), JSON.parse(found)))
}

function knownOnly(wanted: unknown, found: unknown): unknown {
  if (Array.isArray(wanted) && Array.isArray(found)) return found.map((each, index) => knownOnly(wanted[index], each))
  if (!isRecord(wanted) || !isRecord(found)) return found
  return Object.fromEntries(
    Object.entries(found).flatMap(([key, value]) => (key in wanted ? [[key, knownOnly(wanted[key], value)]] : [])),
  )
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Every text by its name. */
function partsOf(said: Said | Read): Map<string, string> {
  const parts = Object.entries(said as unknown as Record<string, string | Record<string, string>>).flatMap(
    ([name, value]) =>
      typeof value === 'string'
        ? [[name, value] as const]
        : Object.entries(value).map(([key, text]) => [`${name} ${key}`, text] as const),
  )
  return new Map(parts)
}

const AROUND = 40

function firstDifference(wanted: string, found: string): string {
  let at = 0
  while (at < wanted.length && wanted[at] === found[at]) at += 1
  const around = (text: string) => JSON.stringify(text.slice(Math.max(0, at - AROUND), at + AROUND))
  return `${around(wanted)} is ${around(found)}`
}
