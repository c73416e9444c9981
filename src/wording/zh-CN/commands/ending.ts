// Chinese words of ending a case and beginning it anew: closed, dismissed, reopened.
import type { Obstacle } from '../../../domain/case/closing.ts'
import { shorten } from '../../../domain/text/text.ts'
import { EXCERPT } from '../../card/frame.ts'
import type { PersonsWords } from '../../wording.ts'
import { card, dueFields, either } from '../base.ts'
import { agreement } from './agreement.ts'

/** What must be settled before a case closes, and by what. */
const OBSTACLES: Record<Obstacle, string> = {
  'not-subsided': '该等级须先由值班员或领导确认平息（发送 /平息）',
  'unconfirmed-level': '下调等级尚待他人同意，请先由其发送 /审定 或 /退改',
  'open-promise': '向公众作出的承诺须先兑现（/兑现）',
}

export const ending = {
  close: {
    name: '办结',
    forms: { close: { label: '办结', inputs: { reason: '办结说明' } } },
    usage: '/办结 说明',
    done: '已办结。',
    pending: (still) => `${still}未办结`,
    todo: () => '办结',
    events: { closed: '办结' },
    refusals: {
      'not-closable': ({ obstacles }) => `暂不能办结：${obstacles.map((each) => OBSTACLES[each]).join('；')}。`,
    },
  },

  subsided: {
    name: '确认平息',
    forms: { subsided: { label: '确认平息', inputs: { text: '情况说明' } } },
    usage: '/平息 说明',
    done: '平息已确认。',
    pending: (still) => `${still}未确认平息`,
    todo: () => '确认舆情是否平息（/平息，未平息的发送 /重办）',
    events: { subsided: '确认平息', 'watch-ended': '跟踪期满' },
    noticeNames: { subsided: '平息确认', 'watch-ended': '跟踪期满通知' },
    notices: {
      subsided: ({ subject, by, text }) =>
        card(subject, { lines: [`${by}确认本案已经平息。`, shorten(text, EXCERPT)] }),
      'watch-ended': ({ subject, obstacles, dueAt }, times, kit) =>
        card(subject, {
          lines: ['跟踪期已满，未见反弹；本案尚未办结。'],
          next: `请值班员${dueAt === null ? '' : `于${times.instant(dueAt)}前`}处理：${obstacles.map((each) => OBSTACLES[each]).join('；')}。`,
          buttons: kit.buttons(['subsided', 'reopen']),
        }),
    },
    refusals: {
      'already-subsided': ({ by, at }, times) =>
        `${by}已于${times.dated(at)}确认平息，无须重复；如有反弹，请发送 /重办 理由。`,
    },
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

  withdraw: {
    name: '撤回申请',
    forms: { withdraw: { label: '撤回申请', inputs: { reason: '撤回理由' } } },
    usage: '/撤回 申请名称',
    done: '申请已撤回。',
    pending: (still) => `${still}未撤回`,
    todo: () => '撤回申请',
    events: {},
    refusals: {
      'nothing-asked': () => '本案目前没有待他人同意的申请，无须撤回。',
      'not-yours-to-withdraw': ({ by, others }) =>
        `该申请由${by}提出，须由${either([by, ...others])}撤回；轮到您决定的，请发送 /审定 或 /退改 意见。`,
    },
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
