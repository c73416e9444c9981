// doctor, the service: its secrets and who watches it, when it was last alive, and what is left lying.
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../../config.ts'
import type { Database } from '../../db/engine/connect.ts'
import { parkedMessages } from '../../db/messages/inbox.ts'
import { readCounts } from '../../db/operations/counts.ts'
import { lastAlive } from '../../db/operations/service-times.ts'
import { SILENT_MS } from '../../desk/operations/downtime.ts'
import { readWebhookFile } from '../../desk/startup/webhook-file.ts'
import { millisBetween } from '../../domain/calendar/instant.ts'
import { realNow } from '../open.ts'
import { type Check, ok, problem, warning } from './check.ts'

const ANSWER_MS = 3_000
/** Of randomness, as far as its characters show: 32 hexadecimal digits have 128. */
const ENOUGH_BITS = 100

export async function settingChecks(config: Config): Promise<Check[]> {
  return [
    ...(await secretChecks(config)),
    config.heartbeatUrl === undefined
      ? warning('heartbeat', 'ZHIBAN_HEARTBEAT_URL is not set: nobody outside notices when the service is gone')
      : ok('heartbeat', `each minute to ${new URL(config.heartbeatUrl).host}`),
    await webhookCheck(config),
    ok('metrics', config.metricsToken === undefined ? 'open to whoever reaches the port' : 'with a token'),
  ]
}

/** The service refuses to start on a file with a mistake: better learnt here. */
async function webhookCheck({ webhooks }: Config): Promise<Check> {
  if (webhooks === null) return ok('webhooks', 'none (ZHIBAN_WEBHOOKS is not set)')
  try {
    const read = await readWebhookFile(webhooks)
    return ok('webhooks', `${webhooks.file}: ${read.map(({ name }) => name).join(', ')}`)
  } catch (error) {
    return problem('webhooks', error instanceof Error ? error.message : String(error))
  }
}

/** What the tables tell; they must be those of this version. */
export async function tableChecks({ db }: Database): Promise<Check[]> {
  const parked = await parkedMessages(db)
  const { findings } = await readCounts(db, realNow())
  return [
    aliveCheck((await lastAlive(db))?.real ?? null),
    parked.length === 0
      ? ok('messages set aside', 'none')
      : warning('messages set aside', `${parked.length}: zhiban inbox list shows why; then retry or drop them`),
    ...(findings.length === 0
      ? [ok("the auditor's findings", 'none')]
      : findings.map(({ label, count }) => warning("the auditor's findings", `${label}, ${count}: see the duty room`))),
  ]
}

/** What the service itself says, where its embedded database can be opened by nobody else. */
export async function readinessChecks({ host, port }: Config): Promise<Check[]> {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host
  const url = `http://${name}:${port}/readyz`
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS) })
    const { ok: ready, problems, channels = {} } = (await answer.json()) as Readiness
    const readiness = ready ? ok('readiness', url) : warning('readiness', `${url} says: ${problems.join('; ')}`)
    const heard = Object.entries(channels).map(([name, hears]) =>
      hears
        ? ok(`${name} in the running service`)
        : problem(
            `${name} in the running service`,
            `it does not hear its platform. ${WHERE[name] ?? 'Its log says why'}; /metrics says since when`,
          ),
    )
    return [readiness, ...heard]
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return [warning('readiness', `${url} does not answer (${why}): is it still starting, or at another HOST or PORT?`)]
  }
}

const WHERE: Record<string, string> = {
  wechat: 'Open /channels/wechat as an administrator: there is the code to scan, or the reason',
}

interface Readiness {
  ok: boolean
  problems: string[]
  channels?: Record<string, boolean>
}

async function secretChecks({ secret, apiToken, dataFolder }: Config): Promise<Check[]> {
  const weak = (name: string, value: string | undefined) =>
    value !== undefined && bitsOf(value) < ENOUGH_BITS
      ? [warning(name, 'is easily guessed: make one with openssl rand -hex 32')]
      : []
  const found = [
    ...weak('ZHIBAN_SECRET', secret),
    ...weak('ZHIBAN_API_TOKEN', apiToken),
    ...(await openSecret(dataFolder)),
  ]
  return found.length > 0 ? found : [ok('secrets', secret === undefined ? 'kept beside the database' : null)]
}

/** By how often each character stands in it: an upper bound, which a repeated or short-lettered one falls below. */
function bitsOf(text: string): number {
  const counts = new Map<string, number>()
  for (const each of text) counts.set(each, (counts.get(each) ?? 0) + 1)
  const shares = [...counts.values()].map((count) => count / text.length)
  return -text.length * shares.reduce((sum, share) => sum + share * Math.log2(share), 0)
}

async function openSecret(folder: string): Promise<Check[]> {
  const file = join(folder, 'secret')
  const found = await stat(file).catch(() => null)
  if (found === null || (found.mode & 0o077) === 0) return []
  return [warning('secrets', `${file} can be read by others on this machine: chmod 600 ${file}`)]
}

function aliveCheck(at: string | null): Check {
  if (at === null) return ok('last alive', 'the service has not run on this database yet')
  const silent = millisBetween(at, realNow())
  return silent > SILENT_MS
    ? warning('last alive', `${at}: no instance has been alive since; start the service`)
    : ok('last alive', at)
}
