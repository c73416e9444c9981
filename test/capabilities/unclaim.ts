// Giving a claim up: who may, what follows, what is said.
import { expect } from 'vitest'
import { DAY, HOUR, later } from '../../src/domain/calendar/instant.ts'
import type { CapabilitySpec } from '../support/capability-specs.ts'
import { Given, refusalOf } from '../support/given.ts'
import { NOON } from '../support/sample.ts'
import { on, subject } from '../wording/sample-subject.ts'

const handling = () =>
  Given.opened().when('zhou', { type: 'assign', department: '城管', co: [] }).when('chen', { type: 'claim' })

export const spec: CapabilitySpec = {
  command: 'unclaim',
  authority: 'department | duty department | handling reviewing approved',
  tried: [{ type: 'unclaim' }, 'released'],
  lives: {
    'changes nothing while another has the case'() {
      const given = handling().when('lin', { type: 'claim' }).when('chen', { type: 'unclaim' })
      expect(given.happened).toEqual(['released'])
      expect(given.state).toMatchObject({ status: 'handling', parts: [{ claims: [{ person: 'lin' }] }] })
    },
    'by the last makes the case wait again, with the claim clock anew and the reply clock as it was'() {
      const given = handling()
        .after(3 * HOUR)
        .when('chen', { type: 'unclaim' })
      expect(given.happened).toEqual(['released', 'clock-started'])
      expect(given.state.status).toBe('waiting')
      expect(given.clock('claim')).toMatchObject({ dueAt: later(NOON, 4 * HOUR), why: { base: 'released' } })
      expect(given.clock('reply')).toMatchObject({ status: 'running', dueAt: later(NOON, DAY), generation: 1 })
      expect(given.when('lin', { type: 'claim' }).clock('claim').status).toBe('met')
    },
    'is refused to who has not claimed, and to the last while a draft is under way'() {
      expect(refusalOf(handling().try('lin', { type: 'unclaim' })).reason).toBe('not-claimed-by-you')
      const reviewing = handling().when('chen', { type: 'draft', text: '稿' })
      expect(refusalOf(reviewing.try('chen', { type: 'unclaim' })).reason).toBe('last-claim')
    },
  },
  notices: [
    {
      sample: {
        kind: 'released',
        subject,
        by: '陈明',
        department: '城管局',
        text: '',
        due: { kind: 'claim', dueAt: on(9, '12:20') },
      },
      zh: `▲ 重大 #23 幼儿园门口积水无人处理
陈明已取消签收，本案目前无人签收。
查看原帖：https://weibo.com/1234567890/Nabc
请城管局于10月9日 12:20（周五）前另行安排人员签收。`,
      en: `▲ Major #23 幼儿园门口积水无人处理
陈明 has given up the claim; nobody has this case in hand now.
Post: https://weibo.com/1234567890/Nabc
城管局: please have somebody claim it by 9 Oct 12:20 (Fri).`,
    },
  ],
  refusals: [
    {
      sample: { reason: 'not-claimed-by-you' },
      zh: '您没有签收本案，无须取消。',
      en: 'You have not claimed this case; there is nothing to give up.',
    },
    {
      sample: { reason: 'last-claim' },
      zh: '稿件已送审，您是唯一的签收人，暂不能取消；请由接手人员先签收（/签收），您再取消。',
      en: 'A draft is under way and nobody else has claimed the case; whoever takes over must claim it first (/claim).',
    },
  ],
}
