// From envelopes to outbox rows: the desk's rooms and people become a channel's addresses and lanes.

import type { Db } from '../../db/engine/connect.ts'
import { send } from '../../db/engine/prepared-statements.ts'
import { gather } from '../../db/messages/bundles.ts'
import { enqueue, type NewOutboxRow, type OutboxAddress, roomKey } from '../../db/messages/outbox.ts'
import { later } from '../../domain/calendar/instant.ts'
import type { Addressee, Envelope } from '../../domain/notice/index.ts'
import { type Org, personOf, roomOf, waysTo } from '../../domain/org/org.ts'
import { WAYS } from '../../domain/policy/policy.ts'
import type { Desk } from '../desk.ts'

/** No channel at all: the row is given up at once, and the desk told. */
export const NO_CHANNEL = 'none'

/** All of it is sent when it returns, though not answered. */
export async function enqueueEnvelopes(
  tx: Db,
  desk: Desk,
  org: Org,
  envelopes: Envelope[],
  caseNumber: number,
): Promise<void> {
  const now = desk.time.realNow()
  const [single, bundles] = [false, true].map((is) => envelopes.filter(({ bundled }) => (bundled !== undefined) === is))
  const rows = (single ?? []).map((envelope) => rowOf(desk, org, envelope, caseNumber))
  await Promise.all([
    rows.length > 0 ? enqueue(tx, rows, now) : null,
    bundles?.length ? enqueueBundles(tx, desk, org, bundles, caseNumber) : null,
  ])
}

/** How long a bundle gathers, by the world's clock: what quiet hours kept back of all cases falls due at one instant. */
const GATHERING_MS = 3_000

async function enqueueBundles(tx: Db, desk: Desk, org: Org, envelopes: Envelope[], caseNumber: number): Promise<void> {
  const items = envelopes.flatMap(({ notice, bundled }) =>
    notice.kind === 'bundle' && bundled ? [{ ...bundled, release: notice.release }] : [],
  )
  const gathered = send(gather(tx, items, caseNumber))
  // One row a person, however many of the case's clocks speak; it belongs to no one case.
  const byFirmness = [...envelopes].sort((a, b) => WAYS.indexOf(a.way) - WAYS.indexOf(b.way))
  const cards = [...new Map(byFirmness.map((envelope) => [envelope.key, envelope])).values()]
  // In the order of their keys: two cases that tell the same people in another order would deadlock.
  cards.sort((a, b) => (a.key < b.key ? -1 : 1))
  const rows = cards.map((envelope) => {
    const row = rowOf(desk, org, envelope, caseNumber)
    return { ...row, lane: `${row.pace}|bundles`, caseNumber: null }
  })
  const now = desk.time.realNow()
  const releases = items.map(({ release }) => release)
  const wait = Math.max(...releases.map((release) => desk.time.realMillisUntil(release))) + GATHERING_MS
  await Promise.all([gathered, enqueue(tx, rows, now, later(now, wait))])
}

/** An answer under the very message that asked. */
export function answerRow(
  { channel, room, messageId, under = messageId }: { channel: string; room: string; messageId: string; under?: string },
  answer: { key: string; notice: Envelope['notice']; mention: string[]; caseNumber: number | null },
): NewOutboxRow {
  const address: OutboxAddress = { room, under }
  return {
    key: answer.key,
    kind: 'say',
    channel,
    address,
    // Beside the case's own lane: an answer does not wait for a card, nor a card for an answer.
    lane: `${channel}|${room}|answers`,
    pace: `${channel}|${room}`,
    caseNumber: answer.caseNumber,
    clockId: null,
    notice: answer.notice,
    mention: answer.mention,
  }
}

/** A private word that belongs to no case; null where no channel reaches the person. */
export function directRow(
  desk: Desk,
  org: Org,
  person: string,
  key: string,
  notice: Envelope['notice'],
): NewOutboxRow | null {
  const { channel, address } = addressOf(desk, org, { person })
  if (channel === NO_CHANNEL) return null
  const place = `${channel}|${roomKey(address)}`
  const row = { key, kind: 'say' as const, channel, address, lane: `${place}|answers`, pace: place }
  return { ...row, caseNumber: null, clockId: null, notice, mention: [person] }
}

function rowOf(desk: Desk, org: Org, envelope: Envelope, caseNumber: number): NewOutboxRow {
  const { channel, address } = addressOf(desk, org, envelope.to)
  const place = `${channel}|${roomKey(address)}`
  return {
    key: envelope.key,
    kind: envelope.kind,
    channel,
    address,
    lane: `${place}|${caseNumber}`,
    pace: place,
    caseNumber,
    clockId: envelope.clock,
    notice: { ...envelope.notice, way: envelope.way, missed: envelope.missed },
    mention: envelope.mention,
  }
}

function addressOf(desk: Desk, org: Org, to: Addressee): { channel: string; address: OutboxAddress } {
  if ('room' in to) {
    const room = roomOf(org, to.room)
    return room
      ? { channel: room.channel, address: { room: room.id } }
      : { channel: NO_CHANNEL, address: { room: to.room } }
  }
  const person = personOf(org, to.person)
  const [channel] = person ? waysTo(person, [...desk.channels.keys()]) : []
  if (channel === undefined) return { channel: NO_CHANNEL, address: { person: to.person } }
  return { channel, address: { person: person?.ids[channel] ?? to.person } }
}
