// English words of many posts at once: what became of a list or a table, and why a table is not taken.
import type { RefusalOf } from '../../../domain/capability/refusal.ts'
import type { NoticeOf } from '../../../domain/notice/notice.ts'
import type { CellFault, CellProblem } from '../../../domain/post/tables/rows.ts'
import { MOST_ROWS } from '../../../domain/post/tables/rows.ts'
import { shorten } from '../../../domain/text/text.ts'
import { answerCard, type Card } from '../../card/card.ts'
import { list, quoted } from '../base.ts'

const FAULTS: Record<CellFault, (text: string) => string> = {
  'not-http': () => 'a link must begin with http:// or https://',
  malformed: (text) => `no whole link${text === '' ? '' : ` (${quoted(text)})`}`,
  credentials: () => 'the link holds an account or a password',
  'private-address': () => 'the link leads into a private network that the public cannot reach',
  'cut-off': () => 'the end of the link was left out; please copy the whole link',
  'too-long': () => 'too long; what is over was not taken',
  formula: () => 'a formula without a result; please paste it as a value and send it again',
  'no-link': () => 'no link, and fewer than 8 characters of text',
  'bad-time': (text) => `no time that could be read (${quoted(text)}); please write 2026-11-30 09:30`,
  'time-ahead': (text) => `a time after now (${quoted(text)})`,
  'time-too-early': (text) => `a time before the year 2000 (${quoted(text)})`,
  'bad-figure': (text) => `no number (${quoted(text)})`,
  repeated: (text) => `the same post as row ${text}; counted once`,
  cells: () => 'not as many cells as headings; please copy it straight from the table, or use tabs',
  refused: (text) => `not registered; whoever sent it is no longer in the organisation (${quoted(text)})`,
  failed: (text) => `could not be registered; please forward it by itself (${quoted(text)})`,
}

/** `C5`, `row 5` */
export const cellProblem = ({ cell, why, text, taken }: CellProblem): string =>
  `${/^\d/u.test(cell) ? `Row ${cell}` : cell}: ${FAULTS[why](text)}${taken && LEFT_OUT.has(why) ? '; left out' : ''}`

const LEFT_OUT = new Set<CellFault>(['formula', 'bad-time', 'time-ahead', 'time-too-early', 'bad-figure'])

export function batchTaken(notice: NoticeOf<'batch-taken'>): Card {
  const { what, name, by, opened, joined, again, refused, problems, moreProblems, authors, others } = notice
  const called = what === 'list' ? 'The list' : `The table${name === '' ? '' : ` “${quoted(name)}”`}`
  const counts = [
    [opened.count, 'new'],
    [joined.count, 'forwarded again'],
    [refused, 'not registered'],
    [again, 'counted before'],
  ] as const
  const counted = counts.flatMap(([count, done]) => (count > 0 ? [`${count} ${done}`] : [])).join(', ')
  return answerCard(`${called}${by === null ? '' : `, imported by ${by}`}: ${counted}`, {
    lines: [
      ...opened.cases.map(caseLine),
      ...(opened.count > opened.cases.length
        ? [`The other ${opened.count - opened.cases.length}: please send /list new.`]
        : []),
      ...(joined.cases.length === 0
        ? []
        : [
            `Known before: ${joined.cases.map(({ number }) => `#${number}`).join(', ')}${joined.count > joined.cases.length ? ' and others' : ''}`,
          ]),
      ...problems.map(cellProblem),
      ...(moreProblems > 0 ? [`${moreProblems} more are not named here.`] : []),
      ...(authors.length === 0 ? [] : [`Nothing about who posted is accepted: ${list(authors.map(quoted))}.`]),
      ...(others.length === 0 ? [] : [`Columns that were not taken: ${list(others.map(quoted))}.`]),
    ],
    next: nextOf(notice),
  })
}

const caseLine = ({ number, title }: { number: number; title: string }): string => `#${number} ${shorten(title, 40)}`

function nextOf({ what, opened, refused }: NoticeOf<'batch-taken'>): string | null {
  if (refused > 0)
    return what === 'file'
      ? 'Please mend what was not registered and send the whole table again; what is registered is not counted twice.'
      : 'Please mend what was not registered and send it in another message.'
  return opened.count > 0 ? 'Duty officer: please assign each, for example /assign #number department.' : null
}

export function badTable({ name, table }: RefusalOf<'bad-table'>): string {
  const called = name === '' ? 'the list' : `the table “${quoted(name)}”`
  switch (table.why) {
    case 'no-columns':
      return `Nothing of ${called} was registered: it has no headings such as “title” and “url”${table.headings.length === 0 ? '' : ` (its first row: ${list(table.headings.map(quoted))})`}. Please name the columns in the first row; if it belongs to a case, send it as a reply to a message of that case.`
    case 'no-rows':
      return `Nothing of ${called} was registered: there is nothing below its headings. Please check it and send it again.`
    case 'too-many-rows':
      return `Nothing of ${called} was registered: it has ${table.rows} rows, and ${MOST_ROWS} are taken at once. Please send it in parts.`
    case 'damaged':
      return `Nothing of ${called} was registered: the file cannot be read. Please save it as .xlsx or CSV (UTF-8 or GBK) and send it again.`
    case 'too-big':
      return `Nothing of ${called} was registered: it is too big. Please leave out pictures and other columns, or send it in parts (5 MB and ${MOST_ROWS} rows each at most).`
    case 'old-format':
      return `Nothing of ${called} was registered: its format is old, or it has a password. Please save it as .xlsx without one and send it again; if it belongs to a case, send it as a reply to a message of that case.`
  }
}
