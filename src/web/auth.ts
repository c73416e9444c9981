// Who asks: an administrator's or a program's token, or a signed-in person's session.
import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { sha256 } from '../db/cases/chain.ts'
import {
  addSession,
  addSignInLink,
  endSession,
  findSession,
  findToken,
  noteUse,
  SCOPES,
  type Scope,
  type Token,
  useSignInLink,
} from '../db/institution/access.ts'
import { readCurrent } from '../db/institution/institution.ts'
import type { Requester } from '../desk/cases/run-case.ts'
import type { Desk } from '../desk/desk.ts'
import { DAY, type Instant, later, MINUTE, millisBetween } from '../domain/calendar/instant.ts'
import { type Person, personOf } from '../domain/org/org.ts'
import { HttpError } from './errors.ts'

export interface Caller {
  /** The person who acts; null for a program that acts as itself. */
  person: Person | null
  /** For `actor` and for idempotency keys: the person's key, or `api:` and the token's name. */
  name: string
  scopes: readonly Scope[]
  /** Whose idempotency keys are meant: the token's own. */
  once: { scope: string; formerScope: string }
}

export const COOKIE = 'zhiban'
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
  /** Ends the browser's session, at once on every instance. */
  signOut(request: FastifyRequest, reply: FastifyReply): Promise<void>
}

export interface AuthParts {
  adminToken: string | undefined
  /** Whether cookies are for https alone. */
  secure: () => boolean
  /** Counts a token or session that is none; rejects with a 429 where an address tries too many. */
  wrongSecret: (request: FastifyRequest) => Promise<void>
}

export function authOf(desk: Desk, parts: AuthParts): Auth {
  const { db } = desk.database
  return {
    caller: (request, scope) => callerBy(desk, parts, request, scope),
    async person(request) {
      if (request.headers.authorization !== undefined) return personBehind(await callerBy(desk, parts, request, 'room'))
      const secret = request.cookies[COOKIE]
      const key = secret === undefined ? null : await findSession(db, secret, desk.time.realNow())
      if (secret !== undefined && key === null) await parts.wrongSecret(request)
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
        secure: parts.secure(),
        maxAge: SESSION_MS / 1_000,
      } as const
      reply.setCookie(COOKIE, session, options)
      return true
    },
    async signOut(request, reply) {
      const secret = request.cookies[COOKIE]
      if (secret !== undefined) await endSession(db, secret)
      reply.clearCookie(COOKIE, { path: '/' })
    },
  }
}

export const newSecret = (): string => randomBytes(32).toString('base64url')

/** How a caller asks of a case. */
export const askingOf = ({ person, name }: Caller): Requester => ({
  by: person === null ? { actor: { person: name, name, roles: [], departments: [] } } : { person: person.key },
  place: { purpose: 'api' },
})

async function callerBy(desk: Desk, parts: AuthParts, request: FastifyRequest, scope: Scope): Promise<Caller> {
  const token = await tokenOf(desk, parts, request)
  const admin = token.scopes.includes('admin')
  if (!admin && !token.scopes.includes(scope)) {
    throw new HttpError(403, 'out-of-scope', `This token lacks the scope "${scope}".`)
  }
  const as = actingAs(request, token.person, admin)
  const person = as === null ? null : await findPerson(desk, as)
  if (as !== null && person === null)
    throw new HttpError(403, 'unknown-person', `There is no person "${as}" in the org.`, 'Zhiban-As')
  const name = person?.key ?? `api:${token.name}`
  return { person, name, scopes: token.scopes, once: { scope: `token:${token.id}`, formerScope: name } }
}

/** The token that a request brings along; null for none. */
export function bearerOf({ headers }: FastifyRequest): string | null {
  const [kind, secret] = (headers.authorization ?? '').split(' ')
  return kind?.toLowerCase() === 'bearer' && secret ? secret : null
}

type Known = Pick<Token, 'name' | 'person' | 'scopes'> & { id: number | 'environment' }

async function tokenOf(desk: Desk, parts: AuthParts, request: FastifyRequest): Promise<Known> {
  const secret = bearerOf(request)
  if (secret === null) {
    throw new HttpError(401, 'no-token', 'Send the header "Authorization: Bearer <token>".')
  }
  if (sameSecret(secret, parts.adminToken)) return FIRST_ADMIN
  const token = await findToken(desk.database.db, secret)
  if (token === null) {
    await parts.wrongSecret(request)
    throw new HttpError(401, 'bad-token', 'This token is unknown or revoked.')
  }
  const now = desk.time.realNow()
  if (token.expiresAt !== null && token.expiresAt <= now)
    throw new HttpError(401, 'expired-token', `This token expired at ${token.expiresAt}: ask for a new one.`)
  await noteNow(desk, token, now)
  return token
}

/** How old the note of a token's last use may be: it must not cost a write a request. */
const USE_NOTED_MS = MINUTE

const noteNow = async ({ database }: Desk, { id, lastUsedAt }: Token, now: Instant): Promise<void> => {
  if (lastUsedAt !== null && millisBetween(lastUsedAt, now) < USE_NOTED_MS) return
  await noteUse(database.db, id, now, later(now, -USE_NOTED_MS + 1))
}

const FIRST_ADMIN: Known = { id: 'environment', name: 'admin', person: null, scopes: [...SCOPES] }

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
