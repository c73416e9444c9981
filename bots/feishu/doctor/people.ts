// Of the doctor: whether each person of the org can be told from others on the platform, and be reached.
import { type DiagnosedPlace, TryLater } from '../../../src/channel.ts'
import { isGiven } from '../../../src/domain/org/org.ts'
import type { Parts } from '../address.ts'
import { accounts } from '../api/accounts.ts'
import { isId } from '../api/ids.ts'
import { type Line, ok, warning } from './findings.ts'
import { LOOK_UP_PEOPLE } from './permissions.ts'
import { ask, consoleOf, refusedLine } from './probe.ts'

const MOST = 10

/** People are told by name: their addresses are nobody's business in a log. */
export async function people(parts: Parts, place: DiagnosedPlace, signal: AbortSignal): Promise<Line[]> {
  if (place.people.length === 0) return []
  const odd = place.people.filter(({ account }) => !isGiven(account) && !isId('user', account))
  const lines: Line[] = []
  if (odd.length > 0) lines.push(warning('people', { code: 'no-account', ...named(odd) }))
  lines.push(...(await addressed(parts, place, signal)))
  return lines.length > 0 ? lines : [ok('people', { code: 'have-accounts', count: place.people.length })]
}

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
    const app = consoleOf(parts.deps.settings)
    return [warning('people', { code: 'people-unknown', ...named(unknown), app })]
  } catch (error) {
    if (!(error instanceof TryLater)) throw error
    return [warning('people', { code: 'people-unasked', error: error.message })]
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
  return asked.ok ? null : refusedLine(parts, { to: 'people-by-address' }, asked)
}

const named = (some: DiagnosedPlace['people']) => ({
  names: some.slice(0, MOST).map(({ name }) => name),
  left: Math.max(0, some.length - MOST),
})
