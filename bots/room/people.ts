// Who is in which room: the org's rooms as a person sees them, private rooms, and people by their accounts here.
import type { Person, Purpose } from '../../src/domain/org/org.ts'
import type { RoomDeps } from './deps.ts'
import type { RoomMessage } from './store.ts'

export const CHANNEL = 'room'

/** A room as a person sees it. `id` is what messages are kept under. */
export interface SeenRoom {
  id: string
  name: string
  purpose: Purpose | 'direct'
  department: string | null
}

const PRIVATE = 'dm-'

export const privateRoom = (person: string): string => `${PRIVATE}${person}`
export const isPrivate = (room: string): boolean => room.startsWith(PRIVATE)

/** What a person is called here: the account where the org names one, else the key. */
export const accountOf = (person: Person): string => person.ids[CHANNEL] ?? person.key

export const personCalled = (people: Person[], account: string): Person | undefined =>
  people.find((each) => accountOf(each) === account) ?? people.find((each) => each.key === account)

/** The rooms that a person may see, the private one last. */
export async function roomsOf(deps: RoomDeps, person: string): Promise<SeenRoom[]> {
  const all = await deps.rooms()
  const allowed = await Promise.all(all.map(async (each) => deps.visible(person, each.key)))
  const seen = all
    .filter((_, i) => allowed[i])
    .map(({ id, name, purpose, department }) => ({ id, name, purpose, department }))
  return [...seen, { id: privateRoom(person), name: deps.ui.direct, purpose: 'direct', department: null }]
}

/** Keys of the people whom a text calls by `@name`; a name that begins another is not taken for it. */
export function mentionsIn(text: string, people: Person[]): string[] {
  if (!text.includes('@') && !text.includes('＠')) return []
  const calls = mentionPattern(people.map(({ name }) => name))
  const called = new Set([...text.matchAll(calls)].map((each) => each[1]))
  return people.filter(({ name }) => called.has(name)).map(({ key }) => key)
}

/** Matches `@name` for these names, the longest first; the name is the first group. */
export function mentionPattern(names: string[]): RegExp {
  const longestFirst = names.filter(Boolean).sort((a, b) => b.length - a.length)
  const escaped = longestFirst.map((each) => each.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(escaped.length ? `[@＠](${escaped.join('|')})` : '(?!)', 'g')
}

/** The first message of the thread that an answer to `message` belongs to. */
export const rootOf = (message: Pick<RoomMessage, 'id' | 'threadId'>): number => message.threadId ?? message.id
