// A notice with its addressee: which room or person, in which thread, calling whom.
import type { Case } from '../case/case.ts'
import { leadOf } from '../case/parts.ts'
import { departmentOf, type Org, roomFor } from '../org/org.ts'
import { levelOf, type Policy, type Way } from '../policy/policy.ts'
import type { Bundled, Notice, Subject } from './notice.ts'

/** A room by its key in the org, or a person. */
export type Addressee = { room: string } | { person: string }

export interface Envelope {
  /** Unique for ever: the same key is the same saying. */
  key: string
  /** `show` is a card that is kept up to date in place; there is one a case and room. */
  kind: 'say' | 'show'
  to: Addressee
  /** In the case's thread of that room, or at its top (an answer to something that is no case). */
  thread: 'case' | 'room'
  notice: Notice
  /** People to call by name. */
  mention: string[]
  way: Way
  /** People whom what this stands for did not reach: nobody is told twice in vain. */
  missed: string[]
  /** Withdrawn with this clock's other unsent sayings when it is met. */
  clock: string | null
  /** What the card of a morning bundle is to say besides what has gathered in it. */
  bundled?: Bundled
}

export const dutyRoom = (org: Org): Addressee | null => addressee(roomFor(org, 'duty')?.key)

export const departmentRoom = (org: Org, department: string | null): Addressee | null =>
  addressee(departmentOf(org, department)?.room ?? undefined)

const addressee = (room: string | undefined): Addressee | null => (room === undefined ? null : { room })

export const keyOf = (to: Addressee): string => ('room' in to ? to.room : `@${to.person}`)

/** Where somebody is told about a case: their department's room, the desk's, the leaders', else directly. */
export function placeOf(org: Org, person: string, state: Case, way: Way): Addressee {
  if (way !== 'mention') return { person }
  const department = departmentOf(org, leadOf(state))
  if (department && [department.contact, department.head].includes(person)) {
    return departmentRoom(org, department.key) ?? { person }
  }
  const roles = org.people.find(({ key }) => key === person)?.roles ?? []
  if (roles.includes('duty-officer')) return dutyRoom(org) ?? { person }
  return addressee(roomFor(org, 'leaders')?.key) ?? { person }
}

/** The people grouped by where they are told, in order: one message a place. */
export function byPlace(org: Org, people: string[], state: Case, way: Way): { to: Addressee; people: string[] }[] {
  const places = new Map<string, { to: Addressee; people: string[] }>()
  for (const person of people) {
    const to = placeOf(org, person, state, way)
    const place = places.get(keyOf(to)) ?? { to, people: [] }
    places.set(keyOf(to), { to, people: [...place.people, person] })
  }
  return [...places.values()]
}

export function subjectOf(state: Case, policy: Policy): Subject {
  const level = levelOf(policy, state.level)
  return {
    number: state.number,
    title: state.title,
    level: state.level,
    levels: policy.levels.length,
    levelName: level?.name ?? { zh: String(state.level), en: String(state.level) },
    url: state.posts.find(({ url }) => url !== null)?.url ?? null,
  }
}
