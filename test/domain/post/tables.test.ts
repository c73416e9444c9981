// Tables and lists of posts: what each row says, what is named by its cell, and what is no list at all.
import { describe, expect, it } from 'vitest'
import { readCsv } from '../../../src/desk/intake/tables/csv.ts'
import { LARGEST_PART, readXlsx } from '../../../src/desk/intake/tables/xlsx.ts'
import { cellOf, type Sheet } from '../../../src/domain/post/tables/cells.ts'
import { columnCalled, headerIn, isAuthor, letterOf } from '../../../src/domain/post/tables/columns.ts'
import { listIn } from '../../../src/domain/post/tables/lists.ts'
import { type PostRow, readTable, type TableRead } from '../../../src/domain/post/tables/rows.ts'
import { facts, NOON } from '../../support/sample.ts'
import { type TestBook, xlsx, zipped } from '../../support/xlsx.ts'

const reading = { now: NOON, calendar: facts('li', NOON).calendar }

const taken = (read: ReturnType<typeof readTable> | null): TableRead => {
  if (read === null || !read.ok) throw new Error(`not taken: ${JSON.stringify(read)}`)
  return read
}
const brief = ({ row, title, url, publishedAt }: PostRow) => [row, title, url, publishedAt]
const listed = (text: string) => listIn(text, reading)
const rowsOf = (text: string) => taken(listed(text)).rows.map(brief)
const sheetOf = (rows: string[][]): Sheet => ({
  rows: rows.map((cells, index) => ({ row: index + 1, cells: cells.map(cellOf) })),
  from1904: false,
})
const table = (rows: string[][]) => readTable(sheetOf(rows), reading)
const A = 'https://weibo.com/1234567890/Nabcdefgh'
const B = 'https://www.zhihu.com/question/1'
const AT = '2026-10-09T01:20:00.000Z'

describe('columns', () => {
  it.each([
    ['标题', 'title'],
    ['原文链接', 'url'],
    ['网址（URL）', 'url'],
    ['發佈時間', 'published'],
    ['发布 时间', 'published'],
    ['Publish_Time', 'published'],
    ['来源媒体', 'platform'],
    ['摘要', 'text'],
    ['阅读量(次)', 'reads'],
    ['Views', 'reads'],
    ['评论数', 'comments'],
  ])('%s is %s', (heading, column) => {
    expect(columnCalled(heading)?.column).toBe(column)
  })

  it.each(['作者', '发布者昵称', '粉丝数', 'Author', 'user name', 'IP属地', '博主'])(
    '%s is whoever posted',
    (heading) => {
      expect(columnCalled(heading)).toBeNull()
      expect(isAuthor(heading)).toBe(true)
    },
  )

  it('of two names for the same the better known counts', () => {
    expect(headerIn(['时间', '标题', '发布时间', '地址', '链接'])?.places).toEqual({ published: 2, title: 1, url: 4 })
  })

  it('are called as a spreadsheet calls them', () => {
    expect([0, 25, 26, 701, 702].map(letterOf)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA'])
  })
})

describe('a table', () => {
  it('is read by its headings, below whatever stands above them; whoever posted is left out', () => {
    const read = taken(
      table([
        ['今日舆情汇总'],
        ['序号', '标题', '作者', '链接', '发布时间', '来源', '阅读', '评论', '备注'],
        ['1', '幼儿园门口积水', '路人甲', A, '2026-10-09 09:20:00', '新浪微博', '1.2万', '356', '急'],
        ['2', '停电三小时', '路人乙', B, '10月9日 9:20', '某论坛', '-', '', ''],
      ]),
    )
    expect(read.rows.map(brief)).toEqual([
      [3, '幼儿园门口积水', A, AT],
      [4, '停电三小时', B, AT],
    ])
    expect(read.rows.map(({ platform, metrics }) => [platform, metrics])).toEqual([
      ['weibo', { reads: 12_000, comments: 356 }],
      ['某论坛', {}],
    ])
    expect(read).toMatchObject({ problems: [], authors: ['作者'], others: ['序号', '备注'] })
    expect(JSON.stringify(read.rows)).not.toContain('路人')
  })

  it('names what it cannot read by the cell, and takes the rest of the row where it can', () => {
    const read = taken(
      table([
        ['标题', '链接', '发布时间', '阅读'],
        ['一处积水', 'weibo', '', ''],
        ['二处积水', 'http://10.0.0.8/x', '', ''],
        ['短', '', '', ''],
        ['三处积水', A, '上回', '很多'],
        ['四处积水', B, '2027-01-01', '1'],
        ['又是三处', `${A}?refer_flag=1`, '', ''],
        ['五处积水', 'https://news.example/5', '1999-12-31', ''],
        ['没有链接但文字足够长的一条帖文', '', '', ''],
      ]),
    )
    expect(read.rows.map(({ row }) => row)).toEqual([5, 6, 8, 9])
    expect(read.problems.map(({ cell, why, taken: is }) => [cell, why, is])).toEqual([
      ['B2', 'malformed', false],
      ['B3', 'private-address', false],
      ['B4', 'no-link', false],
      ['C5', 'bad-time', true],
      ['D5', 'bad-figure', true],
      ['C6', 'time-ahead', true],
      ['C8', 'time-too-early', true],
      ['B7', 'repeated', true],
    ])
  })

  it('without headings, without rows and with too many is not taken', () => {
    expect(
      table([
        ['一', '二'],
        ['三', A],
      ]),
    ).toEqual({ ok: false, why: 'no-columns', headings: ['一', '二'] })
    expect(
      table([
        ['标题', '链接'],
        ['', ''],
      ]),
    ).toEqual({ ok: false, why: 'no-rows' })
    const many = Array.from({ length: 1_001 }, (_, n) => [`第${n}处`, `https://news.example/${n}`])
    expect(table([['标题', '链接'], ...many])).toEqual({ ok: false, why: 'too-many-rows', rows: 1_001 })
    expect(taken(table([['标题', '链接'], ...many.slice(1)])).rows).toHaveLength(1_000)
  })
})

describe('a list that is pasted', () => {
  const WANTED = [
    [1, '幼儿园门口积水', A, AT],
    [2, '停电三小时无人管', B, AT],
  ]
  const below = (rows: unknown[][]) => rows.map(([row, ...rest]) => [Number(row) + 1, ...rest])

  it.each([
    ['tabs', `幼儿园门口积水\t${A}\t2026-10-09 09:20\n停电三小时无人管\t${B}\t2026/10/9 9:20`],
    ['tabs, time first', `10-09 09:20\t幼儿园门口积水\t${A}\n10-09 09:20\t停电三小时无人管\t${B}`],
    ['commas', `幼儿园门口积水,${A},2026-10-09 09:20\n停电三小时无人管,${B},2026-10-09 09:20`],
    ['blanks', `幼儿园门口积水 ${A} 2026-10-09 09:20\n停电三小时无人管 ${B} 10月9日 09:20`],
    ['numbers before', `1. 幼儿园门口积水 ${A} 10-09 09:20\n2、停电三小时无人管 ${B} 10-09 09:20`],
  ])('with %s and without headings', (_name, text) => {
    expect(rowsOf(text)).toEqual(WANTED)
  })

  it.each([
    ['tabs', `标题\t链接\t时间\n幼儿园门口积水\t${A}\t2026-10-09 09:20\n停电三小时无人管\t${B}\t2026-10-09 09:20`],
    ['commas', `时间,标题,链接\n2026-10-09 09:20,幼儿园门口积水,${A}\n2026-10-09 09:20,"停电三小时无人管",${B}`],
  ])('with %s and headings', (_name, text) => {
    expect(rowsOf(text)).toEqual(below(WANTED))
  })

  it('with headings drops whoever posted, and says where the cells are not as many', () => {
    const read = taken(listed(`标题\t作者\t链接\n幼儿园门口积水\t路人甲\t${A}\n停电\t三小时\t路人乙\t${B}`))
    expect(read.rows.map(brief)).toEqual([[2, '幼儿园门口积水', A, null]])
    expect(read.problems).toEqual([{ cell: '3', why: 'cells', text: '', taken: false }])
    expect(read.authors).toEqual(['作者'])
  })

  it.each([
    ['links without words', `${A}\n${B}`],
    ['labels', `微博：${A}\n知乎：${B}`],
    ['one title for all', `幼儿园门口积水\n${A}\n${B}`],
    ['several links in a line', `幼儿园积水 ${A} ${B}\n停电 https://news.example/a`],
    ['a word that they are one', `以下为同一事项：\n幼儿园积水 ${A}\n家长群热议 ${B}`],
    ['the same title', `幼儿园积水 ${A}\n幼儿园积水 ${B}`],
    ['one link', `幼儿园积水\n${A}`],
    ['talk between', `幼儿园积水 ${A}\n请尽快处理\n停电 ${B}`],
  ])('is none: %s', (_name, text) => {
    expect(listed(text)).toBeNull()
  })

  it('may have a line above it that says what it is', () => {
    expect(rowsOf(`今日舆情：\n幼儿园积水 ${A}\n停电 ${B}`).map(([row, title]) => [row, title])).toEqual([
      [2, '幼儿园积水'],
      [3, '停电'],
    ])
  })
})

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
