// A channel that does not hear or speak is told of through another one; rooms and people whose ids have changed are bound anew.

import { importOrg, lockInstitution, readCurrent } from '../db/institution.ts'
import { moveWaiting } from '../db/moved.ts'
import { enqueue } from '../db/outbox.ts'
import type { Instant } from '../domain/instant.ts'
import type { ChannelState, Notice } from '../domain/notice/notice.ts'
import type { Org } from '../domain/org.ts'
import { waysTo } from '../domain/org.ts'
import type { Desk } from './desk.ts'
import { currentOrg, sayInRoom } from './duty-room.ts'
import { directRow } from './enqueue.ts'

/** Once a state and instant, whichever instance says so. */
export async function tellTrouble(
  desk: Desk,
  channel: string,
  { state, since }: { state: ChannelState; since: Instant },
): Promise<void> {
  await tellElsewhere(desk, channel, `trouble:${channel}:${state}:${since}`, {
    kind: 'channel-trouble',
    channel,
    state,
    since: desk.time.domainAt(since),
  })
}

export interface Rebound {
  /** The id that it had, and the one that it has now; null where that is not certain. */
  old: string
  new: string | null
  name: string
}

/** After a login: what is certain is bound to its new id, with what waits for it; what is not is told of. */
export async function rebind(desk: Desk, channel: string, changes: Rebound[], at: Instant): Promise<void> {
  const certain = new Map(changes.flatMap((each) => (each.new === null ? [] : [[each.old, each.new] as const])))
  const changed = [...certain].filter(([old, now]) => old !== now)
  if (changed.length > 0) {
    await desk.database.db.transaction(async (tx) => {
      await lockInstitution(tx)
      const { orgVersion } = await readCurrent(tx)
      await importOrg(tx, withNewIds(await desk.versions.org(tx, orgVersion), channel, certain), desk.time.realNow())
      for (const [old, now] of changed) await moveWaiting(tx, channel, old, now)
    })
    desk.wake.outbox()
  }
  const names = changes.filter((each) => each.new === null).map(({ name }) => name)
  if (names.length > 0)
    await tellElsewhere(desk, channel, `rebinding:${channel}:${at}`, { kind: 'rebinding-uncertain', channel, names })
}

function withNewIds(org: Org, channel: string, ids: Map<string, string>): Org {
  const rooms = org.rooms.map((room) =>
    room.channel === channel ? { ...room, id: ids.get(room.id) ?? room.id } : room,
  )
  const people = org.people.map((person) => {
    const account = person.ids[channel]
    const now = account === undefined ? undefined : ids.get(account)
    return now === undefined ? person : { ...person, ids: { ...person.ids, [channel]: now } }
  })
  return { ...org, rooms, people }
}

/** In a duty room of another channel; where there is none, to the administrators and duty officers by another channel. */
async function tellElsewhere(desk: Desk, channel: string, key: string, notice: Notice): Promise<void> {
  const said = await desk.database.db.transaction(async (tx) => {
    const org = await currentOrg(tx, desk)
    const room = org.rooms.find(
      (each) => each.purpose === 'duty' && each.channel !== channel && desk.channels.has(each.channel),
    )
    if (room) {
      await sayInRoom(tx, desk, room, key, notice)
      return true
    }
    const others = [...desk.channels.keys()].filter((name) => name !== channel)
    const people = org.people.filter(
      (person) =>
        person.roles.some((role) => role === 'admin' || role === 'duty-officer') && waysTo(person, others).length > 0,
    )
    const elsewhere = { ...org, people: org.people.map((person) => ({ ...person, channels: waysTo(person, others) })) }
    const rows = people.flatMap(
      ({ key: person }) => directRow(desk, elsewhere, person, `${key}:${person}`, notice) ?? [],
    )
    await enqueue(tx, rows, desk.time.realNow())
    return rows.length > 0
  })
  if (said) desk.wake.outbox()
  else desk.log.error({ channel, notice: notice.kind }, 'a channel is in trouble, and nobody can be told by another')
}
