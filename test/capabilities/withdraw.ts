// Taking back what another person was to agree to: who may, what follows, who hears of it.
import { expect } from 'vitest'
import { HOUR } from '../../src/domain/calendar/instant.ts'
import { noticesFor } from '../../src/domain/notice/index.ts'
import type { Org } from '../../src/domain/org/org.ts'
import { DEFAULT_SECOND_PERSON, type Policy } from '../../src/domain/policy/policy.ts'
import type { CapabilitySpec } from '../support/capability-specs.ts'
import { Given, refusalOf } from '../support/given.ts'
import { facts, NOON, ORG, POLICY } from '../support/sample.ts'
import { on, subject } from '../wording/sample-subject.ts'

const PLAN: Policy = { ...POLICY, secondPerson: DEFAULT_SECOND_PERSON }
const MA = { key: 'ma', name: '马骏', roles: ['duty-officer' as const], ids: { room: 'ma' } }
const TWO: Org = { ...ORG, people: [...ORG.people, MA] }
const withdraw = { type: 'withdraw', reason: '' } as const

const handling = (org = ORG) =>
  Given.opened(undefined, 'li', NOON, { policy: PLAN, org })
    .when('zhou', { type: 'assign', department: '城管', co: [] })
    .when('chen', { type: 'claim' })
const toDismiss = (org = ORG) => handling(org).when('zhou', { type: 'dismiss', reason: '属邻县管辖' })
const grave = () => handling().when('zhou', { type: 'level', level: '1', reason: '' })
const toLower = () => grave().when('zhou', { type: 'level', level: '2', reason: '影响较小' })
const night = () =>
  handling()
    .after(8 * HOUR)
    .when('zhou', { type: 'dismiss', reason: '属邻县管辖' })
const review = (given: Given) => given.clock('review')

export const spec: CapabilitySpec = {
  command: 'withdraw',
  authority: 'desk | duty leaders | triage waiting handling reviewing approved watching closed dismissed',
  tried: [withdraw, 'dismissal-withdrawn'],
  lives: {
    'a dismissal is not decided any more: its clock ends, and the case goes on as it did'() {
      const before = toDismiss()
      const after = before.after(HOUR).when('zhou', { ...withdraw, reason: '核实属本县' })
      expect(after.happened).toEqual(['dismissal-withdrawn', 'clock-met'])
      expect(after.find('dismissal-withdrawn').data).toEqual({ request: 1, reason: '核实属本县' })
      expect(after.state).toMatchObject({ status: 'handling', requests: [] })
      expect(review(after).status).toBe('met')
      expect(after.clock('reply')).toEqual(before.clock('reply'))
      expect(after.when('zhou', { type: 'dismiss', reason: '属邻县' }).find('dismissal-asked').data.request).toBe(2)
    },
    'so is a gentler level'() {
      const after = toLower().when('zhou', withdraw)
      expect(after.happened).toEqual(['lowering-withdrawn', 'clock-met'])
      expect(after.state).toMatchObject({ level: 1, requests: [] })
    },
    'what was done alone at night is undone'() {
      const back = night().when('zhou', withdraw)
      expect(back.happened).toEqual(expect.arrayContaining(['dismissal-withdrawn', 'taken-up']))
      expect(back.state).toMatchObject({ status: 'handling', setAside: null })
      const lowered = grave()
        .after(8 * HOUR)
        .when('zhou', { type: 'level', level: '2', reason: '影响较小' })
      expect(lowered.state.level).toBe(2)
      expect(lowered.when('zhou', withdraw).state).toMatchObject({ level: 1, requests: [] })
    },
    'by whoever asked, or somebody of their role who is on duty'() {
      expect(toDismiss(TWO).when('ma', withdraw).happened[0]).toBe('dismissal-withdrawn')
      const off = toDismiss(TWO).with({ org: { ...TWO, onDuty: ['zhou'] } })
      expect(refusalOf(off.try('ma', withdraw))).toEqual({ reason: 'not-yours-to-withdraw', by: '周洁', others: [] })
      expect(refusalOf(toDismiss().try('zhao', withdraw)).reason).toBe('not-yours-to-withdraw')
      expect(refusalOf(toDismiss().try('xu', withdraw)).reason).toBe('not-authorised')
    },
    'of several says which, and nothing is taken back that nobody asked'() {
      const both = toLower().when('zhou', { type: 'dismiss', reason: '属邻县管辖' })
      expect(refusalOf(both.try('zhou', withdraw)).reason).toBe('which-request')
      expect(both.when('zhou', { ...withdraw, statement: 'lowering' }).happened[0]).toBe('lowering-withdrawn')
      expect(refusalOf(handling().try('zhou', withdraw)).reason).toBe('nothing-asked')
    },
    'tells those who were asked, and calls nobody who was to be asked in the morning'() {
      const told = (before: Given) => {
        const after = before.when('zhou', withdraw)
        const context = { before: before.state, after: after.state, facts: facts('zhou', after.now, { policy: PLAN }) }
        return noticesFor(context, after.events)
          .filter(({ notice }) => notice.kind === 'agreement-refused')
          .map(({ to, mention }) => [to, mention])
      }
      expect(told(toDismiss())).toEqual([
        [{ room: 'duty' }, []],
        [{ room: 'leaders' }, ['xu']],
      ])
      expect(told(night())).toEqual([
        [{ room: 'duty' }, []],
        [{ room: 'urban' }, ['chen']],
      ])
    },
  },
  notices: [
    {
      sample: {
        kind: 'agreement-refused',
        subject,
        asked: { id: 'dismissal-1', request: 'dismissal', number: 1, by: '周洁', reason: '属邻县管辖。', level: null },
        by: '马骏',
        reason: '',
        withdrawn: true,
        undone: false,
        due: [{ kind: 'reply', dueAt: on(10, '09:20') }],
      },
      zh: `▲ 重大 #23 幼儿园门口积水无人处理
马骏已撤回周洁的申请（将本案定为不办），无须再作决定。
正式答复时限：10月10日 09:20（周六）
查看原帖：https://weibo.com/1234567890/Nabc
本案照常办理，各项时限不变。`,
      en: `▲ Major #23 幼儿园门口积水无人处理
马骏 has withdrawn the request of 周洁 for the dismissal of this case; nothing is left to decide.
Reply due: 10 Oct 09:20 (Sat)
Post: https://weibo.com/1234567890/Nabc
The case goes on; its deadlines stay as they are.`,
    },
  ],
  refusals: [
    {
      sample: { reason: 'nothing-asked' },
      zh: '本案目前没有待他人同意的申请，无须撤回。',
      en: 'Nothing in this case waits for somebody’s agreement; you need not send /withdraw.',
    },
    {
      sample: { reason: 'not-yours-to-withdraw', by: '周洁', others: ['马骏'] },
      zh: '该申请由周洁提出，须由周洁或马骏撤回；轮到您决定的，请发送 /审定 或 /退改 意见。',
      en: '周洁 asked for this, and 周洁 or 马骏 may withdraw it; if it is yours to decide, please send /approve or /sendback <reason>.',
    },
  ],
}
