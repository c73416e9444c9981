// THE list of checks, and the one call that looks at a statement.
import { CHECKS, type CheckName } from '../policy/policy.ts'
import { cause } from './cause.ts'
import { type Check, type CheckFacts, type Finding, MOST_SPOTS } from './check.ts'
import { claims } from './claims.ts'
import { dates } from './dates.ts'
import { formula } from './formula.ts'
import { personalData } from './personal-data.ts'
import { readingOf } from './reading.ts'
import { reproach } from './reproach.ts'
import { signature } from './signature.ts'
import { typing } from './typing.ts'

export type { CheckFacts, Finding, Spot, Why } from './check.ts'
export { claimsIn, type PostClaim } from './claims.ts'

/** What is declared in a policy's words and missing here does not compile. */
const LIST: Record<CheckName, Check> = {
  formula,
  claims,
  'personal-data': personalData,
  dates,
  signature,
  cause,
  typing,
  reproach,
}

/**
 * What is wrong with a statement, what is refused first, each by its place. Pure; never throws, whatever the text holds; linear
 * in its length. An empty answer says that nothing was found, not that all is right.
 */
export function checkStatement(text: string, facts: CheckFacts): Finding[] {
  const reading = readingOf(text)
  const found = CHECKS.flatMap((check): Finding[] => {
    const severity = facts.checks[check]
    if (severity === 'off') return []
    return LIST[check](reading, facts)
      .slice(0, MOST_SPOTS)
      .map((spot) => ({ ...spot, check, severity, excerpt: text.slice(spot.offset, spot.offset + spot.length) }))
  })
  return found.sort((a, b) => rank(a) - rank(b) || a.offset - b.offset)
}

const rank = ({ severity }: Finding): number => (severity === 'refuse' ? 0 : 1)
