// What a browser gets at `/` where the duty room is on a platform, and in place of an error's JSON: a page in words.
import type { FastifyInstance } from 'fastify'
import { render } from 'preact-render-to-string'
import type { Desk } from '../desk/desk.ts'
import { currentOrg } from '../desk/outbox/service-notice.ts'
import { roomFor } from '../domain/org/org.ts'
import { PlainPage, type PlainPageProps } from './pages/plain.tsx'
import { SECURITY, STYLE } from './sign-in.ts'

const WORDS = {
  'zh-CN': {
    product: '值班台',
    runs: '值班台正在运行',
    dutyIn: (channel: string, room: string) =>
      `值班群是${channel}的“${room}”：在群内粘贴链接即登记为案件，发送 /帮助 查看可用的命令。`,
    bind: (channels: string) =>
      `已接入${channels}，还没有值班群：请把机器人拉进值班群，由管理员在群内发送 /绑定 值班群；也可在组织文件中填写群的编号。`,
    absent: (room: string, channel: string) =>
      `值班群“${room}”在${channel}，而该渠道没有接入：请设置该渠道，或在组织文件中改用其他渠道。`,
    nothing: '还没有接入任何群聊：请设置 FEISHU_APP_ID、WECOM_BOT_ID 或 ZHIBAN_ROOM=on，然后重新启动。',
    list: (names: string[]) => names.join('、'),
    room: '打开内置群聊',
    docs: '接口文档',
    home: '返回首页',
    titles: { 404: '没有这个页面', other: '未能打开' } as Record<string, string>,
    lost: '请核对地址，或从首页进入。',
    failed: '请稍后再试；仍不能打开时，请联系管理员查看服务日志。',
  },
  en: {
    product: 'Zhiban',
    runs: 'The duty desk is running',
    dutyIn: (channel: string, room: string) =>
      `The duty room is “${room}” in ${channel}: paste a link there and it becomes a case; /help lists the commands.`,
    bind: (channels: string) =>
      `${channels} is connected, and there is no duty room yet: add the bot to the duty group and have an administrator send /bind duty there, or write the group's id into the org file.`,
    absent: (room: string, channel: string) =>
      `The duty room “${room}” is in ${channel}, which is not set up here: set that channel up, or give the room another in the org file.`,
    nothing: 'No chat is connected yet: set FEISHU_APP_ID, WECOM_BOT_ID or ZHIBAN_ROOM=on, then start again.',
    list: (names: string[]) => names.join(', '),
    room: 'Open the built-in room',
    docs: 'The API',
    home: 'To the first page',
    titles: { 404: 'There is no such page', other: 'This cannot be opened' } as Record<string, string>,
    lost: 'Please check the address, or begin at the first page.',
    failed: 'Please try again in a moment; if it stays so, have the administrator look into the log.',
  },
}

type Words = (typeof WORDS)['en']

/** `/` leads into the built-in room where that is where cases come in, and else says where they do. */
export function homeRoutes(app: FastifyInstance, desk: Desk): void {
  if (app.hasRoute({ method: 'GET', url: '/' })) return
  const hasRoom = app.hasRoute({ method: 'GET', url: '/room' })
  app.get('/', async (_request, reply) => {
    const duty = roomFor(await currentOrg(desk.database.db, desk), 'duty')
    const platforms = [...desk.channels.keys()].filter((name) => name !== 'room')
    if (hasRoom && (duty?.channel === 'room' || platforms.length === 0)) return reply.redirect('/room')
    const words = WORDS[desk.wording.lang]
    return reply
      .type('text/html; charset=utf-8')
      .headers(SECURITY)
      .send(
        pageOf(desk, {
          title: words.runs,
          lines: [whereToGo(desk, words, { duty, platforms })],
          links: [...(hasRoom ? [{ href: '/room', label: words.room }] : []), { href: '/api/docs', label: words.docs }],
        }),
      )
  })
}

function whereToGo(
  { channels, wording }: Desk,
  words: Words,
  { duty, platforms }: { duty: { name: string; channel: string } | undefined; platforms: string[] },
): string {
  if (platforms.length === 0 && duty === undefined) return words.nothing
  if (duty === undefined || duty.channel === 'room') return words.bind(words.list(platforms.map(wording.channelName)))
  return channels.has(duty.channel)
    ? words.dutyIn(wording.channelName(duty.channel), duty.name)
    : words.absent(duty.name, wording.channelName(duty.channel))
}

/** For whoever opens an address in a browser; programs get JSON. */
export function errorPage(desk: Desk): (status: number, says: string) => string {
  const words = WORDS[desk.wording.lang]
  return (status, says) =>
    pageOf(desk, {
      title: words.titles[status] ?? words.titles.other ?? '',
      lines: status === 404 ? [words.lost] : status >= 500 ? [words.failed] : [says],
      links: [{ href: '/', label: words.home }],
    })
}

const pageOf = ({ wording: { lang } }: Desk, props: Pick<PlainPageProps, 'title' | 'lines' | 'links'>): string =>
  `<!doctype html>${render(PlainPage({ ...props, lang, product: WORDS[lang].product, stylesheet: STYLE }))}`
