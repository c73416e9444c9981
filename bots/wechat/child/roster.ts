// The account's chats and people, reported after a login and on changes: the service binds them by topic and remark.
import { createHash } from 'node:crypto'
import { withTimeout } from '../../../src/with-timeout.ts'
import type { SeenPerson, SeenRoom } from '../process/protocol.ts'
import { clean } from './clean.ts'
import { contactOf } from './heard.ts'
import type { Bot, Room } from './wechaty.ts'

export interface Seen {
  rooms: SeenRoom[]
  people: SeenPerson[]
}

const MOST_MEMBERS = 500
/** How long a query for one chat or person may take, and for the whole list. */
const ONE_MS = 5_000
const LIST_MS = 30_000
/** So many at a time. */
const AT_ONCE = 40

export class Roster {
  /** What was last reported of each. */
  private readonly told = new Map<string, string>()
  private login = 0

  constructor(private readonly bot: Bot) {}

  forget(): void {
    this.login += 1
    this.told.clear()
  }

  /**
   * What is new or has changed since the last look. A chat that the puppet cannot tell of now is left out; throws where it
   * cannot tell which there are. Asked of the puppet: wechaty makes an empty list of its error.
   */
  async news(): Promise<Seen> {
    const { login } = this
    const { puppet, Room, Contact } = this.bot
    const [roomIds, contactIds] = await Promise.all([
      withTimeout(LIST_MS, () => puppet.roomList(), { error: 'the puppet did not list its chats' }),
      withTimeout(LIST_MS, () => puppet.contactList(), { error: 'the puppet did not list its contacts' }),
    ])
    const rooms = await known(roomIds, async (id) => {
      const room = await Room.find({ id })
      return room === undefined ? null : seen(room)
    })
    const people = await known(contactIds, async (id) => {
      const contact = await Contact.find({ id })
      return contact === undefined ? null : contactOf(contact)
    })
    // Of an earlier login: its ids are no longer valid.
    if (login !== this.login) throw new Error('another login has begun')
    return {
      rooms: rooms.filter((room) => this.isNews(room)),
      people: people.filter((person) => this.isNews(person)),
    }
  }

  /** A chat that speaks before it was listed: some puppets list only those that have spoken. Null where it is known. */
  async stranger(id: string): Promise<SeenRoom | null> {
    if (this.told.has(id)) return null
    const room = await this.bot.Room.find({ id })
    const found = room ? await seen(room) : null
    return found !== null && this.isNews(found) ? found : null
  }

  private isNews(each: { id: string }): boolean {
    const says = JSON.stringify(each)
    if (this.told.get(each.id) === says) return false
    this.told.set(each.id, says)
    return true
  }
}

async function known<T>(ids: string[], ask: (id: string) => Promise<T | null>): Promise<T[]> {
  const found: T[] = []
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const some = ids
      .slice(at, at + AT_ONCE)
      .map((id) => withTimeout(ONE_MS, () => ask(id), { answer: null }).catch(() => null))
    for (const each of await Promise.all(some)) if (each !== null) found.push(each)
  }
  return found
}

async function seen(room: Room): Promise<SeenRoom> {
  const members = (await room.memberAll()).slice(0, MOST_MEMBERS).map((each) => mark(each.name()))
  return { id: room.id, topic: clean(await room.topic()), members: members.sort() }
}

const mark = (name: string): string => createHash('sha256').update(name).digest('hex').slice(0, 8)
