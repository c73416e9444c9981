// The inbox: a raw message is stored once and acknowledged, then understood and handled in the order of its room.
import { type Incoming, type RawIncoming, TryLater } from '../../channel.ts'
import type { Db } from '../../db/engine/connect.ts'
import {
  claimIncoming,
  type InboxRow,
  leave,
  nextHandleAt,
  recordHandled,
  recordParked,
  recordRetry,
  storeIncoming,
} from '../../db/messages/inbox.ts'
import { later } from '../../domain/calendar/instant.ts'
import { withTimeout } from '../../with-timeout.ts'
import { isOutage, transact } from '../cases/transact.ts'
import type { Desk } from '../desk.ts'
import { reasonOf } from '../operations/log.ts'
import { inspectAttachments } from './attachments.ts'
import { type Handled, intake } from './intake.ts'
import { isSaidAgain } from './said-again.ts'
import { registerRows } from './tables/register-rows.ts'

const LEASE_MS = 30_000
const BATCH = 20
/** Tries before a message is set aside. */
export const TRIES = 5
/** About ten minutes: whoever waits in that room behind it has waited long enough. */
const TRIES_AT_PLATFORM = 14
const LONGEST_WAIT_MS = 60_000
/** Shorter than the lease, so that nobody else begins. */
const FETCH_TIMEOUT_MS = 20_000

/** Durable once it has resolved; the same key again is the same message. */
export async function accept(desk: Desk, raw: RawIncoming, db: Db = desk.database.db): Promise<number | null> {
  const id = await storeIncoming(db, rowOf(desk, raw))
  desk.wake.inbox()
  return id
}

export const rowOf = (desk: Desk, { channel, key, lane, body, recovered = false }: RawIncoming) => ({
  channel,
  key,
  lane: `${channel}|${lane}`,
  raw: desk.cipher.encrypt(JSON.stringify(body)),
  at: desk.time.realNow(),
  recovered,
})

export interface Inbox {
  /**
   * Handles the heads of the lanes that are due; what must be fetched from a platform first goes on beside it. Answers the
   * milliseconds until it should look again.
   */
  round(): Promise<number>
  /** Resolves when nothing is being fetched or handled. */
  idle(): Promise<void>
}

export function inboxOf(desk: Desk): Inbox {
  const fetching = new Set<Promise<unknown>>()
  const start = (row: InboxRow) => {
    const handling: Promise<unknown> = handle(desk, row)
      .catch((error: unknown) => desk.log.error({ inbox: row.id, err: error }, 'a message waits; its lease runs out'))
      .finally(() => {
        fetching.delete(handling)
        desk.wake.inbox()
      })
    fetching.add(handling)
  }
  return {
    async round() {
      const limit = BATCH - fetching.size
      if (limit <= 0) return Number.POSITIVE_INFINITY
      const rows = await claim(desk, limit)
      for (const row of rows) {
        // A platform that hangs holds up its own room and no other.
        if (mustFetch(desk, row)) start(row)
        else await handle(desk, row)
      }
      if (rows.length > 0) return 0
      const { message, batch } = await nextHandleAt(desk.database.db)
      const now = desk.time.realNow()
      // What people say goes before the next rows of what was sent as a whole.
      if (batch !== null && batch <= now && (await registerRows(desk))) return 0
      const [next] = [message, batch].filter((at) => at !== null).sort()
      return next === undefined ? Number.POSITIVE_INFINITY : Math.max(20, Date.parse(next) - Date.parse(now))
    },
    async idle() {
      while (fetching.size > 0) await Promise.all(fetching)
    },
  }
}

/**
 * One click, at once: no worker takes it before `budgetMs` have passed. Null where it was known, where what was said before
 * it in its room takes longer, or where it failed: a worker goes on with it.
 */
export async function handleNow(desk: Desk, raw: RawIncoming, budgetMs: number): Promise<Handled | null> {
  const leftUntil = later(desk.time.realNow(), budgetMs)
  const id = await storeIncoming(desk.database.db, { ...rowOf(desk, raw), leftUntil })
  if (id === null) return null
  const giveUpAt = performance.now() + budgetMs
  const handled = await withTimeout(budgetMs, () => decideInTurn(desk, id, giveUpAt), { answer: null })
  if (handled === null) {
    await leave(desk.database.db, id, desk.time.realNow())
    desk.wake.inbox()
  }
  return handled
}

const TURN_MS = 25

async function decideInTurn(desk: Desk, id: number, giveUpAt: number): Promise<Handled | null> {
  while (performance.now() < giveUpAt) {
    const [row] = await claim(desk, 1, id)
    if (row) return handle(desk, row)
    // What was said before it is the workers' to handle.
    desk.wake.inbox()
    await pause(TURN_MS)
  }
  return null
}

const pause = (ms: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, ms).unref()
  })

function claim(desk: Desk, limit: number, only?: number): Promise<InboxRow[]> {
  const now = desk.time.realNow()
  const range = only === undefined ? {} : { only }
  return claimIncoming(desk.database.db, { now, leaseUntil: later(now, LEASE_MS), by: desk.instance, limit, ...range })
}

class LeaseLost extends Error {}

async function handle(desk: Desk, row: InboxRow): Promise<Handled | null> {
  try {
    const incoming = await whole(desk, row)
    const handled = await transact(desk, async (tx): Promise<Handled> => {
      // First, so that the row's lock is held: a second holder of a lapsed lease waits, and then finds it lost.
      const recorded = await recordHandled(tx, row, desk.instance, incoming?.at ?? null)
      if (!recorded) throw new LeaseLost(`inbox ${row.id}`)
      if (incoming === null || (await isSaidAgain(tx, desk, row, incoming))) return { kind: 'nothing' }
      return intake(tx, desk, row.channel, incoming, `${row.channel}:${row.key}`)
    })
    desk.wake.outbox()
    desk.wake.sweep()
    desk.wake.lookups()
    desk.wake.comparison()
    return handled
  } catch (error) {
    if (!(error instanceof LeaseLost)) await setAside(desk, row, error)
    return null
  }
}

function mustFetch(desk: Desk, row: InboxRow): boolean {
  try {
    const incoming = understood(desk, row)
    return incoming !== null && (desk.channels.get(row.channel)?.isPartial?.(incoming) ?? false)
  } catch {
    // What cannot be read is set aside where it is handled.
    return false
  }
}

/** With what the platform keeps elsewhere, and its files looked at. */
async function whole(desk: Desk, row: InboxRow): Promise<Incoming | null> {
  const incoming = understood(desk, row)
  const channel = desk.channels.get(row.channel)
  if (incoming === null || !channel?.isPartial?.(incoming) || channel.resolve === undefined) return incoming
  return inspectAttachments(await channel.resolve(incoming, bodyOf(desk, row), AbortSignal.timeout(FETCH_TIMEOUT_MS)))
}

/** Null: nothing that a person said or did. */
function understood(desk: Desk, row: InboxRow): Incoming | null {
  const channel = desk.channels.get(row.channel)
  if (channel === undefined) throw new Error(`no channel ${row.channel} here`)
  return channel.decode(bodyOf(desk, row))
}

function bodyOf({ cipher }: Desk, row: InboxRow): unknown {
  if (row.raw === null) throw new Error('its text is gone')
  return JSON.parse(cipher.decrypt(row.raw))
}

async function setAside(desk: Desk, row: InboxRow, error: unknown): Promise<void> {
  const reason = reasonOf(error)
  const about = { inbox: row.id, channel: row.channel, attempts: row.attempts, err: error }
  desk.log.error(about, 'a message could not be handled')
  // Not the message's fault: it waits for the database, however often that goes; for a platform less long.
  const tries = error instanceof TryLater ? TRIES_AT_PLATFORM : TRIES
  if (row.attempts >= tries && !isOutage(error))
    return recordParked(desk.database.db, row, desk.instance, desk.time.realNow(), reason)
  const asked = error instanceof TryLater ? error.afterMs : undefined
  const wait = asked ?? Math.min(LONGEST_WAIT_MS, 500 * 4 ** (row.attempts - 1))
  return recordRetry(desk.database.db, row, desk.instance, later(desk.time.realNow(), wait), reason)
}
