// Where the room's tests get their store from: in memory here, and on the real engines once the desk's own is there.

import type { ListQuery, NewMessage, Replacement, RoomMessage, RoomStore } from '../../bots/room/store.ts'
import type { RawIncoming } from '../../src/channel.ts'

/** A store, and what was handed to the inbox with messages. */
export interface MadeStore {
  store: RoomStore
  inbox(): RawIncoming[]
}

export async function makeStore(): Promise<MadeStore> {
  const rows: RoomMessage[] = []
  const ids = new Map<string, number>()
  const raws: RawIncoming[] = []
  let revision = 0

  const append = ({ key, ...message }: NewMessage) => {
    const known = key === null ? undefined : ids.get(key)
    if (known !== undefined) return { id: known, fresh: false }
    const row = { ...structuredClone(message), id: rows.length + 1, rev: ++revision }
    rows.push(row)
    if (key !== null) ids.set(key, row.id)
    return { id: row.id, fresh: true }
  }
  const at = (id: number) => rows.find((each) => each.id === id)

  const store: RoomStore = {
    append: async (message) => append(message),
    post: async (message, rawOf) => {
      const appended = append(message)
      if (appended.fresh) raws.push(rawOf(appended.id))
      return appended
    },
    replace: async (id: number, replacement: Replacement) => {
      const row = at(id)
      if (row) Object.assign(row, structuredClone(replacement), { rev: ++revision })
      return row !== undefined
    },
    get: async (id) => structuredClone(at(id) ?? null),
    list: async (query) => structuredClone(listed(rows, query)),
    changesSince: async (rev, limit) => {
      const changed = rows.filter((each) => each.rev > rev).sort((a, b) => a.rev - b.rev)
      const messages = structuredClone(changed.slice(0, limit))
      return { messages, rev: changed.length > limit ? (messages.at(-1)?.rev ?? rev) : Math.max(revision, rev) }
    },
    latest: async () => revision,
    threads: async (roots) =>
      roots.flatMap((root) => {
        const replies = rows.filter(({ threadId }) => threadId === root)
        const last = replies.at(-1)
        return last ? [{ root, replies: replies.length, lastAt: last.at, lastSender: last.sender }] : []
      }),
    overview: async (rooms, reader) =>
      rooms.map(({ room, after }) => {
        const inRoom = rows.filter((each) => each.room === room)
        const unread = inRoom.filter(({ id, sender }) => id > after && sender !== reader).length
        return { room, last: inRoom.at(-1)?.id ?? 0, unread }
      }),
  }
  return { store, inbox: () => raws }
}

function listed(rows: RoomMessage[], { room, thread, after, before, limit }: ListQuery): RoomMessage[] {
  const found = rows.filter(
    (each) =>
      each.room === room &&
      (thread === undefined || each.threadId === (thread === 'top' ? null : thread)) &&
      each.id > (after ?? 0) &&
      each.id < (before ?? Number.POSITIVE_INFINITY),
  )
  return after === undefined ? found.slice(-limit) : found.slice(0, limit)
}
