// A draft meets the checks: what is refused, who may insist, who may let it pass, what each is told, what goes on record.
import { describe, expect, it } from 'vitest'
import type { Decision } from '../../../src/domain/decide/index.ts'
import { readCommand } from '../../../src/domain/input/command-text.ts'
import { type Envelope, type NoticeKind, noticesFor } from '../../../src/domain/notice/index.ts'
import type { NoticeOf } from '../../../src/domain/notice/notice.ts'
import { Given, refusalOf } from '../../support/given.ts'
import { facts, POLICY } from '../../support/sample.ts'

const EMPTY = '我们高度重视，正在处理，请耐心等待。'
const INSISTING = `仍报：专家明日到场\n${EMPTY}`
const handling = (level = 2) =>
  Given.opened()
    .when('zhou', { type: 'level', level: String(level), reason: '' })
    .when('zhou', { type: 'assign', department: '城管局', co: [] })
    .when('chen', { type: 'claim' })
const drafted = (text: string, from = handling()) => from.when('chen', { type: 'draft', text })

function told(given: Given, decision: Decision, by: string): Envelope[] {
  if (!decision.ok) throw new Error('it was refused')
  return noticesFor({ before: given.state, after: decision.after, facts: facts(by, given.now) }, decision.events)
}

const noticed = <K extends NoticeKind>(envelopes: Envelope[], kind: K) =>
  envelopes.flatMap(({ notice }) => (notice.kind === kind ? [notice as unknown as NoticeOf<K>] : []))

describe('a formula without a fact', () => {
  it('comes back with its places, and the case stays in hand', () => {
    const refusal = refusalOf(handling().try('chen', { type: 'draft', text: EMPTY }))
    expect(refusal).toMatchObject({
      reason: 'draft-findings',
      findings: [{ excerpt: '高度重视', offset: 2 }, { excerpt: '正在处理' }, { excerpt: '请耐心等待' }],
    })
  })

  it('goes on where the drafter insists, without the words to the approver', () => {
    const { data } = drafted(INSISTING).find('drafted')
    expect(data).toMatchObject({ text: EMPTY, note: '专家明日到场' })
    expect(data.findings?.filter(({ severity }) => severity === 'refuse')).toHaveLength(3)
    // Plain fields quote nothing.
    expect(JSON.stringify(data.findings)).not.toContain('高度重视')
  })

  it.each([
    ['仍报：\n高度重视', 'reason'],
    ['仍报：领导同意', 'text'],
    ['  ', 'text'],
  ])('asks for what is missing behind %j', (text, what) => {
    expect(refusalOf(handling().try('chen', { type: 'draft', text }))).toMatchObject({ reason: 'missing', what })
  })

  it('is not let pass by a tap, and is by a reason, which is recorded', () => {
    const reviewing = drafted(INSISTING)
    expect(refusalOf(reviewing.try('lin', { type: 'approve' })).reason).toBe('findings-stand')
    expect(refusalOf(reviewing.try('lin', { type: 'approve', reason: '' })).reason).toBe('findings-stand')
    const approved = reviewing.when('lin', { type: 'approve', reason: '先予回应' })
    expect(approved.find('approved').data).toEqual({ draft: 1, role: 'head', reason: '先予回应' })
    expect(approved.state.status).toBe('approved')
    expect(approved.state.requests[0]?.approvals).toMatchObject([{ by: 'lin', reason: '先予回应' }])
  })

  it('is never let pass by who drafted it', () => {
    const refusal = refusalOf(drafted(INSISTING).try('chen', { type: 'approve', reason: '先予回应' }))
    expect(refusal.reason).toMatch(/own-draft|not-your-turn/)
  })

  it('once let pass is seen with its reason by the approvers after that, who need none', () => {
    const reviewing = drafted(INSISTING, handling(1))
    const decision = reviewing.try('lin', { type: 'approve', reason: '先予回应' })
    const [notice] = noticed(told(reviewing, decision, 'lin'), 'draft-for-approval')
    expect(notice).toMatchObject({ turn: 2, passed: [{ by: '林峰', reason: '先予回应' }], note: '专家明日到场' })
    expect(notice).not.toHaveProperty('standing')
    const last = reviewing.when('lin', { type: 'approve', reason: '先予回应' }).when('xu', { type: 'approve' })
    expect(last.state.status).toBe('approved')
  })

  it('is approved by a tap where the policy only warns of it', () => {
    const policy = { ...POLICY, checks: { ...POLICY.checks, formula: 'warn' as const } }
    const warned = drafted(EMPTY, handling().with({ policy }))
    expect(warned.when('lin', { type: 'approve' }).state.status).toBe('approved')
  })
})

it('refuses personal data though the drafter insists', () => {
  const text = '仍报：本人同意\n已清理3处，联系13812345678。'
  expect(refusalOf(handling().try('chen', { type: 'draft', text }))).toEqual({
    reason: 'personal-data',
    kinds: ['phone'],
    places: [{ kind: 'phone', offset: 8, length: 11 }],
    command: 'draft',
  })
})

describe('what is told', () => {
  const posted = ['积水何时排干？谁来赔偿损失？']

  it('gives the approver the findings, the claims with ticks, and the note', () => {
    const given = handling().with({ posted })
    const text = '送审说明：第2项由街道答复\n城管局11月28日已排干积水，截止目前无新增。'
    const decision = given.try('chen', { type: 'draft', text })
    const [notice] = noticed(told(given, decision, 'chen'), 'draft-for-approval')
    expect(notice?.claims).toEqual([
      { text: '积水何时排干', kind: 'question', met: 'words' },
      { text: '谁来赔偿损失', kind: 'question', met: 'note' },
    ])
    expect(notice?.findings?.map(({ why }) => why)).toEqual(['confusion', 'no-phone'])
    expect(notice?.note).toBe('第2项由街道答复')
    expect(notice?.text).toBe('城管局11月28日已排干积水，截止目前无新增。')
  })

  it('tells the drafter once where the approver reads elsewhere, and not where all is well', () => {
    const policy = { ...POLICY, levels: POLICY.levels.map((level) => ({ ...level, approvers: ['office' as const] })) }
    const given = handling().with({ policy, posted: [] })
    const decision = given.try('chen', { type: 'draft', text: '已清理3处，截止目前无新增。' })
    const [notice, ...others] = noticed(told(given, decision, 'chen'), 'draft-checked')
    expect(others).toEqual([])
    expect(notice).toMatchObject({ draft: 1 })
    const well = given.try('chen', { type: 'draft', text: '城管局已清理3处，电话0571-88881234。' })
    expect(noticed(told(given, well, 'chen'), 'draft-checked')).toEqual([])
  })
})

it.each([
  ['/审定', undefined],
  ['/审定 准予：先予回应', '先予回应'],
  ['/審定 準予 先予回應', '先予回應'],
  ['/approve allow: a first word', 'a first word'],
  ['/审定 准予', undefined],
  ['/审定 准予：〈理由〉', undefined],
  ['/审定 #5 准予：先予回应', '先予回应'],
])('reads %s', (typed, reason) => {
  const command = { type: 'approve', ...(reason === undefined ? {} : { reason }) }
  expect(readCommand(typed)).toMatchObject({ kind: 'command', command })
})

it.each([
  ['/审定 首次回应 准予：先予回应', 'first-response', '先予回应'],
  ['/审定 #5 阶段通报2 准予：先予回应', 'interim-2', '先予回应'],
  ['/approve commitment allow: a first word', 'commitment', 'a first word'],
])('reads which statement and why it may pass: %s', (typed, statement, reason) => {
  expect(readCommand(typed)).toMatchObject({ kind: 'command', command: { type: 'approve', statement, reason } })
})

it.each(['/审定 不同意', '/审定 首次回应 不同意', '/审定 准予 5', '/审定 不准予：理由'])(
  'does not take %s for an approval',
  (typed) => {
    expect(readCommand(typed)).toMatchObject({ kind: 'refused', refusal: { reason: 'left-over', command: 'approve' } })
  },
)

it('approves several cases at once, and gives a reason for one alone', () => {
  expect(readCommand('/审定 #5 #6')).toMatchObject({ kind: 'each', cases: [5, 6], command: { type: 'approve' } })
  expect(readCommand('/审定 #5 #6 准予：理由')).toMatchObject({ kind: 'refused', refusal: { reason: 'one-case' } })
})
