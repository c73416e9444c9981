// What the desk says of chats and of what came through them, in Chinese: records, rooms, members, urgent ways, gaps.
import type { RecordFacts } from '../../domain/case/card-facts.ts'
import type { ChannelState, NoticeOf, Unbound } from '../../domain/notice/notice.ts'
import type { Way } from '../../domain/policy/policy.ts'
import { shorten } from '../../domain/text/text.ts'
import { answerCard, type Card } from '../card/card.ts'
import { serviceCard } from '../card/service-card.ts'
import type { Times } from '../times.ts'
import { card, list } from './base.ts'
import { buttons } from './choices.ts'
import { names } from './names.ts'

export function recordTaken({ subject, items, known, skipped, of, mayDrop }: RecordFacts): Card {
  const kept = items.filter(({ dropped }) => !dropped)
  const posts = kept.map(({ key, title, url }) => ({
    value: encodeURIComponent(key),
    label: shorten(title || url || key, 40),
  }))
  return {
    ...card(subject, {
      lines: [
        `${of === 'record' ? '聊天记录' : '这条消息'}中的${items.length}条帖文已登记${known.length > 0 ? '' : '为本案'}：`,
        ...items.map(({ title, url, dropped }, i) => `${i + 1}. ${dropped ? '（已移除）' : ''}${spoken(title, url)}`),
        ...known.map(({ number, title }) => `此前已登记：#${number} ${shorten(title, 40)}`),
        skipped > 0 ? `另有${skipped}条消息没有可登记的内容，未计入。` : '',
      ],
      next: mayDrop && kept.length > 1 ? '如有不属于本案的帖文，请转报人移除。' : null,
      buttons: mayDrop && kept.length > 1 ? buttons(['drop'], { posts }) : [],
    }),
    link: null,
  }
}

const spoken = (title: string, url: string | null): string =>
  url === null || title.includes(url) ? shorten(title, 120) : `${shorten(title, 60)} ${url}`.trim()

const WAY: Record<Way, string> = {
  mention: '群内提醒',
  dm: '私信',
  'urgent-app': '应用内加急',
  'urgent-sms': '短信加急',
  'urgent-phone': '电话加急',
}

export const sentWeaker = ({ subject, to, asked, used, error }: NoticeOf<'sent-weaker'>): Card =>
  card(subject, {
    lines: [`向${list(to)}${WAY[asked]}未成，已改为${WAY[used]}。`],
    fields: [['原因', shorten(error, 120)]],
    next: `请值班员以电话等方式告知${list(to)}。`,
  })

export const registered = ({ subject, due, source }: NoticeOf<'registered'>, times: Times): Card =>
  card(subject, {
    lines: [
      `您${source === undefined ? '转报的帖文' : `登记的${names.source[source]}`}已登记为本案，由值班员研判分办。`,
    ],
    next: due === null ? null : `${names.clock[due.kind]}时限：${times.dated(due.dueAt)}`,
    buttons: buttons(['undo']),
  })

export const greeting = (): Card =>
  answerCard('值班台已加入本群', {
    lines: [
      '本群绑定后，值班台在此登记转报、通知责任单位并按时催办。',
      '作值班群：/绑定 值班群',
      '作单位工作群：/绑定 单位名称',
      '作领导群：/绑定 领导群',
    ],
    next: '请管理员在本群发送以上命令之一。',
  })

export const roomLost = ({ room, how }: NoticeOf<'room-lost'>): Card =>
  serviceCard('群聊失联提示', {
    lines: [
      how === 'removed' ? `值班台已被移出${room}，该群不再收到通知和催办。` : `${room}已解散，不再收到通知和催办。`,
    ],
    next: '请管理员将值班台重新加入该群，或在另一个群内发送 /绑定 加单位名称。',
  })

export const roomMoved = ({ to, by, stays, typed }: NoticeOf<'room-moved'>): Card =>
  serviceCard('群聊改绑提示', {
    lines: stays
      ? [`${by}已将${to}改为另一个群，案件卡片和通知今后发在那里。`, '在本群转报的帖文照常登记，并在本群回执。']
      : [`${by}已将${to}改为另一个群，此后的通知和催办发在那里，本群不再受理命令。`],
    next: `如需改回，请管理员在本群发送 /绑定 ${typed}。`,
  })

export const memberLeft = ({ room, names }: NoticeOf<'member-left'>): Card =>
  serviceCard('成员退群提示', {
    lines: [`${list(names)}已退出${room}，在该群的提醒可能无人看到。`],
    next: '请管理员请其重新入群，或更换联络人员。',
  })

export const memberUnknown = ({ room, names }: NoticeOf<'member-unknown'>): Card =>
  serviceCard('未登记成员提示', {
    lines: [`${list(names)}已加入${room}，但尚未在值班台登记，其转报和操作暂不受理。`],
    next: '请管理员登记该人员，例如发送：/绑定 姓名 @姓名。',
  })

export const caughtUp = ({ from, until, found }: NoticeOf<'caught-up'>, times: Times): Card =>
  serviceCard('补收说明', {
    lines: [
      `${times.instant(from)}至${times.instant(until)}期间有${found}条消息平台未送达，已从群聊记录中找回并处理。`,
    ],
    next: '其间在卡片上的点击无法找回，如未见结果请重新点击。',
  })

const called = (channel: string): string => names.channel[channel] ?? channel

const TROUBLE: Record<ChannelState, { says: (channel: string) => string; todo: (page: string | null) => string }> = {
  missing: {
    says: (channel) => `${channel}组件未安装，其群聊收不到通知和催办，转报也收不到。`,
    todo: () => '请管理员按安装说明补装组件后重新启动服务；紧急事项请值班员电话告知。',
  },
  'logged-out': {
    says: (channel) => `${channel}未登录，其群聊收不到通知和催办，转报也收不到。`,
    todo: (page) => `请管理员${page === null ? '' : `打开 ${page} `}扫码登录；紧急事项请值班员电话告知。`,
  },
  disconnected: {
    says: (channel) => `${channel}连接中断，其群聊的转报收不到，通知和催办可能无法送达。`,
    todo: () => '请管理员检查网络和机器人设置；紧急事项请值班员电话告知。',
  },
  silent: {
    says: (channel) => `${channel}显示已登录，但发出的消息未能确认送达，可能收发不通。`,
    todo: (page) =>
      `请管理员${page === null ? '' : `打开 ${page} `}查看，必要时在手机上退出后重新扫码；紧急事项请值班员电话告知。`,
  },
  dead: {
    says: (channel) => `${channel}接入程序未能正常运行，正在重启，其群聊收不到通知和催办。`,
    todo: (page) =>
      `请管理员${page === null ? '查看运行日志' : `打开 ${page} 查看原因`}，并检查本机网络；紧急事项请值班员电话告知。`,
  },
  back: {
    says: (channel) => `${channel}已恢复。中断期间未能送达的通知已改走其他渠道，或已另行提示。`,
    todo: () => '其间群内的转报可能未收到，请提醒各群重新转报。',
  },
}

export function trouble({ channel, state, since, page = null }: NoticeOf<'channel-trouble'>, times: Times): Card {
  const { says, todo } = TROUBLE[state]
  return serviceCard('渠道状态提示', {
    lines: [`${times.instant(since)}起，${says(called(channel))}`],
    next: todo(page),
  })
}

export const rebindingUncertain = ({ channel, lost }: NoticeOf<'rebinding-uncertain'>): Card =>
  serviceCard('重新绑定提示', {
    lines: [`${called(channel)}重新登录后，以下群聊或人员未能确认：`, ...lost.map((each) => UNBOUND[each.why](each))],
    next: '请管理员逐项处理；处理前，发往这些群聊和人员的消息改走其他渠道。',
  })

const UNBOUND: Record<Unbound['why'], (lost: Unbound) => string> = {
  gone: ({ what, name }) =>
    what === 'room'
      ? `没有找到群聊“${name}”，可能已改名或解散。请在该群发送 /绑定 值班群（或 /绑定 单位名称）。`
      : `没有找到备注为“${name}”的人员。请在值班账号的通讯录中为其设置备注。`,
  alike: ({ what, name }) =>
    what === 'room' ? `有多个群聊名为“${name}”。请将其余的改名。` : `有多人的备注为“${name}”。请将其余的改备注。`,
  others: ({ name }) =>
    `群聊“${name}”的成员与原来不同。请先核实是何人所建，再在该群发送 /绑定 值班群（或 /绑定 单位名称）。`,
  unconfirmed: ({ name }) => `“${name}”没有备注，不能凭昵称确认身份。请在值班账号的通讯录中为其设置备注。`,
}
