// Where the room's tests get their store from: the desk's own, over a database on the engine of the running project.
import type { RoomStore } from '../../bots/room/store.ts'
import type { RawIncoming } from '../../src/channel.ts'
import { inbox } from '../../src/db/schema/schema.ts'
import { roomStore } from '../../src/desk/channels/room-deps.ts'
import { deskOn } from './desk.ts'
import { lentDatabase } from './lent-database.ts'
import { NOON } from './sample.ts'

/** A store, and what was handed to the inbox with messages. */
export interface MadeStore {
  store: RoomStore
  inbox(): Promise<RawIncoming[]>
  dispose(): Promise<void>
}

export async function makeStore(): Promise<MadeStore> {
  const database = await lentDatabase()
  const desk = deskOn(database, { at: NOON })
  const handed = async () => {
    const rows = await database.db.select().from(inbox).orderBy(inbox.id)
    return rows.map(({ channel, key, lane, raw }) => ({
      channel,
      key,
      lane: lane.slice(`${channel}|`.length),
      body: JSON.parse(desk.cipher.decrypt(raw ?? new Uint8Array())),
    }))
  }
  return { store: roomStore(desk), inbox: handed, dispose: database.dispose }
}
