// What one channel could not carry goes another way: a private word by the person's next channel, what a room was to be
// told to the next duty room, or privately to those who were called by name there.
import { type NewOutboxRow, type OutboxAddress, type OutboxRow, roomKey } from '../db/outbox.ts'
import { type Org, type Person, personOf, waysTo } from '../domain/org.ts'
import { wordsToMenders } from './channel-trouble.ts'
import type { Desk } from './desk.ts'
import type { Enqueued } from './showing.ts'

export interface OtherWays {
  rows: NewOutboxRow[]
  /** People, by key, who learn it privately in place of a room. */
  privately: string[]
}

const NONE: OtherWays = { rows: [], privately: [] }

export function otherWays(desk: Desk, org: Org, row: OutboxRow): OtherWays {
  const address = row.address as OutboxAddress
  // An answer belongs where it was asked.
  if (address.under !== undefined) return NONE
  const there = [...desk.channels.keys()]
  if ('person' in address) return { ...NONE, rows: nextOf(org, there, row, address.person) }
  const { way: _way, missed: _missed, ...notice } = row.notice as Enqueued
  // The next duty room may be the very one that is told of.
  if (notice.kind === 'channel-trouble' || notice.kind === 'rebinding-uncertain')
    return { ...NONE, rows: wordsToMenders(desk, org, { key: row.key, notice, beside: [notice.channel, row.channel] }) }
  const duty = dutyRoomsAfter(org, row.channel, address.room)
  const next = duty?.after.find(({ channel }) => there.includes(channel))
  if (next) return { ...NONE, rows: [moved(row, next.channel, { room: next.id }, next.channel)] }
  return calledByName(org, row, there, duty?.tried ?? [row.channel])
}

function nextOf(org: Org, there: string[], row: OutboxRow, account: string): NewOutboxRow[] {
  const person = org.people.find(({ ids }) => ids[row.channel] === account)
  const ways = person ? waysTo(person, there) : []
  if (!person || !ways.includes(row.channel)) return []
  return privateWord(row, person, ways[ways.indexOf(row.channel) + 1], (channel) => channel)
}

/** Null for a room that is none of the duty rooms. */
function dutyRoomsAfter(org: Org, channel: string, id: string) {
  const rooms = org.rooms.filter(({ purpose }) => purpose === 'duty')
  const at = rooms.findIndex((room) => room.channel === channel && room.id === id)
  return at < 0 ? null : { after: rooms.slice(at + 1), tried: rooms.slice(0, at + 1).map((room) => room.channel) }
}

function calledByName(org: Org, row: OutboxRow, there: string[], tried: string[]): OtherWays {
  const others = there.filter((channel) => !tried.includes(channel))
  // A card is the room's: whoever is to act is told by a message of its own.
  const called = row.kind === 'say' ? (row.mention as string[]) : []
  const words = called.flatMap((key) => {
    const person = personOf(org, key)
    const [way] = person ? waysTo(person, others) : []
    const rows = person ? privateWord(row, person, way, (channel) => `${channel}@${key}`) : []
    return rows.map((word) => ({ key, word: { ...word, mention: [key] } }))
  })
  return { rows: words.map(({ word }) => word), privately: words.map(({ key }) => key) }
}

function privateWord(
  row: OutboxRow,
  { ids }: Person,
  channel: string | undefined,
  suffix: (channel: string) => string,
): NewOutboxRow[] {
  const account = channel === undefined ? undefined : ids[channel]
  return channel === undefined || account === undefined
    ? []
    : [moved(row, channel, { person: account }, suffix(channel))]
}

/** The same saying in another place; its key tells it from the first. */
function moved(row: OutboxRow, channel: string, address: OutboxAddress, suffix: string): NewOutboxRow {
  const { kind, caseNumber, clockId, notice, mention } = row
  const place = `${channel}|${roomKey(address)}`
  const lane = row.lane.replace(row.pace, place)
  return {
    key: `${row.key}|${suffix}`,
    kind,
    channel,
    address,
    lane,
    pace: place,
    caseNumber,
    clockId,
    notice,
    mention,
  }
}
