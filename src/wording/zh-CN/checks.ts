// What the checks of a statement found, in Chinese: the place, what would be right; the public's claims with ticks.
import type { Finding, PostClaim, Why } from '../../domain/checks/index.ts'
import type { DraftExamined } from '../../domain/commands/answering/draft-notices.ts'
import type { Button } from '../card/card.ts'
import { claimLinesOf, type FindingWords, findingLines, inOneSentence } from '../findings.ts'

/** Beneath a draft that is to be decided on. */
export function checked({ findings = [], claims = [], note, passed = [] }: Partial<DraftExamined>): string[] {
  return [
    ...(note === undefined ? [] : [`送审说明：${note}`]),
    ...passed.map(({ by, reason }) => `${by}已准予放行，理由：${reason}`),
    ...headed(letPass(findings)),
    ...claimLines(claims),
  ]
}

const headed = (lines: string[]): string[] => (lines.length === 0 ? [] : ['核对提示：', ...lines])

export const letPass = (findings: Finding[]): string[] => findingLines(findings, words)

export const claimLines = (claims: PostClaim[]): string[] =>
  claimLinesOf(claims, '来帖诉求（按字词对照，仅供参考）：', { note: '（送审说明已述）', null: '（未见回应）' })

/** What a refusal says of it. */
export const against = (findings: Finding[], claims: PostClaim[]): string => inOneSentence(findings, claims, words)

/** A tap alone would be refused while something stands against the draft: the button asks for the reason. */
export const standingButton = (button: Button, { standing }: Partial<DraftExamined>): Button =>
  standing && /^approve(?::|$)/.test(button.action)
    ? {
        ...button,
        label: `准予并${button.label}`,
        inputs: [{ kind: 'text', name: 'reason', label: '准予的理由', lines: 2, required: true }],
        typed: button.typed && { ...button.typed, rest: `${button.typed.rest} 准予：〈理由〉`.trimStart() },
      }
    : button

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日']

const SAID: Record<Why, (where: string, right: string) => string> = {
  formula: (where) => `套话${where}，全文未见时间、措施、核查结果、数字或承办单位，请写明事实`,
  unanswered: (where) => `来帖诉求未见回应${where}`,
  phone: (where) => `手机号码${where}，请删去`,
  'id-card': (where) => `身份证号码${where}，请删去`,
  'bank-card': (where) => `银行卡号${where}，请删去`,
  email: (where) => `电子邮箱${where}，请删去`,
  'no-such-date': (where) => `${where}没有这一天，请核对日期`,
  'wrong-weekday': (where, right) => `${where}日期与星期不符，该日是星期${WEEKDAYS[Number(right) - 1]}`,
  'before-case': (where, right) => `${where}所承诺的日期早于事发或发现之日（${right}），请核对`,
  'promise-past': (where, right) => `${where}所承诺的日期已过（今天是${right}），请核对`,
  'beyond-cap': (where, right) => `${where}所承诺的日期超出预案上限，最迟${right}`,
  'no-unit': (_where, right) => `未写明答复单位${right === '' ? '' : `（${right}）`}`,
  'no-phone': () => '未写明办公电话，便于群众联系',
  cause: (where) => `原因表述${where}，未写明由何单位、于何时查明，请补充或删去`,
  judgement: (where) => `定性用语${where}，未写明由何单位、于何时认定，请补充或删去`,
  confusion: (where, right) => `${where}似应为“${right}”`,
  doubled: (where, right) => `${where}重复，似应为“${right}”`,
  punctuation: (where, right) => `标点${where}应为“${right}”`,
  'not-closed': (where, right) => `${where}没有与之配对的“${right}”`,
  'not-opened': (where, right) => `${where}前面没有与之配对的“${right}”`,
  reproach: (where) => `用语${where}有指责来帖人之嫌，请改写`,
}

const words: FindingWords = {
  said: SAID,
  quoted: (excerpt, at) => `“${excerpt}”（第${at}字）`,
  between: '、',
  refused: (line) => `〔须改〕${line}`,
  more: (count) => `另有${count}处，未逐一列出`,
  sentences: (lines) => `${lines.join('；')}。`,
  claim: (text) => `：“${text}”`,
}
