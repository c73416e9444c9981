// Who is told: roles towards a case resolved to people, with what happens where a role is vacant.
import type { Case, ClockFace } from '../case/case.ts'
import { departmentOf, holders, type Org } from '../org/org.ts'
import type { Role, Rung, Tell } from '../policy/policy.ts'

/** Who decides for whom where a role is vacant, or is held by the drafter alone (nobody approves their own draft). */
const STANDS_IN: Role[] = ['head', 'supervisor', 'principal', 'leading-group']

/** The people whose turn it is to decide on a draft. `role` is another than asked where somebody stands in. */
export function deciders(
  org: Org,
  asked: Role,
  department: string | null,
  drafter: string,
): { role: Role; people: string[] } {
  const higher = STANDS_IN.slice(STANDS_IN.indexOf(asked) + 1).filter((role) => role !== 'head')
  for (const role of [asked, ...higher]) {
    const people = holders(org, role, department).filter((key) => key !== drafter)
    if (people.length > 0) return { role, people }
  }
  return { role: asked, people: [] }
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

const roleTold = (tell: Tell, clock: ClockFace, state: Case): Role => {
  if (tell !== 'owner') return tell
  return clock.kind === 'review' && state.status === 'reviewing' ? state.turn : clock.owner
}

function peopleTold(tell: Tell, clock: ClockFace, state: Case, org: Org): string[] {
  const role = roleTold(tell, clock, state)
  if (tell === 'owner' && state.status === 'reviewing' && clock.kind === 'review') {
    return deciders(org, role, state.lead, state.draft.by).people
  }
  const lead = 'lead' in state ? state.lead : null
  // Nobody has been given the case yet: what its department will owe, the desk owes for now.
  if (lead === null && (role === 'contact' || role === 'head')) return holders(org, 'duty-officer', null)
  return holders(org, role, lead)
}

/** Who owes a clock, by name: the department where it is the contact's, else the people. */
export function ownerNameOf(clock: ClockFace, state: Case, org: Org): string {
  const lead = 'lead' in state ? departmentOf(org, state.lead) : undefined
  if (clock.owner === 'contact' && clock.kind !== 'review' && lead) return lead.name
  return namesOf(org, peopleTold('owner', clock, state, org)).join('、')
}

/** Of a token (`api:monitor`) its own name. */
export const namesOf = (org: Org, keys: string[]): string[] =>
  keys.map((key) => org.people.find((each) => each.key === key)?.name ?? key.replace(/^api:/, ''))
