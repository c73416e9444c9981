// Chinese words of answering: first response, promised date, draft and its approval, publication.
import { shorten } from '../../../domain/text/text.ts'
import { EXCERPT } from '../../frame.ts'
import type { PersonsWords } from '../../wording.ts'
import { called, card, dueFields, list, quoted } from '../base.ts'
import { against, checked, claimLines, letPass, standingButton } from '../checks.ts'
import { names } from '../names.ts'

export const answering = {
  respond: {
    name: '登记首次回应',
    forms: { respond: { label: '登记首次回应', inputs: { text: '回应内容或链接' } } },
    usage: '/回应 内容或链接',
    done: '首次回应已登记。',
    pending: (still) => `${still}未登记首次回应`,
    todo: () => '作出首次回应',
    events: { responded: '首次回应' },
    noticeNames: { responded: '首次回应通知' },
    notices: {
      responded: ({ subject, by, department, text }) =>
        card(subject, {
          lines: [`${by}代表${department}作出首次回应：`, shorten(text, EXCERPT), '正式答复仍按原时限办理。'],
        }),
    },
    refusals: {
      'already-responded': ({ by, at }, times) =>
        `首次回应已由${by}于${times.dated(at)}登记；后续请拟写正式答复（/拟稿）。`,
    },
  },

  commit: {
    name: '承诺答复日期',
    forms: { commit: { label: '承诺答复日期', inputs: { date: '答复日期（如 10月15日）', text: '情况说明' } } },
    usage: '/承诺 日期 情况说明',
    done: '承诺已登记。',
    pending: (still) => `${still}未明确答复日期`,
    todo: () => '说明情况并明确答复日期',
    events: { committed: '承诺答复日期' },
    noticeNames: { committed: '承诺答复通知' },
    notices: {
      committed: (notice, times) =>
        card(notice.subject, {
          lines: [`${notice.by}代表${notice.department}说明情况，并承诺答复日期：`, shorten(notice.text, EXCERPT)],
          next: `正式答复时限改为${times.instant(notice.until)}。`,
        }),
    },
    refusals: {
      'bad-date': ({ text }) => `未能识别日期“${quoted(text)}”，请写成 10月15日、2026-10-15 或 10-15 17:30。`,
      'date-past': ({ until }, times, kit) =>
        `所写日期 ${times.dated(until)}已过，请写明今后的日期（${kit.usage('commit')}）。`,
      'date-too-far': ({ latest, cap }, times) =>
        `预案规定承诺期限最长${times.within(cap)}，最迟可承诺至${times.dated(latest)}，请改写日期后重新发送。`,
      'may-not-commit': () => '本预案不设承诺答复日期，请在时限内拟稿送审（/拟稿）。',
    },
  },

  draft: {
    name: '拟稿',
    forms: { draft: { label: '拟稿送审', inputs: { text: '答复稿全文' } } },
    usage: '/拟稿 答复全文',
    done: '稿件已送审。',
    pending: (still) => `${still}未拟稿送审`,
    todo: () => '拟稿送审',
    events: { drafted: '拟稿送审', 'turn-approved': '审核通过', approved: '审定', 'sent-back': '退改' },
    noticeNames: {
      'draft-for-approval': '送审稿',
      'sent-back': '退改意见',
      approved: '定稿通知',
      'draft-checked': '稿件核对提示',
    },
    notices: {
      'draft-for-approval'(notice, times, kit) {
        const { subject, draft, by, department, text, role, approvers, dueAt, turn, turns } = notice
        const step = turn < turns ? '审核' : '审定'
        const round = turns > 1 ? `，现为第${turn}级审核（共${turns}级）` : ''
        const [approve, ...others] = kit.buttons(['approve', 'send-back'])
        return card(subject, {
          lines: [`${by}代表${department}提交第${draft}稿${round}。全文如下：`, text, ...checked(notice)],
          next: `请${called(approvers, role)}${dueAt === null ? '' : `于${times.instant(dueAt)}前`}${step}或退改。`,
          buttons: approve
            ? [standingButton({ ...approve, label: step === '审核' ? '审核通过' : step }, notice), ...others]
            : [],
        })
      },
      'draft-checked': ({ subject, draft, findings, claims }) =>
        card(subject, {
          lines: [`第${draft}稿已送审。核对时发现以下各处，供斟酌：`, ...letPass(findings), ...claimLines(claims)],
          next: '确需修改的，请与审核人联系，退改后重新送审。',
        }),
      'sent-back'({ subject, draft, by, role, reason, due }, times, kit) {
        return card(subject, {
          lines: [`${by}（${names.role[role]}）退回第${draft}稿，意见如下：`, shorten(reason, EXCERPT)],
          fields: dueFields(due, times),
          next: '请按意见修改，重新送审。',
          buttons: kit.buttons(['draft']),
        })
      },
      /** Whole, because this is the text that is to be published. */
      approved: ({ subject, by, role, text, dueAt }, times, kit) =>
        card(subject, {
          lines: [`答复稿已由${by}（${names.role[role]}）审定。定稿如下：`, text],
          next: `请${dueAt === null ? '' : `于${times.instant(dueAt)}前`}按定稿发布，并登记答复链接；点对点答复的，登记时间和方式。`,
          buttons: kit.buttons(['publish']),
        }),
    },
    refusals: {
      'draft-findings': ({ findings, claims }) =>
        `稿件暂未送审：${against(findings, claims)}请修改后重新发送 /拟稿；确需按原文报审的，请在全文前另起一行写明“仍报：理由”，由审核人决定。`,
      'findings-stand': ({ findings, claims }) =>
        `稿件尚有未过的核对项：${against(findings, claims)}同意放行的，请发送 /审定 准予：理由；须修改的，请发送 /退改 意见。`,
      'no-approver'({ roles }) {
        const posts = list(roles.map((role) => names.role[role]))
        const what = posts ? `审核岗位（${posts}）空缺，或仅由拟稿人本人担任` : '预案未规定本等级的审核人'
        return `${what}，稿件暂不能送审；请管理员补设后重新拟稿（/拟稿）。`
      },
    },
  },

  approve: {
    name: '审定',
    forms: { approve: { label: '审定', inputs: {} } },
    usage: '/审定',
    done: '已审核通过。',
    pending: (still) => `稿件${still}在审核`,
    todo: () => '审定或退改',
    events: {},
  },

  'send-back': {
    name: '退改',
    forms: { 'send-back': { label: '退改', inputs: { reason: '退改意见' } } },
    usage: '/退改 意见',
    done: '已退改。',
    pending: (still) => `稿件${still}在审核`,
    todo: () => '审定或退改',
    events: {},
  },

  publish: {
    name: '登记发布',
    forms: {
      publish: { label: '登记发布链接', inputs: { url: '答复链接' } },
      'publish-private': { label: '登记点对点答复', inputs: { private: '答复的时间、方式和凭证' } },
    },
    usage: '/发布 答复链接',
    done: '发布情况已登记，催办停止。',
    pending: (still) => `${still}未登记发布`,
    todo: () => '按定稿发布并登记',
    events: { published: '发布答复' },
    noticeNames: { published: '发布通知' },
    notices: {
      published(notice, times) {
        const { subject, department, publication, byName, text } = notice
        const privately = publication.way === 'private'
        return card(subject, {
          lines: [
            privately ? `${department}已点对点答复，由${byName}登记。` : `${department}已公开答复，由${byName}登记。`,
            '正式答复的催办已停止，本案转入跟踪回访。',
          ],
          fields: [
            ['登记时间', times.dated(publication.at)],
            ['答复方式', privately ? shorten(publication.how, EXCERPT) : null],
            ['定稿', shorten(text, EXCERPT)],
          ],
          next: privately ? '请值班员核对答复凭证与定稿。' : '请值班员核对发布内容与定稿是否一致。',
          link: publication.way === 'link' ? { label: '查看答复', url: publication.url } : null,
        })
      },
    },
  },
} satisfies Partial<PersonsWords>
