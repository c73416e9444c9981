// First responses, interim statements and commitments are examined as drafts of the reply are.
import { describe, expect, it } from 'vitest'
import type { PersonsCommand } from '../../../src/domain/capability/command.ts'
import { noticesFor } from '../../../src/domain/notice/index.ts'
import type { NoticeOf } from '../../../src/domain/notice/notice.ts'
import { wordingOf } from '../../../src/wording/index.ts'
import { Given, refusalOf } from '../../support/given.ts'
import { facts, POLICY } from '../../support/sample.ts'

const EMPTY = '我们高度重视，正在处理，请耐心等待。'
const handling = () =>
  Given.opened().when('zhou', { type: 'assign', department: '城管', co: [] }).when('chen', { type: 'claim' })

const KINDS: [name: string, id: string, of: (text: string) => PersonsCommand, typed: string][] = [
  ['a first response', 'first-response-1', (text) => ({ type: 'respond', text }), '/回应'],
  ['an interim statement', 'interim-1', (text) => ({ type: 'interim', text }), '/通报'],
  ['a commitment', 'commitment-1', (text) => ({ type: 'commit', date: '2wd', text }), '/承诺'],
]
const zh = wordingOf('zh-CN', 'Asia/Shanghai')

describe.each(KINDS)('%s', (_name, id, of, typed) => {
  it('of formulas comes back, and the sentence names its own command', () => {
    const refusal = refusalOf(handling().try('chen', of(EMPTY)))
    expect(refusal).toMatchObject({ reason: 'draft-findings', findings: [{ excerpt: '高度重视', offset: 2 }, {}, {}] })
    expect(zh.refusal(refusal)).toContain(`请修改后重新发送 ${typed}；`)
  })

  it('with personal data comes back though its writer insists', () => {
    const text = '仍报：本人同意\n已清理3处，联系13812345678。'
    const refusal = refusalOf(handling().try('chen', of(text)))
    expect(refusal).toMatchObject({ reason: 'personal-data', kinds: ['phone'] })
    expect(zh.refusal(refusal)).toContain(typed)
  })

  it('without the reason for insisting is asked for it', () => {
    const refusal = refusalOf(handling().try('chen', of('仍报：\n高度重视')))
    expect(refusal).toMatchObject({ reason: 'missing', what: 'reason' })
  })

  it('that its writer insists on is let pass with a reason alone, which is recorded', () => {
    const given = handling().when('chen', of(`仍报：专家明日到场\n${EMPTY}`))
    expect(given.find('statement-drafted').data).toMatchObject({ text: EMPTY, note: '专家明日到场' })
    expect(given.state.requests[0]).toMatchObject({ id, wanted: { text: EMPTY, note: '专家明日到场' } })
    const refusal = refusalOf(given.try('lin', { type: 'approve' }))
    expect(refusal.reason).toBe('findings-stand')
    const approved = given.when('lin', { type: 'approve', reason: '先予说明' })
    expect(approved.find('statement-approved').data).toMatchObject({ statement: id, role: 'head', reason: '先予说明' })
    expect(approved.state.requests[0]?.approvals).toMatchObject([{ by: 'lin', reason: '先予说明' }])
  })

  it('goes to its approver with what was found, what the post asks, and a button that asks for the reason', () => {
    const given = handling().with({ posted: ['积水何时排干？谁来赔偿损失？'] })
    const decision = given.try('chen', of(`仍报：第2项由街道答复\n${EMPTY}`))
    if (!decision.ok) throw new Error('it was refused')
    const around = { before: given.state, after: decision.after, facts: facts('chen', given.now) }
    const all = noticesFor(around, decision.events).map(({ notice }) => notice)
    const asked = all.find(({ kind }) => kind === 'statement-for-approval') as NoticeOf<'statement-for-approval'>
    expect(asked.claims?.map(({ met }) => met)).toEqual([null, 'note'])
    expect(asked).toMatchObject({ note: '第2项由街道答复', standing: true })
    const card = zh.notice(asked)
    expect(JSON.stringify(card)).toContain('套话')
    expect(card.buttons[0]).toMatchObject({ action: `approve:${id}`, inputs: [{ name: 'reason', required: true }] })
  })
})

it('names which statement is meant where another waits', () => {
  const given = handling()
    .when('chen', { type: 'interim', text: '水泵已到位，今晚排干。' })
    .when('chen', { type: 'respond', text: `仍报：专家明日到场\n${EMPTY}` })
  const refusal = refusalOf(given.try('lin', { type: 'approve', statement: 'first-response' }))
  expect(zh.refusal(refusal)).toContain('/审定 首次回应 准予：理由')
})

it('holds a date in a commitment against the cap, counted from the discovery', () => {
  const policy = { ...POLICY, checks: { ...POLICY.checks, dates: 'refuse' as const } }
  const given = handling().with({ policy })
  const beyond = refusalOf(given.try('chen', { type: 'commit', date: '2wd', text: '将于12月31日前答复，城管局。' }))
  expect(beyond).toMatchObject({ reason: 'draft-findings', command: 'commit', findings: [{ why: 'beyond-cap' }] })
})
