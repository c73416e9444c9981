// What the service says of itself, in Chinese: an outage, and what the auditor found.

import { millisBetween } from '../../domain/calendar/instant.ts'
import type { About, FindingKind } from '../../domain/notice/finding.ts'
import type { NoticeOf } from '../../domain/notice/notice.ts'
import type { Card } from '../card/card.ts'
import { serviceCard } from '../card/service-card.ts'
import type { Times } from '../times.ts'
import { names } from './names.ts'

export function downtime(notice: NoticeOf<'downtime'>, times: Times): Card {
  const { from, to, came, left, unhandled, behind, parked, recovered, reminders, moreReminders } = notice
  const named = reminders.map(({ number, clock }) => `#${number} ${names.clock[clock]}`).join('、')
  const late = reminders.length + moreReminders
  return serviceCard('停机说明', {
    lines: [
      `值班台自${times.instant(from)}起中断运行，至${times.instant(to)}恢复，历时${times.span(millisBetween(from, to))}。`,
      came > 0
        ? `中断期间发送的消息${came}条，恢复后补收${recovered > 0 ? `，其中${recovered}条从群聊记录中找回` : ''}。`
        : '',
      left > 0 ? `中断前收到、尚未处理的消息${left}条，恢复后继续处理。` : '',
      late > 0
        ? `中断期间到时的催办${late}项，恢复后补发：${named}${moreReminders > 0 ? '等' : ''}。`
        : '中断期间没有到时的催办。',
      unhandled > 0 ? `仍有${unhandled}条消息正在处理。` : '',
      behind ? '仍有到时的催办正在补发。' : '',
      parked > 0 ? `有${parked}条消息多次处理未成，已单独存放，请管理员运行 npm run zhiban -- inbox list 查看。` : '',
      unhandled === 0 && !behind && parked === 0 ? '已登记的案件、已收到的消息和到时的催办均无遗漏。' : '',
    ],
    next: '中断期间的转报如未见登记，请重新发送。',
  })
}

export function auditFinding({ finding, about, more }: NoticeOf<'audit-finding'>): Card {
  const { says, todo } = SAYS[finding]
  const told = (each: About) => called({ ...each, name: each.name === null ? null : named(finding, each.name) })
  return serviceCard('运行检查提示', {
    lines: [says(about.length + more, listed(about.map(told), more))],
    next: todo,
  })
}

interface Sentence {
  says(count: number, list: string): string
  todo: string
}

const SAYS: Record<FindingKind, Sentence> = {
  'no-next-instant': {
    says: (_, list) => `${list}尚未办结，但没有时限在计时，不会再有催办。`,
    todo: '请值班员人工跟进，并请管理员核对预案中该等级的时限。',
  },
  'unsaid-reminder': {
    says: (count, list) => `有${count}项催办已到时间而未发出：${list}。`,
    todo: '请值班员人工提醒责任单位，并请管理员查看运行日志。',
  },
  'stuck-send': {
    says: (count, list) => `有${count}条消息超过15分钟未能发出：${list}。`,
    todo: '请管理员检查发送渠道的连接和授权；紧急事项请值班员电话告知。',
  },
  'given-up-send': {
    says: (count, list) => `有${count}条消息未能送达，已停止发送：${list}。`,
    todo: '请值班员以其他方式告知，并请管理员检查发送渠道和人员账号。',
  },
  'waiting-message': {
    says: (count) => `有${count}条收到的消息超过5分钟未处理。`,
    todo: '请管理员查看运行日志；紧急事项请值班员人工登记。',
  },
  'parked-message': {
    says: (count, list) => `有${count}条收到的消息多次处理未成，已单独存放（${list}）。`,
    todo: '请管理员运行 npm run zhiban -- inbox list 查看原因，再重试或弃置；原文保存7天。',
  },
  'broken-chain': {
    says: (_, list) => `${list}的办理记录与校验值不符，可能被改动或删除。`,
    todo: '请勿改动数据库，并请管理员运行 npm run zhiban -- audit verify 核查。',
  },
  'broken-checkpoint': {
    says: (_, list) => `记录检查点与办理记录不符（${list}），记录可能被改动或删除。`,
    todo: '请勿改动数据库，并请管理员运行 npm run zhiban -- audit verify 核查。',
  },
  'deaf-channel': {
    says: (_, list) => `渠道（${list}）超过2分钟未能连接，转报和操作可能收不到，催办照常发送。`,
    todo: '请管理员运行 npm run zhiban -- doctor 检查应用凭证和网络；紧急事项请值班员人工登记。',
  },
  'idle-worker': {
    says: (_, list) => `后台任务（${list}）超过1分钟没有正常完成，收发和催办可能延误。`,
    todo: '请管理员查看运行日志，必要时重新启动服务。',
  },
}

const listed = (about: string[], more: number): string => `${about.join('、')}${more > 0 ? '等' : ''}`

/** Workers and channels go by names of their own; rooms and messages as they are. */
function named(finding: FindingKind, name: string): string {
  const table: Record<string, string> =
    finding === 'idle-worker' ? names.worker : finding === 'deaf-channel' ? names.channel : {}
  return table[name] ?? name
}

const called = ({ case: number, clock, name }: About): string =>
  [
    number === null ? '' : `#${number}`,
    clock === null ? '' : names.clock[clock],
    name === null ? '' : number === null ? name : `（${name}）`,
  ]
    .filter((part) => part !== '')
    .join(' ')
    .replace(' （', '（')
