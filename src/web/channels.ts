// Pages of channels whose account somebody must log in: for administrators alone, since the code signs its scanner in.
import type { FastifyInstance } from 'fastify'
import { render } from 'preact-render-to-string'
import { toDataURL } from 'qrcode'
import type { Account } from '../channel.ts'
import type { Desk } from '../desk/desk.ts'
import type { Auth } from './auth.ts'
import { HttpError } from './errors.ts'
import { ChannelPage, type ChannelPageProps } from './pages/channel.tsx'
import { SECURITY, STYLE } from './sign-in.ts'

export function channelRoutes(app: FastifyInstance, desk: Desk, auth: Auth): void {
  app.get<{ Params: { name: string } }>('/channels/:name', async (request, reply) => {
    const person = await auth.person(request).catch((error: unknown) => {
      if (error instanceof HttpError && error.statusCode === 401) return null
      throw error
    })
    if (person === null) return reply.redirect('/sign-in')
    const { lang } = desk.wording
    if (!person.roles.includes('admin'))
      throw new HttpError(403, 'forbidden', lang === 'en' ? 'For administrators only.' : '此页只供管理员使用。')
    const channel = desk.channels.get(request.params.name)
    if (channel?.account === undefined)
      throw new HttpError(404, 'not-found', lang === 'en' ? 'There is no such channel here.' : '没有设置这一渠道。')
    return reply
      .type('text/html')
      .headers(SECURITY)
      .send(`<!doctype html>${render(ChannelPage(await shown(desk, channel.name, await channel.account())))}`)
  })
}

async function shown(desk: Desk, name: string, account: Account | null): Promise<ChannelPageProps> {
  const { lang } = desk.wording
  return {
    lang,
    title: desk.wording.channelName(name),
    state: account?.says ?? null,
    since: account && desk.wording.instant(desk.time.domainAt(account.since)),
    account: account?.name ?? null,
    code: account?.code ? await toDataURL(account.code, { margin: 1, width: 240 }) : null,
    stylesheet: STYLE,
  }
}
