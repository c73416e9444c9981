// Who is in a room has changed: the desk came or went, people of the org left, strangers joined.
import type { IncomingMembership } from '../../channel.ts'
import type { Db } from '../../db/engine/connect.ts'
import { enqueue } from '../../db/messages/outbox.ts'
import type { Notice } from '../../domain/notice/notice.ts'
import type { Org, Room } from '../../domain/org/org.ts'
import { directRow } from '../cases/enqueue.ts'
import type { Desk } from '../desk.ts'
import { sayAgain } from '../outbox/say-again.ts'
import { currentOrg, sayInDutyRoom } from '../outbox/service-notice.ts'
import type { Handled } from './forwards/forwarded-message.ts'
import type { Arrival } from './message-context.ts'

export async function handleMembership(arrival: Arrival<IncomingMembership>): Promise<Handled> {
  const { tx, desk, channel, incoming: happened, key } = arrival
  const org = await currentOrg(tx, desk)
  const room = org.rooms.find((each) => each.channel === channel && each.id === happened.room)
  if (happened.change === 'desk-added') {
    if (room === undefined) await greet(arrival)
    else {
      const back = { channel, room: happened.room }
      await sayAgain(tx, desk, back, back)
    }
    return DONE
  }
  if (room === undefined) return NOTHING
  const notice = noticeOf(org, room, channel, happened)
  if (notice === null) return NOTHING
  if (room.purpose === 'duty' && notice.kind === 'room-lost') await tellAdministrators(tx, desk, org, notice, key)
  else await sayInDutyRoom(tx, desk, `members:${key}`, notice)
  return DONE
}

const DONE: Handled = { kind: 'done' }
const NOTHING: Handled = { kind: 'nothing' }

function noticeOf(org: Org, room: Room, channel: string, { change, people }: IncomingMembership): Notice | null {
  if (change === 'desk-removed') return { kind: 'room-lost', room: room.name, how: 'removed' }
  if (change === 'dissolved') return { kind: 'room-lost', room: room.name, how: 'dissolved' }
  const known = (account: string) => org.people.find(({ ids }) => ids[channel] === account)
  if (change === 'left') {
    const names = people.flatMap(({ account }) => known(account)?.name ?? [])
    return names.length === 0 ? null : { kind: 'member-left', room: room.name, names }
  }
  // A name is what an administrator finds them by; who has none here is found by nobody.
  const names = people.flatMap(({ account, name }) => (known(account) || name === null ? [] : [name]))
  return names.length === 0 ? null : { kind: 'member-unknown', room: room.name, names }
}

async function greet({ tx, desk, channel, incoming: { room }, key }: Arrival<IncomingMembership>): Promise<void> {
  const place = `${channel}|${room}`
  const row = {
    key: `greeting:${key}`,
    kind: 'say' as const,
    channel,
    address: { room },
    lane: `${place}|service`,
    pace: place,
  }
  const said = { ...row, caseNumber: null, clockId: null, notice: { kind: 'greeting' as const }, mention: [] }
  await enqueue(tx, [said], desk.time.realNow())
}

/** The duty room is the one that is lost: nobody would read it there. */
async function tellAdministrators(tx: Db, desk: Desk, org: Org, notice: Notice, key: string): Promise<void> {
  const people = org.people.filter(({ roles }) => roles.includes('admin') || roles.includes('duty-officer'))
  const rows = people.flatMap(
    ({ key: person }) => directRow(desk, org, person, `members:${key}:${person}`, notice) ?? [],
  )
  if (rows.length === 0) desk.log.error({ room: notice }, 'the duty room is lost, and nobody can be told')
  await enqueue(tx, rows, desk.time.realNow())
}
