// Workbooks as spreadsheet programs write them, for tests: parts of XML in a zip.
import { strToU8, zipSync } from 'fflate'

/** A text, a number, or the inside of a `<c>` element with its type: `{ type: 'str', inside: '<f>A1</f>' }`. */
export type TestCell = string | number | null | { type?: string; inside: string }

export interface TestBook {
  rows: TestCell[][]
  from1904?: boolean
  /** Where cells lead: `{ B2: 'https://…' }`. */
  links?: Record<string, string>
  /** The number of the first row. */
  firstRow?: number
}

export function xlsx({ rows, from1904 = false, links = {}, firstRow = 1 }: TestBook): Uint8Array {
  const strings: string[] = []
  const sheetRows = rows.map((cells, index) => {
    const number = firstRow + index
    return `<row r="${number}">${cells.map((cell, place) => cellXml(cell, `${letter(place)}${number}`, strings)).join('')}</row>`
  })
  const targets = Object.values(links)
  const hyperlinks = Object.keys(links).map((ref, index) => `<hyperlink ref="${ref}" r:id="rId${index + 1}"/>`)
  return zipped({
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${REL}"><workbookPr${from1904 ? ' date1904="1"' : ''}/><sheets><sheet name="说明" sheetId="2" state="hidden" r:id="rId2"/><sheet name="数据" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(['worksheets/sheet1.xml', 'worksheets/sheet2.xml']),
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${MAIN}" xmlns:r="${REL}"><sheetData>${sheetRows.join('')}</sheetData>${hyperlinks.length > 0 ? `<hyperlinks>${hyperlinks.join('')}</hyperlinks>` : ''}</worksheet>`,
    'xl/worksheets/_rels/sheet1.xml.rels': relations(targets),
    'xl/sharedStrings.xml': `<sst xmlns="${MAIN}">${strings.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t><rPh sb="0" eb="1"><t>读音</t></rPh></si>`).join('')}</sst>`,
  })
}

export const zipped = (parts: Record<string, string>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])))

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

const relations = (targets: string[]): string =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${targets
    .map((target, index) => `<Relationship Id="rId${index + 1}" Target="${escaped(target)}"/>`)
    .join('')}</Relationships>`

function cellXml(cell: TestCell, reference: string, strings: string[]): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`
  if (typeof cell === 'object') return `<c r="${reference}"${cell.type ? ` t="${cell.type}"` : ''}>${cell.inside}</c>`
  strings.push(cell)
  return `<c r="${reference}" t="s"><v>${strings.length - 1}</v></c>`
}

const letter = (place: number): string => String.fromCharCode(65 + place)

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
