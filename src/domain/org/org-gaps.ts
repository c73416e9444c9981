// What an org lacks for every reminder to find somebody.

import type { Role } from '../policy/policy.ts'
import { holders, type Org } from './org.ts'

const NEEDED: Role[] = ['duty-officer', 'supervisor', 'principal', 'leading-group', 'office']

export type Gap =
  | { kind: 'no-duty-room' }
  | { kind: 'no-role'; role: Role }
  /** `department`: its name. */
  | { kind: 'no-contact' | 'no-head' | 'no-room'; department: string }

/** None where all is there. */
export function gapsOf(org: Org): Gap[] {
  const roles = NEEDED.filter(
    (role) =>
      holders(org, role, null).length === 0 &&
      !org.departments.some((each) => role === 'supervisor' && each.supervisor),
  )
  return [
    ...(org.rooms.some(({ purpose }) => purpose === 'duty') ? [] : [{ kind: 'no-duty-room' as const }]),
    ...roles.map((role) => ({ kind: 'no-role' as const, role })),
    ...org.departments.flatMap(({ name: department, contact, head, room }) => [
      ...(contact === null ? [{ kind: 'no-contact' as const, department }] : []),
      ...(head === null ? [{ kind: 'no-head' as const, department }] : []),
      ...(room === null ? [{ kind: 'no-room' as const, department }] : []),
    ]),
  ]
}

/** As sentences for a log. */
export const orgGaps = (org: Org): string[] => gapsOf(org).map(sentenceOf)

function sentenceOf(gap: Gap): string {
  switch (gap.kind) {
    case 'no-duty-room':
      return 'there is no duty room: nobody sees that a case was opened'
    case 'no-role':
      return `nobody has the role ${gap.role}`
    case 'no-contact':
      return `${gap.department} has no contact: its reminders go to the next rung at once`
    case 'no-head':
      return `${gap.department} has no head: its drafts go to whoever stands in`
    case 'no-room':
      return `${gap.department} has no room: its people are told directly`
  }
}
