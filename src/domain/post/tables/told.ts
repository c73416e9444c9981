// What is said of many posts at once: what became of a list or a table, and why a table is not taken at all.
import type { CellProblem, TableFault } from './rows.ts'

export type BadTable = TableFault | { why: 'damaged' | 'too-big' | 'old-format' }

declare module '../../notice/notice.ts' {
  interface Meanings {
    /** A list or table was registered. Lists of cases and cells may be cut; the counts are of all. */
    'batch-taken': BatchTaken
  }
}
declare module '../../capability/refusal.ts' {
  interface Refusals {
    /** A table of which nothing is taken. `name`: the file's; empty for a list that was pasted. */
    'bad-table': { name: string; table: BadTable }
  }
}

export interface BatchTaken {
  what: 'list' | 'file'
  name: string
  /** By name; null where it answers whoever sent it. */
  by: string | null
  opened: { count: number; cases: { number: number; title: string }[] }
  /** Sightings of cases that were known; a case may have several. */
  joined: { count: number; cases: { number: number; title: string }[] }
  /** Rows that were counted with a table of before. */
  again: number
  /** Rows that were not taken. */
  refused: number
  problems: CellProblem[]
  moreProblems: number
  /** Headings of columns that are not taken over: of whoever posted, and unknown ones. */
  authors: string[]
  others: string[]
}

/** Cases and cells that a message names. */
const MOST_CASES = 30
const MOST_CELLS = 20

export interface Became {
  opened: { number: number; title: string }[]
  joined: { number: number; title: string }[]
  again: number
  problems: CellProblem[]
  authors: string[]
  others: string[]
}

/** What of it one message can say. */
export function batchTaken(
  { what, name, by }: Pick<BatchTaken, 'what' | 'name' | 'by'>,
  { opened, joined, again, problems, authors, others }: Became,
): BatchTaken {
  const known = [...new Map(joined.map((each) => [each.number, each])).values()]
  // What was not taken is told before what was taken in part.
  const sorted = [...problems].sort((a, b) => Number(a.taken) - Number(b.taken))
  return {
    what,
    name,
    by,
    opened: { count: opened.length, cases: opened.slice(0, MOST_CASES) },
    joined: { count: joined.length, cases: known.slice(0, MOST_CASES) },
    again,
    refused: problems.filter(({ taken }) => !taken).length,
    problems: sorted.slice(0, MOST_CELLS),
    moreProblems: Math.max(0, problems.length - MOST_CELLS),
    authors: authors.slice(0, 5),
    others: others.slice(0, 8),
  }
}
