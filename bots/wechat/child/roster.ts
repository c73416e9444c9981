// Which chats and people there are, told after a login and when it changes: the other side binds them by topic and remark.
import { createHash } from 'node:crypto'
import type { SeenPerson, SeenRoom } from '../protocol.ts'
import { contactOf } from './heard.ts'
import type { Bot, Room } from './wechaty.ts'

export interface Seen {
  rooms: SeenRoom[]
  people: SeenPerson[]
}

const MOST_MEMBERS = 500

export class Roster {
  /** What was told of each already. */
  private readonly told = new Map<string, string>()

  constructor(private readonly bot: Bot) {}

  forget(): void {
    this.told.clear()
  }

  /** What is new or has changed since the last look. A chat that the puppet cannot tell of now is left out. */
  async news(): Promise<Seen> {
    const rooms = await Promise.all((await this.bot.Room.findAll()).map((room) => seen(room).catch(() => null)))
    const people = (await this.bot.Contact.findAll()).map(contactOf)
    return {
      rooms: rooms.filter((room) => room !== null).filter((room) => this.isNews(room)),
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

async function seen(room: Room): Promise<SeenRoom> {
  const members = (await room.memberAll()).slice(0, MOST_MEMBERS).map((each) => mark(each.name()))
  return { id: room.id, topic: await room.topic(), members: members.sort() }
}

const mark = (name: string): string => createHash('sha256').update(name).digest('hex').slice(0, 8)
