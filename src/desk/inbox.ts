// The inbox: a raw message is stored once and acknowledged, then understood and handled in the order of its room.
import type { Incoming, RawIncoming } from '../channel.ts'
import type { Db } from '../db/connect.ts'
import {
  claimIncoming,
  type InboxRow,
  nextHandleAt,
  recordHandled,
  recordParked,
  recordRetry,
  storeIncoming,
} from '../db/inbox.ts'
import { later } from '../domain/instant.ts'
import type { Desk } from './desk.ts'
import { type Handled, intake } from './intake.ts'
import { reasonOf } from './log.ts'
import { isOutage, transact } from './transact.ts'

const LEASE_MS = 30_000
const BATCH = 20
/** Tries before a message is set aside. */
export const TRIES = 5
const LONGEST_WAIT_MS = 60_000

/** Durable once it has resolved; the same key again is the same message. */
export async function accept(desk: Desk, raw: RawIncoming, db: Db = desk.database.db): Promise<number | null> {
  const id = await storeIncoming(db, rowOf(desk, raw))
  desk.wake.inbox()
  return id
}

export const rowOf = (desk: Desk, { channel, key, lane, body }: RawIncoming) => ({
  channel,
  key,
  lane: `${channel}|${lane}`,
  raw: desk.cipher.encrypt(JSON.stringify(body)),
  at: desk.time.realNow(),
})

/** One round: handles the heads of the lanes that are due. Answers the milliseconds until it should look again. */
export async function handleInbox(desk: Desk): Promise<number> {
  const rows = await claim(desk, BATCH)
  for (const row of rows) await handle(desk, row)
  if (rows.length > 0) return 0
  const next = await nextHandleAt(desk.database.db)
  return next === null ? Number.POSITIVE_INFINITY : Math.max(20, Date.parse(next) - Date.parse(desk.time.realNow()))
}

/** One click, at once. Null where it is not its turn, or failed: the worker goes on with it. */
export async function handleNow(desk: Desk, id: number): Promise<Handled | null> {
  const [row] = await claim(desk, 1, id)
  return row ? handle(desk, row) : null
}

function claim(desk: Desk, limit: number, only?: number): Promise<InboxRow[]> {
  const now = desk.time.realNow()
  const range = only === undefined ? {} : { only }
  return claimIncoming(desk.database.db, { now, leaseUntil: later(now, LEASE_MS), by: desk.instance, limit, ...range })
}

class LeaseLost extends Error {}

async function handle(desk: Desk, row: InboxRow): Promise<Handled | null> {
  try {
    const incoming = understood(desk, row)
    const handled = await transact(desk, async (tx): Promise<Handled> => {
      // First, so that the row's lock is held: a second holder of a lapsed lease waits, and then finds it lost.
      const recorded = await recordHandled(tx, row, desk.instance, incoming?.at ?? null)
      if (!recorded) throw new LeaseLost(`inbox ${row.id}`)
      if (incoming === null) return { kind: 'nothing' }
      return intake(tx, desk, row.channel, incoming, `${row.channel}:${row.key}`)
    })
    desk.wake.outbox()
    desk.wake.sweep()
    return handled
  } catch (error) {
    if (!(error instanceof LeaseLost)) await setAside(desk, row, error)
    return null
  }
}

/** Null: nothing that a person said or did. */
function understood(desk: Desk, row: InboxRow): Incoming | null {
  const channel = desk.channels.get(row.channel)
  if (channel === undefined || row.raw === null) throw new Error(`no channel ${row.channel} here, or no raw text`)
  return channel.decode(JSON.parse(desk.cipher.decrypt(row.raw)))
}

async function setAside(desk: Desk, row: InboxRow, error: unknown): Promise<void> {
  const reason = reasonOf(error)
  desk.log.error(
    { inbox: row.id, channel: row.channel, attempts: row.attempts, err: error },
    'a message could not be handled',
  )
  // Not the message's fault: it waits for the database, however often that goes.
  if (row.attempts >= TRIES && !isOutage(error))
    return recordParked(desk.database.db, row, desk.instance, desk.time.realNow(), reason)
  const wait = Math.min(LONGEST_WAIT_MS, 500 * 4 ** (row.attempts - 1))
  return recordRetry(desk.database.db, row, desk.instance, later(desk.time.realNow(), wait), reason)
}
