// Chinese words of answering: first response, promised date, draft and its approval, publication.
import type { RequestKind } from '../../../domain/case/case.ts'
import { shorten } from '../../../domain/text/text.ts'
import { EXCERPT } from '../../card/frame.ts'
import type { PersonsWords } from '../../wording.ts'
import { called, card, dueFields, list, quoted, requestName, requestTyped } from '../base.ts'
import { against, checked, claimLines, letPass, standingButton } from '../checks.ts'
import { names } from '../names.ts'
import { privateFields } from './statements.ts'

export const answering = {
  respond: {
    name: '拟首次回应',
    forms: { respond: { label: '拟首次回应', inputs: { text: '首次回应全文' } } },
    usage: '/回应 首次回应全文',
    done: '首次回应已送审，审定并登记发布后方为作出。',
    pending: (still) => `${still}未作出首次回应`,
    todo: () => '拟写首次回应送审，审定后发布并登记',
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
        `首次回应已由${by}于${times.dated(at)}登记；后续请拟写正式答复（/拟稿），或发布阶段通报（/通报）。`,
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
      'draft-findings': ({ command, findings, claims }, _times, kit) =>
        `稿件暂未送审：${against(findings, claims)}请修改后重新发送 ${kit.usage(command).split(' ')[0]}；确需按原文报审的，请在全文前另起一行写明“仍报：理由”，由审核人决定。`,
      'findings-stand': ({ findings, claims, statement }) => {
        const which = statement === undefined ? '' : `${requestTyped(statement)} `
        return `稿件尚有未过的核对项：${against(findings, claims)}同意放行的，请发送 /审定 ${which}准予：理由；须修改的，请发送 /退改 ${which}意见。`
      },
      'no-approver'({ roles, statement }) {
        const posts = list(roles.map((role) => names.role[role]))
        const what = posts ? `审核岗位（${posts}）空缺，或仅由拟稿人本人担任` : '预案未规定本等级的审核人'
        const again = statement === undefined ? '重新拟稿（/拟稿）' : '重新送审'
        return `${what}，稿件暂不能送审；请管理员补设后${again}。`
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
    noticeNames: { 'decided-above': '上级审定通知' },
    notices: {
      'decided-above': ({ subject, by, role, request, agreed, names: asked }) =>
        card(subject, {
          lines: [
            `${decided(request)}已由${by}（${names.role[role]}）${agreed ? (isAsked(request) ? '同意' : '审定') : '退回'}。`,
            `本件原由${list(asked)}审定，现无须再审。`,
          ],
        }),
    },
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
      'publish-private': {
        label: '登记点对点答复',
        inputs: {
          how: '方式（如 电话）',
          when: '时刻（如 10-10 15:00）',
          handledBy: '经办人',
          evidence: '凭证（如 录音、回执）',
          reaction: '对方反应',
        },
      },
    },
    usage: '/发布 答复链接',
    done: '发布情况已登记。',
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
            ...privateFields(publication, times),
            ['定稿', shorten(text, EXCERPT)],
          ],
          next: privately ? '请值班员核对答复凭证与定稿。' : '请值班员核对发布内容与定稿是否一致。',
          link: publication.way === 'link' ? { label: '查看答复', url: publication.url } : null,
        })
      },
    },
    refusals: {
      'bad-moment': ({ text }) =>
        `未能识别时刻“${quoted(text)}”，请写明日期和钟点，如 10-10 15:00、10月10日 15:00 或 今天 15:00。`,
      'moment-out': ({ when, opened }, times) =>
        opened === undefined
          ? `所写时刻 ${times.dated(when)}尚未到，请写明实际告知的时刻后重新登记。`
          : `所写时刻 ${times.dated(when)}早于本案的发现时间 ${times.dated(opened)}，请核对后重新登记。`,
    },
  },
} satisfies Partial<PersonsWords>

const isAsked = ({ kind }: { kind: RequestKind }): boolean => kind === 'dismissal' || kind === 'lowering'
const decided = (request: { kind: RequestKind; number: number }): string =>
  isAsked(request) ? `${names.request[request.kind]}的申请` : requestName(request)
