// An interim statement: who may draft one, and what is said on its way to the public. First responses and commitments go the same way.
import { expect } from 'vitest'
import type { CapabilitySpec } from '../support/capability-specs.ts'
import { Given } from '../support/given.ts'
import { claims, findings } from '../wording/sample-findings.ts'
import { on, subject } from '../wording/sample-subject.ts'

const handling = () =>
  Given.opened().when('zhou', { type: 'assign', department: '城管', co: [] }).when('chen', { type: 'claim' })

const TEXT = '抽水泵已到位，预计今晚排完。城管局 0571-88881234'
const face = { subject, id: 'interim-2', statement: 'interim', number: 2, until: null } as const
const promise = { ...face, id: 'commitment-1', statement: 'commitment', number: 1, until: on(14, '17:30') } as const

export const spec: CapabilitySpec = {
  command: 'interim',
  authority: 'department spokesperson | duty department | handling reviewing approved',
  tried: [{ type: 'interim', text: TEXT }, 'statement-drafted'],
  lives: {
    'may be drafted any number of times'() {
      const given = handling()
        .when('chen', { type: 'interim', text: '一' })
        .when('chen', { type: 'interim', text: '二' })
      expect(given.state.requests.map(({ id }) => id)).toEqual(['interim-1', 'interim-2'])
    },
  },
  notices: [
    {
      sample: {
        kind: 'statement-for-approval',
        ...promise,
        by: '陈明',
        department: '城管局',
        text: TEXT,
        role: 'supervisor',
        approvers: ['赵建国'],
        dueAt: on(9, '17:20'),
        turn: 1,
        turns: 1,
        instead: on(12, '17:30'),
        again: true,
      },
      zh: `▲ 重大 #23 幼儿园门口积水无人处理
承诺审定后尚未公开，正式答复已逾期并已通知上级，须由上级再行审定。
陈明代表城管局提交承诺。全文如下：
抽水泵已到位，预计今晚排完。城管局 0571-88881234
承诺日期：10月14日 17:30（周三）。原已承诺10月12日 17:30（周一），本次为改期。
查看原帖：https://weibo.com/1234567890/Nabc
请赵建国（分管领导）于10月9日 17:20（周五）前审定或退改；发布并登记后方为有效。`,
      en: `▲ Major #23 幼儿园门口积水无人处理
The commitment was approved and is not public yet; the reply is late since and those above were told, who must decide as well.
陈明 has submitted for 城管局 the commitment. In full:
抽水泵已到位，预计今晚排完。城管局 0571-88881234
Promised date: 14 Oct 17:30 (Wed). It takes the place of 12 Oct 17:30 (Mon), which was promised before.
Post: https://weibo.com/1234567890/Nabc
赵建国 (supervising leader): please approve it or send it back by 9 Oct 17:20 (Fri); it counts once it is published and on record.`,
    },
    {
      sample: { kind: 'statement-checked', ...face, findings, claims },
      zh: `▲ 重大 #23 幼儿园门口积水无人处理
第2次阶段通报已送审。核对时发现以下各处，供斟酌：
“截止”（第5字）似应为“截至”
“11月29日（星期一”（第21字）日期与星期不符，该日是星期日
未写明办公电话，便于群众联系
来帖诉求（按字词对照，仅供参考）：
√ 1. 积水何时排干
□ 2. 谁来赔偿损失（未见回应）
查看原帖：https://weibo.com/1234567890/Nabc
确需修改的，请与审核人联系，退改后重新送审。`,
      en: `▲ Major #23 幼儿园门口积水无人处理
The interim statement 2 is with its approver. Please consider what the checks found:
“截止” (character 5): probably “截至”
“11月29日（星期一” (character 21): that day is a Sunday
no office phone to call
What the post asks (compared by words; please judge for yourself):
√ 1. 积水何时排干
□ 2. 谁来赔偿损失 (no answer found)
Post: https://weibo.com/1234567890/Nabc
Should it be changed, ask the approver to send it back, and submit it again.`,
    },
    {
      sample: { kind: 'statement-approved', ...face, by: '林峰', role: 'head', text: TEXT },
      zh: `▲ 重大 #23 幼儿园门口积水无人处理
第2次阶段通报已由林峰（部门负责人）审定。定稿如下：
抽水泵已到位，预计今晚排完。城管局 0571-88881234
查看原帖：https://weibo.com/1234567890/Nabc
请按定稿发布，并登记链接；点对点告知的，登记方式、时刻、经办、凭证和反应。`,
      en: `▲ Major #23 幼儿园门口积水无人处理
林峰 (department head) has approved the interim statement 2. The approved text:
抽水泵已到位，预计今晚排完。城管局 0571-88881234
Post: https://weibo.com/1234567890/Nabc
Please publish it as approved, then record the link; where it is told privately: how, when, by whom, the evidence and the reaction.`,
    },
    {
      sample: {
        kind: 'statement-sent-back',
        ...face,
        by: '林峰',
        role: 'head',
        reason: '请写明完成时间。',
        due: [{ kind: 'reply', dueAt: on(10, '09:20') }],
      },
      zh: `▲ 重大 #23 幼儿园门口积水无人处理
林峰（部门负责人）退回第2次阶段通报，意见如下：
请写明完成时间。
正式答复时限：10月10日 09:20（周六）
查看原帖：https://weibo.com/1234567890/Nabc
请按意见修改，重新送审。`,
      en: `▲ Major #23 幼儿园门口积水无人处理
林峰 (department head) has sent the interim statement 2 back:
请写明完成时间。
Reply due: 10 Oct 09:20 (Sat)
Post: https://weibo.com/1234567890/Nabc
Please revise it and submit it again.`,
    },
    {
      sample: { kind: 'statement-withdrawn', ...promise, cause: 'answered' },
      zh: `▲ 重大 #23 幼儿园门口积水无人处理
正式答复已发布，承诺不再审定、发布，稿件留存在案。
查看原帖：https://weibo.com/1234567890/Nabc`,
      en: `▲ Major #23 幼儿园门口积水无人处理
The reply has been published: the commitment is no longer waited for. Its text stays on record.
Post: https://weibo.com/1234567890/Nabc`,
    },
    {
      sample: {
        kind: 'statement-published',
        ...face,
        department: '城管局',
        publication: {
          way: 'private',
          how: '电话',
          when: on(9, '15:00'),
          handledBy: '陈明',
          evidence: '通话录音',
          reaction: '表示理解',
          at: on(9, '15:10'),
          by: 'chen',
        },
        byName: '陈明',
        text: TEXT,
      },
      zh: `▲ 重大 #23 幼儿园门口积水无人处理
城管局已点对点告知第2次阶段通报，由陈明登记。
正式答复仍按时限办理。
登记时间：10月9日 15:10（周五）
方式：电话
时刻、经办：10月9日 15:00（周五），陈明
凭证：通话录音
对方反应：表示理解
定稿：抽水泵已到位，预计今晚排完。城管局 0571-88881234
查看原帖：https://weibo.com/1234567890/Nabc
请值班员核对凭证与定稿。`,
      en: `▲ Major #23 幼儿园门口积水无人处理
城管局 has told privately the interim statement 2, recorded by 陈明.
The deadline of the reply stays as it is.
Recorded: 9 Oct 15:10 (Fri)
How: 电话
When, by whom: 9 Oct 15:00 (Fri), 陈明
Evidence: 通话录音
Reaction: 表示理解
Approved text: 抽水泵已到位，预计今晚排完。城管局 0571-88881234
Post: https://weibo.com/1234567890/Nabc
Duty officer: please check the evidence against the approved text.`,
    },
  ],
  refusals: [
    {
      sample: { reason: 'already-asked', statement: 'commitment', role: 'head', names: ['林峰'] },
      zh: '承诺已送审，现由林峰（部门负责人）审定，无须重复；如需修改，请先由其退改（/退改）。',
      en: 'The commitment is with 林峰 (department head) already and need not be submitted again; to change it, please have it sent back first (/sendback).',
    },
    {
      sample: {
        reason: 'which-request',
        command: 'approve',
        called: '',
        waiting: [
          { kind: 'first-response', number: 1 },
          { kind: 'interim', number: 2 },
        ],
      },
      zh: '现有首次回应、第2次阶段通报同时待办，请写明是哪一项：/审定 首次回应或/审定 阶段通报2。',
      en: 'First response and interim statement 2 wait at the same time; please say which: /approve first response or /approve interim 2.',
    },
    {
      sample: {
        reason: 'no-such-request',
        command: 'publish',
        called: { kind: 'commitment', number: null },
        waiting: [{ kind: 'reply', number: 3 }],
      },
      zh: '本案没有待办的承诺；待办的是正式答复，请发送 /发布 正式答复。',
      en: 'No commitment of this case waits, but reply; please send /publish reply.',
    },
    {
      sample: { reason: 'left-over', command: 'publish', text: '已答复。', numbers: [] },
      zh: '未能理解“/发布”后面的“已答复。”，尚未执行。请只发送 /发布 答复链接；点对点答复的，请发送 /发布 点对点 方式：…；时刻：10-10 15:00；经办：…；凭证：…；反应：…。',
      en: '“已答复。” after /publish was not understood: nothing was done. Please send /publish <link> alone; for a private reply, /publish private how: …; when: 10-10 15:00; by: …; evidence: …; reaction: ….',
    },
  ],
}
