// From envelopes to outbox rows: the desk's rooms and people become a channel's addresses and lanes.
import type { Db } from '../db/connect.ts'
import { enqueue, type NewOutboxRow, type OutboxAddress, roomKey } from '../db/outbox.ts'
import type { Addressee, Envelope } from '../domain/notice/index.ts'
import { type Org, personOf, roomOf } from '../domain/org.ts'
import type { Desk } from './desk.ts'

/** No channel at all: the row is given up at once, and the desk told. */
export const NO_CHANNEL = 'none'

export async function enqueueEnvelopes(
  tx: Db,
  desk: Desk,
  org: Org,
  envelopes: Envelope[],
  caseNumber: number,
): Promise<void> {
  const rows = envelopes.map((envelope) => rowOf(desk, org, envelope, caseNumber))
  if (rows.length > 0) await enqueue(tx, rows, desk.time.realNow())
}

/** An answer under the very message that asked. */
export function answerRow(
  { channel, room, messageId }: { channel: string; room: string; messageId: string },
  answer: { key: string; notice: Envelope['notice']; mention: string[]; caseNumber: number | null },
): NewOutboxRow {
  const address: OutboxAddress = { room, under: messageId }
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
  const ids = personOf(org, to.person)?.ids ?? {}
  const channel = [...desk.channels.keys()].find((name) => ids[name] !== undefined)
  if (channel === undefined) return { channel: NO_CHANNEL, address: { person: to.person } }
  return { channel, address: { person: ids[channel] ?? to.person } }
}
