// Tables and lists of posts: what each row says, what is named by its cell, and what is no list at all.
import { describe, expect, it } from 'vitest'
import { cellOf, type Sheet } from '../../../src/domain/post/tables/cells.ts'
import { columnCalled, headerIn, isAuthor, letterOf } from '../../../src/domain/post/tables/columns.ts'
import { listIn } from '../../../src/domain/post/tables/lists.ts'
import { type PostRow, readTable, type TableRead } from '../../../src/domain/post/tables/rows.ts'
import { facts, NOON } from '../../support/sample.ts'

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

  it.each([
    ['2026-10-09T09:20:00+08:00', AT],
    ['2026年10月9日 9时20分', AT],
    ['20261009 09:20', AT],
    ['20261009092000', AT],
    ['1791508800', '2026-10-09T01:20:00.000Z'],
    ['1791508800000', '2026-10-09T01:20:00.000Z'],
    ['20261009', '2026-10-08T16:00:00.000Z'],
    ['46304.3888888889', AT],
  ])('knows %s for the time that it is', (text, at) => {
    const read = taken(
      table([
        ['标题', '链接', '时间'],
        ['积水', A, text],
      ]),
    )
    expect(read.rows[0]?.publishedAt).toBe(at)
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

  it('names the lines whose link is none, and counts the same post once', () => {
    const read = taken(listed(`幼儿园积水 ${A}\n内网 http://10.0.0.8/x\n幼儿园又积水 ${A}\n停电 ${B}`))
    expect(read.rows.map(({ row }) => row)).toEqual([1, 4])
    expect(read.problems.map(({ cell, why, text, taken: is }) => [cell, why, text, is])).toEqual([
      ['2', 'private-address', 'http://10.0.0.8/x', false],
      ['3', 'repeated', '1', true],
    ])
  })

  it('of too many lines is not taken', () => {
    const lines = Array.from({ length: 1_001 }, (_, n) => `第${n}处积水 https://news.example/${n}`)
    expect(listed(lines.join('\n'))).toEqual({ ok: false, why: 'too-many-rows', rows: 1_001 })
  })

  it('may have a line above it that says what it is', () => {
    expect(rowsOf(`今日舆情：\n幼儿园积水 ${A}\n停电 ${B}`).map(([row, title]) => [row, title])).toEqual([
      [2, '幼儿园积水'],
      [3, '停电'],
    ])
  })
})
