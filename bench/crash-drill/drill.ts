// One drill on one engine: start, load and kill at once, calm down, read everything, compare.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startPostgres } from '../../test/support/postgres.ts'
import type { CaseRecord } from './compare.ts'
import { type Fleet, type Platform, pause, startFleet, startPlatform } from './fleet.ts'
import { type Kills, killUntil } from './killer.ts'
import { endAll, type Load, runLoad } from './load.ts'
import { readPlaces } from './places.ts'
import { readPlan } from './plan.ts'
import type { PlatformRecord } from './platform.ts'
import { randomOf } from './random.ts'
import { readCases, TOKEN } from './reading.ts'
import { judge, type Verdict } from './report.ts'
import { scriptOf } from './script.ts'
import { readWhole } from './whole.ts'

export interface DrillOptions {
  engine: 'postgres' | 'pglite'
  cases: number
  /** How long people work and instances are killed; calming down and reading come on top. */
  seconds: number
  seed: number
  /** Keep the logs and, on the embedded engine, the database. */
  keep: boolean
}

const POLICY = new URL('policy.yaml', import.meta.url)
const ORG = new URL('org.yaml', import.meta.url)
const NAMES = { postgres: ['one', 'two'], pglite: ['one'] }
/** Between kills, at least and at most: long enough for work to be under way when the next one comes. */
const PAUSE_MS = { postgres: [1_000, 5_000], pglite: [3_000, 7_000] } as const
/** How long people may go on after the last kill, and how long the desk may take to have said everything. */
const AFTERMATH_MS = 12_000
const QUIET_WITHIN_MS = 60_000
const ENDED_WITHIN_MS = 60_000

export async function drill(options: DrillOptions): Promise<Verdict> {
  const folder = await mkdtemp(join(tmpdir(), 'zhiban-crash-drill-'))
  const server = options.engine === 'postgres' ? await startPostgres({ durable: true }) : null
  const place = { folder: join(folder, 'data'), ...(server ? { url: server.url } : {}) }
  let verdict: Verdict | null = null
  try {
    const run = await perform(options, folder, place)
    // What was seen, for whoever looks into a failure; beside the logs.
    await writeFile(join(folder, 'seen.json'), JSON.stringify(run))
    verdict = await compareAll(options, run, place)
    return verdict
  } finally {
    await server?.stop()
    // After a failure the logs say more than the report.
    if (verdict?.ok && !options.keep) await rm(folder, { recursive: true, force: true })
    else process.stderr.write(`The logs of this drill are in ${folder}\n`)
  }
}

export interface Run {
  load: Load
  kills: Kills
  downs: Fleet['downs']
  instances: number
  crashes: string[]
  record: PlatformRecord
  cases: CaseRecord[]
  /** False where something was still to be done long after the last kill. */
  quiet: boolean
  /** False where something was unsent, or a clock was running, long after every case had ended. */
  drained: boolean
}

async function perform(options: DrillOptions, folder: string, place: { folder: string; url?: string }): Promise<Run> {
  const platform = await startPlatform(folder, options.seed)
  try {
    const fleet = await startFleet({
      names: NAMES[options.engine],
      folder,
      environment: environmentOf(place, platform),
      random: randomOf(options.seed, 7_002),
    })
    try {
      return await loadAndKill(options, fleet, platform)
    } finally {
      await fleet.stop()
    }
  } finally {
    platform.stop()
  }
}

const environmentOf = (place: { folder: string; url?: string }, platform: Platform): Record<string, string> => ({
  DATABASE_URL: place.url ?? '',
  ZHIBAN_DATA: place.folder,
  HOST: '127.0.0.1',
  PORT: '0',
  ZHIBAN_POLICY: fileURLToPath(POLICY),
  ZHIBAN_ORG: fileURLToPath(ORG),
  ZHIBAN_API_TOKEN: TOKEN,
  ZHIBAN_LANG: 'en',
  ZHIBAN_ROOM: 'off',
  ZHIBAN_SECRET: 'a crash drill has nothing to keep secret',
  ZHIBAN_SPEED: '1',
  ZHIBAN_RATE_LIMIT: 'off',
  LOG_LEVEL: 'warn',
  DRILL_PLATFORM: platform.url,
})

async function loadAndKill(
  { engine, cases, seconds, seed }: DrillOptions,
  fleet: Fleet,
  platform: Platform,
): Promise<Run> {
  const killsEndMs = Date.now() + seconds * 1_000
  const scripts = Array.from({ length: cases }, (_, index) => scriptOf(randomOf(seed, index), index, seed))
  const work = { openingMs: seconds * 550, untilMs: killsEndMs + AFTERMATH_MS, random: randomOf(seed, 7_003) }
  const [load, kills] = await Promise.all([
    runLoad(scripts, fleet, work),
    killUntil(killsEndMs, fleet, platform, { random: randomOf(seed, 7_004), pauseMs: PAUSE_MS[engine] }).finally(() =>
      platform.order({ calm: true }),
    ),
  ])
  await fleet.whole()
  const quiet = await untilNothing(fleet, 'pending')
  // With open cases something is always on its way. What is counted is counted when all has ended and all is sent.
  await endAll(load, fleet, { untilMs: Date.now() + ENDED_WITHIN_MS, random: randomOf(seed, 7_005) })
  const drained = await untilNothing(fleet, 'owed')
  const records = await readCases(fleet)
  await fleet.stop()
  const { downs, crashes } = fleet
  return {
    load,
    kills,
    downs,
    instances: NAMES[engine].length,
    crashes,
    record: await platform.record(),
    cases: records,
    quiet,
    drained,
  }
}

/** False where it did not come to that in good time. */
async function untilNothing(fleet: Fleet, is: 'pending' | 'owed'): Promise<boolean> {
  for (const endMs = Date.now() + QUIET_WITHIN_MS; Date.now() < endMs; await pause(500)) {
    if ((await fleet.left(is)) === 0) return true
  }
  return false
}

async function compareAll(options: DrillOptions, run: Run, place: { folder: string; url?: string }): Promise<Verdict> {
  const plan = readPlan(await readFile(POLICY, 'utf8'))
  const places = readPlaces(await readFile(ORG, 'utf8'), plan)
  return judge(options, run, await readWhole(place, run.cases), plan, places)
}
