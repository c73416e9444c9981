// Files of tables: what XLSX and CSV hold, in whatever an office's programs write, and what is refused before it does harm.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCsv } from '../../../src/desk/intake/tables/csv.ts'
import { LARGEST_PART, readXlsx } from '../../../src/desk/intake/tables/xlsx.ts'
import { listIn } from '../../../src/domain/post/tables/lists.ts'
import { type PostRow, readTable, type TableRead } from '../../../src/domain/post/tables/rows.ts'
import { facts, NOON } from '../../support/sample.ts'
import { type TestBook, xlsx, zipped } from '../../support/xlsx.ts'

const reading = { now: NOON, calendar: facts('li', NOON).calendar }

const taken = (read: ReturnType<typeof readTable>): TableRead => {
  if (!read.ok) throw new Error(`not taken: ${JSON.stringify(read)}`)
  return read
}
const brief = ({ row, title, url, publishedAt }: PostRow) => [row, title, url, publishedAt]
const A = 'https://weibo.com/1234567890/Nabcdefgh'
const B = 'https://www.zhihu.com/question/1'
const AT = '2026-10-09T01:20:00.000Z'

describe('an XLSX', () => {
  const book = (more: Partial<TestBook> & Pick<TestBook, 'rows'>) => {
    const read = readXlsx(xlsx(more))
    if (!read.ok) throw new Error(read.why)
    return taken(readTable(read.sheet, reading))
  }
  const HEAD = ['标题', '链接', '发布时间']

  it('is read from its first sheet that is shown, whatever its first row is', () => {
    const read = book({ rows: [HEAD, ['幼儿园门口积水', A, '2026-10-09 09:20']], firstRow: 4 })
    expect(read.rows.map(brief)).toEqual([[5, '幼儿园门口积水', A, AT]])
  })

  it.each([
    [false, 46_304.388_888_888_9],
    [true, 44_842.388_888_888_9],
  ])('has dates as numbers of days, counted from 1904 on: %s', (from1904, days) => {
    expect(book({ rows: [HEAD, ['幼儿园门口积水', A, days]], from1904 }).rows[0]?.publishedAt).toBe(AT)
  })

  it('has whole days, of which the time is not known', () => {
    expect(book({ rows: [HEAD, ['积水', A, 46_304]] }).rows[0]).toMatchObject({
      publishedAt: '2026-10-08T16:00:00.000Z',
      toDay: true,
    })
  })

  it('has formulas with what they came to; one without is told by its cell', () => {
    const read = book({
      rows: [
        HEAD,
        [{ type: 'str', inside: '<f>A9&amp;B9</f><v>幼儿园门口积水</v>' }, A, { inside: '<f>NOW()</f>' }],
        ['停电三小时', { type: 'str', inside: '<f>CONCAT(A1)</f>' }, null],
        ['路灯不亮', { type: 'str', inside: `<f>HYPERLINK("${B}","看")</f><v>看</v>` }, null],
        ['水管破裂', { type: 'e', inside: '<f>A1</f><v>#REF!</v>' }, null],
      ],
    })
    expect(read.rows.map(brief)).toEqual([
      [2, '幼儿园门口积水', A, null],
      [4, '路灯不亮', B, null],
    ])
    expect(read.problems.map(({ cell, why }) => [cell, why])).toEqual([
      ['C2', 'formula'],
      ['B3', 'formula'],
      ['B5', 'formula'],
    ])
  })

  it('has links behind its cells', () => {
    const rows = [
      ['标题', '时间'],
      ['幼儿园门口积水', ''],
      ['停电三小时', ''],
    ]
    const read = book({ rows, links: { A2: A, A3: B } })
    expect(read.rows.map(({ url }) => url)).toEqual([A, B])
  })

  it('that inflates to more than its bound is refused before it is inflated', () => {
    const bomb = zipped({
      'xl/workbook.xml': '<workbook><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels':
        '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
      'xl/worksheets/sheet1.xml': ' '.repeat(LARGEST_PART + 1),
    })
    expect(bomb.length).toBeLessThan(100_000)
    expect(readXlsx(bomb)).toEqual({ ok: false, why: 'too-big' })
  })

  it('that says that it is smaller than it is takes no more room than it says', () => {
    const bytes = xlsx({ rows: [HEAD, ...Array.from({ length: 900 }, (_, n) => [`第${n}处`, A, ''])] })
    const view = new DataView(bytes.buffer, bytes.byteOffset)
    for (let at = 0; at + 46 < bytes.length; at += 1)
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 64, true)
    expect(readXlsx(bytes)).toEqual({ ok: false, why: 'damaged' })
  })

  it.each([
    ['nothing', new Uint8Array()],
    ['another zip', zipped({ 'a.txt': 'a' })],
    ['half a file', xlsx({ rows: [HEAD] }).slice(0, 400)],
    ['a workbook of broken XML', zipped({ 'xl/workbook.xml': '<workbook><sheets>' })],
    ['an entity', zipped({ 'xl/workbook.xml': '<!DOCTYPE a [<!ENTITY b "c">]><workbook>&b;</workbook>' })],
  ])('that is none is damaged: %s', (_name, bytes) => {
    expect(readXlsx(bytes)).toEqual({ ok: false, why: 'damaged' })
  })

  it('of many more rows than may be sent is counted, not kept', () => {
    const rows = [HEAD, ...Array.from({ length: 1_500 }, (_, n) => [`第${n}处`, `https://news.example/${n}`, ''])]
    const read = readXlsx(xlsx({ rows }))
    if (!read.ok) throw new Error(read.why)
    expect(read.sheet.rows.length).toBeLessThan(1_100)
    expect(readTable(read.sheet, reading)).toEqual({ ok: false, why: 'too-many-rows', rows: 1_500 })
  })
})

describe('a CSV', () => {
  const TEXT = `标题,链接,发布时间\r\n"幼儿园门口积水, 无人处理",${A},2026-10-09 09:20\r\n`
  const csv = (bytes: Uint8Array | string) => {
    const read = readCsv(typeof bytes === 'string' ? Buffer.from(bytes) : bytes)
    if (!read.ok) throw new Error(read.why)
    return taken(readTable(read.sheet, reading))
  }
  /** 标题,链接 and 幼儿园门口积水 as GBK has them. */
  const GBK = Buffer.concat([
    Buffer.from('b1eacce22cc1b4bdd30d0a', 'hex'),
    Buffer.from('d3d7b6f9d4b0c3c5bfdabbfdcbae2c', 'hex'),
    Buffer.from(A),
  ])

  it.each([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${TEXT}`)],
    ['UTF-16', Buffer.from(`\uFEFF${TEXT}`, 'utf16le')],
    ['tabs', Buffer.from(`标题\t链接\t发布时间\n幼儿园门口积水, 无人处理\t${A}\t2026-10-09 09:20`)],
    ['semicolons', Buffer.from(`标题;链接;发布时间\n幼儿园门口积水, 无人处理;${A};2026-10-09 09:20`)],
  ])('in %s', (_name, bytes) => {
    expect(csv(bytes).rows.map(brief)).toEqual([[2, '幼儿园门口积水, 无人处理', A, AT]])
  })

  it('in GBK', () => {
    expect(csv(GBK).rows.map(brief)).toEqual([[2, '幼儿园门口积水', A, null]])
  })

  it('with formulas: what only keeps a text is read, where a link leads is, anything else is told by its cell', () => {
    const read = csv(
      [
        '标题,链接,阅读',
        `="幼儿园门口积水",${A},="12"`,
        `停电三小时,"=HYPERLINK(""${B}"",""看"")",`,
        `=cmd|' /C calc'!A0,https://news.example/3,=1+1`,
        `'=路灯不亮,https://news.example/4,`,
      ].join('\n'),
    )
    expect(read.rows.map(({ title, url, metrics }) => [title, url, metrics])).toEqual([
      ['幼儿园门口积水', A, { reads: 12 }],
      ['停电三小时', B, {}],
      ['', 'https://news.example/3', {}],
      ['=路灯不亮', 'https://news.example/4', {}],
    ])
    expect(read.problems.map(({ cell, why }) => [cell, why])).toEqual([
      ['A4', 'formula'],
      ['C4', 'bad-figure'],
    ])
  })

  it('that is no text is damaged', () => {
    expect(readCsv(Uint8Array.of(0x4d, 0x5a, 0, 0, 1))).toEqual({ ok: false, why: 'damaged' })
    expect(readCsv(Uint8Array.of(0xff, 0x30, 0xff))).toEqual({ ok: false, why: 'damaged' })
  })
})

describe('whatever it is given', () => {
  it('no file and no list throws, nor takes long', () => {
    const whole = xlsx({
      rows: [['标题', '链接'], ...Array.from({ length: 20 }, (_, n) => [`第${n}处`, `https://news.example/${n}`])],
    })
    fc.assert(
      fc.property(
        fc.array(fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255) }), { minLength: 1, maxLength: 8 }),
        (changes) => {
          const bytes = Uint8Array.from(whole)
          for (const { at, byte } of changes) bytes[at] = byte
          const read = readXlsx(bytes)
          if (read.ok) readTable(read.sheet, reading)
        },
      ),
      { numRuns: 100 },
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const read = readCsv(bytes)
        if (read.ok) readTable(read.sheet, reading)
      }),
      { numRuns: 200 },
    )
    const cell = fc.oneof(
      fc.constantFrom('标题', '链接', '作者', '\t', ',', '"', '  ', '|', '1.', '2026-10-09', A, '微博'),
      fc.string({ unit: 'binary', maxLength: 8 }),
    )
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 6 }), (lines) => {
        listIn(lines.map((each) => each.join('')).join('\n'), reading)
      }),
      { numRuns: 300 },
    )
  })

  it.each([',', '1', '一', '"', ' ', '|', '：', '转发', '#a '])('a list of a hundred thousand %j is read', (piece) => {
    const long = piece.repeat(45_000 / piece.length)
    // What is quadratic in it does not come back before the test's time is over.
    const read = listIn(`${long}积水${long} ${A}\n${long}停电${long} ${B}`, reading)
    expect(read === null || read.ok).toBe(true)
  })
})
