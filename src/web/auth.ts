// Who asks: an administrator's or a program's token, or a signed-in person's session.
import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { addSession, addSignInLink, findSession, findToken, SCOPES, type Scope, useSignInLink } from '../db/access.ts'
import { sha256 } from '../db/chain.ts'
import { readCurrent } from '../db/institution.ts'
import type { Desk } from '../desk/desk.ts'
import type { Asking } from '../desk/run-case.ts'
import { DAY, later, MINUTE } from '../domain/instant.ts'
import { type Person, personOf } from '../domain/org.ts'
import { HttpError } from './errors.ts'

export interface Caller {
  /** The person who acts; null for a program that acts as itself. */
  person: Person | null
  /** For `actor` and for idempotency keys: the person's key, or `api:` and the token's name. */
  name: string
  scopes: readonly Scope[]
}

const COOKIE = 'zhiban'
const SESSION_MS = 30 * DAY
export const LINK_MS = 10 * MINUTE

/** What the API and the pages ask to know who asks. `adminToken` is the configuration's. */
export interface Auth {
  /** By token only. Throws 401 without a good one, 403 where it may not do this. */
  caller(request: FastifyRequest, scope: Scope): Promise<Caller>
  /** A person, by token or session. */
  person(request: FastifyRequest): Promise<Person>
  newLink(person: string): Promise<{ path: string; expiresAt: string }>
  /** Uses a link up and signs the browser in; false where the link is no good (any more). */
  signIn(reply: FastifyReply, secret: string): Promise<boolean>
}

export function authOf(desk: Desk, adminToken: string | undefined, secure: () => boolean): Auth {
  const { db } = desk.database
  return {
    caller: (request, scope) => callerBy(desk, adminToken, request, scope),
    async person(request) {
      if (request.headers.authorization !== undefined)
        return personBehind(await callerBy(desk, adminToken, request, 'room'))
      const secret = request.cookies[COOKIE]
      const key = secret === undefined ? null : await findSession(db, secret, desk.time.realNow())
      const person = key === null ? null : await findPerson(desk, key)
      if (person === null) throw new HttpError(401, 'signed-out', desk.wording.ui.signedOut)
      return person
    },
    async newLink(person) {
      const secret = newSecret()
      const expiresAt = later(desk.time.realNow(), LINK_MS)
      await addSignInLink(db, secret, person, expiresAt)
      return { path: `/sign-in/${secret}`, expiresAt }
    },
    async signIn(reply, secret) {
      const now = desk.time.realNow()
      const person = await useSignInLink(db, secret, now)
      if (person === null) return false
      const session = newSecret()
      await addSession(db, session, person, now, later(now, SESSION_MS))
      const options = {
        path: '/',
        httpOnly: true,
        sameSite: 'lax',
        secure: secure(),
        maxAge: SESSION_MS / 1_000,
      } as const
      reply.setCookie(COOKIE, session, options)
      return true
    },
  }
}

export const newSecret = (): string => randomBytes(32).toString('base64url')

/** How a caller asks of a case. */
export const askingOf = ({ person, name }: Caller): Asking => ({
  by: person === null ? { actor: { person: name, name, roles: [], departments: [] } } : { person: person.key },
  place: { purpose: 'api' },
})

async function callerBy(
  desk: Desk,
  adminToken: string | undefined,
  request: FastifyRequest,
  scope: Scope,
): Promise<Caller> {
  const [kind, secret] = (request.headers.authorization ?? '').split(' ')
  if (kind?.toLowerCase() !== 'bearer' || !secret) {
    throw new HttpError(401, 'no-token', 'Send the header "Authorization: Bearer <token>".')
  }
  const token = sameSecret(secret, adminToken) ? FIRST_ADMIN : await findToken(desk.database.db, secret)
  if (token === null) throw new HttpError(401, 'bad-token', 'This token is unknown or revoked.')
  const admin = token.scopes.includes('admin')
  if (!admin && !token.scopes.includes(scope)) {
    throw new HttpError(403, 'out-of-scope', `This token lacks the scope "${scope}".`)
  }
  const as = actingAs(request, token.person, admin)
  const person = as === null ? null : await findPerson(desk, as)
  if (as !== null && person === null)
    throw new HttpError(403, 'unknown-person', `There is no person "${as}" in the org.`, 'Zhiban-As')
  return { person, name: person?.key ?? `api:${token.name}`, scopes: token.scopes }
}

const FIRST_ADMIN = { name: 'admin', person: null, scopes: [...SCOPES] }

function actingAs(request: FastifyRequest, own: string | null, admin: boolean): string | null {
  const as = request.headers['zhiban-as']
  if (as === undefined) return own
  if (!admin)
    throw new HttpError(
      403,
      'not-an-administrator',
      "Only an administrator's token may act as somebody else.",
      'Zhiban-As',
    )
  return String(as)
}

function personBehind({ person }: Caller): Person {
  if (person === null)
    throw new HttpError(
      403,
      'no-person',
      'In the room a person speaks: send the header "Zhiban-As: <person key>".',
      'Zhiban-As',
    )
  return person
}

async function findPerson(desk: Desk, key: string): Promise<Person | null> {
  const { orgVersion } = await readCurrent(desk.database.db)
  return personOf(await desk.versions.org(desk.database.db, orgVersion), key) ?? null
}

// Hashes have one length, so that the comparison tells nothing of the token's.
const sameSecret = (given: string, expected: string | undefined): boolean =>
  expected !== undefined && timingSafeEqual(Buffer.from(sha256(given)), Buffer.from(sha256(expected)))
