// For `zhiban doctor`: whether the bot is connected or could be, and whether robots' webhook addresses are well-formed.
import type { DiagnosedPlace, Diagnosis } from '../../../src/channel.ts'
import { clientFor } from '../connection/client.ts'
import { leaseOf, noteIn } from '../connection/lease.ts'
import { redacted } from '../connection/logger.ts'
import { timingOf, type WecomDeps } from '../deps.ts'
import { heardKey, isId } from '../ids.ts'
import type { Finding, Line } from './findings.ts'
import { told } from './tell.ts'

/** In the institution's language; see `found`. */
export const diagnose = async (deps: WecomDeps, place: DiagnosedPlace, signal: AbortSignal): Promise<Diagnosis[]> =>
  (await found(deps, place, signal)).map((line) => told(line, deps.lang))

/** Never throws. */
export async function found(deps: WecomDeps, place: DiagnosedPlace, signal: AbortSignal): Promise<Line[]> {
  try {
    return [await bot(deps, signal), ...robots(deps, place), ...(await rooms(deps, place)), ...people(place)]
  } catch (error) {
    return [problem('diagnosis', { code: 'broke-off', error: redacted(String(error), deps.settings) })]
  }
}

const ok = (what: Line['what'], finding: Finding | null = null): Line => ({ level: 'ok', what, finding })
const warning = (what: Line['what'], finding: Finding): Line => ({ level: 'WARNING', what, finding })
const problem = (what: Line['what'], finding: Finding): Line => ({ level: 'PROBLEM', what, finding })

/** A trial connection would end the service's own: none is made where the service has one, or that is unknown. */
async function bot(deps: WecomDeps, signal: AbortSignal): Promise<Line> {
  if (!deps.seesService) return warning('bot', { code: 'untried' })
  const holder = await leaseOf(deps).holder()
  if (holder !== null && (await isBeating(deps, holder.beat, signal))) {
    const { connected, why } = noteIn(holder.note)
    return connected
      ? ok('bot', { code: 'service-connected' })
      : problem('bot', { code: 'service-away', why: why === '' ? null : why })
  }
  const refused = await tryCredentials(deps, signal)
  return refused === null ? ok('bot', { code: 'accepted' }) : problem('bot', refused)
}

const UNREACHABLE = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH/u

/** Whether the beat grows within the time of one lease. */
async function isBeating(deps: WecomDeps, beat: number, signal: AbortSignal): Promise<boolean> {
  const { leaseMs, lookMs } = timingOf(deps)
  const lease = leaseOf(deps)
  const until = performance.now() + leaseMs
  while (performance.now() < until && !signal.aborted) {
    await new Promise((resolve) => setTimeout(resolve, Math.min(lookMs, 500)))
    const now = await lease.holder()
    if (now === null) return false
    if (now.beat !== beat) return true
  }
  return signal.aborted
}

/** Null: accepted. */
function tryCredentials(deps: WecomDeps, signal: AbortSignal): Promise<Finding | null> {
  const { settings } = deps
  const { handshakeMs } = timingOf(deps)
  const client = clientFor(deps, { once: true })
  return new Promise<Finding | null>((resolve) => {
    const late = AbortSignal.any([signal, AbortSignal.timeout(2 * handshakeMs)])
    late.addEventListener('abort', () => resolve({ code: 'unreachable', said: null }), { once: true })
    client.on('authenticated', () => resolve(null))
    client.on('error', (error) => resolve(refusal(redacted(error.message, settings))))
    client.connect()
  }).finally(() => client.disconnect())
}

const refusal = (said: string): Finding => ({ code: UNREACHABLE.test(said) ? 'unreachable' : 'refused', said })

function robots({ settings }: WecomDeps, { rooms }: DiagnosedPlace): Line[] {
  return Object.entries(settings.robots).map(([id, url]) => {
    const room = rooms.find((room) => room.id === id)
    const what = { robot: room?.name ?? id }
    if (!isWebhook(url)) return problem(what, { code: 'no-webhook' })
    return room === undefined ? warning(what, { code: 'robot-without-room' }) : ok(what, { code: 'robot-well' })
  })
}

const isWebhook = (url: string): boolean => {
  if (!URL.canParse(url)) return false
  const { protocol, pathname, searchParams } = new URL(url)
  return (
    protocol === 'https:' && pathname === '/cgi-bin/webhook/send' && /^[\w-]{8,}$/u.test(searchParams.get('key') ?? '')
  )
}

async function rooms({ keeping, settings, seesService }: WecomDeps, place: DiagnosedPlace): Promise<Line[]> {
  if (!seesService) return []
  const lines: Line[] = []
  for (const { name, id } of place.rooms) {
    const what = { room: name, id }
    if (!isId(id)) lines.push(problem(what, { code: 'no-room-id' }))
    else if ((await keeping.get(heardKey(id))) !== null || id in settings.robots) lines.push(ok(what))
    else lines.push(warning(what, { code: 'nobody-spoke' }))
  }
  return lines
}

const people = ({ people }: DiagnosedPlace): Line[] =>
  people.filter(({ account }) => !isId(account)).map(({ name }) => problem({ person: name }, { code: 'no-account' }))
