// A CSV as a table, in whatever an office's programs write it: with or without a byte order mark, UTF-8, UTF-16 or GBK.
import { parse } from 'csv-parse/sync'
import { type Cell, cellOf, type Sheet } from '../../../domain/post/tables/cells.ts'
import type { FileFault } from './xlsx.ts'

/** The text, by its byte order mark, else UTF-8 where it is that, else GB 18030, which holds GBK; null for neither. */
export function decodedText(bytes: Uint8Array): string | null {
  const [first, second] = bytes
  const marked = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : null
  if (marked === null && bytes.includes(0)) return null
  for (const charset of marked === null ? ['utf-8', 'gb18030'] : [marked]) {
    try {
      return new TextDecoder(charset, { fatal: true }).decode(bytes)
    } catch {
      // Another is tried; of the last, it is no text.
    }
  }
  return null
}

export function readCsv(bytes: Uint8Array): { ok: true; sheet: Sheet } | { ok: false; why: FileFault } {
  const text = decodedText(bytes)
  if (text === null) return { ok: false, why: 'damaged' }
  const records = recordsOf(text)
  if (records === null) return { ok: false, why: 'damaged' }
  const rows = records.map((cells, index) => ({ row: index + 1, cells: cells.map(cellWritten) }))
  return { ok: true, sheet: { rows, from1904: false } }
}

/** Null where quotation marks are not closed. */
function recordsOf(text: string): string[][] | null {
  try {
    return parse(text, {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: LONGEST_RECORD,
    })
  } catch {
    return null
  }
}

const LONGEST_RECORD = 500_000

/** By the first line: what parts its cells most often. */
function delimiterOf(text: string): string {
  const [line = ''] = /^[^\r\n]{0,5000}/u.exec(text.trimStart()) ?? []
  const counted = [',', '\t', ';', '，'].map((mark) => ({ mark, count: line.split(mark).length }))
  return counted.reduce((best, each) => (each.count > best.count ? each : best)).mark
}

/**
 * A formula is not worked out: `="123"` only keeps a text as it is, HYPERLINK says where it leads, and any other is told by its
 * cell. An apostrophe before a mark is how exports keep programs from taking a text for a formula.
 */
function cellWritten(written: string): Cell {
  const text = written.trim()
  if (/^'[=+\-@]/u.test(text)) return cellOf(text.slice(1))
  if (!text.startsWith('=')) return cellOf(text)
  const kept = /^="((?:[^"]|"")*)"$/u.exec(text)?.[1]
  if (kept !== undefined) return cellOf(kept.replaceAll('""', '"'))
  const [, link, shown = ''] = /^=HYPERLINK\(\s*"([^"]{1,2000})"\s*(?:[,;]\s*"([^"]*)"\s*)?\)$/iu.exec(text) ?? []
  return link === undefined ? { text: '', formula: true } : { text: shown.trim(), link }
}
