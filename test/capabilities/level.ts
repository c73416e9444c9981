// Setting the level: graver at once, gentler where another person of rank agrees, at night agreed to afterwards.
import { expect } from 'vitest'
import { DAY, HOUR, later } from '../../src/domain/calendar/instant.ts'
import { noticesFor } from '../../src/domain/notice/index.ts'
import { DEFAULT_SECOND_PERSON, type Policy } from '../../src/domain/policy/policy.ts'
import { wordingOf } from '../../src/wording/index.ts'
import type { CapabilitySpec } from '../support/capability-specs.ts'
import { Given, refusalOf } from '../support/given.ts'
import { facts, NOON, opening, POLICY } from '../support/sample.ts'
import { on, subject } from '../wording/sample-subject.ts'

const PLAN: Policy = { ...POLICY, secondPerson: DEFAULT_SECOND_PERSON }
const lower = { type: 'level', level: '2', reason: '影响有限' } as const
const raise = { type: 'level', level: '1', reason: '媒体关注' } as const
const approve = { type: 'approve' } as const
const refuse = { type: 'send-back', reason: '仍有转载' } as const

/** A grave case, in hand; the reply is due twelve hours after the assignment, at the gentler level twenty-four. */
const grave = (policy = PLAN) =>
  Given.opened(opening({ level: '1' }), 'zhou', NOON, { policy })
    .when('zhou', { type: 'assign', department: '城管', co: [] })
    .when('chen', { type: 'claim' })
const watched = () =>
  grave()
    .when('chen', { type: 'draft', text: '已安排排水。' })
    .when('lin', approve)
    .when('xu', approve)
    .when('chen', { type: 'publish', url: 'https://city.example/reply/1' })
/** Friday, 20:00; work begins on Monday at 09:00. */
const MONDAY = later(NOON, 2 * DAY + 21 * HOUR)

export const spec: CapabilitySpec = {
  command: 'level',
  authority: 'desk | duty leaders | triage waiting handling reviewing approved watching',
  tried: [{ type: 'level', level: '2', reason: '影响扩大' }, 'level-set'],
  lives: {
    'gentler is set at once where the policy asks for nobody else'() {
      expect(grave(POLICY).when('zhou', lower).happened[0]).toBe('level-set')
    },
    'graver needs nobody, by day and by night, nor does the level that it has already'() {
      const gentle = Given.opened(undefined, 'li', NOON, { policy: PLAN })
      expect(gentle.when('zhou', raise).happened[0]).toBe('level-set')
      expect(gentle.after(8 * HOUR).when('zhou', raise).state).toMatchObject({ level: 1, requests: [] })
      expect(gentle.when('zhou', lower).state).toMatchObject({ level: 2, levelSetBy: { person: 'zhou' }, requests: [] })
    },
    'gentler is asked for: level and clocks stay until another person of rank agrees'() {
      const asked = grave().when('zhou', lower)
      expect(asked.happened).toEqual(['lowering-asked', 'clock-started'])
      expect(asked.state.level).toBe(1)
      expect(asked.clock('reply').dueAt).toBe(later(NOON, 12 * HOUR))
      expect(refusalOf(asked.try('zhou', approve))).toEqual({ reason: 'own-draft', request: 'lowering' })
      expect(refusalOf(asked.try('lin', approve)).reason).toBe('not-your-turn')
      const agreed = asked.when('zhao', approve)
      expect(agreed.happened.slice(0, 3)).toEqual(['lowering-agreed', 'clock-met', 'level-set'])
      expect(agreed.find('level-set')).toMatchObject({
        actor: 'zhao',
        data: { level: 2, from: 1, by: { person: 'zhou' }, reason: '影响有限' },
      })
      expect(agreed.clock('reply').dueAt).toBe(later(NOON, DAY))
    },
    'gentler needs a reason, and is asked for once'() {
      expect(refusalOf(grave().try('zhou', { ...lower, reason: '' }))).toEqual({
        reason: 'missing',
        command: 'level',
        what: 'reason',
      })
      expect(refusalOf(grave().when('zhou', lower).try('gao', lower))).toMatchObject({
        reason: 'asked-already',
        request: 'lowering',
        names: ['徐航', '赵建国', '高远'],
      })
    },
    'refused, it stays as it was'() {
      const refused = grave().when('zhou', lower).when('xu', refuse)
      expect(refused.happened).toEqual(['lowering-refused', 'clock-met'])
      expect(refused.state).toMatchObject({ level: 1, requests: [] })
    },
    'is void once the level has changed otherwise'() {
      const three: Policy = {
        ...PLAN,
        levels: [...PLAN.levels, { ...PLAN.levels[1]!, number: 3, name: { zh: '轻微', en: 'Slight' } }],
      }
      const asked = Given.opened(undefined, 'li', NOON, { policy: three }).when('zhou', { ...lower, level: '3' })
      const raised = asked.when('zhou', raise)
      expect(raised.happened).toContain('request-lapsed')
      expect(raised.state).toMatchObject({ level: 1, requests: [] })
      expect(raised.clock('review').status).toBe('cancelled')
    },
    'gentler at night by who is alone is set at once, and confirmed from the morning on'() {
      const set = grave()
        .after(8 * HOUR)
        .when('zhou', lower)
      expect(set.state).toMatchObject({
        level: 2,
        requests: [{ kind: 'lowering', status: 'open', wanted: { done: true } }],
      })
      expect(set.clock('reply').dueAt).toBe(later(NOON, DAY))
      expect(set.clock('review')).toMatchObject({ next: { at: MONDAY, step: 1 }, dueAt: later(MONDAY, 2 * HOUR) })
      const confirmed = set.after(62 * HOUR).when('xu', approve)
      expect(confirmed.happened).toEqual(['lowering-agreed', 'clock-met'])
      expect(confirmed.state).toMatchObject({ level: 2, requests: [] })
    },
    'of the night, refused, is put back: the due instants are those of the graver level'() {
      const set = grave()
        .after(8 * HOUR)
        .when('zhou', lower)
      const refused = set.after(62 * HOUR).when('xu', refuse)
      expect(refused.state).toMatchObject({ level: 1, levelSetBy: { person: 'xu' }, requests: [] })
      expect(refused.clock('reply')).toMatchObject({ status: 'running', dueAt: later(NOON, 12 * HOUR) })
    },
    'of the night is void once it is as grave again, and does not outlive a reopening'() {
      const set = grave()
        .after(8 * HOUR)
        .when('zhou', lower)
      expect(set.when('zhou', raise).state).toMatchObject({ level: 1, requests: [] })
      const back = watched()
        .after(8 * HOUR)
        .when('zhou', lower)
        .after(HOUR)
      const again = back.when('zhou', { type: 'reopen', reason: '又起' })
      expect(again.state).toMatchObject({ level: 1, requests: [] })
      const rebound = back.when('li', { type: 'sight', posts: [], source: 'duty', metrics: {}, text: '' })
      expect(rebound.state).toMatchObject({ status: 'waiting', level: 1, requests: [] })
    },
    'tells the desk and whoever is asked; of the night, the desk and all what has changed'() {
      const before = grave()
      const asked = before.when('zhou', lower)
      const context = { before: before.state, after: asked.state, facts: facts('zhou', NOON, { policy: PLAN }) }
      const told = noticesFor(context, asked.events).filter(({ kind }) => kind === 'say')
      expect(told.map(({ to, notice }) => [to, notice.kind])).toEqual([
        [{ room: 'duty' }, 'agreement-asked'],
        [{ room: 'leaders' }, 'agreement-asked'],
      ])
      const late = before.after(8 * HOUR)
      const set = late.when('zhou', lower)
      const night = { before: late.state, after: set.state, facts: facts('zhou', late.now, { policy: PLAN }) }
      const said = noticesFor(night, set.events).filter(({ kind }) => kind === 'say')
      expect(said.map(({ to, notice }) => [to, notice.kind])).toEqual([
        [{ room: 'duty' }, 'level-changed'],
        [{ room: 'urban' }, 'level-changed'],
        [{ room: 'duty' }, 'agreement-asked'],
      ])
    },
    'without a reason is told to give one'() {
      const missing = { reason: 'missing', command: 'level', what: 'reason' } as const
      expect(wordingOf('zh-CN', 'Asia/Shanghai').refusal(missing)).toBe(
        '下调等级须由他人同意，请写明理由，格式为 /等级 编号或名称 理由。',
      )
      expect(wordingOf('en', 'Asia/Shanghai').refusal(missing)).toBe(
        'Somebody else must agree to a lower level; please add the reason: /sev <number or name> <reason>.',
      )
    },
  },
  notices: [
    {
      sample: {
        kind: 'agreement-asked',
        subject,
        asked: {
          id: 'lowering-1',
          request: 'lowering',
          number: 1,
          by: '周洁',
          reason: '影响有限。',
          level: { from: { zh: '重大', en: 'Major' }, to: { zh: '一般', en: 'Ordinary' } },
        },
        role: 'office',
        names: ['徐航'],
        dueAt: on(9, '14:00'),
        from: null,
        asks: false,
      },
      zh: `▲ 重大 #23 幼儿园门口积水无人处理
周洁申请将等级由重大下调为一般，理由如下：
影响有限。
查看原帖：https://weibo.com/1234567890/Nabc
待徐航（办公室）于10月9日 14:00（周五）前决定；决定之前，本案照常办理和催办。`,
      en: `▲ Major #23 幼儿园门口积水无人处理
周洁 asks for a lower level, Ordinary in place of Major, for this reason:
影响有限。
Post: https://weibo.com/1234567890/Nabc
徐航 (office) is to decide by 9 Oct 14:00 (Fri). Until then the case goes on, and so do its reminders.`,
    },
    {
      sample: {
        kind: 'agreement-refused',
        subject,
        asked: {
          id: 'lowering-1',
          request: 'lowering',
          number: 1,
          by: '周洁',
          reason: '影响有限。',
          level: { from: { zh: '重大', en: 'Major' }, to: { zh: '一般', en: 'Ordinary' } },
        },
        by: '徐航',
        reason: '仍有转载。',
        withdrawn: false,
        undone: true,
        due: [],
      },
      zh: `▲ 重大 #23 幼儿园门口积水无人处理
徐航不同意周洁将等级由重大下调为一般，意见如下：
仍有转载。
查看原帖：https://weibo.com/1234567890/Nabc
等级恢复为重大，请按恢复后的时限办理。`,
      en: `▲ Major #23 幼儿园门口积水无人处理
徐航 does not agree to a lower level, Ordinary in place of Major, which 周洁 asked for:
仍有转载。
Post: https://weibo.com/1234567890/Nabc
The level is Major again; please work to the deadlines as they are now.`,
    },
  ],
  refusals: [],
}
