// What the service says of itself: at the top of the duty room, in a lane of its own, calling nobody by name.
import type { Db } from '../../db/engine/connect.ts'
import { readCurrent } from '../../db/institution/institution.ts'
import { enqueue } from '../../db/messages/outbox.ts'
import type { Notice } from '../../domain/notice/index.ts'
import { type Org, type Room, roomFor } from '../../domain/org/org.ts'
import type { Desk } from '../desk.ts'

/** The org as of the transaction. */
export async function currentOrg(tx: Db, desk: Desk): Promise<Org> {
  const { orgVersion } = await readCurrent(tx)
  return desk.versions.org(tx, orgVersion)
}

/** In the caller's transaction, once a key; the caller wakes the outbox. False where there is no duty room to say it in. */
export async function sayInDutyRoom(tx: Db, desk: Desk, key: string, notice: Notice): Promise<boolean> {
  const room = roomFor(await currentOrg(tx, desk), 'duty')
  if (room === undefined) return false
  await sayInRoom(tx, desk, room, key, notice)
  return true
}

/** At the top of one of the org's rooms; the same key is said once. */
export async function sayInRoom(tx: Db, desk: Desk, room: Room, key: string, notice: Notice): Promise<void> {
  const place = `${room.channel}|${room.id}`
  const row = {
    key,
    kind: 'say' as const,
    channel: room.channel,
    address: { room: room.id },
    lane: `${place}|service`,
    pace: place,
    caseNumber: null,
    clockId: null,
    notice,
    mention: [],
  }
  await enqueue(tx, [row], desk.time.realNow())
}
