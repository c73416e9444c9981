// Who is told: roles towards a case resolved to people, with what happens where a role is vacant.
import type { Case, OpenRequest } from '../case/case.ts'
import type { ClockFace } from '../case/clock-state.ts'
import { lastLeadOf } from '../case/parts.ts'
import { openRequestCalled, openRequests } from '../case/requests.ts'
import { rankOf } from '../case/statements.ts'
import { CLOCKWORK, departmentOf, holders, isSamePerson, type Org, SERVICE } from '../org/org.ts'
import { levelOf, type Policy, type Role, type Rung, type Tell } from '../policy/policy.ts'

/** Who decides for whom where a role is vacant, or is held by the asker alone (nobody approves their own request). */
const STANDS_IN: Role[] = ['head', 'supervisor', 'principal', 'leading-group']

/** The approvers of a reply at a level, in the order in which they decide. */
export const approversOf = (policy: Policy, level: number): Role[] => levelOf(policy, level)?.approvers ?? []

/** Who is asked to decide on a request now. */
export const askedOf = (org: Org, state: Case, request: OpenRequest) =>
  deciders(org, request.turn, lastLeadOf(state), request.by)

/** Who may decide on a request now: those who are asked first. */
export function decidersOf(org: Org, state: Case, request: OpenRequest): { role: Role; people: string[] } {
  const asked = askedOf(org, state, request)
  const others = (request.among ?? []).flatMap((role) => othersThan(org, role, lastLeadOf(state), request.by))
  return { role: asked.role, people: [...new Set([...asked.people, ...others])] }
}

/**
 * Who may decide in place of those who are asked: the ranks above in the same line, the supervisor of the department, the principal,
 * the leading group. Never the asker, and nobody for a second turn of one request.
 */
export function aboveAsked(org: Org, state: Case, request: OpenRequest): { role: Role; people: string[] }[] {
  const { role: asked } = askedOf(org, state, request)
  const decided = request.approvals.map(({ by }) => by)
  return LINE.filter((role) => rankOf(role) > rankOf(asked)).map((role) => ({
    role,
    people: othersThan(org, role, lastLeadOf(state), request.by).filter(
      (key) => !decided.some((by) => isSamePerson(org, by, key)),
    ),
  }))
}

const LINE: Role[] = ['supervisor', 'principal', 'leading-group']

/** Whether a request is this person's to decide: asked, among those who may, or above them. */
export const mayDecide = (org: Org, state: Case, request: OpenRequest, person: string): boolean =>
  decidersOf(org, state, request).people.includes(person) || isAbove(org, state, request, person)

const isAbove = (org: Org, state: Case, request: OpenRequest, person: string): boolean =>
  aboveAsked(org, state, request).some(({ people }) => people.includes(person))

/** The requests that are this person's to decide, in the order in which they were asked; those of others below only where none is. */
export function requestsFor(org: Org, state: Case, person: string): OpenRequest[] {
  const open = openRequests(state)
  const own = open.filter((request) => decidersOf(org, state, request).people.includes(person))
  return own.length > 0 ? own : open.filter((request) => isAbove(org, state, request, person))
}

/** Of the requests that wait for a decision the first that is this person's to decide; else the first of all. */
export const requestBefore = (org: Org, state: Case, person: string): OpenRequest | null =>
  requestsFor(org, state, person)[0] ?? openRequests(state)[0] ?? null

/** The people whose turn it is to decide on a request. `role` is another than asked where somebody stands in. */
export function deciders(
  org: Org,
  asked: Role,
  department: string | null,
  asker: string,
): { role: Role; people: string[] } {
  const higher = STANDS_IN.slice(STANDS_IN.indexOf(asked) + 1).filter((role) => role !== 'head')
  for (const role of [asked, ...higher]) {
    const people = othersThan(org, role, department, asker)
    if (people.length > 0) return { role, people }
  }
  return { role: asked, people: [] }
}

/** Whoever holds a role towards a department and is not the asker, also under another account. */
export const othersThan = (org: Org, role: Role, department: string | null, asker: string): string[] =>
  holders(org, role, department).filter((key) => !isSamePerson(org, key, asker))

/** The role in which a person decides on a request. */
export function roleDeciding(org: Org, state: Case, request: OpenRequest, person: string): Role {
  const asked = askedOf(org, state, request)
  if (asked.people.includes(person)) return asked.role
  const held = (request.among ?? []).find((role) => holders(org, role, lastLeadOf(state)).includes(person))
  return held ?? aboveAsked(org, state, request).find(({ people }) => people.includes(person))?.role ?? asked.role
}

export interface Recipients {
  to: string[]
  vacant: Role[]
}

/**
 * Whom these rungs tell, in order, each person once. Where a role is vacant the rung above is told at once; where all
 * above are vacant too, the duty officers are.
 */
export function recipientsOf(ladder: Rung[], steps: number[], clock: ClockFace, state: Case, org: Org): Recipients {
  const told = steps.map((step) => toldByRung(ladder, step, clock, state, org))
  const to = [...new Set(told.flatMap((each) => each.to))]
  return { to, vacant: [...new Set(told.flatMap((each) => each.vacant))] }
}

/** The first above a rung who can be told, those in `missed` left out; the duty officers where nobody else is left. */
export function recipientsAbove(
  ladder: Rung[],
  step: number,
  clock: ClockFace,
  state: Case,
  org: Org,
  missed: string[] = [],
): string[] {
  const left = (people: string[]) => people.filter((key) => !missed.includes(key))
  for (let above = step + 1; above <= ladder.length; above += 1) {
    const people = left(rungHolders(ladder[above - 1]?.tell ?? [], clock, state, org).to)
    if (people.length > 0) return people
  }
  return left(holders(org, 'duty-officer', null))
}

function toldByRung(ladder: Rung[], step: number, clock: ClockFace, state: Case, org: Org): Recipients {
  const { to, vacant } = rungHolders(ladder[step - 1]?.tell ?? [], clock, state, org)
  if (vacant.length === 0) return { to, vacant }
  return { to: [...to, ...recipientsAbove(ladder, step, clock, state, org)], vacant }
}

function rungHolders(tell: Tell[], clock: ClockFace, state: Case, org: Org): Recipients {
  const found = tell.map((each) => ({
    role: roleTold(each, clock, state),
    people: peopleTold(each, clock, state, org),
  }))
  return {
    to: found.flatMap(({ people }) => people),
    vacant: found.filter(({ people }) => people.length === 0).map(({ role }) => role),
  }
}

/** The request that a clock is about; null where it is about the case. */
const requestOfClock = ({ of }: ClockFace, state: Case): OpenRequest | null =>
  of.kind === 'request' ? openRequestCalled(state, of.request) : null

const departmentOfClock = ({ of }: ClockFace, state: Case): string | null =>
  of.kind === 'department' ? of.department : lastLeadOf(state)

const roleTold = (tell: Tell, clock: ClockFace, state: Case): Role =>
  tell === 'owner' ? (requestOfClock(clock, state)?.turn ?? clock.owner) : tell

function peopleTold(tell: Tell, clock: ClockFace, state: Case, org: Org): string[] {
  const request = tell === 'owner' ? requestOfClock(clock, state) : null
  if (request !== null) return askedOf(org, state, request).people
  const role = roleTold(tell, clock, state)
  const department = departmentOfClock(clock, state)
  // Nobody has been given the case yet: what its department will owe, the desk owes for now.
  if (department === null && (role === 'contact' || role === 'head')) return holders(org, 'duty-officer', null)
  return holders(org, role, department)
}

/** The people who owe a clock, by key. */
export const ownersOf = (clock: ClockFace, state: Case, org: Org): string[] => peopleTold('owner', clock, state, org)

/** Who owes a clock, by name: the department where it is the contact's, else the people. */
export function ownerNameOf(clock: ClockFace, state: Case, org: Org): string {
  const department = departmentOf(org, departmentOfClock(clock, state))
  if (clock.owner === 'contact' && requestOfClock(clock, state) === null && department) return department.name
  return namesOf(org, peopleTold('owner', clock, state, org)).join('、')
}

/** Of a token (`api:monitor`) its own name; what the service did itself is done by `SERVICE`. */
export const namesOf = (org: Org, keys: string[]): string[] =>
  keys.map((key) =>
    key === CLOCKWORK.person
      ? SERVICE
      : (org.people.find((each) => each.key === key)?.name ?? key.replace(/^api:/, '')),
  )
