// The first sheet of an XLSX as a table. What it inflates to is bounded before it is inflated; no macro, link or formula is followed.
import { unzipSync } from 'fflate'
import { SaxesParser, type SaxesTagPlain } from 'saxes'
import type { Cell, Sheet, SheetRow } from '../../../domain/post/tables/cells.ts'
import { DEEPEST_HEADER, MOST_ROWS } from '../../../domain/post/tables/rows.ts'

/** Bytes of one part of the file, inflated. */
export const LARGEST_PART = 16 * 1024 * 1024
/** Rows whose cells are kept: one more than may be sent tells that there are too many. */
const MOST_KEPT = MOST_ROWS + DEEPEST_HEADER + 1
const MOST_COLUMNS = 200

export type FileFault = 'damaged' | 'too-big'

/** Throws nothing: what is no workbook is `damaged`. */
export function readXlsx(bytes: Uint8Array): { ok: true; sheet: Sheet } | { ok: false; why: FileFault } {
  try {
    const book = partsOf(bytes, (name) => name === 'xl/workbook.xml' || name === 'xl/_rels/workbook.xml.rels')
    const { path, from1904 } = firstSheet(book)
    const relations = path.replace(/([^/]+)$/u, '_rels/$1.rels')
    const parts = partsOf(bytes, (name) => name === path || name === relations || name === 'xl/sharedStrings.xml')
    const strings = stringsIn(parts.get('xl/sharedStrings.xml') ?? '')
    const links = targetsIn(parts.get(relations) ?? '')
    const xml = parts.get(path)
    if (xml === undefined) return { ok: false, why: 'damaged' }
    return { ok: true, sheet: { ...rowsIn(xml, strings, links), from1904 } }
  } catch (error) {
    return { ok: false, why: error instanceof TooBig ? 'too-big' : 'damaged' }
  }
}

class TooBig extends Error {}

/** A part takes no more room than it says that it does: the inflater is given a buffer of that size. */
function partsOf(bytes: Uint8Array, wanted: (name: string) => boolean): Map<string, string> {
  const found = unzipSync(bytes, {
    filter({ name, originalSize }) {
      if (!wanted(name)) return false
      if (originalSize > LARGEST_PART) throw new TooBig(name)
      return true
    },
  })
  const decoder = new TextDecoder('utf-8')
  return new Map(Object.entries(found).map(([name, part]) => [name, decoder.decode(part)]))
}

/** Names without the prefix that a writer may give them (`x:row`). Throws on what is no XML. */
function parse(
  xml: string,
  on: {
    open?(name: string, attributes: Record<string, string>): void
    text?(text: string): void
    close?(name: string): void
  },
): void {
  const parser = new SaxesParser({ fragment: false })
  const local = (name: string) => name.slice(name.indexOf(':') + 1)
  parser.on('opentag', ({ name, attributes }) => on.open?.(local(name), attributes as SaxesTagPlain['attributes']))
  parser.on('text', (text) => on.text?.(text))
  parser.on('cdata', (text) => on.text?.(text))
  parser.on('closetag', (tag) => on.close?.(local(tag.name)))
  parser.on('error', (error) => {
    throw error
  })
  parser.write(xml).close()
}

function firstSheet(book: Map<string, string>): { path: string; from1904: boolean } {
  let from1904 = false
  let id: string | null = null
  parse(book.get('xl/workbook.xml') ?? '', {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attributes.date1904 ?? '')
      if (name === 'sheet' && (attributes.state ?? 'visible') === 'visible')
        id ??= attributes['r:id'] ?? idOf(attributes)
    },
  })
  const target = targetsIn(book.get('xl/_rels/workbook.xml.rels') ?? '').get(id ?? '')
  if (target === undefined) throw new Error('no sheet')
  return { path: target.startsWith('/') ? target.slice(1) : `xl/${target}`, from1904 }
}

/** Whatever prefix the namespace of relationships has. */
const idOf = (attributes: Record<string, string>): string | null =>
  Object.entries(attributes).find(([name]) => /:id$/u.test(name))?.[1] ?? null

function targetsIn(xml: string): Map<string, string> {
  const targets = new Map<string, string>()
  if (xml !== '')
    parse(xml, {
      open(name, { Id, Target }) {
        if (name === 'Relationship' && Id !== undefined && Target !== undefined) targets.set(Id, Target)
      },
    })
  return targets
}

function stringsIn(xml: string): string[] {
  const strings: string[] = []
  let [inside, spoken, text] = [false, false, '']
  if (xml !== '')
    parse(xml, {
      open(name) {
        if (name === 'si') text = ''
        if (name === 'rPh') spoken = true
        if (name === 't') inside = true
      },
      text(part) {
        // How something is pronounced is no part of it.
        if (inside && !spoken) text += part
      },
      close(name) {
        if (name === 't') inside = false
        if (name === 'rPh') spoken = false
        if (name === 'si') strings.push(text)
      },
    })
  return strings
}

interface Written {
  place: number
  type: string
  value: string | null
  formula: string | null
}

function rowsIn(xml: string, strings: string[], targets: Map<string, string>): Omit<Sheet, 'from1904'> {
  const rows: SheetRow[] = []
  const byNumber = new Map<number, SheetRow>()
  let [number, next, more, filled] = [0, 0, 0, false]
  let cell: Written | null = null
  let cells: (Cell | undefined)[] = []
  let inside: 'value' | 'formula' | null = null
  parse(xml, {
    open(name, attributes) {
      if (name === 'row') {
        number = Number(attributes.r ?? number + 1)
        ;[cells, next, filled] = [[], 0, false]
      } else if (name === 'c') {
        const place = attributes.r === undefined ? next : placeOf(attributes.r)
        next = place + 1
        cell = { place, type: attributes.t ?? 'n', value: null, formula: null }
      } else if (name === 'v' || name === 't') {
        inside = 'value'
        if (cell !== null) cell.value ??= ''
      } else if (name === 'f') {
        inside = 'formula'
        if (cell !== null) cell.formula ??= ''
      } else if (name === 'hyperlink') leads(byNumber, attributes, targets)
    },
    text(part) {
      if (cell === null || inside === null) return
      if (inside === 'value') cell.value = (cell.value ?? '') + part
      else cell.formula = (cell.formula ?? '') + part
    },
    close(name) {
      if (name === 'v' || name === 't' || name === 'f') inside = null
      if (name === 'c' && cell !== null) {
        const read = cellFrom(cell, strings)
        filled ||= read !== undefined && (read.text !== '' || read.formula === true)
        if (cell.place < MOST_COLUMNS && rows.length < MOST_KEPT) cells[cell.place] = read
        cell = null
      }
      if (name !== 'row' || !filled) return
      if (rows.length >= MOST_KEPT) more += 1
      else {
        const row = { row: number, cells }
        rows.push(row)
        byNumber.set(number, row)
      }
    },
  })
  return { rows, more }
}

/** `B2` leads there; of a range its first cell. */
function leads(rows: Map<number, SheetRow>, attributes: Record<string, string>, targets: Map<string, string>): void {
  const [, letters = '', digits = ''] = /^([A-Z]+)(\d+)/u.exec(attributes.ref ?? '') ?? []
  const target = targets.get(attributes['r:id'] ?? idOf(attributes) ?? '')
  const cell = rows.get(Number(digits))?.cells[placeOf(letters)]
  if (cell !== undefined && target !== undefined) cell.link ??= target
}

/** `AB12` stands at 27. */
const placeOf = (reference: string): number =>
  [...reference.replace(/\d.*$/u, '')].reduce((so, letter) => so * 26 + letter.charCodeAt(0) - 64, 0) - 1

function cellFrom({ type, value, formula }: Written, strings: string[]): Cell | undefined {
  const [, link] = /^\s*HYPERLINK\(\s*"([^"]{1,2000})"/iu.exec(formula ?? '') ?? []
  const leading = link === undefined ? {} : { link }
  if (formula !== null && (value === null || type === 'e')) return { text: '', ...leading, formula: true }
  if (value === null || type === 'e') return undefined
  if (type === 's') return { text: (strings[Number(value)] ?? '').trim() }
  const text = value.trim()
  const number = type === 'n' && text !== '' ? Number(text) : Number.NaN
  return { text, ...leading, ...(Number.isFinite(number) ? { number } : {}) }
}
