// A level on the face of a case: its mark and colour by its place in the plan, and the true reason for it.
import { expect, it } from 'vitest'
import { HOUR } from '../../src/domain/calendar/instant.ts'
import type { CommandOf } from '../../src/domain/capability/command.ts'
import { cardFacts } from '../../src/domain/case/card-facts.ts'
import type { Policy } from '../../src/domain/policy/policy.ts'
import { gradeOf, plainText } from '../../src/wording/card/card.ts'
import { markOf } from '../../src/wording/card/frame.ts'
import { wordingOf } from '../../src/wording/index.ts'
import { Given } from '../support/given.ts'
import { NOON, ORG, opening, POLICY } from '../support/sample.ts'
import { opened } from './sample-cards.ts'

const zh = wordingOf('zh-CN', 'Asia/Shanghai')
const en = wordingOf('en', 'Asia/Shanghai')

it.each([
  [1, ['●'], [4]],
  [2, ['▲', '●'], [2, 4]],
  [3, ['▲▲', '▲', '●'], [1, 2, 4]],
  [4, ['▲▲', '▲', '◆', '●'], [1, 2, 3, 4]],
  [5, ['▲▲', '▲', '◆', '◆', '●'], [1, 2, 3, 3, 4]],
])('of %i levels the gentlest is ●, and only the gravest of three or more ▲▲', (levels, marks, grades) => {
  const shown = marks.map((_, index) => {
    const level = zh.caseCard({ ...opened, subject: { ...opened.subject, level: index + 1, levels } }).level
    return level && { mark: level.mark, grade: gradeOf(level), alone: markOf(index + 1, levels) }
  })
  expect(shown).toEqual(marks.map((mark, index) => ({ mark, grade: grades[index], alone: mark })))
})

it('reads a level that an earlier version stored', () => {
  expect(gradeOf({ number: 2, name: '重大', mark: '▲' })).toBe(2)
  expect(gradeOf({ number: 6, name: '一般', mark: '●' })).toBe(4)
})

const plain: Policy = { ...POLICY, levels: POLICY.levels.map((each) => ({ ...each, thresholds: null })) }
const again: CommandOf<'sight'> = { type: 'sight', posts: [], source: 'duty', metrics: {}, text: '' }
const DUTY = { purpose: 'duty', department: null } as const

function afterRebound(policy: Policy) {
  const given = Given.opened(opening(), 'li', NOON, { policy })
    .when('zhou', { type: 'assign', department: '城管', co: [] })
    .when('chen', { type: 'claim' })
    .when('chen', { type: 'draft', text: '已安排排水，今日完成。' })
    .when('lin', { type: 'approve' })
    .when('chen', { type: 'publish', url: 'https://city.example/reply/1' })
    .after(HOUR)
    .when('li', again)
  return cardFacts(given.state, { policy, org: ORG, now: given.now }, DUTY)
}

it('after a rebound says so, and not that thresholds were reached', () => {
  const facts = afterRebound(plain)
  expect(facts.levelSetBy).toEqual({ by: 'rebound' })
  expect(plainText(zh.caseCard(facts))).toMatch(/等级：.+（因反弹上调一级）/)
  expect(plainText(zh.caseCard(facts))).not.toContain('阈值')
  expect(plainText(en.caseCard(facts))).toMatch(/Level: .+ \(raised by one after a rebound\)/)
})

it('says thresholds where the figures reach the level', () => {
  const gravest = plain.levels.map((each) => ({
    ...each,
    thresholds: each.number === 1 ? { reads: 1_000, comments: null, outlets: null, sightings: null } : null,
  }))
  const policy = { ...plain, levels: gravest }
  const given = Given.opened(opening(), 'li', NOON, { policy }).when('li', { ...again, metrics: { reads: 5_000 } })
  expect(given.state.level).toBe(1)
  const facts = cardFacts(given.state, { policy, org: ORG, now: given.now }, DUTY)
  expect(facts.levelSetBy).toEqual({ by: 'rule' })
})
