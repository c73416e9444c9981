// /api/v1/tokens: an administrator lists, makes and revokes tokens.
import type { FastifyInstance } from 'fastify'
import { addToken, type ListedToken, listTokens, revokeToken } from '../../db/institution/access.ts'
import { readCurrent } from '../../db/institution/institution.ts'
import type { Desk } from '../../desk/desk.ts'
import { DAY, later } from '../../domain/calendar/instant.ts'
import { personOf } from '../../domain/org/org.ts'
import { type Auth, newSecret } from '../auth.ts'
import { serve } from '../contract.ts'
import { HttpError, parsed } from '../errors.ts'
import { LIST_TOKENS, MAKE_TOKEN, REVOKE_TOKEN, tokenBody } from './contracts/administration.ts'
import { LAST_NUMBER } from './values.ts'

export function tokenRoutes(app: FastifyInstance, desk: Desk, auth: Auth): void {
  const { db } = desk.database

  serve(app, LIST_TOKENS, async (request) => {
    await auth.caller(request, LIST_TOKENS.may)
    return { tokens: (await listTokens(db)).map(tokenView) }
  })

  serve(app, MAKE_TOKEN, async (request, reply) => {
    await auth.caller(request, MAKE_TOKEN.may)
    const { name, scopes, person = null, days } = parsed(tokenBody, request.body)
    if (person !== null) await checkPerson(desk, person)
    const at = desk.time.realNow()
    const secret = newSecret()
    const expiresAt = days === undefined ? null : later(at, days * DAY)
    const id = await addToken(db, { name, secret, person, scopes: [...new Set(scopes)], at, expiresAt })
    return reply.status(201).send({ ...tokenView(await tokenCalled(desk, id)), secret })
  })

  serve(app, REVOKE_TOKEN, async (request) => {
    await auth.caller(request, REVOKE_TOKEN.may)
    const { id } = parsed(REVOKE_TOKEN.params, request.params)
    const outcome = await revokeToken(db, Math.min(id, LAST_NUMBER), desk.time.realNow())
    if (outcome.ok) return tokenView(await tokenCalled(desk, id))
    if (outcome.reason === 'revoked')
      throw new HttpError(409, 'already-revoked', `Token ${id} was revoked at ${outcome.at}.`)
    throw new HttpError(404, 'unknown-token', `There is no token ${id}; GET /api/v1/tokens lists them.`)
  })
}

async function checkPerson({ database, versions }: Desk, key: string): Promise<void> {
  const { orgVersion } = await readCurrent(database.db)
  if (personOf(await versions.org(database.db, orgVersion), key)) return
  throw new HttpError(404, 'unknown-person', `There is no person "${key}" in the org.`, 'person')
}

async function tokenCalled({ database }: Desk, id: number): Promise<ListedToken> {
  const token = (await listTokens(database.db)).find((each) => each.id === id)
  if (token === undefined) throw new Error(`token ${id} is not there`)
  return token
}

const tokenView = ({ id, name, scopes, person, createdAt, expiresAt, lastUsedAt, revokedAt }: ListedToken) => ({
  id,
  name,
  scopes,
  person,
  createdAt,
  expiresAt,
  lastUsedAt,
  revokedAt,
})
