// The outbox: claims what may be said now, renders it, hands it to its channel, records what came of it.
import { type Channel, type Outgoing, type SendResult, TryLater } from '../../channel.ts'
import { renewMoved } from '../../db/messages/dead-letters.ts'
import {
  claim,
  type Elsewhere,
  nextSendAt,
  type OutboxAddress,
  type OutboxRow,
  type Paces,
  recordFailed,
  recordNothing,
  recordSent,
  release,
} from '../../db/messages/outbox.ts'
import { sentAmong } from '../../db/messages/sent-messages.ts'
import { DAY, type Instant, later, millisBetween } from '../../domain/calendar/instant.ts'
import { withTimeout } from '../../with-timeout.ts'
import { transact } from '../cases/transact.ts'
import type { Desk } from '../desk.ts'
import { reasonOf } from '../operations/log.ts'
import { type Meter, NO_METER } from '../operations/metrics-port.ts'
import { measure, reportWeaker } from './arrived.ts'
import { giveUp } from './dead-letter.ts'
import { cardSaid, type Enqueued, outgoingOf } from './render.ts'
import { currentOrg } from './service-notice.ts'
import { offeredBy, settleAsks } from './settling.ts'

/** Each row that is enqueued wakes the outbox, though under load its room's pace mostly lets nothing go just then. */
export const REST_MS = 25
/** After a crash what was being sent waits for so long. */
const LEASE_MS = 15_000
/** A channel that has not answered by then has an unknown outcome; shorter than the lease, so that nobody else sends. */
const SEND_TIMEOUT_MS = 10_000
/** Sends at a time, over all channels, unless told otherwise. */
const ABREAST = 20
/** A card is shown anew at most so often. */
const CARD_PAUSE_MS = 1_000
const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 5 * 60_000
/** After so long of trying in vain the desk is told, and the lane freed. */
export const GIVE_UP_AFTER_MS = DAY
/** An instance that sends works off a backlog in its pace: what lies for so many times its patience it does not send. */
const LEFT_LYING = 2

export interface Outbox {
  /** Starts what may be sent now, and answers the milliseconds until it should look again; does not wait for channels. */
  round(): Promise<number>
  /** Claims nothing more; resolves when what is being sent has been recorded. */
  stop(): Promise<void>
  /** Resolves when nothing is being sent. */
  idle(): Promise<void>
}

/** Sends run beside each other: a channel that hangs holds up its own lane and no other. */
export function outboxOf(desk: Desk, meter: Meter = NO_METER, abreast = ABREAST): Outbox {
  const sending = new Set<Promise<void>>()
  /** When something was last said in a place. */
  const spokenAt = new Map<string, Instant>()
  let stopping = false
  const start = (row: OutboxRow) => {
    const send: Promise<void> = sendRow(desk, row, meter, spokenAt)
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
      const limit = abreast - sending.size
      if (stopping || limit <= 0) return Number.POSITIVE_INFINITY
      const now = desk.time.realNow()
      const elsewhere = elsewhereOf(desk, now)
      const lease = { leaseUntil: later(now, LEASE_MS), by: desk.instance }
      const claiming = { now, ...lease, limit, paces: pacesOf(desk), elsewhere }
      const rows = await claim(desk.database.db, claiming)
      if (!stopping) rows.forEach(start)
      else
        await release(
          desk.database.db,
          rows.map(({ id }) => id),
          desk.instance,
        )
      if (rows.length > 0) return 0
      const next = await nextSendAt(desk.database.db, elsewhere)
      return next === null ? Number.POSITIVE_INFINITY : Math.max(20, millisBetween(desk.time.realNow(), next))
    },
    async stop() {
      stopping = true
      await idle()
    },
  }
}

/** What the other instance has not even tried for so long is looked at here: it goes another way. */
const elsewhereOf = ({ channels }: Desk, now: Instant): Elsewhere[] =>
  [...channels.values()]
    .filter((each) => each.isElsewhere?.())
    .map((each) => ({ channel: each.name, since: later(now, -LEFT_LYING * patienceOf(each)) }))

const patienceOf = (channel: Channel | undefined): number => channel?.patienceMs ?? GIVE_UP_AFTER_MS

const pacesOf = (desk: Desk): Paces => Object.fromEntries([...desk.channels].map(([name, { pace }]) => [name, pace]))

async function sendRow(desk: Desk, row: OutboxRow, meter: Meter, spokenAt: Map<string, Instant>): Promise<void> {
  const settled = await sendOnce(desk, row, meter, spokenAt)
  if (settled && (row.notice as Enqueued).kind === 'case-card' && row.kind === 'show') await settleBelow(desk, row)
}

/** The card is done: what was asked about its case before may be over. */
async function settleBelow(desk: Desk, { id, caseNumber }: OutboxRow): Promise<void> {
  if (caseNumber === null) return
  await settleAsks(desk, caseNumber, (row) => cardSaid(desk, row)).catch((error: unknown) =>
    desk.log.error({ outbox: id, err: error }, 'messages of a case could not be looked at; its next change does'),
  )
}

/** False where it is tried again. */
async function sendOnce(desk: Desk, row: OutboxRow, meter: Meter, spokenAt: Map<string, Instant>): Promise<boolean> {
  const startedAt = desk.time.realNow()
  const tried = await trySend(desk, row)
  if (tried === null) return leaveRow(desk, row).then(() => true)
  const { asks, result } = tried
  if (result.ok) {
    spokenAt.set(row.pace, desk.time.realNow())
    await sentRow(desk, row, { ...result, asks }, meter)
    return true
  }
  if (!result.again || hasWaited(desk, row, result.unsent === true, spokenAt.get(row.pace))) {
    // What stands there and cannot be shown anew stays as it is.
    if (isShownAnew(row)) {
      await sentRow(desk, row, { ok: true, messageId: row.messageId, asks: false }, meter)
      return true
    }
    meter.send(row.channel, 'given-up')
    const says = result.says ?? desk.wording.failure('refused')
    await giveUp(desk, row, { error: result.error, says, ofPlace: !result.again })
    return true
  }
  meter.send(row.channel, 'again')
  const pause = result.afterMs ?? Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(row.attempts - 1, 10))
  const { error } = result
  desk.log.warn({ outbox: row.id, channel: row.channel, attempts: row.attempts, error }, 'a send will be tried again')
  await recordFailed(desk.database.db, row, {
    by: desk.instance,
    tryAt: later(desk.time.realNow(), pause),
    error,
    triedAt: result.unsent ? null : startedAt,
  })
  return false
}

/** A message that was said, and is to say what has become of it. */
const isShownAnew = (row: OutboxRow): row is OutboxRow & { messageId: string } =>
  row.kind === 'say' && row.messageId !== null

/**
 * As long as a message may wait for its channel. One that has been out for so long already is not waited for anew, unless
 * this may have been shown, or something was said there meanwhile: what does not hear may speak.
 */
function hasWaited(
  { channels, time }: Desk,
  row: OutboxRow,
  isUnsent: boolean,
  spokenAt: Instant | undefined,
): boolean {
  const channel = channels.get(row.channel)
  const patience = patienceOf(channel)
  const now = time.realNow()
  if (millisBetween(row.createdAt, now) > patience) return true
  const speaks = spokenAt !== undefined && millisBetween(spokenAt, now) <= patience
  return isUnsent && !speaks && (channel?.hears?.()?.deafMs ?? 0) > patience
}

/** Nothing is left to say there. */
const leaveRow = (desk: Desk, row: OutboxRow): Promise<void> =>
  transact(desk, async (tx) => {
    await recordNothing(tx, row, desk.instance)
    await renewMoved(tx, row, desk.time.realNow())
  })

/** Null where nothing is left to say. */
async function trySend(desk: Desk, row: OutboxRow): Promise<{ result: SendResult; asks: boolean } | null> {
  const channel = desk.channels.get(row.channel)
  const failed = (result: Extract<SendResult, { ok: false }>) => ({ result, asks: false })
  if (channel === undefined)
    return failed({ ok: false, again: false, error: NO_CHANNEL_THERE, says: desk.wording.failure('no-way') })
  // What stands there cannot be changed: messages of their own tell what has.
  if (channel.showsOnce && row.messageId !== null) return null
  try {
    if (await isStrangers(desk, row))
      return failed({ ok: false, again: false, error: STRANGER, says: desk.wording.failure('stranger') })
    const outgoing = await outgoingOf(desk, row)
    if (outgoing === null) return null
    const signal = AbortSignal.timeout(SEND_TIMEOUT_MS)
    const sent = await sentBefore(desk, row, channel, outgoing, signal)
    const asks = offeredBy(outgoing.card).length > 0
    if (sent !== null && !outgoing.way.startsWith('urgent-')) return { result: { ok: true, messageId: sent }, asks }
    // What stands there already may not have been made urgent.
    const asked = sent === null ? outgoing : { ...outgoing, replaces: sent }
    // A channel that does not heed its signal must not hold the worker: its late answer is then a repeated key's.
    const answer = { ...NO_ANSWER, says: desk.wording.failure('no-answer') }
    const result = await withTimeout(SEND_TIMEOUT_MS + 1_000, () => channel.send(asked, signal), { answer })
    return { result, asks }
  } catch (error) {
    if (error instanceof TryLater) return failed({ ...again(error), unsent: true })
    return failed({ ok: false, again: true, error: reasonOf(error) })
  }
}

const NO_CHANNEL_THERE = 'no channel reaches this place'
const STRANGER = 'the account is somebody else’s by now'

const NO_ANSWER = { ok: false as const, again: true as const, error: 'no answer in time' }

/** Between the decision and now the account was given to somebody else, whom the word is not for. */
async function isStrangers(desk: Desk, { channel, address, mention }: OutboxRow): Promise<boolean> {
  const to = address as OutboxAddress
  const called = mention as string[]
  if ('room' in to || called.length === 0) return false
  const { people } = await currentOrg(desk.database.db, desk)
  const holder = people.find(({ ids }) => ids[channel] === to.person)
  return holder !== undefined && !called.includes(holder.key)
}

const again = ({ message, afterMs }: TryLater) => ({
  ok: false as const,
  again: true as const,
  error: message,
  ...(afterMs === undefined ? {} : { afterMs }),
})

/** What a platform that forgets keys may have shown before, found in the chat's history. */
async function sentBefore(
  desk: Desk,
  row: OutboxRow,
  channel: Channel,
  outgoing: Outgoing,
  signal: AbortSignal,
): Promise<string | null> {
  const { triedAt } = row
  if (triedAt === null || row.messageId !== null || channel.keyLifeMs === undefined) return null
  const until = desk.time.realNow()
  if (millisBetween(triedAt, until) < channel.keyLifeMs || channel.find === undefined) return null
  const known = (ids: string[]) => sentAmong(desk.database.db, row.channel, ids)
  const found = await channel.find({ outgoing, from: later(triedAt, -LEASE_MS), until, known }, signal)
  desk.log.warn(
    { outbox: row.id, channel: row.channel, found: found !== null },
    'a send of unknown outcome was looked up',
  )
  return found
}

async function sentRow(
  desk: Desk,
  row: OutboxRow,
  { messageId, weaker, asks }: Extract<SendResult, { ok: true }> & { asks: boolean },
  meter: Meter,
): Promise<void> {
  const at = desk.time.realNow()
  const sent = { by: desk.instance, messageId, at, again: later(at, CARD_PAUSE_MS), asks }
  const recorded = await transact(desk, async (tx) => {
    const done = await recordSent(tx, row, sent)
    if (done) await renewMoved(tx, row, at)
    if (done && weaker && row.caseNumber !== null) await reportWeaker(tx, desk, row, row.caseNumber, weaker)
    return done
  })
  meter.send(row.channel, recorded ? 'sent' : 'lease-lost')
  if (recorded) return measure(desk, row, meter)
  desk.log.warn({ outbox: row.id }, 'a lease ran out while its message was being sent; its key kept it single')
}
