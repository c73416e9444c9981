// Chinese words of what is said and promised before the reply: interim statements, a promised date, its fulfilment.
import { shorten } from '../../../domain/text/text.ts'
import { EXCERPT } from '../../card/frame.ts'
import type { PersonsWords } from '../../wording.ts'
import { card, quoted } from '../base.ts'

export const promising = {
  interim: {
    name: '拟阶段通报',
    forms: { interim: { label: '拟阶段通报', inputs: { text: '阶段通报全文' } } },
    usage: '/通报 阶段通报全文',
    done: '阶段通报已送审，审定后请发布并登记。',
    pending: (still) => `${still}未发布阶段通报`,
    todo: () => '拟写阶段通报',
    events: {},
  },

  fulfil: {
    name: '登记兑现承诺',
    forms: { fulfil: { label: '登记兑现', inputs: { text: '兑现情况和链接（以答复兑现的可不填）' } } },
    usage: '/兑现 兑现情况和链接',
    done: '兑现情况已登记。',
    pending: (still) => `承诺${still}未登记兑现`,
    todo: () => '兑现承诺并登记',
    events: { 'promise-fulfilled': '兑现承诺' },
    noticeNames: { 'promise-fulfilled': '兑现通知' },
    notices: {
      'promise-fulfilled': ({ subject, by, department, until, fulfilledAt, kept, text, byReply }, times) =>
        card(subject, {
          lines: [
            `${department}已${kept ? '按期' : '逾期'}兑现承诺，由${by}登记。`,
            byReply ? '以正式答复兑现。' : '',
            shorten(text, EXCERPT),
          ],
          fields: [
            ['承诺日期', times.dated(until)],
            ['兑现时间', times.dated(fulfilledAt)],
          ],
          next: '请值班员核对兑现情况。',
        }),
    },
    refusals: {
      'no-promise': () => '本案没有待兑现的承诺，无须登记。',
      'promise-open': ({ until }, times) =>
        `本案已向公众承诺${times.dated(until)}前兑现，尚未登记兑现，不能办结或不办；请责任单位兑现后发送 /兑现 情况和链接。`,
    },
  },

  commit: {
    name: '承诺日期',
    forms: { commit: { label: '承诺日期', inputs: { date: '承诺日期（如 10月15日）', text: '向公众说明的全文' } } },
    usage: '/承诺 日期 向公众说明的全文',
    done: '承诺已送审；审定并登记发布之前，仍按原时限催办。',
    pending: (still) => `${still}未明确答复日期`,
    todo: () => '说明情况并明确答复日期',
    events: { committed: '承诺答复日期' },
    noticeNames: { committed: '承诺答复通知' },
    notices: {
      committed: (notice, times) =>
        card(notice.subject, {
          lines: [
            notice.of === 'measures'
              ? `${notice.department}已公开承诺措施的完成日期，由${notice.by}登记：`
              : `${notice.by}代表${notice.department}说明情况，并承诺答复日期：`,
            shorten(notice.text, EXCERPT),
          ],
          next:
            notice.of === 'measures'
              ? `请${notice.department}于${times.instant(notice.until)}前兑现并登记。`
              : `正式答复时限改为${times.instant(notice.until)}。${notice.lateBefore === undefined ? '' : `此前已逾期${times.span(notice.lateBefore)}，改期不免除，逾期情况照常记录。`}`,
        }),
    },
    refusals: {
      'bad-date': ({ text }) => `未能识别日期“${quoted(text)}”，请写成 10月15日、2026-10-15 或 10-15 17:30。`,
      'date-past': ({ until, decided }, times, kit) =>
        decided
          ? `承诺的日期 ${times.dated(until)}已过，不能再审定或登记；请直接答复（/拟稿），或另行承诺（${kit.usage('commit')}）。`
          : `所写日期 ${times.dated(until)}已过，请写明今后的日期（${kit.usage('commit')}）。`,
      'date-too-far': ({ latest, cap, since }, times) =>
        since === undefined
          ? `预案规定承诺期限最长${times.within(cap)}，最迟可承诺至${times.dated(latest)}，请改写日期后重新发送。`
          : `预案规定承诺期限自${times.dated(since)}起最长${times.within(cap)}，已于${times.dated(latest)}届满，不能再承诺；请直接拟稿答复（/拟稿）。`,
      'date-uncovered': ({ year }, _times, kit) =>
        `${year}年法定节假日安排尚未收录，不能承诺到该年；请管理员先收录，或改写${year}年以前的日期（${kit.usage('commit')}）。`,
      'past-order': ({ deadline, number }, times, kit) =>
        `上级交办（${number}）要求于${times.dated(deadline)}前反馈，承诺日期不得晚于该时限，请改写日期后重新发送（${kit.usage('commit')}）。`,
      'may-not-commit': () => '本预案不设承诺答复日期，请在时限内拟稿送审（/拟稿）。',
    },
  },
} satisfies Partial<PersonsWords>
