// Registering what came in otherwise than by a forward: who may, what it lacks, what is said.
import { expect } from 'vitest'
import type { CommandOf } from '../../src/domain/capability/command.ts'
import { decide } from '../../src/domain/decide/index.ts'
import { registrationFilled } from '../../src/domain/input/registration.ts'
import type { CapabilitySpec } from '../support/capability-specs.ts'
import { Given, refusalOf } from '../support/given.ts'
import { facts, NOON, opening } from '../support/sample.ts'
import { on, subject } from '../wording/sample-subject.ts'

const call: CommandOf<'open'> = { ...opening(), came: { source: 'call', order: null } }
const order = (deadline: string): CommandOf<'open'> => ({
  ...opening(),
  came: { source: 'superior', order: { number: '〔2026〕15号', deadline } },
})
const filled = (values: Record<string, string>) => registrationFilled({ source: '', text: '', ...values })

export const spec: CapabilitySpec = {
  command: 'open',
  authority: 'all | duty | triage',
  tried: [call, 'opened'],
  lives: {
    'opens a case that tells how it came in'() {
      expect(Given.opened(call, 'li').state).toMatchObject({ status: 'triage', source: 'call', order: null })
    },
    'of a superior’s paper keeps its number and deadline, as it was picked'() {
      const read = filled({
        source: 'superior',
        text: '核查积水',
        number: '〔2026〕15号',
        deadline: '2026-12-05T18:00',
      })
      expect(read).toEqual({
        source: 'superior',
        text: '核查积水',
        order: { number: '〔2026〕15号', deadline: '2026-12-05 18:00' },
      })
      const { state } = Given.opened(order('2026-12-05 18:00'), 'li')
      expect(state.order).toEqual({ number: '〔2026〕15号', deadline: '2026-12-05T10:00:00.000Z' })
    },
    'is read from a form as it is typed, and lacks what it lacks'() {
      expect(filled({ source: 'call', text: '路灯不亮' })).toEqual({ source: 'call', text: '路灯不亮', order: null })
      expect(filled({ source: 'call' })).toEqual({ reason: 'register-lacks', source: 'call', what: ['text'] })
      const what = ['number', 'deadline', 'text']
      expect(filled({ source: 'superior' })).toEqual({ reason: 'register-lacks', source: 'superior', what })
      expect(filled({ text: '路灯不亮' })).toMatchObject({ reason: 'unknown-source', called: '' })
    },
    'drops no deadline in silence where no paper was meant'() {
      const refusal = { reason: 'order-of-superior', source: 'call' }
      expect(filled({ source: 'call', text: '路灯不亮', deadline: '2026-12-05T18:00' })).toEqual(refusal)
      expect(filled({ source: 'call', text: '路灯不亮', number: '15号' })).toEqual(refusal)
    },
    'is refused where the deadline is no date'() {
      const decision = decide(null, order('11-31'), facts('li', NOON))
      expect(refusalOf(decision)).toEqual({ reason: 'bad-deadline', text: '11-31' })
    },
  },
  notices: [
    {
      sample: {
        kind: 'same-words',
        subject,
        source: 'call',
        like: { ...subject, number: 7, title: '路灯不亮' },
        likeStatus: 'handling',
      },
      zh: `▲ 重大 #23 幼儿园门口积水无人处理
本案已登记。其内容与 #7 路灯不亮（办理中）文字相同；来电未必是同一事项，未予合并。
查看原帖：https://weibo.com/1234567890/Nabc
确属同一事项的，请发送 /登记 #7 来电 内容，计入该案；本案由值班员发送 /不办 #23 理由。`,
      en: `▲ Major #23 幼儿园门口积水无人处理
Registered. Its words are those of #7 路灯不亮 (in hand); a call need not be the same matter, and was not joined to it.
Post: https://weibo.com/1234567890/Nabc
If it is the same matter, please send /register #7 call <text>, which counts it there; a duty officer then sends /dismiss #23 <reason>.`,
    },
    {
      sample: { kind: 'registered', subject, due: { kind: 'triage', dueAt: on(9, '09:50') }, source: 'call' },
      zh: `▲ 重大 #23 幼儿园门口积水无人处理
您登记的来电已登记为本案，由值班员研判分办。
查看原帖：https://weibo.com/1234567890/Nabc
研判分办时限：10月9日 09:50（周五）`,
      en: `▲ Major #23 幼儿园门口积水无人处理
What you registered (call) is registered as this case; a duty officer will assign it.
Post: https://weibo.com/1234567890/Nabc
Triage due 9 Oct 09:50 (Fri)`,
    },
  ],
  refusals: [
    {
      sample: { reason: 'order-of-superior', source: 'call' },
      zh: `来文号、反馈时限仅用于上级交办，所选来源为来电，尚未登记。请将来源改为上级交办，或清空这两项后重新提交。`,
      en: `A number and a deadline go with a paper of the superior body, and the source chosen is “call”: nothing was registered. Please choose the superior body, or leave the two empty.`,
    },
    {
      sample: { reason: 'register-lacks', source: 'call', what: ['text'] },
      zh: `请写明内容，格式为 /登记 来电 内容。`,
      en: `Please give what it is about: /register call <text>.`,
    },
    {
      sample: { reason: 'bad-deadline', text: '11-31' },
      zh: `未能识别反馈时限“11-31”，请写成 12-05、12月5日 18:00 或 2026-12-05。例如：/登记 上级交办 〔2026〕15号 12-05 内容。`,
      en: `“11-31” is no deadline that can be read; please write 12-05, 2026-12-05 or 12-05 18:00. For example: /register superior 〔2026〕15号 12-05 <text>.`,
    },
  ],
}
