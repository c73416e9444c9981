// Says something in the room: once for each key, or in place of what was shown before.
import type { Address, Outgoing, SendResult } from '../../src/channel.ts'
import type { RoomDeps } from './deps.ts'
import { encode } from './encode.ts'
import { parseId } from './input.ts'
import { personCalled, privateRoom, rootOf } from './people.ts'

/** The desk itself, as the sender of a message. */
export const DESK = 'zhiban'

const KEY_SPACE = 'send:'

export async function send(deps: RoomDeps, outgoing: Outgoing, signal: AbortSignal): Promise<SendResult> {
  try {
    signal.throwIfAborted()
    return await say(deps, outgoing)
  } catch (error) {
    // The store did not answer: nobody knows whether it wrote, and the key makes another try safe.
    return { ok: false, again: true, error: error instanceof Error ? error.message : String(error) }
  }
}

async function say(deps: RoomDeps, outgoing: Outgoing): Promise<SendResult> {
  const people = await deps.people()
  const room = await roomAt(deps, outgoing.to)
  if (room === null) return { ok: false, again: false, error: `no such place: ${JSON.stringify(outgoing.to)}` }

  const content = encode(outgoing, people)
  const shown = parseId(outgoing.replaces)
  if (shown !== null && ((await deps.store.replace(shown, content)) || outgoing.onlyInPlace))
    return { ok: true, messageId: String(shown) }

  const threadId = await rootIn(deps, room, outgoing.thread)
  const key = `${KEY_SPACE}${outgoing.key}`
  const { id } = await deps.store.append({ ...content, room, threadId, sender: DESK, at: outgoing.at, key })
  return { ok: true, messageId: String(id) }
}

async function roomAt(deps: RoomDeps, to: Address): Promise<string | null> {
  if ('room' in to) {
    const known = (await deps.rooms()).find(({ id, key }) => id === to.room || key === to.room)
    return known?.id ?? (await privateRoomAt(deps, to.room))
  }
  const person = personCalled(await deps.people(), to.person)
  return person ? privateRoom(person.key) : null
}

/** An answer to what was written in a private room comes addressed to that room. */
async function privateRoomAt(deps: RoomDeps, room: string): Promise<string | null> {
  return (await deps.people()).some(({ key }) => privateRoom(key) === room) ? room : null
}

/** A thread that is not of this room is no reason to leave something unsaid: it is said at the top. */
async function rootIn(deps: RoomDeps, room: string, thread: string | null): Promise<number | null> {
  const id = parseId(thread)
  const message = id === null ? null : await deps.store.get(id)
  return message?.room === room ? rootOf(message) : null
}
