// Somebody above in the line decides in place of whoever is asked: in their own role, and whose turn it was learns it.
import { describe, expect, it } from 'vitest'
import { HOUR } from '../../../src/domain/calendar/instant.ts'
import { helpOn, refusalFor } from '../../../src/domain/decide/authority.ts'
import { noticesFor } from '../../../src/domain/notice/index.ts'
import { actorOf, type Org, personOf } from '../../../src/domain/org/org.ts'
import { DEFAULT_SECOND_PERSON, type Policy } from '../../../src/domain/policy/policy.ts'
import { plainText } from '../../../src/wording/card/card.ts'
import { wordingOf } from '../../../src/wording/index.ts'
import { Given, refusalOf } from '../../support/given.ts'
import { facts, ORG, opening, POLICY } from '../../support/sample.ts'

const handling = (more: { org?: Org; policy?: Policy } = {}) =>
  Given.opened(opening(), 'li', undefined, more)
    .when('zhou', { type: 'assign', department: 'urban', co: [] })
    .when('chen', { type: 'claim' })
const drafted = (more = {}) => handling(more).when('chen', { type: 'draft', text: '11月9日已修复路面。' })
const TWO_TURNS: Policy = {
  ...POLICY,
  levels: POLICY.levels.map((level) => ({ ...level, approvers: ['head' as const, 'office' as const] })),
}
const said = (before: Given, after: Given, by: string) =>
  noticesFor({ before: before.state, after: after.state, facts: facts(by, after.now) }, after.events)

describe('whoever is above', () => {
  it.each([
    ['zhao', 'supervisor'],
    ['gao', 'principal'],
  ])('%s decides on a draft that the head is asked about, as %s', (by, role) => {
    const after = drafted().when(by, { type: 'approve' })
    expect(after.find('approved').data.role).toBe(role)
    expect(after.state.requests[0]?.approvals).toMatchObject([{ by, role, turn: 'head' }])
  })

  it('decides on a commitment and on an interim statement, and sends back', () => {
    const committed = handling().when('chen', { type: 'commit', date: '3d', text: '10月12日前修复。' })
    expect(committed.when('gao', { type: 'approve' }).find('statement-approved').data.role).toBe('principal')
    const interim = handling().when('chen', { type: 'interim', text: '抢修队已到场。' })
    const back = interim.when('zhao', { type: 'send-back', reason: '请写明时间' })
    expect(back.find('statement-sent-back').data.role).toBe('supervisor')
  })

  it('decides once: the next turn is somebody else’s', () => {
    const first = drafted({ policy: TWO_TURNS }).when('gao', { type: 'approve' })
    expect(first.find('turn-approved').data).toMatchObject({ role: 'principal', turn: 'office' })
    expect(refusalOf(first.try('gao', { type: 'approve' }))).toMatchObject({ reason: 'not-your-turn', names: ['徐航'] })
    expect(first.when('zhao', { type: 'approve' }).state.status).toBe('approved')
  })

  it('is offered it, and has their own requests first', () => {
    const { state } = drafted()
    const gao = personOf(ORG, 'gao')
    if (gao === undefined) throw new Error('nobody is principal')
    const who = { actor: actorOf(ORG, gao), place: { purpose: 'direct' as const }, org: ORG }
    expect(refusalFor('approve', state, who)).toBeNull()
    expect(helpOn(state, who)).toContain('approve')
    // Beside the draft, something that the principal is asked about: that one is meant where nothing is said.
    const policy: Policy = {
      ...POLICY,
      statements: { ...POLICY.statements, interim: ['principal'] },
    }
    const both = drafted({ policy }).when('chen', { type: 'interim', text: '抢修队已到场。' })
    expect(both.when('gao', { type: 'approve' }).happened[0]).toBe('statement-approved')
    expect(both.when('gao', { type: 'approve', statement: 'reply' }).happened[0]).toBe('approved')
  })
})

describe('nobody else does', () => {
  it.each(['chen', 'zheng', 'feng', 'xu', 'zhou', 'li'])('%s, who is not above the head', (by) => {
    expect(drafted().try(by, { type: 'approve' }).ok).toBe(false)
  })

  it('the head, where the office is asked', () => {
    const atOffice = drafted({ policy: TWO_TURNS }).when('lin', { type: 'approve' })
    expect(refusalOf(atOffice.try('lin', { type: 'approve' }))).toMatchObject({
      reason: 'not-your-turn',
      role: 'office',
    })
  })

  it('another department’s supervisor', () => {
    const departments = ORG.departments.map((each) => (each.key === 'health' ? { ...each, supervisor: 'sun' } : each))
    const org = {
      ...ORG,
      departments,
      people: [...ORG.people, { key: 'sun', name: '孙宁', roles: [], ids: { room: 'sun' } }],
    }
    expect(refusalOf(drafted({ org }).try('sun', { type: 'approve' })).reason).toBe('not-your-turn')
  })

  it('the drafter, under whatever account', () => {
    const departments = ORG.departments.map((each) => ({ ...each, contact: 'chen2' }))
    const people = [...ORG.people, { key: 'chen2', name: '高远', roles: [], ids: { room: 'gao' } }]
    const org = { ...ORG, departments, people }
    const own = Given.opened(opening(), 'li', undefined, { org })
      .when('zhou', { type: 'assign', department: 'urban', co: [] })
      .when('chen2', { type: 'claim' })
      .when('chen2', { type: 'draft', text: '11月9日已修复路面。' })
    expect(refusalOf(own.try('gao', { type: 'approve' })).reason).toBe('own-draft')
  })

  it('whoever asked for the dismissal, nor anybody below those whom the policy names', () => {
    const policy = { ...POLICY, secondPerson: { ...DEFAULT_SECOND_PERSON, by: ['supervisor' as const] } }
    const asked = handling({ policy }).when('gao', { type: 'dismiss', reason: '不属本单位' })
    expect(refusalOf(asked.try('gao', { type: 'approve' })).reason).toBe('own-draft')
    expect(refusalOf(asked.try('xu', { type: 'approve' })).reason).toBe('not-your-turn')
    expect(asked.when('zhao', { type: 'approve' }).happened).toContain('dismissed')
  })
})

describe('whose turn it was', () => {
  it('is called by what is said in their place anyhow', () => {
    const before = drafted()
    const told = said(before, before.when('zhao', { type: 'approve' }), 'zhao')
    expect(told.filter(({ notice }) => notice.kind === 'decided-above')).toEqual([])
    expect(told.find(({ notice }) => notice.kind === 'approved')?.mention).toEqual(['chen', 'lin'])
  })

  it('is told by itself where nothing else is said there', () => {
    const before = drafted({ policy: TWO_TURNS }).when('lin', { type: 'approve' })
    const told = said(before, before.after(HOUR).when('gao', { type: 'approve' }), 'gao')
    const [to] = told.filter(({ notice }) => notice.kind === 'decided-above')
    expect(to?.mention).toEqual(['xu'])
    const read = (lang: 'zh-CN' | 'en') => plainText(wordingOf(lang, 'Asia/Shanghai').notice(to?.notice as never))
    expect(read('zh-CN')).toContain('正式答复已由高远（主要领导）审定。\n本件原由徐航审定，现无须再审。')
    expect(read('en')).toContain('It was with 徐航, who need not decide on it any more.')
  })

  it('hears nothing of what they decide themselves', () => {
    const before = drafted()
    const told = said(before, before.when('lin', { type: 'approve' }), 'lin')
    expect(told.filter(({ notice }) => notice.kind === 'decided-above')).toEqual([])
    expect(told.find(({ notice }) => notice.kind === 'approved')?.mention).toEqual(['chen'])
  })
})
