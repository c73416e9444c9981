// What was handed over to a body that may lawfully ask for it: who may record it, what it must say, what is said of it.
import { expect } from 'vitest'
import { DAY } from '../../src/domain/calendar/instant.ts'
import type { CapabilitySpec } from '../support/capability-specs.ts'
import { Given, refusalOf } from '../support/given.ts'
import { subject } from '../wording/sample-subject.ts'

const GIVEN = { body: '市公安局', document: '调证字〔2026〕12号', approver: '赵主任', given: '图片-2026-0003原件' }

export const spec: CapabilitySpec = {
  command: 'disclose',
  authority: 'desk | duty leaders | triage waiting handling reviewing approved watching closed dismissed',
  tried: [{ type: 'disclose', ...GIVEN }, 'disclosed'],
  lives: {
    'is kept with the case, also beyond its end, and changes no deadline'() {
      const given = Given.opened()
      const before = given.state.clocks
      const after = given.when('zhou', { type: 'disclose', ...GIVEN })
      expect(after.happened).toEqual(['disclosed'])
      expect(after.state.clocks).toEqual(before)
      const ended = after.after(DAY).when('zhou', { type: 'dismiss', reason: '属邻县管辖' })
      const again = ended.when('zhou', { type: 'disclose', ...GIVEN, document: '调证字〔2026〕13号' })
      expect(again.state.disclosures.map(({ document, by }) => [document, by])).toEqual([
        ['调证字〔2026〕12号', 'zhou'],
        ['调证字〔2026〕13号', 'zhou'],
      ])
    },
    'is refused where it names no paper or no approver, or its recorder as the approver'() {
      const opened = Given.opened()
      expect(refusalOf(opened.try('zhou', { type: 'disclose', ...GIVEN, document: '', approver: '' }))).toEqual({
        reason: 'missing',
        command: 'disclose',
        what: 'document',
        also: ['approver'],
      })
      expect(refusalOf(opened.try('zhou', { type: 'disclose', ...GIVEN, approver: '周洁' })).reason).toBe(
        'own-disclosure',
      )
    },
  },
  notices: [
    {
      sample: { kind: 'disclosed', subject, by: '周强', disclosure: GIVEN },
      zh: `▲ 重大 #23 幼儿园门口积水无人处理
周强已登记依法调取情况。
调取机关：市公安局
文书号：调证字〔2026〕12号
批准人：赵主任
调取内容：图片-2026-0003原件
查看原帖：https://weibo.com/1234567890/Nabc`,
      en: `▲ Major #23 幼儿园门口积水无人处理
周强 has recorded a lawful disclosure.
Body: 市公安局
Paper: 调证字〔2026〕12号
Approved by: 赵主任
Handed over: 图片-2026-0003原件
Post: https://weibo.com/1234567890/Nabc`,
    },
  ],
  refusals: [
    {
      sample: { reason: 'own-disclosure', name: '周强' },
      zh: '批准人不能是登记人本人（周强）；请写明批准调取的领导。',
      en: 'Who records it (周强) cannot be who approved it; please name the leader who has.',
    },
  ],
}
