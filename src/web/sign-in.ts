// Signing in by a one-time link: opening it shows a button, and only the button uses it up.
import { readFileSync } from 'node:fs'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { render } from 'preact-render-to-string'
import { z } from 'zod'
import { peekSignInLink } from '../db/access.ts'
import { readCurrent } from '../db/institution.ts'
import type { Desk } from '../desk/desk.ts'
import { personOf } from '../domain/org.ts'
import type { Auth } from './auth.ts'
import { HttpError, parsed } from './errors.ts'
import { SignInPage, type SignInState } from './pages/sign-in.tsx'

const STYLE = '/assets/sign-in.css'
const css = readFileSync(new URL('./pages/sign-in.css', import.meta.url))
const params = z.object({ secret: z.string() })
const linkBody = z.strictObject({ person: z.string().min(1).max(100) })

/** Nothing but our own style; no frame around the button that signs in. */
const SECURITY = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
}

/** Wants an app of its own: what a form sends is read here alone. */
export function signInRoutes(app: FastifyInstance, desk: Desk, auth: Auth, publicUrl: () => string): void {
  const show = (reply: FastifyReply, state: SignInState) =>
    reply.type('text/html').headers(SECURITY).send(pageOf(desk, state))
  app.addContentTypeParser('text/plain', { parseAs: 'string', bodyLimit: 1_000 }, (_request, _body, done) =>
    done(null, null),
  )
  app.get(STYLE, (_request, reply) => reply.type('text/css').header('cache-control', 'public, max-age=3600').send(css))
  app.get('/sign-in', (_request, reply) => show(reply, { status: 'ask' }))
  app.get('/sign-in/:secret', async (request, reply) => {
    const { secret } = parsed(params, request.params)
    return show(reply, await stateOf(desk, secret))
  })
  app.post('/sign-in/:secret', async (request, reply) => {
    const { secret } = parsed(params, request.params)
    if (await auth.signIn(reply, secret)) return reply.redirect('/room', 303)
    return show(reply.status(410), await stateOf(desk, secret))
  })
  app.post('/api/v1/sign-in-links', async (request, reply) => {
    const caller = await auth.caller(request, 'admin')
    if (!caller.scopes.includes('admin'))
      throw new HttpError(403, 'out-of-scope', 'Only an administrator may make a sign-in link.')
    const { person } = parsed(linkBody, request.body)
    if ((await nameOf(desk, person)) === null)
      throw new HttpError(404, 'unknown-person', `There is no person "${person}" in the org.`, 'person')
    const { path, expiresAt } = await auth.newLink(person)
    return reply.status(201).send({ url: `${publicUrl()}${path}`, expiresAt })
  })
}

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
