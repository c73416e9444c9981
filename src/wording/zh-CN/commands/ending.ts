// Chinese words of ending a case and beginning it anew: closed, dismissed, reopened.
import { shorten } from '../../../domain/text/text.ts'
import { EXCERPT } from '../../frame.ts'
import type { PersonsWords } from '../../wording.ts'
import { card, dueFields } from '../base.ts'
import { agreement } from './agreement.ts'

export const ending = {
  close: {
    name: '办结',
    forms: { close: { label: '办结', inputs: { reason: '办结说明' } } },
    usage: '/办结 说明',
    done: '已办结。',
    pending: (still) => `${still}未办结`,
    todo: () => '办结',
    events: { closed: '办结' },
  },

  dismiss: {
    name: '定为不办',
    forms: { dismiss: { label: '不办', inputs: { reason: '不办理由' } } },
    usage: '/不办 理由',
    done: '不办已登记；须由他人同意的，同意后生效。',
    pending: (still) => `${still}未办结`,
    todo: () => '办结',
    events: {
      dismissed: '定为不办',
      'dismissal-asked': '申请不办',
      'set-aside': '暂定不办',
      'dismissal-agreed': '同意不办',
      'dismissal-refused': '不同意不办',
      'dismissal-withdrawn': '撤回不办',
      'taken-up': '恢复办理',
    },
    noticeNames: { dismissed: '不办通知', ...agreement.noticeNames },
    notices: {
      ...agreement.notices,
      dismissed: ({ subject, by, text }) =>
        card(subject, {
          lines: [`${by}已将本案定为不办，理由如下：`, shorten(text, EXCERPT), '各项时限已取消，不再催办。'],
          next: `如有新情况，请值班员发送 /重办 #${subject.number} 理由。`,
        }),
    },
    refusals: agreement.refusals,
  },

  reopen: {
    name: '重新办理',
    forms: { reopen: { label: '重办', inputs: { reason: '重办理由' } } },
    usage: '/重办 理由',
    done: '已重新办理，时限自现在起算。',
    pending: (still) => `${still}未重办`,
    todo: () => '重办',
    events: { reopened: '重新办理' },
    noticeNames: { reopened: '重办通知' },
    notices: {
      reopened(notice, times, kit) {
        const { subject, cause, by, reason, from, keptBy, department, due, claims } = notice
        const level = from === null ? '' : `，等级由${from.zh}调整为${subject.levelName.zh}`
        return card(subject, {
          lines: [
            cause === 'rebound'
              ? `答复发布后，${by}再次转报，本案按反弹重新办理${level}。`
              : `${by}已决定重新办理本案${level}。`,
            keptBy === null ? '' : `现等级由${keptBy}确定，未自动上调；如需调整，请值班员发送 /等级。`,
          ],
          fields: [['理由', shorten(reason, EXCERPT)], ...dueFields(due, times)],
          next: department === null ? '请值班员研判分办。' : `请${department}重新签收办理，各项时限自重办时起算。`,
          buttons: kit.buttons(department === null ? ['assign'] : claims ? ['claim'] : []),
        })
      },
    },
  },
} satisfies Partial<PersonsWords>
