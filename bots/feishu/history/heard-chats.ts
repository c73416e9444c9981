// The chats that anything was heard in: from when on their histories are ours, and which of them are private ones.

import type { ChannelLog, ChannelStore } from '../../../src/channel.ts'
import type { Instant } from '../../../src/domain/calendar/instant.ts'
import { modeKey, p2pKey } from '../address.ts'
import type { Stored } from '../decode/stored.ts'

/** Up to when the history of a chat has been read, or from when on it concerns us. */
export const caughtUpKey = (chat: string): string => `caught-up:${chat}`

const PRIVATE = 'private-chats'
/** The latest; a catch-up costs a call for each. */
const MOST = 100

export class HeardChats {
  private readonly known = new Set<string>()
  private last: Promise<void> = Promise.resolve()

  constructor(
    private readonly keeping: ChannelStore,
    private readonly log: ChannelLog,
  ) {}

  /** Kept once for each chat; in the background, since nobody waits for it. */
  heard(stored: Stored): void {
    const place = placeOf(stored)
    if (place === null || (this.known.has(place.chat) && !place.added)) return
    this.known.add(place.chat)
    this.last = this.last
      .then(() => this.keep(place, stored.receivedAt))
      .catch((error: unknown) => {
        this.known.delete(place.chat)
        this.log.warn({ err: error }, 'feishu: a chat could not be remembered')
      })
  }

  /** Listed nowhere by the platform, so these are those that were heard. */
  async privateChats(): Promise<string[]> {
    await this.last
    return kept(this.keeping)
  }

  private async keep({ chat, person, added }: Place, at: Instant): Promise<void> {
    // What was said before the bot came, or while it was out, was not said to it.
    if (added || (await this.keeping.get(caughtUpKey(chat))) === null) await this.keeping.set(caughtUpKey(chat), at)
    if (person === null) return
    await this.keeping.set(p2pKey(person), chat)
    await this.keeping.set(modeKey(chat), 'p2p')
    await keepPrivate(this.keeping, chat)
  }
}

/** A private chat that we have spoken in first: what is answered there is ours to find, too. */
export async function spoken(keeping: ChannelStore, chat: string, at: Instant): Promise<void> {
  if ((await keeping.get(caughtUpKey(chat))) !== null) return
  await keeping.set(caughtUpKey(chat), at)
  await keepPrivate(keeping, chat)
}

/** Two that write at once may lose one of two new chats: it is remembered again when it is next heard after a start. */
async function keepPrivate(keeping: ChannelStore, chat: string): Promise<void> {
  const others = (await kept(keeping)).filter((each) => each !== chat)
  await keeping.set(PRIVATE, JSON.stringify([chat, ...others].slice(0, MOST)))
}

async function kept(keeping: ChannelStore): Promise<string[]> {
  const read: unknown = JSON.parse((await keeping.get(PRIVATE)) ?? '[]')
  return Array.isArray(read) ? read.filter((each) => typeof each === 'string') : []
}

interface Place {
  chat: string
  /** Of a private chat. */
  person: string | null
  /** The bot has just come there. */
  added: boolean
}

function placeOf({ kind, event }: Stored): Place | null {
  if (kind === 'im.chat.member.bot.added_v1' || kind === 'add_bot') {
    const chat = event.chat_id ?? event.open_chat_id
    return typeof chat === 'string' ? { chat, person: null, added: true } : null
  }
  const message = within(event, 'message') ?? event
  const chat = message.chat_id ?? message.open_chat_id
  if (typeof chat !== 'string' || !['im.message.receive_v1', 'message'].includes(kind)) return null
  const alone = message.chat_type === 'p2p' || message.chat_type === 'private'
  const person = within(within(event, 'sender'), 'sender_id')?.open_id ?? event.open_id
  return { chat, person: alone && typeof person === 'string' ? person : null, added: false }
}

function within(given: Record<string, unknown> | undefined, name: string): Record<string, unknown> | undefined {
  const found = given?.[name]
  return typeof found === 'object' && found !== null ? (found as Record<string, unknown>) : undefined
}
