// Chinese words of many posts at once: what became of a list or a table, and why a table is not taken.

import type { RefusalOf } from '../../../domain/capability/refusal.ts'
import type { NoticeOf } from '../../../domain/notice/notice.ts'
import type { CellFault, CellProblem } from '../../../domain/post/tables/rows.ts'
import { MOST_ROWS } from '../../../domain/post/tables/rows.ts'
import { shorten } from '../../../domain/text/text.ts'
import { answerCard, type Card } from '../../card/card.ts'
import { list, quoted } from '../base.ts'

const FAULTS: Record<CellFault, (text: string) => string> = {
  'not-http': () => '链接须以 http:// 或 https:// 开头',
  malformed: (text) => `不是完整的链接${text === '' ? '' : `（${quoted(text)}）`}`,
  credentials: () => '链接中含有账号或密码',
  'private-address': () => '链接指向内部网络，公众无法访问',
  'cut-off': () => '链接末尾已被省略，请复制完整链接',
  'too-long': () => '内容过长，超出部分未计入',
  formula: () => '是公式且没有结果，请粘贴为数值后重发',
  'no-link': () => '没有链接，文字也不足8字',
  'bad-time': (text) => `时间无法识别（${quoted(text)}），请写成 2026-11-30 09:30`,
  'time-ahead': (text) => `时间晚于现在（${quoted(text)}）`,
  'time-too-early': (text) => `时间早于2000年（${quoted(text)}）`,
  'bad-figure': (text) => `不是数字（${quoted(text)}）`,
  repeated: (text) => `与第${text}行是同一帖文，只计一次`,
  cells: () => '列数与表头不符，请从表格中直接复制，或以制表符分隔',
  refused: (text) => `转报人已不在组织名单中，未登记（${quoted(text)}）`,
  failed: (text) => `登记时出错，请单独转报（${quoted(text)}）`,
}

/** `C5`, `第5行` */
export const cellProblem = ({ cell, why, text, taken }: CellProblem): string =>
  `${/^\d/u.test(cell) ? `第${cell}行` : cell}：${FAULTS[why](text)}${taken && LEFT_OUT.has(why) ? '，此项未采用' : ''}`

const LEFT_OUT = new Set<CellFault>(['formula', 'bad-time', 'time-ahead', 'time-too-early', 'bad-figure'])

export function batchTaken(notice: NoticeOf<'batch-taken'>): Card {
  const { what, name, by, opened, joined, again, refused, problems, moreProblems, authors, others } = notice
  const called = what === 'list' ? '所发列表' : `表格${name === '' ? '' : `“${quoted(name)}”`}`
  const counts = [
    [opened.count, '新登记', '件'],
    [joined.count, '再次转报', '条'],
    [refused, '未登记', '行'],
    [again, '此前已计入', '行'],
  ] as const
  const counted = list(counts.flatMap(([count, done, unit]) => (count > 0 ? [`${done}${count}${unit}`] : [])))
  return answerCard(by === null ? `${called}：${counted}` : `${by}导入的${called}：${counted}`, {
    lines: [
      ...opened.cases.map(caseLine),
      ...(opened.count > opened.cases.length ? [`其余${opened.count - opened.cases.length}件见 /列表 新。`] : []),
      ...(joined.cases.length === 0
        ? []
        : [
            `此前已登记：${list(joined.cases.map(({ number }) => `#${number}`))}${joined.count > joined.cases.length ? '等' : ''}`,
          ]),
      ...problems.map(cellProblem),
      ...(moreProblems > 0 ? [`另有${moreProblems}处，未逐一列出。`] : []),
      ...(authors.length === 0 ? [] : [`发帖人信息不予接收：${list(authors.map(quoted))}。`]),
      ...(others.length === 0 ? [] : [`未采用的列：${list(others.map(quoted))}。`]),
    ],
    next: nextOf(notice),
  })
}

const caseLine = ({ number, title }: { number: number; title: string }): string => `#${number} ${shorten(title, 40)}`

function nextOf({ what, opened, refused }: NoticeOf<'batch-taken'>): string | null {
  if (refused > 0)
    return what === 'file' ? '未登记的请改正后重发整个表格，已登记的不会重复计入。' : '未登记的请改正后另发一条消息。'
  return opened.count > 0 ? '请值班员研判分办，例如：/分办 #编号 单位名称。' : null
}

export function badTable({ name, table }: RefusalOf<'bad-table'>): string {
  const called = name === '' ? '所发列表' : `表格“${quoted(name)}”`
  switch (table.why) {
    case 'no-columns':
      return `${called}未登记：没有找到“标题”“链接”等列${table.headings.length === 0 ? '' : `（第一行为：${list(table.headings.map(quoted))}）`}。请在首行写明列名，至少有“链接”或“标题”“正文”；属于某案材料的，请在回复该案的消息时发送。`
    case 'no-rows':
      return `${called}未登记：表头下面没有内容，请核对后重新发送。`
    case 'too-many-rows':
      return `${called}未登记：共${table.rows}行，一次最多${MOST_ROWS}行，请拆分后分次发送。`
    case 'damaged':
      return `${called}未登记：文件无法读取，可能已损坏或不是表格，请另存为 .xlsx 或 CSV（UTF-8 或 GBK）后重新发送。`
    case 'too-big':
      return `${called}未登记：内容过大，请删去图片和无关的列，或拆分后分次发送（每个至多5MB、${MOST_ROWS}行）。`
    case 'old-format':
      return `${called}未登记：是旧版格式或加了密码，请另存为不加密的 .xlsx 后重新发送；属于某案材料的，请在回复该案的消息时发送。`
  }
}
