// For `zhiban doctor`: whether the bot is connected or could be, and whether robots' webhook addresses are well-formed.
import type { DiagnosedPlace, Diagnosis } from '../../src/channel.ts'
import { clientFor } from './connection/client.ts'
import { leaseOf, noteIn } from './connection/lease.ts'
import { redacted } from './connection/logger.ts'
import { timingOf, type WecomDeps } from './deps.ts'
import { heardKey, isId } from './ids.ts'

type Line = Diagnosis

/** Never throws. */
export async function diagnose(deps: WecomDeps, place: DiagnosedPlace, signal: AbortSignal): Promise<Diagnosis[]> {
  try {
    return [...(await bot(deps, signal)), ...robots(deps, place), ...(await rooms(deps, place)), ...people(place)]
  } catch (error) {
    return [{ level: 'PROBLEM', what: 'diagnosis', says: redacted(`it broke off: ${String(error)}`, deps.settings) }]
  }
}

/** A trial connection would end the service's own: none is made where the service has one, or that is unknown. */
async function bot(deps: WecomDeps, signal: AbortSignal): Promise<Line[]> {
  if (!deps.seesService)
    return [
      {
        level: 'WARNING',
        what: 'bot',
        says: 'not tried, since that would take the connection from a running service, and without its database nobody can tell whether there is one; look at the metrics or the log of the service',
      },
    ]
  const holder = await leaseOf(deps).holder()
  if (holder !== null && (await isBeating(deps, holder.beat, signal))) {
    const { connected, why } = noteIn(holder.note)
    if (connected) return [{ level: 'ok', what: 'bot: connected by the running service', says: null }]
    return [{ level: 'PROBLEM', what: 'bot', says: `the running service is not connected: ${why || 'not yet'}` }]
  }
  const refused = await tryCredentials(deps, signal)
  if (refused === null) return [{ level: 'ok', what: 'bot: id and secret are accepted', says: null }]
  return [
    {
      level: 'PROBLEM',
      what: 'bot',
      says: UNREACHABLE.test(refused)
        ? `${refused}: the platform cannot be reached; check DNS, proxy and firewall to openws.work.weixin.qq.com:443`
        : `${refused}; check WECOM_BOT_ID and WECOM_SECRET, and that the bot is in API mode with a long connection`,
    },
  ]
}

const UNREACHABLE = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|no answer in time/u

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
function tryCredentials(deps: WecomDeps, signal: AbortSignal): Promise<string | null> {
  const { settings } = deps
  const { handshakeMs } = timingOf(deps)
  const client = clientFor(deps, { once: true })
  return new Promise<string | null>((resolve) => {
    const late = AbortSignal.any([signal, AbortSignal.timeout(2 * handshakeMs)])
    late.addEventListener('abort', () => resolve('no answer in time'), { once: true })
    client.on('authenticated', () => resolve(null))
    client.on('error', (error) => resolve(redacted(error.message, settings)))
    client.connect()
  }).finally(() => client.disconnect())
}

function robots({ settings }: WecomDeps, { rooms }: DiagnosedPlace): Line[] {
  return Object.entries(settings.robots).map(([id, url]) => {
    const what = `robot of ${rooms.find((room) => room.id === id)?.name ?? id}`
    if (!isWebhook(url))
      return {
        level: 'PROBLEM',
        what,
        says: 'its address is none of a group robot: it begins with https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=',
      }
    if (!rooms.some((room) => room.id === id))
      return { level: 'WARNING', what, says: 'no room of the org file has this id' }
    return { level: 'ok', what: `${what}: its address looks right (nothing was sent)`, says: null }
  })
}

const isWebhook = (url: string): boolean => {
  if (!URL.canParse(url)) return false
  const { protocol, pathname, searchParams } = new URL(url)
  return (
    protocol === 'https:' && pathname === '/cgi-bin/webhook/send' && /^[\w-]{8,}$/u.test(searchParams.get('key') ?? '')
  )
}

/** The platform lets a bot send to a chat only after somebody there has messaged it. */
async function rooms({ keeping, settings, seesService }: WecomDeps, place: DiagnosedPlace): Promise<Line[]> {
  if (!seesService) return []
  const lines: Line[] = []
  for (const { name, id } of place.rooms) {
    const what = `room ${name} (${id})`
    if (!isId(id)) lines.push({ level: 'PROBLEM', what, says: 'its id is none of WeCom' })
    else if ((await keeping.get(heardKey(id))) !== null || id in settings.robots)
      lines.push({ level: 'ok', what, says: null })
    else
      lines.push({
        level: 'WARNING',
        what,
        says: 'nobody there has spoken to the bot yet, and before that it may say nothing: @ it once in that group',
      })
  }
  return lines
}

const people = ({ people }: DiagnosedPlace): Line[] =>
  people
    .filter(({ account }) => !isId(account))
    .map(({ name }) => ({
      level: 'PROBLEM' as const,
      what: `person ${name}`,
      says: 'the account is no userid of WeCom',
    }))
