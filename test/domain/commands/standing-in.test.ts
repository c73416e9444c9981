// Whoever stands in as approver is recorded, and shown, in the role in which they decide.
import { expect, it } from 'vitest'
import { DAY } from '../../../src/domain/calendar/instant.ts'
import { noticesFor } from '../../../src/domain/notice/index.ts'
import { plainText } from '../../../src/wording/card/card.ts'
import { wordingOf } from '../../../src/wording/index.ts'
import { Given } from '../../support/given.ts'
import { facts, opening, POLICY } from '../../support/sample.ts'

const TWO_TURNS = {
  ...POLICY,
  levels: POLICY.levels.map((level) => ({ ...level, approvers: ['head' as const, 'office' as const] })),
}

/** The head drafts: the supervising leader stands in for the head. */
const drafted = (more = {}) =>
  Given.opened(opening(), 'li', undefined, more)
    .when('zhou', { type: 'assign', department: 'urban', co: [] })
    .when('lin', { type: 'claim' })
    .when('lin', { type: 'draft', text: '积水已清理，预计10月10日完成复查。' })

const said = (before: Given, after: Given) => {
  const context = { before: before.state, after: after.state, facts: facts('zhao', after.now) }
  const wording = wordingOf('zh-CN', 'Asia/Shanghai')
  return noticesFor(context, after.events)
    .flatMap(({ notice }) =>
      notice.kind === 'approved' || notice.kind === 'sent-back' ? [wording.notice(notice)] : [],
    )
    .map(plainText)
    .join('\n')
}

it('an approval', () => {
  const before = drafted()
  const after = before.when('zhao', { type: 'approve' })
  expect(after.find('approved').data.role).toBe('supervisor')
  expect(said(before, after)).toContain('答复稿已由赵建国（分管领导）审定')
})

it('a draft sent back', () => {
  const before = drafted()
  const after = before.when('zhao', { type: 'send-back', reason: '请补充依据' })
  expect(after.find('sent-back').data.role).toBe('supervisor')
  expect(said(before, after)).toContain('赵建国（分管领导）退回第1稿')
})

it('a turn, which is not asked for again', () => {
  const first = drafted({ policy: TWO_TURNS }).when('zhao', { type: 'approve' })
  expect(first.find('turn-approved').data).toMatchObject({ role: 'supervisor', turn: 'office' })
  expect(first.state.requests[0]?.approvals).toMatchObject([{ role: 'supervisor', turn: 'head', by: 'zhao' }])
  const last = first.when('xu', { type: 'approve' })
  expect(last.state.status).toBe('approved')
  expect(last.find('approved').data.role).toBe('office')
})

it('and whoever decides in their own turn is recorded as before', () => {
  const after = Given.opened()
    .when('zhou', { type: 'assign', department: 'urban', co: [] })
    .when('chen', { type: 'claim' })
    .when('chen', { type: 'draft', text: '积水已清理。' })
    .after(DAY / 24)
    .when('lin', { type: 'approve' })
  expect(after.state.requests[0]?.approvals).toEqual([{ role: 'head', by: 'lin', at: after.now }])
})
