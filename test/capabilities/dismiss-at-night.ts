// A dismissal at night by whoever is alone on duty: done at once, confirmed or undone from the morning on.
import { expect } from 'vitest'
import { DAY, HOUR, later } from '../../src/domain/calendar/instant.ts'
import { noticesFor } from '../../src/domain/notice/index.ts'
import type { Org } from '../../src/domain/org/org.ts'
import { DEFAULT_SECOND_PERSON, type Policy } from '../../src/domain/policy/policy.ts'
import type { CapabilitySpec } from '../support/capability-specs.ts'
import { Given } from '../support/given.ts'
import { facts, NOON, ORG, POLICY } from '../support/sample.ts'
import { on, subject } from '../wording/sample-subject.ts'

const PLAN: Policy = { ...POLICY, secondPerson: DEFAULT_SECOND_PERSON }
const dismiss = { type: 'dismiss', reason: '属邻县管辖' } as const
const approve = { type: 'approve' } as const
const refuse = { type: 'send-back', reason: '积水点在本县' } as const

const handling = (policy = PLAN, org: Org = ORG) =>
  Given.opened(undefined, 'li', NOON, { policy, org })
    .when('zhou', { type: 'assign', department: '城管', co: [] })
    .when('chen', { type: 'claim' })
/** Friday, 20:00: zhou is the only duty officer, and work begins on Monday at 09:00. */
const NIGHT = later(NOON, 8 * HOUR)
const MONDAY = later(NOON, 2 * DAY + 21 * HOUR)
const atNight = () =>
  handling()
    .after(8 * HOUR)
    .when('zhou', dismiss)
const review = (given: Given) => given.clock('review')

export const spec: CapabilitySpec = {
  command: 'dismiss',
  authority: 'desk | duty leaders | triage waiting handling',
  tried: [dismiss, 'dismissed'],
  lives: {
    'by who is alone on duty at night is done at once, and its clocks stand still'() {
      const before = handling().after(8 * HOUR)
      const done = before.when('zhou', dismiss)
      expect(done.state).toMatchObject({
        status: 'dismissed',
        parts: [],
        requests: [{ kind: 'dismissal', status: 'open' }],
      })
      expect(done.state.clocks.find(({ kind }) => kind === 'reply')).toMatchObject({
        status: 'held',
        dueAt: before.clock('reply').dueAt,
      })
    },
    'of the night speaks to whoever confirms when work begins, and again until it is decided'() {
      const done = atNight()
      expect(review(done)).toMatchObject({
        dueAt: later(MONDAY, 2 * HOUR),
        next: { step: 1, at: MONDAY },
        why: { base: 'work-begun', baseAt: MONDAY },
      })
      expect(done.after(60 * HOUR).tick().happened).toEqual([])
      const morning = done.after(61 * HOUR).tick()
      expect(morning.find('reminded').data).toMatchObject({ clock: '7-review-1', step: 1, to: ['xu'] })
      const notices = noticesFor(
        { before: done.state, after: morning.state, facts: facts('zhiban', MONDAY, { policy: PLAN }) },
        morning.events,
      )
      expect(notices.map(({ notice }) => notice).find(({ kind }) => kind === 'reminder')).toMatchObject({
        asks: { request: 'dismissal', by: '周洁', reason: '属邻县管辖' },
        todo: 'approve',
      })
      const noon = morning.after(2 * HOUR).tick()
      expect(noon.find('reminded').data).toMatchObject({ step: 2 })
    },
    'of the night, confirmed, is a dismissal like any other'() {
      const confirmed = atNight()
        .after(62 * HOUR)
        .when('xu', approve)
      expect(confirmed.happened).toEqual(expect.arrayContaining(['dismissal-agreed', 'dismissed']))
      expect(confirmed.state).toMatchObject({ status: 'dismissed', setAside: null, requests: [] })
      expect(confirmed.state.clocks.every(({ status }) => status === 'met' || status === 'cancelled')).toBe(true)
      const again = confirmed.when('zhou', { type: 'reopen', reason: '核实属实' })
      expect(again.state).toMatchObject({ status: 'waiting', parts: [{ department: 'urban', claims: [] }] })
    },
    'of the night, refused, is undone with nothing lost: same hands, same due instants, what fell due is told'() {
      const before = handling()
      const refused = atNight()
        .after(62 * HOUR)
        .when('xu', refuse)
      expect(refused.happened).toEqual(
        expect.arrayContaining(['dismissal-refused', 'taken-up', 'clock-resumed', 'overtaken']),
      )
      expect(refused.state).toMatchObject({
        status: 'handling',
        parts: before.state.parts,
        setAside: null,
        requests: [],
      })
      expect(refused.clock('reply')).toMatchObject({ status: 'running', dueAt: before.clock('reply').dueAt })
      expect(refused.find('overtaken').data).toMatchObject({ clock: '7-reply-1', cause: 'resumed' })
      const late = refused.when('chen', { type: 'draft', text: '已安排排水。' }).when('lin', approve)
      const published = late.when('chen', { type: 'publish', url: 'https://city.example/reply/1' })
      expect(published.events).toContainEqual(
        expect.objectContaining({ type: 'clock-met', data: { clock: '7-reply-1', late: true } }),
      )
    },
    'of the night may be taken back by the desk, which begins no new round'() {
      const back = atNight().after(HOUR).when('zhou', { type: 'reopen', reason: '看错了' })
      expect(back.happened).toEqual(expect.arrayContaining(['dismissal-withdrawn', 'taken-up']))
      expect(back.happened).not.toContain('reopened')
      expect(back.state).toMatchObject({ status: 'handling', reopenedAt: null, requests: [] })
    },
    'at night waits for agreement where two are on duty, where the policy says so, and where a leader acts'() {
      const ma = { key: 'ma', name: '马骏', roles: ['duty-officer' as const], ids: { room: 'ma' } }
      const two = handling(PLAN, { ...ORG, people: [...ORG.people, ma] }).after(8 * HOUR)
      expect(two.when('zhou', dismiss).state.status).toBe('handling')
      const rota = [{ person: 'zhou', from: NOON, until: null }]
      const onShift = { ...ORG, people: [...ORG.people, ma], rota, onDuty: ['zhou'] }
      expect(two.with({ org: onShift }).when('zhou', dismiss).state.status).toBe('dismissed')
      const strict = { ...PLAN, secondPerson: { ...DEFAULT_SECOND_PERSON, aloneAtNight: false } }
      expect(
        handling(strict)
          .after(8 * HOUR)
          .when('zhou', dismiss).state.status,
      ).toBe('handling')
      expect(
        handling()
          .after(8 * HOUR)
          .when('gao', dismiss).state.status,
      ).toBe('handling')
    },
    'of the night tells the desk and the departments, and wakes nobody'() {
      const before = handling().after(8 * HOUR)
      const done = before.when('zhou', dismiss)
      const context = { before: before.state, after: done.state, facts: facts('zhou', NIGHT, { policy: PLAN }) }
      const told = noticesFor(context, done.events).filter(({ notice }) => notice.kind === 'agreement-asked')
      expect(told.map(({ to, mention }) => [to, mention])).toEqual([
        [{ room: 'duty' }, []],
        [{ room: 'urban' }, []],
      ])
      expect(told[0]?.notice).toMatchObject({ from: MONDAY, names: ['徐航'], asks: false })
    },
  },
  notices: [
    {
      sample: {
        kind: 'agreement-asked',
        subject,
        asked: { id: 'dismissal-1', request: 'dismissal', number: 1, by: '周洁', reason: '属邻县管辖。', level: null },
        role: 'office',
        names: ['徐航'],
        dueAt: on(12, '10:30'),
        from: on(12, '08:30'),
        asks: false,
      },
      zh: `▲ 重大 #23 幼儿园门口积水无人处理
周洁现一人当班，已先行将本案定为不办，理由如下：
属邻县管辖。
确认之前，各项时限照常计算，暂不催办。
查看原帖：https://weibo.com/1234567890/Nabc
待徐航（办公室）自10月12日 08:30（周一）起确认（同意发送 /审定 不办，不同意发送 /退改 不办 意见）；未获同意的，恢复原状。`,
      en: `▲ Major #23 幼儿园门口积水无人处理
周洁 is alone on duty and has dismissed this case, for this reason:
属邻县管辖。
Until that is confirmed its deadlines run on; nobody is reminded of them.
Post: https://weibo.com/1234567890/Nabc
徐航 (office) is asked to confirm it from 12 Oct 08:30 (Mon) on, by /approve dismissal, or /sendback dismissal with the reason; if it is refused, all is as it was before.`,
    },
    {
      sample: {
        kind: 'agreement-refused',
        subject,
        asked: { id: 'dismissal-1', request: 'dismissal', number: 1, by: '周洁', reason: '属邻县管辖。', level: null },
        by: '徐航',
        reason: '积水点在本县。',
        withdrawn: false,
        undone: true,
        due: [{ kind: 'reply', dueAt: on(10, '09:20') }],
      },
      zh: `▲ 重大 #23 幼儿园门口积水无人处理
徐航不同意周洁将本案定为不办，意见如下：
积水点在本县。
正式答复时限：10月10日 09:20（周六）
查看原帖：https://weibo.com/1234567890/Nabc
本案恢复办理，各项时限仍按原定时间，请按时办理。`,
      en: `▲ Major #23 幼儿园门口积水无人处理
徐航 does not agree to the dismissal of this case, which 周洁 asked for:
积水点在本县。
Reply due: 10 Oct 09:20 (Sat)
Post: https://weibo.com/1234567890/Nabc
The case is taken up again; its deadlines are what they were. Please keep them.`,
    },
    {
      sample: {
        kind: 'agreement-refused',
        subject,
        asked: { id: 'dismissal-1', request: 'dismissal', number: 1, by: '周洁', reason: '属邻县管辖。', level: null },
        by: '周洁',
        reason: '看错了。',
        withdrawn: true,
        undone: true,
        due: [],
      },
      zh: `▲ 重大 #23 幼儿园门口积水无人处理
周洁已撤回“将本案定为不办”，理由如下：
看错了。
查看原帖：https://weibo.com/1234567890/Nabc
本案恢复办理，各项时限仍按原定时间，请按时办理。`,
      en: `▲ Major #23 幼儿园门口积水无人处理
周洁 has withdrawn the dismissal of this case, for this reason:
看错了。
Post: https://weibo.com/1234567890/Nabc
The case is taken up again; its deadlines are what they were. Please keep them.`,
    },
  ],
  refusals: [],
}
