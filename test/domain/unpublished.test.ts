// What is approved and not yet public is reminded of, each statement by a clock of its own, and nothing twice.
import { describe, expect, it } from 'vitest'
import { HOUR, later } from '../../src/domain/calendar/instant.ts'
import { explainClocks } from '../../src/domain/clock/explain-clocks.ts'
import { noticesFor } from '../../src/domain/notice/index.ts'
import type { Policy } from '../../src/domain/policy/policy.ts'
import { wordingOf } from '../../src/wording/index.ts'
import { Given } from '../support/given.ts'
import { facts, NOON, ORG, opening, POLICY, rule } from '../support/sample.ts'

const TIMED: Policy = {
  ...POLICY,
  levels: POLICY.levels.map((level) => ({
    ...level,
    clocks: [...level.clocks, rule('first-response', 'discovered', '5h', 'contact')],
  })),
}
const URL = 'https://city.example/statements/1'
const handling = (policy = TIMED) =>
  Given.opened(opening(), 'li', NOON, { policy })
    .when('zhou', { type: 'assign', department: '城管', co: [] })
    .when('chen', { type: 'claim' })

describe('what is approved and not yet public', () => {
  const interim = (policy = POLICY) => handling(policy).when('chen', { type: 'interim', text: '抢修队已到场。' })
  const publishing = ({ state }: Given) => state.clocks.filter(({ kind }) => kind === 'publish')

  it('has a clock of its own, whatever statement it is, beside the reply’s', () => {
    const given = interim().when('lin', { type: 'approve' })
    expect(given.happened).toEqual(['statement-approved', 'clock-met', 'clock-started'])
    expect(publishing(given)).toMatchObject([
      {
        of: { kind: 'request', request: 'interim-1' },
        dueAt: later(NOON, 2 * HOUR),
        status: 'running',
        owner: 'contact',
      },
    ])
    const both = given.when('chen', { type: 'draft', text: '11月9日已修复。' }).when('lin', { type: 'approve' })
    expect(publishing(both).map(({ of }) => of.kind)).toEqual(['request', 'case'])
    // Each is met by its own publication, and the other one runs on.
    const one = both.when('chen', { type: 'publish', statement: 'interim', url: URL })
    expect(publishing(one).map(({ status }) => status)).toEqual(['met', 'running'])
    const other = both.when('chen', { type: 'publish', statement: 'reply', url: URL })
    expect(publishing(other).map(({ status }) => status)).toEqual(['cancelled', 'met'])
  })

  it('is reminded of on its ladder, named by its kind, with its own button', () => {
    const before = interim()
      .when('lin', { type: 'approve' })
      .after(2 * HOUR)
    const due = before.tick()
    const said = due.events.find((event) => event.type === 'reminded' && event.data.clock.includes('publish'))
    expect(said?.data).toMatchObject({ to: ['chen', 'lin'], steps: [{ step: 1 }, { step: 2 }] })
    const told = noticesFor({ before: before.state, after: due.state, facts: facts('zhiban', due.now) }, due.events)
    const cards = (lang: 'zh-CN' | 'en') =>
      told
        .filter(({ notice }) => notice.kind === 'reminder' && notice.clock === 'publish')
        .map(({ notice }) => JSON.stringify(wordingOf(lang, 'Asia/Shanghai').notice(notice as never)))
    expect(cards('zh-CN')).toHaveLength(1)
    expect(cards('zh-CN')[0]).toContain('第1次阶段通报')
    expect(cards('zh-CN')[0]).toContain('"action":"publish:interim-1"')
    expect(cards('en')[0]).toContain('interim statement 1')
    expect(explainClocks(due.state, POLICY, ORG, due.now).find(({ kind }) => kind === 'publish')).toMatchObject({
      about: { kind: 'interim', number: 1 },
    })
  })

  it('of a first response is asked for by the first response’s own clock, and twice by none', () => {
    const timed = handling(TIMED).when('chen', { type: 'respond', text: '已在核查。' }).when('lin', { type: 'approve' })
    expect(timed.clock('first-response').status).toBe('running')
    expect(publishing(timed)).toEqual([])
    // Where the policy gives it no clock, or that is met, it has one as all have.
    const plain = handling(POLICY)
      .when('chen', { type: 'respond', text: '已在核查。' })
      .when('lin', { type: 'approve' })
    expect(publishing(plain)).toMatchObject([{ of: { request: 'first-response-1' }, status: 'running' }])
  })

  it('is asked for no more once it is no longer wanted, or goes to another rank', () => {
    const committed = handling(POLICY)
      .when('chen', { type: 'commit', date: '3d', text: '10月12日前修复。' })
      .when('lin', { type: 'approve' })
    expect(publishing(committed)).toMatchObject([{ of: { request: 'commitment-1' }, status: 'running' }])
    const another = committed.when('chen', { type: 'commit', date: '2d', text: '10月11日前修复。' })
    expect(publishing(another)).toMatchObject([{ status: 'cancelled' }])
    const raised = committed.after(30 * HOUR).tick()
    expect(raised.happened).toContain('statement-escalated')
    expect(publishing(raised)).toMatchObject([{ status: 'cancelled' }])
  })
})

describe('another draft in its place', () => {
  const approved = () =>
    Given.opened(opening(), 'li', NOON, { policy: POLICY })
      .when('zhou', { type: 'assign', department: '城管', co: [] })
      .when('chen', { type: 'claim' })
      .when('chen', { type: 'respond', text: '已在核查。' })
      .when('lin', { type: 'approve' })

  it('does not silence leaders who were told: the clock goes on until the kind is public', () => {
    const late = approved()
      .after(7 * HOUR)
      .tick()
    const before = late.clock('publish')
    const again = late.when('chen', { type: 'respond', text: '已派员核查。' })
    expect(again.clock('publish')).toEqual(before)
    const both = again.when('lin', { type: 'approve' })
    expect(both.state.clocks.filter(({ kind }) => kind === 'publish')).toEqual([before])
    const out = both.when('chen', { type: 'publish', url: URL })
    expect(out.clock('publish')).toMatchObject({ id: before.id, status: 'met' })
  })

  it('has its own time where nobody above was told', () => {
    const again = approved().after(HOUR).when('chen', { type: 'respond', text: '已派员核查。' })
    expect(again.clock('publish').status).toBe('cancelled')
    const both = again.when('lin', { type: 'approve' })
    expect(both.clock('publish')).toMatchObject({ status: 'running', dueAt: later(NOON, 3 * HOUR) })
  })
})
