// Which column of a table is what, by the names that monitoring products and people give them, in both languages.
import { toHalfWidth, toSimplified } from '../../text/text.ts'

export const COLUMNS = ['title', 'url', 'published', 'platform', 'text', 'reads', 'comments'] as const
export type Column = (typeof COLUMNS)[number]

/** The likeliest first: where a table has two of them (a summary and the whole text), the one that stands first here counts. */
const NAMES: Record<Column, readonly string[]> = {
  title: ['标题', '文章标题', '新闻标题', '帖文标题', '信息标题', '舆情标题', '主题', '题目', '题名', 'title', 'headline', 'subject'],
  url: [
    '链接', '原文链接', '网址', '原文网址', '原文地址', '链接地址', '文章链接', '信息链接', '帖文链接', '原帖链接', '原始链接', '地址', '原链接',
    'url', 'link', 'links', 'href', 'source url', 'article url', 'original link', 'permalink', 'address',
  ],
  published: [
    '发布时间', '发表时间', '发文时间', '发帖时间', '发布日期', '发表日期', '原文发布时间', '时间', '日期',
    'published', 'published at', 'publish time', 'publication time', 'publication date', 'publish date', 'date published', 'post time', 'posted at',
    'time', 'date', 'datetime', 'timestamp',
  ],
  platform: [
    '平台', '发布平台', '来源平台', '媒体', '媒体名称', '来源媒体', '站点', '网站', '网站名称', '站点名称', '渠道', '来源', '来源网站', '媒体类型',
    'platform', 'media', 'outlet', 'site', 'website', 'site name', 'channel', 'source', 'source name',
  ],
  text: [
    '正文', '内容', '全文', '文章内容', '原文内容', '帖文内容', '正文内容', '摘要', '内容摘要', '文章摘要', '概要', '简介',
    'text', 'content', 'body', 'full text', 'summary', 'abstract', 'excerpt', 'snippet',
  ],
  reads: ['阅读', '阅读数', '阅读量', '浏览', '浏览数', '浏览量', '播放', '播放数', '播放量', '点击量', '点击数', 'reads', 'views', 'read count', 'view count', 'plays'],
  comments: ['评论', '评论数', '评论量', '回复数', '跟帖数', 'comments', 'comment count', 'replies'],
} // biome-ignore format: a table

/** Whoever posted is no business of ours: such a column is dropped at the door, whatever it holds. */
const AUTHORS =
  /^(?:作者|发布者|发布人|发帖人|发文者|博主|昵称|用户|账号|帐号|发布账号|粉丝|性别|地域|所在地|ip|ip属地|属地|认证|电话|手机|uid|author|poster|user|username|nickname|account|screen ?name|handle|by|followers|gender|phone|location)/u

const BY_NAME = new Map(
  COLUMNS.flatMap((column) => NAMES[column].map((name, rank) => [name, { column, rank }] as const)),
)

/** What a heading names; null where that is not known. Marks, blanks, units and what stands in brackets make no difference. */
export function columnCalled(heading: string): { column: Column; rank: number } | null {
  return BY_NAME.get(folded(heading)) ?? null
}

export const isAuthor = (heading: string): boolean => columnCalled(heading) === null && AUTHORS.test(folded(heading))

const folded = (heading: string): string =>
  toSimplified(toHalfWidth(heading))
    .toLowerCase()
    .replace(/[（(【[].*$/u, '')
    .replace(/[_\-.]+/gu, ' ')
    .replace(/[\s:：*＊]+/gu, ' ')
    .replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '')
    .trim()

export interface Header {
  /** Where each column stands, from 0 on. */
  places: Partial<Record<Column, number>>
  /** Headings that are not taken over: `authors` never, `others` because nobody knows what they are. */
  authors: string[]
  others: string[]
}

/** What a line of headings says; null where it is none: two of its cells at least must be columns, one of them a post's. */
export function headerIn(cells: readonly string[]): Header | null {
  const best: Partial<Record<Column, { place: number; rank: number }>> = {}
  const [authors, others]: [string[], string[]] = [[], []]
  for (const [place, cell] of cells.entries()) {
    if (cell.trim() === '') continue
    const named = columnCalled(cell)
    if (named === null) (isAuthor(cell) ? authors : others).push(cell.trim())
    else if ((best[named.column]?.rank ?? Number.POSITIVE_INFINITY) > named.rank)
      best[named.column] = { place, rank: named.rank }
  }
  const found = COLUMNS.flatMap((column) => {
    const at = best[column]
    return at === undefined ? [] : [[column, at.place] as const]
  })
  const known = found.length + authors.length
  if (known < 2 || !found.some(([column]) => column === 'url' || column === 'title' || column === 'text')) return null
  return { places: Object.fromEntries(found), authors, others }
}

/** `A`, `B`, … `AA`: as a spreadsheet calls the column at a place from 0 on. */
export function letterOf(place: number): string {
  const rest = Math.floor(place / 26)
  return (rest === 0 ? '' : letterOf(rest - 1)) + String.fromCharCode(65 + (place % 26))
}
