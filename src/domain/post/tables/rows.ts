// The posts that a table tells of, row by row; what of it cannot be read is named by its cell, and the rest is taken.

import type { WorkCalendar } from '../../calendar/calendar.ts'
import { dateBehind } from '../../calendar/date-text.ts'
import { type Instant, later, MINUTE } from '../../calendar/instant.ts'
import type { Metrics } from '../../policy/policy.ts'
import { cleanText } from '../../text/text.ts'
import { platformCalled } from '../platform-names.ts'
import { findUrls, identifyUrl, textIdentity, type UrlRefusal } from '../post.ts'
import { countOf } from '../share-texts/counts.ts'
import type { Cell, Sheet, SheetRow } from './cells.ts'
import { type Column, type Header, headerIn, letterOf } from './columns.ts'
import { instantOfNumber } from './serial-date.ts'

/** Of one table or list. */
export const MOST_ROWS = 1_000
/** UTF-16 units of a row's text that are taken over. */
export const LONGEST_TEXT = 10_000

/** A post by a row. Texts are clean, and not masked yet. */
export interface PostRow {
  row: number
  url: string | null
  title: string
  text: string
  publishedAt: Instant | null
  toDay: boolean
  platform: string | null
  metrics: Metrics
}

export type CellFault =
  | UrlRefusal
  | 'formula'
  | 'no-link'
  | 'bad-time'
  | 'time-ahead'
  | 'time-too-early'
  | 'bad-figure'
  | 'too-long'
  | 'repeated'
  | 'cells'
  | 'refused'
  | 'failed'

/** `cell`: `C5`; of a whole row its number alone. `taken`: the row's post was taken all the same. */
export interface CellProblem {
  cell: string
  why: CellFault
  text: string
  taken: boolean
}

export interface TableRead {
  ok: true
  rows: PostRow[]
  problems: CellProblem[]
  /** Headings of columns that were not taken over. */
  authors: string[]
  others: string[]
}

export type TableFault =
  | { why: 'no-columns'; headings: string[] }
  | { why: 'no-rows' }
  | { why: 'too-many-rows'; rows: number }

export interface Reading {
  now: Instant
  calendar: WorkCalendar
}

/** Pure; throws nothing, whatever the table holds. */
export function readTable(sheet: Sheet, reading: Reading): TableRead | ({ ok: false } & TableFault) {
  const found = headed(sheet)
  if (found === null) return { ok: false, why: 'no-columns', headings: headingsOf(sheet) }
  const { header, below } = found
  const filled = below.filter(({ cells }) => cells.some((cell) => cell !== undefined && cell.text !== ''))
  if (filled.length === 0) return { ok: false, why: 'no-rows' }
  const count = filled.length + (sheet.more ?? 0)
  if (count > MOST_ROWS) return { ok: false, why: 'too-many-rows', rows: count }
  const from1904 = sheet.from1904
  const read = filled.map((row) => readRow(row, header, { ...reading, from1904 }))
  const column = header.places.url ?? header.places.title
  const posts = read.flatMap(({ post }) => (post === null ? [] : [post]))
  const { rows, repeated } = onceEach(posts, column === undefined ? '' : letterOf(column))
  const problems = [...read.flatMap((each) => each.problems), ...repeated]
  return { ok: true, rows, problems, authors: header.authors, others: header.others }
}

/** Titles and notes may stand above the headings. */
export const DEEPEST_HEADER = 10

function headed({ rows }: Sheet): { header: Header; below: SheetRow[] } | null {
  for (const [index, { cells }] of rows.slice(0, DEEPEST_HEADER).entries()) {
    const header = headerIn(Array.from(cells, (cell) => cell?.text ?? ''))
    if (header !== null) return { header, below: rows.slice(index + 1) }
  }
  return null
}

const headingsOf = ({ rows: [first] }: Sheet): string[] =>
  (first?.cells ?? []).flatMap((cell) => (cell?.text ? [cell.text.slice(0, 20)] : [])).slice(0, 8)

/** Of several rows of one post the first counts. `column`: what the others are told by, besides their row. */
export function onceEach(posts: PostRow[], column: string): { rows: PostRow[]; repeated: CellProblem[] } {
  const first = new Map<string, number>()
  const repeated: CellProblem[] = []
  const rows = posts.filter((post) => {
    const key = keyOf(post)
    const before = first.get(key)
    if (before === undefined) first.set(key, post.row)
    else repeated.push({ cell: `${column}${post.row}`, why: 'repeated', text: String(before), taken: true })
    return before === undefined
  })
  return { rows, repeated }
}

function keyOf({ url, title, text }: PostRow): string {
  if (url === null) return `text:${text || title}`
  const identity = identifyUrl(url)
  return identity.ok ? identity.canonical : url
}

type RowReading = Reading & { from1904: boolean }

function readRow(
  { row, cells }: SheetRow,
  { places }: Header,
  reading: RowReading,
): { post: PostRow | null; problems: CellProblem[] } {
  const problems: CellProblem[] = []
  const at = (column: Column): Cell | undefined => {
    const place = places[column]
    return place === undefined ? undefined : cells[place]
  }
  const tell = (column: Column | null, why: CellFault, text = '', taken = true): null => {
    const place = column === null ? undefined : places[column]
    problems.push({ cell: `${place === undefined ? '' : letterOf(place)}${row}`, why, text: text.slice(0, 60), taken })
    return null
  }
  const textOf = (column: Column): string => {
    const cell = at(column)
    if (cell?.formula) tell(column, 'formula')
    return cell?.formula ? '' : cleanText(cell?.text ?? '')
  }
  const link = linkIn(at('url'), at('title'))
  if (link !== null && 'why' in link) return { post: tell('url', link.why, link.text, false), problems }
  const [title, whole] = [textOf('title'), textOf('text')]
  const text = whole.slice(0, LONGEST_TEXT)
  if (link === null && !textIdentity(text || title).ok)
    return { post: tell(linkless(places), 'no-link', '', false), problems }
  if (text !== whole) tell('text', 'too-long')
  const published = publishedIn(at('published'), reading)
  if (published !== null && 'why' in published) tell('published', published.why, at('published')?.text)
  const when = published === null || 'why' in published ? { at: null, dayOnly: false } : published
  const metrics = Object.fromEntries(
    (['reads', 'comments'] as const).flatMap((figure) => {
      const count = figureIn(at(figure))
      if (count === 'bad') tell(figure, 'bad-figure', at(figure)?.text)
      return typeof count === 'number' ? [[figure, count]] : []
    }),
  )
  const platform = textOf('platform')
  const post = { row, url: link?.url ?? null, title, text, publishedAt: when.at, toDay: when.dayOnly, metrics }
  return { post: { ...post, platform: platform === '' ? null : platformCalled(platform).slice(0, 100) }, problems }
}

const linkless = (places: Header['places']): Column | null => (places.url === undefined ? null : 'url')

/** The link of a row: as it is written, else where the cell (or that of the title) leads by itself. */
function linkIn(
  cell: Cell | undefined,
  title: Cell | undefined,
): { url: string } | { why: CellFault; text: string } | null {
  const written = cell?.text ?? ''
  const [url] = findUrls(written)
  const given = url ?? cell?.link ?? (BARE.test(written) ? `https://${written}` : undefined)
  const meant = given ?? (written === '' ? title?.link : undefined)
  if (meant !== undefined) {
    const identity = identifyUrl(meant)
    return identity.ok ? { url: meant } : { why: identity.reason, text: meant }
  }
  if (cell?.formula) return { why: 'formula', text: written }
  return written === '' || /^[-—–/无]+$/u.test(written) ? null : { why: 'malformed', text: written }
}

/** An address without its scheme. */
const BARE = /^(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,10}\/\S{1,1900}$/iu

/** A sender's clock may run ahead of ours by so much. */
const AHEAD_MS = 5 * MINUTE
const EARLIEST: Instant = '2000-01-01T00:00:00.000Z'

export function publishedIn(
  cell: Cell | undefined,
  { now, calendar, from1904 }: RowReading,
): { at: Instant; dayOnly: boolean } | { why: CellFault } | null {
  if (cell?.formula) return { why: 'formula' }
  const text = spreadOut(cell?.text ?? '')
  if (cell === undefined || text === '' || /^[-—–/]+$/u.test(text)) return null
  const number =
    (text === cell.text ? cell.number : undefined) ?? (/^\d{4,13}(?:\.\d+)?$/u.test(text) ? Number(text) : undefined)
  const meant =
    number === undefined
      ? dateBehind(text, now, calendar)
      : instantOfNumber(number, { from1904, timeZone: calendar.timeZone })
  if (meant === null) return { why: 'bad-time' }
  if (meant.at < EARLIEST || meant.at.startsWith('-')) return { why: 'time-too-early' }
  if (meant.at > later(now, AHEAD_MS) || meant.at.startsWith('+')) return { why: 'time-ahead' }
  return meant.at > now ? { ...meant, at: now } : meant
}

/** `20261009`, `20261009092000`, `20261009 09:20`: as programs write them. */
const spreadOut = (text: string): string =>
  text.replace(COMPACT, (_all, year, month, day, hour?: string, minute?: string) =>
    [`${year}-${month}-${day}`, ...(hour === undefined ? [] : [`${hour}:${minute}`])].join(' '),
  )

const COMPACT = /^(20\d\d)([01]\d)([0-3]\d)(?:\s*([0-2]\d):?([0-5]\d)(?::?[0-5]\d)?)?$/u

function figureIn(cell: Cell | undefined): number | 'bad' | null {
  if (cell?.formula) return 'bad'
  const text = cell?.text ?? ''
  if (text === '' || /^[-—–/无]+$/u.test(text)) return null
  const count = cell?.number === undefined ? countOf(text) : Math.round(cell.number)
  return count === null || count < 0 || count > 1_000_000_000_000 ? 'bad' : count
}
