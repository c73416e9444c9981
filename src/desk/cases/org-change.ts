// Changes of the org that are made in the chat: a shift of the rota, a room or an account bound. Each is a new version.
import type { Db } from '../../db/engine/connect.ts'
import { importOrg, lockInstitution, readCurrent } from '../../db/institution/institution.ts'
import type { Query } from '../../domain/capability/question.ts'
import type { Refusal } from '../../domain/capability/refusal.ts'
import { namesOf } from '../../domain/notice/recipients.ts'
import { departmentCalled, type Org, type Purpose, type Room } from '../../domain/org/org.ts'
import { officerCalled, replacedBy, shiftInstant, withShift } from '../../domain/org/rota.ts'
import { nearestWords } from '../../domain/text/spelling.ts'
import type { Desk } from '../desk.ts'

/** A room that had what another has now. `stays`: it goes on as a further duty room, called `called`. */
export interface RoomMove {
  from: Room
  to: Room
  stays: { called: string } | null
}

/** `beside` and `replaced`: of a shift, who shares it and whose it was, by name. */
type Made = { org: Org; what: string; to: string; beside?: string[]; replaced?: string[]; moved?: RoomMove | null }
export type Changed = ({ ok: true } & Made) | { ok: false; refusal: Refusal }
type Change = Made | { refusal: Refusal }

/** Under the institution's lock: two changes at once become two versions, the second upon the first. */
async function change(tx: Db, desk: Desk, make: (org: Org) => Change): Promise<Changed> {
  await lockInstitution(tx)
  const { orgVersion } = await readCurrent(tx)
  const changed = make(await desk.versions.org(tx, orgVersion))
  if ('refusal' in changed) return { ok: false, refusal: changed.refusal }
  await importOrg(tx, changed.org, desk.time.realNow())
  return { ok: true, ...changed }
}

/**
 * Puts somebody on duty, or several together: from now on until the next shift, or between the instants that are named. A shift
 * that begins at the same instant is taken, and whose it was is told.
 */
export async function setShift(
  tx: Db,
  desk: Desk,
  { who, from, until, beside = [] }: Extract<Query, { type: 'duty' }>,
): Promise<Changed> {
  const { policyId } = await readCurrent(tx)
  const { calendar } = await desk.versions.policy(tx, policyId)
  const now = desk.time.now()
  const begins = from === '' ? now : shiftInstant(from, now, calendar)
  const ends = until === '' || begins === null ? null : shiftInstant(until, begins, calendar)
  return change(tx, desk, (org) => {
    const called = [who, ...beside].map((each) => ({ each, officer: officerCalled(org, each) }))
    const unknown = called.find((each) => each.officer === undefined)
    if (unknown !== undefined) return { refusal: noOfficer(org, unknown.each) }
    const [officer, ...others] = [...new Set(called.flatMap((each) => each.officer ?? []))]
    if (officer === undefined) return { refusal: noOfficer(org, who) }
    if (begins === null) return { refusal: { reason: 'bad-shift', text: from } }
    if (until !== '' && (ends === null || ends <= begins || ends <= now))
      return { refusal: { reason: 'bad-shift', text: until } }
    const shift = { person: officer.key, from: begins, until: ends }
    const keys = others.map(({ key }) => key)
    const taken = replacedBy(org.rota ?? [], shift, [officer.key, ...keys])
    return {
      org: { ...org, rota: withShift(org.rota ?? [], shift, keys) },
      what: officer.name,
      to: '',
      beside: others.map(({ name }) => name),
      replaced: namesOf(org, taken),
    }
  })
}

function noOfficer(org: Org, called: string): Refusal {
  const known = org.people.filter(({ roles }) => roles.includes('duty-officer')).map(({ name }) => name)
  const isThere = org.people.some(({ key, name }) => key === called || name === called)
  return isThere ? { reason: 'not-duty-officer', called, known } : { reason: 'unknown-person', called, known }
}

const PURPOSES: Record<string, Purpose> = {
  duty: 'duty', 值班: 'duty', 值班群: 'duty', leaders: 'leaders', 领导: 'leaders', 领导群: 'leaders',
  superior: 'superior', 上级: 'superior', 上级群: 'superior',
} // biome-ignore format: a line a purpose reads better

/** The channel and the id of the chat in which the binding was asked for. */
export interface Here {
  channel: string
  id: string
}

/** Binds the chat to a purpose or to a department, or an account of its channel to a person. */
export function bind(
  tx: Db,
  desk: Desk,
  { target, account }: Extract<Query, { type: 'bind' }>,
  here: Here,
): Promise<Changed> {
  return change(tx, desk, (org) => {
    if (account !== '') return bindAccount(org, target, account, here.channel)
    const purpose = Object.hasOwn(PURPOSES, target.toLowerCase()) ? PURPOSES[target.toLowerCase()] : undefined
    if (purpose !== undefined) return bindPurpose(org, purpose, here, [...desk.channels.keys()])
    const department = departmentCalled(org, target)
    return department === undefined
      ? { refusal: unknownTarget(org, target) }
      : bindDepartment(org, department.key, here)
  })
}

/**
 * The chat takes the place of the room that had the purpose. Posts may be forwarded in a duty room of each channel: there
 * it takes the place of its own channel's, or of one whose channel is not set up (`there`: those that are). A duty room that
 * can be heard stays one, behind the new one: whoever goes on forwarding there is not lost.
 */
function bindPurpose(org: Org, purpose: Purpose, here: Here, there: string[]): Change {
  const taken = roomHere(org, here)
  if (taken && taken.purpose !== purpose) return { refusal: { reason: 'room-bound', room: taken.name, to: taken.name } }
  const ofPurpose = org.rooms.filter((room) => room.purpose === purpose)
  const before =
    ofPurpose.find(({ channel }) => channel === here.channel) ??
    ofPurpose.find(({ channel }) => purpose !== 'duty' || !there.includes(channel))
  const name = before?.name ?? ofPurpose[0]?.name ?? purpose
  const key = before?.key ?? (org.rooms.some((room) => room.key === purpose) ? `${purpose}-${here.channel}` : purpose)
  const room: Room = { key, purpose, name, channel: here.channel, id: here.id }
  if (before && sameChat(before, here)) return { org, what: here.id, to: name }
  // In its place: the first duty room is where cases are shown.
  const others = org.rooms.filter(({ key }) => key === room.key || key !== taken?.key)
  const rooms = before ? others.map((each) => (each === before ? room : each)) : [...others, room]
  if (!before) return { org: { ...org, rooms }, what: here.id, to: name }
  if (purpose !== 'duty' || !there.includes(before.channel))
    return { org: { ...org, rooms }, what: here.id, to: name, moved: { from: before, to: room, stays: null } }
  const further: Room = { ...before, ...(taken ? { key: taken.key, name: taken.name } : furtherDutyRoom(org, before)) }
  const moved = { from: before, to: room, stays: { called: further.name } }
  return { org: { ...org, rooms: [...rooms, further] }, what: here.id, to: name, moved }
}

const sameChat = (room: Room, { channel, id }: Here): boolean => room.channel === channel && room.id === id

/** Called as the first one, with a number. */
function furtherDutyRoom({ rooms }: Org, { key, name }: Room): Pick<Room, 'key' | 'name'> {
  let number = 2
  while (rooms.some((each) => each.key === `${key}-${number}` || each.name === `${name} ${number}`)) number += 1
  return { key: `${key}-${number}`, name: `${name} ${number}` }
}

function bindDepartment(org: Org, department: string, here: Here): Change {
  const found = org.departments.find(({ key }) => key === department)
  const taken = roomHere(org, here)
  if (found === undefined) return { refusal: unknownTarget(org, department) }
  if (taken && taken.key !== found.room) return { refusal: { reason: 'room-bound', room: taken.name, to: found.name } }
  const room: Room = {
    key: found.room ?? found.key,
    purpose: 'department',
    name: org.rooms.find(({ key }) => key === found.room)?.name ?? found.name,
    channel: here.channel,
    id: here.id,
  }
  const departments = org.departments.map((each) => (each === found ? { ...each, room: room.key } : each))
  const rooms = [...org.rooms.filter(({ key }) => key !== room.key), room]
  const before = org.rooms.find(({ key }) => key === room.key)
  const moved = before && !sameChat(before, here) ? { from: before, to: room, stays: null } : null
  return { org: { ...org, departments, rooms }, what: here.id, to: found.name, moved }
}

function bindAccount(org: Org, called: string, account: string, channel: string): Change {
  const person = org.people.find(({ key, name }) => key === called || name === called)
  if (person === undefined) return { refusal: unknownPerson(org, called) }
  const other = org.people.find((each) => each !== person && each.ids[channel] === account)
  if (other) return { refusal: { reason: 'account-taken', by: other.name } }
  const people = org.people.map((each) =>
    each === person ? { ...each, ids: { ...each.ids, [channel]: account } } : each,
  )
  return { org: { ...org, people }, what: account, to: person.name }
}

const roomHere = (org: Org, { channel, id }: Here): Room | undefined =>
  org.rooms.find((room) => room.channel === channel && room.id === id)

const unknownPerson = (org: Org, called: string): Refusal => {
  const names = org.people.map(({ name }) => name)
  return { reason: 'unknown-person', called, known: nearestWords(called, names).slice(0, 5) }
}

const unknownTarget = (org: Org, called: string): Refusal => ({
  reason: 'unknown-target',
  called,
  known: org.departments.map(({ name }) => name),
})
