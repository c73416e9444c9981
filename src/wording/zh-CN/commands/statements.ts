// Chinese words of statements to the public beside the reply: to their approvers, back, approved, published, withdrawn.
import type { Publication } from '../../../domain/case/case.ts'
import { shorten } from '../../../domain/text/text.ts'
import { EXCERPT } from '../../card/frame.ts'
import type { Times } from '../../times.ts'
import type { StatementWords } from '../../wording.ts'
import { called, card, dueFields, either, list, quoted, requestName, requestTyped } from '../base.ts'
import { checked, claimLines, letPass, standingButton } from '../checks.ts'
import { names } from '../names.ts'

/** How something was told to the one who asked, a field each; what was recorded before more was asked says how alone. */
export function privateFields(publication: Publication, times: Times): [string, string | null][] {
  if (publication.way === 'link') return []
  const { how, when, handledBy, evidence, reaction } = publication
  return [
    ['方式', shorten(how, EXCERPT)],
    ['时刻、经办', when === undefined ? null : `${times.dated(when)}，${shorten(handledBy ?? '', EXCERPT)}`],
    ['凭证', evidence === undefined ? null : shorten(evidence, EXCERPT)],
    ['对方反应', reaction === undefined ? null : shorten(reaction, EXCERPT)],
  ]
}

const CAUSES = {
  answered: '正式答复已发布',
  dismissed: '本案已定为不办',
  reassigned: '本案已改派其他单位',
  reopened: '本案已重新办理',
  closed: '本案已办结',
  lapsed: '所承诺的日期已过，未能公开',
  replaced: '已另行送审',
}

export const statements = {
  events: {
    'statement-drafted': '送审稿件（答复以外）',
    'statement-turn-approved': '审核通过',
    'statement-approved': '审定',
    'statement-sent-back': '退改',
    'statement-escalated': '改由上级审定',
    'statement-withdrawn': '稿件撤回',
    'statement-published': '发布',
  },
  noticeNames: {
    'statement-for-approval': '送审稿',
    'statement-checked': '稿件核对提示',
    'statement-approved': '定稿通知',
    'statement-sent-back': '退改意见',
    'statement-withdrawn': '撤回通知',
    'statement-published': '发布通知',
  },
  notices: {
    'statement-for-approval'(notice, times, kit) {
      const { subject, id, statement: kind, number, by, department, text, until, role, approvers, dueAt } = notice
      const { turn, turns, instead, again } = notice
      const face = { id, kind, number }
      const name = requestName(face)
      const round = turns > 1 ? `，现为第${turn}级审核（共${turns}级）` : ''
      const [approve, ...others] = kit.buttons(['approve', 'send-back'], {}, face)
      const promised = until === null ? '' : `承诺日期：${times.instant(until)}。`
      const before = instead === null ? '' : `原已承诺${times.dated(instead)}，本次为改期。`
      const raised = again ? `${name}审定后尚未公开，正式答复已逾期并已通知上级，须由上级再行审定。` : ''
      return card(subject, {
        lines: [
          raised,
          `${by}代表${department}提交${name}${round}。全文如下：`,
          text,
          `${promised}${before}`,
          ...checked(notice),
        ],
        next: `请${called(approvers, role)}${dueAt === null ? '' : `于${times.instant(dueAt)}前`}审定或退改；发布并登记后方为有效。`,
        buttons: approve
          ? [standingButton({ ...approve, label: turn < turns ? '审核通过' : '审定' }, notice), ...others]
          : [],
      })
    },
    'statement-checked': ({ subject, statement: kind, number, findings, claims }) =>
      card(subject, {
        lines: [
          `${requestName({ kind, number })}已送审。核对时发现以下各处，供斟酌：`,
          ...letPass(findings),
          ...claimLines(claims),
        ],
        next: '确需修改的，请与审核人联系，退改后重新送审。',
      }),
    'statement-approved': ({ subject, id, statement: kind, number, by, role, text, until }, times, kit) =>
      card(subject, {
        lines: [
          `${requestName({ kind, number })}已由${by}（${names.role[role]}）审定。定稿如下：`,
          text,
          until === null ? '' : `承诺日期：${times.instant(until)}。登记发布之前，答复仍按原时限催办。`,
        ],
        next: '请按定稿发布，并登记链接；点对点告知的，登记方式、时刻、经办、凭证和反应。',
        buttons: kit.buttons(['publish'], {}, { id, kind, number }),
      }),
    'statement-sent-back': ({ subject, statement: kind, number, by, role, reason, due }, times, kit) =>
      card(subject, {
        lines: [
          `${by}（${names.role[role]}）退回${requestName({ kind, number })}，意见如下：`,
          shorten(reason, EXCERPT),
        ],
        fields: dueFields(due, times),
        next: '请按意见修改，重新送审。',
        buttons: kit.buttons([DRAFTS[kind]]),
      }),
    'statement-withdrawn': ({ subject, statement: kind, number, cause }) =>
      card(subject, { lines: [`${CAUSES[cause]}，${requestName({ kind, number })}不再审定、发布，稿件留存在案。`] }),
    'statement-published': (notice, times) => {
      const { subject, statement: kind, number, department, publication, byName, text } = notice
      const privately = publication.way === 'private'
      return card(subject, {
        lines: [
          `${department}已${privately ? '点对点告知' : '公开发布'}${requestName({ kind, number })}，由${byName}登记。`,
          '正式答复仍按时限办理。',
        ],
        fields: [
          ['登记时间', times.dated(publication.at)],
          ...privateFields(publication, times),
          ['定稿', shorten(text, EXCERPT)],
        ],
        next: privately ? '请值班员核对凭证与定稿。' : '请值班员核对发布内容与定稿是否一致。',
        link: publication.way === 'link' ? { label: '查看发布', url: publication.url } : null,
      })
    },
  },
  refusals: {
    'already-asked': ({ statement: kind, role, names: people }) =>
      `${names.request[kind]}已送审，现由${called(people, role)}审定，无须重复；如需修改，请先由其退改（/退改）。`,
    'which-request': ({ command, waiting, called: said }, _times, kit) => {
      const typed = kit.usage(command).split(' ')[0]
      const choices = either(waiting.map((each) => `${typed} ${requestTyped(each)}`))
      const unknown = said === '' ? '' : `没有名为“${quoted(said)}”的事项。`
      if (waiting.length === 0) return `${unknown}目前没有待办的事项；请发送 /案件 查看。`
      return `${unknown}现有${list(waiting.map(requestName))}${said === '' ? '同时待办，请写明是哪一项' : '待办，请改写'}：${choices}。`
    },
    'no-such-request': ({ command, called: { kind, number }, waiting }, _times, kit) => {
      const typed = kit.usage(command).split(' ')[0]
      const none = `本案没有待办的${number === null ? names.request[kind] : requestName({ kind, number })}`
      if (waiting.length === 0 && command === 'publish' && kind in DRAFTS) {
        const draft = DRAFTS[kind as keyof typeof DRAFTS]
        return `本案没有已审定、待发布的${names.request[kind]}。请先拟写送审（${kit.usage(draft)}），审定后再登记发布。`
      }
      if (waiting.length === 0) return `${none}；请发送 /案件 查看现状。`
      return `${none}；待办的是${list(waiting.map(requestName))}，请发送 ${either(waiting.map((each) => `${typed} ${requestTyped(each)}`))}。`
    },
    'commitment-outranked': ({ role, names: people }) =>
      `承诺审定之后，正式答复已逾期并已通知到${called(people, role)}，须由其再行审定；其审定（/审定）之后，请再登记发布。`,
  },
} satisfies StatementWords

const DRAFTS = { 'first-response': 'respond', interim: 'interim', commitment: 'commit' } as const
