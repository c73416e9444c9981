// For `zhiban doctor`, another process: whether the packages are installed, and the state that the service last stored.
import type { DiagnosedPlace, Diagnosis } from '../../../src/channel.ts'
import { MINUTE, millisBetween } from '../../../src/domain/calendar/instant.ts'
import { keptStanding, type Standing } from '../account-status.ts'
import type { WechatDeps } from '../deps.ts'
import { keptPlaces } from '../id-map.ts'
import { missingPackages } from '../installed.ts'
import type { Finding, Line, Subject } from './findings.ts'
import { told } from './tell.ts'

const STALE_MS = 3 * MINUTE

/** In the institution's language; see `found`. */
export const diagnose = async (deps: WechatDeps, place: DiagnosedPlace): Promise<Diagnosis[]> =>
  (await found(deps, place)).map((line) => told(line, deps.lang))

/** Never throws. */
export async function found(deps: WechatDeps, place: DiagnosedPlace): Promise<Line[]> {
  const packages = missingPackages(deps.settings.puppet)
  if (packages.length > 0)
    return [problem('packages', { code: 'not-installed', packages, isOurs: packages.includes('wechaty') })]
  try {
    return [ok('packages'), ...(await accountLines(deps)), ...(await placeLines(deps, place))]
  } catch (error) {
    return [problem('state', { code: 'unreadable', error: error instanceof Error ? error.message : String(error) })]
  }
}

async function accountLines(deps: WechatDeps): Promise<Line[]> {
  if (!deps.seesService) return [warning('account', { code: 'account-unseen' })]
  const standing = await keptStanding(deps.keeping)
  if (standing === null) return [warning('account', { code: 'account-unknown' })]
  const age = millisBetween(standing.at, deps.now())
  if (age > STALE_MS) return [warning('account', { code: 'account-old', minutes: Math.round(age / MINUTE) })]
  const { resent: count } = standing
  return [accountLine(standing), ...(count === 0 ? [] : [warning('echoes', { code: 'said-twice', count })])]
}

function accountLine({ state, since, qr, why }: Standing): Line {
  if (state === 'logged-in') return ok('account')
  return problem('account', { code: 'account-away', state, since, why, qr })
}

async function placeLines(deps: WechatDeps, { rooms, people }: DiagnosedPlace): Promise<Line[]> {
  if (!deps.seesService || rooms.length + people.length === 0) return []
  const kept = await keptPlaces(deps.keeping)
  const lost = new Set(kept?.told ?? [])
  const unseen = [
    ...rooms.filter(({ id }) => lost.has(`room:${id}`) || kept?.rooms[id] === undefined).map(({ name }) => name),
    ...people
      .filter(({ account }) => lost.has(`person:${account}`) || kept?.people[account] === undefined)
      .map(({ name }) => name),
  ]
  return [unseen.length === 0 ? ok('places') : warning('places', { code: 'unfound', names: unseen })]
}

const ok = (what: Subject): Line => ({ level: 'ok', what, finding: null })
const warning = (what: Subject, finding: Finding): Line => ({ level: 'WARNING', what, finding })
const problem = (what: Subject, finding: Finding): Line => ({ level: 'PROBLEM', what, finding })
