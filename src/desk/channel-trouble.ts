// A channel that does not hear or speak is told of through another one and so is who must be bound anew.

import { enqueue } from '../db/outbox.ts'
import type { Instant } from '../domain/instant.ts'
import type { ChannelState, Notice } from '../domain/notice/notice.ts'
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

/** After a login it is not certain which room or person is meant: an administrator binds them again. */
export const tellUnbound = (desk: Desk, channel: string, { name, at }: { name: string; at: Instant }): Promise<void> =>
  tellElsewhere(desk, channel, `unbound:${channel}:${name}:${at}`, {
    kind: 'rebinding-uncertain',
    channel,
    names: [name],
  })

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
