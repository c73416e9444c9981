// The outbox: claims what may be said now, renders it, hands it to its channel, records what came of it.
import type { Outgoing, SendResult } from '../channel.ts'
import { readCase } from '../db/cases.ts'
import { sha256 } from '../db/chain.ts'
import { readCurrent } from '../db/institution.ts'
import {
  claim,
  nextSendAt,
  type OutboxAddress,
  type OutboxRow,
  type Paces,
  recordFailed,
  recordGivenUp,
  recordSent,
  release,
  roomKey,
  threadRoot,
} from '../db/outbox.ts'
import { cardFacts } from '../domain/card-facts.ts'
import type { Place } from '../domain/case.ts'
import { DAY, later, millisBetween } from '../domain/instant.ts'
import type { Notice } from '../domain/notice/notice.ts'
import { departmentOfRoom, type Org, personOf } from '../domain/org.ts'
import type { Way } from '../domain/policy.ts'
import type { Card } from '../wording/card.ts'
import type { Desk } from './desk.ts'
import { runCaseIn, TICKING } from './run-case.ts'
import { transact } from './transact.ts'

/** After a crash what was being sent waits for so long. */
const LEASE_MS = 15_000
/** A channel that has not answered by then has an unknown outcome; shorter than the lease, so that nobody else sends. */
const SEND_TIMEOUT_MS = 10_000
/** Sends at a time, over all channels. */
const ABREAST = 20
/** A card is shown anew at most so often. */
const CARD_PAUSE_MS = 1_000
const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 5 * 60_000
/** After so long of trying in vain the desk is told, and the lane freed. */
export const GIVE_UP_AFTER_MS = DAY

export interface Outbox {
  /** Starts what may be sent now, and answers the milliseconds until it should look again; does not wait for channels. */
  round(): Promise<number>
  /** Claims nothing more; resolves when what is being sent has been recorded. */
  stop(): Promise<void>
  /** Resolves when nothing is being sent. */
  idle(): Promise<void>
}

/** Sends run beside each other: a channel that hangs holds up its own lane and no other. */
export function outboxOf(desk: Desk): Outbox {
  const sending = new Set<Promise<void>>()
  let stopping = false
  const start = (row: OutboxRow) => {
    const send: Promise<void> = sendRow(desk, row)
      .catch((error: unknown) =>
        desk.log.error({ outbox: row.id, err: error }, 'a send could not be recorded; its lease runs out'),
      )
      .finally(() => {
        sending.delete(send)
        desk.wake.outbox()
      })
    sending.add(send)
  }
  const idle = async () => {
    while (sending.size > 0) await Promise.all(sending)
  }
  return {
    idle,
    async round() {
      const limit = ABREAST - sending.size
      if (stopping || limit <= 0) return Number.POSITIVE_INFINITY
      const now = desk.time.realNow()
      const claiming = { now, leaseUntil: later(now, LEASE_MS), by: desk.instance, limit, paces: pacesOf(desk) }
      const rows = await claim(desk.database.db, claiming)
      if (!stopping) rows.forEach(start)
      else
        await release(
          desk.database.db,
          rows.map(({ id }) => id),
          desk.instance,
        )
      if (rows.length > 0) return 0
      const next = await nextSendAt(desk.database.db)
      return next === null ? Number.POSITIVE_INFINITY : Math.max(20, millisBetween(desk.time.realNow(), next))
    },
    async stop() {
      stopping = true
      await idle()
    },
  }
}

const pacesOf = (desk: Desk): Paces => Object.fromEntries([...desk.channels].map(([name, { pace }]) => [name, pace]))

async function sendRow(desk: Desk, row: OutboxRow): Promise<void> {
  const result = await trySend(desk, row)
  if (result.ok) return sentRow(desk, row, result.messageId)
  const tried = millisBetween(row.createdAt, desk.time.realNow())
  if (!result.again || tried > GIVE_UP_AFTER_MS) return giveUp(desk, row, result.error)
  const pause = result.afterMs ?? Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(row.attempts - 1, 10))
  desk.log.warn(
    { outbox: row.id, channel: row.channel, attempts: row.attempts, error: result.error },
    'a send will be tried again',
  )
  await recordFailed(desk.database.db, row, desk.instance, later(desk.time.realNow(), pause), result.error)
}

async function trySend(desk: Desk, row: OutboxRow): Promise<SendResult> {
  const channel = desk.channels.get(row.channel)
  if (channel === undefined) return { ok: false, again: false, error: 'no channel reaches this place' }
  try {
    const outgoing = await outgoingOf(desk, row)
    return await withinTime(channel.send(outgoing, AbortSignal.timeout(SEND_TIMEOUT_MS)))
  } catch (error) {
    return { ok: false, again: true, error: error instanceof Error ? error.message : String(error) }
  }
}

// A channel that does not heed its signal must not hold the worker: its late answer is then a repeated key's.
async function withinTime(sending: Promise<SendResult>): Promise<SendResult> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<SendResult>((resolve) => {
    timer = setTimeout(() => resolve({ ok: false, again: true, error: 'no answer in time' }), SEND_TIMEOUT_MS + 1_000)
  })
  return Promise.race([sending, late]).finally(() => clearTimeout(timer))
}

async function sentRow(desk: Desk, row: OutboxRow, messageId: string): Promise<void> {
  const at = desk.time.realNow()
  const recorded = await recordSent(desk.database.db, row, {
    by: desk.instance,
    messageId,
    at,
    again: later(at, CARD_PAUSE_MS),
  })
  if (!recorded)
    desk.log.warn({ outbox: row.id }, 'a lease ran out while its message was being sent; its key kept it single')
}

/** The desk is told in the transaction that gives up; what tells of a failure is not told of in turn. */
async function giveUp(desk: Desk, row: OutboxRow, error: string): Promise<void> {
  desk.log.error({ outbox: row.id, channel: row.channel, error }, 'a message was given up')
  await transact(desk, async (tx) => {
    if (!(await recordGivenUp(tx, row, desk.instance, error))) return
    const notice = row.notice as Enqueued
    if (row.caseNumber === null || SILENT.has(notice.kind)) return
    const command = {
      type: 'report-undelivered' as const,
      notice: notice.kind,
      clock: row.clockId,
      to: row.mention as string[],
      missed: notice.missed ?? [],
      place: roomKey(row.address as OutboxAddress),
      error,
      way: notice.way ?? 'mention',
    }
    await runCaseIn(tx, desk, row.caseNumber, command, TICKING)
  })
  desk.wake.outbox()
}

/** An answer has neither. */
type Enqueued = Notice & { way?: Way; missed?: string[] }

const SILENT = new Set<Notice['kind']>(['undelivered', 'vacant', 'refused', 'already-known', 'help', 'done'])

async function outgoingOf(desk: Desk, row: OutboxRow): Promise<Outgoing> {
  const { db } = desk.database
  const { orgVersion } = await readCurrent(db)
  const org = await desk.versions.org(db, orgVersion)
  const { under: _under, ...to } = row.address as OutboxAddress
  const notice = row.notice as Enqueued
  return {
    key: sha256(
      `${desk.salt}:${row.key}${row.kind === 'show' && row.messageId !== null ? `:${row.wanted}` : ''}`,
    ).slice(0, 40),
    to,
    thread: await threadRoot(db, row),
    replaces: row.messageId,
    card: notice.kind === 'case-card' ? await showCard(desk, notice.number, row, org) : desk.wording.notice(notice),
    mention: (row.mention as string[]).flatMap((key) => personOf(org, key)?.ids[row.channel] ?? []),
    way: notice.way ?? 'mention',
    at: desk.time.now(),
  }
}

// A card tells of the case as it is now, under the policy that the case has.
async function showCard(desk: Desk, number: number, row: OutboxRow, org: Org): Promise<Card> {
  const state = await readCase(desk.database.db, number)
  if (state === null) throw new Error(`no case ${number} to show`)
  const { policy } = await desk.versions.policy(desk.database.db, state.policy)
  return desk.wording.caseCard(cardFacts(state, { policy, org, now: desk.time.now() }, placeOf(org, row)))
}

function placeOf(org: Org, row: OutboxRow): Place {
  const address = row.address as OutboxAddress
  if (!('room' in address)) return { purpose: 'direct' }
  const room = org.rooms.find(({ channel, id }) => channel === row.channel && id === address.room)
  return room
    ? { purpose: room.purpose, department: departmentOfRoom(org, room.key)?.key ?? null }
    : { purpose: 'direct' }
}
