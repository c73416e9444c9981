// What comes after the reply, and what begins a case anew: look-backs, rebounds, dismissals, claims that are given up.

import { describe, expect, it } from 'vitest'
import { DAY, HOUR, later, MINUTE } from '../../src/domain/calendar/instant.ts'
import type { CommandOf } from '../../src/domain/capability/command.ts'
import type { ClockRule } from '../../src/domain/policy/policy.ts'
import { upcastPolicy } from '../../src/domain/policy/upcast-policy.ts'
import { Given, refusalOf } from '../support/given.ts'
import { NOON, opening, POLICY, post, TOLD } from '../support/sample.ts'

const assigned = (more = {}) =>
  Given.opened(opening(), 'li', NOON, more).when('zhou', { type: 'assign', department: '城管', co: [] })
const handling = (more = {}) => assigned(more).when('chen', { type: 'claim' })
const published = () =>
  handling()
    .when('chen', { type: 'draft', text: '已安排排水，今日完成。' })
    .when('lin', { type: 'approve' })
    .when('chen', { type: 'publish', url: 'https://city.example/reply/1' })
const look = { type: 'note', text: '回访：未见反弹' } as const
const again: CommandOf<'sight'> = { type: 'sight', posts: [], source: 'duty', metrics: {}, text: '' }

describe('the watch after a reply', () => {
  it('begins with the publication, at 24 hours', () => {
    expect(published().clock('watch')).toMatchObject({
      id: '7-watch-1',
      owner: 'duty-officer',
      dueAt: later(NOON, DAY),
      status: 'running',
      why: { base: 'replied', baseAt: NOON },
    })
  })

  it('takes no note of before for a look-back, and none by the department', () => {
    expect(published().after(HOUR).when('zhou', look).happened).toEqual(['noted'])
    expect(published().after(DAY).tick().when('chen', look).happened).toEqual(['noted'])
  })

  it('goes on to 72 hours and 7 days from the publication, and ends the case quietly', () => {
    const first = published().after(DAY).tick().when('zhou', look)
    expect(first.happened).toEqual(['noted', 'clock-met', 'clock-started'])
    expect(first.clock('watch').dueAt).toBe(later(NOON, 3 * DAY))
    const second = first
      .after(2 * DAY)
      .tick()
      .when('li', look)
    expect(second.clock('watch').dueAt).toBe(later(NOON, 7 * DAY))
    const last = second.after(4 * DAY).when('zhou', look)
    expect(last.happened).toEqual(['noted', 'clock-met', 'closed'])
    expect(last.state.status).toBe('closed')
    expect(last.find('closed').data).toEqual({ reason: '', quiet: true })
  })

  it('does not ask for look-backs that are past when one comes late', () => {
    const late = published()
      .after(4 * DAY)
      .tick()
      .when('zhou', look)
    expect(late.clock('watch')).toMatchObject({ id: '7-watch-2', dueAt: later(NOON, 7 * DAY) })
  })

  it('reminds for ever while nobody looks back', () => {
    const given = published()
      .after(60 * DAY)
      .tick()
    expect(given.happened).toEqual(['reminded'])
    expect(given.clock('watch')).toMatchObject({ status: 'running' })
    expect(given.after(3 * DAY).tick().happened).toEqual(['reminded'])
  })

  it('holds for a policy of before, which says nothing of it', () => {
    const { watch: _watch, ...old } = POLICY
    const policy = upcastPolicy(old)
    const given = handling({ policy })
      .when('chen', { type: 'draft', text: '稿' })
      .when('lin', { type: 'approve' })
      .when('chen', { type: 'publish', ...TOLD })
    expect(given.clock('watch').dueAt).toBe(later(NOON, DAY))
  })
})

describe('a rebound', () => {
  it('reopens the case one level up, to its department, with its clocks from the reopening', () => {
    const given = published()
      .after(5 * HOUR)
      .when('li', again)
    expect(given.happened).toEqual([
      'sighted',
      'level-set',
      'reopened',
      'clock-cancelled',
      'clock-started',
      'clock-started',
    ])
    expect(given.state).toMatchObject({
      status: 'waiting',
      level: 1,
      levelSetBy: 'rule',
      parts: [{ role: 'lead', department: 'urban', claims: [] }],
      firstResponse: null,
    })
    expect(given.clock('reply')).toMatchObject({
      dueAt: later(NOON, 17 * HOUR),
      why: { base: 'reopened', baseAt: later(NOON, 5 * HOUR) },
    })
    expect(given.state).not.toHaveProperty('claims')
    expect(given.state).not.toHaveProperty('publication')
  })

  it('leaves a level that a person has set', () => {
    const sticky = handling()
      .when('zhou', { type: 'level', level: '2', reason: '' })
      .when('chen', { type: 'draft', text: '稿' })
      .when('lin', { type: 'approve' })
      .when('chen', { type: 'publish', ...TOLD })
    const given = sticky.after(HOUR).when('li', again)
    expect(given.happened).not.toContain('level-set')
    expect(given.state).toMatchObject({ status: 'waiting', level: 2, levelSetBy: { person: 'zhou' } })
  })

  it('is not what is said again in the case’s own thread, but a new post there is', () => {
    expect(published().when('zhou', { ...again, within: true }).happened).toEqual(['sighted'])
    expect(published().when('zhou', { ...again, within: true, posts: [post('c')] }).state.status).toBe('waiting')
  })

  it('runs through the whole way once more, to another watch', () => {
    const given = published()
      .after(HOUR)
      .when('li', again)
      .when('chen', { type: 'claim' })
      .when('chen', { type: 'draft', text: '再次答复' })
      .when('lin', { type: 'approve' })
      .when('xu', { type: 'approve' })
      .when('chen', { type: 'publish', ...TOLD })
    expect(given.state).toMatchObject({ status: 'watching', drafts: 2 })
    expect(given.clock('watch')).toMatchObject({ id: '7-watch-2', dueAt: later(NOON, DAY + HOUR) })
  })

  it('counts a level that is changed afterwards from the reopening, too', () => {
    const given = published()
      .after(5 * HOUR)
      .when('li', again)
      .when('zhou', { type: 'level', level: '2', reason: '' })
    expect(given.clock('reply')).toMatchObject({ dueAt: later(NOON, 29 * HOUR), why: { base: 'reopened' } })
  })

  it('gives another department its own time, and no second clock', () => {
    const given = published()
      .after(HOUR)
      .when('li', again)
      .after(HOUR)
      .when('zhou', { type: 'assign', department: 'health', co: [] })
    const running = given.state.clocks.filter(({ status }) => status === 'running').map(({ kind }) => kind)
    expect(running).toEqual(['claim', 'reply'])
    expect(given.clock('reply').dueAt).toBe(later(NOON, 14 * HOUR))
  })
})

describe('a case that is ended by hand', () => {
  it('is dismissed with a reason, and owes nothing any more', () => {
    const given = handling().when('zhou', { type: 'dismiss', reason: '属邻县管辖' })
    expect(given.happened).toEqual(['dismissed', 'clock-cancelled'])
    expect(given.state).toMatchObject({ status: 'dismissed', dismissal: { by: 'zhou', reason: '属邻县管辖' } })
    expect(given.after(1000 * HOUR).tick().happened).toEqual([])
  })

  it('is not dismissed without one, nor once the answer is under way', () => {
    expect(refusalOf(handling().try('zhou', { type: 'dismiss', reason: '' }))).toMatchObject({ what: 'reason' })
    expect(refusalOf(published().try('zhou', { type: 'dismiss', reason: 'x' })).reason).toBe('wrong-status')
  })

  it('is only counted when it is forwarded again', () => {
    const given = handling().when('zhou', { type: 'dismiss', reason: '重复' }).when('li', again)
    expect(given.happened).toEqual(['sighted'])
    expect(given.state).toMatchObject({ status: 'dismissed', sightings: 2 })
  })

  it('dismissed, is reopened where it was: with its department, or for triage; its level stays', () => {
    const back = handling()
      .when('zhou', { type: 'dismiss', reason: '重复' })
      .after(DAY)
      .when('zhou', { type: 'reopen', reason: '核实属实' })
    expect(back.state).toMatchObject({ status: 'waiting', parts: [{ role: 'lead', department: 'urban' }], level: 2 })
    expect(back.clock('claim').dueAt).toBe(later(NOON, DAY + HOUR))
    const triage = Given.opened()
      .when('zhou', { type: 'dismiss', reason: '重复' })
      .after(DAY)
      .when('zhou', { type: 'reopen', reason: '核实' })
    expect(triage.state.status).toBe('triage')
    expect(triage.clock('triage').dueAt).toBe(later(NOON, DAY + 30 * MINUTE))
  })

  it('closed, is reopened one level up by whoever says why', () => {
    const closed = published().when('zhou', { type: 'close', reason: '' })
    expect(refusalOf(closed.try('zhou', { type: 'reopen', reason: '' }))).toMatchObject({ what: 'reason' })
    const given = closed.after(DAY).when('zhou', { type: 'reopen', reason: '当事人再次反映' })
    expect(given.state).toMatchObject({ status: 'waiting', level: 1, levelSetBy: { person: 'zhou' } })
    expect(given.happened).toEqual(['level-set', 'reopened', 'clock-started', 'clock-started'])
  })
})

describe('progress', () => {
  const rule: ClockRule = {
    id: 'progress',
    kind: 'progress',
    base: 'claimed',
    within: { amount: 24, unit: 'h' },
    owner: 'contact',
    ladder: [
      { at: { kind: 'due' }, tell: ['owner'], how: 'mention', document: null, repeat: { amount: 1, unit: 'd' } },
    ],
    assumed: false,
  }
  const policy = { ...POLICY, levels: POLICY.levels.map((level) => ({ ...level, clocks: [...level.clocks, rule] })) }

  it('is owed within every interval, counted from the last note of it', () => {
    const given = handling({ policy })
      .after(20 * HOUR)
      .when('chen', { type: 'progress', text: '已清淤' })
    expect(given.happened).toEqual(['progressed', 'clock-met', 'clock-started'])
    expect(given.clock('progress')).toMatchObject({ dueAt: later(NOON, 44 * HOUR), why: { base: 'progressed' } })
  })

  it('is not asked for while a draft is with its approver, nor after the reply', () => {
    const reviewing = handling({ policy }).when('chen', { type: 'draft', text: '稿' })
    expect(reviewing.clock('progress').status).toBe('held')
    expect(reviewing.when('chen', { type: 'progress', text: '稿件已送审' }).clock('progress').status).toBe('held')
    const answered = reviewing.when('lin', { type: 'approve' }).when('chen', { type: 'publish', ...TOLD })
    expect(answered.clock('progress').status).toBe('cancelled')
  })

  it('has one clock however many claim', () => {
    const given = handling({ policy }).when('lin', { type: 'claim' })
    expect(given.state.clocks.filter(({ kind }) => kind === 'progress')).toHaveLength(1)
  })
})
