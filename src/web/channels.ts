// Pages of channels whose account somebody must log in: for administrators alone, since the code signs its scanner in.
import type { FastifyInstance } from 'fastify'
import { render } from 'preact-render-to-string'
import { toDataURL } from 'qrcode'
import { z } from 'zod'
import { keptValue } from '../db/keeping.ts'
import type { Desk } from '../desk/desk.ts'
import type { Auth } from './auth.ts'
import { HttpError } from './errors.ts'
import { ChannelPage } from './pages/channel.tsx'
import { SECURITY, STYLE } from './sign-in.ts'

/** What the channel keeps of its account. */
const standing = z.object({
  state: z.string(),
  since: z.string(),
  qr: z.string().nullable().default(null),
  account: z.string().nullable().default(null),
})

const STATES = {
  'zh-CN': {
    missing: '没有安装 wechaty，微信未接入',
    starting: '正在启动',
    scan: '等待扫码登录',
    'logged-in': '已登录',
    'logged-out': '已退出登录',
    silent: '已登录，但长时间没有收到消息',
    dead: '接入程序反复中断，正在重启',
    unknown: '尚无记录：请先启动服务',
  },
  en: {
    missing: 'wechaty is not installed: WeChat is not there',
    starting: 'Starting',
    scan: 'Waiting for the code to be scanned',
    'logged-in': 'Logged in',
    'logged-out': 'Logged out',
    silent: 'Logged in, but nothing has come for a long time',
    dead: 'The program stops again and again and is being restarted',
    unknown: 'Nothing is known yet: start the service first',
  },
}

export function channelRoutes(app: FastifyInstance, desk: Desk, auth: Auth): void {
  app.get('/channels/wechat', async (request, reply) => {
    const person = await auth.person(request).catch((error: unknown) => {
      if (error instanceof HttpError && error.statusCode === 401) return null
      throw error
    })
    if (person === null) return reply.redirect('/sign-in')
    const { lang } = desk.wording
    if (!person.roles.includes('admin'))
      throw new HttpError(403, 'forbidden', lang === 'en' ? 'For administrators only.' : '此页只供管理员使用。')
    const kept = await keptValue(desk.database.db, 'wechat', 'state')
    const known = kept === null ? null : standing.parse(JSON.parse(kept))
    const states: Record<string, string> = STATES[lang]
    const page = ChannelPage({
      lang,
      title: lang === 'en' ? 'WeChat' : '微信',
      state: states[known?.state ?? 'unknown'] ?? known?.state ?? '',
      since: known === null ? null : desk.wording.instant(desk.time.domainAt(known.since)),
      account: known?.account ?? null,
      code: known?.qr ? await toDataURL(known.qr, { margin: 1, width: 240 }) : null,
      stylesheet: STYLE,
    })
    return reply
      .type('text/html')
      .headers(SECURITY)
      .send(`<!doctype html>${render(page)}`)
  })
}
