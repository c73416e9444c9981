// Confirming that a matter has subsided: from the level that the policy names on no case closes without it.
import { expect } from 'vitest'
import { DAY, HOUR, later } from '../../src/domain/calendar/instant.ts'
import { noticesFor } from '../../src/domain/notice/index.ts'
import { DEFAULT_SECOND_PERSON, type Policy } from '../../src/domain/policy/policy.ts'
import type { CapabilitySpec } from '../support/capability-specs.ts'
import { Given, refusalOf } from '../support/given.ts'
import { facts, NOON, opening, POLICY, rule } from '../support/sample.ts'
import { on, subject } from '../wording/sample-subject.ts'

const PLAN: Policy = { ...POLICY, confirmSubsided: 1 }
const subsided = { type: 'subsided', text: '三日内无新帖' } as const
const note = { type: 'note', text: '未见新帖' } as const

const answered = (level: '1' | '2', policy = PLAN) => {
  const approved = Given.opened(opening({ level }), 'zhou', NOON, { policy })
    .when('zhou', { type: 'assign', department: '城管', co: [] })
    .when('chen', { type: 'claim' })
    .when('chen', { type: 'draft', text: '已安排排水。' })
    .when('lin', { type: 'approve' })
  const last = level === '1' ? approved.when('xu', { type: 'approve' }) : approved
  return last.when('chen', { type: 'publish', url: 'https://city.example/reply/1' })
}
/** All look-backs but the last are on record. */
const lastLookBack = (level: '1' | '2', policy = PLAN) =>
  answered(level, policy)
    .after(DAY)
    .when('zhou', note)
    .after(2 * DAY)
    .when('zhou', note)
    .after(4 * DAY)
const watchedToTheEnd = (level: '1' | '2', policy = PLAN) => lastLookBack(level, policy).when('zhou', note)

export const spec: CapabilitySpec = {
  command: 'subsided',
  authority: 'desk | duty leaders | watching',
  tried: [subsided, 'subsided'],
  lives: {
    'is not needed at a gentler level, nor under a policy of before: the case closes by itself'() {
      expect(watchedToTheEnd('2').state.status).toBe('closed')
      expect(watchedToTheEnd('1', { ...PLAN, confirmSubsided: 0 }).state.status).toBe('closed')
    },
    'is asked for when the watch ends quietly, and the case stays open'() {
      const ended = watchedToTheEnd('1')
      expect(ended.happened).toEqual(['noted', 'clock-met', 'watch-ended', 'clock-started'])
      expect(ended.state.status).toBe('watching')
      expect(ended.clock('subside')).toMatchObject({ status: 'running', dueAt: later(NOON, 8 * DAY) })
      const context = { before: ended.state, after: ended.state, facts: facts('zhou', ended.now, { policy: PLAN }) }
      const said = noticesFor(context, ended.events).filter(({ kind }) => kind === 'say')
      expect(said.map(({ to, mention, notice }) => [to, mention, notice.kind])).toContainEqual([
        { room: 'duty' },
        ['zhou'],
        'watch-ended',
      ])
    },
    'is asked for again and again until somebody does it'() {
      const ended = watchedToTheEnd('1')
      expect(ended.after(DAY).tick().find('reminded').data).toMatchObject({ clock: '7-subside-1', to: ['zhou'] })
      const late = ended.after(30 * DAY).tick()
      expect(late.find('reminded').data).toMatchObject({ to: ['zhou', 'xu'] })
      expect(late.find('reminded').data.repeat).toBeGreaterThan(10)
      expect(late.state.status).toBe('watching')
    },
    'closes the case where the watch has ended'() {
      const closed = watchedToTheEnd('1').after(HOUR).when('zhou', subsided)
      expect(closed.happened).toEqual(['subsided', 'clock-met', 'closed'])
      expect(closed.find('clock-met').data).toEqual({ clock: '7-subside-1', late: false })
      expect(closed.state.clocks.every(({ status }) => status === 'met' || status === 'cancelled')).toBe(true)
    },
    'earlier, lets the quiet end of the watch close the case'() {
      const confirmed = answered('1').after(HOUR).when('gao', subsided)
      expect(confirmed.happened).toEqual(['subsided'])
      expect(confirmed.state).toMatchObject({ status: 'watching', subsided: { by: 'gao', text: '三日内无新帖' } })
      const ended = confirmed
        .after(DAY)
        .when('zhou', note)
        .after(2 * DAY)
        .when('zhou', note)
        .after(4 * DAY)
      expect(ended.when('zhou', note).state.status).toBe('closed')
    },
    'is what closing by hand waits for'() {
      const watched = answered('1')
      expect(refusalOf(watched.try('zhou', { type: 'close', reason: '' }))).toEqual({
        reason: 'not-closable',
        obstacles: ['not-subsided'],
      })
      expect(watched.when('zhou', subsided).when('zhou', { type: 'close', reason: '' }).state.status).toBe('closed')
      expect(answered('2').when('zhou', { type: 'close', reason: '' }).state.status).toBe('closed')
    },
    'is said once a round, and counts no more once the matter has come up again'() {
      const confirmed = answered('1').when('zhou', subsided)
      expect(refusalOf(confirmed.try('gao', subsided))).toEqual({ reason: 'already-subsided', by: '周洁', at: NOON })
      expect(confirmed.when('zhou', { type: 'reopen', reason: '又起' }).state.subsided).toBeNull()
    },
    'alone does not close a case whose lower level nobody has confirmed, and the last word does'() {
      const guarded = { ...PLAN, secondPerson: DEFAULT_SECOND_PERSON }
      // The seventh day is a Friday; at 20:00 zhou is alone.
      const late = lastLookBack('1', guarded).after(8 * HOUR)
      const lowered = late.when('zhou', { type: 'level', level: '2', reason: '影响有限' })
      const ended = lowered.when('zhou', note)
      expect(ended.find('watch-ended').data).toEqual({ obstacles: ['unconfirmed-level'] })
      const confirmed = ended.after(62 * HOUR).when('xu', { type: 'approve' })
      expect(confirmed.after(24 * HOUR).tick().state.status).toBe('closed')
    },
    'with an open promise, neither closes the case before both are done, and each is named'() {
      const both = answered('1')
        .when('chen', { type: 'commit', date: '4wd', text: '10月20日前完成管网改造。' })
        .when('lin', { type: 'approve' })
        .when('chen', { type: 'publish', url: 'https://city.example/promise/1' })
      const obstaclesOf = (given: Given) => refusalOf(given.try('zhou', { type: 'close', reason: '' }))
      expect(obstaclesOf(both)).toEqual({ reason: 'not-closable', obstacles: ['not-subsided', 'open-promise'] })
      const confirmed = both.when('zhou', subsided)
      expect(obstaclesOf(confirmed)).toMatchObject({ reason: 'promise-open', number: 1 })
      const fulfilled = both.when('chen', { type: 'fulfil', text: '管网改造已完成' })
      expect(obstaclesOf(fulfilled)).toEqual({ reason: 'not-closable', obstacles: ['not-subsided'] })
      // The watch ends quietly meanwhile: it says what it waits for, and the last word of the two closes the case.
      const watched = (given: Given) =>
        given
          .after(DAY)
          .when('zhou', note)
          .after(2 * DAY)
          .when('zhou', note)
          .after(4 * DAY)
          .when('zhou', note)
      const ended = watched(both)
      expect(ended.find('watch-ended').data).toEqual({ obstacles: ['not-subsided', 'open-promise'] })
      const one = ended.when('zhou', subsided)
      expect(one.after(DAY).tick().state.status).toBe('watching')
      const other = ended.when('chen', { type: 'fulfil', text: '管网改造已完成' })
      expect(other.after(DAY).tick().state.status).toBe('watching')
      expect(one.when('chen', { type: 'fulfil', text: '管网改造已完成' }).after(DAY).tick().state.status).toBe('closed')
      expect(other.when('zhou', subsided).after(DAY).tick().state.status).toBe('closed')
    },
    'leaves progress wanted while the case is watched, where the level asks for it'() {
      const progress = (whileWatched: boolean) => ({
        ...rule('progress', 'claimed', '24h', 'contact'),
        ...(whileWatched ? { whileWatched: true as const } : {}),
      })
      const plan = (on: boolean): Policy => ({
        ...PLAN,
        levels: PLAN.levels.map((each) => ({ ...each, clocks: [...each.clocks, progress(on)] })),
      })
      expect(answered('1', plan(false)).clock('progress').status).toBe('cancelled')
      const watched = answered('1', plan(true)).after(HOUR)
      expect(watched.clock('progress')).toMatchObject({
        status: 'running',
        dueAt: later(NOON, DAY),
        why: { base: 'replied' },
      })
      const told = watched.when('chen', { type: 'progress', text: '已清淤' })
      expect(told.clock('progress')).toMatchObject({ status: 'running', dueAt: later(NOON, DAY + HOUR) })
      const late = told.after(2 * DAY).tick()
      const said = late.events.flatMap((each) => (each.type === 'reminded' ? [each.data.clock] : []))
      expect(said).toContain('7-progress-3')
      const closed = told.when('zhou', subsided).when('zhou', { type: 'close', reason: '' })
      expect(closed.clock('progress').status).toBe('cancelled')
    },
    'lets progress be wanted from a raised level on that asks for it while the case is watched, once'() {
      const progress = (id: string) => ({
        ...rule('progress', 'claimed', '24h', 'contact'),
        id,
        whileWatched: true as const,
      })
      const plan: Policy = {
        ...PLAN,
        levels: PLAN.levels.map((each) =>
          each.number === 1 ? { ...each, clocks: [...each.clocks, progress('progress')] } : each,
        ),
      }
      const watched = answered('2', plan).after(3 * DAY)
      expect(watched.state.clocks.filter(({ kind }) => kind === 'progress')).toEqual([])
      const raised = watched.when('zhou', { type: 'level', level: '1', reason: '媒体关注' })
      expect(raised.clock('progress')).toMatchObject({
        status: 'running',
        dueAt: later(NOON, 4 * DAY),
        why: { base: 'level-set', baseAt: later(NOON, 3 * DAY) },
      })
      expect(raised.happened).not.toContain('overtaken')
      expect(raised.state.clocks.filter(({ kind, status }) => kind === 'reply' && status === 'running')).toEqual([])
      const again = raised
        .when('zhou', { type: 'level', level: '2', reason: '影响有限' })
        .when('zhou', { type: 'level', level: '1', reason: '媒体关注' })
      const running = again.state.clocks.filter(({ kind, status }) => kind === 'progress' && status === 'running')
      expect(running).toHaveLength(1)
      // What was raised already and asks for it still goes on as it is.
      expect(raised.after(DAY).tick().happened).toContain('reminded')
      const told = raised.when('chen', { type: 'progress', text: '已清淤' })
      expect(told.clock('progress')).toMatchObject({ status: 'running', why: { base: 'progressed' } })
    },
  },
  notices: [
    {
      sample: { kind: 'subsided', subject, by: '周洁', department: '城管局', text: '三日内无新帖。', due: null },
      zh: `▲ 重大 #23 幼儿园门口积水无人处理
周洁确认本案已经平息。
三日内无新帖。
查看原帖：https://weibo.com/1234567890/Nabc`,
      en: `▲ Major #23 幼儿园门口积水无人处理
周洁 confirms that this matter has subsided.
三日内无新帖。
Post: https://weibo.com/1234567890/Nabc`,
    },
    {
      sample: { kind: 'watch-ended', subject, obstacles: ['not-subsided'], dueAt: on(17, '12:00') },
      zh: `▲ 重大 #23 幼儿园门口积水无人处理
跟踪期已满，未见反弹；本案尚未办结。
查看原帖：https://weibo.com/1234567890/Nabc
请值班员于10月17日 12:00（周六）前处理：该等级须先由值班员或领导确认平息（发送 /平息）。`,
      en: `▲ Major #23 幼儿园门口积水无人处理
The watch has ended and nothing has come up again; the case is not closed yet.
Post: https://weibo.com/1234567890/Nabc
Duty officer: please see to this by 17 Oct 12:00 (Sat): at this level the desk or a leader must first confirm that it has subsided (/subsided).`,
    },
  ],
  refusals: [
    {
      sample: { reason: 'already-subsided', by: '周洁', at: on(16, '12:00') },
      zh: '周洁已于10月16日 12:00（周五）确认平息，无须重复；如有反弹，请发送 /重办 理由。',
      en: '周洁 confirmed at 16 Oct 12:00 (Fri) that it has subsided; should it come up again, send /reopen <reason>.',
    },
    {
      sample: { reason: 'not-closable', obstacles: ['not-subsided', 'unconfirmed-level'] },
      zh: '暂不能办结：该等级须先由值班员或领导确认平息（发送 /平息）；下调等级尚待他人同意，请先由其发送 /审定 或 /退改。',
      en: 'The case cannot be closed yet: at this level the desk or a leader must first confirm that it has subsided (/subsided); the lower level must first be decided on by somebody else (/approve or /sendback).',
    },
  ],
}
