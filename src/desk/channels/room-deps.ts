// What the built-in room is given: its keeping over the database, the org's rooms and people, drill time.
import type { RawIncoming } from '../../channel.ts'
import { readCases } from '../../db/cases/cases.ts'
import { type Institution, readCurrent } from '../../db/institution/institution.ts'
import { storeIncoming } from '../../db/messages/inbox.ts'
import {
  appendMessage,
  getMessage,
  latestRevision,
  listMessages,
  messagesSince,
  type NewKept,
  type RoomQuery,
  replaceMessage,
  roomOverview,
  threadFacts,
} from '../../db/messages/room-store.ts'
import type { Case } from '../../domain/case/case.ts'
import { allowedTo } from '../../domain/decide/authority.ts'
import { actorOf, departmentOfRoom, type Org, type Person, personOf, type Room } from '../../domain/org/org.ts'
import { asOf } from '../../domain/org/rota.ts'
import type { Card } from '../../wording/card/card.ts'
import type { Wording } from '../../wording/index.ts'
import type { Desk } from '../desk.ts'
import { rowOf } from '../intake/inbox.ts'
import { masked } from '../intake/masking.ts'
import { placeOf } from '../intake/message-context.ts'

type NewMessage = NewKept<Card>

export function roomDeps(desk: Desk, institution: Institution, timeZone: string) {
  const org = async (): Promise<Org> => {
    const { orgVersion } = await readCurrent(desk.database.db)
    return desk.versions.org(desk.database.db, orgVersion)
  }
  return {
    store: roomStore(desk),
    rooms: async () => roomsOf(await org()),
    people: async () => titled(await org(), desk.wording),
    now: () => desk.time.now(),
    drill: institution.drill,
    speed: institution.speed,
    lang: desk.wording.lang,
    timeZone,
    ui: desk.wording.ui,
    masked,
    visible: async (person: string, key: string) => maySee(await org(), person, key),
    pressable: async (asked: { case: number; room: string }[], people: string[]) =>
      pressable(asOf(await org(), desk.time.now()), await statesOf(desk, asked), people),
  }
}

async function statesOf({ database }: Desk, asked: { case: number }[]): Promise<Map<number, Case>> {
  const numbers = [...new Set(asked.map((each) => each.case))]
  return new Map((await readCases(database.db, numbers)).map((state) => [state.number, state]))
}

/** A card of a case that is not there has none for anybody. */
function pressable(org: Org, states: Map<number, Case>, people: string[]) {
  const actors = new Map(
    people.flatMap((key) => {
      const person = personOf(org, key)
      return person === undefined ? [] : [[key, actorOf(org, person)] as const]
    }),
  )
  return (key: string, number: number, id: string): ReadonlySet<string> => {
    const [actor, state] = [actors.get(key), states.get(number)]
    if (actor === undefined || state === undefined) return new Set()
    const room = org.rooms.find((each) => each.channel === 'room' && each.id === id)
    return new Set(allowedTo(state, { actor, org, place: placeOf(org, room) }))
  }
}

/** The shapes are the room's own (its `RoomStore`); main puts the two together. */
export function roomStore(desk: Desk) {
  const { db } = desk.database
  return {
    append: (message: NewMessage) => db.transaction((tx) => appendMessage<Card>(tx, message)),
    post: (message: NewMessage, rawOf: (id: number) => RawIncoming) =>
      db
        .transaction(async (tx) => {
          const appended = await appendMessage<Card>(tx, message)
          if (appended.fresh) await storeIncoming(tx, rowOf(desk, rawOf(appended.id)))
          return appended
        })
        .then((appended) => {
          desk.wake.inbox()
          return appended
        }),
    replace: (id: number, replacement: Pick<NewMessage, 'text' | 'mentions' | 'card'>) =>
      db.transaction((tx) => replaceMessage<Card>(tx, id, replacement)),
    get: (id: number) => getMessage<Card>(db, id),
    list: (query: RoomQuery) => listMessages<Card>(db, query),
    changesSince: async (rev: number, limit: number) => {
      const messages = await messagesSince<Card>(db, rev, limit)
      return { rev: messages.at(-1)?.rev ?? rev, messages }
    },
    latest: () => latestRevision(db),
    threads: (roots: number[]) => threadFacts<Card>(db, roots),
    overview: async (rooms: { room: string; after: number }[], reader: string) =>
      Promise.all(rooms.map(({ room, after }) => roomOverview(db, room, after, reader))),
  }
}

const roomsOf = (org: Org) =>
  org.rooms
    .filter(({ channel }) => channel === 'room')
    .map((room) => ({ ...room, department: departmentOfRoom(org, room.key)?.name ?? null }))

/** Each with their roles and the departments that these bind them to. */
function titled(org: Org, { lang, roleName }: Wording): (Person & { title: string })[] {
  const listed = (names: string[]) => names.join(lang === 'en' ? ', ' : '、')
  return org.people.map((person) => {
    const actor = actorOf(org, person)
    const departments = org.departments.filter(({ key }) => actor.departments.includes(key)).map(({ name }) => name)
    const parts = [listed(actor.roles.map(roleName)), listed(departments)].filter((part) => part !== '')
    return { ...person, title: parts.join(' · ') }
  })
}

const LEADER_ROLES = ['supervisor', 'principal', 'leading-group', 'office', 'auditor', 'admin']

/** Everybody of the org is in the duty room; a department's and the leaders' are for their own, leaders and duty officers. */
function maySee(org: Org, key: string, roomKey: string): boolean {
  const person = personOf(org, key)
  const room = org.rooms.find((each) => each.key === roomKey)
  if (person === undefined || room === undefined) return false
  if (room.purpose === 'duty' || isLeader(org, person) || person.roles.includes('duty-officer')) return true
  return room.purpose === 'department' && ownRooms(org, person).includes(room.key)
}

const isLeader = (org: Org, { key, roles }: Person) =>
  roles.some((role) => LEADER_ROLES.includes(role)) || org.departments.some(({ supervisor }) => supervisor === key)

const ownRooms = (org: Org, { key }: Person): Room['key'][] =>
  org.departments.flatMap(({ contact, head, room }) => (room !== null && [contact, head].includes(key) ? [room] : []))
