// The institution's people, departments and rooms, and who holds which role towards a case.
import type { Instant } from '../calendar/instant.ts'
import type { Role } from '../policy/policy.ts'

export interface Person {
  key: string
  name: string
  roles: Role[]
  /** Account by channel: `{ feishu: 'ou_…', room: 'chen' }`. */
  ids: Record<string, string>
  /** The channels in the order in which they are tried for a private word; those left out come after. */
  channels?: string[]
}

/** Whether an account is named by an e-mail address or a mobile number, for the platform to say whose it is. */
export const isGiven = (account: string): boolean => account.includes('@') || /^\+?\d{7,15}$/.test(account)

/** Where it is kept how the account was named before the platform said whose it is. */
export const givenAs = (channel: string): string => `${channel}:given`

/** Accounts that were found out before stay, as long as the file names them as it did. */
export function withKnownAccounts(org: Org, before: Org | null): Org {
  if (before === null) return org
  const people = org.people.map((person) => {
    const was = personOf(before, person.key)?.ids ?? {}
    const known = Object.entries(person.ids).flatMap(([channel, account]) => {
      const found = was[channel]
      return was[givenAs(channel)] === account && found
        ? [
            [channel, found],
            [givenAs(channel), account],
          ]
        : []
    })
    return { ...person, ids: { ...person.ids, ...Object.fromEntries(known) } }
  })
  return { ...org, people }
}

export interface Department {
  key: string
  name: string
  aliases: string[]
  room: string | null
  contact: string | null
  head: string | null
  supervisor: string | null
}

export type Purpose = 'duty' | 'department' | 'leaders' | 'superior'

export interface Room {
  key: string
  purpose: Purpose
  name: string
  channel: string
  /** The channel's own id of the room. */
  id: string
}

/** `until` is null where it runs on until the next shift begins. */
export interface Shift {
  person: string
  from: Instant
  until: Instant | null
}

export interface Org {
  departments: Department[]
  people: Person[]
  rooms: Room[]
  /** Who is on duty when; made in the chat (`/duty`), not in the file. */
  rota?: Shift[]
  /** Who has the shift at the instant of a decision: see `asOf` in rota.ts. */
  onDuty?: string[]
}

/** Who acts, resolved before the command is decided. A monitoring product's push is `api` with its token's name. */
export interface Actor {
  person: string
  name: string
  roles: Role[]
  /** Departments that the person is contact, head or supervisor of. */
  departments: string[]
}

/** The clock itself: it has no authority but to remind. */
export const CLOCKWORK: Actor = { person: 'zhiban', name: '值班台', roles: [], departments: [] }

/** Stands for the service where somebody is named: each language has a word of its own for it, and puts it in. */
export const SERVICE = '\uE000'

const DEPARTMENT_ROLES = ['contact', 'head', 'supervisor'] as const
type DepartmentRole = (typeof DEPARTMENT_ROLES)[number]
const isDepartmentRole = (role: Role): role is DepartmentRole => (DEPARTMENT_ROLES as readonly Role[]).includes(role)

export const personOf = (org: Org, key: string): Person | undefined => org.people.find((each) => each.key === key)

/** Two entries with one account are one person, whatever their keys. */
export function isSamePerson(org: Org, one: string, other: string): boolean {
  if (one === other) return true
  const [a, b] = [personOf(org, one)?.ids ?? {}, personOf(org, other)?.ids ?? {}]
  return Object.entries(a).some(([channel, account]) => b[channel] === account)
}

export const departmentOf = (org: Org, key: string | null): Department | undefined =>
  org.departments.find((each) => each.key === key)

/** The department that is called so: by key, name or alias, exactly. */
export const departmentCalled = (org: Org, called: string): Department | undefined =>
  org.departments.find((each) => [each.key, each.name, ...each.aliases].includes(called))

/** The channels that reach a person, the preferred one first; of `there`, in whose order the others follow. */
export function waysTo({ ids, channels = [] }: Person, there: string[]): string[] {
  const reaching = there.filter((name) => ids[name] !== undefined)
  return [...new Set([...channels.filter((name) => reaching.includes(name)), ...reaching])]
}

export const roomOf = (org: Org, key: string | null): Room | undefined => org.rooms.find((each) => each.key === key)

export const roomFor = (org: Org, purpose: Purpose): Room | undefined =>
  org.rooms.find((each) => each.purpose === purpose)

export const departmentOfRoom = (org: Org, room: string): Department | undefined =>
  org.departments.find((each) => each.room === room)

/**
 * The people who hold a role towards a department, in the org's order. Contact, head and supervisor are the department's
 * own where it names one, else everybody who has the role in general and is bound to no other department by it. The duty
 * officers are those who have the shift, where anybody has.
 */
export function holders(org: Org, role: Role, department: string | null): string[] {
  if (role === 'duty-officer' && org.onDuty !== undefined && org.onDuty.length > 0) return org.onDuty
  const own = isDepartmentRole(role) ? departmentOf(org, department)?.[role] : undefined
  if (own) return personOf(org, own) ? [own] : []
  return org.people
    .filter((each) => each.roles.includes(role) && !boundElsewhere(org, each, role))
    .map(({ key }) => key)
}

export function actorOf(org: Org, person: Person): Actor {
  const held = org.departments.filter((each) => DEPARTMENT_ROLES.some((role) => each[role] === person.key))
  const roles = DEPARTMENT_ROLES.filter((role) => held.some((each) => each[role] === person.key))
  return {
    person: person.key,
    name: person.name,
    roles: [...new Set([...person.roles, ...roles])],
    departments: held.map(({ key }) => key),
  }
}

function boundElsewhere(org: Org, person: Person, role: Role): boolean {
  return isDepartmentRole(role) && org.departments.some((each) => each[role] === person.key)
}
