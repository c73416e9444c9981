// A channel that does not hear or speak is told of through another one, and so is who must be bound anew.
import type { Db } from '../../db/engine/connect.ts'
import { enqueue, type NewOutboxRow } from '../../db/messages/outbox.ts'
import type { Instant } from '../../domain/calendar/instant.ts'
import type { ChannelState, Notice, Unbound } from '../../domain/notice/notice.ts'
import { type Org, type Room, waysTo } from '../../domain/org/org.ts'
import { directRow } from '../cases/enqueue.ts'
import type { Desk } from '../desk.ts'
import { currentOrg, sayInRoom } from '../outbox/service-notice.ts'

/** Once a state and instant, whichever instance says so. */
export async function reportTrouble(
  desk: Desk,
  channel: string,
  { state, since }: { state: ChannelState; since: Instant },
): Promise<void> {
  const hasPage = desk.channels.get(channel)?.account !== undefined && desk.publicUrl() !== ''
  const page = hasPage ? `${desk.publicUrl()}/channels/${channel}` : null
  const notice = { kind: 'channel-trouble' as const, channel, state, since: desk.time.domainAt(since), page }
  await tellElsewhere(desk, channel, `trouble:${channel}:${state}:${since}`, notice)
}

/** After a login it is not certain which room or person is meant: an administrator binds them again. Once a login and state. */
export async function reportUnbound(
  desk: Desk,
  channel: string,
  { lost, since }: { lost: Unbound[]; since: Instant },
): Promise<void> {
  const what = lost.map(({ what, name, why }) => `${what}/${name}/${why}`).sort()
  await tellElsewhere(desk, channel, `unbound:${channel}:${since}:${what.join()}`, {
    kind: 'rebinding-uncertain',
    channel,
    lost,
  })
}

/** In a duty room of another channel; where there is none that works, to those who can mend it. */
async function tellElsewhere(desk: Desk, channel: string, key: string, notice: Notice): Promise<void> {
  const said = await desk.database.db.transaction(async (tx) => {
    const org = await currentOrg(tx, desk)
    const room = dutyRoomBeside(desk, org, channel)
    if (room === undefined) return tellMenders(tx, desk, org, { key, notice, beside: [channel] })
    await sayInRoom(tx, desk, room, key, notice)
    return true
  })
  if (said) desk.wake.outbox()
  else desk.log.error({ channel, notice: notice.kind }, 'a channel is in trouble, and nobody can be told by another')
}

const dutyRoomBeside = (desk: Desk, { rooms }: Org, channel: string): Room | undefined =>
  rooms.find((each) => each.purpose === 'duty' && each.channel !== channel && works(desk, each.channel))

/** It hears the platform, as far as that can be said. */
export const works = ({ channels }: Desk, name: string): boolean => {
  const channel = channels.get(name)
  return channel !== undefined && channel.hears?.()?.ok !== false
}

async function tellMenders(
  tx: Db,
  desk: Desk,
  org: Org,
  { key, notice, beside }: { key: string; notice: Notice; beside: string[] },
): Promise<boolean> {
  const rows = notifyMaintainers(desk, org, { key, notice, beside })
  await enqueue(tx, rows, desk.time.realNow())
  return rows.length > 0
}

/** A private word to each administrator and duty officer whom another channel than those reaches; one that works, first. */
export function notifyMaintainers(
  desk: Desk,
  org: Org,
  { key, notice, beside }: { key: string; notice: Notice; beside: string[] },
): NewOutboxRow[] {
  const others = [...desk.channels.keys()].filter((name) => !beside.includes(name))
  const working = others.filter((name) => works(desk, name))
  const ways = new Map(
    org.people.map((person) => {
      const all = waysTo(person, others)
      return [
        person.key,
        [...all.filter((way) => working.includes(way)), ...all.filter((way) => !working.includes(way))],
      ]
    }),
  )
  const menders = org.people.filter(
    ({ key, roles }) =>
      roles.some((role) => role === 'admin' || role === 'duty-officer') && (ways.get(key) ?? []).length > 0,
  )
  const elsewhere = {
    ...org,
    people: org.people.map((person) => ({ ...person, channels: ways.get(person.key) ?? [] })),
  }
  return menders.flatMap(({ key: person }) => directRow(desk, elsewhere, person, `${key}:${person}`, notice) ?? [])
}
