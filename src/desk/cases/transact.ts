// A transaction that is run again where the database chose it as the victim of a deadlock.
import type { Db } from '../../db/engine/connect.ts'
import type { Desk } from '../desk.ts'

const VICTIM = new Set(['40P01', '40001'])
const TRIES = 4

/** `work` may run several times; what it did in a try that failed is rolled back. */
export async function transact<T>({ database }: Desk, work: (tx: Db) => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await database.db.transaction(work)
    } catch (error) {
      if (tried === TRIES || !VICTIM.has(sqlState(error) ?? '')) throw error
    }
  }
}

/** PostgreSQL's five-character code, which drizzle keeps one level down. */
export function sqlState(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null
  if ('code' in error && typeof error.code === 'string') return error.code
  return 'cause' in error ? sqlState(error.cause) : null
}

/** The database is gone, going, or out of room: what was asked of it may be right. */
export function isOutage(error: unknown): boolean {
  const state = sqlState(error)
  return state !== null && (/^(08|53|57P0|58)/.test(state) || OUTAGES.has(state))
}

/** What the driver and the system say of a connection that is lost. */
const OUTAGES = new Set([
  'CONNECTION_CLOSED', 'CONNECTION_ENDED', 'CONNECTION_DESTROYED', 'CONNECT_TIMEOUT', 'ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND',
  'EPIPE', 'ETIMEDOUT', 'ENOSPC',
]) // biome-ignore format: a list of words
