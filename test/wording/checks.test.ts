// What is said of findings: the place and what would be right, one line a kind, in both languages; and the button of a draft that stands.
import { describe, expect, it } from 'vitest'
import { checked as checkedInEnglish, against as inEnglish } from '../../src/wording/en/checks.ts'
import { wordingOf } from '../../src/wording/index.ts'
import { against, checked } from '../../src/wording/zh-CN/checks.ts'
import { claims, EVERY, findings, formulas } from './sample-findings.ts'
import { notices } from './samples.ts'

const zh = wordingOf('zh-CN', 'Asia/Shanghai')
const en = wordingOf('en', 'Asia/Shanghai')

it('lists findings and claims beneath the draft', () => {
  const examined = { findings, claims, note: '第2项另复', passed: [{ by: '林峰', reason: '先予回应' }] }
  expect(checked(examined)).toEqual([
    '送审说明：第2项另复',
    '林峰已准予放行，理由：先予回应',
    '核对提示：',
    '“截止”（第5字）似应为“截至”',
    '“11月29日（星期一”（第21字）日期与星期不符，该日是星期日',
    '未写明办公电话，便于群众联系',
    '来帖诉求（按字词对照，仅供参考）：',
    '√ 1. 积水何时排干',
    '□ 2. 谁来赔偿损失（未见回应）',
  ])
  expect(checkedInEnglish(examined)).toEqual([
    'Note to the approver: 第2项另复',
    '林峰 has let it pass: 先予回应',
    'To consider:',
    '“截止” (character 5): probably “截至”',
    '“11月29日（星期一” (character 21): that day is a Sunday',
    'no office phone to call',
    'What the post asks (compared by words; please judge for yourself):',
    '√ 1. 积水何时排干',
    '□ 2. 谁来赔偿损失 (no answer found)',
  ])
})

it('says nothing where nothing was found', () => {
  expect(checked({})).toEqual([])
})

it('gathers a kind in one line and never hides how many there are', () => {
  const many = Array.from({ length: 9 }, (_, index) => ({ ...formulas[0]!, offset: index * 10 }))
  const [, line, ...others] = checked({ findings: many })
  expect(others).toEqual([])
  expect(line).toContain('〔须改〕套话“高度重视”（第1字）、')
  expect(line).toContain('另有5处')
  expect(checked({ findings: Object.values(EVERY) }).at(-1)).toMatch(/^另有\d+处，未逐一列出$/)
})

describe.each(Object.entries(EVERY))('%s', (_why, finding) => {
  it('has words in both languages, with what would be right', () => {
    for (const said of [against([finding], claims), inEnglish([finding], claims)]) {
      expect(said).not.toMatch(/undefined|null|NaN/)
      expect(said.length).toBeGreaterThan(8)
      if (finding.right !== undefined && finding.why !== 'wrong-weekday') expect(said).toContain(finding.right)
    }
  })
})

it('asks for the reason on the button, where a tap alone would be refused', () => {
  const standing = { ...notices['draft-for-approval'], findings: formulas, standing: true as const }
  expect(zh.notice(standing).buttons[0]).toMatchObject({
    label: '准予并审核通过',
    inputs: [{ name: 'reason', required: true }],
    typed: { command: '/审定', rest: '准予：〈理由〉' },
  })
  expect(en.notice(standing).buttons[0]).toMatchObject({
    inputs: [{ name: 'reason' }],
    typed: { rest: 'allow: <reason>' },
  })
  expect(zh.notice(notices['draft-for-approval']).buttons[0]?.inputs).toEqual([])
})
