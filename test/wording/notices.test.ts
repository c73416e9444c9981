// The moments that matter, as they are read: whole texts in both languages, and what holds for every message.
import { describe, expect, it } from 'vitest'
import type { NoticeOf } from '../../src/domain/notice/notice.ts'
import { type Card, plainText } from '../../src/wording/card/card.ts'
import { type Lang, type SpokenNotice, wordingOf } from '../../src/wording/index.ts'
import { opened, reviewing, watching } from './sample-cards.ts'
import { afterDowntime, draftText, ladder, notices } from './samples.ts'

const zh = wordingOf('zh-CN', 'Asia/Shanghai')
const en = wordingOf('en', 'Asia/Shanghai')

const HEAD = '▲ 重大 #23 幼儿园门口积水无人处理'
const POST = '查看原帖：https://weibo.com/1234567890/Nabc'
const EN_HEAD = '▲ Major #23 幼儿园门口积水无人处理'
const EN_POST = 'Post: https://weibo.com/1234567890/Nabc'

const textOf = (card: Card): string => plainText(card)

const unheardRoom: SpokenNotice = {
  ...notices.undelivered,
  to: [],
  privately: ['陈明'],
  instead: [],
  error: 'WeChat is logged-out',
}

describe('in Chinese', () => {
  it.each<[string, SpokenNotice, string[]]>([
    [
      'a second forwarder learns who has the case since when',
      notices['already-known'],
      [
        '您转报的帖文此前已登记为 #23，本次转报已计入，累计3次。',
        '状态：办理中',
        '责任单位：城管局（陈明已签收）',
        '登记时间：10月9日 09:20（周五）',
        POST,
      ],
    ],
    [
      'an assigned department learns what is owed by when',
      notices.assigned,
      [
        '王芳已将本案分办至城管局。',
        '协办单位：交通局',
        '首次回应时限：10月9日 14:20（周五）',
        '正式答复时限：10月10日 09:20（周六）',
        POST,
        '请城管局于10月9日 10:20（周五）前签收，请交通局配合办理。',
      ],
    ],
    [
      'a changed level tells which deadlines moved',
      notices['level-changed'],
      [
        '王芳已将等级由一般调整为重大。',
        '理由：主流媒体已跟进',
        '正式答复时限：由10月10日 09:20改为10月9日 21:20（周五）',
        POST,
        '请按调整后的时限办理。',
      ],
    ],
    [
      'an approver reads the draft whole',
      notices['draft-for-approval'],
      [
        '陈明代表城管局提交第2稿，现为第1级审核（共2级）。全文如下：',
        draftText,
        POST,
        '请林峰（部门负责人）于10月9日 17:20（周五）前审核或退改。',
      ],
    ],
    [
      'a drafter learns what to mend',
      notices['sent-back'],
      [
        '林峰（部门负责人）退回第2稿，意见如下：',
        '请补充整改时间。',
        '正式答复时限：10月10日 09:20（周六）',
        POST,
        '请按意见修改，重新送审。',
      ],
    ],
    [
      'a publisher has the approved text and says where it went',
      notices.approved,
      [
        '答复稿已由孙立（办公室）审定。定稿如下：',
        draftText,
        POST,
        '请于10月9日 19:20（周五）前按定稿发布，并登记答复链接；点对点答复的，登记时间和方式。',
      ],
    ],
    [
      'the desk compares what was published',
      notices.published,
      [
        '城管局已公开答复，由陈明登记。',
        '正式答复的催办已停止，本案转入跟踪回访。',
        '登记时间：10月9日 18:05（周五）',
        `定稿：${draftText}`,
        '查看答复：https://weibo.com/9876543210/Nxyz',
        '请值班员核对发布内容与定稿是否一致。',
      ],
    ],
    [
      'a case that was late before it began is told so once',
      notices.overtaken,
      [
        '首次回应时限为10月9日 08:00（今天，已逾期1小时20分），开始计时之时已到期。',
        '此前应发的3次提醒由本条代替，不再逐条补发。',
        POST,
        '请城管局立即签收。',
      ],
    ],
    [
      'one message after a downtime says how many it stands for',
      afterDowntime,
      [
        '签收时限为10月9日 10:20（今天，已逾期4小时30分）。',
        '本条代替4次提醒，不再逐条补发。',
        '本次通知：陈明、林峰、赵军',
        POST,
        '请城管局立即签收。',
      ],
    ],
    [
      'a department that no longer leads is told to whom it went',
      notices['taken-away'],
      ['王芳已将本案改派至交通局。', '城管局不再承办，此前的办理情况已留存在案。', POST],
    ],
    [
      'a rule suggests what a person has decided',
      notices['level-suggested'],
      [
        '按预案阈值，本案已达到特别重大等级。',
        '现等级（重大）由王芳确定，未自动改动。',
        POST,
        '请值班员研判；如需调整，请发送 /等级 #23 特别重大。',
      ],
    ],
    ['a note is passed on', notices.noted, ['陈明备注：', '已派人到场，预计下午清理完毕。', POST]],
    [
      'a first response leaves the reply due',
      notices.responded,
      ['陈明代表城管局作出首次回应：', '已派员到场核查。', '正式答复仍按原时限办理。', POST],
    ],
    [
      'a promised date is the new deadline',
      notices.committed,
      [
        '陈明代表城管局说明情况，并承诺答复日期：',
        '管网改造须待天晴后施工。',
        POST,
        '正式答复时限改为10月14日 17:30（周三）。',
      ],
    ],
    [
      'a vacant post is told to the desk',
      notices.vacant,
      [
        '正式答复催办应通知城管局的部门负责人，该岗位目前空缺，已改为通知赵军。',
        POST,
        '请值班员核实，并请管理员补充该岗位人员。',
      ],
    ],
    [
      'the desk learns what did not arrive',
      notices.undelivered,
      [
        '发给陈明的催办通知未能送达。',
        '已改为通知林峰。',
        '发送位置：城管局工作群',
        '原因：HTTP 400: 230002 bot not in chat',
        POST,
        '请值班员以电话等方式告知陈明。',
      ],
    ],
    [
      'and who learnt it by another channel',
      unheardRoom,
      [
        '催办通知未能送达。',
        '已改为单独告知陈明。',
        '发送位置：城管局工作群',
        '原因：WeChat is logged-out',
        POST,
        '请管理员检查该群能否正常收发。',
      ],
    ],
  ])('%s', (_, notice, lines) => {
    expect(textOf(zh.notice(notice))).toBe([HEAD, ...lines].join('\n'))
  })

  it('each rung of a ladder is firmer, and names who is asked', () => {
    expect(ladder.map((rung) => [zh.notice(rung).lines[0], zh.notice(rung).next])).toEqual([
      ['正式答复时限为10月10日 09:20（今天，还剩6小时），目前尚未拟稿送审。', '请城管局及时拟稿送审。'],
      ['正式答复时限为10月10日 09:20（今天，现已到期），目前尚未拟稿送审。', '请城管局尽快拟稿送审，请林峰督促。'],
      ['正式答复时限为10月10日 09:20（今天，已逾期1小时），仍未拟稿送审。', '请城管局立即拟稿送审。'],
      ['正式答复时限为10月10日 09:20（今天，已逾期4小时）。', '请赵军督办，请城管局立即拟稿送审。'],
      ['正式答复时限为10月10日 09:20（周六，已逾期1天23小时）。', '请孙立督办，请城管局立即拟稿送审。'],
      [
        '第1次重复催办：正式答复时限为10月10日 09:20（周六，已逾期2天23小时）。',
        '请孙立督办，请城管局务必立即拟稿送审。',
      ],
    ])
  })
})

describe('in English', () => {
  it.each<[string, SpokenNotice, string[]]>([
    [
      'an assigned department learns what is owed by when',
      notices.assigned,
      [
        '王芳 has assigned this case to 城管局.',
        'Contributing: 交通局',
        'First response due: 9 Oct 14:20 (Fri)',
        'Reply due: 10 Oct 09:20 (Sat)',
        EN_POST,
        '城管局: please claim the case by 9 Oct 10:20 (Fri).',
      ],
    ],
    [
      'an approver reads the draft whole',
      notices['draft-for-approval'],
      [
        '陈明 has submitted draft 2 for 城管局, review 1 of 2. In full:',
        draftText,
        EN_POST,
        '林峰 (department head): please pass it on or send it back by 9 Oct 17:20 (Fri).',
      ],
    ],
    [
      'the desk learns of a room that was not reached, and who learnt it by another channel',
      unheardRoom,
      [
        'Not delivered: reminder.',
        '陈明 told privately instead.',
        'Place: 城管局工作群',
        'Cause: WeChat is logged-out',
        EN_POST,
        'Administrator: please check whether that group can be reached.',
      ],
    ],
    [
      'a case that was late before it began is told so once',
      notices.overtaken,
      [
        'First response due 9 Oct 08:00 (today, 1 hour 20 minutes late); it was already past when the clock started.',
        'This message stands for the 3 reminders whose time had passed.',
        EN_POST,
        '城管局: please claim the case at once.',
      ],
    ],
    [
      'the leader is told how late it is and who was told before',
      ladder[3] as NoticeOf<'reminder'>,
      [
        'Reply due 10 Oct 09:20 (today, 4 hours late).',
        'Told before: 陈明 and 林峰',
        'Told now: 赵军',
        'Document: the policy asks for a reminder notice',
        EN_POST,
        '城管局: please submit a draft at once. 赵军: please see to it.',
      ],
    ],
  ])('%s', (_, notice, lines) => {
    expect(textOf(en.notice(notice))).toBe([EN_HEAD, ...lines].join('\n'))
  })
})

const everyNotice: SpokenNotice[] = [...Object.values(notices), ...ladder, afterDowntime]

describe.each<Lang>(['zh-CN', 'en'])('every message in %s', (lang) => {
  const wording = wordingOf(lang, 'Asia/Shanghai')
  const cards = [
    ...everyNotice.map((notice) => wording.notice(notice)),
    ...[opened, reviewing, watching].map((facts) => wording.caseCard(facts)),
  ]

  it('keeps its voice: no exclamation mark, no emoji, nothing left blank', () => {
    for (const card of cards) {
      expect(textOf(card)).not.toMatch(/[!！]|\p{Emoji_Presentation}|undefined|null|NaN|\n\n/u)
      if (card.case !== null) expect(card.title).toMatch(/^#23 /)
    }
  })

  it('has at most six fields and three buttons, the first of which alone stands out', () => {
    for (const card of cards) {
      expect(card.fields.length).toBeLessThanOrEqual(6)
      expect(card.buttons.length).toBeLessThanOrEqual(3)
      expect(card.buttons.slice(1).every(({ tone }) => tone !== 'primary')).toBe(true)
    }
  })

  it.each(ladder)('a reminder names case, obligation, instant and lateness (step $step, repeat $repeat)', (rung) => {
    const text = textOf(wording.notice(rung))
    expect(text).toContain('#23')
    expect(text).toContain(wording.clockName('reply'))
    expect(text).toContain(lang === 'en' ? '10 Oct 09:20' : '10月10日 09:20')
    expect(text).toMatch(lang === 'en' ? / left\)| late\)|due now\)/ : /还剩|已逾期|现已到期/)
    for (const name of rung.toldBefore) expect(text).toContain(name)
  })

  it('offers on a card nothing but what is allowed there', () => {
    for (const facts of [opened, reviewing, watching]) {
      const { buttons, more } = wording.caseCard(facts)
      expect([...buttons, ...more].map(({ action }) => action)).toEqual(facts.allowed)
    }
  })
})
