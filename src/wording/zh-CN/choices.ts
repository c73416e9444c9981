// Choices and buttons with Chinese words.
import type { CardFacts } from '../../domain/case/card-facts.ts'
import type { PersonsCommandType } from '../../domain/commands/command.ts'
import type { Subject } from '../../domain/notice/notice.ts'
import { type ButtonWords, buttonsOf, type Choices } from '../buttons.ts'
import type { Button, Card } from '../card.ts'
import { aboutCase, type Body, markOf } from '../frame.ts'
import { names } from './names.ts'

const buttonWords: ButtonWords = {
  typed: names.typed,
  privately: '点对点',
  blank: (label) => `〈${label}〉`,
  label: {
    assign: '分办',
    claim: '签收',
    unclaim: '取消签收',
    level: '调整等级',
    note: '备注',
    progress: '登记进展',
    respond: '登记首次回应',
    commit: '承诺答复日期',
    draft: '拟稿送审',
    approve: '审定',
    'send-back': '退改',
    publish: '登记发布链接',
    'publish-private': '登记点对点答复',
    close: '办结',
    dismiss: '不办',
    reopen: '重办',
    drop: '移除帖文',
  },
  input: {
    assign: { department: '责任单位' },
    claim: {},
    unclaim: {},
    level: { level: '等级', reason: '调整理由' },
    note: { text: '备注内容' },
    progress: { text: '进展情况' },
    respond: { text: '回应内容或链接' },
    commit: { date: '答复日期（如 10月15日）', text: '情况说明' },
    draft: { text: '答复稿全文' },
    approve: {},
    'send-back': { reason: '退改意见' },
    publish: { url: '答复链接' },
    'publish-private': { private: '答复的时间、方式和凭证' },
    close: { reason: '办结说明' },
    dismiss: { reason: '不办理由' },
    reopen: { reason: '重办理由' },
    drop: { posts: '不属于本案的帖文' },
  },
}

export const card = (subject: Subject, body: Body): Card => aboutCase(subject, subject.levelName.zh, '查看原帖', body)

export const buttons = (commands: PersonsCommandType[], choices?: Choices): Button[] =>
  buttonsOf(buttonWords, commands, choices)

export const choicesOf = ({ departments, levels }: CardFacts): Choices => ({
  departments: departments.map(({ key, name }) => ({ value: key, label: name })),
  levels: levels.map(({ number, zh }) => ({ value: String(number), label: `${markOf(number)} ${number} ${zh}` })),
})

export const list = (items: string[]): string => items.join('、')

/** 甲、乙或丙 */
export const either = (items: string[]): string =>
  items.length < 2 ? items.join('') : `${list(items.slice(0, -1))}或${items.at(-1)}`
