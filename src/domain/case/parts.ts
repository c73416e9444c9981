// The departments of a case: which one answers, which contribute, who has accepted it.
import type { Instant } from '../calendar/instant.ts'
import type { Case, Claim, Part } from './case.ts'

export const leadPart = ({ parts }: Pick<Case, 'parts'>): Part | undefined => parts.find(({ role }) => role === 'lead')

/** The key of the department that answers; null where no department has the case. */
export const leadOf = (state: Pick<Case, 'parts'>): string | null => leadPart(state)?.department ?? null

/** The department that answers, or that did until the case was dismissed. */
export const lastLeadOf = (state: Case): string | null =>
  leadOf(state.status === 'dismissed' ? { parts: state.partedFrom } : state)

/** Keys of the departments that contribute. */
export const coOf = ({ parts }: Pick<Case, 'parts'>): string[] =>
  parts.filter(({ role }) => role === 'co').map(({ department }) => department)

/** All departments, the lead first. */
export const departmentsOf = (state: Pick<Case, 'parts'>): string[] => {
  const lead = leadOf(state)
  return [...(lead === null ? [] : [lead]), ...coOf(state)]
}

/** Who of the lead department has accepted the case. */
export const claimsOf = (state: Pick<Case, 'parts'>): Claim[] => leadPart(state)?.claims ?? []

/** Nobody has accepted it yet. */
export const partsOf = (lead: string, co: string[], assignedAt: Instant): Part[] => [
  { department: lead, role: 'lead', assignedAt, claims: [] },
  ...co.map((department): Part => ({ department, role: 'co', assignedAt, claims: [] })),
]

/** The parts with other claims of the lead department. */
export const withClaims = (parts: Part[], claims: Claim[]): Part[] =>
  parts.map((part) => (part.role === 'lead' ? { ...part, claims } : part))

/** The parts to be accepted anew. */
export const unclaimed = (parts: Part[]): Part[] => parts.map((part) => ({ ...part, claims: [] }))
