// Who may do what, where and when: each capability says it of itself; read by decisions and by every surface with buttons.
import type { PersonsCommandType } from '../capability/command.ts'
import type { Refusal } from '../capability/refusal.ts'
import { type Case, type OpenRequest, type Place, STATUSES, type Status } from '../case/case.ts'
import { isAlive } from '../case/clock-state.ts'
import { departmentsOf, lastLeadOf, leadOf } from '../case/parts.ts'
import { openRequests } from '../case/requests.ts'
import { PERSONS, PERSONS_COMMANDS } from '../commands/index.ts'
import { aboveAsked, decidersOf, mayDecide, requestBefore } from '../notice/recipients.ts'
import { type Actor, departmentOf, holders, isSamePerson, type Org } from '../org/org.ts'
import type { ClockKind, Role } from '../policy/policy.ts'

/** Null where it may be done; otherwise the refusal that helps most: place first, then person, then time. */
export function refusalFor(
  command: PersonsCommandType,
  state: Case,
  who: { actor: Actor; place: Place; org: Org },
): Refusal | null {
  return wrongRoom(command, state, who) ?? notAuthorised(command, state, who) ?? wrongStatus(command, state, who.org)
}

/** What this person may do with the case in this place now. */
export const allowedTo = (state: Case, who: { actor: Actor; place: Place; org: Org }): PersonsCommandType[] =>
  PERSONS_COMMANDS.filter((command) => refusalFor(command, state, who) === null)

/**
 * The buttons of the card in a room, the likeliest first: what the status allows and those who read there may do. A department's
 * commands are shown on the card in its own room, but may also be typed in the duty room.
 */
export function allowedIn(state: Case, place: Place, org: Org): PersonsCommandType[] {
  return OFFERED[state.status].filter(
    (command) =>
      PERSONS[command].hasObject?.(state) !== false &&
      PERSONS[command].fits?.(state) !== false &&
      isWanted(command, state) &&
      takenIn(command, state, place) &&
      isFor(command, place, state, org),
  )
}

/** While a case is watched these have their button only where a clock waits for them. */
const WANTED_IN_WATCH: { [C in PersonsCommandType]?: ClockKind } = { subsided: 'subside', progress: 'progress' }

function isWanted(command: PersonsCommandType, { status, clocks }: Case): boolean {
  const kind = status === 'watching' ? WANTED_IN_WATCH[command] : undefined
  return kind === undefined || clocks.some((clock) => clock.kind === kind && isAlive(clock))
}

/** What cards offer in each status, the likeliest first. */
const OFFERED = Object.fromEntries(
  STATUSES.map((status) => {
    const ranked = PERSONS_COMMANDS.map((command) => ({ command, rank: PERSONS[command].offered[status] ?? null }))
    const offered = ranked.flatMap(({ command, rank }) => (rank === null ? [] : [{ command, rank }]))
    return [status, offered.sort((a, b) => a.rank - b.rank).map(({ command }) => command)]
  }),
) as Record<Status, PersonsCommandType[]>

function isFor(command: PersonsCommandType, place: Place, state: Case, org: Org): boolean {
  const { of } = PERSONS[command].who
  if (of === 'turn') return decidedHere(state, place, org)
  if (of === 'anybody' || !('department' in place)) return true
  // A case's contributing departments see its card, too; the answer is the lead department's.
  const lead = leadOf(state)
  if (place.purpose === 'department') return lead !== null && place.department === lead
  return lead === null || (departmentOf(org, lead)?.room ?? null) === null
}

const APPROVERS: Role[] = ['head', 'office', 'supervisor', 'principal', 'leading-group']

/** What a person may do in a place, whatever the case's status: for `/help`. */
export const helpFor = (actor: Actor, place: Place): PersonsCommandType[] =>
  PERSONS_COMMANDS.filter((command) => {
    const { roles, rooms, of } = PERSONS[command].who
    const may: readonly Role[] = of === 'turn' ? APPROVERS : roles
    const here = !('department' in place) || rooms.includes(place.purpose)
    return here && (may.length === 0 || may.some((role) => actor.roles.includes(role)))
  })

/** What a person may do with a case as it is, in a place: for `/help` in its thread. */
export const helpOn = (state: Case, who: { actor: Actor; place: Place; org: Org }): PersonsCommandType[] =>
  PERSONS_COMMANDS.filter((command) => refusalFor(command, state, who) === null)

function wrongRoom(
  command: PersonsCommandType,
  state: Case,
  { place, org }: { place: Place; org: Org },
): Refusal | null {
  if (takenIn(command, state, place)) return null
  const department = departmentOf(org, leadOf(state))
  const belongs = org.rooms.filter(({ key, purpose }) =>
    purpose === 'department'
      ? key === department?.room && takesDepartment(command)
      : PERSONS[command].who.rooms.includes(purpose),
  )
  return { reason: 'wrong-room', command, belongs: belongs.map(({ name }) => name) }
}

const takesDepartment = (command: PersonsCommandType) => PERSONS[command].who.rooms.includes('department')

function takenIn(command: PersonsCommandType, state: Case, place: Place): boolean {
  if (place.purpose === 'direct' || place.purpose === 'api') return true
  if (!PERSONS[command].who.rooms.includes(place.purpose)) return false
  return place.purpose !== 'department' || concerns(state, place.department)
}

const concerns = (state: Case, department: string | null) =>
  department !== null && departmentsOf(state).includes(department)

function notAuthorised(
  command: PersonsCommandType,
  state: Case,
  { actor, org }: { actor: Actor; org: Org },
): Refusal | null {
  const { roles, of } = PERSONS[command].who
  if (of === 'turn') return notTheirTurn(state, actor, org)
  if (roles.length === 0) return null
  const lead = leadOf(state)
  const holds = roles.some((role) => actor.roles.includes(role) && (of !== 'lead' || speaksFor(actor, role, lead, org)))
  const department = of === 'lead' ? (departmentOf(org, lead)?.name ?? null) : null
  return holds ? null : { reason: 'not-authorised', command, may: [...roles], department }
}

// A case that no department has yet is refused for its status, which says what must come first.
const speaksFor = (actor: Actor, role: Role, lead: string | null, org: Org) =>
  lead === null || role === 'spokesperson' || holders(org, role, lead).includes(actor.person)

function notTheirTurn(state: Case, actor: Actor, org: Org): Refusal | null {
  const request = requestBefore(org, state, actor.person)
  if (request === null) return null
  const asked = request.kind === 'reply' ? {} : { request: request.kind }
  if (isSamePerson(org, actor.person, request.by)) return { reason: 'own-draft', ...asked }
  const { role, people } = decidersOf(org, state, request)
  if (mayDecide(org, state, request, actor.person)) return null
  const names = people.map((key) => org.people.find((each) => each.key === key)?.name ?? key)
  return { reason: 'not-your-turn', role, names, ...asked }
}

function wrongStatus(command: PersonsCommandType, state: Case, org: Org): Refusal | null {
  const { statuses: needs } = PERSONS[command].who
  if (needs.includes(state.status) || PERSONS[command].hasObject?.(state)) return null
  const lead = leadOf(state)
  if (state.status === 'waiting' && needs.includes('handling')) {
    return { reason: 'not-claimed-yet', department: departmentOf(org, lead)?.name ?? lead ?? '' }
  }
  return { reason: 'wrong-status', command, status: state.status, needs: [...needs] }
}

const decidedHere = (state: Case, place: Place, org: Org): boolean =>
  openRequests(state).some((request) => isDecidedIn(state, request, place, org))

/** Whether this request is offered for decision in a place. */
export function isDecidedIn(state: Case, request: OpenRequest, place: Place, org: Org): boolean {
  if (place.purpose === 'direct' || place.purpose === 'api') return true
  const { people } = decidersOf(org, state, request)
  const lead = lastLeadOf(state)
  const head = departmentOf(org, lead)?.head
  // A head decides in the department's own room; among the leaders nobody could, nor among those who contribute.
  if (place.purpose === 'leaders')
    return [...people, ...aboveAsked(org, state, request).flatMap((above) => above.people)].some((key) => key !== head)
  return place.purpose === 'department' && place.department === lead && people.some((key) => key === head)
}
