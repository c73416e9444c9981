// Signing in by a one-time link: opening it shows a button, and only the button uses it up. Signing out again.
import { readFileSync } from 'node:fs'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { render } from 'preact-render-to-string'
import { z } from 'zod'
import { peekSignInLink } from '../db/institution/access.ts'
import { readCurrent } from '../db/institution/institution.ts'
import type { Desk } from '../desk/desk.ts'
import { personOf } from '../domain/org/org.ts'
import type { Auth } from './auth.ts'
import { parsed } from './errors.ts'
import { SignInPage, type SignInState } from './pages/sign-in.tsx'
import { SIGN_IN_LIMIT } from './rate-limits.ts'
import { checkSameSite } from './same-site.ts'

export const STYLE = '/assets/sign-in.css'
const css = readFileSync(new URL('./pages/sign-in.css', import.meta.url))
const params = z.object({ secret: z.string() })
const ELSEWHERE = {
  'zh-CN': '这一请求来自其他网站的页面，未予办理；请在值班台的页面上操作。',
  en: 'This was asked by a page of another site, and not done; please use the pages of the duty desk.',
}

/** Nothing but our own style; no frame around the button that signs in. */
export const SECURITY = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  // Nothing goes to other sites; to our own, so that a browser says whose page the button stands on.
  'referrer-policy': 'same-origin',
  'cache-control': 'no-store',
}

/** Wants an app of its own: what a form sends is read here alone. */
export function signInRoutes(app: FastifyInstance, desk: Desk, auth: Auth, publicUrl: () => string): void {
  const show = (reply: FastifyReply, state: SignInState) =>
    reply.type('text/html').headers(SECURITY).send(pageOf(desk, state))
  const forms = ['text/plain', 'application/x-www-form-urlencoded']
  app.addContentTypeParser(forms, { parseAs: 'string', bodyLimit: 1_000 }, (_request, _body, done) => done(null, null))
  const limited = { config: { rateLimit: SIGN_IN_LIMIT } }
  const checkSite = (request: FastifyRequest) => checkSameSite(request, publicUrl(), ELSEWHERE[desk.wording.lang])
  app.get(STYLE, (_request, reply) => reply.type('text/css').header('cache-control', 'public, max-age=3600').send(css))
  app.get('/sign-in', (_request, reply) => show(reply, { status: 'ask' }))
  app.get('/signed-out', (_request, reply) => show(reply, { status: 'signed-out' }))
  app.get('/sign-in/:secret', limited, async (request, reply) => {
    const { secret } = parsed(params, request.params)
    return show(reply, await stateOf(desk, secret))
  })
  app.post('/sign-in/:secret', limited, async (request, reply) => {
    checkSite(request)
    const { secret } = parsed(params, request.params)
    if (await auth.signIn(reply, secret)) {
      const home = app.hasRoute({ method: 'GET', url: '/room' }) ? '/room' : '/'
      const wanted = request.cookies[WANTED]
      if (wanted !== undefined) reply.clearCookie(WANTED, { path: '/' })
      return reply.redirect(wanted !== undefined && OUR_PAGE.test(wanted) ? wanted : home, 303)
    }
    return show(reply.status(410), await stateOf(desk, secret))
  })
  app.post('/sign-out', limited, async (request, reply) => {
    checkSite(request)
    await auth.signOut(request, reply)
    return reply.redirect('/signed-out', 303)
  })
}

/** Whoever signs in soon afterwards comes to the page that was asked for. */
export const comeBack = (reply: FastifyReply, path: string): FastifyReply =>
  OUR_PAGE.test(path)
    ? reply.setCookie(WANTED, path, { path: '/', httpOnly: true, sameSite: 'lax', maxAge: WANTED_FOR_S })
    : reply

const WANTED = 'zhiban-wanted'
const WANTED_FOR_S = 900
/** A browser's word is no address to be sent to. */
const OUR_PAGE = /^\/channels\/[a-z]{1,20}$/u

async function stateOf(desk: Desk, secret: string): Promise<SignInState> {
  const link = await peekSignInLink(desk.database.db, secret)
  if (link?.usedAt) return { status: 'used' }
  const name = link && link.expiresAt > desk.time.realNow() ? await nameOf(desk, link.person) : null
  return name === null ? { status: 'expired' } : { status: 'confirm', action: `/sign-in/${secret}`, name }
}

async function nameOf(desk: Desk, person: string): Promise<string | null> {
  const { orgVersion } = await readCurrent(desk.database.db)
  return personOf(await desk.versions.org(desk.database.db, orgVersion), person)?.name ?? null
}

const pageOf = (desk: Desk, state: SignInState): string =>
  `<!doctype html>${render(SignInPage({ lang: desk.wording.lang, ui: desk.wording.ui, state, stylesheet: STYLE }))}`
