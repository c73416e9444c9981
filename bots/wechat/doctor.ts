// For `zhiban doctor`, another process: whether the packages are installed, and the state that the service last stored.
import type { DiagnosedPlace, Diagnosis } from '../../src/channel.ts'
import { MINUTE, millisBetween } from '../../src/domain/calendar/instant.ts'
import { keptStanding, type Standing } from './account-status.ts'
import type { WechatDeps } from './deps.ts'
import { keptPlaces } from './id-map.ts'
import { missingPackages } from './installed.ts'
import { wordsOf } from './words.ts'

const STALE_MS = 3 * MINUTE

/** Never throws. */
export async function diagnose(deps: WechatDeps, place: DiagnosedPlace): Promise<Diagnosis[]> {
  const missing = missingPackages(deps.settings.puppet)
  if (missing.length > 0) return [problem('packages', howToInstall(missing))]
  try {
    return [ok('packages'), ...(await accountLines(deps)), ...(await placeLines(deps, place))]
  } catch (error) {
    return [problem('state', `could not be read: ${error instanceof Error ? error.message : String(error)}`)]
  }
}

const howToInstall = (missing: string[]): string =>
  missing.includes('wechaty')
    ? `${missing.join(' and ')} not installed: run npm ci without --omit=optional, or take WECHAT_PUPPET out`
    : `${missing.join(' and ')} not installed: is the name in WECHAT_PUPPET right? Otherwise npm install --no-save ${missing.join(' ')} (again after each npm ci)`

async function accountLines(deps: WechatDeps): Promise<Diagnosis[]> {
  if (!deps.seesService)
    return [
      warning(
        'account',
        'not looked at: the service has the database. Its page /channels/wechat shows it, for administrators',
      ),
    ]
  const standing = await keptStanding(deps.keeping)
  if (standing === null) return [warning('account', 'nothing is known of it yet: start the service')]
  const age = millisBetween(standing.at, deps.now())
  if (age > STALE_MS)
    return [warning('account', `the service has not told of it for ${Math.round(age / MINUTE)} min: is it running?`)]
  const resent =
    standing.resent === 0
      ? []
      : [warning('echoes', `${standing.resent} message(s) did not come back in time and were said a second time`)]
  return [standing.state === 'logged-in' ? ok('account') : problem('account', saysOf(standing)), ...resent]
}

function saysOf({ state, since, qr, why }: Standing): string {
  const parts = [wordsOf('en').state[state], `since ${since}`, ...(why === null ? [] : [why])]
  return qr === null ? parts.join('; ') : `${parts.join('; ')}; the text of the code: ${qr}`
}

async function placeLines(deps: WechatDeps, { rooms, people }: DiagnosedPlace): Promise<Diagnosis[]> {
  if (!deps.seesService || rooms.length + people.length === 0) return []
  const kept = await keptPlaces(deps.keeping)
  const lost = new Set(kept?.told ?? [])
  const unseen = [
    ...rooms.filter(({ id }) => lost.has(`room:${id}`) || kept?.rooms[id] === undefined).map(({ name }) => name),
    ...people
      .filter(({ account }) => lost.has(`person:${account}`) || kept?.people[account] === undefined)
      .map(({ name }) => name),
  ]
  if (unseen.length === 0) return [ok('rooms and people')]
  return [
    warning(
      'rooms and people',
      `not found with certainty: ${unseen.join(', ')}. Say /bind in the chat, and give people a remark in WeChat`,
    ),
  ]
}

const ok = (what: string): Diagnosis => ({ level: 'ok', what, says: null })
const warning = (what: string, says: string): Diagnosis => ({ level: 'WARNING', what, says })
const problem = (what: string, says: string): Diagnosis => ({ level: 'PROBLEM', what, says })
