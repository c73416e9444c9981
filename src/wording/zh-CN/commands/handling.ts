// Chinese words of handling a case: assigned, claimed, levels, notes, progress.
import { shorten } from '../../../domain/text/text.ts'
import { EXCERPT } from '../../card/frame.ts'
import type { PersonsWords } from '../../wording.ts'
import { card, dueFields, list } from '../base.ts'
import { names } from '../names.ts'

export const handling = {
  assign: {
    name: '分办',
    forms: { assign: { label: '分办', inputs: { department: '责任单位' } } },
    usage: '/分办 单位名称',
    done: '已分办。',
    pending: (still) => `${still}未分办`,
    todo: () => '研判分办',
    events: { assigned: '分办' },
    noticeNames: { assigned: '分办通知', 'taken-away': '改派通知' },
    notices: {
      assigned({ subject, department, co, by, due, lead }, times, kit) {
        if (!lead) {
          const lines = [`${by}已将本案分办至${department}，由${list(co)}协办。`]
          return card(subject, { lines, next: `请协办单位配合${department}办理，及时提供情况。` })
        }
        const claim = due.find(({ kind }) => kind === 'claim')
        const others = due.filter((clock) => clock !== claim)
        const until = claim ? `于${times.instant(claim.dueAt)}前` : ''
        const along = co.length > 0 ? `，请${list(co)}配合办理` : ''
        return card(subject, {
          lines: [`${by}已将本案分办至${department}。`],
          fields: [['协办单位', list(co)], ...dueFields(others, times)],
          next: `请${department}${until}签收${along}。`,
          buttons: kit.buttons(['claim']),
        })
      },
      'taken-away': ({ subject, department, to, by }) =>
        card(subject, {
          lines: [`${by}已将本案改派至${to}。`, `${department}不再承办，此前的办理情况已留存在案。`],
        }),
    },
    refusals: {
      'already-assigned': ({ department }, _times, kit) =>
        `本案已分办至${department}，无须重复；如需改派，请写明其他单位（${kit.usage('assign')}）。`,
    },
  },

  claim: {
    name: '签收',
    forms: { claim: { label: '签收', inputs: {} } },
    usage: '/签收',
    done: '已签收。',
    pending: (still) => `${still}未签收`,
    todo: () => '签收',
    events: { claimed: '签收' },
    refusals: {
      'already-claimed': ({ by, at }, times) => `本案已由${by}于${times.dated(at)}签收，无须重复签收。`,
    },
  },

  unclaim: {
    name: '取消签收',
    forms: { unclaim: { label: '取消签收', inputs: {} } },
    usage: '/取消签收',
    done: '已取消签收。',
    pending: (still) => `${still}未取消签收`,
    todo: () => '取消签收',
    events: { released: '取消签收' },
    noticeNames: { released: '取消签收通知' },
    notices: {
      released: ({ subject, by, department, due }, times, kit) =>
        card(subject, {
          lines: [`${by}已取消签收，本案目前无人签收。`],
          next: `请${department}${due === null ? '' : `于${times.instant(due.dueAt)}前`}另行安排人员签收。`,
          buttons: kit.buttons(['claim']),
        }),
    },
    refusals: {
      'not-claimed-by-you': () => '您没有签收本案，无须取消。',
      'last-claim': () => '稿件已送审，您是唯一的签收人，暂不能取消；请由接手人员先签收（/签收），您再取消。',
    },
  },

  level: {
    name: '调整等级',
    forms: { level: { label: '调整等级', inputs: { level: '等级', reason: '调整理由' } } },
    usage: '/等级 编号或名称',
    done: '等级已登记；下调须由他人同意的，同意后生效。',
    pending: (still) => `${still}未确定等级`,
    todo: () => '确定等级',
    events: {
      'level-set': '调整等级',
      'lowering-asked': '申请下调等级',
      'lowering-agreed': '同意下调等级',
      'lowering-refused': '不同意下调等级',
      'lowering-withdrawn': '撤回下调等级',
    },
    noticeNames: { 'level-changed': '等级变更通知' },
    notices: {
      'level-changed'(notice, times) {
        const { subject, from, by, reason, moved } = notice
        const change = `由${from.zh}调整为${subject.levelName.zh}`
        return card(subject, {
          lines: [by === null ? `已达到预案规定的阈值，等级${change}。` : `${by}已将等级${change}。`],
          fields: [
            ['理由', shorten(reason, EXCERPT)],
            ...moved.map(({ kind, from: was, to }): [string, string] => [
              `${names.clock[kind]}时限`,
              `由${times.bare(was)}改为${times.instant(to)}`,
            ]),
          ],
          next: moved.length > 0 ? '请按调整后的时限办理。' : '各项时限不变。',
        })
      },
    },
    refusals: {
      'same-level': ({ level }, _times, kit) =>
        `本案等级已是${level.zh}，无须调整；如需改为其他等级，请发送 ${kit.usage('level')}。`,
    },
  },

  note: {
    name: '备注',
    forms: { note: { label: '备注', inputs: { text: '备注内容' } } },
    usage: '/备注 内容',
    done: '备注已记录。',
    pending: (still) => `${still}未登记办理情况`,
    todo: (clock) => `完成${names.clock[clock]}并备注情况`,
    events: { noted: '备注' },
    noticeNames: { noted: '备注' },
    notices: {
      noted: ({ subject, by, text }) => card(subject, { lines: [`${by}备注：`, shorten(text, EXCERPT)] }),
    },
  },

  progress: {
    name: '登记进展',
    forms: { progress: { label: '登记进展', inputs: { text: '进展情况' } } },
    usage: '/进展 内容',
    done: '进展已记录。',
    pending: (still) => `${still}未登记进展`,
    todo: () => '登记办理进展',
    events: { progressed: '登记进展' },
    noticeNames: { progressed: '进展通知' },
    notices: {
      progressed: ({ subject, by, department, text }) =>
        card(subject, { lines: [`${department}办理进展（${by}）：`, shorten(text, EXCERPT)] }),
    },
  },
} satisfies Partial<PersonsWords>
