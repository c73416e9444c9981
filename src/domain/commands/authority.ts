// Who may do what, where and when: a table, read by the decisions and by every surface that offers a button.
import type { Case, Place, Status } from '../case/case.ts'
import { OWING, STATUSES } from '../case/case.ts'
import { deciders } from '../notice/recipients.ts'
import { type Actor, departmentOf, holders, type Org, type Purpose } from '../org/org.ts'
import type { Role } from '../policy/policy.ts'
import { PERSONS_COMMANDS, type PersonsCommandType } from './command.ts'
import type { Refusal } from './refusal.ts'

interface Entry {
  roles: Role[]
  /** `lead`: contact and head must be those of the lead department; `turn`: it must be one's turn to decide. */
  of: 'anybody' | 'lead' | 'turn'
  rooms: Purpose[]
  statuses: readonly Status[]
}

const DESK: Role[] = ['duty-officer', 'supervisor', 'principal', 'leading-group']
const DEPARTMENT: Role[] = ['contact', 'head']
const DESK_ROOMS: Purpose[] = ['duty', 'leaders']
const ALL_ROOMS: Purpose[] = ['duty', 'department', 'leaders', 'superior']
const CLAIMED: readonly Status[] = ['handling', 'reviewing', 'approved']

/** No roles: anybody who is registered. Private rooms and the API are open to every command. */
export const AUTHORITY: Record<PersonsCommandType, Entry> = {
  assign: { roles: DESK, of: 'anybody', rooms: DESK_ROOMS, statuses: ['triage', 'waiting', 'handling'] },
  claim: { roles: DEPARTMENT, of: 'lead', rooms: ['department', 'duty'], statuses: ['waiting', ...CLAIMED] },
  unclaim: { roles: DEPARTMENT, of: 'lead', rooms: ['department', 'duty'], statuses: CLAIMED },
  level: { roles: DESK, of: 'anybody', rooms: DESK_ROOMS, statuses: [...OWING, 'watching'] },
  note: { roles: [], of: 'anybody', rooms: ALL_ROOMS, statuses: STATUSES },
  progress: { roles: DEPARTMENT, of: 'lead', rooms: ['department', 'duty'], statuses: CLAIMED },
  respond: { roles: [...DEPARTMENT, 'spokesperson'], of: 'lead', rooms: ['department', 'duty'], statuses: CLAIMED },
  commit: { roles: DEPARTMENT, of: 'lead', rooms: ['department', 'duty'], statuses: ['handling'] },
  draft: { roles: DEPARTMENT, of: 'lead', rooms: ['department', 'duty'], statuses: ['handling'] },
  approve: { roles: [], of: 'turn', rooms: ALL_ROOMS, statuses: ['reviewing'] },
  'send-back': { roles: [], of: 'turn', rooms: ALL_ROOMS, statuses: ['reviewing'] },
  publish: {
    roles: [...DEPARTMENT, 'spokesperson'],
    of: 'lead',
    rooms: ['department', 'duty'],
    statuses: ['approved'],
  },
  drop: { roles: [...DESK, 'monitor'], of: 'anybody', rooms: DESK_ROOMS, statuses: ['triage', 'waiting', 'handling'] },
  close: { roles: DESK, of: 'anybody', rooms: DESK_ROOMS, statuses: ['watching'] },
  dismiss: { roles: DESK, of: 'anybody', rooms: DESK_ROOMS, statuses: ['triage', 'waiting', 'handling'] },
  reopen: { roles: DESK, of: 'anybody', rooms: DESK_ROOMS, statuses: ['watching', 'closed', 'dismissed'] },
}

/** Null where it may be done; otherwise the refusal that helps most: place first, then person, then time. */
export function refusalFor(
  command: PersonsCommandType,
  state: Case,
  who: { actor: Actor; place: Place; org: Org },
): Refusal | null {
  return wrongRoom(command, state, who) ?? notAuthorised(command, state, who) ?? wrongStatus(command, state, who.org)
}

/**
 * The buttons of the card in a room, the likeliest first: what the status allows and those who read there may do. What a
 * department does stands on the card of its own room; it may be typed in the duty room all the same.
 */
export function allowedIn(state: Case, place: Place, org: Org): PersonsCommandType[] {
  return LIKELIEST[state.status].filter(
    (command) => takenIn(command, state, place) && isFor(command, place, state, org),
  )
}

function isFor(command: PersonsCommandType, place: Place, state: Case, org: Org): boolean {
  const { of } = AUTHORITY[command]
  if (of === 'turn') return decidedHere(state, place, org)
  if (of === 'anybody' || !('department' in place)) return true
  // A case's contributing departments see its card, too; the answer is the lead department's.
  if (place.purpose === 'department') return 'lead' in state && place.department === state.lead
  return !('lead' in state) || (departmentOf(org, state.lead)?.room ?? null) === null
}

const APPROVERS: Role[] = ['head', 'office', 'supervisor', 'principal', 'leading-group']

/** What a person may do in a place, whatever the case's status: for `/help`. */
export const helpFor = (actor: Actor, place: Place): PersonsCommandType[] =>
  PERSONS_COMMANDS.filter((command) => {
    const { roles, rooms, of } = AUTHORITY[command]
    const may = of === 'turn' ? APPROVERS : roles
    const here = !('department' in place) || rooms.includes(place.purpose)
    return here && (may.length === 0 || may.some((role) => actor.roles.includes(role)))
  })

const LIKELIEST: Record<Status, PersonsCommandType[]> = {
  triage: ['assign', 'dismiss', 'level', 'note'],
  waiting: ['claim', 'assign', 'level', 'note', 'dismiss'],
  handling: ['draft', 'commit', 'respond', 'progress', 'assign', 'level', 'note', 'dismiss', 'unclaim'],
  reviewing: ['approve', 'send-back', 'respond', 'progress', 'level', 'note'],
  approved: ['publish', 'respond', 'progress', 'level', 'note'],
  watching: ['note', 'reopen', 'close'],
  closed: ['reopen', 'note'],
  dismissed: ['reopen', 'note'],
}

function wrongRoom(
  command: PersonsCommandType,
  state: Case,
  { place, org }: { place: Place; org: Org },
): Refusal | null {
  if (takenIn(command, state, place)) return null
  const department = 'lead' in state ? departmentOf(org, state.lead) : undefined
  const belongs = org.rooms.filter(({ key, purpose }) =>
    purpose === 'department'
      ? key === department?.room && takesDepartment(command)
      : AUTHORITY[command].rooms.includes(purpose),
  )
  return { reason: 'wrong-room', command, belongs: belongs.map(({ name }) => name) }
}

const takesDepartment = (command: PersonsCommandType) => AUTHORITY[command].rooms.includes('department')

function takenIn(command: PersonsCommandType, state: Case, place: Place): boolean {
  if (place.purpose === 'direct' || place.purpose === 'api') return true
  if (!AUTHORITY[command].rooms.includes(place.purpose)) return false
  return place.purpose !== 'department' || concerns(state, place.department)
}

const concerns = (state: Case, department: string | null) =>
  'lead' in state && department !== null && [state.lead, ...state.co].includes(department)

function notAuthorised(
  command: PersonsCommandType,
  state: Case,
  { actor, org }: { actor: Actor; org: Org },
): Refusal | null {
  const { roles, of } = AUTHORITY[command]
  if (of === 'turn') return notTheirTurn(state, actor, org)
  if (roles.length === 0) return null
  const lead = 'lead' in state ? state.lead : null
  const holds = roles.some((role) => actor.roles.includes(role) && (of !== 'lead' || speaksFor(actor, role, lead, org)))
  const department = of === 'lead' ? (departmentOf(org, lead)?.name ?? null) : null
  return holds ? null : { reason: 'not-authorised', command, may: roles, department }
}

// A case that no department has yet is refused for its status, which says what must come first.
const speaksFor = (actor: Actor, role: Role, lead: string | null, org: Org) =>
  lead === null || role === 'spokesperson' || holders(org, role, lead).includes(actor.person)

function notTheirTurn(state: Case, actor: Actor, org: Org): Refusal | null {
  if (state.status !== 'reviewing') return null
  if (actor.person === state.draft.by) return { reason: 'own-draft' }
  const { role, people } = deciders(org, state.turn, state.lead, state.draft.by)
  if (people.includes(actor.person)) return null
  const names = people.map((key) => org.people.find((each) => each.key === key)?.name ?? key)
  return { reason: 'not-your-turn', role, names }
}

function wrongStatus(command: PersonsCommandType, state: Case, org: Org): Refusal | null {
  const needs = AUTHORITY[command].statuses
  if (needs.includes(state.status)) return null
  if (state.status === 'waiting' && needs.includes('handling')) {
    return { reason: 'not-claimed-yet', department: departmentOf(org, state.lead)?.name ?? state.lead }
  }
  return { reason: 'wrong-status', command, status: state.status, needs: [...needs] }
}

function decidedHere(state: Case, place: Place, org: Org): boolean {
  if (state.status !== 'reviewing') return false
  if (place.purpose === 'direct' || place.purpose === 'api') return true
  const { people } = deciders(org, state.turn, state.lead, state.draft.by)
  const head = departmentOf(org, state.lead)?.head
  // A head decides in the department's own room; among the leaders nobody could, nor among those who contribute.
  if (place.purpose === 'leaders') return people.some((key) => key !== head)
  return place.purpose === 'department' && place.department === state.lead && people.some((key) => key === head)
}
