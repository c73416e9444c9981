// The desk's ids of chats and people, and WeChat's of this login: kept, settled after each login, told where it is uncertain.
import { z } from 'zod'
import type { ChannelStore } from '../../src/channel.ts'
import type { Instant } from '../../src/domain/calendar/instant.ts'
import type { Unbound } from '../../src/domain/notice/notice.ts'
import { Bindings, bindingsShape, PRIVATE } from './bindings.ts'
import type { Stored } from './decode.ts'
import { timingOf, type WechatDeps } from './deps.ts'
import type { Heard, SeenPerson, SeenRoom } from './process/protocol.ts'

const KEY = 'places'
const keptShape = z.object({
  rooms: bindingsShape,
  people: bindingsShape,
  told: z.array(z.string()),
  /** What the desk's account called itself when it was last certain that it was the desk's. */
  account: z.string().nullable().default(null),
})

/** Null where none have been kept yet. */
export async function keptPlaces(keeping: Pick<ChannelStore, 'get'>): Promise<z.infer<typeof keptShape> | null> {
  const kept = await keeping.get(KEY)
  return kept === null ? null : keptShape.parse(JSON.parse(kept))
}

type Contact = Heard['from']

export type Place = Pick<Stored, 'room' | 'from' | 'mentions'>

export class Places {
  private rooms = new Bindings('room', new Map())
  private people = new Bindings('person', new Map())
  /** Of what is uncertain, what others were told since the login. */
  private told = new Set<string>()
  private completeAt: number | null = null
  private isSettled = false
  private saved = ''
  private account: string | null = null
  private loggedIn: string | null = null
  private loggedInAt: Instant
  private logins = 0
  /** When this login began, or this service. */
  since = performance.now()
  private readonly foreign = new Set<number>()

  constructor(private readonly deps: WechatDeps) {
    this.loggedInAt = deps.now()
  }

  async load(): Promise<void> {
    const kept = await keptPlaces(this.deps.keeping)
    if (kept === null) return
    const { rooms, people, told, account } = kept
    this.account = account
    this.rooms = new Bindings('room', new Map(Object.entries(rooms)))
    this.people = new Bindings('person', new Map(Object.entries(people)))
    this.told = new Set(told)
  }

  login(account: string): void {
    this.loggedIn = account
    this.loggedInAt = this.deps.now()
    this.logins += 1
    this.since = performance.now()
    this.rooms.login()
    this.people.login()
    this.completeAt = null
    this.isSettled = false
  }

  /** How many logins there were: which one a message is of. */
  get ofLogin(): number {
    return this.logins
  }

  /** That login was of an account that is not the desk's: what it hears is none of the desk's business. */
  isForeign(login: number): boolean {
    return this.foreign.has(login)
  }

  /** It is called otherwise than before, and whether it knows the same people cannot be said yet. */
  get isSuspect(): boolean {
    const { account, loggedIn } = this
    return account !== null && loggedIn !== null && loggedIn !== account && !this.isForeign(this.logins)
  }

  see({ rooms, people }: { rooms: SeenRoom[]; people: SeenPerson[] }): void {
    for (const { id, topic, members } of rooms) this.rooms.see({ id, label: topic, name: topic, marks: members })
    for (const person of people) this.people.see(shownOf(person))
  }

  /** Everything has been seen that is there. False where the account is another one: then nothing is bound. */
  complete(): boolean {
    // Remarks are an account's own; what it calls itself may change.
    if (this.isSuspect && this.people.isUnlike()) this.foreign.add(this.logins)
    if (this.isForeign(this.logins)) return false
    this.account = this.loggedIn
    this.rooms.complete()
    this.people.complete()
    this.completeAt ??= performance.now()
    return true
  }

  /** Whose the ids of this login are has been looked at. */
  get settled(): boolean {
    return this.isSettled
  }

  /** Everything has been seen, and what is listed late has had its time. */
  get final(): boolean {
    return this.completeAt !== null && performance.now() - this.completeAt >= timingOf(this.deps).troubleAfterMs
  }

  /** Whether where it was said is known without waiting for the whole list. */
  knows(heard: Heard): boolean {
    if (this.isSuspect) return false
    return this.people.has(heard.from.id) && (heard.room === null || this.rooms.has(heard.room.id))
  }

  /** The desk's ids for what was heard; kept with `save`. */
  of(heard: Heard): Place {
    const from = this.people.own(shownOf(heard.from))
    const mentions = heard.mentions.map((each) => ({ name: each.name, account: this.people.own(shownOf(each)) }))
    const room =
      heard.room === null
        ? `${PRIVATE}${from}`
        : this.rooms.own({ id: heard.room.id, label: heard.room.topic, name: heard.room.topic, marks: [] })
    return { room, from, mentions }
  }

  /** WeChat's id of today for a chat of the desk's, or for a private word; null where there is none. */
  today(to: { room: string } | { person: string }): { id: string; direct: boolean } | null {
    if (this.isSuspect || this.isForeign(this.logins)) return null
    const person = 'person' in to ? to.person : to.room.startsWith(PRIVATE) ? to.room.slice(PRIVATE.length) : null
    const id = person === null ? this.rooms.today('room' in to ? to.room : '') : this.people.today(person)
    return id === null ? null : { id, direct: person !== null }
  }

  /** Whom to call by which name. */
  called(accounts: string[]): { id: string; name: string }[] {
    return accounts.flatMap((account) => this.people.shownAs(account) ?? [])
  }

  /** After a login, and each time that more is seen: binds what is certain, tells what is not. */
  async settle(): Promise<void> {
    const login = this.completeAt
    if (login === null) return
    const bound = {
      room: (await this.deps.rooms()).map(({ id }) => id),
      person: (await this.deps.people()).map(({ account }) => account),
    }
    const parts = [
      { what: 'room' as const, bindings: this.rooms },
      { what: 'person' as const, bindings: this.people },
    ]
    const uncertain: (Unbound & { id: string })[] = []
    for (const { what, bindings } of parts) {
      const { found, lost } = bindings.settle(bound[what])
      bindings.prune(new Set(bound[what]))
      if (found.length > 0) {
        this.deps.log.info({ what, count: found.length }, 'wechat: found again after the login')
        this.deps.rebound?.(found)
      }
      for (const { id } of found) this.told.delete(`${what}:${id}`)
      uncertain.push(...lost.map((each) => ({ ...each, what })))
    }
    // Some are listed late: those that have not spoken yet.
    if (this.final) await this.tell(uncertain)
    await this.save()
    // Another login may have begun meanwhile.
    if (this.completeAt === login) this.isSettled = true
  }

  private async tell(lost: (Unbound & { id: string })[]): Promise<void> {
    const news = lost.filter(({ what, id }) => !this.told.has(`${what}:${id}`))
    if (news.length === 0) return
    this.deps.log.warn({ lost: news.length }, 'wechat: chats or people of the org were not found with certainty')
    try {
      const said = news.map(({ what, name, why }) => ({ what, name, why }))
      await this.deps.trouble({ kind: 'unbound', lost: said, since: this.loggedInAt })
    } catch (error) {
      return this.untold(error)
    }
    for (const { what, id } of news) this.told.add(`${what}:${id}`)
  }

  private untold(error: unknown): void {
    this.deps.log.error({ err: error }, 'wechat: others could not be told of chats and people after a login')
  }

  async save(): Promise<void> {
    const now = JSON.stringify({ rooms: this.rooms, people: this.people, told: [...this.told], account: this.account })
    if (now === this.saved) return
    await this.deps.keeping.set(KEY, now)
    this.saved = now
  }
}

/** Anybody may call themselves anything: only the remark, which the desk's own account gave, tells who somebody is. */
const shownOf = ({ id, name, remark }: Contact) => ({ id, label: remark, name: remark || name, marks: [] })
