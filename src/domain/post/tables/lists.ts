// A list that somebody pastes: a line each with its own title and link, perhaps the time; as a spreadsheet, a document or a
// person writes it. Links without words of their own are no list: they are of one matter.

import { cleanText, unquoted, withoutUrls } from '../../text/text.ts'
import { platformCalled } from '../platform-names.ts'
import { findUrls, identifyUrl } from '../post.ts'
import { type Cell, cellOf, type Sheet } from './cells.ts'
import { headerIn } from './columns.ts'
import {
  type CellProblem,
  MOST_ROWS,
  onceEach,
  type PostRow,
  publishedIn,
  type Reading,
  readTable,
  type TableFault,
  type TableRead,
} from './rows.ts'

interface Line {
  row: number
  text: string
}

/** Null where it is no list. `text` is clean. */
export function listIn(text: string, reading: Reading): TableRead | ({ ok: false } & TableFault) | null {
  const lines = text
    .split('\n')
    .map((line, index): Line => ({ row: index + 1, text: line.trim() }))
    .filter((line) => line.text !== '')
  if (lines.length < 2) return null
  return tableIn(lines, reading) ?? linesIn(lines, reading)
}

const SEPARATORS: readonly ((line: string) => string[])[] = [
  (line) => (line.includes('\t') ? line.split('\t') : []),
  (line) => (line.includes(',') ? commaCells(line) : []),
  (line) => (/ {2}|\u3000/u.test(line) ? line.split(/ {2,}|\u3000+/u) : []),
  (line) => line.split(/\s+/u),
]

/** `a,"b, c",d`: as a spreadsheet quotes them. */
function commaCells(line: string): string[] {
  const cells = line.match(/(?:^|,)(?:"(?:[^"]|"")*"|[^,]*)/gu) ?? []
  return cells.map((cell, index) => {
    const bare = (index === 0 ? cell : cell.slice(1)).trim()
    return /^".*"$/u.test(bare) ? bare.slice(1, -1).replaceAll('""', '"') : bare
  })
}

/** With headings above it. */
function tableIn(lines: Line[], reading: Reading): TableRead | ({ ok: false } & TableFault) | null {
  const [head, ...below] = lines
  if (head === undefined || findUrls(head.text).length > 0 || !below.some(({ text }) => findUrls(text).length > 0))
    return null
  for (const separate of SEPARATORS) {
    const names = separate(head.text)
    if (names.length < 2 || headerIn(names) === null) continue
    const rows = lines.map(({ row, text }) => ({ row, cells: separate(text).map(cellOf) }))
    const uneven = rows.filter(({ cells }) => cells.length > names.length || cells.length < 2)
    const even = rows.filter((row) => !uneven.includes(row))
    const sheet: Sheet = { rows: even, from1904: false }
    const read = readTable(sheet, reading)
    if (!read.ok && read.why === 'no-rows') continue
    if (!read.ok) return read
    const problems = uneven.map(({ row }) => ({ cell: String(row), why: 'cells' as const, text: '', taken: false }))
    return { ...read, problems: [...read.problems, ...problems] }
  }
  return null
}

/** Whoever says so wants them counted as one. */
const ONE_MATTER = /同一|同件|一件事|一回事|都是(?:讲|说|反映)|相关链接|same (?:matter|story|issue|thing)/iu

/** Without headings: each line has one link and words of its own; a line above them may say what they are. */
function linesIn(lines: Line[], reading: Reading): TableRead | ({ ok: false } & TableFault) | null {
  const [lead] = lines
  const hasLead = lead !== undefined && findUrls(lead.text).length === 0
  const listed = hasLead ? lines.slice(1) : lines
  if (listed.length < 2 || (hasLead && ONE_MATTER.test(lead.text))) return null
  if (listed.some(({ text }) => findUrls(text).length !== 1 || ONE_MATTER.test(text))) return null
  const separate = separatorOf(listed)
  const rows = listed.map((line) => rowOf(line, separate, reading))
  const titles = new Set(rows.map(({ title }) => title))
  if (titles.size < rows.length || rows.some(({ title }) => !saysSomething(title))) return null
  if (rows.length > MOST_ROWS) return { ok: false, why: 'too-many-rows', rows: rows.length }
  const unfit = rows.flatMap(({ row, url }): CellProblem[] => {
    const identity = identifyUrl(url ?? '')
    return identity.ok
      ? []
      : [{ cell: String(row), why: identity.reason, text: (url ?? '').slice(0, 60), taken: false }]
  })
  const told = new Set(unfit.map(({ cell }) => cell))
  const fit = onceEach(
    rows.filter(({ row }) => !told.has(String(row))),
    '',
  )
  return { ok: true, rows: fit.rows, problems: [...unfit, ...fit.repeated], authors: [], others: [] }
}

/** Commas stand in titles, too: they part cells only where each line has as many, and one of them is the link. */
function separatorOf(lines: Line[]): (line: string) => string[] {
  if (lines.every(({ text }) => text.includes('\t'))) return (line) => line.split('\t')
  const parted = lines.map(({ text }) => commaCells(text))
  const [first] = parted
  const isParted = parted.every(
    (cells) => cells.length === first?.length && cells.some((cell) => ONLY_LINK.test(cell.trim())),
  )
  return isParted && first !== undefined && first.length > 1 ? commaCells : (line) => [line]
}

const ONLY_LINK = /^https?:\/\/\S+$/iu

const ORDINAL = /^(?:[（(]?\d{1,4}[）)]?(?:[.、．:：)）](?!\d)\s*|\s+|\t)|[①-⑳]\s*|[-–•*·●]\s+)/u

function rowOf({ row, text }: Line, separate: (line: string) => string[], reading: Reading): PostRow {
  const given = separate(text.replace(ORDINAL, ''))
  const [url = ''] = given.flatMap((cell) => findUrls(cell))
  const cells = given
    .flatMap((cell) => withoutTime(withoutUrls(cell), reading))
    .map((cell) => cell.trim())
    .filter((cell) => /[\p{L}\p{N}]/u.test(cell))
  const time = cells.map((cell) => timeIn(cell, reading)).find((each) => each !== null) ?? null
  const others = cells.filter((cell) => timeIn(cell, reading) === null && !/^\d[\d,.]*万?$/u.test(cell))
  const platform = others.find(isPlatform)
  const [title = ''] = others.filter((cell) => cell !== platform).sort((a, b) => b.length - a.length)
  return {
    row,
    url,
    title: cleanText(unquoted(withoutMarks(title.slice(0, LONGEST_TITLE)))),
    // What a title has no room for stays in the record.
    text: title.length > LONGEST_TITLE ? title : '',
    publishedAt: time?.at ?? null,
    toDay: time?.dayOnly ?? false,
    platform: platform === undefined ? null : platformCalled(platform),
    metrics: {},
  }
}

const LONGEST_TITLE = 300

// No pattern: one that ends with a run of marks is quadratic on a long one.
function withoutMarks(words: string): string {
  let [start, end] = [0, words.length]
  while (start < end && MARKS.includes(words[start] ?? '')) start += 1
  while (end > start && MARKS.includes(words[end - 1] ?? '')) end -= 1
  return words.slice(start, end)
}

const MARKS = ' \t,，;；:：|'

const isPlatform = (cell: string): boolean => platformCalled(cell) !== cell.trim()

function timeIn(cell: string, reading: Reading): { at: string; dayOnly: boolean } | null {
  if (!/\d/u.test(cell) || /^\d+(?:\.\d+)?$/u.test(cell.trim())) return null
  const given: Cell = cellOf(cell)
  const found = publishedIn(given, { ...reading, from1904: false })
  return found === null || 'why' in found ? null : found
}

/** The words, and the time that stands before or behind them with blanks between. */
function withoutTime(cell: string, reading: Reading): string[] {
  if (timeIn(cell, reading) !== null) return [cell]
  const tokens = cell.trim().split(/\s+/u)
  for (const length of [3, 2, 1]) {
    if (tokens.length <= length) continue
    const [last, first] = [tokens.slice(-length).join(' '), tokens.slice(0, length).join(' ')]
    if (timeIn(last, reading) !== null) return [tokens.slice(0, -length).join(' '), last]
    if (timeIn(first, reading) !== null) return [tokens.slice(length).join(' '), first]
  }
  return [cell]
}

/** Words that tell one matter from another: not the name of a platform, nor what anybody writes before a link. */
function saysSomething(title: string): boolean {
  const bare = title.replace(/[^\p{L}\p{N}]+/gu, '')
  return bare.length > LONGEST_LABEL || (bare.length >= 2 && !isPlatform(bare) && !LABEL.test(bare))
}

const LONGEST_LABEL = 30

// One character of a number at a time: a number in a repeated group would be tried in every way there is.
const LABEL =
  /^(?:原文|原帖|视频|链接|来源|详情|转发|网址|地址|另外?|还有|又|同上|见|参见|这个|这条|这里|也|补充|其他|更多|评论|全文|报道|新闻|平台|[第一二三四五六七八九十\d条个则]|link|source|video|more|also|see|and)+$/iu
