// Notices of the reply's way, in Chinese: to its approver, back to its drafter, to whoever publishes it, to the desk.
import type { NoticeOf } from '../../domain/notice/notice.ts'
import type { Role } from '../../domain/policy/policy.ts'
import { shorten } from '../../domain/post/text.ts'
import type { Card } from '../card.ts'
import { EXCERPT } from '../frame.ts'
import type { Times } from '../times.ts'
import { buttons, card, either } from './choices.ts'
import { dueFields } from './handling.ts'
import { names } from './names.ts'

export function draftForApproval(notice: NoticeOf<'draft-for-approval'>, times: Times): Card {
  const { subject, draft, by, department, text, role, approvers, dueAt, turn, turns } = notice
  const step = turn < turns ? '审核' : '审定'
  const round = turns > 1 ? `，现为第${turn}级审核（共${turns}级）` : ''
  const [approve, ...others] = buttons(['approve', 'send-back'])
  return card(subject, {
    lines: [`${by}代表${department}提交第${draft}稿${round}。全文如下：`, text],
    next: `请${called(approvers, role)}${dueAt === null ? '' : `于${times.instant(dueAt)}前`}${step}或退改。`,
    buttons: approve ? [{ ...approve, label: turn < turns ? '审核通过' : '审定' }, ...others] : [],
  })
}

export function sentBack({ subject, draft, by, role, reason, due }: NoticeOf<'sent-back'>, times: Times): Card {
  return card(subject, {
    lines: [`${by}（${names.role[role]}）退回第${draft}稿，意见如下：`, shorten(reason, EXCERPT)],
    fields: dueFields(due, times),
    next: '请按意见修改，重新送审。',
    buttons: buttons(['draft']),
  })
}

/** Whole, because this is the text that is to be published. */
export const approved = ({ subject, by, role, text, dueAt }: NoticeOf<'approved'>, times: Times): Card =>
  card(subject, {
    lines: [`答复稿已由${by}（${names.role[role]}）审定。定稿如下：`, text],
    next: `请${dueAt === null ? '' : `于${times.instant(dueAt)}前`}按定稿发布，并登记答复链接；点对点答复的，登记时间和方式。`,
    buttons: buttons(['publish']),
  })

export function published(notice: NoticeOf<'published'>, times: Times): Card {
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
}

/** 林峰（部门负责人）; the role alone where nobody is named. */
const called = (people: string[], role: Role): string =>
  people.length === 0 ? names.role[role] : `${either(people)}（${names.role[role]}）`
