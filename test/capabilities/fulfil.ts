// A promise is fulfilled: who records it, what follows, what is said; and what is refused while one is open.
import { expect } from 'vitest'
import { DAY } from '../../src/domain/calendar/instant.ts'
import type { CapabilitySpec } from '../support/capability-specs.ts'
import { Given } from '../support/given.ts'
import { on, subject } from '../wording/sample-subject.ts'

const promised = () =>
  Given.opened()
    .when('zhou', { type: 'assign', department: '城管', co: [] })
    .when('chen', { type: 'claim' })
    .when('chen', { type: 'commit', date: '10月14日', text: '10月14日前答复。' })
    .when('lin', { type: 'approve' })
    .when('chen', { type: 'publish', url: 'https://city.example/promises/1' })

export const spec: CapabilitySpec = {
  command: 'fulfil',
  authority: 'department | duty department | handling reviewing approved watching',
  tried: [{ type: 'fulfil', text: '已完成' }, 'promise-fulfilled'],
  lives: {
    'is kept up to the promised date, and broken after it'() {
      const kept = (days: number) =>
        promised()
          .after(days * DAY)
          .when('chen', { type: 'fulfil', text: '已更换水泵' })
          .find('promise-fulfilled').data.kept
      expect([kept(5), kept(6)]).toEqual([true, false])
    },
  },
  notices: [
    {
      sample: {
        kind: 'promise-fulfilled',
        subject,
        by: '陈明',
        department: '城管局',
        number: 1,
        until: on(14, '17:30'),
        fulfilledAt: on(13, '16:00'),
        kept: true,
        text: '',
        byReply: true,
      },
      zh: `▲ 重大 #23 幼儿园门口积水无人处理
城管局已按期兑现承诺，由陈明登记。
以正式答复兑现。
承诺日期：10月14日 17:30（周三）
兑现时间：10月13日 16:00（周二）
查看原帖：https://weibo.com/1234567890/Nabc
请值班员核对兑现情况。`,
      en: `▲ Major #23 幼儿园门口积水无人处理
城管局 has fulfilled its promise in time, recorded by 陈明.
The reply is what fulfils it.
Promised by: 14 Oct 17:30 (Wed)
Fulfilled: 13 Oct 16:00 (Tue)
Post: https://weibo.com/1234567890/Nabc
Duty officer: please check what was done.`,
    },
  ],
  refusals: [
    {
      sample: { reason: 'no-promise' },
      zh: '本案没有待兑现的承诺，无须登记。',
      en: 'No promise of this case is open; there is nothing to record, and it need not be fulfilled.',
    },
    {
      sample: { reason: 'promise-open', number: 1, until: on(14, '17:30') },
      zh: '本案已向公众承诺10月14日 17:30（周三）前兑现，尚未登记兑现，不能办结或不办；请责任单位兑现后发送 /兑现 情况和链接。',
      en: 'The public was promised something by 14 Oct 17:30 (Wed), and it is not on record as fulfilled; the case cannot end before. Department: please send /fulfil <what shows it>.',
    },
    {
      sample: { reason: 'bad-moment', text: '昨晚吧' },
      zh: '未能识别时刻“昨晚吧”，请写明日期和钟点，如 10-10 15:00、10月10日 15:00 或 今天 15:00。',
      en: '“昨晚吧” is no time that can be read; please write date and time of day: 10-10 15:00, 2026-10-10 15:00 or today 15:00.',
    },
    {
      sample: { reason: 'moment-out', when: on(8, '15:00'), opened: on(9, '08:00') },
      zh: '所写时刻 10月8日 15:00（周四）早于本案的发现时间 10月9日 08:00（周五），请核对后重新登记。',
      en: '8 Oct 15:00 (Thu) is before the case was discovered, 9 Oct 08:00 (Fri); please check it and send it again.',
    },
    {
      sample: { reason: 'date-uncovered', until: on(9, '08:00'), year: 2027 },
      zh: '2027年法定节假日安排尚未收录，不能承诺到该年；请管理员先收录，或改写2027年以前的日期（/承诺 日期 向公众说明的全文）。',
      en: 'The official holidays of 2027 are not on record, so no date in that year can be promised; please have the administrator add them, or name a date before 2027 (/commit <date> <what the public is told>).',
    },
    {
      sample: { reason: 'commitment-outranked', role: 'supervisor', names: ['赵建国'] },
      zh: '承诺审定之后，正式答复已逾期并已通知到赵建国（分管领导），须由其再行审定；其审定（/审定）之后，请再登记发布。',
      en: 'Since the commitment was approved the reply is late and 赵建国 (supervising leader) was told, who must decide as well (/approve); please record the publication after that.',
    },
  ],
}
