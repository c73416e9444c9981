// Of the doctor: whether each person of the org can be told from others on the platform, and be reached.
import { type DiagnosedPlace, TryLater } from '../../../src/channel.ts'
import { isGiven } from '../../../src/domain/org/org.ts'
import type { Parts } from '../address.ts'
import { accounts } from '../api/accounts.ts'
import { isId } from '../api/ids.ts'
import { LOOK_UP_PEOPLE } from './permissions.ts'
import { ask, consoleOf, type Line, refusedLine } from './probe.ts'

const MOST = 10

/** People are told by name: their addresses are nobody's business in a log. */
export async function people(parts: Parts, place: DiagnosedPlace, signal: AbortSignal): Promise<Line[]> {
  if (place.people.length === 0) return []
  const odd = place.people.filter(({ account }) => !isGiven(account) && !isId('user', account))
  const lines: Line[] = []
  if (odd.length > 0)
    lines.push(warning(`no open id (ou_…), e-mail address or mobile number: ${named(odd)}; correct the org file`))
  lines.push(...(await addressed(parts, place, signal)))
  return lines.length > 0 ? lines : [{ level: 'ok', what: 'people', says: `${place.people.length} have an account` }]
}

const warning = (says: string): Line => ({ level: 'WARNING', what: 'people', says })

/** Who is named by address, and is found by it. */
async function addressed(parts: Parts, place: DiagnosedPlace, signal: AbortSignal): Promise<Line[]> {
  const given = place.people.filter(({ account }) => isGiven(account))
  if (given.length === 0) return []
  const allowed = await tried(parts, signal)
  if (allowed !== null) return [allowed]
  try {
    const found = await accounts(
      parts,
      given.map(({ account }) => account),
      signal,
    )
    const unknown = given.filter(({ account }) => !found.has(account))
    if (unknown.length === 0) return []
    const where = `${consoleOf(parts.deps.settings)} → Version Management & Release (版本管理与发布) → Availability (可用范围)`
    return [
      warning(
        `not found by what the org names them by: ${named(unknown)}; correct it, or let them use the app at ${where}`,
      ),
    ]
  } catch (error) {
    if (!(error instanceof TryLater)) throw error
    return [warning(`they could not be looked up: ${error.message}`)]
  }
}

/** With an address that is nobody's. Null where people may be looked up. */
async function tried(parts: Parts, signal: AbortSignal): Promise<Line | null> {
  const asked = await ask(
    parts,
    {
      method: 'POST',
      url: '/open-apis/contact/v3/users/batch_get_id',
      params: { user_id_type: 'open_id' },
      data: { emails: ['nobody@zhiban.invalid'] },
    },
    LOOK_UP_PEOPLE,
    signal,
  )
  return asked.ok ? null : refusedLine(parts, 'people by address', asked)
}

function named(some: DiagnosedPlace['people']): string {
  const names = some.slice(0, MOST).map(({ name }) => name)
  return `${names.join(', ')}${some.length > MOST ? ` and ${some.length - MOST} more` : ''}`
}
