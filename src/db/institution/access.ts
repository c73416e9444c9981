// Tokens, sessions and one-time links: only hashes are kept.
import { and, asc, eq, getTableColumns, gt, isNull, lt, or, sql } from 'drizzle-orm'
import type { Instant } from '../../domain/calendar/instant.ts'
import { sha256 } from '../cases/chain.ts'
import { type Db, rowsOf } from '../engine/connect.ts'
import { composed } from '../engine/prepared-statements.ts'
import { idempotencyKeys, sessions, signInLinks, tokens } from '../schema/schema.ts'

export const SCOPES = ['read', 'sightings', 'commands', 'room', 'admin'] as const
export type Scope = (typeof SCOPES)[number]

/** Who asks by token. */
export interface Token {
  id: number
  name: string
  person: string | null
  scopes: Scope[]
  expiresAt: Instant | null
  /** Written at most once a minute. */
  lastUsedAt: Instant | null
}

export interface ListedToken extends Token {
  createdAt: Instant
  revokedAt: Instant | null
}

/** Answers the token's id. */
export async function addToken(
  db: Db,
  token: {
    name: string
    secret: string
    person: string | null
    scopes: Scope[]
    at: Instant
    expiresAt?: Instant | null
  },
): Promise<number> {
  const { secret, at, ...row } = token
  const [added] = await db
    .insert(tokens)
    .values({ ...row, sha256: sha256(secret), createdAt: at })
    .returning({ id: tokens.id })
  if (added === undefined) throw new Error('a token that was just written is not there')
  return added.id
}

/** Null where there is none, or it is revoked; whether it has expired is for the caller to look at. */
export async function findToken(db: Db, secret: string): Promise<Token | null> {
  const [row] = await selectToken(db, { sha256: sha256(secret) }).execute()
  if (row === undefined) return null
  const { expires_at, last_used_at, ...token } = row
  return { ...token, expiresAt: instantOrNull(expires_at), lastUsedAt: instantOrNull(last_used_at) }
}

type Dated = string | Date | null
const instantOrNull = (value: Dated) => (value === null ? null : new Date(value).toISOString())

const selectToken = composed<Omit<Token, 'expiresAt' | 'lastUsedAt'> & { expires_at: Dated; last_used_at: Dated }>(
  (db) =>
    db
      .select({
        id: tokens.id,
        name: tokens.name,
        person: tokens.person,
        scopes: tokens.scopes,
        expiresAt: tokens.expiresAt,
        lastUsedAt: tokens.lastUsedAt,
      })
      .from(tokens)
      .where(and(eq(tokens.sha256, sql.placeholder('sha256')), isNull(tokens.revokedAt))),
)

/** `before`: what another request has written since then stands. */
export async function noteUse(db: Db, id: number, at: Instant, before: Instant): Promise<void> {
  await db
    .update(tokens)
    .set({ lastUsedAt: at })
    .where(and(eq(tokens.id, id), or(isNull(tokens.lastUsedAt), lt(tokens.lastUsedAt, before))))
}

/** All of them, the newest last. */
export async function listTokens(db: Db): Promise<ListedToken[]> {
  const { sha256: _, ...shown } = getTableColumns(tokens)
  return (await db.select(shown).from(tokens).orderBy(asc(tokens.id))) as ListedToken[]
}

/** At once, on every instance: none remembers a token. */
export async function revokeToken(
  db: Db,
  id: number,
  at: Instant,
): Promise<{ ok: true } | { ok: false; reason: 'unknown' } | { ok: false; reason: 'revoked'; at: Instant }> {
  const revoked = await db
    .update(tokens)
    .set({ revokedAt: at })
    .where(and(eq(tokens.id, id), isNull(tokens.revokedAt)))
    .returning({ id: tokens.id })
  if (revoked.length === 1) return { ok: true }
  const [row] = await db.select({ at: tokens.revokedAt }).from(tokens).where(eq(tokens.id, id))
  return row?.at ? { ok: false, reason: 'revoked', at: row.at } : { ok: false, reason: 'unknown' }
}

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

/** A key under which a request is answered once. */
export interface Once {
  /** Whose key it is: a token's, or a webhook's. */
  scope: string
  /** What the token's keys were kept under when keys went by its name. */
  formerScope?: string
  key: string
  /** What tells one request from another under the same key. */
  request: string
}

export interface Remembered {
  request: string
  body: unknown
}

/**
 * Wins a key within the transaction that does the work, and answers null; where it was won before, by what and with what
 * result. A second request with the key waits here until the first has committed.
 */
export async function winKey(tx: Db, once: Once, at: Instant): Promise<Remembered | null> {
  const { scope, formerScope = scope, key, request } = once
  // What the key was answered in former times is taken over, so that it is still answered the same.
  const former = sql`select request, body from ${idempotencyKeys} where scope = ${formerScope} and key = ${key}`
  const won = rowsOf<{ won: boolean; request: string; body: unknown }>(
    await tx.execute(sql`
      insert into ${idempotencyKeys} (scope, key, request, body, created_at)
      select ${scope}::text, ${key}::text, coalesce(former.request, ${request}::text), coalesce(former.body, '{}'), ${at}::timestamptz
      from (select 1) as one left join (${former}) as former on true
      on conflict do nothing
      returning body = '{}' as won, request, body`),
  )
  if (won[0]) return won[0].won ? null : won[0]
  return remembered(tx, scope, key)
}

export async function rememberResult(tx: Db, { scope, key }: Once, body: unknown): Promise<void> {
  await tx
    .update(idempotencyKeys)
    .set({ body })
    .where(and(eq(idempotencyKeys.scope, scope), eq(idempotencyKeys.key, key)))
}

async function remembered(tx: Db, scope: string, key: string): Promise<Remembered> {
  const [row] = await tx
    .select({ request: idempotencyKeys.request, body: idempotencyKeys.body })
    .from(idempotencyKeys)
    .where(and(eq(idempotencyKeys.scope, scope), eq(idempotencyKeys.key, key)))
  if (row === undefined) throw new Error('a key that was won before is not there')
  return row
}
