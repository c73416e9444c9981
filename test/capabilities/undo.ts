// Taking one's own forward back: who may, until when, what is left of the case, what is said.
import { expect } from 'vitest'
import { MINUTE, SECOND } from '../../src/domain/calendar/instant.ts'
import type { Sighted } from '../../src/domain/commands/intake/undo.ts'
import { DEFAULT_SECOND_PERSON } from '../../src/domain/policy/policy.ts'
import type { CapabilitySpec } from '../support/capability-specs.ts'
import { Given, refusalOf } from '../support/given.ts'
import { NOON, POLICY } from '../support/sample.ts'
import { on, subject } from '../wording/sample-subject.ts'

const undo = { type: 'undo' } as const

/** The case as it was forwarded, with its sightings as they would be read. */
const seen = (given: Given, more: Partial<Sighted>[] = []): Given => {
  const [post] = given.state.posts
  const first = { id: 1, post: post?.key ?? '', message: 'room:m1', person: 'li', at: NOON }
  return given.with({ sighted: [first, ...more.map((each, index) => ({ ...first, id: index + 2, ...each }))] })
}
const byZhou = { message: 'room:m2', person: 'zhou' }

export const spec: CapabilitySpec = {
  command: 'undo',
  authority: 'all | duty leaders | triage',
  tried: [undo, 'sighting-undone'],
  lives: {
    'by the only forwarder ends the case, and nobody else has to agree'() {
      const given = seen(
        Given.opened(undefined, 'li', NOON, { policy: { ...POLICY, secondPerson: DEFAULT_SECOND_PERSON } }),
      )
      const after = given.when('li', undo)
      expect(after.happened.slice(0, 2)).toEqual(['sighting-undone', 'dismissed'])
      const keys = given.state.posts.map(({ key }) => key)
      expect(after.find('sighting-undone').data).toEqual({ sightings: [1], posts: keys, left: false })
      expect(after.find('dismissed').data).toEqual({ reason: '', undone: true })
      expect(after.state).toMatchObject({ status: 'dismissed', sightings: 0, posts: given.state.posts })
      expect(after.state.clocks.every(({ status }) => status === 'cancelled')).toBe(true)
    },
    'by one of several takes their sighting alone'() {
      const given = seen(Given.opened(), [byZhou]).when('zhou', undo)
      expect(given.happened).toEqual(['sighting-undone'])
      expect(given.find('sighting-undone').data).toEqual({ sightings: [2], posts: [], left: false })
      expect(given.state).toMatchObject({ status: 'triage', sightings: 0 })
      expect(given.state.posts).toHaveLength(1)
    },
    'takes the last of several of their own'() {
      const given = seen(Given.opened(), [{ message: 'room:m2' }]).when('li', undo)
      expect(given.find('sighting-undone').data).toEqual({ sightings: [2], posts: [], left: true })
    },
    'is one of all posts of a message'() {
      const given = seen(Given.opened(), [{ post: 'url:other' }]).when('li', undo)
      expect(given.find('sighting-undone').data.sightings).toEqual([1, 2])
      expect(given.state.status).toBe('dismissed')
    },
    'may be done for ten minutes'() {
      const at = (millis: number) => seen(Given.opened().after(millis))
      expect(at(10 * MINUTE).when('li', undo).state.status).toBe('dismissed')
      expect(refusalOf(at(10 * MINUTE + SECOND).try('li', undo))).toEqual({
        reason: 'undo-too-late',
        minutes: 10,
        at: NOON,
      })
    },
    'is not for others, nor once the case was assigned'() {
      expect(refusalOf(seen(Given.opened()).try('zhou', undo))).toEqual({ reason: 'nothing-to-undo', by: ['李敏'] })
      const assigned = seen(Given.opened().when('zhou', { type: 'assign', department: '城管', co: [] }))
      expect(refusalOf(assigned.try('li', undo)).reason).toBe('wrong-status')
    },
  },
  notices: [
    {
      sample: { kind: 'registration-undone', subject, by: '李敏' },
      zh: `▲ 重大 #23 幼儿园门口积水无人处理
李敏已撤回登记，本案没有其他转报，不再办理；各项时限已取消，不再催办。
查看原帖：https://weibo.com/1234567890/Nabc
该帖文再次转报的，另行登记；确需办理本案的，请值班员发送 /重办 #23 理由。`,
      en: `▲ Major #23 幼儿园门口积水无人处理
李敏 has taken the forward back; nobody else has forwarded this case, and it is not dealt with. Its deadlines are cancelled.
Post: https://weibo.com/1234567890/Nabc
The post opens a case of its own when it is forwarded again; to deal with this one, a duty officer sends /reopen #23 <reason>.`,
    },
  ],
  refusals: [
    {
      sample: { reason: 'nothing-to-undo', by: ['李敏'] },
      zh: '您没有转报过本案（由李敏转报），登记只能由转报人撤回；不属受理范围的，请值班员发送 /不办 理由。',
      en: 'You have not forwarded this case (李敏 did), and only whoever did may take it back; if it is not ours, a duty officer sends /dismiss <reason>.',
    },
    {
      sample: { reason: 'undo-too-late', minutes: 10, at: on(9, '09:20') },
      zh: '您于10月9日 09:20（周五）转报，已超过10分钟，不能撤回登记；登记有误的，请值班员发送 /不办 理由，或用 /备注 内容 说明。',
      en: 'You forwarded it on 9 Oct 09:20 (Fri), more than 10 minutes ago, and it cannot be taken back; if it was a mistake, a duty officer sends /dismiss <reason>, or say so with /note <text>.',
    },
  ],
}
