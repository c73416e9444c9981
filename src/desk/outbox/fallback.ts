// What one channel could not carry goes another way: a private word by the person's next channel, what a room was to be
// told to the next duty room, or privately to those who were called by name there.
import { type NewOutboxRow, type OutboxAddress, type OutboxRow, roomKey } from '../../db/messages/outbox.ts'
import type { Notice } from '../../domain/notice/notice.ts'
import { type Org, type Person, personOf, type Room, waysTo } from '../../domain/org/org.ts'
import { notifyMaintainers, works } from '../channels/channel-trouble.ts'
import type { Desk } from '../desk.ts'
import type { Enqueued } from './render.ts'

export interface OtherWays {
  rows: NewOutboxRow[]
  /** People, by key, who learn it privately in place of a room. */
  privately: string[]
  /** Of those who were called by name, whom nothing of this reaches. */
  left: string[]
}

/** `ofPlace`: it is the place that cannot be reached; by the same channel others can be, as long as it works. */
export function otherWays(desk: Desk, org: Org, row: OutboxRow, { ofPlace }: { ofPlace: boolean }): OtherWays {
  const address = row.address as OutboxAddress
  const called = [...new Set(row.mention as string[])]
  const none: OtherWays = { rows: [], privately: [], left: called }
  // An answer belongs where it was asked.
  if (address.under !== undefined) return none
  const there = [...desk.channels.keys()]
  if ('person' in address) {
    const rows = nextOf(org, there, row, address.person)
    return rows.length > 0 ? { rows, privately: [], left: [] } : none
  }
  const { way: _way, missed: _missed, ...notice } = row.notice as Enqueued
  // The next duty room may be the very one that is told of.
  if (notice.kind === 'channel-trouble' || notice.kind === 'rebinding-uncertain')
    return {
      ...none,
      rows: notifyMaintainers(desk, org, { key: row.key, notice, beside: [notice.channel, row.channel] }),
    }
  const duty = dutyRoomsAfter(org, row.channel, address.room)
  const isOut = (channel: string) => (channel === row.channel && !ofPlace) || !works(desk, channel)
  const tried = (duty?.tried ?? [row.channel]).filter(isOut)
  const next = duty?.after.find(({ channel }) => there.includes(channel) && !(channel === row.channel && !ofPlace))
  if (next) return inDutyRoom(org, row, there, next, [...tried, next.channel])
  const ways = calledByName(org, row, there, called, tried)
  if (ways.rows.length > 0 || !duty || !mustBeKnown(notice)) return ways
  return { ...ways, rows: notifyMaintainers(desk, org, { key: row.key, notice, beside: tried }) }
}

/** The person that it is for: an account may be somebody else's by now. */
function nextOf(org: Org, there: string[], row: OutboxRow, account: string): NewOutboxRow[] {
  const [called, ...others] = row.mention as string[]
  const person =
    called !== undefined && others.length === 0
      ? personOf(org, called)
      : org.people.find(({ ids }) => ids[row.channel] === account)
  const ways = person ? waysTo(person, there) : []
  return person ? privateWord(row, person, ways[ways.indexOf(row.channel) + 1], (channel) => channel) : []
}

/** Null for a room that is none of the duty rooms. */
function dutyRoomsAfter(org: Org, channel: string, id: string) {
  const rooms = org.rooms.filter(({ purpose }) => purpose === 'duty')
  const at = rooms.findIndex((room) => room.channel === channel && room.id === id)
  return at < 0 ? null : { after: rooms.slice(at + 1), tried: rooms.slice(0, at + 1).map((room) => room.channel) }
}

/** Whom it called by name there and nobody can call in the next room learns it privately. */
function inDutyRoom(org: Org, row: OutboxRow, there: string[], { channel, id }: Room, tried: string[]): OtherWays {
  const isCalled = (key: string) => personOf(org, key)?.ids[channel] !== undefined
  const called = [...new Set(row.mention as string[])]
  const uncalled = called.filter((key) => !isCalled(key))
  const { rows, ...others } = calledByName(org, row, there, uncalled, tried)
  // Should that room fail, too, the others have been told already.
  const said = { ...moved(row, channel, { room: id }, channel), mention: called.filter(isCalled) }
  return { ...others, rows: [said, ...rows] }
}

function calledByName(org: Org, row: OutboxRow, there: string[], called: string[], tried: string[]): OtherWays {
  // A card is the room's: whoever is to act is told by a message of its own, or by what the card calls them for.
  const word = spokenIn(row)
  if (word === null) return { rows: [], privately: [], left: [] }
  const others = there.filter((channel) => !tried.includes(channel))
  const words = called.flatMap((key) => {
    const person = personOf(org, key)
    const [way] = person ? waysTo(person, others) : []
    const rows = person ? privateWord(word, person, way, (channel) => `${channel}@${key}`) : []
    return rows.map((each) => ({ key, word: { ...each, mention: [key] } }))
  })
  const privately = words.map(({ key }) => key)
  return { rows: words.map(({ word }) => word), privately, left: called.filter((key) => !privately.includes(key)) }
}

/** What of it can be said to somebody privately; null for a card that calls nobody, or that stands there already. */
function spokenIn(row: OutboxRow): OutboxRow | null {
  if (row.kind === 'say') return row
  const notice = row.notice as Enqueued
  const call = notice.kind === 'case-card' && row.messageId === null ? notice.call : undefined
  return call === undefined ? null : { ...row, kind: 'say', notice: call }
}

/** Where the only duty room is out: what no rung of a ladder tells in its time. */
const mustBeKnown = (notice: Notice): boolean =>
  notice.kind === 'undelivered' ? notice.to.length > 0 : OF_THE_DESK.has(notice.kind)

const OF_THE_DESK = new Set<Notice['kind']>([
  'vacant', 'audit-finding', 'downtime', 'caught-up', 'room-lost', 'member-left', 'member-unknown',
]) // biome-ignore format: a list of words

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
  const { kind, caseNumber, clockId, mention } = row
  const {
    movedTo: _movedTo,
    toldAt: _toldAt,
    ...notice
  } = row.notice as Enqueued & { movedTo?: string; toldAt?: string }
  const place = `${channel}|${roomKey(address)}`
  // As a function: in a text `$&` would be expanded.
  const lane = row.lane.replace(row.pace, () => place)
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
