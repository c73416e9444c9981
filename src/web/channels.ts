// Pages of channels whose account somebody must log in: for administrators alone, since the code signs its scanner in.
import type { FastifyInstance } from 'fastify'
import { render } from 'preact-render-to-string'
import type { Account } from '../channel.ts'
import type { Desk } from '../desk/desk.ts'
import { currentOrg } from '../desk/outbox/service-notice.ts'
import type { Auth } from './auth.ts'
import { HttpError } from './errors.ts'
import { ChannelPage, type ChannelPageProps } from './pages/channel.tsx'
import { comeBack, SECURITY, STYLE } from './sign-in.ts'

const WORDS = {
  'zh-CN': {
    forbidden: (admins: string[]) =>
      `此页只供管理员使用${admins.length === 0 ? '。' : `，请联系：${admins.join('、')}。`}`,
    none: '没有设置这一渠道。',
  },
  en: {
    forbidden: (admins: string[]) =>
      `For administrators only${admins.length === 0 ? '.' : `; please ask ${admins.join(', ')}.`}`,
    none: 'There is no such channel here.',
  },
}

export function channelRoutes(app: FastifyInstance, desk: Desk, auth: Auth): void {
  app.get<{ Params: { name: string } }>('/channels/:name', async (request, reply) => {
    const { name } = request.params
    const person = await auth.person(request).catch((error: unknown) => {
      if (error instanceof HttpError && error.statusCode === 401) return null
      throw error
    })
    if (person === null) return comeBack(reply, `/channels/${name}`).redirect('/sign-in')
    const words = WORDS[desk.wording.lang]
    const channel = desk.channels.get(name)
    const say = (status: number, props: ChannelPageProps) =>
      reply
        .status(status)
        .type('text/html')
        .headers(SECURITY)
        .send(`<!doctype html>${render(ChannelPage(props))}`)
    if (!person.roles.includes('admin')) return say(403, said(desk, name, words.forbidden(await admins(desk))))
    if (channel?.account === undefined) return say(404, said(desk, name, words.none))
    return say(200, await shown(desk, name, await channel.account()))
  })
}

const admins = async (desk: Desk): Promise<string[]> =>
  (await currentOrg(desk.database.db, desk)).people
    .filter(({ roles }) => roles.includes('admin'))
    .map(({ name }) => name)

const said = (desk: Desk, name: string, state: string): ChannelPageProps => ({
  lang: desk.wording.lang,
  title: desk.wording.channelName(name),
  state,
  since: null,
  account: null,
  why: null,
  code: null,
  stylesheet: STYLE,
})

async function shown(desk: Desk, name: string, account: Account | null): Promise<ChannelPageProps> {
  const nothing = said(desk, name, '')
  if (account === null) return { ...nothing, state: null }
  return {
    ...nothing,
    state: account.says,
    since: desk.wording.instant(desk.time.domainAt(account.since)),
    account: account.name,
    why: account.why,
    code: account.code === null ? null : await imageOf(account.code),
  }
}

/** Loaded when somebody looks: most desks never show one. */
async function imageOf(code: string): Promise<string> {
  const { toDataURL } = await import('qrcode')
  return toDataURL(code, { margin: 1, width: 240 })
}
