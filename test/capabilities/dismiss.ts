// Dismissing a case: alone where the policy leaves it to one, else agreed to by another person of rank, at night afterwards.
import { expect } from 'vitest'
import { DAY, HOUR, later, MINUTE } from '../../src/domain/calendar/instant.ts'
import type { Refusal } from '../../src/domain/capability/refusal.ts'
import { noticesFor } from '../../src/domain/notice/index.ts'
import type { NoticeOf } from '../../src/domain/notice/notice.ts'
import type { Org } from '../../src/domain/org/org.ts'
import { DEFAULT_SECOND_PERSON, type Policy } from '../../src/domain/policy/policy.ts'
import { plainText } from '../../src/wording/card/card.ts'
import { wordingOf } from '../../src/wording/index.ts'
import type { CapabilitySpec } from '../support/capability-specs.ts'
import { Given, refusalOf } from '../support/given.ts'
import { facts, NOON, ORG, POLICY } from '../support/sample.ts'
import { on, subject } from '../wording/sample-subject.ts'

const zh = wordingOf('zh-CN', 'Asia/Shanghai')
const en = wordingOf('en', 'Asia/Shanghai')
const REMINDER: NoticeOf<'reminder'> = {
  kind: 'reminder',
  subject,
  clock: 'review',
  owes: '徐航',
  dueAt: on(12, '10:30'),
  at: on(12, '08:30'),
  step: 1,
  repeat: 0,
  rungs: 1,
  told: ['徐航'],
  toldBefore: [],
  vacant: [],
  document: null,
  todo: 'approve',
  asks: { id: 'dismissal-1', request: 'dismissal', number: 1, by: '周洁', reason: '属邻县管辖。', level: null },
}

const PLAN: Policy = { ...POLICY, secondPerson: DEFAULT_SECOND_PERSON }
const dismiss = { type: 'dismiss', reason: '属邻县管辖' } as const
const approve = { type: 'approve' } as const
const refuse = { type: 'send-back', reason: '积水点在本县' } as const

const opened = (policy = PLAN, org: Org = ORG) => Given.opened(undefined, 'li', NOON, { policy, org })
const handling = (policy = PLAN, org: Org = ORG) =>
  opened(policy, org).when('zhou', { type: 'assign', department: '城管', co: [] }).when('chen', { type: 'claim' })
const review = (given: Given) => given.clock('review')

export const spec: CapabilitySpec = {
  command: 'dismiss',
  authority: 'desk | duty leaders | triage waiting handling',
  tried: [dismiss, 'dismissed'],
  lives: {
    'is done at once where the policy asks for nobody else'() {
      expect(handling(POLICY).when('zhou', dismiss).state.status).toBe('dismissed')
    },
    'is asked for, in every status before a draft, while the case goes on with its clocks'() {
      const waiting = opened().when('zhou', { type: 'assign', department: '城管', co: [] })
      for (const given of [opened(), waiting, handling()]) {
        const asked = given.when('zhou', dismiss)
        expect(asked.happened).toEqual(['dismissal-asked', 'clock-started'])
        expect(asked.state.status).toBe(given.state.status)
        expect(asked.state.clocks.slice(0, -1)).toEqual(given.state.clocks)
        expect(review(asked)).toMatchObject({ status: 'running', dueAt: later(NOON, 2 * HOUR) })
      }
      // What the department owes is said as before.
      const late = handling()
        .when('zhou', dismiss)
        .after(25 * HOUR)
        .tick()
      const said = late.events.flatMap((each) => (each.type === 'reminded' ? [each.data.clock] : []))
      expect(said).toEqual(expect.arrayContaining(['7-reply-1', '7-review-1']))
    },
    'is agreed to by any other person of rank, and by nobody else'() {
      const asked = handling().when('zhou', dismiss)
      for (const by of ['xu', 'zhao', 'gao']) {
        const agreed = asked.when(by, approve)
        expect(agreed.happened.slice(0, 2)).toEqual(['dismissal-agreed', 'clock-met'])
        expect(agreed.find('dismissed')).toMatchObject({ actor: by, data: { reason: '属邻县管辖', asked: 'zhou' } })
        expect(agreed.state).toMatchObject({ status: 'dismissed', requests: [], setAside: null })
        expect(agreed.state.clocks.filter(({ status }) => status === 'running' || status === 'held')).toEqual([])
      }
      for (const by of ['chen', 'lin', 'li']) {
        expect(refusalOf(asked.try(by, approve)), by).toMatchObject({
          reason: 'not-your-turn',
          request: 'dismissal',
          names: ['徐航', '赵建国', '高远'],
        })
      }
    },
    'is not agreed to by another duty officer, unless the policy says so'() {
      const wang = { key: 'wang', name: '王芳', roles: ['duty-officer' as const], ids: { room: 'wang' } }
      const org = { ...ORG, people: [...ORG.people, wang] }
      const refused = handling(PLAN, org).when('zhou', dismiss).try('wang', approve)
      expect(refusalOf(refused).reason).toBe('not-your-turn')
      const lenient = { ...PLAN, secondPerson: { ...DEFAULT_SECOND_PERSON, by: ['duty-officer' as const] } }
      expect(handling(lenient, org).when('zhou', dismiss).when('wang', approve).state.status).toBe('dismissed')
    },
    'is not agreed to by whoever asked, also under another account, nor with another hat on'() {
      const twin = { key: 'zhou-2', name: '周洁', roles: ['office' as const], ids: { feishu: 'ou_zhou' } }
      const people = ORG.people.map((each) =>
        each.key === 'zhou'
          ? { ...each, roles: [...each.roles, 'principal' as const], ids: { feishu: 'ou_zhou' } }
          : each,
      )
      const asked = handling(PLAN, { ...ORG, people: [...people, twin] }).when('zhou', dismiss)
      for (const by of ['zhou', 'zhou-2'])
        expect(refusalOf(asked.try(by, approve)), by).toEqual({ reason: 'own-draft', request: 'dismissal' })
      expect(asked.when('xu', approve).state.status).toBe('dismissed')
    },
    'of a leader needs another of rank'() {
      const asked = handling().when('gao', dismiss)
      expect(refusalOf(asked.try('gao', approve)).reason).toBe('own-draft')
      expect(asked.when('zhao', approve).state.status).toBe('dismissed')
    },
    'is refused where nobody else could agree'() {
      const people = ORG.people.map((each) => (each.key === 'xu' ? { ...each, roles: [] } : each))
      const departments = ORG.departments.map((each) => ({ ...each, supervisor: null }))
      const alone = { ...ORG, departments, people: people.filter(({ key }) => key !== 'zhao') }
      const refusal = refusalOf(opened(PLAN, alone).try('gao', dismiss))
      expect(refusal).toEqual({
        reason: 'no-second-person',
        roles: ['office', 'supervisor', 'principal', 'leading-group'],
      })
    },
    'is asked for once'() {
      const asked = handling().when('zhou', dismiss).after(HOUR)
      expect(refusalOf(asked.try('zhou', dismiss))).toEqual({
        reason: 'asked-already',
        request: 'dismissal',
        by: '周洁',
        at: NOON,
        names: ['徐航', '赵建国', '高远'],
      })
    },
    'is refused by whoever is asked: the case goes on as if nothing had been asked'() {
      const before = handling()
      const refused = before.when('zhou', dismiss).when('xu', refuse)
      expect(refused.happened).toEqual(['dismissal-refused', 'clock-met'])
      expect(refused.state).toMatchObject({ status: 'handling', requests: [], parts: before.state.parts })
      expect(refused.state.clocks.slice(0, -1)).toEqual(before.state.clocks)
      expect(refused.when('zhou', dismiss).state.requests).toMatchObject([{ id: 'dismissal-2' }])
    },
    'nags whoever is asked, and those above, until it is decided'() {
      const asked = handling().when('zhou', dismiss)
      const early = asked
        .after(90 * MINUTE)
        .tick()
        .find('reminded')
      expect(early.data).toMatchObject({ clock: '7-review-1', to: ['xu'] })
      const late = asked.after(2 * HOUR + DAY + 5 * DAY).tick()
      const nagged = late.events.find((each) => each.type === 'reminded' && each.data.clock === '7-review-1')
      expect(nagged?.data).toMatchObject({ step: 5, repeat: 5, to: expect.arrayContaining(['gao']) })
    },
    'ends the case also where a draft has come meanwhile, and its review with it'() {
      const reviewing = handling().when('zhou', dismiss).when('chen', { type: 'draft', text: '已安排排水。' })
      const agreed = reviewing.when('gao', approve)
      expect(agreed.happened).toContain('request-lapsed')
      expect(agreed.state).toMatchObject({ status: 'dismissed', requests: [] })
      const approved = reviewing.when('lin', approve)
      expect(approved.state.status).toBe('approved')
      expect(approved.when('gao', approve).state.status).toBe('dismissed')
    },
    'is void once the case is answered: nobody is asked any more'() {
      const published = handling()
        .when('zhou', dismiss)
        .when('chen', { type: 'draft', text: '已安排排水。' })
        .when('lin', approve)
        .when('chen', { type: 'publish', url: 'https://city.example/reply/1' })
      expect(published.happened).toContain('request-lapsed')
      expect(published.state).toMatchObject({ status: 'watching', requests: [{ kind: 'reply', status: 'granted' }] })
      expect(published.state.clocks.find(({ id }) => id === '7-review-1')?.status).toBe('cancelled')
    },
    'tells the desk whom it waits for, and asks that person with the whole reason'() {
      const before = handling()
      const asked = before.when('zhou', dismiss)
      const context = { before: before.state, after: asked.state, facts: facts('zhou', NOON, { policy: PLAN }) }
      const told = noticesFor(context, asked.events).filter(({ notice }) => notice.kind === 'agreement-asked')
      expect(told.map(({ to, mention, notice }) => [to, mention, 'asks' in notice && notice.asks])).toEqual([
        [{ room: 'duty' }, [], false],
        [{ room: 'leaders' }, ['xu'], true],
      ])
      expect(told[1]?.notice).toMatchObject({ dueAt: later(NOON, 2 * HOUR), asked: { reason: '属邻县管辖' } })
    },
    'is named in reminders and refusals for what it is: no draft'() {
      expect([zh.notice(REMINDER), en.notice(REMINDER)].map(plainText)).toEqual([
        `▲ 重大 #23 幼儿园门口积水无人处理
审核时限为10月12日 10:30（今天，还剩2小时），目前周洁提出的不办尚未决定。
理由：属邻县管辖。
查看原帖：https://weibo.com/1234567890/Nabc
请徐航及时决定是否同意不办。`,
        `▲ Major #23 幼儿园门口积水无人处理
Review due 12 Oct 10:30 (today, 2 hours left): the dismissal that 周洁 asked for is undecided.
Reason: 属邻县管辖。
Post: https://weibo.com/1234567890/Nabc
徐航: please decide on the dismissal in good time.`,
      ])
      const own = { reason: 'own-draft', request: 'dismissal' } as const
      expect([zh.refusal(own), en.refusal(own)]).toEqual([
        '本人提出的不办须由他人决定，请其他有权决定的人员发送 /审定 或 /退改。',
        'You asked for the dismissal yourself; somebody else decides, with /approve or /sendback.',
      ])
      const others: Refusal = { reason: 'not-your-turn', role: 'office', names: ['徐航', '高远'], request: 'dismissal' }
      expect([zh.refusal(others), en.refusal(others)]).toEqual([
        '是否同意不办，须由徐航或高远决定，请由其发送 /审定 或 /退改。',
        'The dismissal is for 徐航 or 高远 to decide, with /approve or /sendback.',
      ])
    },
  },
  notices: [
    {
      sample: {
        kind: 'agreement-asked',
        subject,
        asked: {
          id: 'dismissal-1',
          request: 'dismissal',
          number: 1,
          by: '周洁',
          reason: '属邻县管辖，已转告当事人。',
          level: null,
        },
        role: 'office',
        names: ['徐航'],
        dueAt: on(9, '14:00'),
        from: null,
        asks: true,
      },
      zh: `▲ 重大 #23 幼儿园门口积水无人处理
周洁申请将本案定为不办，理由如下：
属邻县管辖，已转告当事人。
查看原帖：https://weibo.com/1234567890/Nabc
请徐航（办公室）于10月9日 14:00（周五）前决定是否同意（同意发送 /审定 不办，不同意发送 /退改 不办 意见）；决定之前，本案照常办理和催办。`,
      en: `▲ Major #23 幼儿园门口积水无人处理
周洁 asks for the dismissal of this case, for this reason:
属邻县管辖，已转告当事人。
Post: https://weibo.com/1234567890/Nabc
徐航 (office): please decide by 9 Oct 14:00 (Fri), by /approve dismissal, or /sendback dismissal with the reason. Until then the case goes on, and so do its reminders.`,
    },
    {
      sample: { kind: 'request-lapsed', subject, request: 'dismissal', by: '周洁' },
      zh: `▲ 重大 #23 幼儿园门口积水无人处理
案情已有变化，周洁此前提出的不办不再适用，无须再作决定。
查看原帖：https://weibo.com/1234567890/Nabc`,
      en: `▲ Major #23 幼儿园门口积水无人处理
The case has changed: the dismissal that 周洁 asked for is void, and nobody need decide on it.
Post: https://weibo.com/1234567890/Nabc`,
    },
  ],
  refusals: [
    {
      sample: { reason: 'no-second-person', roles: ['office', 'principal'] },
      zh: '此事须由另一人（办公室或主要领导）同意，而这些岗位空缺，或仅由您本人担任；请管理员补设后重新发送。',
      en: 'Somebody else must agree to this (office or principal), and these posts are vacant or yours alone; please have the administrator fill one and send it again.',
    },
    {
      sample: {
        reason: 'asked-already',
        request: 'dismissal',
        by: '周洁',
        at: on(9, '12:00'),
        names: ['徐航', '高远'],
      },
      zh: '周洁已于10月9日 12:00（周五）提出不办，正待徐航或高远决定，无须重复提出。',
      en: '周洁 asked for the dismissal at 9 Oct 12:00 (Fri), and 徐航 or 高远 is to decide; you need not ask again.',
    },
  ],
}
