// doctor, the service: its secrets and who watches it, when it was last alive, and what is left lying.
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../../config.ts'
import type { Database } from '../../db/engine/connect.ts'
import { parkedMessages } from '../../db/messages/inbox.ts'
import { readCounts } from '../../db/operations/counts.ts'
import { lastAlive } from '../../db/operations/service-times.ts'
import { missingForPictures } from '../../desk/lookups/picture/installed.ts'
import { SILENT_MS } from '../../desk/operations/downtime.ts'
import { readWebhookFile } from '../../desk/startup/webhook-file.ts'
import { millisBetween } from '../../domain/calendar/instant.ts'
import { readHealthProblem } from '../../web/health-problems.ts'
import type { CommandLine } from '../../wording/cli.ts'
import { saidOf } from '../failure.ts'
import { realNow } from '../terminal.ts'
import { type Check, ok, problem, warning } from './check.ts'

type Words = CommandLine['doctor']

const ANSWER_MS = 3_000
/** Of randomness, as far as its characters show: 32 hexadecimal digits have 128. */
const ENOUGH_BITS = 100

export async function settingChecks(config: Config, words: Words): Promise<Check[]> {
  const { what, settings: says } = words
  return [
    ...(await secretChecks(config, words)),
    config.heartbeatUrl === undefined
      ? warning(what.heartbeat, says.heartbeatUnset)
      : ok(what.heartbeat, says.heartbeatTo(new URL(config.heartbeatUrl).host)),
    await webhookCheck(config, words),
    ok(what.metrics, config.metricsToken === undefined ? says.metricsOpen : says.metricsToken),
    ...lookupChecks(config, words),
  ]
}

/** What is looked up about posts beside the write path. */
function lookupChecks({ linkPreview, readPictures }: Config, { what, settings: says }: Words): Check[] {
  const missing = missingForPictures()
  return [
    ok(what.previews, linkPreview ? says.previewOn : says.previewOff),
    !readPictures
      ? ok(what.pictures, says.picturesOff)
      : missing.length > 0
        ? warning(what.pictures, says.picturesMissing(missing))
        : ok(what.pictures, says.picturesOn),
  ]
}

/** The service refuses to start on a file with a mistake: better learnt here. */
async function webhookCheck({ webhooks }: Config, { what, settings: says, list, line }: Words): Promise<Check> {
  if (webhooks === null) return ok(what.webhooks, says.noWebhooks)
  try {
    const read = await readWebhookFile(webhooks)
    return ok(what.webhooks, line(webhooks.file, list(read.map(({ name }) => name))))
  } catch (error) {
    return problem(what.webhooks, saidOf(error))
  }
}

/** What the tables tell; they must be those of this version. */
export async function tableChecks({ db }: Database, words: Words): Promise<Check[]> {
  const { what, service: says } = words
  const parked = await parkedMessages(db)
  const { findings, lookups } = await readCounts(db, realNow())
  const givenUp = lookups.filter(({ state }) => state === 'given-up')
  return [
    aliveCheck((await lastAlive(db))?.real ?? null, words),
    parked.length === 0 ? ok(what.parked, says.none) : warning(what.parked, says.parked(parked.length)),
    ...(findings.length === 0
      ? [ok(what.findings, says.none)]
      : findings.map(({ label, count }) => warning(what.findings, says.finding(label, count)))),
    ...givenUp.map(({ kind, count }) => warning(what.lookups, says.lookupsGivenUp(kind, count))),
  ]
}

/** What the service itself says, where its embedded database can be opened by nobody else. */
export async function readinessChecks({ host, port }: Config, words: Words): Promise<Check[]> {
  const { what, service: says } = words
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host
  const url = `http://${name}:${port}/readyz`
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS) })
    const { ok: ready, problems, channels = {} } = (await answer.json()) as Readiness
    const readiness = ready
      ? ok(what.readiness, url)
      : warning(
          what.readiness,
          says.says(
            url,
            problems.map((each) => unreadyText(each, words)),
          ),
        )
    const heard = Object.entries(channels).map(([channel, hears]) =>
      hears
        ? ok(what.hears(channel))
        : problem(what.hears(channel), says.deaf(channel === 'wechat' ? says.openWechat : says.logSaysWhy)),
    )
    return [readiness, ...heard]
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return [warning(what.readiness, says.notAnswering(url, why))]
  }
}

/** What the service said in English for monitors. */
export function unreadyText(problem: string, { service: { unready } }: Words): string {
  const read = readHealthProblem(problem)
  if (read === null) return problem
  switch (read.reason) {
    case 'idle':
      return unready.idle(read.worker)
    case 'pending':
      return unready.pending(read.migration)
    default:
      return unready[read.reason]
  }
}

interface Readiness {
  ok: boolean
  problems: string[]
  channels?: Record<string, boolean>
}

async function secretChecks({ secret, apiToken, dataFolder }: Config, words: Words): Promise<Check[]> {
  const { what, settings: says } = words
  const weak = (name: string, value: string | undefined) =>
    value !== undefined && bitsOf(value) < ENOUGH_BITS ? [warning(name, says.guessable)] : []
  const found = [
    ...weak('ZHIBAN_SECRET', secret),
    ...weak('ZHIBAN_API_TOKEN', apiToken),
    ...(await openSecret(dataFolder, words)),
  ]
  return found.length > 0 ? found : [ok(what.secrets, secret === undefined ? says.secretKept : null)]
}

/** By how often each character stands in it: an upper bound, which a repeated or short-lettered one falls below. */
function bitsOf(text: string): number {
  const counts = new Map<string, number>()
  for (const each of text) counts.set(each, (counts.get(each) ?? 0) + 1)
  const shares = [...counts.values()].map((count) => count / text.length)
  return -text.length * shares.reduce((sum, share) => sum + share * Math.log2(share), 0)
}

async function openSecret(folder: string, { what, settings: says }: Words): Promise<Check[]> {
  const file = join(folder, 'secret')
  const found = await stat(file).catch(() => null)
  if (found === null || (found.mode & 0o077) === 0) return []
  return [warning(what.secrets, says.secretOpen(file))]
}

function aliveCheck(at: string | null, { what, service: says }: Words): Check {
  if (at === null) return ok(what.alive, says.neverAlive)
  return millisBetween(at, realNow()) > SILENT_MS ? warning(what.alive, says.silentSince(at)) : ok(what.alive, at)
}
