// Tokens, sessions and one-time links: only hashes are kept.
import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import type { Instant } from '../domain/instant.ts'
import { sha256 } from './chain.ts'
import { composed } from './composed.ts'
import type { Db } from './connect.ts'
import { idempotencyKeys, sessions, signInLinks, tokens } from './schema.ts'

export const SCOPES = ['read', 'sightings', 'commands', 'room', 'admin'] as const
export type Scope = (typeof SCOPES)[number]

export interface Token {
  id: number
  name: string
  person: string | null
  scopes: Scope[]
}

export async function addToken(
  db: Db,
  token: { name: string; secret: string; person: string | null; scopes: Scope[]; at: Instant },
) {
  const { secret, at, ...row } = token
  await db.insert(tokens).values({ ...row, sha256: sha256(secret), createdAt: at })
}

export async function findToken(db: Db, secret: string): Promise<Token | null> {
  const [row] = await selectToken(db, { sha256: sha256(secret) }).execute()
  return row ?? null
}

const selectToken = composed<Token>((db) =>
  db
    .select({ id: tokens.id, name: tokens.name, person: tokens.person, scopes: tokens.scopes })
    .from(tokens)
    .where(and(eq(tokens.sha256, sql.placeholder('sha256')), isNull(tokens.revokedAt))),
)

export async function addSignInLink(db: Db, secret: string, person: string, expiresAt: Instant): Promise<void> {
  await db.insert(signInLinks).values({ sha256: sha256(secret), person, expiresAt })
}

/** Looks without using it up: a chat's preview fetches links that nobody has clicked. */
export async function peekSignInLink(db: Db, secret: string) {
  const [row] = await db
    .select()
    .from(signInLinks)
    .where(eq(signInLinks.sha256, sha256(secret)))
  return row ?? null
}

/** Uses the link up; the person, or null where it was used, has expired, or never was. Two at once: one wins. */
export async function useSignInLink(db: Db, secret: string, now: Instant): Promise<string | null> {
  const [row] = await db
    .update(signInLinks)
    .set({ usedAt: now })
    .where(and(eq(signInLinks.sha256, sha256(secret)), isNull(signInLinks.usedAt), gt(signInLinks.expiresAt, now)))
    .returning({ person: signInLinks.person })
  return row?.person ?? null
}

export async function addSession(
  db: Db,
  secret: string,
  person: string,
  now: Instant,
  expiresAt: Instant,
): Promise<void> {
  await db.insert(sessions).values({ sha256: sha256(secret), person, createdAt: now, expiresAt })
}

export async function findSession(db: Db, secret: string, now: Instant): Promise<string | null> {
  const [row] = await db
    .select({ person: sessions.person })
    .from(sessions)
    .where(and(eq(sessions.sha256, sha256(secret)), gt(sessions.expiresAt, now)))
  return row?.person ?? null
}

export async function endSession(db: Db, secret: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.sha256, sha256(secret)))
}

export interface Remembered {
  request: string
  body: unknown
}

/**
 * Wins an idempotency key within the transaction that does the work; null where it was won before (then `remembered`
 * tells by what and with what result). A second request with the key waits here until the first has committed.
 */
export async function winKey(tx: Db, scope: string, key: string, request: string, at: Instant): Promise<boolean> {
  const won = await tx
    .insert(idempotencyKeys)
    .values({ scope, key, request, body: {}, createdAt: at })
    .onConflictDoNothing()
    .returning({ key: idempotencyKeys.key })
  return won.length === 1
}

export async function rememberResult(tx: Db, scope: string, key: string, body: unknown): Promise<void> {
  await tx
    .update(idempotencyKeys)
    .set({ body })
    .where(and(eq(idempotencyKeys.scope, scope), eq(idempotencyKeys.key, key)))
}

export async function remembered(tx: Db, scope: string, key: string): Promise<Remembered | null> {
  const [row] = await tx
    .select({ request: idempotencyKeys.request, body: idempotencyKeys.body })
    .from(idempotencyKeys)
    .where(and(eq(idempotencyKeys.scope, scope), eq(idempotencyKeys.key, key)))
  return row ?? null
}
