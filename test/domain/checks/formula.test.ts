// Formulas without a fact are refused, in either script; with a fact, or in somebody else's words, they pass.
import { expect, it, test } from 'vitest'
import { DEFAULT_CHECKS, type Severity } from '../../../src/domain/policy/policy.ts'
import { excerpts, found } from '../../support/checking.ts'

test.each([
  '我们高度重视，正在处理，请耐心等待。',
  '高度重视',
  '正在积极协调处理中。',
  '您好，已转相关部门处理，请您耐心等候。',
  '已转交有关部门。',
  '接帖后我局立即部署，将进一步加强管理。',
  '感谢您的关注与支持，我们将尽快处理。',
  '问题已收悉，相关部门正在核实。',
  '我局将举一反三，切实加强日常巡查。',
  '給您帶來不便，敬請諒解。我們高度重視，正在處理，請耐心等待。',
  '已轉相關部門，將進一步加強監管。',
  'We attach great importance to this; it has been forwarded to the relevant department.',
  'We are working on it.',
  'We are looking into the matter, please be patient.',
])('is a formula and nothing else: %s', (text) => {
  const findings = found('formula', text)
  expect(findings.length).toBeGreaterThan(0)
  expect(findings.every(({ severity, why }) => severity === 'refuse' && why === 'formula')).toBe(true)
})

test.each([
  ['the signature', '我们高度重视，正在处理，请耐心等待。城管局 2026年11月29日'],
  ['the signature in lines', '您好！我们高度重视，正在处理。\n城管局\n联系电话：0571-88881234\n2026年11月29日'],
  ['the telephone', '高度重视，请耐心等待，联系电话：0571-88881234。'],
  ['the unit that takes it seriously', '城管局高度重视，正在处理，请耐心等待。'],
  ['what the post said, and when', '您11月25日反映的3处路灯不亮的问题，我们高度重视，正在处理。'],
  ['the date of the post before it', '2026年11月25日，您在网上反映的积水问题已收悉，我们高度重视。'],
  ['a year by itself', '高度重视，2026年将进一步加强管理。'],
  ['the first time', '我们第一时间响应，高度重视。'],
  ['a unit without a name', '已责成相关单位处理，请耐心等待。'],
  ['facts that are only quoted', '“已清理3处，11月27日完成”一帖我们高度重视，正在处理。'],
])('takes no fact from %s', (_what, text) => {
  expect(excerpts('formula', text).length).toBeGreaterThan(0)
})

test.each([
  ['a date', '我们高度重视，将于12月3日前完成管道更换。'],
  ['a date in figures', '正在处理，请等待，2026-12-03前答复。'],
  ['a measure', '我局高度重视，已清理淤泥，疏通管道。'],
  ['somebody who was sent', '高度重视，已派人员赶赴现场查看。'],
  ['a finding', '高度重视。经现场核查，积水系下水管堵塞，正在处理。'],
  ['a figure with what it counts', '我局高度重视，更换井盖12个。'],
  ['a figure in words', '高度重视，加派三台抽水车。'],
  ['a unit that has it in hand', '感谢您的关注，已转市水务局办理。'],
  ['a unit, in traditional characters', '我們高度重視，已轉交市水務局辦理。'],
  ['what was done, behind what the post said', '您反映的井盖问题我局高度重视，已于11月28日更换。'],
  ['a time of the day', '高度重视，今天上午已到现场。'],
])('lets a formula stand beside %s', (_what, text) => {
  expect(excerpts('formula', text)).toEqual([])
})

test.each([
  '您在帖中说“高度重视、正在处理”不能解决问题，我们接受批评。',
  '帖文称「高度重視，請耐心等待」，對此說明如下。',
  '网帖《请耐心等待》提到的路段不归本单位管理。',
  '对『将进一步加强』的说法，您不满意。',
  '对„正在处理“的说法，您不满意。',
  '对"正在处理"的说法，您不满意。',
])('passes over what is quoted: %s', (text) => {
  expect(excerpts('formula', text)).toEqual([])
})

it('is not taken in by quotation marks around everything', () => {
  expect(excerpts('formula', '“我们高度重视，请耐心等待。”')).toEqual(['高度重视', '请耐心等待'])
})

it('says where it stands in the text as given', () => {
  const text = '您好：\n我們高度重視此事，請耐心等待。'
  expect(found('formula', text)).toMatchObject([
    { offset: 6, length: 4, excerpt: '高度重視' },
    { offset: 13, length: 5, excerpt: '請耐心等待' },
  ])
})

it('weighs what the policy says', () => {
  const weighing = (formula: Severity) => found('formula', '高度重视', { checks: { ...DEFAULT_CHECKS, formula } })
  expect(weighing('warn')).toMatchObject([{ severity: 'warn' }])
  expect(weighing('off')).toEqual([])
})
