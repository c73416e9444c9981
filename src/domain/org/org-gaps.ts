// What an org lacks for every reminder to find somebody.

import type { Role } from '../policy/policy.ts'
import { holders, type Org } from './org.ts'

const NEEDED: Role[] = ['duty-officer', 'supervisor', 'principal', 'leading-group', 'office']

/** Sentences, one a gap; none where all is there. */
export function orgGaps(org: Org): string[] {
  const rooms = org.rooms.some(({ purpose }) => purpose === 'duty')
    ? []
    : ['there is no duty room: nobody sees that a case was opened']
  const roles = NEEDED.filter(
    (role) =>
      holders(org, role, null).length === 0 &&
      !org.departments.some((each) => role === 'supervisor' && each.supervisor),
  )
  const departments = org.departments.flatMap(({ name, contact, head, room }) => [
    ...(contact === null ? [`${name} has no contact: its reminders go to the next rung at once`] : []),
    ...(head === null ? [`${name} has no head: its drafts go to whoever stands in`] : []),
    ...(room === null ? [`${name} has no room: its people are told directly`] : []),
  ])
  return [...rooms, ...roles.map((role) => `nobody has the role ${role}`), ...departments]
}
