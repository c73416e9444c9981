// Cards and buttons: what a case's card shows, which buttons a message carries, and what they ask for.
import { expect, it } from 'vitest'
import { type Card, plainText } from '../../src/wording/card/card.ts'
import { type SpokenNotice, wordingOf } from '../../src/wording/index.ts'
import { opened, reviewing } from './sample-cards.ts'
import { draftText, notices, on, reminder } from './samples.ts'

const zh = wordingOf('zh-CN', 'Asia/Shanghai')

const HEAD = '▲ 重大 #23 幼儿园门口积水无人处理'
const POST = '查看原帖：https://weibo.com/1234567890/Nabc'

const textOf = (card: Card): string => plainText(card)
const labels = (card: Card): string[] => card.buttons.map(({ label }) => label)

it('the card of a new case shows what is owed next and offers the likeliest first', () => {
  const card = zh.caseCard(opened)
  expect(textOf(card)).toBe(
    [
      HEAD,
      '状态：待分办',
      '责任单位：尚未分办',
      '来源：微博，10月9日 09:20（周五）登记，转报1次',
      '等级：重大（按预案阈值）',
      '其他时限：首次回应 10月9日 14:20',
      '最近动态：登记（李信），10月9日 09:20（周五）',
      POST,
      '下一时限：10月9日 09:50（周五）前，由王芳完成研判分办',
    ].join('\n'),
  )
  expect(labels(card)).toEqual(['分办', '调整等级', '备注'])
  expect(card.buttons[0]?.inputs[0]).toEqual({
    kind: 'choice',
    name: 'department',
    label: '责任单位',
    options: [
      { value: 'urban', label: '城管局' },
      { value: 'traffic', label: '交通局' },
    ],
    required: true,
  })
})

it('the source tells when the post was published, to the day where no more is known', () => {
  const en = wordingOf('en', 'Asia/Shanghai')
  const shown = (at: string, toDay: boolean) =>
    [zh, en].map((each) => each.caseCard({ ...opened, published: { at, toDay } }).fields[2]?.value)
  expect(shown('2026-10-08T23:05:00.000Z', false)).toEqual([
    '微博，发布时间：10月9日 07:05（周五），10月9日 09:20（周五）登记，转报1次',
    'Weibo, published 9 Oct 07:05 (Fri), opened 9 Oct 09:20 (Fri), 1 forward',
  ])
  expect(shown('2025-12-30T16:00:00.000Z', true)).toEqual([
    '微博，发布时间：2025年12月31日，10月9日 09:20（周五）登记，转报1次',
    'Weibo, published 31 Dec 2025, opened 9 Oct 09:20 (Fri), 1 forward',
  ])
})

it('a draft under review waits for its approver, though the reply is late', () => {
  const card = zh.caseCard(reviewing)
  expect(card.overdue).toBe(true)
  expect(card.lines).toEqual(['第2稿：', draftText])
  expect(card.fields[0]).toEqual({ label: '状态', value: '审核中（第1级，共2级；部门负责人林峰）' })
  expect(card.fields[4]).toEqual({ label: '其他时限', value: '正式答复 10月9日 15:20（已逾期）' })
  expect(card.next).toBe('下一时限：10月9日 17:20（周五）前，由林峰完成审核')
  expect(labels(card)).toEqual(['审定', '退改', '拟首次回应'])
  expect(card.more.map(({ label }) => label)).toEqual(['调整等级', '备注'])
})

it.each<[SpokenNotice, string[], string[]]>([
  [notices.assigned, ['claim'], []],
  [notices['draft-for-approval'], ['approve', 'send-back'], ['reason']],
  [notices['sent-back'], ['draft'], ['text']],
  [notices.approved, ['publish', 'publish'], ['url', 'how', 'when', 'handledBy', 'evidence', 'reaction']],
  [notices['level-suggested'], ['level'], ['level', 'reason']],
  [notices['already-known'], [], []],
  [{ ...reminder, clock: 'triage', todo: 'assign' }, ['assign'], ['department']],
  [{ ...reminder, clock: 'review', todo: 'approve' }, ['approve', 'send-back'], ['reason']],
])('$kind carries the button for the one thing to do', (notice, actions, inputs) => {
  const { buttons, more } = zh.notice(notice)
  expect(buttons.map(({ action }) => action)).toEqual(actions)
  expect(buttons.flatMap((button) => button.inputs.map(({ name }) => name))).toEqual(inputs)
  expect(more).toEqual([])
})

it('shows a draft whole only where it is decided on, and other long texts by their beginning', () => {
  const long = '积水已清理。'.repeat(200)
  const turn = reviewing.turn && { ...reviewing.turn, text: long }
  expect(zh.notice({ ...notices['draft-for-approval'], text: long }).lines).toContain(long)
  expect(zh.caseCard({ ...reviewing, turn }).lines).toContain(long)
  expect(zh.caseCard({ ...reviewing, turn, allowed: ['note'] }).lines[1]).toHaveLength(100)
  expect(zh.notice({ ...notices.noted, text: long }).lines[1]).toHaveLength(300)
})

it('marks levels so that they are told apart without colour', () => {
  const marks = [1, 2, 3, 4, 5].map((level) => zh.caseCard({ ...opened, subject: { ...opened.subject, level } }).level)
  expect(marks.map((each) => each?.mark)).toEqual(['▲▲', '▲', '◆', '●', '●'])
})

it('takes a title for data: one line, whatever it holds', () => {
  const title = '快看！\n**加粗** <b>x</b>'
  expect(zh.notice({ ...notices.noted, subject: { ...notices.noted.subject, title } }).title).toBe(
    '#23 快看！ **加粗** <b>x</b>',
  )
})

it('says the year where it is another, and never 今天 on a card that may be read tomorrow', () => {
  const facts = { ...opened, clocks: [{ ...opened.clocks[0]!, dueAt: '2027-01-04T01:20:00.000Z' }] }
  expect(zh.caseCard(facts).next).toBe('下一时限：2027年1月4日 09:20（周一）前，由王芳完成研判分办')
  expect(textOf(zh.caseCard({ ...opened, overdue: true }))).not.toContain('今天')
  expect(zh.caseCard({ ...opened, clocks: [{ ...opened.clocks[0]!, state: 'overdue' }] }).next).toBe(
    '研判分办时限为10月9日 09:50（周五），已逾期，请王芳尽快办理',
  )
  expect(zh.notice({ ...reminder, at: on(9, '09:20') }).lines[0]).toContain('（明天，还剩1天）')
})
